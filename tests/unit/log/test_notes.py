"""Checkpoints and cosignatures: what is printed is parsed back, and C2SP's own example holds."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant.errors import AccordantError, BadSignature, MalformedInput, MalformedMessage
from accordant.log import checkpoint, cosignature, note, origin
from accordant.signing import signing_key

KEY = signing_key(bytes(32), bytes(32))
OTHER = signing_key(b"\1" * 32, b"\1" * 32)
PARTIES = st.from_regex(r"[A-Z]{3}(:[A-Z0-9]{1,16})?", fullmatch=True)
SIZES = st.integers(0, 2**53 - 1)
SECONDS = st.integers(0, 2**53 - 1)
ROOTS = st.binary(min_size=32, max_size=32)


@given(PARTIES, PARTIES, SIZES, ROOTS, SECONDS)
def test_a_checkpoint_is_parsed_back_and_verifies(speaker, listener, size, root, at):
    name = origin.link_origin(speaker, listener)
    text = checkpoint.sign_checkpoint(name, size, root, KEY, at)
    told = checkpoint.verify(text, name, KEY.public)
    assert told == checkpoint.parse(text) == checkpoint.Checkpoint(name, size, root, at, text)
    with pytest.raises(BadSignature):
        checkpoint.verify(text, name, OTHER.public)


@given(PARTIES, SECONDS)
def test_a_cosignature_is_parsed_back_and_verifies(party, at):
    text = checkpoint.sign_checkpoint("accordant/KOR/JPN", 1, bytes(32), KEY, 5)
    name = origin.cosigner_name(party)
    lines = cosignature.cosign(text, name, OTHER, at)
    given_by = cosignature.verify_cosignature(text, lines, name, OTHER.public)
    assert given_by == cosignature.parse(lines) == cosignature.Cosignature(name, at, lines)
    with pytest.raises(BadSignature):
        cosignature.verify_cosignature(text, lines, name, KEY.public)


@given(st.text(max_size=200))
def test_no_text_raises_anything_but_malformed_message(text):
    for parse in (checkpoint.parse, cosignature.parse):
        with pytest.raises(MalformedMessage):
            parse(text)


@given(st.integers(0, 3000), st.characters())
def test_no_character_may_change(at, character):
    text = checkpoint.sign_checkpoint("accordant/KOR/JPN", 7, bytes(32), KEY, 5)
    changed = text[:at] + character + text[at + 1 :]
    if changed != text:
        with pytest.raises((BadSignature, MalformedMessage)):
            checkpoint.verify(changed, "accordant/KOR/JPN", KEY.public)


def test_a_cosigned_checkpoint_is_text_then_lines():
    text = checkpoint.sign_checkpoint("accordant/KOR/JPN", 7, bytes(32), KEY, 5)
    whole = text + cosignature.cosign(text, "accordant/JPN", OTHER, 6)
    assert whole.isprintable() is False
    lines = whole.split("\n")
    assert lines[:4] == ["accordant/KOR/JPN", "7", base64.b64encode(bytes(32)).decode(), ""]
    assert [line.split(" ")[:2] for line in lines[4:8]] == [
        ["—", "accordant/KOR/JPN"],
        ["—", "accordant/KOR/JPN"],
        ["—", "accordant/JPN"],
        ["—", "accordant/JPN"],
    ]
    assert lines[8:] == [""]


def test_the_binary_form_is_that_of_the_cosignature_specification():
    message = checkpoint.subtree_message("accordant/JPN", 3, "accordant/KOR/JPN", 7, b"r" * 32)
    expected = (
        b"subtree/v1\n\0" + b"\x0daccordant/JPN" + bytes(7) + b"\3"
        + b"\x11accordant/KOR/JPN" + bytes(8) + bytes(7) + b"\7" + b"r" * 32
    )  # fmt: skip
    assert message == expected


def test_key_ids_tell_uses_and_names_apart():
    kinds = note.SignatureType
    public = KEY.public.ed25519
    ids = {
        note.key_id("accordant/KOR", kinds.ED25519, public),
        note.key_id("accordant/JPN", kinds.ED25519, public),
        note.key_id("accordant/KOR", kinds.ED25519_COSIGNATURE, public),
    }
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("size", "root", "at"), [(-1, 32, 0), (2**53, 32, 0), (1, 31, 0), (1, 32, -1), (1, 32, 2**53)]
)
def test_nothing_out_of_bounds_is_signed(size, root, at):
    with pytest.raises(MalformedInput):
        checkpoint.sign_checkpoint("accordant/KOR/JPN", size, bytes(root), KEY, at)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "accordant",
        "accordant/kor",
        "accordant/KOR/JPN/AUS",
        "accordant/KOR\n",
        "x/KOR",
        "accordant/KOR JPN",
    ],
)
def test_nothing_is_signed_under_a_name_that_is_none(name):
    with pytest.raises(AccordantError):
        checkpoint.sign_checkpoint(name, 1, bytes(32), KEY, 0)


def test_origins_name_speaker_and_listener():
    assert origin.parties_of(origin.link_origin("KOR:MND", "JPN")) == ("KOR:MND", "JPN")
    for name in ("accordant/KOR", "accordant/KOR/KOR", "nothing"):
        with pytest.raises(MalformedMessage):
            origin.parties_of(name)
    assert origin.own_origin("KOR") == "accordant/KOR"
