"""Whether an instrument is in force at an instant: a pure function of its text and its facts.

    not adopted by all ......... not in force   not-adopted {party}
    adopted differently ........ not in force   digests-differ
    all adopted another text ... not in force   other-text {adopted}
    an act of entry missing .... not in force   awaiting-notification, awaiting-signature {party}
    done for a later day ....... not in force   not-yet {since}
    no notice .................. in force       in-force {since}
    notice, term still runs .... in force       in-force-until {since, until}
    effect of it suspended ..... in force       notice-suspended {since, by}
    ways of counting part ...... unknown        end-disputed {earliest, latest}
    midnights part ............. unknown        midnights-differ {until}
    readings or accounts part .. unknown        readings-differ {a party: its answer}
    operation suspended ........ not in force   operation-suspended {by, ground}
    after the last day ......... not in force   ended, terminated, replaced {until}

The life of the instrument is lived under every construction of what its text leaves open, in the
account of each party (`law.life`, `law.reading`, `law.facts`). A new release needs force under
every construction that agrees with a party's reading, in every account; where one of them says
otherwise the answer is *unknown* and a person decides. A notice that is only assumed, for a
rehearsal, counts like another and leaves its trace in the facts (`assumed`).

Source: Japan-Korea 2016, Art. 21. That all adopt one encoding is this software's own condition.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from accordant.clauses.precondition import Precondition
from accordant.errors import MalformedInput
from accordant.law.adoption import adoption_at, adoptions_about
from accordant.law.facts import Entry, account_of, entries_about
from accordant.law.instrument import Instrument, clause_of
from accordant.law.life import ENTERS_BY, NOTICES_MAX, Life, Step, live
from accordant.law.lifecycle import OPERATING, UNDOING
from accordant.law.reading import Construction, agreeing, constructions, readings_over_time
from accordant.law.timeline import Timeline
from accordant.model.act import Act, Adopted
from accordant.model.case import Force, InPlay
from accordant.model.fact import counts_from
from accordant.model.instant import INSTANT_MAX, INSTANT_MIN, Instant, day_of
from accordant.model.party import state_of


class View(NamedTuple):
    """How one party sees an instrument under one construction."""

    party: str
    construction: Construction
    life: Life


class Matter:
    """One text of an instrument with everything recorded about it; lived when first asked."""

    def __init__(
        self, text: Instrument, adopted: tuple[Adopted, ...], entries: tuple[Entry, ...]
    ) -> None:
        self.text = text
        self.adopted = adopted
        self.entries = entries

    @classmethod
    def of(cls, text: Instrument, acts: Iterable[Act], known_at: Instant | None = None) -> Matter:
        """Sort out what bears on a text; what was learnt after `known_at` does not count."""
        known = list(acts)
        return cls(
            text,
            adoptions_about(text.identifier, known, known_at, text.parties),
            entries_about(text.identifier, known, known_at),
        )

    @cached_property
    def accounts(self) -> dict[str, tuple[Entry, ...]]:
        """What each party holds to have happened.

        Without the suspensions it contests, and without what undid an end unheard until after it.
        """
        return {
            party: self._heard(
                party, _uncontested(party, account_of(party, self.entries, self.text.parties))
            )
            for party in sorted({state_of(each) for each in self.text.parties})
        }

    def _heard(self, party: str, account: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """An account without what another's word alone undid after the end it would undo.

        Nobody brings back what has ended by dating a note before the end: it counts for a party
        that heard of it in time or records itself that it did.
        """
        undoing = [
            entry
            for entry in account
            if entry.fact.kind in UNDOING
            and party not in entry.by
            and state_of(entry.fact.party) != party
        ]
        if not undoing:
            return account
        left_out = set(undoing)
        end, asked, fresh = INSTANT_MIN, 0, False
        for entry in sorted(undoing, key=lambda each: each.heard):
            if entry.heard >= end and not fresh and asked < NOTICES_MAX:
                end = self._end_of([each for each in account if each not in left_out])
                asked, fresh = asked + 1, True
            if entry.heard < end:
                # What is undone ends later or never: the end known so far is the safe one.
                left_out.discard(entry)
                fresh = False
        return tuple(each for each in account if each not in left_out)

    def _end_of(self, entries: list[Entry]) -> Instant:
        """The earliest end that facts come to under any construction."""
        made = constructions(self.text, entries)
        # The first answers end it soonest: counted to the expiry, from the soonest start.
        soonest = [
            each
            for each in made
            if (each.counting, each.start) == (made[0].counting, made[0].start)
        ]
        lives = [live(self.text, entries, each) for each in soonest]
        ends = [step.at for life in lives for step in life.steps if step.state == "ended"]
        return min(ends, default=INSTANT_MAX)

    @cached_property
    def views(self) -> tuple[View, ...]:
        """The life in each party's account, under every construction."""
        found: list[View] = []
        lived: dict[tuple[tuple[Entry, ...], Construction], Life] = {}
        for party, account in self.accounts.items():
            for construction in constructions(self.text, account):
                key = (account, construction)
                if key not in lived:
                    lived[key] = live(self.text, account, construction)
                found.append(View(party, construction, lived[key]))
        return tuple(found)

    @cached_property
    def _parting(self) -> bool:
        """Whether any reading is held, so that the constructions must be chosen by instant."""
        return any(entry.fact.kind == "reading-held" for entry in self.entries)

    def views_at(self, at: Instant, party: str | None = None) -> list[View]:
        """The views that agree with the readings held at an instant; of one party, or of all.

        Raises:
            MalformedInput: the party named is none of the instrument's.
        """
        if party is not None and party not in self.accounts:
            raise MalformedInput(f"`{party[:20]}` is no party of `{self.text.identifier}`")
        views = [each for each in self.views if party in (None, each.party)]
        if not self._parting:
            return views
        left: list[View] = []
        for each in sorted({view.party for view in views}):
            own = [view for view in views if view.party == each]
            held = self._readings[each].at(at)
            agreed = set(agreeing([view.construction for view in own], held))
            left += [view for view in own if view.construction in agreed]
        return left

    @cached_property
    def _readings(self) -> dict[str, Timeline[dict[str, str]]]:
        """The answers each party held, over all time."""
        return {party: readings_over_time(party, self.entries) for party in self.accounts}

    def changes(self) -> set[Instant]:
        """Every instant at which the force may change."""
        instants = {act.at for act in self.adopted if act.party in self.text.parties}
        instants |= {step.at for view in self.views for step in view.life.steps}
        for entry in self.entries:
            if entry.fact.kind in ("reading-held", "condition-met", *ENTERS_BY.values()):
                instants.add(counts_from(entry.fact))
        return instants

    def at(self, instant: Instant) -> InPlay:
        """The force at an instant."""
        adoption = adoption_at(self.text.parties, self.adopted, instant)
        if not adoption.digest:
            return self._in_play("not-in-force", adoption.basis, adoption.facts)
        if adoption.digest != self.text.clauses_digest:
            return self._in_play("not-in-force", "other-text", {"adopted": adoption.digest})
        return self.by_facts(instant)

    def by_facts(self, instant: Instant, party: str | None = None) -> InPlay:
        """The force at an instant by the facts alone, whoever adopted what.

        Args:
            instant: asked about.
            party: in this party's account and reading; None = what all of them support.
        """
        stands = [(view, step_at(view.life, instant)) for view in self.views_at(instant, party)]
        begun = [(view, step) for view, step in stands if step is not None]
        if len(begun) < len(stands):
            return self._before_entry([view for view, _ in stands], instant)
        found = self._together([(view, step) for view, step in begun])
        met = self._met(instant, party)
        return self._in_play(found.force, found.basis, {**found.facts, **met}) if met else found

    def _together(self, begun: list[tuple[View, Step]]) -> InPlay:
        steps = [step for _, step in begun]
        forces = {_force_of(step) for step in steps}
        if len(forces) > 1:
            return self._parted(begun)
        (force,) = forces
        dated = sorted((step for step in steps if "until" in step.facts), key=_until)
        if not dated:
            same = all(step == steps[0] for step in steps)
            chosen = steps[0] if same else max(steps, key=_telling)
        else:
            # In force: to the earliest day any of them names; ended: when the last of them did.
            chosen = dated[0] if force == "in-force" else dated[-1]
        return self._in_play(force, chosen.basis, chosen.facts)

    def _parted(self, begun: list[tuple[View, Step]]) -> InPlay:
        """Some views say it is in force, others not: what parts them, in the law's words."""
        answers: dict[str, set[Force]] = {}
        for view, step in begun:
            answers.setdefault(view.party, set()).add(_force_of(step))
        said = next((step.facts for _, step in begun if "assumed" in step.facts), {})
        assumed = {"assumed": said["assumed"]} if said else {}
        if len({frozenset(each) for each in answers.values()}) > 1:
            each = {party: " or ".join(sorted(found)) for party, found in answers.items()}
            both = "; ".join(f"{party}: {answer}" for party, answer in sorted(each.items()))
            return self._in_play("unknown", "readings-differ", {"views": both, **assumed})
        until = sorted({step.facts.get("until", "") for _, step in begun})
        one_zone = len({view.construction.zone for view, _ in begun}) == 1
        if "" in until or (len(until) == 1 and one_zone):  # it is not only the days that part
            both = ", ".join(sorted({step.basis for _, step in begun}))
            return self._in_play("unknown", "readings-differ", {"views": both, **assumed})
        if len(until) == 1:
            return self._in_play("unknown", "midnights-differ", {"until": until[0], **assumed})
        facts = {"earliest": until[0], "latest": until[-1], **assumed}
        return self._in_play("unknown", "end-disputed", facts)

    def _before_entry(self, views: list[View], at: Instant) -> InPlay:
        """Not yet in force in some view: from when on, or whose act it lacks there."""
        entries = [view.life.entry for view in views]
        if None not in entries:
            since = max(each for each in entries if each is not None)
            zone = views[0].construction.zone
            return self._in_play("not-in-force", "not-yet", {"since": str(day_of(since, zone))})
        owed = ENTERS_BY[clause_of(self.text, "entry").on]
        done = frozenset(self.accounts).intersection(
            *(_done(view.life, owed, at) for view in views)
        )
        missing = next(each for each in self.text.parties if state_of(each) not in done)
        basis = "awaiting-signature" if owed == "signed" else "awaiting-notification"
        return self._in_play("not-in-force", basis, {"party": missing})

    def _met(self, at: Instant, party: str | None) -> dict[str, str]:
        """The conditions of the text that are met by every account asked, by word."""
        met = [
            {word for word, since in conditions.items() if since <= at}
            for each, conditions in self._conditions.items()
            if party in (None, each)
        ]
        both = set.intersection(*met)
        return {"met": " ".join(sorted(both))} if both else {}

    @cached_property
    def _conditions(self) -> dict[str, dict[str, Instant]]:
        """The conditions of the text that each party itself recorded as met, and since when.

        A condition opens releases, so nobody meets it for another, whoever did it.
        """
        asked = {
            word
            for clause in self.text.clauses
            if isinstance(clause, Precondition)
            for word in clause.requires
        }
        found: dict[str, dict[str, Instant]] = {party: {} for party in self.accounts}
        for party, account in self.accounts.items():
            for entry in account:
                word, since = entry.fact.condition or "", counts_from(entry.fact)
                own = entry.fact.kind == "condition-met" and party in entry.by
                if own and word in asked:
                    found[party][word] = min(since, found[party].get(word, since))
        return found

    def _in_play(self, force: Force, basis: str, facts: dict[str, str]) -> InPlay:
        return InPlay(self.text.clauses_digest, force, basis, facts)


def force_at(
    instrument: Instrument, acts: Iterable[Act], at: Instant, known_at: Instant | None = None
) -> InPlay:
    """Return the force of an instrument at an instant, as far as known at another."""
    return Matter.of(instrument, acts, known_at).at(at)


def timeline_of(
    instrument: Instrument, acts: Iterable[Act], known_at: Instant | None = None
) -> Timeline[InPlay]:
    """Return the force of an instrument over all time; its `at` agrees with `force_at`."""
    matter = Matter.of(instrument, acts, known_at)
    return Timeline.of(matter.changes(), matter.at)


def step_at(life: Life, at: Instant) -> Step | None:
    """Return the step of a life that holds at an instant; None before entry into force."""
    found = bisect_right(life.starts, at) - 1
    return life.steps[found] if found >= 0 else None


def _done(life: Life, owed: str, at: Instant) -> frozenset[str]:
    """The states that have done what entry into force asks of them."""
    return frozenset(
        state_of(move.fact.party)
        for move in life.moves
        if move.fact.kind == owed and counts_from(move.fact) <= at
    )


def _uncontested(party: str, account: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """A party's account without the suspensions of operation that it contests."""
    contested = {
        entry.fact.of
        for entry in account
        if entry.fact.kind == "contested" and state_of(entry.fact.party) == party
    }
    return tuple(
        entry
        for entry in account
        if not (entry.fact.kind == "operation-suspended" and entry.fact.name in contested)
    )


def _force_of(step: Step) -> Force:
    return "in-force" if step.state in OPERATING else "not-in-force"


def _telling(step: Step) -> tuple[bool, str, list[tuple[str, str]]]:
    """The order in which one of several steps is told: rather what is out of the ordinary."""
    return step.basis != "in-force", step.basis, sorted(step.facts.items())


def _until(step: Step) -> str:
    return step.facts["until"]
