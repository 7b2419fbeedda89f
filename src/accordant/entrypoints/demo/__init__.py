"""`accordant demo`: three nodes, real launches, real links, nothing pretended.

`place` the directory, `cast` the homes and processes, `onboarding` what people do first, `scenes`
the script, `play` how an item is asked for and held against the script, `delivery` the timing,
`table` and `screen` what is seen, `closing` the verifier and the figures.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import closing as let_go
from contextlib import contextmanager
from pathlib import Path

from accordant.entrypoints.demo import closing, onboarding, scenes
from accordant.entrypoints.demo.cast import Cast, assembled
from accordant.entrypoints.demo.place import PARTIES, DemoHome
from accordant.entrypoints.demo.play import Play
from accordant.entrypoints.demo.screen import Screen

DEFAULT_HOME = Path("demo-nodes")
EXIT_DIFFERS = 1  # something came out otherwise than the script says
EXIT_TERMINATED = 128 + signal.SIGTERM


def run(keep: bool, home: Path, picture: Path | None = None) -> int:
    """Play the demo; the exit status is 0 when everything came out as the script says.

    Args:
        keep: leave the nodes running and say how to look further.
        home: directory of the demo's nodes; an earlier demo there is replaced.
        picture: also write what was shown to this file, as an SVG.

    Raises:
        NodeMisconfigured: `home` is not a demo's or in use, or a node did not come up.
        PartnerUnreachable: something did not come over a link in time.
        StoreFailed: the files cannot be written.
    """
    with _ended_by_signals(), let_go(DemoHome(home)) as place:
        print("Making three nodes: keys, certificates, stores ...", flush=True)
        with assembled(place, scenes.OPENING, keep=keep) as cast:
            return _play(cast, keep=keep, picture=picture)


def _play(cast: Cast, *, keep: bool, picture: Path | None) -> int:
    script = scenes.scenes()
    screen = Screen(cast.now, scenes.items(script))
    play = Play(cast, screen)
    screen.banner()
    screen.heading("Three nodes, each with its own keys, certificate and SQLite file")
    for party, city in PARTIES.items():
        player = cast[party]
        screen.done(
            f"{party} {city}", f"{player.node.statement.address}, process {player.process.pid}"
        )
    screen.heading("Onboarding: each act signed by an officer, each known at the other node")
    for what, more in onboarding.onboard(cast):
        screen.done(what, more)
    screen.heading("Three years of launches: Seoul reports, Tokyo registers")
    screen.say(scenes.CREDIT, "dim")
    with screen.table():
        scenes.perform(play, script)
    cast.settled()
    screen.heading("Both logs of each link under the independent verifier")
    verdicts = closing.verify_all(play)
    screen.heading("What came of it")
    figures = closing.summary(screen.rows, verdicts, play.differences)
    for figure in figures:
        screen.figure(figure)
    screen.heading("The nodes keep running; to look further" if keep else "To look further")
    for command in closing.look_further(play, keep=keep):
        screen.command(command)
    if picture is not None:
        screen.picture(picture, figures, scenes.CREDIT)
    return EXIT_DIFFERS if play.differences else 0


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let SIGTERM end the demo as Ctrl-C does: through every clean-up on the way."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    earlier = signal.signal(signal.SIGTERM, lambda *_: sys.exit(EXIT_TERMINATED))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, earlier)
