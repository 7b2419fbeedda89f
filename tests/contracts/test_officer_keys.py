"""Contract of officers' keys: the same of a file, of a passphrase and of a token.

An adapter supplies a constructor and the secrets it takes. Exceptions, with reasons:
- file: no test of secrets, because it has none.
- token: in `make test` alone, and left out where SoftHSM is not installed; the summary of the
  run says so.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pkcs11
import pytest
from tests import softhsm_for_tests as softhsm

from accordant.adapters import home
from accordant.adapters.home import Home
from accordant.adapters.officer_key_files import PlainKeys, SealedKeys
from accordant.adapters.officer_key_token import TokenKeys
from accordant.adapters.officer_keyring import OfficerKeyring
from accordant.envelope import dsse
from accordant.envelope.keys import to_bytes
from accordant.envelope.sealed_key import Cost
from accordant.errors import (
    AccordantError,
    KeyMissing,
    NodeMisconfigured,
    PassphraseNeeded,
    TokenLocked,
    TokenMissing,
    TokenUnusable,
    WrongPassphrase,
)
from accordant.operations.officer_keys import AskSecret, OfficerKeys

CHEAP = Cost(memory_kibibytes=8 * 1024, passes=1, lanes=1)
RIGHT = {"passphrase": "네 낱말로 된 긴 암호문", "token": softhsm.PIN, "file": "unused"}
TOKEN = pytest.param("token", marks=pytest.mark.whole)  # a program of its own
PLANTED = "planted-wrong-secret"


class Kept(NamedTuple):
    """One adapter on one home; `opening` opens it once more with an asker."""

    kept_in: str
    place: Home
    opening: Callable[[AskSecret], OfficerKeys]

    def right(self) -> OfficerKeys:
        return self.opening(lambda _: RIGHT[self.kept_in])


@pytest.fixture(scope="module")
def token_module(tmp_path_factory: pytest.TempPathFactory) -> str:
    return softhsm.made(tmp_path_factory.mktemp("softhsm"))


@pytest.fixture(params=["file", "passphrase", TOKEN])
def kept(request: pytest.FixtureRequest, tmp_path) -> Iterator[Kept]:
    place = home.create(tmp_path / "kor")
    opened: list[OfficerKeys] = []
    module = request.getfixturevalue("token_module") if request.param == "token" else ""

    def opening(ask: AskSecret) -> OfficerKeys:
        for each in opened:
            each.close()  # a token lets a process log in once
        adapters = {
            "file": lambda: PlainKeys(place),
            "passphrase": lambda: SealedKeys(place, ask, CHEAP),
            "token": lambda: TokenKeys(place, module, softhsm.LABEL, ask),
        }
        opened.append(adapters[request.param]())
        return opened[-1]

    yield Kept(request.param, place, opening)
    for each in opened:
        each.close()


def ask_nobody(what: str) -> str:
    raise PassphraseNeeded(place=what)


def kept_desk(kept: Kept) -> OfficerKeys:
    keys = kept.right()
    keys.keep("desk", keys.make())
    return keys


def test_a_key_signs_what_its_public_half_verifies(kept):
    keys = kept_desk(kept)
    envelope = dsse.sign(b"shown", "text/plain", keys.key("desk"), "KOR/desk")
    assert dsse.verify(envelope, "text/plain", keys.public("desk")) == b"shown"
    assert keys.posts() == ["desk"]


def test_a_key_is_there_for_whoever_opens_the_home_next(kept):
    public = kept_desk(kept).public("desk")
    again = kept.right()
    assert again.key("desk").public == again.public("desk") == public


def test_every_key_made_is_another(kept):
    keys = kept.right()
    one, two = keys.make().public, keys.make().public
    assert one.ed25519 != two.ed25519
    assert one.mldsa44 != two.mldsa44


def test_a_key_is_never_written_over(kept):
    keys = kept_desk(kept)
    public = keys.public("desk")
    with pytest.raises(NodeMisconfigured, match="already"):
        keys.keep("desk", keys.make())
    assert keys.public("desk") == public


def test_a_missing_key_and_a_bad_name_are_named(kept):
    keys = kept.right()
    for asked in (keys.key, keys.public):
        with pytest.raises(KeyMissing, match="no key of this post"):
            asked("desk")
        with pytest.raises(NodeMisconfigured, match="not the name of a post"):
            asked("../desk")


def test_a_retired_key_is_out_of_use_and_kept_aside(kept):
    keys = kept_desk(kept)
    keys.retire("desk", 3)
    keys.retire("other", 3)
    assert keys.posts() == []
    assert [path.name for path in (kept.place.root / "officers").iterdir()] == ["desk.retired-3"]
    keys.keep("desk", keys.make())


def test_a_damaged_document_is_no_key(kept):
    keys = kept_desk(kept)
    path = keys.path("desk")
    data = path.read_bytes()
    for damaged in (b"", data[:-1], data.replace(b"/1", b"/9", 1), b"{}"):
        path.write_bytes(damaged)
        with pytest.raises(KeyMissing):
            kept.right().key("desk")


def test_a_key_others_can_reach_is_refused(kept):
    keys = kept_desk(kept)
    keys.path("desk").chmod(0o640)
    with pytest.raises(NodeMisconfigured, match="others"):
        keys.key("desk")


def test_a_document_that_says_another_public_key_is_refused(kept):
    keys = kept_desk(kept)
    keys.keep("other", keys.make())
    if kept.kept_in == "file":
        return  # its public half is computed from the seeds
    one, two = keys.public("desk").mldsa44, keys.public("other").mldsa44
    path = keys.path("desk")
    path.write_bytes(path.read_bytes().replace(base64.b64encode(one), base64.b64encode(two)))
    with pytest.raises((KeyMissing, WrongPassphrase, TokenUnusable)):
        kept.right().key("desk")


@pytest.mark.parametrize("kept", ["passphrase", TOKEN], indirect=True)
class TestSecrets:
    """Of the adapters that have one."""

    def test_the_public_half_asks_for_none(self, kept):
        public = kept_desk(kept).public("desk")
        assert kept.opening(ask_nobody).public("desk") == public

    def test_where_nobody_can_be_asked_nothing_is_signed(self, kept):
        kept_desk(kept)
        with pytest.raises(PassphraseNeeded):
            kept.opening(ask_nobody).key("desk")

    def test_a_wrong_one_is_told_plainly_and_is_in_no_error(self, kept):
        kept_desk(kept)
        with pytest.raises(WrongPassphrase) as refused:
            kept.opening(lambda _: PLANTED).key("desk")
        error: AccordantError = refused.value
        assert PLANTED not in f"{error} {error.hint} {error.__cause__} {error.__context__!r}"
        assert error.__suppress_context__

    def test_the_right_one_still_opens_it_after_wrong_ones(self, kept):
        kept_desk(kept)
        for _ in range(3):
            with pytest.raises(WrongPassphrase):
                kept.opening(lambda _: PLANTED).key("desk")
        assert kept.right().key("desk")

    def test_no_file_of_the_home_holds_it_or_a_seed(self, kept):
        keys = kept_desk(kept)
        files = b"".join(
            path.read_bytes() for path in kept.place.root.rglob("*") if path.is_file()
        )
        assert RIGHT[kept.kept_in].encode() not in files
        assert b"accordant/private-key/1" not in files
        assert keys.key("desk").mldsa44.private_bytes_raw() not in files


@pytest.mark.whole
class TestToken:
    """What only a token does, tried on SoftHSM."""

    def test_the_key_does_not_leave_it(self, token_module, tmp_path):
        keys = self.keys(token_module, tmp_path)
        key = keys.key("desk")
        with pytest.raises(Exception, match="does not leave"):
            to_bytes(key)
        handle = key.ed25519._handle
        assert not handle[pkcs11.Attribute.EXTRACTABLE]
        with pytest.raises(pkcs11.exceptions.AttributeSensitive):
            _ = handle[pkcs11.Attribute.VALUE]
        keys.close()

    def test_one_that_is_not_there_is_named(self, token_module, tmp_path):
        keys = self.keys(token_module, tmp_path)
        keys.close()
        place = Home(tmp_path / "kor")
        for module, label, error in (
            ("", softhsm.LABEL, TokenMissing),
            (str(tmp_path / "none.so"), softhsm.LABEL, TokenUnusable),
        ):
            with pytest.raises(error):
                TokenKeys(place, module, label, lambda _: softhsm.PIN).key("desk")
        with pytest.raises(TokenMissing):
            TokenKeys(place, token_module, "another token", lambda _: softhsm.PIN).make()

    def test_a_key_deleted_in_it_is_missing(self, token_module, tmp_path):
        keys = self.keys(token_module, tmp_path)
        keys.key("desk").ed25519._handle.destroy()
        keys.close()
        with pytest.raises(TokenMissing, match="not in the token"):
            keys.key("desk")
        keys.close()

    def test_its_refusals_have_plain_words(self, token_module, tmp_path):
        keys = TokenKeys(Home(tmp_path), token_module, softhsm.LABEL, ask_nobody)
        for raised, expected in (
            (pkcs11.exceptions.PinLocked, TokenLocked),
            (pkcs11.exceptions.PinLenRange, WrongPassphrase),
            (pkcs11.exceptions.DeviceRemoved, TokenMissing),
            (pkcs11.exceptions.MechanismInvalid, TokenUnusable),
        ):
            with pytest.raises(expected), keys._converting(pkcs11):
                raise raised

    def keys(self, module: str, folder) -> TokenKeys:
        place = home.create(folder / "kor")
        keys = TokenKeys(place, module, softhsm.LABEL, lambda _: softhsm.PIN)
        keys.keep("desk", keys.make())
        return keys


class TestKeyring:
    """All keys of one home together."""

    def ring(self, tmp_path, ask: AskSecret = lambda _: RIGHT["passphrase"]) -> OfficerKeyring:
        place = Home(tmp_path / "kor")
        if not place.root.exists():
            home.create(place.root)
        return OfficerKeyring(place, ask, cost=CHEAP)

    def test_a_key_in_the_open_goes_under_a_passphrase_and_stays_itself(self, tmp_path):
        ring = self.ring(tmp_path)
        ring.keep("desk", "file", ring.make("file"))
        seeds = (tmp_path / "kor/officers/desk.key").read_bytes()
        public = ring.public("desk")
        assert ring.protect("desk") == public
        assert [(each.post, each.kept_in) for each in ring.listed()] == [("desk", "passphrase")]
        assert self.ring(tmp_path).key("desk").public == public
        files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        assert seeds not in files
        with pytest.raises(NodeMisconfigured, match="does not lie in the open"):
            ring.protect("desk")
        with pytest.raises(KeyMissing):
            ring.protect("nobody")

    def test_what_a_crash_left_in_the_open_is_finished(self, tmp_path):
        ring = self.ring(tmp_path)
        ring.keep("desk", "file", ring.make("file"))
        seeds = (tmp_path / "kor/officers/desk.key").read_bytes()
        ring.protect("desk")
        home.write_private(tmp_path / "kor/officers/desk.key", seeds)
        assert [each.kept_in for each in self.ring(tmp_path).listed()] == ["file", "passphrase"]
        self.ring(tmp_path, ask_nobody).protect("desk")
        assert [each.kept_in for each in self.ring(tmp_path).listed()] == ["passphrase"]

    def test_another_key_in_the_open_is_not_thrown_away(self, tmp_path):
        ring = self.ring(tmp_path)
        ring.keep("desk", "passphrase", ring.make("passphrase"))
        ring.keep("desk", "file", ring.make("file"))
        with pytest.raises(NodeMisconfigured, match="two different keys"):
            ring.protect("desk")
        assert (tmp_path / "kor/officers/desk.key").is_file()

    def test_a_secret_is_asked_for_once(self, tmp_path):
        asked: list[str] = []

        def ask(what: str) -> str:
            asked.append(what)
            return RIGHT["passphrase"]

        ring = self.ring(tmp_path, ask)
        ring.keep("desk", "passphrase", ring.make("passphrase"))
        ring.key("desk")
        ring.key("desk")
        assert asked == ["new passphrase", "passphrase of the key of desk"]
