"""Write the vectors of checkpoint, cosignature, proof and export: one failure in each file.

Run: PYTHONPATH=src python tests/vectors/generate_log.py
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import scene
from scene import AUS, JPN, KOR, ORIGIN, SECONDS

from accordant import canonical
from accordant.envelope import statement
from accordant.log import checkpoint, cosignature, merkle
from accordant.log.note import Line

BAD, MALFORMED = "bad-signature", "malformed-message"
ROOT = merkle.root_of([merkle.leaf_hash(scene.entry(at)) for at in range(7)])
TEXT = checkpoint.sign_checkpoint(ORIGIN, 7, ROOT, KOR.log, SECONDS)
LINES = cosignature.cosign(TEXT, "accordant/JPN", JPN.cosign, SECONDS + 1)


def altered(text: str, number: int, alter: Callable[[bytes], bytes]) -> str:
    """A text with the signature bytes of one of its two last lines altered."""
    lines = text.splitlines(keepends=True)
    at = len(lines) - 2 + number
    dash, name, encoded = lines[at].split()
    lines[at] = f"{dash} {name} {base64.b64encode(alter(base64.b64decode(encoded))).decode()}\n"
    return "".join(lines)


def resigned(body: str, name: str = ORIGIN) -> str:
    """Any three lines, properly signed by KOR's log key: only the form is wrong."""
    ids = [line.split()[2] for line in TEXT.splitlines()[-2:]]
    first, second = (base64.b64decode(each)[:4] for each in ids)
    ed25519 = KOR.log.ed25519.sign(body.encode())
    mldsa44 = SECONDS.to_bytes(8) + KOR.log.mldsa44.sign(b"of another form")
    return f"{body}\n{Line(name, first, ed25519)}{Line(name, second, mldsa44)}"


def checkpoints() -> None:
    def write(name: str, expect: str, why: str, text: str, origin: str = ORIGIN) -> None:
        key = base64.b64encode(canonical.encode(KOR.log.public)).decode()
        scene.write("checkpoint", name, expect, why, text=text, origin=origin, key=key)

    root = base64.b64encode(ROOT).decode()
    lines = TEXT.splitlines(keepends=True)
    body, first, second = "".join(lines[:3]), lines[4], lines[5]
    empty = checkpoint.sign_checkpoint(ORIGIN, 0, merkle.EMPTY_ROOT, KOR.log, 0)
    foreign = checkpoint.sign_checkpoint(ORIGIN, 7, ROOT, AUS.log, SECONDS)
    ids = checkpoint.sign_checkpoint("accordant/KOR/AUS", 7, ROOT, KOR.log, SECONDS)
    write("good", "ok", "a log of seven leaves", TEXT)
    write("good_empty", "ok", "an empty log, at second zero", empty)
    write(
        "ed25519_bit_flipped",
        BAD,
        "one bit of the Ed25519 signature",
        altered(TEXT, 0, scene.flip),
    )
    write(
        "mldsa44_bit_flipped", BAD, "one bit of the ML-DSA signature", altered(TEXT, 1, scene.flip)
    )
    write("size_changed", BAD, "another size than signed", TEXT.replace("\n7\n", "\n8\n"))
    write(
        "root_changed",
        BAD,
        "another root than signed",
        TEXT.replace(root, scene.flip_base64(root)),
    )
    write(
        "time_changed",
        BAD,
        "another time than the ML-DSA line signed",
        altered(TEXT, 1, lambda data: data[:4] + (SECONDS + 1).to_bytes(8) + data[12:]),
    )
    write("another_key", BAD, "signed by a key that is not this log's", foreign)
    write(
        "another_key_id",
        BAD,
        "the key id names no key of this log",
        altered(TEXT, 0, lambda data: scene.flip(data, 0)),
    )
    write("another_origin", MALFORMED, "a good checkpoint of another log", ids)
    write(
        "another_name",
        MALFORMED,
        "signed under a name that is not the origin",
        TEXT.replace("— accordant/KOR/JPN", "— accordant/KOR"),
    )
    write(
        "two_names",
        MALFORMED,
        "the two lines name two signers",
        body + "\n" + first + second.replace("KOR/JPN", "KOR"),
    )
    write("ed25519_missing", MALFORMED, "only the ML-DSA line", body + "\n" + second)
    write("mldsa44_missing", MALFORMED, "only the Ed25519 line", body + "\n" + first)
    write(
        "line_twice",
        MALFORMED,
        "the Ed25519 line stands twice",
        body + "\n" + first + first + second,
    )
    write("lines_swapped", MALFORMED, "the ML-DSA line stands first", body + "\n" + second + first)
    write(
        "unknown_line",
        MALFORMED,
        "a third line of another signer",
        TEXT + first.replace("KOR/JPN", "AUS"),
    )
    write("trailing_newline", MALFORMED, "an empty line after the last", TEXT + "\n")
    write("trailing_data", MALFORMED, "text after the last line", TEXT + "x")
    write("last_newline_missing", MALFORMED, "the last line does not end", TEXT[:-1])
    write("crlf", MALFORMED, "lines end with CR LF", TEXT.replace("\n", "\r\n"))
    write("cr_in_line", MALFORMED, "a CR before a newline", TEXT.replace("\n7\n", "\n7\r\n"))
    write(
        "vertical_tab",
        MALFORMED,
        "a control character that some readers take for a newline",
        TEXT.replace("\n— ", "\x0b— ", 1),
    )
    write(
        "blank_missing",
        MALFORMED,
        "no empty line before the signatures",
        TEXT.replace("\n\n", "\n"),
    )
    write(
        "hyphen_for_dash", MALFORMED, "a hyphen where the em dash stands", TEXT.replace("— ", "- ")
    )
    write("two_spaces", MALFORMED, "two spaces after the dash", TEXT.replace("— ", "—  "))
    write(
        "extension_line",
        MALFORMED,
        "a fourth line in the text",
        resigned(f"{ORIGIN}\n7\n{root}\nmore\n"),
    )
    write(
        "leading_zero",
        MALFORMED,
        "the size has a leading zero",
        resigned(f"{ORIGIN}\n07\n{root}\n"),
    )
    write("plus_sign", MALFORMED, "the size has a sign", resigned(f"{ORIGIN}\n+7\n{root}\n"))
    write(
        "other_digits",
        MALFORMED,
        "the size is written in digits outside ASCII",
        resigned(f"{ORIGIN}\n\uff17\n{root}\n"),
    )
    write(
        "size_too_large",
        MALFORMED,
        "a size beyond 2**53 - 1",
        resigned(f"{ORIGIN}\n{2**53}\n{root}\n"),
    )
    write(
        "root_short",
        MALFORMED,
        "a root of 31 bytes",
        resigned(f"{ORIGIN}\n7\n{base64.b64encode(ROOT[:31]).decode()}\n"),
    )
    write(
        "root_unused_bits",
        MALFORMED,
        "unused bits of the root's base64 are set",
        resigned(f"{ORIGIN}\n7\n{unused_bits(root)}\n"),
    )
    write(
        "root_urlsafe",
        MALFORMED,
        "the root in the other base64 alphabet",
        resigned(f"{ORIGIN}\n7\n{'-' + root[1:]}\n"),
    )
    write(
        "signature_unused_bits",
        MALFORMED,
        "unused bits of a signature's base64 are set",
        TEXT.replace(first, unused_bits(first[:-1]) + "\n"),
    )
    write(
        "signature_unpadded",
        MALFORMED,
        "a signature's base64 without padding",
        TEXT.replace(first, first.replace("=", "")),
    )
    write(
        "signature_short",
        MALFORMED,
        "an Ed25519 signature of 63 bytes",
        altered(TEXT, 0, lambda data: data[:-1]),
    )
    write(
        "signature_long",
        MALFORMED,
        "an ML-DSA signature with a byte more",
        altered(TEXT, 1, lambda data: data + b"\0"),
    )
    write(
        "time_too_large",
        MALFORMED,
        "a time beyond 2**53 - 1",
        altered(TEXT, 1, lambda data: data[:4] + b"\xff" * 8 + data[12:]),
    )
    write("oversized", MALFORMED, "longer than 8,192 characters", TEXT + "x" * 8192)
    write("empty", MALFORMED, "nothing", "")


def unused_bits(text: str) -> str:
    """The same bytes in base64 that sets a bit no byte uses."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    at = len(text.rstrip("=")) - 1
    assert text.endswith("=")
    return text[:at] + alphabet[alphabet.index(text[at]) + 1] + text[at + 1 :]


def cosignatures() -> None:
    def write(name: str, expect: str, why: str, lines: str, text: str = TEXT) -> None:
        key = base64.b64encode(canonical.encode(JPN.cosign.public)).decode()
        scene.write(
            "cosignature",
            name,
            expect,
            why,
            checkpoint=text,
            cosignature=lines,
            cosigner="accordant/JPN",
            key=key,
        )

    first, second = LINES.splitlines(keepends=True)
    other = checkpoint.sign_checkpoint(ORIGIN, 6, ROOT, KOR.log, SECONDS)
    later = cosignature.cosign(TEXT, "accordant/JPN", JPN.cosign, SECONDS + 2)
    foreign = cosignature.cosign(TEXT, "accordant/JPN", AUS.cosign, SECONDS + 1)
    log_key = cosignature.cosign(TEXT, "accordant/JPN", JPN.log, SECONDS + 1)
    renamed = cosignature.cosign(TEXT, "accordant/AUS", JPN.cosign, SECONDS + 1)
    write("good", "ok", "Tokyo cosigns seven leaves", LINES)
    write("ed25519_bit_flipped", BAD, "one bit of the Ed25519 half", altered(LINES, 0, scene.flip))
    write("mldsa44_bit_flipped", BAD, "one bit of the ML-DSA half", altered(LINES, 1, scene.flip))
    write("another_checkpoint", BAD, "given for another size", LINES, other)
    write("another_key", BAD, "by a key that is not this cosigner's", foreign)
    write("log_key", BAD, "by the cosigner's log key, which is for its own log only", log_key)
    write("another_name", BAD, "under another cosigner's name", renamed)
    write(
        "another_key_id",
        BAD,
        "the key id names no key of this cosigner",
        altered(LINES, 1, lambda data: scene.flip(data, 3)),
    )
    write(
        "both_times_changed",
        BAD,
        "another time than signed",
        altered(altered(LINES, 0, changed_time), 1, changed_time),
    )
    write(
        "two_times",
        MALFORMED,
        "the two halves were given at two times",
        first + later.splitlines(keepends=True)[1],
    )
    write("ed25519_missing", MALFORMED, "only the ML-DSA line", second)
    write("mldsa44_missing", MALFORMED, "only the Ed25519 line", first)
    write("line_twice", MALFORMED, "one line stands twice", first + second + second)
    write("lines_swapped", MALFORMED, "the ML-DSA line stands first", second + first)
    write(
        "checkpoint_line",
        MALFORMED,
        "the log's own lines given as a cosignature",
        "".join(TEXT.splitlines(keepends=True)[4:]),
    )
    write("trailing_data", MALFORMED, "an empty line after the last", LINES + "\n")
    write("crlf", MALFORMED, "lines end with CR LF", LINES.replace("\n", "\r\n"))
    write("leading_space", MALFORMED, "a space before the dash", " " + LINES)
    write(
        "unused_bits", MALFORMED, "unused bits of the base64 are set", second_unused(first, second)
    )
    write("oversized", MALFORMED, "longer than 8,192 characters", LINES * 4)
    write("empty", MALFORMED, "nothing", "")


def second_unused(first: str, second: str) -> str:
    line = first if first.rstrip("\n").endswith("=") else second
    return (first + second).replace(line, unused_bits(line[:-1]) + "\n")


def changed_time(data: bytes) -> bytes:
    return data[:4] + (SECONDS + 9).to_bytes(8) + data[12:]


def refused(folder: str, document: bytes) -> Callable[..., None]:
    """Write a vector made from a good document by one change."""

    def write(name: str, says: str, why: str, alter: Callable[[dict[str, Any]], None]) -> None:
        changed = scene.change(document, alter)
        scene.write(folder, name, says, why, file=changed.decode(), **parties())

    return write


def parties(kor: str = KOR.fingerprint, jpn: str = JPN.fingerprint) -> dict[str, Any]:
    return {"parties": {"KOR": kor, "JPN": jpn}}


def flip_at(*path: str | int) -> Callable[[dict[str, Any]], None]:
    """Turn one bit of a base64 field."""

    def alter(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = scene.flip_base64(document[path[-1]])

    return alter


def put(value: Any, *path: str | int) -> Callable[[dict[str, Any]], None]:
    """Put a value into a field."""

    def alter(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = value

    return alter


def exports() -> None:
    good = canonical.encode(scene.whole_export())
    write = refused("export", good)
    forged = scene.signed(7, bytes(32))
    short = scene.signed(3, bytes(32))
    b64 = lambda data: base64.b64encode(data).decode()  # noqa: E731
    second = canonical.encode(scene.KOR.statement).replace(b'"number":1', b'"number":2')
    kind = statement.PAYLOAD_TYPE
    wrong_signer = statement.dsse.sign(second, kind, AUS.key, "KOR/party")
    wrong_kind = statement.dsse.sign(second, "text/plain", KOR.key, "KOR/party")
    twin = statement.dsse.sign(
        second.replace(b'"number":2', b'"number":1').replace(b"8443", b"8444"),
        kind,
        KOR.key,
        "KOR/party",
    )
    scene.write(
        "export",
        "good",
        "verified",
        "seven entries, two checkpoints, four opened",
        file=good.decode(),
        **parties(),
    )
    scene.write(
        "export",
        "another_fingerprint",
        "party statement 0, KOR number 1: not under the fingerprint given",
        "the fingerprint got by telephone is another",
        file=good.decode(),
        **parties(kor=JPN.fingerprint),
    )
    scene.write(
        "export",
        "party_not_given",
        "party statement 1, JPN number 1: no fingerprint was given",
        "no fingerprint for the listener",
        file=good.decode(),
        parties={"KOR": KOR.fingerprint},
    )
    scene.write(
        "export",
        "spaced",
        "file: not in canonical form",
        "a space more",
        file=good.decode().replace(",", ", ", 1),
        **parties(),
    )
    scene.write(
        "export",
        "not_json",
        "file: not JSON",
        "cut in the middle",
        file=good.decode()[:900],
        **parties(),
    )
    scene.write(
        "export",
        "field_twice",
        "file: not in canonical form",
        "a field stands twice",
        file=good.decode().replace("{", '{"origin":"a",', 1),
        **parties(),
    )
    write(
        "another_format",
        "file: not a log export",
        "a format this verifier does not know",
        put("accordant/log-export/2", "format"),
    )
    write(
        "entry_bit_flipped",
        "checkpoint 0: the first 3 entries have not the root signed",
        "one bit of an entry",
        flip_at("entries", 1),
    )
    write(
        "late_entry_bit_flipped",
        "checkpoint 1: the first 7 entries have not the root signed",
        "one bit after the first checkpoint",
        flip_at("entries", 5),
    )
    write(
        "entry_short",
        "entry 0: an entry has 64 bytes",
        "an entry of 63 bytes",
        put(b64(scene.entry(0)[:63]), "entries", 0),
    )
    write(
        "entry_unused_bits",
        "entry 0: not the one spelling of base64",
        "unused bits set",
        put(unused_bits(b64(scene.entry(0))), "entries", 0),
    )
    write(
        "entries_swapped",
        "checkpoint 1: the first 7 entries have not the root signed",
        "two entries changed places",
        lambda d: d["entries"].insert(3, d["entries"].pop(4)),
    )
    write(
        "entry_dropped",
        "checkpoint 1: its size 7 is out of order",
        "the last entry is missing",
        lambda d: d["entries"].pop(),
    )
    write(
        "entry_added",
        "file: entries without a checkpoint",
        "an entry nobody signed",
        lambda d: d["entries"].append(b64(scene.entry(7))),
    )
    write(
        "no_checkpoint",
        "file: entries without a checkpoint",
        "no checkpoint at all",
        put([], "checkpoints"),
    )
    write(
        "checkpoint_forged",
        "checkpoint 1: the first 7 entries have not the root signed",
        "both signed a root these entries have not",
        put(forged_fields(forged), "checkpoints", 1),
    )
    write(
        "fork",
        "checkpoint 0: the first 3 entries have not the root signed",
        "an earlier checkpoint both signed is of another log",
        put(forged_fields(short), "checkpoints", 0),
    )
    write(
        "checkpoints_swapped",
        "checkpoint 1: its size 3 is out of order",
        "the older checkpoint stands last",
        lambda d: d["checkpoints"].reverse(),
    )
    write(
        "another_origin",
        "checkpoint 0: of another log",
        "the document names another log",
        put("accordant/KOR/AUS", "origin"),
    )
    write(
        "log_ed25519_flipped",
        "checkpoint 0, signature of KOR: the Ed25519 signature does not verify",
        "one bit of the log's Ed25519 line",
        alter_note("checkpoint", 0),
    )
    write(
        "log_mldsa44_flipped",
        "checkpoint 0, signature of KOR: the ML-DSA-44 signature does not verify",
        "one bit of the log's ML-DSA line",
        alter_note("checkpoint", 1),
    )
    write(
        "cosignature_ed25519_flipped",
        "checkpoint 0, cosignature of JPN: the Ed25519 signature does not verify",
        "one bit of the Ed25519 cosignature",
        alter_note("cosignature", 0),
    )
    write(
        "cosignature_mldsa44_flipped",
        "checkpoint 0, cosignature of JPN: the ML-DSA-44 signature does not verify",
        "one bit of the ML-DSA cosignature",
        alter_note("cosignature", 1),
    )
    write(
        "cosignature_missing",
        "checkpoint 0, cosignature of JPN: not exactly two signature lines",
        "the listener did not cosign",
        put("", "checkpoints", 0, "cosignature"),
    )
    write(
        "cosignature_half",
        "checkpoint 0, cosignature of JPN: not exactly two signature lines",
        "the ML-DSA half is missing",
        lambda d: put(
            d["checkpoints"][0]["cosignature"].splitlines()[0] + "\n",
            "checkpoints",
            0,
            "cosignature",
        )(d),
    )
    write(
        "cosignature_of_other_checkpoint",
        "checkpoint 0, cosignature of JPN: the Ed25519 signature does not verify",
        "the other checkpoint's cosignature",
        lambda d: put(d["checkpoints"][1]["cosignature"], "checkpoints", 0, "cosignature")(d),
    )
    write(
        "size_leading_zero",
        "checkpoint 0: not the text of a link's checkpoint",
        "the size has a leading zero",
        lambda d: put(
            d["checkpoints"][0]["checkpoint"].replace("\n3\n", "\n03\n"),
            "checkpoints",
            0,
            "checkpoint",
        )(d),
    )
    write(
        "opened_altered",
        "entry 0: the statement is not what the entry commits to",
        "a word of an opened statement",
        put(b64(scene.message(0).replace(b"KOR-0", b"KOR-9")), "opened", 0, "statement"),
    )
    write(
        "opened_elsewhere",
        "entry 1: the statement is not what the entry commits to",
        "a statement shown at another index",
        put(1, "opened", 0, "index"),
    )
    write(
        "opened_twice",
        "entry 0: not there, or opened out of order",
        "one index stands twice",
        put(0, "opened", 1, "index"),
    )
    write(
        "opened_outside",
        "entry 7: not there, or opened out of order",
        "an index beyond the log",
        put(7, "opened", 3, "index"),
    )
    write(
        "opened_true",
        "opened: `index` is missing or of the wrong kind",
        "true where the number 1 is meant",
        put(True, "opened", 0, "index"),
    )
    write(
        "statement_bit_flipped",
        "party statement 0",
        "one bit of a party statement",
        put(b64(KOR.signed.replace(b"#ed25519", b"#ed25518")), "statements", 0),
    )
    write(
        "statement_missing",
        "checkpoint 0, cosignature of JPN: signed with a key that no party statement here names",
        "the listener's statement is missing",
        lambda d: d["statements"].pop(),
    )
    write(
        "statement_of_other_key",
        "party statement 2, KOR number 2: the Ed25519 signature does not verify",
        "a statement in KOR's name signed by another key",
        lambda d: d["statements"].append(b64(wrong_signer)),
    )
    write(
        "statement_of_other_type",
        "party statement 2, KOR number 2: not signed as a party statement",
        "signed as another kind of document",
        lambda d: d["statements"].append(b64(wrong_kind)),
    )
    write(
        "statement_of_same_number",
        "party statement 2, KOR number 1: another statement has this number",
        "a party signed two statements of one number",
        lambda d: d["statements"].append(b64(twin)),
    )
    write(
        "origin_missing",
        "file: `origin` is missing or of the wrong kind",
        "a field is missing",
        lambda d: d.pop("origin"),
    )


def forged_fields(signed: Any) -> dict[str, str]:
    return {"checkpoint": signed.checkpoint, "cosignature": signed.cosignature}


def alter_note(field: str, line: int) -> Callable[[dict[str, Any]], None]:
    """Turn one bit in a signature line of the first checkpoint."""

    def alter(document: dict[str, Any]) -> None:
        notes = document["checkpoints"][0]
        notes[field] = altered(notes[field], line, scene.flip)

    return alter


def proofs() -> None:
    good = canonical.encode(scene.one_proof())
    last = canonical.encode(scene.one_proof(index=6))
    single = canonical.encode(scene.one_proof(index=0, size=1))
    write = refused("proof", good)
    b64 = lambda data: base64.b64encode(data).decode()  # noqa: E731
    other = canonical.encode(scene.one_proof(index=3))
    foreign = scene.message(2).replace(b'"listener":"JPN"', b'"listener":"AUS"')
    for name, file in (("good", good), ("good_last", last), ("good_single", single)):
        scene.write(
            "proof",
            name,
            "verified",
            "an entry proved under a checkpoint",
            file=file.decode(),
            **parties(),
        )
    write(
        "another_index",
        "entry 3: the path does not lead to the root signed",
        "the entry stands at another index",
        put(3, "index"),
    )
    write(
        "index_outside",
        "entry 7: not in a log of 7",
        "an index beyond the checkpoint",
        put(7, "index"),
    )
    write("index_negative", "entry -1: not in a log of 7", "a negative index", put(-1, "index"))
    write(
        "index_float",
        "file: `index` is missing or of the wrong kind",
        "a number with a point",
        put(2.0, "index"),
    )
    write(
        "path_bit_flipped",
        "entry 2: the path does not lead to the root signed",
        "one bit of the path",
        flip_at("path", 1),
    )
    write(
        "path_short",
        "path: the path is too short",
        "the last hash is missing",
        lambda d: d["path"].pop(),
    )
    write(
        "path_long",
        "path: the path is too long",
        "a hash more",
        lambda d: d["path"].append(d["path"][0]),
    )
    write(
        "path_swapped",
        "entry 2: the path does not lead to the root signed",
        "two hashes changed places",
        lambda d: d["path"].reverse(),
    )
    write(
        "path_short_hash",
        "path: the path is too long",
        "a hash of 31 bytes",
        put(b64(bytes(31)), "path", 0),
    )
    write(
        "entry_bit_flipped",
        "entry 2: the path does not lead to the root signed",
        "one bit of the body digest",
        flip_at("entry"),
    )
    write(
        "statement_altered",
        "entry 2: the statement is not what the entry commits to",
        "a word of the statement",
        put(b64(scene.message(2).replace(b"KOR-2", b"KOR-9")), "statement"),
    )
    write(
        "statement_of_other_entry",
        "entry 2: the statement is not what the entry commits to",
        "another entry's statement",
        put(scene_fields(other)["statement"], "statement"),
    )
    write(
        "statement_of_other_link",
        "the statement is not what the entry commits to",
        "a statement to another listener",
        put(b64(foreign), "statement"),
    )
    write(
        "cosignature_missing",
        "checkpoint, cosignature of JPN: not exactly two signature lines",
        "the listener did not cosign",
        put("", "signed", "cosignature"),
    )
    scene.write(
        "proof",
        "another_fingerprint",
        "party statement 1, JPN number 1: not under the fingerprint given",
        "another fingerprint by telephone",
        file=good.decode(),
        **parties(jpn=KOR.fingerprint),
    )


def scene_fields(document: bytes) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    scene.change(document, fields.update)
    return fields


if __name__ == "__main__":
    checkpoints()
    cosignatures()
    exports()
    proofs()
