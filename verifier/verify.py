#!/usr/bin/env python3
"""Check a log of Accordant, or the proof of one entry, trusting nobody who made it.

    python verify.py log   FILE --party KOR=FINGERPRINT --party JPN=FINGERPRINT
    python verify.py proof FILE --party KOR=FINGERPRINT --party JPN=FINGERPRINT

The fingerprints are those of the two parties' keys, got by telephone or in person, never from
FILE. Each party's signed statement names its other keys; the speaker's must have signed every
checkpoint and the listener's cosigned it, with Ed25519 and with ML-DSA-44. Exit status 0 means
that all of it holds.

Needs Python 3.11 and `cryptography` 50, nothing else. Written from the pages in docs/protocol,
not from the program it checks.
"""

import argparse
import base64
import datetime as dt
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

STATEMENT_TYPE = b"application/vnd.accordant.party-statement.v1+json"
CHECKPOINT = re.compile(
    r"(accordant/([A-Z]{3}(?::[A-Z0-9]{1,16})?)/([A-Z]{3}(?::[A-Z0-9]{1,16})?))\n"
    r"(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n"
)
LINE = re.compile(r"— (\S+) ([A-Za-z0-9+/]+={0,2})\n")
FILE_SIZE_MAX = 512 * 1024 * 1024  # bytes


class Refused(Exception):
    """Something does not hold; the text says where and what."""


def require(holds: object, where: str, what: str) -> None:
    """Go on only if it holds."""
    if not holds:
        raise Refused(f"{where}: {what}")


def sha256(data: bytes) -> bytes:
    """The hash of everything here, 32 bytes."""
    return hashlib.sha256(data).digest()


def parse(data: bytes, where: str, form: str = "") -> dict[str, Any]:
    """The document in canonical JSON, one value one spelling (docs/protocol/canonical.md)."""
    try:
        value: dict[str, Any] = json.loads(data)
        same = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        require(same.encode() == data, where, "not in canonical form")
    except (ValueError, RecursionError):
        raise Refused(f"{where}: not JSON") from None
    require(isinstance(value, dict), where, "not a document")
    require(not form or get(value, "format", str, where) == form, where, f"not a {form}")
    return value


def get(document: Any, name: str, kind: type, where: str) -> Any:
    """A field of a document; text in base64, in its one spelling, where bytes are asked for."""
    value = document.get(name) if isinstance(document, dict) else None
    if kind is bytes:
        return unbase64(value, f"{where}: {name}")
    require(type(value) is kind, where, f"`{name}` is missing or of the wrong kind")
    return value


def unbase64(text: Any, where: str) -> bytes:
    """The bytes of standard base64: padded, unused bits zero."""
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        raise Refused(f"{where}: not base64") from None
    require(base64.b64encode(data).decode() == text, where, "not the one spelling of base64")
    return data


class Key:
    """A hybrid public key: both signatures count, never one alone (docs/protocol/keys.md)."""

    def __init__(self, fields: dict[str, Any], where: str) -> None:
        self.raw = [get(fields, name, bytes, where) for name in ("ed25519", "mldsa44")]
        require([len(half) for half in self.raw] == [32, 1312], where, "a key of wrong length")
        self.ed25519 = Ed25519PublicKey.from_public_bytes(self.raw[0])
        self.mldsa44 = MLDSA44PublicKey.from_public_bytes(self.raw[1])
        document = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
        number = int.from_bytes(sha256(b"accordant/fingerprint/1\n" + document)) % 10**60
        self.fingerprint = "-".join(re.findall(".{5}", f"{number:060d}"))

    def ids(self, name: str, kinds: tuple[int, int]) -> list[bytes]:
        """The four bytes that name each half in a signature line."""
        pairs = zip(kinds, self.raw, strict=True)
        return [sha256(name.encode() + b"\n" + bytes([kind]) + raw)[:4] for kind, raw in pairs]

    def check(self, signatures: list[bytes], messages: list[bytes], where: str) -> None:
        """Refuse unless both halves verify, each over its own message."""
        half = "Ed25519"
        try:
            self.ed25519.verify(signatures[0], messages[0])
            half = "ML-DSA-44"
            self.mldsa44.verify(signatures[1], messages[1])
        except (InvalidSignature, ValueError):
            raise Refused(f"{where}: the {half} signature does not verify") from None


def party_statement(envelope: bytes, parties: dict[str, str], where: str) -> dict[str, Any]:
    """What a party says of its keys, under the fingerprint given (docs/protocol/dsse.md)."""
    document = parse(envelope, where)
    payload = get(document, "payload", bytes, where)
    said = parse(payload, where, "accordant/party-statement/1")
    party, number = get(said, "party", str, where), get(said, "number", int, where)
    where = f"{where}, {party} number {number}"
    require(party in parties, where, "no fingerprint was given for this party")
    key = Key(get(said, "party_key", dict, where), where)
    require(key.fingerprint == parties[party], where, "not under the fingerprint given")
    kind = get(document, "payloadType", str, where).encode()
    require(kind == STATEMENT_TYPE, where, "not signed as a party statement")
    pairs = get(document, "signatures", list, where)
    names = [get(each, "keyid", str, where) for each in pairs]
    expected = [f"{party}/party#ed25519", f"{party}/party#mldsa44"]
    require(names == expected, where, "not signed with the two halves of the party key")
    message = b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)
    key.check([get(each, "sig", bytes, where) for each in pairs], [message] * 2, where)
    return said


def check_lines(lines: str, name: str, keys: list[Key], body: str, where: str) -> int:
    """Two signature lines of one signer over a checkpoint's text; returns when, in seconds."""
    origin, size, root = body.splitlines()
    kinds = (1, 6) if name == origin else (4, 6)  # a log signs, anyone else cosigns
    found = [LINE.fullmatch(line) for line in lines.splitlines(keepends=True)]
    require(len(found) == 2 and all(found), where, "not exactly two signature lines")
    require({match[1] for match in found if match} == {name}, where, f"not signed as {name}")
    data = [unbase64(match[2], where) for match in found if match]
    ids = [each[:4] for each in data]
    named = [key for key in keys if key.ids(name, kinds) == ids]
    require(named, where, "signed with a key that no party statement here names")
    first, second = data[0][4:], data[1][4:]
    time, second = second[:8], second[8:]
    message = body.encode()
    if name != origin:  # a cosignature's Ed25519 half carries the time too
        require(first[:8] == time, where, "the two lines have two times")
        message = b"cosignature/v1\ntime %d\n" % int.from_bytes(time) + message
        first = first[8:]
    signer, log = (bytes([len(text)]) + text.encode() for text in (name, origin))
    tree = bytes(8) + int(size).to_bytes(8) + base64.b64decode(root)
    subtree = b"subtree/v1\n\0" + signer + time + log + tree
    named[0].check([first, second], [message, subtree], where)
    return int.from_bytes(time)


def checkpoint(signed: Any, said: list[dict[str, Any]], where: str) -> tuple[str, int, bytes, str]:
    """Origin, size, root of a checkpoint both signed, and a line saying who did and when."""
    text, _, lines = get(signed, "checkpoint", str, where).partition("\n\n")
    match = CHECKPOINT.fullmatch(text + "\n")
    require(match, where, "not the text of a link's checkpoint (docs/protocol/checkpoint.md)")
    origin, speaker, listener, size, root = match.groups() if match else ("",) * 5
    require(speaker != listener, where, "speaker and listener are one party")

    def keys(party: str, use: str) -> list[Key]:
        nodes = [get(each, "node", dict, where) for each in said if each["party"] == party]
        return [Key(get(node, use, dict, where), where) for node in nodes]

    place = f"{where}, signature of {speaker}"
    at = check_lines(lines, origin, keys(speaker, "log"), text + "\n", place)
    place = f"{where}, cosignature of {listener}"
    lines = get(signed, "cosignature", str, where)
    name = f"accordant/{listener}"
    co = check_lines(lines, name, keys(listener, "cosign"), text + "\n", place)
    told = f"signed by {speaker} at {when(at)}, cosigned by {listener} at {when(co)}"
    return origin, int(size), unbase64(root, where), told


class Tree:
    """A growing tree of RFC 6962: the roots of its complete subtrees, largest first."""

    def __init__(self) -> None:
        self.size, self.peaks = 0, list[bytes]()

    def append(self, entry: bytes) -> None:
        """Add one leaf."""
        hashed, size = sha256(b"\0" + entry), self.size
        while size & 1:
            hashed, size = sha256(b"\1" + self.peaks.pop() + hashed), size >> 1
        self.peaks.append(hashed)
        self.size += 1

    def root(self) -> bytes:
        """The root, 32 bytes."""
        if not self.peaks:
            return sha256(b"")
        hashed = self.peaks[-1]
        for left in self.peaks[-2::-1]:
            hashed = sha256(b"\1" + left + hashed)
        return hashed


def root_by_path(entry: bytes, index: int, last: int, path: list[bytes], where: str) -> bytes:
    """The root a path leads to from a leaf; `last` is the last leaf's index (RFC 9162, 2.1.3)."""
    hashed = sha256(b"\0" + entry)
    for sibling in path:
        require(last > 0 and len(sibling) == 32, where, "the path is too long")
        while index == last and not index & 1:
            index, last = index >> 1, last >> 1
        pair = sibling + hashed if index & 1 else hashed + sibling
        hashed, index, last = sha256(b"\1" + pair), index >> 1, last >> 1
    require(last == 0, where, "the path is too short")
    return hashed


def check_opened(statement: bytes, entry: bytes, origin: str, where: str) -> dict[str, Any]:
    """The statement an entry commits to, of this link (docs/protocol/leaf.md)."""
    require(len(entry) == 64, where, "an entry has 64 bytes")
    hidden = sha256(b"accordant/leaf/1\n" + statement)
    require(hidden == entry[:32], where, "the statement is not what the entry commits to")
    said = parse(statement, where)
    link = f"accordant/{said.get('speaker')}/{said.get('listener')}"
    require(link == origin, where, "the statement is of another link")
    return said


def check_log(export: dict[str, Any], said: list[dict[str, Any]]) -> Iterator[str]:
    """Check a whole log; yield what to print."""
    require(export.get("format") == "accordant/log-export/1", "file", "not a log export")
    listed = enumerate(get(export, "entries", list, "file"))
    entries = [unbase64(text, f"entry {at}") for at, text in listed]
    tree, told, origin = Tree(), "", get(export, "origin", str, "file")
    checkpoints = get(export, "checkpoints", list, "file")
    for number, signed in enumerate(checkpoints):
        where = f"checkpoint {number}"
        of, size, root, told = checkpoint(signed, said, where)
        require(of == origin, where, "of another log")
        require(tree.size <= size <= len(entries), where, f"its size {size} is out of order")
        for at in range(tree.size, size):
            require(len(entries[at]) == 64, f"entry {at}", "an entry has 64 bytes")
            tree.append(entries[at])
        require(tree.root() == root, where, f"the first {size} entries have not the root signed")
    require(checkpoints and tree.size == len(entries), "file", "entries without a checkpoint")
    opened, last = get(export, "opened", list, "file"), -1
    for each in opened:
        index = get(each, "index", int, "opened")
        where = f"entry {index}"
        require(last < index < len(entries), where, "not there, or opened out of order")
        last = index
        check_opened(get(each, "statement", bytes, where), entries[index], origin, where)
    yield f"{origin}: {len(entries)} entries, {len(opened)} opened and as committed"
    count = len(checkpoints)
    many = f"checkpoints: {count}, each continues the one before; the last"
    yield f"{many if count > 1 else 'checkpoint:'} {told}"


def check_proof(proof: dict[str, Any], said: list[dict[str, Any]]) -> Iterator[str]:
    """Check one entry's proof; yield what to print."""
    require(proof.get("format") == "accordant/proof/1", "file", "not a proof")
    origin, size, root, told = checkpoint(proof.get("signed"), said, "checkpoint")
    index, entry = get(proof, "index", int, "file"), get(proof, "entry", bytes, "file")
    where = f"entry {index}"
    require(0 <= index < size, where, f"not in a log of {size}")
    path = [unbase64(each, "path") for each in get(proof, "path", list, "file")]
    reached = root_by_path(entry, index, size - 1, path, "path")
    require(reached == root, where, "the path does not lead to the root signed")
    opened = check_opened(get(proof, "statement", bytes, "file"), entry, origin, where)
    at = when(get(opened, "dispatched", int, where) // 1000)
    names = [name for name in ("type", "product", "version") if name in opened]
    item = " ".join(str(opened[name]) for name in names)
    yield f"{origin}: entry {index} of {size}: {item}, dispatched {at}"
    if "decided" in proof:
        yield check_case(proof["decided"], opened)
    yield f"checkpoint: {told}"


def check_case(decided: Any, opened: dict[str, Any]) -> str:
    """The case shown is the one a release commits to through a note of the speaker's own log."""
    where = "case"
    note, case = get(decided, "note", bytes, where), get(decided, "case", bytes, where)
    hidden = sha256(b"accordant/leaf/1\n" + note).hex()
    require(opened.get("type") == "release", where, "shown of what is no release")
    require(hidden == opened.get("case"), where, "the note is not what the release commits to")
    noted = parse(note, where, "accordant/journal/1")
    fits = (noted.get("did"), noted.get("outcome")) == ("decided", "release")
    require(fits, where, "the note is of no release")
    require(sha256(case).hex() == noted.get("digest"), where, "not the case the note is of")
    said = parse(case, where)
    for name in ("product", "version", "level", "post", "purpose", "kind"):
        require(said.get(name) == opened.get(name), where, f"another {name} than was released")
    return f"case: as committed to, decided {when(get(said, 'at', int, where) // 1000)}"


def when(seconds: int) -> str:
    """An instant for people, universal time."""
    moment = dt.timedelta(seconds=seconds) + dt.datetime(1970, 1, 1)  # noqa: DTZ001
    return f"{moment.isoformat()}Z"


def verify(what: str, file: Path, parties: dict[str, str]) -> list[str]:
    """Check a file of either kind; return what to print."""
    require(file.stat().st_size <= FILE_SIZE_MAX, "file", "too large to check")
    document = parse(file.read_bytes(), "file")
    said = list[dict[str, Any]]()
    for at, text in enumerate(get(document, "statements", list, "file")):
        where = f"party statement {at}"
        one = party_statement(unbase64(text, where), parties, where)
        where += f", {one['party']} number {one['number']}"
        same = [each for each in said if each["party"] == one["party"]]
        fresh = one["number"] not in [each["number"] for each in same]
        require(fresh, where, "another statement has this number")
        said.append(one)
    return list((check_log if what == "log" else check_proof)(document, said))


def plain(text: str) -> str:
    """One line that a hostile file cannot use to write a verdict of its own on the screen."""
    return re.sub(r"[^ -~]", "?", text)


def main() -> None:
    """Read the command line, check, print the verdict."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=("log", "proof"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--party", action="append", required=True, metavar="PARTY=FINGERPRINT")
    given = parser.parse_args()
    parties = dict(each.partition("=")[::2] for each in given.party)
    try:
        lines = verify(given.what, given.file, parties)
    except (Refused, OSError, OverflowError) as reason:
        sys.exit(plain(f"REFUSED: {reason}"))
    for line in lines:
        print(plain(line))
    print("VERIFIED")


if __name__ == "__main__":
    main()
