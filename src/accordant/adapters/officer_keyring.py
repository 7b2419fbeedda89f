"""All of a home's officers' keys, however each is kept; one opened once stays open for the run."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from accordant.adapters.home import Home
from accordant.adapters.officer_key_files import PlainKeys, SealedKeys
from accordant.adapters.officer_key_token import TokenKeys
from accordant.envelope.sealed_key import Cost
from accordant.errors import KeyMissing, NodeMisconfigured
from accordant.model.statement import PublicKey
from accordant.operations.officer_keys import KEPT_IN, AskSecret, KeptIn, MadeKey
from accordant.signing import SigningKey

Keeper: TypeAlias = PlainKeys | SealedKeys | TokenKeys


class KeptKey(NamedTuple):
    """A post's key as listed: how it is kept, and its public half."""

    post: str
    kept_in: KeptIn
    public: PublicKey


class OfficerKeyring:
    """The keys of one home.

    Args:
        place: the home.
        ask: asks a person for a passphrase or PIN.
        module: path of a PKCS#11 module; empty: none.
        token: label of the token new keys go to.
        cost: of one try of a passphrase; the standard one if absent.
    """

    def __init__(
        self,
        place: Home,
        ask: AskSecret,
        *,
        module: str = "",
        token: str = "",
        cost: Cost | None = None,
    ) -> None:
        self._plain = PlainKeys(place)
        self._sealed = SealedKeys(place, ask, cost)
        # A token's key is looked for first: what is best kept is what is used.
        self._keepers: dict[KeptIn, Keeper] = {
            "token": TokenKeys(place, module, token, ask),
            "passphrase": self._sealed,
            "file": self._plain,
        }
        self._home = place
        self._opened: dict[str, SigningKey] = {}

    @property
    def posts(self) -> list[str]:
        """The posts whose keys lie here."""
        return sorted({post for keeper in self._keepers.values() for post in keeper.posts()})

    def listed(self) -> list[KeptKey]:
        """Every key and how it is kept; a post stands twice where two files of it lie here."""
        found = [
            KeptKey(post, kept_in, keeper.public(post))
            for kept_in, keeper in self._keepers.items()
            for post in keeper.posts()
        ]
        return sorted(found, key=lambda each: (each.post, KEPT_IN.index(each.kept_in)))

    def key(self, post: str) -> SigningKey:
        """A post's key, ready to sign; asks for its secret once.

        Raises:
            KeyMissing: none lies here.
            NodeMisconfigured: that is not a post's name.
            And what the port says of a secret or a token.
        """
        if post not in self._opened:
            self._opened[post] = self._keeper(post).key(post)
        return self._opened[post]

    def public(self, post: str) -> PublicKey:
        """The public half of a post's key; raises `KeyMissing` and `NodeMisconfigured` alone."""
        return self._keeper(post).public(post)

    def make(self, kept_in: KeptIn) -> MadeKey:
        """Make a key to be kept in one of the ways; raises as the port says."""
        return self._keepers[kept_in].make()

    def keep(self, post: str, kept_in: KeptIn, made: MadeKey) -> None:
        """Keep a key that was made so."""
        self._keepers[kept_in].keep(post, made)

    def retire(self, post: str, number: int) -> None:
        """Take whatever keys a post has out of use."""
        self._opened.pop(post, None)
        for keeper in self._keepers.values():
            keeper.retire(post, number)

    def protect(self, post: str) -> PublicKey:
        """Put a key that lies in the open under a passphrase; the same key, the open file gone.

        A crash in between leaves both files; doing it again finishes.

        Raises:
            NodeMisconfigured: the post's key is not in the open.
            PassphraseNeeded, MalformedInput, KeyMissing: see `SealedKeys`.
        """
        if post not in self._plain.posts():
            self._keeper(post)
            raise NodeMisconfigured("the key of this post does not lie in the open", place=post)
        key = self._plain.key(post)
        if post not in self._sealed.posts():
            self._sealed.keep(post, self._sealed.sealed(key))
        if self._sealed.public(post) != key.public:
            raise NodeMisconfigured("two different keys of this post lie here", place=post)
        self._plain.destroy(post)
        return key.public

    def close(self) -> None:
        """Let go of what was opened."""
        self._opened.clear()
        for keeper in self._keepers.values():
            keeper.close()

    def _keeper(self, post: str) -> Keeper:
        path = self._home.officer_key(post)
        for keeper in self._keepers.values():
            if post in keeper.posts():
                return keeper
        here = ", ".join(self.posts) or "none"
        hint = f"Posts whose keys lie here: {here}."
        raise KeyMissing("no key of this post lies here", hint=hint, place=str(path))
