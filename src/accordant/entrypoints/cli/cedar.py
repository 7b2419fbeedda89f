"""`instrument cedar`: an instrument and its orders as Cedar policies, for another engine to judge.

The command validates what it exports, and with a request asks that engine beside `decide`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeAlias

import msgspec
import typer
from msgspec.structs import replace
from rich.console import RenderableType
from rich.text import Text

from accordant.adapters import home as homes
from accordant.decision import cedar_export
from accordant.decision.cedar import acts_under
from accordant.decision.cedar_case import ACTIONS, request, schema
from accordant.decision.cedar_export import SecondAnswer, first_answer, policy_sets, second_answer
from accordant.entrypoints.cli import options, pictures
from accordant.entrypoints.cli.options import PurposeOption, RecipientPostOption, VersionOption
from accordant.entrypoints.cli.session import Session, Shown
from accordant.errors import CedarRefused, EnginesDiffer, MalformedInput, UnknownInstrument
from accordant.law.instrument import Instrument
from accordant.model.case import Case, Outcome
from accordant.model.marking import is_unclassified
from accordant.operations import texts
from accordant.operations.release import Asked, preview
from accordant.operations.world import World

SCHEMA, ENTITIES, SUFFIX = "schema.cedarschema", "entities.json", ".cedar"

IdArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="ID", help="Identifier of a text held, or its clause digest.")
]
OrdersOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--orders", metavar="ID", help="A standing order, again for more; all held if absent."
    ),
]
FolderOption: TypeAlias = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Write the files into a new folder.")
]
RequestOption: TypeAlias = Annotated[
    str, typer.Option("--request", metavar="PRODUCT", help="Also the requests of this release.")
]
RouteOption: TypeAlias = Annotated[
    str, typer.Option("--route", metavar="WORD", help="As `hub:USA:DOD`; direct if absent.")
]
CheckOption: TypeAlias = Annotated[
    bool, typer.Option("--check", help="Ask both engines; exit status 3 where they differ.")
]
ToOption: TypeAlias = Annotated[
    str, typer.Option("--to", metavar="PARTY", help="Of the request: the other party, as `JPN`.")
]


class _Export(NamedTuple):
    """The policies of one instrument, and the engine that found nothing against them."""

    world: World
    text: Instrument
    orders: tuple[str, ...]
    held: Mapping[str, str]
    engine: Any

    def sets(self, case: Case | None = None) -> dict[str, str]:
        """Every policy set, with the texts in play in a case before those only held.

        Raises:
            CedarRefused: the engine does not accept one.
        """
        library = self.world.library
        played = {library.identifier(each.instrument): each.instrument
                  for each in (case.instruments if case else ())
                  if each.instrument in library.texts}  # fmt: skip
        held = {**self.held, **played}
        made = policy_sets(library, self.text.clauses_digest, self.orders, held)
        for name, policies in made.items():
            if faults := self.engine.faults(policies):
                raise CedarRefused(faults[0], place=name)
        return made


class _Judged(NamedTuple):
    """One release under one instrument, as both engines see it."""

    case: Case
    decided: Outcome
    second: SecondAnswer

    @property
    def agree(self) -> bool:
        """Whether both say the same."""
        return self.decided == self.second.outcome


def cedar(
    session: Session,
    identifier: IdArgument,
    *,
    orders: OrdersOption = None,
    out: FolderOption = None,
    product: RequestOption = "",
    to: ToOption = "",
    post: RecipientPostOption = "",
    purpose: PurposeOption = "",
    version: VersionOption = 1,
    route: RouteOption = "",
    check: CheckOption = False,
) -> Shown:
    """Write an instrument and its standing orders as Cedar policies with their schema.

    With a product, also the requests another engine is asked; docs/cedar.md says what they state.
    """
    if check and not product:
        raise MalformedInput("name the release to check", place="--request")
    export = _export(session, identifier, orders or ())
    case = None
    if product:
        asked = Asked(
            product=product,
            version=version,
            recipient=options.party(to),
            post=options.post(post, to) if post else "",
            purpose=options.word(purpose, "--purpose") if purpose else "",
        )
        case = _case(session, export, asked, route)
    sets = export.sets(case)
    judged = _judged(export, case, sets) if case else None
    files = _files(sets, judged)
    if out is not None:
        _write(out, files)
    elif not session.as_json:
        _tell(session, sets)
    error = EnginesDiffer(place=identifier) if check and judged and not judged.agree else None
    document = _document(export, sets, judged) | {"files": sorted(files) if out else []}
    return Shown(document, tuple(_pictures(sets, judged, out, len(files))), error=error)


def _export(session: Session, identifier: str, orders: Iterable[str]) -> _Export:
    """The instrument with its orders, and the engine.

    Raises:
        UnknownInstrument: no such instrument or order is held, or the order acts under another.
        EngineMissing: there is no engine to validate the export.
    """
    from accordant.adapters.cedar_engine import CedarEngine  # noqa: PLC0415  others start sooner

    text = texts.find(session.node, identifier)
    if text.kind != "instrument":
        raise UnknownInstrument(f"`{identifier}` is an order, not an instrument")
    world = session.node.store.read(session.node.worlds.current)
    held = {each.identifier: digest for digest, each in world.texts.items()}
    library = world.library
    chosen = [texts.find(session.node, name).clauses_digest for name in orders]
    for digest in chosen:
        if not acts_under(library.texts[digest], text.identifier):
            name = world.identifier_of(digest)
            raise UnknownInstrument(f"`{name}` is no order under {text.identifier}")
    acting = (d for d, each in library.texts.items() if acts_under(each, text.identifier))
    return _Export(world, text, tuple(chosen or acting), held, CedarEngine(schema()))


def _case(session: Session, export: _Export, asked: Asked, route: str) -> Case:
    """One release as it would be decided now, under this instrument alone.

    Raises:
        MalformedInput: an unclassified item, which is outside every instrument.
    """
    answer = preview(session.node, asked)
    if is_unclassified(answer.case.level):
        raise MalformedInput("what is unclassified is outside every instrument", place="--request")
    named = replace(answer.case, route=route) if route else answer.case
    return cedar_export.under(export.world.library, named, export.text.clauses_digest)


def _judged(export: _Export, case: Case, sets: Mapping[str, str]) -> _Judged:
    """Ask both engines."""
    library, digest = export.world.library, export.text.clauses_digest
    answered = second_answer(library, digest, case, sets, export.engine.answer)
    return _Judged(case, first_answer(library, digest, case), answered)


def _files(sets: Mapping[str, str], judged: _Judged | None) -> dict[str, bytes]:
    """Every file by its name; a request as an engine reads it, one file for each action."""
    files = {f"{name}{SUFFIX}": policies.encode() for name, policies in sets.items()}
    files[SCHEMA] = schema().encode()
    files[ENTITIES] = b"[]\n"
    for number, each in enumerate(judged.second.requests if judged else (), 1):
        for action in ACTIONS:
            name = f"request-{number}-{each.policies}-{action}.json"
            files[name] = _json(request(action, each.context))
    if judged is not None:
        files["case.json"] = _json(judged.case)
    return files


def _json(document: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    if folder.exists():
        raise MalformedInput("the folder is there already; name a new one", place=str(folder))
    folder.mkdir(parents=True)
    for name, data in files.items():
        homes.write_public(folder / name, data)


def _document(export: _Export, sets: dict[str, str], judged: _Judged | None) -> dict[str, Any]:
    document: dict[str, Any] = {
        "instrument": export.text.identifier,
        "digest": export.text.clauses_digest,
        "orders": {export.world.identifier_of(each): each for each in export.orders},
        "schema": schema(),
        "policies": sets,
    }
    if judged is not None:
        document["case"] = msgspec.to_builtins(judged.case)
        document["requests"] = [each._asdict() for each in judged.second.requests]
        document["decided"] = judged.decided
        document["second_engine"] = judged.second.outcome
        document["agree"] = judged.agree
    return document


def _pictures(
    sets: Mapping[str, str], judged: _Judged | None, out: Path | None, count: int
) -> Iterable[RenderableType]:
    if out is not None:
        written = sum(each.count("\nwhen {") for each in sets.values())
        yield Text(f"{written} policies in {len(sets)} sets are valid; {count} files in {out}.")
    if judged is not None:
        yield pictures.facts(
            [
                ("decide", pictures.styled(judged.decided)),
                ("Cedar", pictures.styled(judged.second.outcome)),
            ]
        )


def _tell(session: Session, sets: Mapping[str, str]) -> None:
    """The policies as they are, unfolded, so that they can be copied from the screen."""
    for name, policies in sets.items():
        text = Text(f"// {name}{SUFFIX}\n{pictures.plain(policies)}")
        session.screen.print(text, soft_wrap=True)
