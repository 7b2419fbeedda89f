"""Facts of items for the random worlds: the ordinary first, then what a person must look at."""

from __future__ import annotations

from msgspec import UNSET
from msgspec.structs import replace

from accordant.model.case import ItemFacts
from accordant.model.precision import Precision

NOW = 1_525_132_800_000  # 2018-05-01T00:00:00Z


def item(choose):
    """The facts of an item, or none: a case of the first format."""
    if not choose(True, True, False):
        return {}
    facts = ItemFacts(
        disciplines=choose((), ("imagery",), ("human", "signals")),
        contents=choose(("text",), ("launch",), ("human-report", "text")),
        for_release=choose(False, True),
        provided_for=choose("warning", "study", "other"),
        valid_from=choose(None, NOW, NOW + 1),
        valid_until=choose(None, NOW, NOW - 1, NOW - 11),
        originators=choose(
            ("KOR",), ("KOR:DIA",), ("AUS", "KOR"), ("JPN",), ("KOR:DIA", "KOR:MND")
        ),
        precision=choose(
            UNSET, Precision(time=3600), Precision(3600, 1000, 600), Precision(time=60, track=600)
        ),
    )
    above = choose(UNSET, ("KOR:I", "KOR:II", "KOR:III"), ("KOR:II",))
    return {"format": "accordant/case/2", "item": facts, "above": above}


def personal(choose, case_):
    """Mostly nothing; else facts of the item that only a person or an originator settles."""
    wrong = {
        "contents": ("human-report",),
        "provided_for": "study",
        "valid_from": NOW + 5,
        "valid_until": NOW - 5,
        "originators": ("KOR:DIA", "AUS"),
    }
    names = [choose.evenly(*wrong) for _ in range(choose.below(3))]
    return {"item": replace(case_.item, **{name: wrong[name] for name in names})}
