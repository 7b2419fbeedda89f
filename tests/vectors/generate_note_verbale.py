"""Write the vectors of notes verbales and their acknowledgements: one failure in each file.

Run: PYTHONPATH=src python tests/vectors/generate_note_verbale.py
"""

from __future__ import annotations

import json
from typing import Any

import msgspec
import scene
from scene import AUS, INSTANT, JPN, KOR

from accordant import canonical
from accordant.envelope import acts, dsse
from accordant.model.act import NoteAcknowledged, NoteSigned
from accordant.model.note import Note, Texts, digest_of
from accordant.model.statement import Officer, PartyStatement

BAD, MALFORMED, NOT_AUTHORISED = "bad-signature", "malformed-message", "not-authorised"
FOLDER = "note_verbale"

NOTE = Note(
    name="kor-notice-of-termination-2019-08-23",
    kind="notice-of-termination",
    instrument="jpn-kor-gsomia-2016",
    article="21(3)",
    party="KOR",
    to="JPN",
    dated="2019-08-23",
    zone="Asia/Seoul",
    authentic="en",
    texts=Texts("A note.", "구상서.", "口上書。"),
)
SIGNED = NoteSigned("KOR", NOTE, INSTANT)
UNSEEN = "\u200b"


def write(
    name: str, expect: str, why: str, envelope: bytes, held: PartyStatement = KOR.statement
) -> None:
    scene.write(FOLDER, name, expect, why, envelope=envelope, statement=canonical.encode(held))


def signed(payload: bytes) -> bytes:
    return dsse.sign(payload, acts.PAYLOAD_TYPE, KOR.officer, "KOR/treaty-desk")


def with_note(**changes: Any) -> bytes:
    """A note with some fields changed, or left out where the value is None; signed as it stands."""
    document = json.loads(canonical.encode(SIGNED))
    for key, value in changes.items():
        document["note"][key] = value
        if value is None:
            del document["note"][key]
    return signed(spelled(document))


def with_text(language: str, text: str) -> bytes:
    texts = msgspec.to_builtins(NOTE.texts) | {language: text}
    return with_note(texts=texts)


def spelled(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def good() -> None:
    write("good", "ok", "a notice of termination, signed", signed(canonical.encode(SIGNED)))
    write(
        "good_referring",
        "ok",
        "a revocation that refers to the notice by name and digest",
        with_note(
            kind="revocation-of-notice", refers={"name": "kor-earlier", "digest": digest_of(NOTE)}
        ),
    )
    write("good_paragraphs", "ok", "a text of several paragraphs", with_text("en", "One.\n\nTwo."))


def words() -> None:
    refused = {
        "text_empty": ("a language without words", "ko", ""),
        "text_too_long": ("2,001 characters", "en", "x" * 2001),
        "text_escape": ("an escape sequence", "en", "a\x1b[2J"),
        "text_tab": ("a tab", "ja", "a\tb"),
        "text_carriage_return": ("a carriage return", "en", "a\r\nb"),
        "text_delete": ("a delete character", "en", "a\x7f"),
        "text_direction": ("a mark that turns the line round", "ko", "a\u202eb"),
        "text_invisible": ("a space nobody sees", "ja", f"a{UNSEEN}b"),
    }
    for name, (why, language, text) in refused.items():
        write(name, MALFORMED, why, with_text(language, text))
    texts = msgspec.to_builtins(NOTE.texts)
    write("language_more", MALFORMED, "a fourth language", with_note(texts=texts | {"fr": "a"}))
    del texts["ko"]
    write("language_missing", MALFORMED, "no Korean text", with_note(texts=texts))
    write("words_two_lines", MALFORMED, "the one line is two", with_note(words="a\nb"))
    write("words_too_long", MALFORMED, "401 characters", with_note(words="x" * 401))


def fields() -> None:
    refused: dict[str, tuple[str, dict[str, Any]]] = {
        "unknown_format": ("a later version", {"format": "accordant/note/2"}),
        "unknown_kind": ("a kind that is none", {"kind": "telepathy"}),
        "unknown_field": ("a field more", {"number": 7}),
        "field_missing": ("no zone", {"zone": None}),
        "name_capital": ("a name with a capital letter", {"name": "kor-Notice"}),
        "name_too_long": ("a name of 121 characters", {"name": "kor-" + "a" * 117}),
        "name_of_another": ("a name that begins with another state", {"name": "jpn-notice"}),
        "to_itself": ("written to an authority of the writer", {"to": "KOR:MND"}),
        "from_no_party": ("written by no party", {"from": "Seoul"}),
        "article_in_words": ("an article in words", {"article": "twenty-one"}),
        "day_not_there": ("a day that does not exist", {"dated": "2019-02-30"}),
        "day_short": ("a day in another spelling", {"dated": "2019-8-23"}),
        "zone_control": ("a zone with a line end", {"zone": "Asia/Seoul\n"}),
        "authentic_unknown": ("authentic in a language it is not in", {"authentic": "fr"}),
        "refers_missing": ("a revocation of nothing", {"kind": "revocation-of-notice"}),
        "refers_to_itself": (
            "it refers to itself", {"refers": {"name": NOTE.name, "digest": None}},
        ),
        "refers_digest_short": (
            "a digest cut short", {"refers": {"name": "kor-earlier", "digest": "ab"}},
        ),
        "ground_missing": ("a suspension without ground", {"kind": "suspension-of-operation"}),
        "ground_beside": ("a notice with a ground of suspension", {"ground": "breach"}),
        "authority_of_another": (
            "it designates another state's authority",
            {"kind": "authority-designated", "authority": "JPN:MOD"},
        ),
    }  # fmt: skip
    for name, (why, changes) in refused.items():
        write(name, MALFORMED, why, with_note(**changes))


def parties() -> None:
    document = json.loads(canonical.encode(SIGNED))
    document["note"] |= {"from": "JPN", "to": "KOR", "name": "jpn-notice"}
    write("note_of_another", NOT_AUTHORISED, "KOR signs a note of JPN", signed(spelled(document)))
    document["party"] = "JPN"
    write(
        "act_of_another", NOT_AUTHORISED, "an act of JPN under KOR's key",
        signed(spelled(document)),
    )  # fmt: skip
    narrow = msgspec.structs.replace(
        KOR.statement, officers=(Officer("treaty-desk", KOR.officer.public, ("adopt",)),)
    )
    envelope = signed(canonical.encode(SIGNED))
    write("beyond_authority", NOT_AUTHORISED, "a post that may adopt only", envelope, narrow)
    write("another_statement", NOT_AUTHORISED, "held against JPN's", envelope, JPN.statement)
    write(
        "another_key",
        BAD,
        "signed by a key that is not the post's",
        acts.sign(SIGNED, "treaty-desk", AUS.officer),
    )


def acknowledgements() -> None:
    """KOR acknowledges a note of JPN; whether JPN wrote it is a question for JPN's node."""
    act = NoteAcknowledged("KOR", "jpn-note", digest_of(NOTE), INSTANT - 1000, INSTANT)
    document = json.loads(canonical.encode(act))

    def changed(**changes: Any) -> bytes:
        return signed(spelled(document | changes))

    write("acknowledged", "ok", "an acknowledgement", changed())
    write("acknowledged_digest", MALFORMED, "a digest in capitals", changed(digest="AB" * 32))
    write("acknowledged_name", MALFORMED, "a name of another form", changed(note="jpn note"))
    write("acknowledged_instant", MALFORMED, "an instant as text", changed(received="today"))
    write("acknowledged_late", MALFORMED, "an instant beyond 2200", changed(received=10**15))
    write("acknowledged_more", MALFORMED, "a field more", changed(effect=INSTANT))
    write("acknowledged_of_another", NOT_AUTHORISED, "in JPN's name", changed(party="JPN"))


if __name__ == "__main__":
    good()
    words()
    fields()
    parties()
    acknowledgements()
