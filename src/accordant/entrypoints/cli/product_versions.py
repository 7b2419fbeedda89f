"""`product preview` and `product version`: what a recipient would open, and a version made for it.

Exit status: 0 release, 10 withhold, 11 refer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
import typer
from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text

from accordant.adapters import terms_table
from accordant.clauses import Language
from accordant.decision.saying import value
from accordant.entrypoints.cli import options, pictures, version_told
from accordant.entrypoints.cli.answer import explained, language
from accordant.entrypoints.cli.deciding import (
    ContractorOption,
    DutiesOption,
    ExplainOption,
    ProductArgument,
    Telling,
    asked_of,
)
from accordant.entrypoints.cli.law_words import said_of
from accordant.entrypoints.cli.options import (
    LanguageOption,
    PurposeOption,
    RecipientPostOption,
    VersionOption,
)
from accordant.entrypoints.cli.product_opened import opened
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import LevelNotInTable, MalformedInput
from accordant.labels import banner, portion
from accordant.model.product import Product
from accordant.operations.asked import Judged
from accordant.operations.previewing import Seen, look
from accordant.operations.previewing import make as make_now


def add_to(group: typer.Typer) -> None:
    """Put the commands of this file among those of products."""
    to = "--to JPN --post JPN:DIH/watch"
    command(group, "preview", example=f"accordant product preview KOR-4f2k9 {to}")(preview)
    command(group, "version", example=f"accordant product version KOR-4f2k9 {to}")(version_)


def preview(
    session: Session,
    product: ProductArgument,
    *,
    to: options.PartyOption,
    post: RecipientPostOption = "",
    purpose: PurposeOption = "",
    version: VersionOption = 1,
    contractor: ContractorOption = False,
    spoken: LanguageOption = "en",
    duties: DutiesOption = False,
    explain: ExplainOption = False,
    officer: options.ReaderOption = "",
) -> Shown:
    """Show exactly what a recipient would open, and apart from it what stays at home and why.

    Nothing is released. That the item was read is recorded in the node's own log. Exit status of
    what would go: 0 release, 10 withhold, 11 refer.
    """
    asked = asked_of(product, to, post, purpose, version, contractor=contractor)
    seen = look(session.node, asked, session.reader(officer))
    told = Telling(session, asked, spoken, duties, explain).shown(seen.answer)
    tongue = language(spoken)
    there = _there(session, seen, to, tongue)
    parts = [(each, _because(session, each.judged, tongue)) for each in _parts(seen, tongue)]
    home = (*told.pictures, *(line for each in parts for line in _picture(*each, tongue)))
    rule = said_of(
        "KEPT AT HOME: {recipient} learns nothing of what follows", tongue, recipient=to
    )
    shown = (*there, Text(), Rule(rule, style="bold red", align="left"), *home)
    document = {
        "to": to,
        "opens": seen.product,
        "bytes": seen.size,
        "identifier_settled": seen.made,
        "lines": _lines(seen.product),
        "kept_at_home": told.document | {"parts": [each.document(why) for each, why in parts]},
    }
    return Shown(document, shown, told.exit_status)


def version_(
    session: Session,
    product: ProductArgument,
    *,
    to: options.PartyOption,
    post: RecipientPostOption = "",
    purpose: PurposeOption = "",
    version: VersionOption = 1,
    contractor: ContractorOption = False,
    spoken: LanguageOption = "en",
    duties: DutiesOption = False,
    explain: ExplainOption = False,
) -> Shown:
    """Make and keep the version of an item that may go to a recipient, or that may be approved.

    It goes nowhere yet: `release` or `approve` it by the identifier it is given. Exit status of
    giving it: 0 release, 11 refer; 10 where there is none.
    """
    asked = asked_of(product, to, post, purpose, version, contractor=contractor)
    telling, tongue = Telling(session, asked, spoken, duties, explain), language(spoken)
    made = make_now(session.node, asked)
    found = made.answer.considered
    if made.version is None or found is None:
        goes = made.answer.decision.outcome == "release"
        said = "No version is made that may go or be approved."
        if goes:
            said = "No version is made: the item may go as it is."
        return telling.shown(made.answer, Text(said_of(said, tongue), style="bold"), made=None)
    document = made.version.product
    facts = {
        "version": f"{document.product}/{document.version}",
        "recipient": to,
        "choice": version_told.choice_of(found, made.version, tongue),
    }
    answer = msgspec.structs.replace(made.answer, considered=None)
    return telling.shown(
        answer,
        Text(said_of("{version} is made for {recipient}: {choice}.", tongue, **facts), "bold"),
        Text(said_of("Release or approve it by this identifier.", tongue)),
        made={
            "product": document.product,
            "version": document.version,
            "choice": made.version.choice,
            "of": asked.product,
        },
    )


def _there(session: Session, seen: Seen, to: str, spoken: Language) -> Iterator[RenderableType]:
    """What the recipient opens, and the bytes it takes."""
    if seen.product is None:
        said = said_of("NOTHING GOES TO {recipient}", spoken, recipient=to)
        yield Rule(said, style="bold yellow", align="left")
        return
    said = said_of("WHAT {recipient} OPENS", spoken, recipient=to)
    yield Rule(said, style="bold green", align="left")
    lines = _lines(seen.product)
    if lines is not None:
        yield Text(pictures.plain(lines["banner"]), style="bold")
        yield Text(pictures.plain(" ".join(lines["portions"])))
    yield from opened(session, seen.product)
    yield Text(said_of("{size} bytes, padded", spoken, size=f"{seen.size:,}"), style="dim")
    if not seen.made:
        said = "Not made yet: a release may draw another identifier."
        yield Text(said_of(said, spoken), style="dim")


def _lines(product: Product | None) -> dict[str, Any] | None:
    """Banner and portion marks as the originator's nation writes them; None: it has no words."""
    if product is None:
        return None
    markings = [each.marking for each in product.portions]
    try:
        policies = terms_table.load()
        return {
            "banner": banner(product.marking, policies),
            "portions": [portion(each, policies) for each in markings],
        }
    except (LevelNotInTable, MalformedInput):
        return None


class _Part(NamedTuple):
    """One thing looked at for the recipient, and what giving it comes to."""

    called: str
    judged: Judged
    goes: bool

    def document(self, words: Sequence[str]) -> dict[str, Any]:
        """The same for programs."""
        outcome = self.judged.decision.outcome
        return {"part": self.called, "outcome": outcome, "goes": self.goes, "because": words}


def _parts(seen: Seen, spoken: Language) -> Iterator[_Part]:
    """The item as it is, each version looked at in vain, and each portion alone."""
    found = seen.answer.considered
    if found is None:
        return
    if found.chosen is not None:
        facts = {"item": found.whole.case.product, "count": str(seen.portions)}
        called = said_of("{item} as it is ({count} portions)", spoken, **facts)
        yield _Part(called, found.whole, goes=False)
    for each in found.candidates:
        label = "a tear line" if each.choice == "tear-line" else "portions"
        yield _Part(said_of(label, spoken), each.judged, goes=False)
    for answer in found.portions:
        called = said_of("portion {number}", spoken, number=str(answer.number))
        marking = answer.portion.marking
        marked = f"{called} ({' '.join((marking.level, *marking.caveats))})"
        goes = found.chosen is not None and answer.number in found.chosen.numbers
        yield _Part(marked, answer.judged, goes)


def _because(session: Session, judged: Judged, spoken: Language) -> tuple[str, ...]:
    return explained(session.node, judged.case, judged.decision, spoken).words.because


def _picture(part: _Part, because: Sequence[str], spoken: Language) -> Iterator[RenderableType]:
    """Whether it goes; where it does not, by which sentences."""
    style = "green" if part.goes else pictures.OUTCOME_STYLES[part.judged.decision.outcome]
    outcome = value(part.judged.decision.outcome, spoken)
    said = said_of("goes", spoken) if part.goes else outcome
    yield Text.assemble((pictures.plain(part.called), "bold"), ": ", (said, style))
    if not part.goes:
        yield pictures.bullets(because, "dim")
