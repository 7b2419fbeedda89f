"""`init` and `serve`: make a party's node, and run it."""

from __future__ import annotations

import logging
import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from accordant import config
from accordant.adapters import home as homes
from accordant.entrypoints.cli import options, pictures
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.errors import MalformedInput, NodeMisconfigured
from accordant.operations.establish import POSTS
from accordant.wiring import create_node

PANEL = "The node"


def add_to(app: typer.Typer) -> None:
    """Put the commands of this file where people find them."""
    command(
        app,
        "init",
        panel=PANEL,
        example="accordant init KOR --address seoul.example:7410 --home kor",
    )(init)
    command(app, "serve", panel=PANEL, example="accordant serve --home kor")(serve)


def init(
    session: Session,
    party: Annotated[str, typer.Argument(help="Whose node it is: a state, as `KOR`.")],
    *,
    address: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="Where partners reach this node.")
    ],
    listen: Annotated[
        str,
        typer.Option(metavar="HOST:PORT", help="Where it listens, if not at its address."),
    ] = "",
    zone: Annotated[str, typer.Option(help="The zone people read instants in.")] = "UTC",
    replay_clock: Annotated[
        str,
        typer.Option(metavar="PATH", help="Replay clock in place of the machine's, for a demo."),
    ] = "",
) -> Shown:
    """Make a party's node: keys, certificate, configuration and first party statement."""
    options.party(party, "PARTY")
    settings = _settings(party, address, listen or address, zone, replay_clock)
    fingerprint = create_node(session.home, settings)
    document = {
        "party": party,
        "home": str(session.home),
        "fingerprint": fingerprint,
        "address": address,
        "officers": list(POSTS),
    }
    return Shown(document, _next_steps(party, session.home, fingerprint))


def _settings(party: str, address: str, listen: str, zone: str, replay: str) -> config.Settings:
    """The settings as typed, through the same checks as `node.toml` itself."""
    options.address(address, "--address")
    options.address(listen, "--listen")
    settings = config.Settings(
        format="accordant/node/1",
        party=party,
        zone=zone,
        link=config.LinkSettings(listen=listen, address=address),
        clock=config.ClockSettings(replay=str(Path(replay).absolute()) if replay else ""),
    )
    try:
        return config.parse(config.write(settings), "command line")
    except NodeMisconfigured as error:
        raise MalformedInput(error.message, place=error.place) from None


def _next_steps(party: str, home: Path, fingerprint: str) -> tuple[Text, ...]:
    return (
        Text(f"{party}'s node is made in {home}.", style="bold"),
        Text("\nFingerprint of the party key, to be read out to partners:\n"),
        Text(pictures.grouped(fingerprint), style="bold cyan"),
        Text(
            "\nNext:\n"
            f"  1. Move {home}/offline/party.key to where no network is.\n"
            f"  2. accordant partner export {party.lower()}.json --home {home}\n"
            "     and give the file to each partner; compare fingerprints by telephone.\n"
            f"  3. accordant instrument add ID --home {home}, then adopt it.\n"
            f"  4. accordant serve --home {home}\n"
            f"  5. accordant officer begin --level LEVEL --until DAY --home {home}\n"
            "     Until then posts alone decide. Their keys lie in the open until\n"
            f"     accordant officer protect POST --home {home}"
        ),
    )


def serve(
    session: Session,
    *,
    ready_file: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="File to write the port to once the node listens."),
    ] = None,
) -> Shown:
    """Run the node until SIGTERM or SIGINT: take what partners say, say what waits.

    One node has one server. Each trouble is one line on standard error, without content.
    """
    from accordant.entrypoints.serve import Server  # noqa: PLC0415  other commands start sooner

    opened = session.opened
    with homes.serve_alone(opened.home):
        _log_to_standard_error()
        server = Server(opened)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: server.stop())
        document = {"party": session.node.party, "process": os.getpid()}

        def ready() -> None:
            session.show(
                Shown(
                    {**document, "state": "ready", "port": server.port},
                    (Text(f"{session.node.party} listens on port {server.port}."),),
                )
            )
            sys.stdout.flush()
            if ready_file is not None:
                ready_file.write_text(f"{server.port}\n", encoding="utf-8")

        server.run(ready)
    return Shown({**document, "state": "stopped"}, (Text(f"{session.node.party} has stopped."),))


def _log_to_standard_error() -> None:
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
