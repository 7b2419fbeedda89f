"""The port for officers' signing keys: kept in a file, under a passphrase, or in a token.

Whatever keeps it, a key is made here, has a post's name, shows its public half without any secret,
and signs only after whoever holds the secret gave it. One contract suite runs on every adapter
(tests/contracts/test_officer_keys.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol, TypeAlias, get_args

from accordant.model.statement import PublicKey
from accordant.signing import SigningKey

KeptIn: TypeAlias = Literal["file", "passphrase", "token"]

KEPT_IN: tuple[KeptIn, ...] = get_args(KeptIn)

AskSecret: TypeAlias = Callable[[str], str]
"""Asks a person for a secret, told what it is for; raises `PassphraseNeeded` where nobody can be
asked. A secret is never an argument of a command, a variable of the environment, or in a log."""


class MadeKey(NamedTuple):
    """A new key that no post has yet: its public half, and what is kept of it."""

    public: PublicKey
    document: bytes


class OfficerKeys(Protocol):
    """Keys by post, kept in one way."""

    def posts(self) -> list[str]:
        """The posts whose keys are kept so, sorted."""

    def make(self) -> MadeKey:
        """Make a new key; nothing names it until it is kept.

        Raises:
            PassphraseNeeded, WrongPassphrase: the secret for it was not given, or is no good.
            TokenMissing, TokenLocked, TokenUnusable: as `key`.
        """

    def keep(self, post: str, made: MadeKey) -> None:
        """Keep a key that was made under a post's name; durable on return.

        Raises:
            NodeMisconfigured: the post has a key kept so already, or is no post's name.
        """

    def public(self, post: str) -> PublicKey:
        """The public half of a post's key; asks for no secret.

        Raises:
            KeyMissing: no key of this post is kept so, or its document is damaged.
        """

    def key(self, post: str) -> SigningKey:
        """A post's key, ready to sign.

        Raises:
            KeyMissing: as `public`.
            PassphraseNeeded, WrongPassphrase: the secret was not given, or is another.
            TokenMissing: the token, or the key in it, is not there.
            TokenLocked: the token takes no more PINs.
            TokenUnusable: the token refused in some other way.
        """

    def retire(self, post: str, number: int) -> None:
        """Take a post's key out of use, kept aside under a number; nothing where there is none."""

    def close(self) -> None:
        """Let go of what was opened."""
