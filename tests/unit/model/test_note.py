"""A note is whole, bounded and of one kind, or it is none."""

from __future__ import annotations

import msgspec
import pytest
from tests.notes_for_tests import ANY_NEED, note

from accordant import canonical
from accordant.envelope.body import SEALED_SIZE_MAX, Body
from accordant.envelope.keys import generate_seal_key
from accordant.envelope.seal import new_salt, seal_message
from accordant.errors import MalformedInput
from accordant.model.message import NoteMessage, Seen
from accordant.model.note import (
    NOTE_KINDS,
    NOTE_NEEDS,
    Note,
    Reference,
    Texts,
    digest_of,
)

REFERS = {"name": "kor-earlier", "digest": None}


def parsed(**changes):
    """A note as it would come from a partner: spelled with whatever is changed."""
    document = msgspec.to_builtins(note()) | changes
    return canonical.parse(canonical.encode(document), Note)


def test_a_note_comes_back_and_has_one_digest():
    assert parsed() == note()
    assert digest_of(parsed()) == digest_of(note()) != digest_of(note(article=""))


def test_its_writer_stands_under_from():
    assert b'"from":"KOR"' in canonical.encode(note())


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "accordant/note/2"},
        {"name": "Kor-note"},
        {"name": "jpn-notice-of-termination-2019-08-23"},
        {"name": "kor-" + "a" * 200},
        {"kind": "telepathy"},
        {"from": "Seoul"},
        {"from": "JPN"},
        {"to": "KOR"},
        {"to": "KOR:MND"},
        {"article": "twenty-one"},
        {"dated": "2019-02-30"},
        {"dated": "2019-8-3"},
        {"zone": "Asia/Seoul\n"},
        {"authentic": "fr"},
        {"words": "a\nb"},
        {"ground": "breach"},
        {"authority": "KOR:MND"},
        {"unknown": 1},
        {"refers": {"name": "kor-earlier", "digest": "AB"}},
        {"refers": {"name": note().name, "digest": None}},
    ],
)
def test_what_is_no_note(changes):
    with pytest.raises(MalformedInput):
        parsed(**changes)


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
@pytest.mark.parametrize(
    "text",
    ["", "x" * 2001, "\x00", "\x1b[2J", "\t", "\r\n", "\x7f", "\x9b", "\u202e", "\u2067",
     "\u200b", "\ufeff", "\u2028"],
)  # fmt: skip
def test_words_are_bounded_and_put_nothing_on_a_screen_but_words(language, text):
    texts = msgspec.to_builtins(note().texts) | {language: text}
    with pytest.raises(MalformedInput):
        parsed(texts=texts)


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_no_language_may_be_missing(language):
    texts = msgspec.to_builtins(note().texts)
    del texts[language]
    with pytest.raises(MalformedInput):
        parsed(texts=texts)


@pytest.mark.parametrize("kind", NOTE_KINDS)
def test_a_kind_states_what_it_needs(kind):
    needs = {name: REFERS if name == "refers" else ANY_NEED[name] for name in NOTE_NEEDS[kind]}
    assert parsed(kind=kind, **needs).kind == kind
    for name in needs:
        with pytest.raises(MalformedInput, match=name):
            parsed(kind=kind, **{other: needs[other] for other in needs if other != name})


def test_an_authority_is_of_the_party_that_designates_it():
    with pytest.raises(MalformedInput, match="of its own"):
        parsed(kind="authority-designated", authority="JPN:MOD")


def test_every_kind_has_its_needs_stated():
    assert set(NOTE_NEEDS) == set(NOTE_KINDS)


def test_the_longest_note_fits_one_sealed_statement():
    longest = "𐍈" * 2000  # four bytes each
    whole = note(
        texts=Texts(longest, longest, longest),
        words="𐍈" * 400,
        refers=Reference("kor-" + "a" * 116, "ab" * 32),
    )
    signed = 4 * (len(canonical.encode(whole)) + 1024) // 3 + 6 * 1024  # two signatures, names
    message = NoteMessage(
        salt=new_salt(),
        speaker="KOR",
        listener="JPN",
        seen=Seen(0, "ab" * 32),
        dispatched=0,
        own_root="ab" * 32,
        envelope=b"x" * signed,
    )
    canonical.parse(canonical.encode(message), NoteMessage)
    sealed = seal_message(canonical.encode(message), None, None, generate_seal_key(1).public)
    assert len(sealed) <= SEALED_SIZE_MAX
    assert Body(sealed, 1)
