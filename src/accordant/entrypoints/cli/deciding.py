"""`decide`, `release` and `approve`: one decision function, asked in three ways.

Exit status: 0 release, 10 withhold, 11 refer.
"""

from __future__ import annotations

import time
from typing import Annotated, Any, NamedTuple, TypeAlias

import typer
from msgspec import UNSET
from rich.console import RenderableType
from rich.text import Text

from accordant import canonical
from accordant.clauses import Language
from accordant.clauses.standing_release import approval_of
from accordant.entrypoints.cli import options, version_told
from accordant.entrypoints.cli.answer import (
    EXIT_BY_OUTCOME,
    document,
    explained,
    language,
    library_of,
    pictures_of,
)
from accordant.entrypoints.cli.law_words import said_of
from accordant.entrypoints.cli.options import (
    LanguageOption,
    OfficerOption,
    PartyOption,
    PurposeOption,
    RecipientPostOption,
    VersionOption,
)
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.entrypoints.cli.ways import ways_of
from accordant.model.act import ReleaseApproved
from accordant.operations import queries
from accordant.operations.queries import LeafView, OutboxView
from accordant.operations.release import Answer, Asked, by_route
from accordant.operations.release import preview as preview_now
from accordant.operations.release import release as release_now

PANEL = "Deciding"
LOOK_SECONDS = 0.005  # between two looks at the outbox while waiting

ProductArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="PRODUCT", help="Identifier of an item held.")
]
ExplainOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--explain", help="Also say by which facts each article judged, and what lacked."
    ),
]
DutiesOption: TypeAlias = Annotated[
    bool, typer.Option("--duties", help="Spell out the duties the recipient takes on.")
]
ContractorOption: TypeAlias = Annotated[
    bool, typer.Option("--contractor", help="The item is meant for a contractor of the recipient.")
]
RouteOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--route", metavar="WORD", help="Ask for another way, as `hub:USA:DOD`; direct if absent."
    ),
]
WholeOption: TypeAlias = Annotated[
    bool, typer.Option("--whole", help="The item itself or nothing: no version in its place.")
]
WaitOption: TypeAlias = Annotated[
    float,
    typer.Option(
        min=0, max=600, metavar="SECONDS", help="Wait for cosignature and receipt, and time them."
    ),
]


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    to = "--to JPN --post JPN:DIH/watch"
    command(app, "decide", panel=PANEL, example=f"accordant decide KOR-4f2k9 {to}")(decide)
    command(app, "release", panel=PANEL, example=f"accordant release KOR-4f2k9 {to} --wait 5")(
        release
    )
    command(
        app,
        "approve",
        panel=PANEL,
        example=f"accordant approve KOR-4f2k9 {to} --as releasing-authority",
    )(approve)


def decide(
    session: Session,
    product: ProductArgument,
    *,
    to: PartyOption,
    post: RecipientPostOption = "",
    purpose: PurposeOption = "",
    version: VersionOption = 1,
    contractor: ContractorOption = False,
    spoken: LanguageOption = "en",
    duties: DutiesOption = False,
    explain: ExplainOption = False,
    route: RouteOption = "",
) -> Shown:
    """Ask what releasing the item as it is would come to: nothing is recorded, nothing leaves.

    Where a version of it would go in its place, that is said beside the answer; `product preview`
    shows it. Exit status 0 release, 10 withhold, 11 refer.
    """
    asked = asked_of(product, to, post, purpose, version, contractor=contractor)
    answer = preview_now(session.node, asked)
    if route:
        answer = by_route(session.node, answer, options.route(route))
    return Telling(session, asked, spoken, duties, explain).shown(answer)


def release(
    session: Session,
    product: ProductArgument,
    *,
    to: PartyOption,
    post: RecipientPostOption = "",
    purpose: PurposeOption = "",
    version: VersionOption = 1,
    contractor: ContractorOption = False,
    whole: WholeOption = False,
    wait: WaitOption = 0,
    spoken: LanguageOption = "en",
    duties: DutiesOption = False,
    explain: ExplainOption = False,
) -> Shown:
    """Decide, record the decision, and queue the item if the answer is release.

    Where the item may not go as it is and its release plan makes a version that may, that is
    decided, recorded and queued in its place. It is decided again at the instant it leaves. Exit
    status 0 release, 10 withhold, 11 refer.
    """
    asked = asked_of(product, to, post, purpose, version, contractor=contractor)
    return Telling(session, asked, spoken, duties, explain).released(wait, whole=whole)


def approve(
    session: Session,
    product: ProductArgument,
    *,
    to: PartyOption,
    post: RecipientPostOption = "",
    officer: OfficerOption,
    purpose: PurposeOption = "",
    version: VersionOption = 1,
    contractor: ContractorOption = False,
    wait: WaitOption = 0,
    spoken: LanguageOption = "en",
    duties: DutiesOption = False,
    explain: ExplainOption = False,
) -> Shown:
    """Approve what was referred, over the case as shown, and release it.

    What is withheld stays withheld: an approval mends no other no. What needs no approval is
    released without one.
    """
    asked = asked_of(product, to, post, purpose, version, contractor=contractor)
    telling = Telling(session, asked, spoken, duties, explain)
    before = preview_now(session.node, asked)
    if before.decision.outcome == "withhold":
        return telling.shown(
            before, Text(said_of("Nothing was approved.", language(spoken)), style="bold")
        )
    if before.decision.outcome == "refer":
        # The record keeps the case that is approved; nothing less goes in the meantime.
        referred = release_now(session.node, asked, whole=True)
        session.sign(_approval(session.node.party, referred), officer)
        who = {"party": session.node.party, "post": officer}
        said = said_of("Approved by {party} {post}.", language(spoken), **who)
        session.say(Text(said, style="green"))
    approved = preview_now(session.node, asked).decision.outcome == "release"
    return telling.released(wait, whole=not approved)


def asked_of(
    product: str, to: str, post: str, purpose: str, version: int, *, contractor: bool
) -> Asked:
    """A release as typed.

    Raises:
        MalformedInput: a party, post or purpose in another spelling.
    """
    return Asked(
        product=product,
        version=version,
        recipient=options.party(to),
        post=options.post(post, to) if post else "",
        purpose=options.purpose(purpose) if purpose else "",
        contractor=contractor or UNSET,
    )


def _approval(party: str, shown: Answer) -> ReleaseApproved:
    """A yes to exactly the case that was shown."""
    case = shown.case
    return ReleaseApproved(party, approval_of(case), canonical.digest(case), case.at)


class Telling(NamedTuple):
    """How one question's answer is told."""

    session: Session
    asked: Asked
    spoken: str
    duties: bool
    explain: bool

    def shown(self, answer: Answer, *notes: RenderableType, **more: Any) -> Shown:
        """The answer with its words and what is to be said beside it."""
        spoken = language(self.spoken)
        words = explained(self.session.node, answer.case, answer.decision, spoken)
        pictures = pictures_of(answer, words, duties=self.duties, facts=self.explain)
        beside = ways_of(library_of(self.session.node), answer.case, spoken)
        instead = version_told.beside(answer, spoken)
        notes = (*(Text(each, style="yellow") for each in beside.notes), *instead, *notes)
        if self.explain:
            pictures = (*pictures, *beside.pictures(spoken))
        if not queries.is_partner(self.session.node, self.asked.recipient):
            notes = (*notes, self._stranger())
        status = EXIT_BY_OUTCOME[answer.decision.outcome]
        told = document(answer, words) | beside.document() | more
        told |= version_told.document(answer.considered)
        return Shown(told, (*pictures, *notes), status)

    def released(self, wait: float, *, whole: bool = False) -> Shown:
        """Release now, and wait for the partner's word if asked to."""
        started = time.monotonic()
        answer = release_now(self.session.node, self.asked, whole=whole)
        record: dict[str, Any] = {
            "decision_number": answer.identifier,
            "outbox_sequence": answer.sequence,
        }
        if answer.had:
            record["had"] = True
        if not answer.sequence:
            return self.shown(answer, **record)
        notes: list[RenderableType] = [
            Text(self._said("Number {number} in the outbox.", number=str(answer.sequence)))
        ]
        if wait:
            times = _wait(self.session, answer, started, wait)
            notes.append(times.picture(language(self.spoken)))
            record["waited"] = times._asdict()
        return self.shown(answer, *notes, **record)

    def _stranger(self) -> Text:
        label = "{party} is not a partner of this node: nothing can be sent there."
        return Text(self._said(label, party=self.asked.recipient), style="yellow")

    def _said(self, label: str, **facts: str) -> str:
        return said_of(label, language(self.spoken), **facts)


class _Times(NamedTuple):
    """What the partner said in the time waited, in milliseconds from the release."""

    state: str
    cosigned_milliseconds: int | None = None
    receipt_milliseconds: int | None = None
    outcome: str = ""
    number: str = ""

    def picture(self, spoken: Language) -> Text:
        """One line."""
        if self.state in _NOT_THERE_YET:
            return Text(said_of(_NOT_THERE_YET[self.state], spoken), style="bold yellow")
        cosigned = str(self.cosigned_milliseconds)
        if self.receipt_milliseconds is None:
            label = "Cosigned in {cosigned} ms; no receipt yet."
            return Text(said_of(label, spoken, cosigned=cosigned), style="bold yellow")
        label = "Cosigned in {cosigned} ms; {outcome} as {number} in {receipt} ms."
        receipt = str(self.receipt_milliseconds)
        facts = {"outcome": self.outcome, "number": self.number, "receipt": receipt}
        return Text(said_of(label, spoken, cosigned=cosigned, **facts), style="bold")


_NOT_THERE_YET = {
    "held": "Held back: the decision at dispatch was no; `accordant show` has it.",
    "queued": "Not sent yet: no server runs on this home, or the link has not come to it.\n"
    "Start `accordant serve`; `accordant partner list` shows the link.",
    "sent": "Sent, not cosigned yet: the partner's node does not answer.\n"
    "Nothing is lost; the server tries until it does.",
}
"""Where a message stands when the time has run out before a cosignature, and what that means."""


def _wait(session: Session, answer: Answer, started: float, seconds: float) -> _Times:
    """Look at the outbox until the receipt is there or the time has run out."""
    cosigned: int | None = None
    while True:
        message = _message(session, answer)
        passed = time.monotonic() - started
        leaf = message.leaf
        if leaf is not None and leaf.cosigned and cosigned is None:
            cosigned = round(passed * 1000)
        if leaf is not None and leaf.answer:
            receipt = round(passed * 1000)
            return _Times("answered", cosigned, receipt, leaf.answer, leaf.number or leaf.code)
        if message.state == "held":
            return _Times("held")
        if passed >= seconds:
            return _Times(_without_receipt(leaf), cosigned)
        time.sleep(LOOK_SECONDS)


def _without_receipt(leaf: LeafView | None) -> str:
    if leaf is None:
        return "queued"
    return "cosigned" if leaf.cosigned else "sent"


def _message(session: Session, answer: Answer) -> OutboxView:
    said = queries.said_about(session.node, answer.case.product)
    return next(each for each in said if each.sequence == answer.sequence)
