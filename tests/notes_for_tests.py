"""A note of Seoul to Tokyo with whatever a test changes, and the parts it is made of."""

from __future__ import annotations

from datetime import date
from importlib import resources
from typing import Any

from accordant.adapters import packaged
from accordant.law.instrument import load
from accordant.model.note import NOTE_NEEDS, Note, Texts
from accordant.operations.drafting import Wanted

AGREEMENT = "jpn-kor-gsomia-2016"
NOTICE = "kor-notice-of-termination-2019-08-23"
DAY = date(2019, 8, 23)
WORDBOOK = packaged.wordbook()
PACT = load(
    resources.files("accordant.instruments").joinpath(f"{AGREEMENT}.md").read_bytes(),
    f"{AGREEMENT}.md",
)
ANY_NEED = {
    "refers": "kor-earlier",
    "words": "one article reads otherwise",
    "ground": "breach",
    "authority": "KOR:MND",
}


def note(**changes: Any) -> Note:
    """A whole note, made as no command would make it."""
    given: dict[str, Any] = {
        "name": NOTICE,
        "kind": "notice-of-termination",
        "instrument": AGREEMENT,
        "article": "21(3)",
        "party": "KOR",
        "to": "JPN",
        "dated": "2019-08-23",
        "zone": "Asia/Seoul",
        "authentic": "en",
        "texts": Texts("A note.", "구상서.", "口上書。"),
    }
    return Note(**(given | changes))


def wanted(kind: str = "notice-of-termination", **changes: Any) -> Wanted:
    """What Seoul states about a note of a kind: all that the kind needs and nothing else."""
    needs = {name: ANY_NEED[name] for name in NOTE_NEEDS[kind]}  # type: ignore[index]
    given: dict[str, Any] = {
        "kind": kind, "party": "KOR", "to": "JPN", "dated": DAY, "zone": "Asia/Seoul",
    }  # fmt: skip
    return Wanted(**(given | needs | changes))
