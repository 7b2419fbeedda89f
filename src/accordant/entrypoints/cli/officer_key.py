"""`officer keys` and `officer protect`: where the officers' keys lie, and how they are kept."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from accordant.entrypoints.cli import options, pictures
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.envelope.keys import fingerprint
from accordant.envelope.statement import public_key_of

STYLES = {"file": "bold yellow", "passphrase": "green", "token": "green"}
WORDS = {"file": "in the open", "passphrase": "under a passphrase", "token": "in a token"}
GROUPS_SHOWN = 2  # of a fingerprint's twelve


def add_to(group: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    command(group, "keys", example="accordant officer keys")(keys)
    command(group, "protect", example="accordant officer protect releasing-authority")(protect)


def keys(session: Session) -> Shown:
    """List the posts whose keys lie here, and how each is kept. Asks for no secret."""
    found = session.opened.keyring.listed()
    document = [
        {
            "post": each.post,
            "kept_in": each.kept_in,
            "fingerprint": fingerprint(each.public),
            "stated": public_key_of(session.node.statement, each.post) == each.public,
        }
        for each in found
    ]
    rows = (
        (
            each.post,
            Text(WORDS[each.kept_in], style=STYLES[each.kept_in]),
            "-".join(fingerprint(each.public).split("-")[:GROUPS_SHOWN]),
        )
        for each in found
    )
    headings = ("Post!", "Kept", "Key begins")
    return Shown(document, (pictures.filled(headings, rows, "No officer's key lies here."),))


def protect(
    session: Session,
    post: Annotated[str, typer.Argument(metavar="POST", help="Whose key lies in the open.")],
) -> Shown:
    """Put a key that lies in the open under a passphrase. It stays the same key.

    The open file is overwritten and deleted; what copies and backups hold, this cannot reach.
    """
    public = session.opened.keyring.protect(options.word(post, "POST"))
    document = {"post": post, "kept_in": "passphrase", "fingerprint": fingerprint(public)}
    return Shown(document, (Text(f"The key of {post} is under a passphrase.", style="green"),))
