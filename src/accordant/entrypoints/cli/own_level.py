"""How an item's own level is told: what it is here, until when, and who designated it."""

from __future__ import annotations

from accordant.clauses import Language
from accordant.entrypoints.cli import pictures
from accordant.entrypoints.cli.law_words import said_of
from accordant.entrypoints.cli.session import Session
from accordant.operations.designation_views import Choice
from accordant.operations.queries import ItemView


def here_label(item: ItemView) -> str:
    """Which sentence says the level here: a designated one, or one that only applies meanwhile."""
    if item.choice is not None and item.choice.designated is None:
        return "{level}, here {own} until designated"
    return "{level}, here {own}"


def designation_rows(
    session: Session, choice: Choice | None, own_level: str, spoken: Language
) -> list[tuple[str, str]]:
    """What the designating authority decided of an item, or among what it still has to choose."""
    if choice is None:
        return []
    if choice.designated is None:
        own = own_level or ", ".join(choice.handling)
        said = said_of(
            "{own}, until the designating authority chooses among {levels}",
            spoken,
            own=own,
            levels=", ".join(choice.levels),
        )
        return [("level here", said)]
    act = choice.designated
    said = said_of(
        "{moment}, by {post}: {ground}",
        spoken,
        moment=session.time(act.decided),
        post=act.post,
        ground=pictures.plain(act.ground),
    )
    return [("designated", said)]
