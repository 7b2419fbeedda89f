"""Files too large to stand in a product document: put beside it, read piece by piece.

`report.json` has them in the folder `report.json.files`, each under the beginning of its digest
and its name. What is put there is for its owner alone, as the document is, and stays until its
owner takes it away: it is the plain file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from accordant.adapters import attachment_file, home
from accordant.adapters.sqlite_file import converting
from accordant.adapters.whole_file import check_whole
from accordant.errors import MalformedInput, Oversized
from accordant.model.contents.attachment import (
    ATTACHMENT_BYTES_MAX,
    Attachment,
    attachment_of,
    media_of,
)
from accordant.model.contents.enclosure import ENCLOSURE_BYTES_MAX, Enclosure
from accordant.model.product import Product, enclosures_of

PIECE_SIZE = 64 * 1024
DIGEST_SHOWN = 16  # of its 64 digits, in the name of a file beside a document


class FileBeside:
    """A file read from any place on; `operations.enclosing.Source`."""

    def __init__(self, path: Path) -> None:
        """Take the path; the file is opened for each piece."""
        self._path = path

    def read(self, start: int, size: int) -> bytes:
        """See the port."""
        with self.opened() as file:
            return os.pread(file.fileno(), size, start)

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The file, open to be read.

        Raises:
            MalformedInput: it cannot be read.
        """
        try:
            with self._path.open("rb") as file:
                yield file
        except OSError:
            raise MalformedInput("the file cannot be read", place=str(self._path)) from None


class StrippedFile:
    """A file without its metadata, in memory; `operations.enclosing.Source`."""

    def __init__(self, data: bytes) -> None:
        """Take its bytes."""
        self._data = data

    def read(self, start: int, size: int) -> bytes:
        """See the port."""
        return self._data[start : start + size]


def taken(
    path: Path, *, strip: bool, room: int
) -> tuple[Attachment | Enclosure, FileBeside | StrippedFile]:
    """What a file becomes in a product, an attachment or an enclosure, and where its bytes are.

    Args:
        path: of the file.
        strip: take its metadata away first; the file is then in memory as a whole.
        room: bytes of attachments that the product still has room for.

    Raises:
        MalformedInput: not a PNG, JPEG or PDF file, it does not open whole, or it cannot be
            stripped for certain.
        Oversized: larger than an enclosed file may be.
    """
    name = attachment_file.name_of(str(path))
    plain = FileBeside(path)
    file: FileBeside | StrippedFile = plain
    media = media_of(file.read(0, PIECE_SIZE))
    if media is None:
        raise MalformedInput("the file is neither PNG, JPEG nor PDF", place=name)
    size, digest = _measured(_pieces(file), name)
    with plain.opened() as opened:
        check_whole(opened, media, name)
    if strip:
        file = StrippedFile(attachment_file.stripped(file.read(0, size), media, name))
        size, digest = _measured(_pieces(file), name)
    if size <= min(room, ATTACHMENT_BYTES_MAX):
        return attachment_of(name, file.read(0, size), media), file
    return Enclosure(name, media, size, digest), file


def attached(path: Path, document: Path, *, strip: bool, room: int) -> Attachment | Enclosure:
    """What a file becomes in a document: an attachment in it, or an enclosure put beside it.

    Raises:
        MalformedInput, Oversized: see `taken`.
        NodeMisconfigured: another file of this digest and name is beside the document.
        StoreFailed: it cannot be put there.
    """
    found, file = taken(path, strip=strip, room=room)
    if isinstance(found, Attachment):
        return found
    place = _folder(document) / f"{found.digest[:DIGEST_SHOWN]}-{found.name}"
    with converting(str(place)):
        place.parent.mkdir(mode=0o700, exist_ok=True)
        there = place.exists() and _measured(_pieces(FileBeside(place)), found.name)
    if there != (found.size, found.digest):  # else it was put there before
        home.write_private_pieces(place, _pieces(file))
    return found


def beside(document: str, product: Product) -> dict[str, FileBeside]:
    """The files a document says are enclosed, by digest, as far as they lie beside it."""
    found = {}
    for each in enclosures_of(product):
        for path in _folder(Path(document)).glob(f"{each.digest[:DIGEST_SHOWN]}-*"):
            found[each.digest] = FileBeside(path)
    return found


def save(path: Path, pieces: Iterator[bytes], told: Callable[[], None]) -> None:
    """Write an enclosed file for its owner alone; calls `told` for each piece.

    Raises:
        NodeMisconfigured: a file is there already.
        StoreFailed: it cannot be written; `DiskFull` when there is no space.
        AccordantError: what `pieces` raises; then no file is left.
    """

    def telling() -> Iterator[bytes]:
        for piece in pieces:
            yield piece
            told()

    home.write_private_pieces(path, telling())


def _folder(document: Path) -> Path:
    return document.with_name(f"{document.name}.files")


def _pieces(file: FileBeside | StrippedFile) -> Iterator[bytes]:
    start = 0
    while piece := file.read(start, PIECE_SIZE):
        yield piece
        start += len(piece)


def _measured(pieces: Iterator[bytes], place: str) -> tuple[int, str]:
    """Size and digest of a file.

    Raises:
        Oversized: it is larger than an enclosed file may be.
    """
    seen, size = hashlib.sha256(), 0
    for piece in pieces:
        size += len(piece)
        if size > ENCLOSURE_BYTES_MAX:
            raise Oversized(
                f"the file has more than {ENCLOSURE_BYTES_MAX} bytes",
                hint="Make the file smaller; nothing of it was taken.",
                place=place,
            )
        seen.update(piece)
    return size, seen.hexdigest()
