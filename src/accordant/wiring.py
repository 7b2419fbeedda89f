"""The only file that knows which adapter is in use: from a home directory to a running node."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from accordant.adapters import certificate, home, terms_table
from accordant.adapters.clock import ReplayClock, SystemClock
from accordant.adapters.draft_folder import DraftFolder
from accordant.adapters.edit_folder import EditFolder
from accordant.adapters.home import Home
from accordant.adapters.link_client import LinkClient
from accordant.adapters.officer_keyring import OfficerKeyring
from accordant.adapters.sqlite_keystore import SqliteKeystore
from accordant.adapters.sqlite_store import SqliteStore
from accordant.adapters.wake import UnixWake
from accordant.config import Settings, load, write
from accordant.envelope import keys
from accordant.envelope.statement import public_key_of
from accordant.errors import (
    BadSignature,
    MalformedInput,
    MalformedMessage,
    NodeMisconfigured,
    PassphraseNeeded,
    UnknownRecipient,
)
from accordant.model.officer import PARTY_SIGNER
from accordant.model.statement import Authority, PartyStatement, PublicKey
from accordant.operations.establish import check_own, establish, load_node_keys, put_node_keys
from accordant.operations.node import Node
from accordant.operations.officer_keys import AskSecret, KeptIn
from accordant.operations.officers import Signer
from accordant.operations.partners import read_statement, statement_of
from accordant.operations.ports import Clock
from accordant.operations.restate import announce, officers_after, restate
from accordant.operations.world import Worlds
from accordant.signing import SigningKey


@dataclass(frozen=True, slots=True)
class OpenNode:
    """A node with its home and settings; a context manager that lets go of its files."""

    home: Home
    settings: Settings
    node: Node
    wake: UnixWake
    resources: ExitStack
    keyring: OfficerKeyring

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.resources.close()

    @property
    def drafts(self) -> DraftFolder:
        """The notes that are not signed yet."""
        return DraftFolder(self.home.root / "notes")

    @property
    def edits(self) -> EditFolder:
        """The product documents that people are changing."""
        return EditFolder(self.home.root / "edits")

    def officer_key(self, post: str) -> SigningKey:
        """The private key of an officer's post that lies in this home, or in its token.

        Raises:
            KeyMissing: it is not here.
            NodeMisconfigured: that is not a post's name.
            And what `operations.officer_keys` says of a secret or a token.
        """
        return self.keyring.key(post)

    def key_for_post(self, post: str, kept_in: KeptIn = "file") -> PublicKey:
        """The public key of a post: as the party statement names it, or of the key lying here.

        A post that has no key yet gets a new one, for posts that only work at home.

        Raises:
            NodeMisconfigured: that is not a post's name.
            And what `operations.officer_keys` says of a secret or a token.
        """
        stated = public_key_of(self.node.statement, post)
        if stated is not None:
            return stated
        self.home.officer_key(post)
        if post not in self.keyring.posts:
            self.keyring.keep(post, kept_in, self.keyring.make(kept_in))
        return self.keyring.public(post)

    def party_signer(self, path: Path | None = None) -> Signer:
        """The party key as a signer of the register of officers.

        Raises:
            KeyMissing: it is not here; it is kept offline.
        """
        place = path or self.home.party_key
        key = keys.load_signing_key(home.read_private(place), place=str(place))
        return Signer(PARTY_SIGNER, key)

    def own_statement(self) -> bytes:
        """This party's newest signed statement, for partners."""
        return home.read_public(self.home.statement)

    def restate(
        self,
        *,
        address: str,
        appointed: Mapping[str, tuple[Authority, ...]],
        dismissed: frozenset[str],
        party_key: Path | None,
        kept_in: KeptIn = "file",
    ) -> tuple[bytes, tuple[str, ...]]:
        """Sign this party's next statement and tell every partner; the statement, and who is told.

        New officers' keys are on disk before the statement that names them, and the statement is
        before anybody is told.

        Raises:
            KeyMissing: the party key is not here; it is kept offline.
            NotAuthorised, MalformedInput, StatementRefused: see `operations.restate`.
        """
        path = party_key or self.home.party_key
        signer = keys.load_signing_key(home.read_private(path), place=str(path))
        previous = self.node.statement
        made = {post: self.keyring.make(kept_in) for post in appointed}
        named = {post: (made[post].public, may) for post, may in appointed.items()}
        envelope = restate(
            previous,
            signer,
            issued=self.node.clock.now(),
            address=address or previous.address,
            officers=officers_after(previous.officers, named, dismissed),
        )
        for post in (*made, *dismissed):
            self.home.officer_key(post)
            self.keyring.retire(post, previous.number)
        for post, key in made.items():
            self.keyring.keep(post, kept_in, key)
        home.replace_public(self.home.statement, envelope)
        return envelope, announce(self.node, envelope)

    def link_client(self, partner: str) -> LinkClient:
        """A client of one partner's link endpoint, pinned to its certificate.

        Raises:
            UnknownRecipient: no such partner.
        """
        row = self.node.store.read(lambda reading: reading.partner(partner))
        if row is None:
            raise UnknownRecipient(f"{partner} is not a partner of this node")
        return LinkClient(
            row.address,
            self.home.certificate,
            self.home.certificate_key,
            row.certificate,
            [statement_of(row).node.certificate],
        )

    def pinned(self) -> Callable[[], Sequence[bytes]]:
        """A quick callable that gives the certificates of all partners as pinned now."""
        return lambda: [
            statement_of(row).node.certificate
            for row in self.node.store.read(lambda reading: reading.partners())
        ]


def create_node(root: Path, settings: Settings) -> str:
    """Make a new party's home: keys, certificate, configuration, statement. The fingerprint.

    Raises:
        NodeMisconfigured: the directory is not empty or a setting is wrong.
        StoreFailed, DiskFull: the files could not be written.
    """
    place = home.create(root)
    certificate.create(settings.party, place.certificate, place.certificate_key)
    home.write_private(place.configuration, write(settings).encode())
    made = establish(
        settings.party,
        settings.link.address,
        certificate.load(place.certificate),
        _clock(place, settings).now(),
    )
    home.write_private(place.party_key, keys.to_bytes(made.party_key))
    for post, key in made.officer_keys.items():
        home.write_private(place.officer_key(post), keys.to_bytes(key))
    home.write_public(place.statement, made.statement)
    with SqliteKeystore(place.keystore, create=True) as keystore:
        put_node_keys(keystore, made.node_keys)
    with SqliteStore(place.store, create=True):
        pass  # made now, so that a full disk shows at once
    return keys.fingerprint(made.party_key.public)


def ask_nobody(what: str) -> str:
    """Where no person can be asked for a secret, as in the server.

    Raises:
        PassphraseNeeded: always.
    """
    raise PassphraseNeeded(place=what)


def open_node(root: Path, ask: AskSecret = ask_nobody) -> OpenNode:
    """Open a node's home for one command or for the server.

    Args:
        root: the home.
        ask: asks a person for a passphrase or PIN.

    Raises:
        NodeMisconfigured, KeyMissing, StoreFailed: what is wrong, with its place.
    """
    place = home.open_home(root)
    settings = load(place.configuration)
    with ExitStack() as opening:
        store = SqliteStore(place.store, busy_milliseconds=settings.store.busy_milliseconds_max)
        opening.callback(store.close)
        keystore = SqliteKeystore(place.keystore)
        opening.callback(keystore.close)
        wake = UnixWake(place.wake)
        statement = _own_statement(place)
        node_keys = load_node_keys(keystore)
        check_own(statement, settings.party, node_keys)
        node = Node(
            party=settings.party,
            statement=statement,
            keys=node_keys,
            store=store,
            keystore=keystore,
            clock=_clock(place, settings),
            wake=wake.send,
            policies=terms_table.load,
            worlds=Worlds(terms_table.load),
        )
        keyring = OfficerKeyring(
            place, ask, module=settings.keys.module, token=settings.keys.token
        )
        opening.callback(keyring.close)
        return OpenNode(place, settings, node, wake, opening.pop_all(), keyring)


def _own_statement(place: Home) -> PartyStatement:
    """This party's newest statement, from its file.

    Raises:
        NodeMisconfigured, StoreFailed: it is damaged, or cannot be read.
    """
    try:
        return read_statement(home.read_public(place.statement))
    except (MalformedInput, MalformedMessage, BadSignature):
        raise NodeMisconfigured(
            "this is not a signed party statement",
            hint="Restore the file from a backup, or from a partner it was exported to.",
            place=str(place.statement),
        ) from None


def _clock(place: Home, settings: Settings) -> Clock:
    replay = settings.clock.replay
    return ReplayClock(place.root / replay) if replay else SystemClock()
