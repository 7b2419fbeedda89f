"""Write the vectors of facts: one whole fact of every kind, and one failure in each other file.

Run: PYTHONPATH=src python tests/vectors/generate_fact.py

Nothing here draws randomness: written again, a vector has the same bytes. A vector that is there
is never changed or deleted (tests/vectors/fact/README.md); what is new gets a new file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from accordant import canonical
from accordant.model.fact import FACT_KINDS, Fact
from accordant.model.instant import parse_instant

FOLDER = Path(__file__).parent / "fact"
NOTICE = parse_instant("2019-08-23T15:30+09:00")
LATER = parse_instant("2019-11-22T18:00+09:00")
DIGEST = "ab" * 32

COMMON: dict[str, Any] = {
    "name": "a-fact",
    "instrument": "jpn-kor-gsomia-2016",
    "at": NOTICE,
    "zone": "Asia/Seoul",
    "source": "A source that was read",
}
BY_KOR = {"party": "KOR"}
NOTE = {"party": "KOR", "channel": "diplomatic"}
OF = {"of": "an-earlier-fact", "at": LATER}

WHOLE: dict[str, dict[str, Any]] = {
    "signed": {**BY_KOR, "place": "Seoul", "signatory": "Minister of National Defense"},
    "requirements-notified": {**NOTE, "precision": "day"},
    "notice-delivered": {**NOTE, "precision": "hour", "place": "Seoul"},
    "denounced": NOTE,
    "notice-revoked": {**NOTE, **OF},
    "notice-suspended": {**NOTE, **OF, "confidence": "established"},
    "suspension-withdrawn": {**NOTE, **OF},
    "notes-withdrawn": {**NOTE, **OF, "precision": "day"},
    "operation-suspended": {**BY_KOR, "ground": "breach"},
    "operation-resumed": OF,
    "amended": {"clauses": DIGEST, "effect": LATER, "governs_held": True},
    "corrected": {"clauses": DIGEST},
    "terminated": {"ground": "consent"},
    "replaced": {"by": "jpn-kor-gsomia-2030"},
    "contested": {"party": "JPN", **OF},
    "reading-held": {
        "party": "JPN", "question": "suspended-notice", "answer": "spent", **OF,
        "learnt": parse_instant("2020-08-24T00:00+09:00"),
    },
    "authority-designated": {**BY_KOR, "authority": "KOR:MND", "confidence": "memory"},
    "law-changed": {"party": "JPN", "words": "An act on secrets takes effect."},
    "domestic-step": {**BY_KOR, "words": "The cabinet passes the agreement."},
    "arrangement-made": {"words": "An implementing arrangement."},
    "condition-met": {"condition": "tests-passed"},
    "consultation": {"words": "The parties consult."},
    "claimed": {
        **OF, "question": "counting", "effect": LATER, "words": "It ends then.",
        "confidence": "disputed",
    },
    "happened": {"words": "대화가 다시 시작된다; 協議が再開される.", "zone": "Asia/Tokyo"},
}  # fmt: skip

INCOMPLETE: dict[str, tuple[str, dict[str, Any]]] = {
    "party_missing": ("a signature is somebody's", {"kind": "signed"}),
    "channel_missing": ("a note goes through a channel", {"kind": "notice-delivered", **BY_KOR}),
    "of_missing": ("a suspension is of a notice", {"kind": "notice-suspended", **NOTE}),
    "words_missing": ("a claim says something", {"kind": "claimed"}),
    "answer_missing": (
        "a reading answers its question",
        {"kind": "reading-held", "party": "JPN", "question": "counting"},
    ),
    "answer_of_another_question": (
        "an answer is one of its question's",
        {"kind": "reading-held", "party": "JPN", "question": "counting", "answer": "spent"},
    ),
    "joint_act_of_one": (
        "all parties amend together",
        {"kind": "amended", **BY_KOR, "clauses": DIGEST, "effect": LATER},
    ),
    "consent_of_one": (
        "suspension by consent is everybody's",
        {"kind": "operation-suspended", **BY_KOR, "ground": "consent"},
    ),
    "breach_by_nobody": (
        "whoever invokes a breach says so",
        {"kind": "operation-suspended", "ground": "breach"},
    ),
    "effect_missing": (
        "an amendment says from when",
        {"kind": "amended", "clauses": DIGEST},
    ),
}

MALFORMED: dict[str, tuple[str, dict[str, Any]]] = {
    "kind_unknown": ("a kind outside the vocabulary", {"kind": "ratified"}),
    "field_unknown": ("a field more", {"colour": "red"}),
    "format_later": ("a later format", {"format": "accordant/fact/2"}),
    "format_missing": ("written out, a fact names its format", {"format": None}),
    "default_left_out": ("written out, a fact has all its fields", {"place": None}),
    "instant_as_text": ("an instant is a number", {"at": "2019-08-23T15:30:00+09:00"}),
    "instant_too_late": ("an instant after 2200", {"at": 7_258_118_400_001}),
    "zone_with_space": ("a zone with a space", {"zone": "Asia/ Seoul"}),
    "party_of_two_letters": ("a party is three letters", {"party": "KR"}),
    "name_in_capitals": ("a name is in small letters", {"name": "Notice"}),
    "precision_unknown": ("a precision outside the list", {"precision": "week"}),
    "confidence_unknown": ("a confidence outside the list", {"confidence": "certain"}),
    "question_unknown": ("a question outside the list", {"question": "title"}),
    "digest_short": ("a digest of 63 digits", {"clauses": "a" * 63}),
    "words_with_escape": ("what could steer a screen", {"words": "Seoul\u001b[2J"}),
    "words_too_long": ("401 characters", {"words": "a" * 401}),
    "source_missing": ("a fact has a source", {"source": None}),
}


def whole(kind: str) -> Fact:
    """A fact of this kind with all that its kind asks for."""
    return Fact(kind=kind, **{**COMMON, **WHOLE[kind]})  # type: ignore[arg-type]


def changed(fact: Fact, change: dict[str, Any]) -> bytes:
    """The canonical document with fields set, or taken away where the value is None."""
    document = json.loads(canonical.encode(fact)) | change
    kept = {
        name: value for name, value in document.items() if name not in change or value is not None
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def write(name: str, expect: str, why: str, document: bytes) -> None:
    """One vector: the document as text, and the digest of its bytes."""
    vector = {
        "expect": expect,
        "why": why,
        "document": document.decode(),
        "digest": canonical.digest_of_bytes(document),
    }
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(vector, indent=1, ensure_ascii=False) + "\n"
    (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


def main() -> None:
    for kind in FACT_KINDS:
        write(f"good-{kind}", "ok", f"a whole fact of kind {kind}", canonical.encode(whole(kind)))
    for name, (why, fields) in INCOMPLETE.items():
        fact = Fact(**{**COMMON, **fields})
        write(f"incomplete-{name}", "incomplete", why, canonical.encode(fact))
    for name, (why, change) in MALFORMED.items():
        document = changed(whole("happened"), change)
        write(f"malformed-{name}", "malformed-input", why, document)
    spaced = canonical.encode(whole("happened")).replace(b",", b", ", 1)
    write("malformed-spaced", "malformed-input", "a space after a comma", spaced)


if __name__ == "__main__":
    main()
