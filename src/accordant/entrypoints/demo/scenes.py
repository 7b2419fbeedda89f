"""The script: real launches in their order, and among them what makes the agreement visible.

The agreement between Japan and South Korea from its first day to the present, with one week in
between that did not happen: as if Seoul's notice of 23 August 2019 had run its course.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeAlias

import msgspec

from accordant import canonical
from accordant.adapters import launch_table
from accordant.clauses.standing_release import approval_of
from accordant.entrypoints.demo import history
from accordant.entrypoints.demo.onboarding import (
    CANBERRAS_WATCH,
    PURPOSE,
    RELEASING_AUTHORITY,
)
from accordant.entrypoints.demo.play import Came, Expected, Offer, Play
from accordant.envelope.header import Header
from accordant.envelope.seal import Envelope, verify_header
from accordant.errors import MalformedInput
from accordant.model.act import ConsentGiven, ReleaseApproved
from accordant.model.case import Consent
from accordant.model.instant import Instant, parse_instant
from accordant.model.marking import Marking
from accordant.model.product import Portion, Product, Text
from accordant.operations import products
from accordant.operations.launches import ReportedLaunch
from accordant.operations.ports import ProductRow

CREDIT = (
    "Launches: CNS North Korea Missile Test Database, James Martin Center for Nonproliferation"
    " Studies / Nuclear Threat Initiative (data files: nagix/nk-missile-tests)."
)
OPENING = parse_instant("2016-11-23T12:00:00+09:00")
LAST_SECONDS = parse_instant("2019-11-22T23:59:58+09:00")
CLOSING = parse_instant("2026-02-01T00:00:00+09:00")
REPORT_DELAY = 5 * 60_000  # milliseconds from a launch to its report
MIDDAY = "T12:00:00+09:00"  # the clock's place on a day whose time the source does not know

RELEASED = Expected("release", "4")
ENDED = Expected("withhold", "21(3)")

Act: TypeAlias = Callable[[Play], None]


class Scene(NamedTuple):
    """What is played, and when by the nodes' clock."""

    at: Instant
    play: Act
    items: int = 1  # how many releases it asks for


def scenes() -> list[Scene]:
    """The whole script in order of time."""
    reported = {launch.key: launch for launch in launch_table.load()}
    replayed = [
        Scene(_reported_at(launch), partial(_launch, launch))
        for launch in reported.values()
        if OPENING < _reported_at(launch) < CLOSING
    ]

    def launch(day: str, system: str) -> ReportedLaunch:
        return next(
            each
            for each in reported.values()
            if each.launch.when.text.startswith(day) and each.launch.system == system
        )

    among = [
        _scene("2017-05-29T05:50", partial(_no_instrument, launch("2017-05-29", "Scud-C MaRV"))),
        _scene("2017-07-04T22:30", partial(_level_one, launch("2017-07-04", "Hwasong-14"))),
        _scene("2017-08-22T10:00", _exercise),
        _scene("2017-08-29T06:30", partial(_passing_on, launch("2017-08-29", "Hwasong-12")), 2),
        _scene("2017-11-29T04:00", partial(_no_order, launch("2017-11-29", "Hwasong-15")), 2),
        Scene(history.NOTICE, history.notice, 0),
        Scene(history.DEPARTURE, history.departure, 0),
        Scene(LAST_SECONDS, partial(_last_seconds, launch("2019-10-31", "KN-25"))),
        Scene(history.AFTER_THE_END, partial(_after_the_end, launch("2019-10-31", "KN-25"))),
        _scene("2019-11-28T17:30", partial(_what_remains, launch("2017-09-15", "Hwasong-12"))),
        Scene(history.RETURN, history.resumption, 0),
        _scene("2019-11-29T09:05", partial(_again, launch("2019-11-28", "KN-25"))),
        Scene(history.DEADLINE, history.deadline, 0),
        Scene(history.WITHDRAWN, history.withdrawal, 0),
    ]
    return sorted([*replayed, *among], key=lambda scene: scene.at)


def perform(play: Play, script: list[Scene]) -> None:
    """Play every scene at its time; the clock only moves forward."""
    for scene in script:
        play.cast.advance(scene.at)
        scene.play(play)


def _scene(text: str, act: Act, items: int = 1) -> Scene:
    return Scene(parse_instant(f"{text}:00+09:00"), act, items)


def _reported_at(reported: ReportedLaunch) -> Instant:
    when = reported.launch.when
    if when.instant is not None:
        return when.instant + REPORT_DELAY
    try:
        return parse_instant(when.text[:10] + MIDDAY)
    except MalformedInput:
        return 0  # known to the month alone: not replayed


# --- the scenes --------------------------------------------------------------------------------


def _launch(reported: ReportedLaunch, play: Play) -> None:
    """A real launch: Seoul imports it, decides, releases; Tokyo registers it."""
    product = play.report(reported)
    play.keep(product)
    expected, said = RELEASED, ""
    if history.is_ended(play.cast.now()):
        expected = ENDED
        said = "The real launch of 28 November: Seoul may no longer tell Tokyo by this agreement."
    elif reported.vehicle != "missile":
        expected = Expected("refer")
        said = "A rocket for a satellite: Seoul's order is of missiles, so a person decides."
    play.offer(Offer(title=_title(reported), product=product, expected=expected), said)


def _no_instrument(reported: ReportedLaunch, play: Play) -> None:
    offer = Offer(
        title=_title(reported),
        product=play.report(reported),
        expected=Expected("withhold"),
        recipient="AUS",
        post=CANBERRAS_WATCH,
    )
    play.offer(offer, "Between Seoul and Canberra no instrument is in force: nothing leaves.")


def _level_one(reported: ReportedLaunch, play: Play) -> None:
    product = play.report(reported, level="KOR:I", suffix="-full")
    play.keep(product)
    offer = Offer(
        title=f"{_title(reported)} full", product=product, expected=Expected("withhold", "4")
    )
    play.offer(
        offer,
        "Seoul's full report is of Level I. Tokyo's table has no equal: it is never rounded down.",
    )


def _exercise(play: Play) -> None:
    marking = Marking("KOR:III")
    product = Product(
        product="KOR-exercise-1",
        kind="launch-report",
        originators=("KOR",),
        marking=marking,
        marker="EXERCISE",
        precedence="flash",
        subjects=("dprk-missile",),
        purpose=PURPOSE,
        created=play.cast.now(),
        portions=(Portion(marking, Text("An exercise. No missile was launched.")),),
    )
    play.keep(product)
    play.offer(Offer(title="drill", product=product, expected=RELEASED))
    header = _header_of(play, "JPN", product.product)
    play.expect(header.marker == "EXERCISE", "the marker did not arrive")
    play.say("EXERCISE stands in the header Seoul signed; no node on the way can strip it.")


def _passing_on(reported: ReportedLaunch, play: Play) -> None:
    product = play.report(reported)
    ask = Offer(
        title=_title(reported),
        product=product,
        expected=Expected("withhold", "6(a)"),
        releaser="JPN",
        recipient="AUS",
        post=CANBERRAS_WATCH,
    )
    refused = play.offer(ask, "Tokyo wants Canberra to have Seoul's report. It is not Tokyo's.")
    play.say(f"The nearest cure: {play.nearest_cure('JPN', refused.answer)}")
    _consent(play, product)
    play.say("Seoul's officer consents, signed and told over the link. Tokyo asks again:")
    play.offer(msgspec.structs.replace(ask, expected=Expected("release", "6(a)")))
    _compare_header(play, product.product)


def _no_order(reported: ReportedLaunch, play: Play) -> None:
    product = play.report(reported, purpose="air-traffic-safety", version=2)
    play.keep(product)
    ask = Offer(title=_title(reported), product=product, expected=Expected("refer"))
    referred = play.offer(
        ask, "For another purpose, air-traffic safety, no order stands: a person decides."
    )
    _approve(play, referred)
    play.offer(
        msgspec.structs.replace(ask, expected=RELEASED),
        "Seoul's releasing authority saw the case, signed its approval, and it went.",
    )


def _last_seconds(reported: ReportedLaunch, play: Play) -> None:
    product = play.report(reported, version=2)
    play.keep(product)
    offer = Offer(title=f"{_title(reported)} v2", product=product, expected=RELEASED)
    play.offer(offer, "22 November 2019, 23:59:58 in Seoul: the last day, so it goes.")


def _after_the_end(reported: ReportedLaunch, play: Play) -> None:
    product = play.report(reported, version=3)
    play.keep(product)
    offer = Offer(title=f"{_title(reported)} v3", product=product, expected=ENDED)
    play.offer(offer, "23 November 2019, 00:00:01, three seconds later: refused, Art. 21(3).")


def _again(reported: ReportedLaunch, play: Play) -> None:
    offer = Offer(title=_title(reported), product=play.report(reported), expected=RELEASED)
    play.offer(offer, "The report refused the day before goes now, under the same agreement.")


def _what_remains(reported: ReportedLaunch, play: Play) -> None:
    offer = Offer(
        title=_title(reported),
        product=play.report(reported),
        expected=Expected("withhold", "6(a)"),
        releaser="JPN",
        recipient="AUS",
        post=CANBERRAS_WATCH,
    )
    play.offer(
        offer,
        "What remains: Art. 21(4) keeps every duty alive. What Seoul gave stays Seoul's,"
        " and still reaches nobody else without Seoul's consent.",
    )


# --- acts within scenes ------------------------------------------------------------------------


def _consent(play: Play, product: Product) -> None:
    now = play.cast.now()
    consent = Consent(
        originator="KOR",
        product=product.product,
        version=product.version,
        recipient="AUS",
        purpose=product.purpose,
        given=now,
    )
    act = ConsentGiven("KOR", consent, now)
    play.cast.told(play.cast.sign(RELEASING_AUTHORITY, act, tell=("JPN",)))


def _approve(play: Play, referred: Came) -> None:
    now, case = play.cast.now(), referred.answer.case
    approval = msgspec.structs.replace(approval_of(case), given=now)
    act = ReleaseApproved("KOR", approval, canonical.digest(case), now)
    play.cast.sign(RELEASING_AUTHORITY, act)


def _compare_header(play: Play, product: str) -> None:
    """Canberra can open the item, under the very header and signature Seoul made."""
    seouls, canberras = (_held(play, party, product) for party in ("KOR", "AUS"))
    header = _header_of(play, "AUS", product)
    opened = products.read_content(play.cast["AUS"].node, canberras)
    play.expect(
        seouls.envelope == canberras.envelope and header.originators == ("KOR",),
        "Canberra holds another envelope than the one Seoul made",
    )
    play.expect(opened.originators == ("KOR",), "Canberra reads another originator")
    play.say("Canberra registered it: Seoul's own header, signature and ciphertext, untouched.")


def _header_of(play: Play, party: str, product: str) -> Header:
    row = _held(play, party, product)
    seoul = play.cast["KOR"].node.statement.node.header
    return verify_header(canonical.parse(row.envelope, Envelope), seoul)


def _held(play: Play, party: str, product: str) -> ProductRow:
    row = play.cast[party].node.store.read(lambda reading: reading.product(product, 1))
    assert row is not None, "a receipt was seen, so the item is held"
    return row


def _title(reported: ReportedLaunch) -> str:
    """The system as reported, short."""
    system = reported.launch.system.replace("Hwasong-11A (KN-23)", "KN-23")
    system = system.replace("Hwasong-11B (KN-24)", "KN-24")
    return "type unknown" if system == "unknown" else system


def items(script: list[Scene]) -> int:
    """How many releases the script asks for."""
    return sum(scene.items for scene in script)
