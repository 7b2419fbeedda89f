"""The files of an item on this side of the screen: waited for with a bar, written where asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from accordant.adapters import enclosure_file
from accordant.adapters import home as homes
from accordant.clauses import Language
from accordant.decision.saying import value
from accordant.entrypoints.cli.law_words import said_of
from accordant.entrypoints.cli.session import Session
from accordant.errors import EnclosureAwaited
from accordant.model.contents.attachment import Attachment
from accordant.model.contents.enclosure import Enclosure
from accordant.model.product import Product, enclosures_of
from accordant.operations.enclosures import EnclosureView, held_file, pieces, views_of
from accordant.operations.ports import ProductRow

REST_SECONDS_MAX = 0.05
LOOK_SECONDS = 0.2  # between two looks at what has arrived


def standing(files: Iterable[EnclosureView], spoken: Language) -> str:
    """How much of each enclosed file is here, a line for each."""
    return "\n".join(
        said_of(
            "{number}: {state}, {have} of {chunks} chunks",
            spoken,
            number=str(each.number),
            state=value(each.state, spoken),
            have=str(each.have),
            chunks=str(each.chunks),
        )
        for each in files
    )


def resting(told: Callable[[], None]) -> Callable[[], None]:
    """Also rest after each chunk for as long as it took: a server may wait for the same store."""
    began = time.monotonic()

    def tell_and_rest() -> None:
        nonlocal began
        told()
        time.sleep(min(time.monotonic() - began, REST_SECONDS_MAX))
        began = time.monotonic()

    return tell_and_rest


def wait_for(session: Session, row: ProductRow, seconds: float) -> None:
    """Wait until every enclosed file is whole, with a bar.

    Raises:
        EnclosureAwaited: it took longer.
    """
    node, end = session.node, time.monotonic() + seconds
    files = node.store.read(lambda reading: views_of(reading, row))
    seen = 0
    with session.progress("arriving", sum(each.chunks for each in files)) as told:
        while any(each.state == "awaited" for each in files):
            if time.monotonic() > end:
                raise EnclosureAwaited(place=row.register_number)
            time.sleep(LOOK_SECONDS)
            files = node.store.read(lambda reading: views_of(reading, row))
            here = sum(each.have for each in files)
            for _ in range(here - seen):
                told()
            seen = max(here, seen)


def save(session: Session, row: ProductRow, product: Product, folder: Path) -> None:
    """Write every attachment and enclosed file of an item; none while one is still arriving.

    Raises:
        EnclosureAwaited: a file has not all arrived.
        NodeMisconfigured: a file of that name is there.
        ContentUnreadable, StoreFailed: what is stored is not the file named.
    """
    node = session.node
    held = [held_file(node, row, number) for number in range(len(enclosures_of(product)))]
    waiting = iter(held)
    with session.progress("writing", sum(each.chunks for each in held)) as told:
        for number, portion in enumerate(product.portions, start=1):
            content = portion.content
            if isinstance(content, Attachment):
                homes.write_private(folder / f"{number}-{content.name}", content.data)
            elif isinstance(content, Enclosure):
                opened = pieces(node, row, next(waiting), content)
                enclosure_file.save(folder / f"{number}-{content.name}", opened, told)
