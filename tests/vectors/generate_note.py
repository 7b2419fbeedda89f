"""Write the vectors of checkpoint and cosignature: one failure in each file.

Run: PYTHONPATH=src python tests/vectors/generate_note.py
"""

from __future__ import annotations

import base64

import scene
from scene import AUS, JPN, KOR, ORIGIN, SECONDS, altered, unused_bits

from accordant import canonical
from accordant.log import checkpoint, cosignature, merkle
from accordant.log.note import Line

BAD, MALFORMED = "bad-signature", "malformed-message"
ROOT = merkle.root_of([merkle.leaf_hash(scene.entry(at)) for at in range(7)])
TEXT = checkpoint.sign_checkpoint(ORIGIN, 7, ROOT, KOR.log, SECONDS)
LINES = cosignature.cosign(TEXT, "accordant/JPN", JPN.cosign, SECONDS + 1)


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


def resigned(body: str, name: str = ORIGIN) -> str:
    """Any three lines, properly signed by KOR's log key: only the form is wrong."""
    ids = [line.split()[2] for line in TEXT.splitlines()[-2:]]
    first, second = (base64.b64decode(each)[:4] for each in ids)
    ed25519 = KOR.log.ed25519.sign(body.encode())
    mldsa44 = SECONDS.to_bytes(8) + KOR.log.mldsa44.sign(b"of another form")
    return f"{body}\n{Line(name, first, ed25519)}{Line(name, second, mldsa44)}"


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


if __name__ == "__main__":
    checkpoints()
    cosignatures()
