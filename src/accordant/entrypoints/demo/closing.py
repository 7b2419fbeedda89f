"""Closing: both logs of each link under the independent verifier, the figures, and where to look.

The verifier is a file that imports nothing of Accordant. It is given the exported log and the
fingerprints people compared, nothing else.
"""

from __future__ import annotations

import shlex
import statistics
import subprocess
import sys
from pathlib import Path

import msgspec
from rich.text import Text

import accordant
from accordant import canonical
from accordant.adapters.sqlite_file import converting
from accordant.entrypoints.demo.cast import Cast
from accordant.entrypoints.demo.place import PARTIES
from accordant.entrypoints.demo.play import Play
from accordant.entrypoints.demo.screen import Screen
from accordant.entrypoints.demo.table import WORDS, Row
from accordant.log.origin import link_origin
from accordant.operations.exporting import export_log

VERIFIER = Path(accordant.__file__).parents[2] / "verifier" / "verify.py"
VERIFIER_SECONDS_MAX = 30


class Verdict(msgspec.Struct, frozen=True):
    """What the verifier said of one log."""

    origin: str
    holds: bool
    words: str


def verify_links(cast: Cast, screen: Screen, play: Play) -> list[Verdict]:
    """Export every log that says anything, compare both copies, and run the verifier on it."""
    if not VERIFIER.is_file():
        screen.say(f"The independent verifier is not here ({VERIFIER}); the logs are exported.")
    verdicts = []
    with converting(str(cast.place.exports)):
        cast.place.exports.mkdir()
    for speaker in cast:
        for listener in cast:
            origin = link_origin(speaker, listener)
            if speaker == listener or not _size(cast, speaker, origin):
                continue
            path = _export(cast, speaker, listener, play)
            if VERIFIER.is_file():
                verdict = _verify(cast, path, speaker, listener)
                play.expect(verdict.holds, f"{origin}: {verdict.words}")
                screen.done(f"{origin}", verdict.words)
                verdicts.append(verdict)
    return verdicts


def _size(cast: Cast, speaker: str, origin: str) -> int:
    return cast[speaker].node.store.read(lambda reading: reading.log(origin)).size


def _export(cast: Cast, speaker: str, listener: str, play: Play) -> Path:
    """Write the speaker's copy, once the listener's is seen to be the same."""
    said = export_log(
        cast[speaker].node, cast[speaker].opened.own_statement(), listener, heard=False
    )
    heard = export_log(
        cast[listener].node, cast[listener].opened.own_statement(), speaker, heard=True
    )
    play.expect(
        (said.entries, said.checkpoints) == (heard.entries, heard.checkpoints),
        f"{said.origin}: the two sides hold different logs",
    )
    path = cast.place.exports / f"{speaker}-{listener}.json"
    with converting(str(path)):
        path.write_bytes(canonical.encode(said))
    return path


def verifier_command(cast: Cast, path: Path, speaker: str, listener: str) -> list[str]:
    """The command that checks an exported log."""
    parties = (f"--party={party}={cast[party].fingerprint}" for party in (speaker, listener))
    return [sys.executable, str(VERIFIER), "log", str(path), *parties]


def _verify(cast: Cast, path: Path, speaker: str, listener: str) -> Verdict:
    done = subprocess.run(
        verifier_command(cast, path, speaker, listener),
        capture_output=True,
        text=True,
        timeout=VERIFIER_SECONDS_MAX,
        check=False,
    )
    said = (done.stdout if done.returncode == 0 else done.stderr).strip().splitlines()
    return Verdict(link_origin(speaker, listener), done.returncode == 0, "; ".join(said))


def summary(rows: list[Row], verdicts: list[Verdict], differences: list[str]) -> list[Text]:
    """The figures of the run."""
    counts = ", ".join(
        f"{sum(row.outcome == outcome for row in rows)} {word}" for outcome, word in WORDS.items()
    )
    stored = [row.stored for row in rows if row.stored is not None]
    received = [row.received for row in rows if row.received is not None]
    lines = [
        _figure("Items", f"{len(rows)}: {counts}; every answer with its article"),
        _figure("Release to stored", _times(stored), "verified and stored at the partner"),
        _figure("Release to receipt", _times(received), "opened, decided and registered there"),
    ]
    if verdicts:
        held = sum(verdict.holds for verdict in verdicts)
        lines.append(
            _figure(
                "Verifier", f"{held} of {len(verdicts)} logs hold", "it imports nothing of ours"
            )
        )
    said = f"{len(differences)} things differ" if differences else "as stated before it was played"
    lines.append(_figure("Script", said))
    return lines


def _figure(name: str, value: str, more: str = "") -> Text:
    line = Text(f"  {name:<20}", style="dim").append(value, style="bold")
    return line.append(f"  {more}", style="dim") if more else line


def _times(values: list[float]) -> str:
    if not values:
        return "none"
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    return f"median {statistics.median(ordered):.1f} ms, p95 {p95:.1f} ms"


def look_further(cast: Cast, rows: list[Row], *, keep: bool) -> list[str]:
    """Commands that work on what the demo left, as they are typed."""
    root = shlex.quote(str(cast.place.root))
    registered = next((row.receipt for row in rows if row.receipt.startswith("AUS")), "")
    lines = [
        f"accordant inbox --home {root}/JPN",
        f"accordant show {registered} --home {root}/AUS",
    ]
    lines += (
        [shlex.join(verifier_command(cast, cast.place.exports / "KOR-JPN.json", "KOR", "JPN"))]
        if VERIFIER.is_file()
        else []
    )
    if keep:
        processes = " ".join(str(cast[party].process.pid) for party in PARTIES)
        lines.append(f"kill {processes}")
    return lines
