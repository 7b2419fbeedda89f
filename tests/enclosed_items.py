"""Items with an enclosed file, for tests and stories: a picture of noise, and who it goes to."""

from __future__ import annotations

import hashlib

from tests.vectors.generate_product import CONTENTS

from accordant.model.contents.enclosure import Enclosure
from accordant.model.marking import Marking
from accordant.model.product import SECOND, Portion, Product


class Bytes:
    """A file to be enclosed; `operations.enclosing.Source`."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, start: int, size: int) -> bytes:
        return self.data[start : start + size]


def picture(size: int, seed: str) -> bytes:
    """So many bytes that begin as a PNG does and cannot be made smaller."""
    start = b"\x89PNG\r\n\x1a\n"
    return start + hashlib.shake_128(seed.encode()).digest(size - len(start))


def scan(size: int, words: bytes) -> bytes:
    """A PDF of one empty page and so many bytes, whole: the words stand in a comment."""
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Resources << >> >>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(b"%010d 00000 n \n" % len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(places)
    table += b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    room = size - len(made) - len(table % size) - len(b"%\n")  # as many digits as the size has
    made += b"%" + (words * (room // len(words) + 1))[:room] + b"\n"
    made += table % len(made)
    assert len(made) == size
    return made


def by_digest(*files: bytes) -> dict[str, Bytes]:
    return {hashlib.sha256(data).hexdigest(): Bytes(data) for data in files}


def report(identifier: str, *files: bytes, **fields) -> Product:
    """A launch report of Seoul that the standing order lets go, with files enclosed."""
    marking = Marking("KOR:II")
    contents = [
        Enclosure(f"{n}.png", "image/png", len(data), hashlib.sha256(data).hexdigest())
        for n, data in enumerate(files)
    ]
    given = {
        "format": SECOND, "product": identifier, "kind": "launch-report", "originators": ("KOR",),
        "marking": marking, "marker": "TEST", "precedence": "routine",
        "subjects": ("dprk-missile",), "purpose": "dprk-missile-threat", "created": 1,
        "title": "A test", "valid_from": None, "valid_until": None, "relations": (),
        "reached": (),
        "portions": tuple(
            Portion(marking, content, ("dprk-missile",), "imagery")
            for content in (CONTENTS["launch-report"], *contents)
        ),
    }  # fmt: skip
    return Product(**(given | fields))
