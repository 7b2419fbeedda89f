"""Write the vectors of the register of officers: one whole document of every kind of fact.

Run: PYTHONPATH=src python tests/vectors/generate_officer_entry.py

Nothing here draws randomness: written again, a vector has the same bytes. A vector that is there
is never changed or deleted (tests/vectors/officer_entry/README.md); what is new gets a new file.
"""

from __future__ import annotations

import json
from pathlib import Path

from accordant import canonical
from accordant.model.instant import parse_instant
from accordant.model.officer import (
    AbsenceCovered,
    Authored,
    LetterIssued,
    NeedDetermined,
    OfficerAppointed,
    OfficerCleared,
    OfficerEntry,
    OfficerFact,
    OfficerRemoved,
    SecondPersonAsked,
    Withdrawn,
    kind_of,
)
from accordant.model.statement import PublicKey

FOLDER = Path(__file__).parent / "officer_entry"
SIGNED = parse_instant("2018-05-01T09:00+09:00")
SINCE = parse_instant("2018-05-01T00:00+09:00")
UNTIL = parse_instant("2018-12-31T23:59:59.999+09:00")
WHEN = {"since": SINCE, "until": UNTIL}
WHO = {"officer": "nis-0417"} | WHEN
KEY = PublicKey(ed25519=bytes(range(32)), mldsa44=bytes(1312))

FACTS: dict[str, OfficerFact] = {
    "appointed": OfficerAppointed(
        post="north-desk", authority="KOR:NIS", key=KEY, name="홍길동", **WHO
    ),
    "appointed-without-end": OfficerAppointed(
        officer="nis-0417", post="north-desk", authority="KOR:NIS", key=KEY, since=SINCE
    ),
    "cleared": OfficerCleared(scheme="military-secrets", level="KOR:II", **WHO),
    "need": NeedDetermined(group="north", subjects=("dprk-missile", "dprk-nuclear"), **WHO),
    "letter": LetterIssued(
        deeds=("approve", "consent"), categories=("dprk-missile",), level="KOR:II",
        countries=("JPN", "USA"), instruments=("jpn-kor-gsomia-2016",), **WHO,
    ),
    "letter-for-everything": LetterIssued(
        deeds=("adopt", "notify"), categories=("every",), level="KOR:I", countries=("every",),
        **WHO,
    ),
    "cover": AbsenceCovered(absent="nis-0033", **WHO),
    "two": SecondPersonAsked(deeds=("approve",), level="KOR:II", since=SINCE),
    "withdrawn": Withdrawn(officer="nis-0417", withdrawn="ab" * 32, since=SINCE),
    "withdrawn-rule": Withdrawn(officer="", withdrawn="cd" * 32, since=SINCE),
    "removed": OfficerRemoved(officer="nis-0417", since=SINCE),
    "authored": Authored(
        officer="nis-0417", product="KOR-4f2k9", version=1, digest="ef" * 32, since=SINCE
    ),
}  # fmt: skip


def write(name: str, fact: OfficerFact) -> None:
    entry = OfficerEntry(party="KOR", by="security-authority", at=SIGNED, fact=fact)
    document = canonical.encode(entry)
    vector = {
        "comment": f"A whole document: {kind_of(fact)}.",
        "document": document.decode(),
        "digest": canonical.digest_of_bytes(document),
    }
    text = json.dumps(vector, ensure_ascii=False, indent=2)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, fact in FACTS.items():
        write(name, fact)


if __name__ == "__main__":
    main()
