"""A node's home: one directory, for its owner alone, in which every file has its place.

node.toml            the configuration
store.sqlite         the record
keystore.sqlite      the node's private keys and item keys; backed up apart from the store
tls/                 certificate.pem, key.pem
offline/party.key    the party key: made here, then moved to where no network is
officers/POST.key    one officer's key each, in the open
officers/POST.sealed the same under a passphrase
officers/POST.token  which key of a token it is
notes/NAME.toml      a draft of a note, to be changed by people until it is signed
edits/NAME/          a product document while a person changes it
party-statement.json this party's newest signed statement, for partners
wake.sock            the nudge to the server
serving.lock         held by the one server of this home
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from accordant.adapters.sqlite_file import converting, refuse_shared
from accordant.errors import KeyMissing, NodeMisconfigured

FOLDER_MODE = 0o700
_POST = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")


class Home(msgspec.Struct, frozen=True):
    """The layout of the directory; `create` makes one, `open_home` takes one that is there."""

    root: Path

    @property
    def configuration(self) -> Path:
        """`node.toml`."""
        return self.root / "node.toml"

    @property
    def store(self) -> Path:
        """The record."""
        return self.root / "store.sqlite"

    @property
    def keystore(self) -> Path:
        """Private keys and item keys."""
        return self.root / "keystore.sqlite"

    @property
    def certificate(self) -> Path:
        """The TLS certificate, PEM."""
        return self.root / "tls" / "certificate.pem"

    @property
    def certificate_key(self) -> Path:
        """The TLS private key, PEM."""
        return self.root / "tls" / "key.pem"

    @property
    def statement(self) -> Path:
        """This party's newest signed statement; not secret, and what partners are given."""
        return self.root / "party-statement.json"

    @property
    def party_key(self) -> Path:
        """The party key, until it is moved offline."""
        return self.root / "offline" / "party.key"

    @property
    def wake(self) -> Path:
        """The socket of the nudge."""
        return self.root / "wake.sock"

    def officer_key(self, post: str) -> Path:
        """The key of an officer, by post.

        Raises:
            NodeMisconfigured: that is not a post's name.
        """
        if not _POST.fullmatch(post):
            raise NodeMisconfigured(
                f"`{post[:60]}` is not the name of a post",
                hint="An officer's post is small letters, digits and dashes, as `treaty-desk`.",
            )
        return self.root / "officers" / f"{post}.key"


def create(root: Path) -> Home:
    """Make a new home.

    Raises:
        NodeMisconfigured: something is there already.
        StoreFailed: the directory cannot be made.
    """
    with converting(str(root)):
        if root.exists() and any(root.iterdir()):
            raise NodeMisconfigured(
                "the directory is not empty",
                hint="Choose another directory; a node's home is never made over another's.",
                place=str(root),
            )
        root.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        root.chmod(FOLDER_MODE)  # whatever the umask, or who made it before
        for name in ("tls", "offline", "officers"):
            (root / name).mkdir(mode=FOLDER_MODE)
            (root / name).chmod(FOLDER_MODE)
    return Home(root)


def open_home(root: Path) -> Home:
    """Take a home that is there.

    Raises:
        NodeMisconfigured: it has no `node.toml`, or others on this machine can look into it.
    """
    home = Home(root)
    if not home.configuration.is_file():
        raise NodeMisconfigured(
            "this directory is not a node's home",
            hint="Name the home with --home, or make one with `accordant init`.",
            place=str(root),
        )
    mode = root.stat().st_mode & 0o777
    if mode & 0o077:
        raise NodeMisconfigured(
            f"others on this machine can look into the node's home (mode {mode:04o})",
            hint=f"Run `chmod 700 {root}`.",
            place=str(root),
        )
    return home


@contextmanager
def serve_alone(home: Home) -> Iterator[None]:
    """Be the one server of a home; the system lets go of the lock however the process ends.

    Raises:
        NodeMisconfigured: another server runs on this home.
        StoreFailed: the lock cannot be made.
    """
    path = home.root / "serving.lock"
    with converting(str(path)):
        lock = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        _lock_or_refuse(lock, home)
        yield
    finally:
        os.close(lock)


def _lock_or_refuse(lock: int, home: Home) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise NodeMisconfigured(
            "another server runs on this home",
            hint="Stop it first; one node has one server.",
            place=str(home.root),
        ) from None


def write_private(path: Path, data: bytes) -> None:
    """Write a new file for its owner alone; on disk when this returns.

    Raises:
        NodeMisconfigured: the file is there already; a key is never written over.
        StoreFailed: it cannot be written; `DiskFull` when there is no space.
    """
    _write(path, [data], 0o600)


def write_private_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a new file piece by piece; it has its name once all of it is on disk.

    Raises:
        NodeMisconfigured, StoreFailed: see `write_private`. What `pieces` raises goes through.
    """
    beside = path.with_name(f"{path.name}.part")
    with converting(str(path)):
        if path.exists():
            raise _is_there(path)
        beside.unlink(missing_ok=True)  # what a kill left
        _write(beside, pieces, 0o600)
        beside.replace(path)


def write_public(path: Path, data: bytes) -> None:
    """Write a new file anyone may read; raises as `write_private` does."""
    _write(path, [data], 0o644)


def replace_public(path: Path, data: bytes) -> None:
    """Put a newer file in the place of one anyone may read: the old one or the new one is there.

    Raises:
        StoreFailed: it cannot be written; `DiskFull` when there is no space.
    """
    beside = path.with_suffix(".new")
    with converting(str(path)):
        beside.unlink(missing_ok=True)  # what a crash left
        _write(beside, [data], 0o644)
        beside.replace(path)


def overwrite(path: Path) -> None:
    """Overwrite a file with zeros, on disk when this returns.

    Raises:
        StoreFailed: it cannot be written.
    """
    with converting(str(path)), path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def retire(path: Path, number: int) -> None:
    """Move an officer's key out of use, beside its successor, if there is one.

    Raises:
        StoreFailed: it cannot be moved.
    """
    with converting(str(path)):
        if path.exists():
            path.replace(path.with_suffix(f".retired-{number}"))


def read_private(path: Path) -> bytes:
    """Read a file for its owner alone.

    Raises:
        KeyMissing: it is not there.
        NodeMisconfigured: others on this machine can reach it.
        StoreFailed: it cannot be read.
    """
    if not path.is_file():
        raise KeyMissing(
            "the key file is not here",
            hint="Bring it from where it is kept offline, or name its place.",
            place=str(path),
        )
    refuse_shared(path)
    with converting(str(path)):
        return path.read_bytes()


def read_public(path: Path) -> bytes:
    """Read a file that belongs to the home.

    Raises:
        StoreFailed: it is not there or cannot be read.
    """
    with converting(str(path)):
        return path.read_bytes()


def _is_there(path: Path) -> NodeMisconfigured:
    return NodeMisconfigured(
        "the file is there already",
        hint="Move it away first if it is really to be replaced.",
        place=str(path),
    )


def _write(path: Path, pieces: Iterable[bytes], mode: int) -> None:
    with converting(str(path)):
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
        except FileExistsError:
            raise _is_there(path) from None
        try:
            with os.fdopen(descriptor, "wb") as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(descriptor)
        except BaseException:
            path.unlink(missing_ok=True)  # half a key is worse than none
            raise
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
