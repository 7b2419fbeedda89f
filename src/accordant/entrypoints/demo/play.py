"""Playing items through the nodes: what is asked, what must come of it, what came of it.

Every scene states its outcome before it is played. Where the nodes answer otherwise the demo goes
on, says so in the end, and fails: the demo is a test as well.
"""

from __future__ import annotations

import msgspec

from accordant.decision.cures import cures
from accordant.decision.explain import say_help
from accordant.decision.explanation import help_of
from accordant.entrypoints.demo.cast import Cast
from accordant.entrypoints.demo.delivery import Delivered, deliver
from accordant.entrypoints.demo.onboarding import PURPOSE, TOKYOS_WATCH
from accordant.entrypoints.demo.screen import Screen
from accordant.entrypoints.demo.table import Note, Row, ground_of
from accordant.model.case import Outcome
from accordant.model.precedence import Precedence
from accordant.model.product import Launch, Product
from accordant.operations import importing, launches, products
from accordant.operations.launches import ReportedLaunch
from accordant.operations.release import Answer, Asked

PACE_SECONDS = 0.12  # after an item, where somebody watches
READ_SECONDS = 0.8  # after a line of words, where somebody watches

JAPAN_WITHIN_KILOMETRES = 500  # flown, or up: such a missile is a warning for Japan itself


class Expected(msgspec.Struct, frozen=True):
    """What a scene says will come of an item."""

    outcome: Outcome
    article: str = ""  # that must stand among the determining ones; "" = none, a rule decides


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """One item somebody asks to release."""

    title: str
    product: Product
    expected: Expected
    releaser: str = "KOR"
    recipient: str = "JPN"
    post: str = TOKYOS_WATCH


class Came(msgspec.Struct, frozen=True):
    """What came of an offer."""

    answer: Answer
    delivered: Delivered | None


class Play:
    """The running play: the cast, the screen, and what differed from the script."""

    def __init__(self, cast: Cast, screen: Screen) -> None:
        self.cast = cast
        self.screen = screen
        self.differences: list[str] = []

    # --- what a scene does -------------------------------------------------------------------

    def report(
        self,
        reported: ReportedLaunch,
        *,
        level: str = "KOR:II",
        purpose: str = PURPOSE,
        version: int = 1,
        suffix: str = "",
    ) -> Product:
        """Seoul's report of a real launch, made as `accordant import launches` makes it."""
        terms = importing.Terms(
            level=level, precedence=precedence_of(reported.launch), purpose=purpose
        )
        issue = importing.issue_of(self.cast["KOR"].node, terms)
        product = launches.product_of(reported, msgspec.structs.replace(issue, version=version))
        return msgspec.structs.replace(product, product=product.product + suffix)

    def keep(self, product: Product) -> None:
        """Seoul's node seals and keeps a product."""
        products.keep(self.cast["KOR"].node, [product])

    def offer(self, offer: Offer, said: str = "") -> Came:
        """Ask for the release, show what comes of it, and hold it against the script."""
        product = offer.product
        row = Row(
            at=self.cast.now(),
            title=offer.title,
            product=product.product,
            marker=product.marker,
            precedence=product.precedence,
            releaser=offer.releaser,
            recipient=offer.recipient,
        )
        self.screen.begin(row)
        asked = Asked(
            product=product.product,
            version=product.version,
            recipient=offer.recipient,
            post=offer.post,
            purpose=product.purpose,
        )
        answer, delivered = deliver(self.cast[offer.releaser], asked)
        row.at = answer.case.at
        row.outcome = answer.decision.outcome
        row.ground = ground_of(answer.decision)
        if delivered is not None:
            row.stored, row.received = delivered.stored, delivered.received
            row.receipt, row.leaf = delivered.receipt.number, delivered.index
        self._compare(offer, answer, delivered)
        self.screen.finish(row)
        if said:
            self.say(said)
        self.screen.pause(PACE_SECONDS)
        return Came(answer, delivered)

    def say(self, text: str) -> None:
        """A line of plain words under the row it explains."""
        self.screen.note(Note(text))
        self.screen.pause(READ_SECONDS)

    def announce(self, text: str) -> None:
        """A line of plain words of its own: something happened that is no item."""
        self.screen.note(Note(text, "said"))
        self.screen.pause(READ_SECONDS)

    def nearest_cure(self, releaser: str, answer: Answer) -> str:
        """What the releaser's node says would turn the answer into a yes."""
        node = self.cast[releaser].node
        library = node.store.read(node.worlds.current).library
        found = cures(library, answer.case, answer.decision)
        return say_help(help_of(library, found[0]))[0].partition(": ")[2] if found else "none"

    def expect(self, holds: bool, otherwise: str) -> None:
        """Hold something against the script."""
        if not holds:
            self.differences.append(otherwise)
            self.screen.note(Note(f"NOT AS THE SCRIPT SAYS: {otherwise}", "said"))

    # --- against the script ------------------------------------------------------------------

    def _compare(self, offer: Offer, answer: Answer, delivered: Delivered | None) -> None:
        decision, expected = answer.decision, offer.expected
        name = f"{offer.title} ({offer.releaser} to {offer.recipient})"
        articles = {each.article for each in decision.determining}
        self.expect(
            decision.outcome == expected.outcome,
            f"{name}: {decision.outcome} instead of {expected.outcome}",
        )
        self.expect(
            expected.article in articles,
            f"{name}: decided by {sorted(articles)} instead of Art. {expected.article}",
        )
        if delivered is not None:
            self.expect(
                delivered.receipt.outcome == "registered",
                f"{name}: {delivered.receipt.outcome} instead of registered",
            )


def precedence_of(launch: Launch) -> Precedence:
    """Flash where the missile flew or rose far enough for Japan, else immediate."""
    figures = [float(each.value) for each in (launch.distance, launch.apogee) if each.value]
    return "flash" if max(figures, default=0) >= JAPAN_WITHIN_KILOMETRES else "immediate"
