"""Notes for people: the paper itself, what it would do, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from accordant.clauses import Language
from accordant.decision.saying import parted, value
from accordant.entrypoints.cli import pictures, texts
from accordant.entrypoints.cli.law_words import said_of
from accordant.entrypoints.cli.session import Session
from accordant.law.foresight import Foreseen
from accordant.model.fact import Fact
from accordant.model.instant import format_instant
from accordant.model.note import Note, NoteLanguage
from accordant.operations.facts import reason_of
from accordant.operations.note_views import CopyView, NoteView
from accordant.operations.wordings import Phrases

_NOTHING_STAYS = "nothing: the text has no clause on survival"
NOT_DELIVERED = "not delivered: no clock runs"
LATE = "yes: by some way of counting it misses the term that runs and ends a later one"


def paper(phrases: Phrases, note: Note, language: NoteLanguage, *, signed: bool) -> str:
    """A note in one language as it may be printed, under what it is: a draft, or signed."""
    heading = phrases.signed if signed else phrases.draft
    return pictures.plain(f"{heading.of(language)}\n\n{note.texts.of(language)}")


def effect(found: Foreseen, fact: Fact, spoken: Language = "en") -> tuple[RenderableType, ...]:
    """What a delivery would do."""
    when = said_of(
        "{moment} through the channel `{channel}`",
        spoken,
        moment=format_instant(fact.at, fact.zone),
        channel=fact.channel or "—",
    )
    none = ""
    if found.obstacle is not None:
        none = said_of("none. {reason}", spoken, reason=reason_of(found.obstacle, spoken))
    elif not found.moves:
        none = said_of("none on force: it stands in the record", spoken)
    if none:
        return (_labelled([("delivered", when), ("effect", none)], spoken),)
    days = "\n".join(_days(found, spoken))
    ends = "\n".join(f"{value(party, spoken)} {moment}" for party, moment in found.ends.items())
    stays = _articles(found.stays) or said_of(_NOTHING_STAYS, spoken) if found.ends else ""
    would = texts.sentence(found.becomes.basis, found.becomes.facts, spoken)
    shown = _labelled(
        [
            ("delivered", when),
            ("would stand", would),
            ("last day", Text(days, style="bold") if days else ""),
            ("out of force", Text(ends, style="bold") if ends else ""),
            ("too late", said_of(LATE, spoken) if found.late else ""),
            ("lapses", _articles(found.lapses)),
            ("stays", stays),
        ],
        spoken,
    )
    return (Text(said_of("If it is delivered, and only then:", spoken), style="yellow"), shown)


def _labelled(rows: Iterable[tuple[str, str | Text]], spoken: Language) -> Table:
    return pictures.facts((said_of(name, spoken), said) for name, said in rows)


def _days(found: Foreseen, spoken: Language) -> Iterator[str]:
    """Each last day there would be, with the ways of counting that give it where they part."""
    by_day = defaultdict(list)
    for way, day in found.last_days.items():
        by_day[day.isoformat()].append(way)
    for last, counted in sorted(by_day.items()):
        if len(by_day) == 1:
            yield value(last, spoken)
        else:
            yield said_of("{day}, counting {ways}", spoken, day=last, ways=" or ".join(counted))


def listed(views: Iterable[NoteView]) -> Table | Text:
    """Notes as a table."""
    rows = (
        (f"{view.name}\n{_between(view.note)}", f"{', '.join(view.states)}\n{_short(view)}")
        for view in views
    )
    return pictures.filled(("Note!", "State, delivery"), rows, "No note is drafted or held.")


def became(session: Session, view: NoteView, spoken: Language = "en", title: str = "") -> Table:
    """All that became of one note; `title`: what its kind is called in the language."""
    note = view.note
    rows = [
        ("note", view.name),
        ("kind", "" if note is None else title or note.kind),
        ("about", _about(note, spoken)),
        ("refers to", "" if note is None or note.refers is None else note.refers.name),
        ("authentic", "" if note is None else value(note.authentic, spoken)),
        ("digest", view.digest),
        ("state", value(", ".join(view.states), spoken)),
        ("signed", "" if view.signed is None else session.time(view.signed)),
        ("copies", "\n".join(_copy(each, spoken) for each in view.copies)),
        ("delivered", _since(session, view, spoken)),
        ("acknowledged", _acknowledged(session, view, spoken)),
        ("reason", view.reason),
    ]
    return _labelled(rows, spoken)


def _articles(places: Iterable[str]) -> str:
    return ", ".join(f"{article} {what}" for article, what in (p.split("/") for p in places))


def _between(note: Note | None, spoken: Language = "en") -> str:
    if note is None:
        return ""
    label = "{party} to {to}, {instrument}"
    return said_of(label, spoken, party=note.party, to=note.to, instrument=note.instrument)


def _about(note: Note | None, spoken: Language) -> str:
    if note is None or not note.article:
        return _between(note, spoken)
    number, part = parted(note.article)
    article = said_of(", Article {number}{part}", spoken, number=number, part=part)
    return _between(note, spoken) + article


def _short(view: NoteView) -> str:
    """When it was delivered, or that it was not; of a draft that cannot be read, why."""
    if view.signed is None:
        return view.reason
    if not view.delivered:
        return NOT_DELIVERED
    return "\n".join(
        f"{format_instant(each.fact.at, each.fact.zone)}\n"
        f"{each.fact.channel}, recorded by {each.recorded_by}"
        for each in view.delivered
    )


def _copy(copy: CopyView, spoken: Language) -> str:
    state = said_of("cosigned" if copy.cosigned else "waiting", spoken)
    return f"{value(copy.partner, spoken)}: {state}"


def _since(session: Session, view: NoteView, spoken: Language) -> str:
    if view.signed is None:
        return ""
    if not view.delivered:
        return said_of(NOT_DELIVERED, spoken)
    return "\n".join(
        said_of(
            "{moment}, {channel}, {place}, by {signatory}; recorded by {party} {recorded}",
            spoken,
            moment=format_instant(each.fact.at, each.fact.zone),
            channel=each.fact.channel or "—",
            place=each.fact.place,
            signatory=each.fact.signatory,
            party=each.recorded_by,
            recorded=session.time(each.recorded),
        )
        for each in view.delivered
    )


def _acknowledged(session: Session, view: NoteView, spoken: Language) -> str:
    label = "by {party}, received {moment}"
    return "\n".join(
        said_of(label, spoken, party=each.party, moment=session.time(each.received))
        for each in view.acknowledged
    )
