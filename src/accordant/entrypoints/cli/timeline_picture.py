"""Facts of agreements as a picture: a vertical axis of time, by year, in any width of terminal.

A pure function of facts, so that the packaged story and what a node has recorded are drawn alike.
`Band` is the seam for the law: how an instrument stood between two instants, drawn as a rail
beside the axis, with the change told in words where it falls. Colour adds nothing that sign and
words do not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from accordant.clauses import Language, Sentence
from accordant.entrypoints.cli import timeline_words as words
from accordant.entrypoints.cli.pictures import plain
from accordant.entrypoints.cli.timeline_axis import NO_RAIL, RAILS, Band, Stand, axis
from accordant.entrypoints.cli.timeline_time import day, local_time, when
from accordant.model.fact import Fact
from accordant.model.instant import Instant

CLASSES: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("signed", "requirements-notified", "condition-met", "notice-revoked",
             "notes-withdrawn", "operation-resumed"), ("legal", "◆", "bold green"),
        ),
        **dict.fromkeys(
            ("notice-delivered", "denounced", "terminated", "replaced"),
            ("legal", "◆", "bold red"),
        ),
        **dict.fromkeys(
            ("notice-suspended", "suspension-withdrawn", "operation-suspended"),
            ("legal", "◆", "bold yellow"),
        ),
        **dict.fromkeys(("amended", "corrected"), ("legal", "◆", "bold cyan")),
        **dict.fromkeys(("reading-held", "contested"), ("reading", "»", "bold blue")),
        "claimed": ("claim", "?", "magenta"),
        **dict.fromkeys(
            ("authority-designated", "law-changed", "domestic-step", "arrangement-made",
             "consultation"), ("step", "○", "cyan"),
        ),
        "happened": ("around", "·", "dim"),
    }
)  # fmt: skip
"""Of each kind: the class it is counted under, its sign on the axis and its style."""

CONFIDENCE_STYLES: Final = {
    "established": "green",
    "reported": "dim",
    "disputed": "red",
    "memory": "yellow",
}
_RANKS: Final = ("legal", "turn", "reading", "step", "around", "claim")
"""At one instant: an act of the law, how it stands then, and only then what is thought of it."""


class View(NamedTuple):
    """How facts are drawn."""

    language: Language = "en"
    whole: bool = False  # also who, where and the source
    instruments: bool = False  # name the instrument of each fact


def picture(
    facts: Iterable[Fact], view: View, bands: Iterable[Band] = ()
) -> tuple[RenderableType, ...]:
    """Return the legend and the axis of these facts, oldest first.

    Claims about one fact stand together under it, ordered by what they claim.
    """
    shown = sorted(facts, key=_in_order)
    if not shown:
        return (Text(getattr(words.NOTHING, view.language)),)
    bands = sorted(bands, key=attrgetter("instrument", "since"))
    stands = [_stand(group, view) for group in _gathered(shown)]
    stands += [_turn(band, view) for band in bands]
    stands.sort(key=attrgetter("at", "rank"))
    return (_legend(shown, view), Text(), *axis(stands, bands))


def _in_order(fact: Fact) -> tuple[Instant, int]:
    return fact.at, _rank(fact)


def _rank(fact: Fact) -> int:
    return _RANKS.index(CLASSES[fact.kind][0])


# --- what stands on the axis -----------------------------------------------------------------


class _Group(NamedTuple):
    """A fact with the claims about it; `fact` None: the fact itself is not among those shown."""

    fact: Fact | None
    claims: list[Fact]
    about: str


def _gathered(shown: Sequence[Fact]) -> list[_Group]:
    groups: dict[str, _Group] = {
        fact.name: _Group(fact, [], fact.name) for fact in shown if fact.kind != "claimed"
    }
    for claim in (fact for fact in shown if fact.kind == "claimed"):
        about = claim.of or claim.name
        groups.setdefault(about, _Group(None, [], about)).claims.append(claim)
    return list(groups.values())


def _stand(group: _Group, view: View) -> Stand:
    first = group.fact or group.claims[0]
    _, sign, style = CLASSES[first.kind]
    parts: list[RenderableType] = []
    if group.fact is not None:
        parts = _said(group.fact, view)
    if group.claims:
        parts += _claims(group, view)
    return Stand(
        first.at,
        _rank(first),
        local_time(first.at, first.zone).year,
        Text(sign, style=style),
        when(first.at, first.zone, first.precision, view.language),
        Group(*parts),
    )


def _turn(band: Band, view: View) -> Stand:
    """Where a band begins: the change in words."""
    sign, style = RAILS.get(band.state, NO_RAIL)
    said = Text.assemble(
        (_in(words.STATE[band.state], view), f"bold {style}".strip()),
        (f"  {band.instrument}" if view.instruments else "", "dim"),
        f"\n{plain(band.why)}" if band.why else "",
    )
    return Stand(
        band.since,
        _RANKS.index("turn"),
        local_time(band.since, band.zone).year,
        Text("╞" if sign.strip() else "╧"),
        when(band.since, band.zone, band.precision, view.language),
        said,
    )


def _said(fact: Fact, view: View) -> list[RenderableType]:
    """A fact's own lines: by whom and what, what it says and how far to trust it."""
    class_, _, style = CLASSES[fact.kind]
    heading = Text.assemble(
        (f"{fact.party}  " if fact.party else "", "bold"),
        # What only happened around is told by its sign; its kind would say nothing more.
        (_in(words.KIND[fact.kind], view) if class_ != "around" else "", style),
        (f" {fact.answer}" if fact.answer else "", "bold"),
        (f" {fact.authority}" if fact.authority else "", "bold"),
        (f"  {fact.instrument}" if view.instruments and class_ != "around" else "", "dim"),
    )
    known = ""
    if fact.learnt is not None:
        known = f"{_in(words.KNOWN_FROM, view)} {day(fact.learnt, fact.zone, view.language)}"
    said = Text(plain(fact.words)) + _trust(fact, view, known)
    lines: list[RenderableType] = [heading, said]
    if class_ == "around":
        named = Text(f"  {fact.instrument}" if view.instruments else "", style="dim")
        lines = [heading + said + named]
    if view.whole:
        office = "; ".join(filter(None, (fact.place, fact.signatory)))
        lines += [Text(plain(each), style="dim") for each in (office, fact.source) if each]
    return lines


def _claims(group: _Group, view: View) -> list[RenderableType]:
    """Claims about one fact: what was done first, then when it takes effect, side by side."""
    lines: list[RenderableType] = []
    said = [claim for claim in group.claims if claim.effect is None]
    timed = [claim for claim in group.claims if claim.effect is not None]
    heading = _in(words.TOLD_DIFFERENTLY if len(said) > 1 else words.TOLD, view)
    if group.fact is None:
        lines.append(Text(f"{_in(words.TOLD_OF, view)} {group.about}", style="magenta"))
    elif said:
        lines.append(Text(heading, style="magenta"))
    lines += [_claim(each, view) for each in said]
    if timed:
        lines.append(Text(_in(words.CLAIMED_WHEN, view), style="magenta"))
    lines += [_claim(each, view) for each in sorted(timed, key=attrgetter("effect", "at"))]
    return lines


def _claim(claim: Fact, view: View) -> RenderableType:
    """One claim, wrapped under itself: the instant claimed, what is said, who to trust, when."""
    made = Table.grid(padding=(0, 1, 0, 0))
    made.add_column(width=1)
    made.add_column(overflow="fold")
    claimed = "" if claim.effect is None else day(claim.effect, claim.zone, view.language)
    told = day(claim.at, claim.zone, view.language, claim.precision)
    said = Text.assemble(
        (f"{claimed}  " if claimed else "", "bold"),
        plain(claim.words),
        _trust(claim, view, f"{_in(words.SAYS_WHEN, view)} {told}"),
        (f"\n{plain(claim.source)}" if view.whole else "", "dim"),
    )
    made.add_row(Text("?", style="magenta"), said)
    return made


def _trust(fact: Fact, view: View, since: str) -> Text:
    """How far to trust it, and since when it is known or said; in brackets behind its words."""
    word = _in(words.CONFIDENCE[fact.confidence], view)
    return Text.assemble(
        (" (", "dim"),
        (word, CONFIDENCE_STYLES[fact.confidence]),
        (f", {since})" if since else ")", "dim"),
    )


def _in(sentence: Sentence, view: View) -> str:
    said: str = getattr(sentence, view.language)
    return said


def _legend(shown: Sequence[Fact], view: View) -> RenderableType:
    """What the signs mean, with how many there are of each; the same for confidence."""
    signs, trust = Text(), Text()
    for word, sentence in words.CLASS.items():
        of_class = [fact for fact in shown if CLASSES[fact.kind][0] == word]
        if of_class:
            _, sign, style = CLASSES[of_class[0].kind]
            signs.append(f"{sign} ", style=style).append(
                f"{_in(sentence, view)} {len(of_class)}   "
            )
    for word, sentence in words.CONFIDENCE.items():
        count = sum(fact.confidence == word for fact in shown)
        if count:
            said = f"{_in(sentence, view)} {count}   "
            trust.append(said, style=CONFIDENCE_STYLES[word])
    return Group(signs, trust, Text(_in(words.NOTE, view), style="dim"))
