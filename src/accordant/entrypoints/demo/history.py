"""The agreement's own story in the demo: notice, what would have come of it, and what really came.

The facts are those of the packaged story, each entered by the treaty desk of the party whose act
it was, and told over the link. Once the play departs from history: from five in the afternoon of
22 November 2019 it is played as if Seoul had not suspended its notice an hour later. A week on the
suspension is entered after all, and both nodes answer for that night anew, while they still know
what they believed before.
"""

from __future__ import annotations

from functools import cache

import msgspec

from accordant.adapters import story_table
from accordant.entrypoints.demo.onboarding import AGREEMENT, TREATY_DESK, force
from accordant.entrypoints.demo.play import Play
from accordant.model.fact import Fact
from accordant.model.instant import Instant, parse_instant
from accordant.operations import facts, standing
from accordant.operations.standing import AsOf

NOTICE = parse_instant("2019-08-23T15:31:00+09:00")
DEPARTURE = parse_instant("2019-11-22T17:00:00+09:00")
AFTER_THE_END = parse_instant("2019-11-23T00:00:01+09:00")
RETURN = parse_instant("2019-11-29T09:00:00+09:00")
DEADLINE = parse_instant("2020-08-24T18:00:00+09:00")
WITHDRAWN = parse_instant("2023-03-21T18:00:00+09:00")
LAST_DAY = "2019-11-22"
THAT_NIGHT = parse_instant("2019-11-23T00:00:00+09:00")

SIDES = ("KOR", "JPN")


def is_ended(at: Instant) -> bool:
    """Whether the play has the agreement ended: from that midnight until history is resumed."""
    return AFTER_THE_END <= at < RETURN


def notice(play: Play) -> None:
    """Seoul's note is delivered; both nodes compute the same last day."""
    _enter(play, "KOR", "kor-2019-notice")
    play.announce(
        "23 August 2019, about 15:30: Seoul's note is delivered, that it intends to end the"
        " agreement. What was announced the evening before was no notice."
    )
    for party in SIDES:
        until = force(play.cast, party, SIDES).facts.get("until", "")
        play.expect(until == LAST_DAY, f"{party} computes {until} as the last day in force")
    play.say(f"Both nodes compute the last day in force: {LAST_DAY}. Until then all goes on.")


def departure(play: Play) -> None:
    """From here on the play is not what happened."""
    play.announce(
        "COUNTERFACTUAL from here: at 18:00 on 22 November 2019 Seoul suspended the effect of its"
        " notice. Suppose it had not."
    )


def resumption(play: Play) -> None:
    """What really happened is entered, a week late, and changes what is known of that night."""
    before = play.cast.now()
    for party, name in (
        ("KOR", "kor-2019-suspension"),
        ("JPN", "kor-2019-suspension"),  # Tokyo confirms what it received: one word is not enough
        ("KOR", "kor-2019-reading"),
        ("JPN", "jpn-2019-reading"),
    ):
        _enter(play, party, name)
    play.announce(
        "WHAT REALLY HAPPENED, entered now: the effect of the notice was suspended six hours"
        " before the end. The agreement never ended."
    )
    for party in SIDES:
        node = play.cast[party].node
        answers = [
            standing.stands(node, SIDES, AsOf(at=THAT_NIGHT, known_at=known))[0].by_facts.force
            for known in (before, None)
        ]
        play.expect(
            answers == ["not-in-force", "in-force"],
            f"{party} answers {answers} for that night, before and after it was entered",
        )
    play.say(
        "In force at 00:00 on 23 November 2019? By what was known this morning: no. By what is"
        " known now: yes. Both nodes give both answers, with the facts behind them."
    )


def deadline(play: Play) -> None:
    """The readings part, and nothing asked here depends on it."""
    play.announce(
        "24 August 2020: may Seoul end it at any moment, or only by notice a year ahead? Each"
        " holds its reading; both hold the agreement in force, so reports go on."
    )
    (stand,) = standing.stands(play.cast["JPN"].node, SIDES)
    held = {view.party: [fact.answer for fact in view.readings] for view in stand.views}
    play.expect(held == {"KOR": ["revivable"], "JPN": ["spent"]}, f"the readings are {held}")
    play.expect(stand.by_facts.force == "in-force", "the readings stop an ordinary report")


def withdrawal(play: Play) -> None:
    """Both notes are withdrawn, and the readings agree again."""
    _enter(play, "KOR", "kor-2023-notes-withdrawn")
    play.announce("21 March 2023: Seoul withdraws both notes of 2019. Nothing is left to read.")
    for party in SIDES:
        basis = force(play.cast, party, SIDES).basis
        play.expect(basis == "in-force", f"{party} says {basis} after both notes were withdrawn")


@cache
def _story() -> dict[str, Fact]:
    return {fact.name: fact for fact in story_table.load() if fact.instrument == AGREEMENT}


def _enter(play: Play, party: str, name: str) -> None:
    """The treaty desk of a party enters a fact of the story; the partner has it afterwards.

    In the play it is known from now on, whenever it could have been known in the world.
    """
    opened = play.cast[party].opened
    fact = msgspec.structs.replace(_story()[name], learnt=None)
    key = opened.officer_key(TREATY_DESK)
    play.cast.told(facts.record(opened.node, fact, TREATY_DESK, key))
