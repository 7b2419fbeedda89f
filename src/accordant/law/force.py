"""Whether an instrument is in force at an instant: a pure function of its text and the acts.

    not adopted by all ......... not in force   not-adopted {party}
    adopted differently ........ not in force   digests-differ
    all adopted another text ... not in force   other-text {adopted}
    a notification missing ..... not in force   awaiting-notification {party}
    notified for a later day ... not in force   not-yet {since}
    no notice .................. in force       in-force {since}
    notice, term still runs .... in force       in-force-until {since, until}
    ways of counting part ...... unknown        end-disputed {earliest, latest}
    after the last day ......... not in force   ended {until}

The legal act is the delivery of a notice through the channel the instrument names; one by another
channel has no effect, and an acknowledgement is never asked for. A notice that is only assumed,
for a rehearsal, counts like another and leaves its trace in the facts (`assumed`). A new release
needs force under every way of counting, so the time between the earliest and the latest end is
*unknown*. The same holds where a party notified more than once: a term that a second, earlier
notification would move is not moved by one party's word.

Source: Japan-Korea 2016, Art. 21(1) and (3). That all adopt one encoding is this software's own
condition.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from accordant.law.adoption import adoption_at
from accordant.law.instrument import Instrument, clause_of
from accordant.law.term import end_of, ends_by_notice
from accordant.law.timeline import Timeline
from accordant.model.act import Act, Adopted, NoticeDelivered, RequirementsNotified
from accordant.model.case import Force, InPlay
from accordant.model.instant import Instant, day_of


class Facts(msgspec.Struct, frozen=True):
    """The acts that bear on one instrument, sorted out."""

    adopted: tuple[Adopted, ...]
    notified: tuple[RequirementsNotified, ...]
    notices: tuple[NoticeDelivered, ...]

    @classmethod
    def about(cls, identifier: str, acts: Iterable[Act], known_at: Instant | None) -> Facts:
        """Sort the acts about an instrument; what was learnt after `known_at` does not count."""
        known = [act for act in acts if known_at is None or act.at <= known_at]
        return cls(
            adopted=tuple(
                act for act in known if isinstance(act, Adopted) and act.instrument == identifier
            ),
            notified=tuple(
                act
                for act in known
                if isinstance(act, RequirementsNotified) and act.instrument == identifier
            ),
            notices=tuple(
                act
                for act in known
                if isinstance(act, NoticeDelivered) and act.instrument == identifier
            ),
        )


def force_at(
    instrument: Instrument, acts: Iterable[Act], at: Instant, known_at: Instant | None = None
) -> InPlay:
    """Return the force of an instrument at an instant, as far as known at another."""
    return state_of_facts(instrument, Facts.about(instrument.identifier, acts, known_at), at)


def timeline_of(
    instrument: Instrument, acts: Iterable[Act], known_at: Instant | None = None
) -> Timeline[InPlay]:
    """Return the force of an instrument over all time; its `at` agrees with `force_at`."""
    facts = Facts.about(instrument.identifier, acts, known_at)
    return Timeline.of(
        changes(instrument, facts), lambda at: state_of_facts(instrument, facts, at)
    )


def changes(instrument: Instrument, facts: Facts) -> set[Instant]:
    """Every instant at which the force of the instrument may change."""
    instants = {act.at for act in facts.adopted if act.party in instrument.parties}
    instants.update(_first_notifications(instrument, facts).values())
    entry = _entry(instrument, facts)
    if entry is not None and facts.notices:
        instants |= _first_notices(instrument, facts)
        ends = _ends(instrument, facts, entry, facts.notices)
        instants |= {end_of(day, instrument.zone) for day in (*ends[:1], *ends[-1:])}
    return instants


def state_of_facts(instrument: Instrument, facts: Facts, at: Instant) -> InPlay:
    """Return the force of an instrument at an instant, from its sorted facts."""
    adoption = adoption_at(instrument.parties, facts.adopted, at)
    if not adoption.digest:
        return _in_play(instrument, "not-in-force", adoption.basis, **adoption.facts)
    if adoption.digest != instrument.clauses_digest:
        return _in_play(instrument, "not-in-force", "other-text", adopted=adoption.digest)
    entry = _entry(instrument, facts)
    if entry is None or entry > at:
        return _before_entry(instrument, facts, entry, at)
    return _since_entry(instrument, facts, entry, at)


def _since_entry(instrument: Instrument, facts: Facts, entry: Instant, at: Instant) -> InPlay:
    """In force, unless a notice delivered by now has ended it by some way of counting."""
    since = day_of(entry, instrument.zone).isoformat()
    given = tuple(notice for notice in facts.notices if notice.delivered <= at)
    ends = _ends(instrument, facts, entry, given)
    if not ends:
        return _in_play(instrument, "in-force", "in-force", since=since)
    earliest, latest = ends[0], ends[-1]
    said = {"assumed": "yes"} if any(notice.counterfactual for notice in given) else {}
    if at < end_of(earliest, instrument.zone):
        said |= {"since": since, "until": earliest.isoformat()}
        return _in_play(instrument, "in-force", "in-force-until", **said)
    if at < end_of(latest, instrument.zone):
        said |= {"earliest": earliest.isoformat(), "latest": latest.isoformat()}
        return _in_play(instrument, "unknown", "end-disputed", **said)
    return _in_play(instrument, "not-in-force", "ended", until=latest.isoformat(), **said)


def _entry(instrument: Instrument, facts: Facts) -> Instant | None:
    """The later of the parties' first notifications, or None while one is missing."""
    first = _first_notifications(instrument, facts)
    return max(first.values()) if len(first) == len(instrument.parties) else None


def _first_notifications(instrument: Instrument, facts: Facts) -> dict[str, Instant]:
    """When each party first notified."""
    first: dict[str, Instant] = {}
    for act in facts.notified:
        if act.party in instrument.parties:
            first[act.party] = min(act.delivered, first.get(act.party, act.delivered))
    return first


def _first_notices(instrument: Instrument, facts: Facts) -> set[Instant]:
    """When the first notice of each sort was delivered: no later one changes anything."""
    first: dict[tuple[bool, bool], Instant] = {}
    for notice in facts.notices:
        sort = (_has_effect(instrument, notice), notice.counterfactual)
        first[sort] = min(notice.delivered, first.get(sort, notice.delivered))
    return set(first.values())


def _has_effect(instrument: Instrument, notice: NoticeDelivered) -> bool:
    """Whether it is a party's, through the channel the instrument names."""
    term = clause_of(instrument, "term")
    named = term is not None and notice.channel == term.notice.channel
    return named and notice.party in instrument.parties


def _before_entry(
    instrument: Instrument, facts: Facts, entry: Instant | None, at: Instant
) -> InPlay:
    if entry is not None:
        since = day_of(entry, instrument.zone).isoformat()
        return _in_play(instrument, "not-in-force", "not-yet", since=since)
    notified = {act.party for act in facts.notified if act.delivered <= at}
    missing = next((party for party in instrument.parties if party not in notified), "")
    return _in_play(instrument, "not-in-force", "awaiting-notification", party=missing)


def _ends(
    instrument: Instrument,
    facts: Facts,
    entry: Instant,
    notices: tuple[NoticeDelivered, ...],
) -> list[date]:
    """The last days in force that may be counted, in order; empty when no notice has effect.

    By each way of counting, and from each day on which the notifications may have put it in force,
    the one that the first notice gives; a later notice ends nothing sooner.
    """
    given = [each.delivered for each in notices if _has_effect(instrument, each)]
    if not given:
        return []
    term, delivered = clause_of(instrument, "term"), day_of(min(given), instrument.zone)
    begun = {entry} | {
        act.delivered
        for act in facts.notified
        if act.party in instrument.parties and act.delivered > entry
    }
    ends = {
        last
        for start in {day_of(each, instrument.zone) for each in begun}
        for last in ends_by_notice(
            start, term.first, term.extends, term.notice.days, delivered
        ).values()
    }
    return sorted(ends)


def _in_play(instrument: Instrument, force: Force, basis: str, **facts: str) -> InPlay:
    return InPlay(instrument.clauses_digest, force, basis, facts)
