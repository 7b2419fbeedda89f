"""Officers' keys in files of the home: open to their owner, or under a passphrase.

POST.key     the key as its seeds; whoever reads the file has the key
POST.sealed  the key under a passphrase (envelope.sealed_key)
"""

from __future__ import annotations

from pathlib import Path

from accordant.adapters import home
from accordant.adapters.home import Home
from accordant.adapters.sqlite_file import converting
from accordant.envelope import keys
from accordant.envelope.sealed_key import Cost, open_key, public_in, seal_key
from accordant.errors import KeyMissing
from accordant.model.statement import PublicKey
from accordant.operations.officer_keys import AskSecret, MadeKey
from accordant.signing import SigningKey


class KeyFolder:
    """The part all ways of keeping share: one document for each post, in the home."""

    suffix: str

    def __init__(self, place: Home) -> None:
        self._home = place

    def posts(self) -> list[str]:
        """See the port."""
        return sorted(file.stem for file in (self._home.root / "officers").glob(f"*{self.suffix}"))

    def keep(self, post: str, made: MadeKey) -> None:
        """See the port."""
        home.write_private(self.path(post), made.document)

    def retire(self, post: str, number: int) -> None:
        """See the port."""
        home.retire(self.path(post), number)

    def close(self) -> None:
        """See the port."""

    def path(self, post: str) -> Path:
        """Where the document of a post's key is, or would be.

        Raises:
            NodeMisconfigured: that is not a post's name.
        """
        return self._home.officer_key(post).with_suffix(self.suffix)

    def document(self, post: str) -> bytes:
        """The document of a post's key.

        Raises:
            KeyMissing: there is none.
            NodeMisconfigured: others on this machine can reach it.
        """
        path = self.path(post)
        if not path.is_file():
            raise KeyMissing("no key of this post lies here", place=str(path))
        return home.read_private(path)


class PlainKeys(KeyFolder):
    """`OfficerKeys` as files whose owner has the keys: what `accordant init` makes."""

    suffix = ".key"

    def make(self) -> MadeKey:
        """See the port."""
        key = keys.generate_signing_key()
        return MadeKey(key.public, keys.to_bytes(key))

    def public(self, post: str) -> PublicKey:
        """See the port."""
        return self.key(post).public

    def key(self, post: str) -> SigningKey:
        """See the port."""
        return keys.load_signing_key(self.document(post), place=str(self.path(post)))

    def destroy(self, post: str) -> None:
        """Overwrite a key's file with zeros and delete it.

        It cannot reach blocks a disk no longer shows, nor copies: as of the keystore.

        Raises:
            StoreFailed: the file could not be overwritten; it is still there.
        """
        path = self.path(post)
        with converting(str(path)):
            if path.exists():
                home.overwrite(path)
                path.unlink()


class SealedKeys(KeyFolder):
    """`OfficerKeys` as files that a passphrase opens.

    Args:
        place: the home.
        ask: asks for a passphrase; twice for a new one is its business.
        cost: of one try; the standard one if absent.
    """

    suffix = ".sealed"

    def __init__(self, place: Home, ask: AskSecret, cost: Cost | None = None) -> None:
        super().__init__(place)
        self._ask, self._cost = ask, cost

    def make(self) -> MadeKey:
        """See the port."""
        return self.sealed(keys.generate_signing_key())

    def sealed(self, key: SigningKey) -> MadeKey:
        """A key that is there already, under a new passphrase.

        Raises:
            PassphraseNeeded, MalformedInput: none was given, or it is too short.
        """
        document = seal_key(key, self._ask("new passphrase"), self._cost)
        return MadeKey(key.public, document)

    def public(self, post: str) -> PublicKey:
        """See the port."""
        return public_in(self.document(post), place=str(self.path(post)))

    def key(self, post: str) -> SigningKey:
        """See the port."""
        document = self.document(post)
        return open_key(
            document, self._ask(f"passphrase of the key of {post}"), place=str(self.path(post))
        )
