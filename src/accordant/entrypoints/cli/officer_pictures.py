"""The register of officers as tables; a clearance or letter that ends soon is coloured."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import UnsetType
from rich.console import RenderableType
from rich.text import Text

from accordant.clauses import Language
from accordant.entrypoints.cli import pictures
from accordant.entrypoints.cli.session import Session
from accordant.model.instant import Instant
from accordant.model.officer import (
    AbsenceCovered,
    Authored,
    LetterIssued,
    NeedDetermined,
    OfficerAppointed,
    OfficerCleared,
    OfficerFact,
    SecondPersonAsked,
    Withdrawn,
)
from accordant.officers.asked import Reason, Ruling
from accordant.officers.may import DIGEST_SHOWN
from accordant.operations.officer_views import FactView, OfficerView
from accordant.operations.officer_words import in_words

SOON = 30 * 24 * 3600 * 1000  # milliseconds: a month's warning before something ends
STATE_STYLES = {"stands": "green", "not-yet": "yellow", "over": "dim", "ends-others": "red"}


def officers(session: Session, found: Iterable[OfficerView], at: Instant) -> RenderableType:
    """Every officer on a few lines."""
    headings = ("Officer, post!", "Cleared, groups", "May", "First end!")
    rows = [_row(session, each, at) for each in found]
    return pictures.filled(headings, rows, "No register of officers was begun here.")


def _row(session: Session, view: OfficerView, at: Instant) -> tuple[str | Text, ...]:
    if view.removed is not None:
        gone = f"{view.officer}\nremoved {_day(session, view.removed)}"
        return (Text(pictures.plain(gone), style="dim"), "", "", "")
    posts = (f"{view.posts[0]} of {view.authority[0]}", *view.posts[1:]) if view.posts else ()
    who = "\n".join(filter(None, (view.officer, view.name, *posts)))
    has = [each.level for each in view.cleared] + [each.group for each in view.needs]
    may = [", ".join(each.deeds) for each in view.letters]
    may += [f"covers {each.absent}" for each in view.covers]
    soon = view.next_end is not None and view.next_end - at < SOON
    return (
        who if posts else Text(f"{pictures.plain(who)}\nin no post", style="yellow"),
        "\n".join(has) or "—",
        "\n".join(may) or "—",
        Text(_day(session, view.next_end), style="bold yellow" if soon else ""),
    )


def _day(session: Session, instant: Instant | None) -> str:
    """The day an instant falls on, as people of this node read it."""
    return session.time(instant).partition("T")[0]


def facts(session: Session, found: Iterable[FactView]) -> RenderableType:
    """Every fact about one officer with its document."""
    headings = ("Fact!", "What", "From, until!")
    rows = (
        (
            Text.assemble(
                each.digest[:DIGEST_SHOWN], "\n", (each.state, STATE_STYLES[each.state])
            ),
            _what(session, each),
            f"{session.time(each.fact.since)}\n{session.time(each.until)}",
        )
        for each in found
    )
    return pictures.filled(headings, rows, "Nothing was recorded.")


def _what(session: Session, view: FactView) -> str:
    kind = view.kind.partition("/")[0]
    signed = f"signed by {view.by}, {_day(session, view.at)}"
    return "\n".join(filter(None, (kind, in_short(view.fact), signed)))


def in_short(fact: OfficerFact) -> str:
    """What a fact says besides whom it is about and when."""
    match fact:
        case LetterIssued():
            return _letter(fact)
        case OfficerAppointed():
            said = f"{fact.post} of {fact.authority}"
        case OfficerCleared():
            said = f"{fact.level} ({fact.scheme})"
        case NeedDetermined():
            said = f"{fact.group}: {', '.join(fact.subjects)}"
        case AbsenceCovered():
            said = f"{fact.officer} for {fact.absent}"
        case SecondPersonAsked():
            said = f"{', '.join(fact.deeds)} from {fact.level}"
        case _:
            said = _ended(fact)
    return said


def _ended(fact: OfficerFact) -> str:
    if isinstance(fact, Withdrawn):
        return fact.withdrawn[:DIGEST_SHOWN]
    return f"{fact.product} version {fact.version}" if isinstance(fact, Authored) else ""


def _letter(fact: LetterIssued) -> str:
    under = "" if isinstance(fact.instruments, UnsetType) else ", ".join(fact.instruments)
    lines = (
        f"may {', '.join(fact.deeds)}",
        f"about {', '.join(fact.categories)}",
        f"up to {fact.level}",
        f"towards {', '.join(fact.countries)}",
        f"under {under}" if under else "",
    )
    return "\n".join(line for line in lines if line)


def ruling(session: Session, found: Ruling, language: Language) -> tuple[RenderableType, ...]:
    """Yes or no with every reason as a sentence."""
    banner = Text(
        " YES " if found.yes else " NO ", style=f"bold {'green' if found.yes else 'red'} reverse"
    )
    shown: list[RenderableType] = [banner]
    if found.lacking:
        shown.append(pictures.bullets(words(session, found.lacking, language)))
    if found.grounds:
        shown.append(
            pictures.bullets(
                words(session, found.grounds, language), "dim" if found.lacking else ""
            )
        )
    return tuple(shown)


def words(session: Session, reasons: Iterable[Reason], language: Language) -> list[str]:
    """Reasons as sentences, instants as people of this node read them."""
    return [in_words(each, language, session.time) for each in reasons]
