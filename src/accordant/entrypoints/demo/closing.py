"""Closing: both logs of each link under the independent verifier, the figures, and where to look.

The verifier is a file that imports nothing of Accordant. It is given the exported log and the
fingerprints people compared, nothing else.
"""

from __future__ import annotations

import shlex
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import permutations
from pathlib import Path
from typing import Literal

import msgspec

import accordant
from accordant import canonical
from accordant.adapters.sqlite_file import converting
from accordant.entrypoints.demo.cast import Cast
from accordant.entrypoints.demo.onboarding import CANBERRAS_WATCH, PURPOSE, RELEASING_AUTHORITY
from accordant.entrypoints.demo.place import PARTIES
from accordant.entrypoints.demo.play import Play
from accordant.entrypoints.demo.table import WORDS, Figure, Row
from accordant.log.export import Export
from accordant.log.origin import link_origin
from accordant.operations.exporting import export_log, prove_item

VERIFIER = Path(accordant.__file__).parents[2] / "verifier" / "verify.py"
VERIFIER_SECONDS_MAX = 30


class Verdict(msgspec.Struct, frozen=True):
    """What the verifier said of one document."""

    about: str
    holds: bool
    words: tuple[str, ...]


def verify_all(play: Play) -> list[Verdict]:
    """Export every log that says anything and the proof of one item, and run the verifier."""
    cast, screen = play.cast, play.screen
    with converting(str(cast.place.exports)):
        cast.place.exports.mkdir()
    documents = [*_logs(play), *_proof(play)]
    if not VERIFIER.is_file():
        screen.say(f"The independent verifier is not here ({VERIFIER}); all is exported.")
        return []
    verdicts = []
    for document in documents:
        verdict = _verify(cast, document)
        play.expect(verdict.holds, f"the verifier refuses {verdict.about}: {verdict.words}")
        screen.done(verdict.words[-1], verdict.words[0])
        for words in verdict.words[1:-1]:
            screen.say(words, "dim", indent=" " * 6)
        verdicts.append(verdict)
    return verdicts


class _Document(msgspec.Struct, frozen=True):
    """An exported document: what it is, of which link, and where."""

    kind: Literal["log", "proof"]
    speaker: str
    listener: str
    path: Path


def _logs(play: Play) -> Iterator[_Document]:
    """Both logs of each link; the speaker's copy, once the listener's is seen to be the same."""
    cast = play.cast
    for speaker, listener in permutations(cast.parties, 2):
        said = _export(cast, speaker, listener, heard=False)
        if said is None:
            continue  # nothing was said: between Seoul and Canberra no instrument is in force
        heard = _export(cast, listener, speaker, heard=True)
        same = heard is not None and (said.entries, said.checkpoints) == (
            heard.entries,
            heard.checkpoints,
        )
        play.expect(same, f"{said.origin}: the two sides hold different logs")
        path = cast.place.exports / f"{speaker}-{listener}.json"
        _write(path, canonical.encode(said))
        yield _Document("log", speaker, listener, path)


def _proof(play: Play) -> Iterator[_Document]:
    """The proof of the one item that reached Canberra, for a reader who may see no other."""
    cast = play.cast
    passed_on = (row for row in play.screen.rows if row.recipient == "AUS")
    leaf = next((row.leaf for row in passed_on if row.leaf is not None), None)
    if leaf is None:
        return
    tokyo = cast["JPN"]
    proof = prove_item(tokyo.node, tokyo.opened.own_statement(), "AUS", leaf, heard=False)
    path = cast.place.exports / "item-proof.json"
    _write(path, canonical.encode(proof))
    yield _Document("proof", "JPN", "AUS", path)


def _export(cast: Cast, party: str, partner: str, *, heard: bool) -> Export | None:
    node = cast[party].node
    pair = (partner, party) if heard else (party, partner)
    if not node.store.read(lambda reading: reading.log(link_origin(*pair))).size:
        return None
    own = cast[party].opened.own_statement()
    return export_log(node, own, partner, heard=heard, opened=True)


def _write(path: Path, data: bytes) -> None:
    with converting(str(path)):
        path.write_bytes(data)


def verifier_command(cast: Cast, document: _Document) -> list[str]:
    """The command that checks an exported document."""
    parties = (f"{party}={cast[party].fingerprint}" for party in _pair(document))
    named = [word for party in parties for word in ("--party", party)]
    return [sys.executable, str(VERIFIER), document.kind, str(document.path), *named]


def _pair(document: _Document) -> tuple[str, str]:
    return document.speaker, document.listener


def _verify(cast: Cast, document: _Document) -> Verdict:
    done = subprocess.run(
        verifier_command(cast, document),
        capture_output=True,
        text=True,
        timeout=VERIFIER_SECONDS_MAX,
        check=False,
    )
    said = (done.stdout if done.returncode == 0 else done.stderr).strip().splitlines()
    return Verdict(document.path.name, done.returncode == 0, tuple(said) or ("no verdict",))


def summary(rows: list[Row], verdicts: list[Verdict], differences: list[str]) -> list[Figure]:
    """The figures of the run."""
    counts = ", ".join(
        f"{sum(row.outcome == outcome for row in rows)} {word}" for outcome, word in WORDS.items()
    )
    stored = [row.stored for row in rows if row.stored is not None]
    received = [row.received for row in rows if row.received is not None]
    lines = [
        Figure("Items", f"{len(rows)}: {counts}", "every answer with its article"),
        Figure("Release to stored", _times(stored), "verified and stored at the partner"),
        Figure("Release to receipt", _times(received), "opened, decided and registered there"),
    ]
    if verdicts:
        held = f"{sum(verdict.holds for verdict in verdicts)} of {len(verdicts)} documents hold"
        lines.append(Figure("Verifier", held, "one file that imports nothing of Accordant"))
    said = f"{len(differences)} things differ" if differences else "as stated before it was played"
    lines.append(Figure("Script", said))
    return lines


def _times(values: list[float]) -> str:
    if not values:
        return "none"
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    return f"median {statistics.median(ordered):.1f} ms, p95 {p95:.1f} ms"


def look_further(play: Play, *, keep: bool) -> list[str]:
    """Commands that work on what the demo left, as they are typed."""
    cast, rows = play.cast, play.screen.rows
    homes = {party: f"--home {shlex.quote(str(cast.place.node(party)))}" for party in cast.parties}
    canberras = next((row.receipt for row in rows if row.recipient == "AUS" and row.receipt), "")
    # Seoul's report that Tokyo may not pass on to Canberra.
    item = [row.product for row in rows if row.releaser == "JPN" and not row.receipt][-1]
    that_night = "--at 2019-11-23T00:00:00+09:00 --known-at 2019-11-28T12:00:00+09:00"
    ask = f"{item} --to AUS --post {CANBERRAS_WATCH} {homes['JPN']}"
    accordant = _program()
    lines = [
        f"{accordant} timeline jpn-kor-gsomia-2016",
        f"{accordant} status JPN KOR {that_night} {homes['JPN']}",
        f"{accordant} inbox {homes['JPN']}",
        f"{accordant} show {canberras} {homes['AUS']}",
        f"{accordant} decide {ask}",
    ]
    if keep:
        processes = " ".join(str(cast[party].process.pid) for party in PARTIES)
        consent = f"--for AUS --purpose {PURPOSE} --to JPN --as {RELEASING_AUTHORITY}"
        lines += [
            f"{accordant} consent give {item} {consent} {homes['KOR']}",
            f"{accordant} release --wait 5 {ask}",
            f"kill {processes}",
        ]
    return lines


def _program() -> str:
    """How the command is called here: by its path where it is not on the shell's."""
    beside = Path(sys.executable).with_name("accordant")
    if shutil.which("accordant") or not beside.is_file():
        return "accordant"
    with suppress(ValueError):
        beside = beside.relative_to(Path.cwd())
    return shlex.quote(str(beside))
