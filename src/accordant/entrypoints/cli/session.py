"""What one command works with, and how it answers.

A command is a function of a `Session` and its own options that returns what it has to show
(`Shown`); it prints nothing itself. `command` gives every command the same four options, and
`running` turns answers and errors into screen, JSON and exit status.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeAlias

import msgspec
import typer
from rich.console import Console, RenderableType
from rich.progress import Progress

from accordant.entrypoints.cli.secret import SecretAsker
from accordant.errors import AccordantError
from accordant.model.act import Act
from accordant.model.instant import Instant, format_instant
from accordant.model.statement import PublicKey
from accordant.operations.acts import Recorded, sign_and_record
from accordant.operations.node import Node
from accordant.operations.officers import Signer, name_of
from accordant.wiring import OpenNode, open_node

DEFAULT_HOME = Path("node")

HomeOption: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--home",
        envvar="ACCORDANT_HOME",
        show_envvar=True,
        rich_help_panel="Every command",
        help="The node's home directory.",
    ),
]
JsonOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--json", rich_help_panel="Every command", help="One JSON document on standard output."
    ),
]
DebugOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--debug", rich_help_panel="Every command", help="Show where an unexpected error arose."
    ),
]

PassphraseOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--passphrase-fd",
        min=0,
        metavar="NUMBER",
        rich_help_panel="Every command",
        help="Open descriptor to read secrets from, one a line; asked at a terminal if absent.",
    ),
]


class Shown(NamedTuple):
    """A command's answer: for programs, for people, and as exit status.

    An `error` is told after the answer and decides the exit status: for an answer that is complete
    and yet says that something is wrong. `written`: the command wrote its document itself.
    """

    document: Any
    pictures: tuple[RenderableType, ...] = ()
    exit_status: int = 0
    error: AccordantError | None = None
    written: bool = False


class Session:
    """One run of one command: its home, opened when first needed, and its two outputs."""

    def __init__(self, home: Path, *, as_json: bool, descriptor: int | None = None) -> None:
        self.home = home
        self.as_json = as_json
        self.screen = Console(file=sys.stdout, highlight=False)
        self.errors = Console(file=sys.stderr, highlight=False)
        self._ask = SecretAsker(descriptor, quiet=as_json)
        self._opened: OpenNode | None = None
        self._resources = ExitStack()

    @property
    def opened(self) -> OpenNode:
        """The node of this home.

        Raises:
            OperatorError: it cannot be opened.
        """
        if self._opened is None:
            self._opened = self._resources.enter_context(open_node(self.home, self._ask))
            banner = self._opened.node.clock.banner
            if banner is not None:
                self.errors.print(banner, style="black on yellow", soft_wrap=True)
        return self._opened

    @property
    def node(self) -> Node:
        """What operations are called with."""
        return self.opened.node

    def close(self) -> None:
        """Let go of the node's files."""
        self._resources.close()

    def sign(self, act: Act, post: str, *, tell: tuple[str, ...] = ()) -> Recorded:
        """Sign an act with the key of a post that lies in this home, and record it."""
        return sign_and_record(self.node, act, post, self.opened.officer_key(post), tell=tell)

    def key_as(self, post: str) -> Signer:
        """The officer in office whose key lies in this home under a post, with the key."""
        key = self.opened.officer_key(post)
        return Signer(name_of(self.node, key.public), key)

    def author(self, post: str) -> Signer | None:
        """The officer in office who writes under a post; None: not said."""
        return self.key_as(post) if post else None

    def reader(self, post: str) -> PublicKey | None:
        """The key of whoever reads under a post, which he must be able to open; None: not said."""
        return self.opened.officer_key(post).public if post else None

    def time(self, instant: Instant | None) -> str:
        """An instant as people of this node read it, to the second; a dash for none."""
        if instant is None:
            return "—"
        return format_instant(instant - instant % 1000, self.opened.settings.zone)

    def say(self, *pictures: RenderableType) -> None:
        """Show people something before the command is done; programs get the answer only."""
        if not self.as_json:
            for picture in pictures:
                self.screen.print(picture)

    @contextmanager
    def progress(self, doing: str, total: int) -> Iterator[Callable[[], None]]:
        """A bar while long work runs, on the screen for errors; programs get none."""
        with Progress(console=self.errors, transient=True, disable=self.as_json) as bar:
            task = bar.add_task(doing, total=total)
            yield lambda: bar.advance(task)

    def show(self, shown: Shown) -> None:
        """Print a command's answer."""
        if shown.written:
            return
        if self.as_json:
            document = msgspec.json.format(msgspec.json.encode(shown.document), indent=2)
            sys.stdout.write(document.decode() + "\n")
        else:
            self.say(*shown.pictures)


Work: TypeAlias = Callable[..., Shown]


def command(
    group: typer.Typer, name: str, *, example: str, panel: str | None = None
) -> Callable[[Work], Work]:
    """Make a function a command of a group; its first parameter is the session.

    Args:
        group: where the command stands.
        name: what people type.
        example: one line that works, shown at the end of its help.
        panel: the heading it is listed under.
    """

    def register(work: Work) -> Work:
        def run(
            *, home: Path, as_json: bool, debug: bool, passphrase_fd: int | None, **options: Any
        ) -> int:
            del debug  # read by `running` from the command line, for it also covers this frame
            session = Session(home, as_json=as_json, descriptor=passphrase_fd)
            try:
                shown = work(session, **options)
                session.show(shown)
            finally:
                session.close()
            if shown.error is not None:
                raise shown.error
            return shown.exit_status

        run.__signature__ = _signature(work)  # type: ignore[attr-defined]
        run.__annotations__ = {}
        run.__doc__ = work.__doc__
        epilog = f"[bold]Example:[/bold] {example}"
        group.command(name, epilog=epilog, rich_help_panel=panel)(run)
        return work

    return register


def _signature(work: Work) -> inspect.Signature:
    """The function's own options without the session, and the four of every command."""
    own = list(inspect.signature(work, eval_str=True).parameters.values())[1:]
    options = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]
    return inspect.Signature(
        [
            *options,
            _option("home", HomeOption, DEFAULT_HOME),
            _option("as_json", JsonOption, False),
            _option("debug", DebugOption, False),
            _option("passphrase_fd", PassphraseOption, None),
        ]
    )


def _option(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )
