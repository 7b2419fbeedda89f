"""A case of a literate file made whole: the defaults documented, and nothing guessed."""

from pathlib import Path

import msgspec
import pytest

from accordant import canonical
from accordant.errors import InstrumentTextError
from accordant.law.ask import AskedAct
from accordant.law.example import acts_of, to_case
from accordant.law.instrument import load
from accordant.model.act import Adopted, NoticeDelivered, RequirementsNotified
from accordant.model.case import Approval, Assurance, Case, Consent, Equity, InPlay, OrderInPlay
from accordant.model.fact import Fact, fault_of
from accordant.model.instant import parse_instant

FOLDER = Path(__file__).parents[3] / "instruments"
TEXTS = {path.stem: load(path.read_bytes(), path.name) for path in sorted(FOLDER.glob("*.md"))}
GOOD = (Path(__file__).parents[2] / "vectors" / "instrument" / "good-model.md").read_text(
    encoding="utf-8"
)
DEFAULT = 'ask = { level = "KOR:III", at = 2018-05-01T09:00:00+09:00 }'
AT = parse_instant("2018-05-01T09:00:00+09:00")
DAY_BEFORE = AT - 86_400_000


def staged(ask=DEFAULT):
    text = load(GOOD.replace(DEFAULT, ask), "good-model.md")
    return to_case(text.cases[0], text, TEXTS), text


def staged_order(**changes):
    """The first case of Seoul's order, with some of its question changed."""
    order = TEXTS["kor-order-launch-reports"]
    first = order.cases[0]
    ask = msgspec.structs.replace(first.ask, **changes)
    return to_case(msgspec.structs.replace(first, ask=ask), order, TEXTS), order


def test_the_plain_case_has_every_default():
    case, text = staged()
    assert case == Case(
        releaser="JPN",
        recipient="KOR",
        post="KOR:HQ/watch",
        product="JPN-case-1",
        kind="launch-report",
        level="KOR:III",
        subjects=("dprk-missile",),
        purpose="dprk-missile-threat",
        instruments=(InPlay(text.clauses_digest, "in-force", "in-force", {"since": "stated"}),),
        assurances=(
            Assurance("KOR", "JPN", "KOR:HQ/watch", "KOR:III", True, True, True, DAY_BEFORE),
        ),
        approvals=(
            Approval("JPN-case-1", 1, "KOR", "dprk-missile-threat", DAY_BEFORE, "KOR:HQ/watch"),
        ),
        at=AT,
    )


def test_consents_and_equities_are_as_asked_unless_they_say_otherwise():
    case, _ = staged(
        'ask = { level = "JPN:hi", from = "JPN", to = "AUS", version = 3, at = '
        "2018-05-01T09:00:00+09:00, consents = [{ version = 2 }], "
        'equities = [{ originator = "KOR", under = "jpn-kor-gsomia-2016" }] }'
    )
    digest = TEXTS["jpn-kor-gsomia-2016"].clauses_digest
    assert case.equities == (Equity("KOR", digest, "JPN-case-1", 3),)
    assert case.consents == (
        Consent("KOR", "JPN-case-1", 2, "AUS", "dprk-missile-threat", DAY_BEFORE),
    )
    assert case.instruments == ()


def test_the_assured_level_is_the_recipients_highest_in_the_table():
    case, _ = staged_order()
    assert case.assurances[0].level == "JPN:gokuhi"
    assert case.assurances[0].post == "JPN:DIH/watch"


def test_an_order_stands_as_the_case_says():
    for said, revoked in (("signed", None), ("revoked", AT - 1000)):
        case, order = staged_order(order=said)
        assert case.orders == (OrderInPlay(order.clauses_digest, DAY_BEFORE, revoked),)
        assert case.approvals == ()
    case, _ = staged_order(order="none", approved=True)
    assert case.orders == ()
    assert len(case.approvals) == 1


def test_stated_force_is_that_of_the_instrument_under_the_order():
    case, _ = staged_order(force="unknown")
    assert [found.force for found in case.instruments] == ["unknown"]


def test_a_further_order_named_by_the_case_is_in_play():
    case, _ = staged_order(also=("jpn-order-launch-reports",), order="none")
    further = TEXTS["jpn-order-launch-reports"].clauses_digest
    assert [standing.order for standing in case.orders] == [further]


def test_acts_become_facts_and_facts_force():
    text = load(GOOD, "good-model.md")
    example = text.cases[1]
    acts = acts_of(example, text)
    assert [type(act) for act in acts] == [
        Adopted, Adopted, RequirementsNotified, RequirementsNotified, NoticeDelivered,
    ]  # fmt: skip
    (found,) = to_case(example, text, TEXTS).instruments
    assert (found.force, found.basis, found.facts) == (
        "not-in-force", "ended", {"until": "2019-11-22"},
    )  # fmt: skip


UNION = """
```toml clause precondition
before = "first-exchange"
requires = ["visit", "arrangement"]
```

```toml clause registry
posts = ["JPN:MOD/registry", "KOR:MND/registry"]
```

"""


def staged_union(ask=DEFAULT):
    """The plain case of a text that wants a visit, an arrangement and registries."""
    place = GOOD.index("```toml case")
    source = GOOD[:place] + UNION.lstrip() + GOOD[place:]
    text = load(source.replace(DEFAULT, ask), "good-model.md")
    return to_case(text.cases[0], text, TEXTS)


def test_every_condition_is_met_unless_the_case_says_which():
    assert staged_union().instruments[0].facts["met"] == "arrangement visit"
    case = staged_union(DEFAULT.replace("{ level", '{ met = ["visit"], level'))
    assert case.instruments[0].facts["met"] == "visit"
    case = staged_union(DEFAULT.replace("{ level", "{ met = [], level"))
    assert "met" not in case.instruments[0].facts


def test_the_usual_post_is_the_registry_the_text_names():
    assert staged_union().post == "KOR:MND/registry"


def test_signatures_and_denunciations_become_recorded_facts():
    text = load(GOOD, "good-model.md")
    asked = (
        AskedAct(signed=("JPN", "KOR:MND"), at=AT),
        AskedAct(denounced=("KOR",), delivered=AT, channel="diplomatic"),
    )
    acts = acts_of(msgspec.structs.replace(text.cases[0], acts=asked), text)
    said = [(act.party, act.fact.kind, act.fact.at, act.fact.channel) for act in acts]
    assert said == [
        ("JPN", "signed", AT, None),
        ("KOR:MND", "signed", AT, None),
        ("KOR", "denounced", AT, "diplomatic"),
    ]
    assert [fault_of(act.fact) for act in acts] == ["", "", ""]
    for act in acts:  # as a node would record it
        assert canonical.parse(canonical.encode(act.fact), Fact) == act.fact


EQUITY = 'equities = [{ originator = "KOR", under = "no-such-text" }]'


@pytest.mark.parametrize("word", ['also = ["no-such-text"]', EQUITY])
def test_a_text_that_is_not_held_is_named_with_the_line(word):
    with pytest.raises(InstrumentTextError, match="`no-such-text`") as refused:
        staged(DEFAULT.replace("{ level", f"{{ {word}, level"))
    assert refused.value.place == "good-model.md:30"
