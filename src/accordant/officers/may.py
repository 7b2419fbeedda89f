"""`may`: whether an officer may do something at an instant, and if not, all that is missing.

Total: it answers for every officer, known or not, and every instant. Fail closed: a yes needs a
post held, and the clearance, the need to know and the letter that the deed asks, each standing at
that instant. Who covers an absent officer acts on his letters, and only where he himself might:
a cover never widens, and a covering is not covered in turn (delegatus non potest delegare).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec import UnsetType

from accordant.model.instant import Instant
from accordant.model.marking import is_unclassified
from accordant.model.officer import (
    EVERY,
    AbsenceCovered,
    LetterIssued,
    NeedDetermined,
    OfficerAppointed,
    OfficerCleared,
)
from accordant.officers.asked import ASKS, Reason, Ruling, What
from accordant.officers.ranking import Rungs, cleared, reaches
from accordant.officers.register import Ended, Register

F = TypeVar("F", bound=Ended)

DIGEST_SHOWN = 12  # digits by which a letter is named in a reason


def may(register: Register, rungs: Rungs, officer: str, what: What, at: Instant) -> Ruling:
    """Answer whether an officer may do what is asked at an instant.

    Args:
        register: every fact recorded of this party's officers.
        rungs: which level stands where in which scheme.
        officer: by name in the register.
        what: the deed and its limits.
        at: the instant it is done.
    """
    asker = _Asker(register, rungs, what, at)
    person, letter = asker.person(officer), asker.letter(officer)
    if not ASKS[what.deed].letter or letter.yes or person.lacking:
        return _both(person, letter)
    covered = list(register.standing(officer, AbsenceCovered, at))
    for digest, cover, until in sorted(covered):
        absent = _both(asker.person(cover.absent), asker.letter(cover.absent))
        if absent.yes:
            told = Reason("covers", _period(digest, until) | {"absent": cover.absent})
            lent = [each for each in absent.grounds if each.word == "letter"]
            return Ruling(True, (*person.grounds, told, *lent))
    short = tuple(Reason("cover-short", {"absent": each.absent}) for _, each, _ in sorted(covered))
    return Ruling(False, person.grounds, (*letter.lacking, *short))


class _Asker:
    """One question, put to one officer after another."""

    def __init__(self, register: Register, rungs: Rungs, what: What, at: Instant) -> None:
        self._register, self._rungs, self._what, self._at = register, rungs, what, at
        self._asks = ASKS[what.deed]
        self._stopping = what.stopping and self._asks.letter  # reading stops nothing

    def person(self, officer: str) -> Ruling:
        """Everything about the officer himself: post, clearance, need, and no hand in the item."""
        grounds, lacking = list[Reason](), list[Reason]()
        for found, missing in self._personal(officer):
            grounds += found
            lacking += missing
        return Ruling(not lacking, tuple(grounds), tuple(lacking))

    def letter(self, officer: str) -> Ruling:
        """The letter he acts on: of those that cover it, the one that lasts longest."""
        if not self._asks.letter:
            return Ruling(True, ())
        deed = self._what.deed
        standing = [
            (until, digest, letter)
            for digest, letter, until in self._register.standing(officer, LetterIssued, self._at)
            if until is not None and deed in letter.deeds
        ]
        short = [(letter, self._short_of(letter)) for _, _, letter in sorted(standing)]
        covering = [each for each in standing if not self._short_of(each[2])]
        if covering:
            until, digest, _ = max(covering)
            return Ruling(True, (Reason("letter", _period(digest, until) | {"deed": deed}),))
        if short:
            limits = min((each for _, each in short), key=len)
            return _no(Reason("letter-short", {"deed": deed, "limits": ", ".join(limits)}))
        kept = self._register.all_of(officer, LetterIssued)
        over = _latest(((d, f, u) for d, f, u in kept if deed in f.deeds), self._at)
        if over is not None:
            return _no(Reason("letter-over", {"deed": deed, "until": over}))
        return _no(Reason("no-letter", {"deed": deed}))

    def _personal(self, officer: str) -> Iterator[tuple[list[Reason], list[Reason]]]:
        yield self._office(officer)
        if self._stopping:
            return
        if self._asks.clearance:
            yield self._clearance(officer)
        if self._asks.need:
            yield self._need(officer)
        if self._asks.stranger:
            yield [], self._author(officer)

    def _office(self, officer: str) -> tuple[list[Reason], list[Reason]]:
        held = sorted(self._register.standing(officer, OfficerAppointed, self._at))
        if held:
            return [
                Reason("in-office", {"officer": officer, "post": each.post}) for _, each, _ in held
            ], []
        removed = self._register.removed(officer, self._at)
        if removed is not None:
            return [], [Reason("removed", {"officer": officer, "since": removed})]
        over = _latest(self._register.all_of(officer, OfficerAppointed), self._at)
        if over is not None:
            return [], [Reason("appointment-over", {"officer": officer, "until": over})]
        return [], [Reason("not-in-office", {"officer": officer})]

    def _clearance(self, officer: str) -> tuple[list[Reason], list[Reason]]:
        level = self._what.level
        if level is None:
            return [], [Reason("level-unknown")]
        if is_unclassified(level):
            return [], []
        fit = [
            (digest, each, until)
            for digest, each, until in self._register.all_of(officer, OfficerCleared)
            if cleared(self._rungs, each.scheme, each.level, level)
        ]
        standing = [
            (until, digest, each)
            for digest, each, until in fit
            if until is not None and each.since <= self._at <= until
        ]
        if standing:
            until, _, each = max(standing, key=lambda found: found[:2])
            said: dict[str, str | int] = {"scheme": each.scheme, "level": each.level}
            return [Reason("cleared", said | {"until": until})], []
        over = _latest(fit, self._at)
        if over is not None:
            return [], [Reason("clearance-over", {"level": level, "until": over})]
        return [], [Reason("not-cleared", {"level": level})]

    def _need(self, officer: str) -> tuple[list[Reason], list[Reason]]:
        needs = sorted(self._register.standing(officer, NeedDetermined, self._at))
        known = {subject for _, each, _ in needs for subject in each.subjects}
        if EVERY not in known:
            if not self._what.subjects:
                return [], [Reason("no-subject")]
            strange = sorted(set(self._what.subjects) - known)
            if strange:
                return [], [Reason("no-need", {"subject": each}) for each in strange]
        asked = {EVERY, *self._what.subjects}
        groups = sorted({each.group for _, each, _ in needs if asked & set(each.subjects)})
        return [Reason("needs", {"group": ", ".join(groups)})], []

    def _author(self, officer: str) -> list[Reason]:
        authors = self._what.authors
        if authors is None:
            return [Reason("author-unknown")]
        return [Reason("author", {"officer": officer})] if officer in authors else []

    def _short_of(self, letter: LetterIssued) -> list[str]:
        """The limits of a letter that what is asked goes beyond; empty: none."""
        what, asks = self._what, self._asks
        if self._stopping:
            return []
        short = list[str]()
        if asks.categories:
            short += _beyond(what.subjects, letter.categories)
        if asks.level and (what.level is None or not self._within(letter.level, what.level)):
            short.append(what.level or "—")
        if asks.countries:
            short += _beyond(what.countries, letter.countries)
        named = letter.instruments
        if not isinstance(named, UnsetType) and what.instrument not in named:
            short.append(what.instrument or "—")
        return short

    def _within(self, highest: str, level: str) -> bool:
        return reaches(self._rungs, highest, level)


def _both(person: Ruling, letter: Ruling) -> Ruling:
    lacking = (*person.lacking, *letter.lacking)
    return Ruling(not lacking, (*person.grounds, *letter.grounds), lacking)


def _no(reason: Reason) -> Ruling:
    return Ruling(False, (), (reason,))


def _beyond(asked: tuple[str, ...], covered: tuple[str, ...]) -> list[str]:
    """What is asked and not covered; where nothing is named, only `every` covers it."""
    if EVERY in covered:
        return []
    return sorted(set(asked) - set(covered)) if asked else ["—"]


def _latest(found: Iterable[tuple[str, F, Instant | None]], at: Instant) -> Instant | None:
    """The last instant of what ended latest before an instant; None: nothing that ever stood."""
    ended = [until for _, fact, until in found if until is not None and fact.since <= until < at]
    return max(ended, default=None)


def _period(digest: str, until: Instant | None) -> dict[str, str | int]:
    named: dict[str, str | int] = {"digest": digest[:DIGEST_SHOWN]}
    return named if until is None else named | {"until": until}
