"""`label`: the words of each nation, the lines on a page, and what a recipient writes."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from accordant.adapters import terms_table
from accordant.clauses import Language
from accordant.entrypoints.cli import designation, label_files, options, pictures, policy_files
from accordant.entrypoints.cli.answer import language
from accordant.entrypoints.cli.marked import UnderOption, marking_of, proposal_for
from accordant.entrypoints.cli.options import LanguageOption
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import LevelNotInTable
from accordant.labels import (
    Policy,
    Proposal,
    Term,
    banner,
    policy_of,
    portion,
    received,
)
from accordant.labels.controls import allowed, controls_of
from accordant.labels.sentences import NO_LIST, proposal_in_words
from accordant.law.instrument import Instrument
from accordant.model.marking import Marking

PANEL = "Products"


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    group = typer.Typer(help="Markings: each nation's words, labels in XML, policy files.")
    app.add_typer(group, name="label", rich_help_panel=PANEL)
    command(group, "terms", example="accordant label terms JPN")(terms)
    command(
        group, "show",
        example="accordant label show KOR:II --caveat 'REL TO KOR, JPN' --to JPN "
        "--under jpn-kor-gsomia-2016",
    )(show)  # fmt: skip
    designation.add_to(group)
    label_files.add_to(group)
    policy_files.add_to(group)


def terms(
    session: Session,
    party: Annotated[
        str, typer.Argument(metavar="[PARTY]", help="A party, as `JPN`, or TLP; all if absent.")
    ] = "",
    *,
    spoken: LanguageOption = "en",
) -> Shown:
    """List levels in their own script, romanised and in English, with rank and source.

    A rank compares levels of one ranking of one nation, and says nothing of another's.
    """
    del session
    policies = terms_table.load()
    if party:
        options.party(party, "PARTY")
        if party not in policies:
            known = ", ".join(policies)
            raise LevelNotInTable(
                f"there is no vocabulary of {party}", hint=f"There are: {known}."
            )
        policies = {party: policies[party]}
    shown: list[RenderableType] = []
    for policy in policies.values():
        shown += _vocabulary(policy, language(spoken), whole=bool(party))
    return Shown(list(policies.values()), tuple(shown))


def show(
    session: Session,
    level: Annotated[str, typer.Argument(metavar="LEVEL", help="A level, as `KOR:II`.")],
    *,
    caveat: Annotated[
        list[str] | None,
        typer.Option(metavar="WORDS", help="A caveat: `ORCON`, `REL TO KOR, JPN`, own words."),
    ] = None,
    to: Annotated[
        str, typer.Option("--to", metavar="PARTY", help="A recipient, to see what it writes.")
    ] = "",
    under: UnderOption = "",
    designated: Annotated[
        str, typer.Option(metavar="LEVEL", help="The recipient's level, once designated.")
    ] = "",
    spoken: LanguageOption = "en",
) -> Shown:
    """Show a marking as its nation writes it, and what a recipient adds beside it."""
    del session
    policies, tongue = terms_table.load(), language(spoken)
    marking = marking_of(level, caveat or [])
    policy = policy_of(policies, level)
    term = policy.term(level)
    listed = allowed(controls_of(marking, policy), policy.party)
    document: dict[str, object] = {
        "level": level,
        "term": term,
        "banner": banner(marking, policies),
        "portion": portion(marking, policies),
        "releasable_to": listed,
    }
    pairs: list[tuple[str, str | Text]] = [
        ("banner", Text(pictures.plain(banner(marking, policies)), style="bold reverse")),
        ("portion", portion(marking, policies)),
        ("term", f"{term.native}, {term.latin}, {term.english}"),
        ("basis", term.basis),
        ("source", f"{term.source} ({term.status})"),
        ("onward", getattr(term.onward, tongue) if term.onward else ""),
        ("released to", _listed(listed, term, policy, tongue)),
    ]
    said: tuple[str, ...] = ()
    if to or under:
        proposal = proposal_for(level, to, under, policies)
        beside, said = _beside(marking, to, proposal, designated, tongue)
        document |= beside
        line = beside["line"]
        if isinstance(line, str):
            pairs.append((f"{to} writes", Text(line, style="bold")))
        elif beside["proposal"] is not None:
            pairs.append((f"{to} writes", f"not known: there is no vocabulary of {to}"))
    return Shown(document, (pictures.facts(pairs), pictures.bullets(said)))


def _beside(
    marking: Marking,
    to: str,
    found: tuple[Proposal | None, Instrument],
    designated: str,
    spoken: Language,
) -> tuple[dict[str, object], tuple[str, ...]]:
    """What a recipient writes, for programs, and the sentences that explain it."""
    proposal, text = found
    policies = terms_table.load()
    words = proposal_in_words(proposal, marking.level, to, spoken)
    line = None
    if proposal is not None:
        if designated:
            options.level(designated, "--designated")
        if to in policies:  # a line is written in the recipient's own form
            line = received(marking, proposal, policies, designated=designated).line
        words = () if designated and proposal.undecided else words
    document = {"under": text.identifier, "to": to, "proposal": proposal, "line": line}
    return {**document, "words": words}, words


def _listed(
    listed: tuple[str, ...] | None, term: Term, policy: Policy, spoken: Language
) -> str | Text:
    if listed:
        return " ".join(listed)
    if term.open or not policy.national:
        return ""
    words: str = getattr(NO_LIST, spoken)
    return Text(words, style="yellow")


def _vocabulary(policy: Policy, spoken: Language, *, whole: bool) -> list[RenderableType]:
    heading = f"{policy.party}  {getattr(policy.government, spoken)}"
    shown: list[RenderableType] = [
        Text(heading, style="bold"),
        _sharing(policy, spoken) if not policy.national else _levels(policy),
    ]
    if whole:
        shown.append(pictures.facts((t.level, _grounds(t)) for t in policy.terms))
        shown.append(_caveats(policy))
    return shown


def _levels(policy: Policy) -> RenderableType:
    rows = (
        (
            term.level,
            term.native if term.native == term.latin else f"{term.native}\n{term.latin}",
            term.english,
            f"({term.portion})",
            str(term.rank) if term.order else "—",
            term.status,
        )
        for term in policy.terms
    )
    headings = ("Level!", "Term, romanised", "English", "Portion!", "Rank!", "Source!")
    return pictures.filled(headings, rows, "No term.")


def _sharing(policy: Policy, spoken: Language) -> RenderableType:
    """TLP's labels are the same in every language; how far each lets go is told in this one."""
    rows = (
        (term.banner, getattr(term.onward, spoken) if term.onward else "", term.status)
        for term in policy.terms
    )
    return pictures.filled(("Label!", "How far it may be shared", "Source!"), rows, "No label.")


def _grounds(term: Term) -> str:
    rank = f"Rank {term.rank} of {term.order}. " if term.order else ""
    return f"{rank}{term.basis}. {_said(term.source, term.status)} {term.remark}".strip()


def _said(source: str, status: str) -> str:
    """The source, and whether it was read; what is from memory says so itself."""
    return f"Source: {source} ({status})."


def _caveats(policy: Policy) -> RenderableType:
    rows = (
        (form.kind, form.banner, form.portion, f"{form.source} ({form.status}) {form.remark}")
        for form in policy.caveats
    )
    return pictures.filled(("Caveat!", "Banner", "Portion", "Source"), rows, "No caveat.")
