"""Pictures and PDF files as attachments: known by their first bytes, whole, within the bound.

On request the metadata goes: a picture is drawn anew from its dots alone, a PDF is written anew
from its pages without document information, XMP, embedded files and scripts. The result is read
again and refused if anything is left. What is drawn on a page or into a picture stays, of course.
The libraries are loaded when a file is stripped, so that no other command waits for them.
"""

from __future__ import annotations

import io
import re
import warnings
from pathlib import PurePath
from typing import Any

from accordant.errors import MalformedInput, Oversized
from accordant.model.contents.attachment import (
    ATTACHMENT_BYTES_MAX,
    Attachment,
    MediaType,
    attachment_of,
    media_of,
)

FILE_BYTES_MAX = 16 * 1024 * 1024  # read at all, since stripping may make a file small enough
PIXELS_MAX = 50_000_000
PAGES_MAX = 500
OPTIMIZED_BYTES_MAX = (
    1024 * 1024
)  # of a PNG; the search for its smallest form takes memory and time
JPEG_QUALITY = 90  # of 100, of a JPEG drawn anew

_unfit = re.compile(r"[^A-Za-z0-9._-]")
_DOCUMENT_KEYS = ("/Metadata", "/Names", "/OpenAction", "/AA", "/AF", "/PieceInfo", "/AcroForm")
_PAGE_KEYS = ("/Metadata", "/AA", "/PieceInfo", "/Annots", "/LastModified", "/Thumb")
_PICTURE_KEPT = frozenset({"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"})


def attachment(name: str, data: bytes, *, strip: bool) -> Attachment:
    """Return the attachment that holds a file, stripped of its metadata if asked to.

    Raises:
        MalformedInput: not a PNG, JPEG or PDF file, or it cannot be stripped for certain.
        Oversized: larger than an attachment may be.
    """
    media = media_of(data)
    if media is None:
        raise MalformedInput("the file is neither PNG, JPEG nor PDF", place=name_of(name))
    if strip:
        data = stripped(data, media, name_of(name))
    if len(data) > ATTACHMENT_BYTES_MAX:
        raise Oversized(
            f"the file has more than {ATTACHMENT_BYTES_MAX} bytes",
            hint="Make the file smaller; nothing of it was taken.",
            place=name_of(name),
        )
    return attachment_of(name_of(name), data, media)


def name_of(path: str) -> str:
    """The file's name with only what a name may hold."""
    name = _unfit.sub("-", PurePath(path).name)[:80].lstrip("._-")
    return name or "file"


def stripped(data: bytes, media: MediaType, place: str) -> bytes:
    """The file without its metadata; the two libraries raise what they like on a broken file.

    Raises:
        MalformedInput: it cannot be read, or is not certainly without metadata afterwards.
    """
    make, left = (_pdf, _left_in_pdf) if media == "application/pdf" else (_picture, _left)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            made = make(data)
            found = left(made)
    except MalformedInput:
        raise
    except Exception:  # noqa: BLE001 - whatever a library raises, the file is not taken
        raise MalformedInput("the file cannot be read to be stripped", place=place) from None
    if found or media_of(made) != media:
        raise MalformedInput("the file still has metadata after stripping", place=place)
    return made


def _picture(data: bytes) -> bytes:
    """A picture with the same dots, and nothing beside them."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - loaded when needed

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
        if picture.width * picture.height > PIXELS_MAX:
            raise MalformedInput("the picture has too many dots")
        kind = picture.format
        ImageOps.exif_transpose(picture, in_place=True)  # as it is shown, turned if so said
        mode = picture.mode if picture.mode in {"L", "RGB", "RGBA"} else "RGB"
        mode = "RGB" if kind == "JPEG" else mode
        dots = picture if picture.mode == mode else picture.convert(mode)
        clean = Image.new(mode, dots.size)
        clean.paste(dots)  # the dots and nothing that stood beside them; two pictures in memory
    out = io.BytesIO()
    if kind == "JPEG":
        clean.save(out, "JPEG", quality=JPEG_QUALITY)
    else:
        clean.save(out, "PNG", optimize=len(data) <= OPTIMIZED_BYTES_MAX)
    return out.getvalue()


def _left(data: bytes) -> bool:
    """Whether a picture has anything beside its dots."""
    from PIL import Image  # noqa: PLC0415

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
        picture.load()
        return bool(set(picture.info) - _PICTURE_KEPT or len(picture.getexif()))


def _pdf(data: bytes) -> bytes:
    """A PDF with the same pages, and nothing beside them."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415
    from pypdf.generic import NameObject  # noqa: PLC0415

    reader = PdfReader(io.BytesIO(data), strict=True)
    if reader.is_encrypted or len(reader.pages) > PAGES_MAX:
        raise MalformedInput("the file is encrypted or has too many pages")
    writer = PdfWriter()
    for page in reader.pages:
        for key in _PAGE_KEYS:
            if key in page:
                del page[NameObject(key)]
        writer.add_page(page)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _left_in_pdf(data: bytes) -> bool:
    """Whether a PDF has anything beside its pages."""
    from pypdf import PdfReader  # noqa: PLC0415

    reader = PdfReader(io.BytesIO(data), strict=True)
    root: Any = reader.trailer["/Root"].get_object()
    return (
        bool(reader.metadata)
        or any(key in root for key in _DOCUMENT_KEYS)
        or any(key in page for page in reader.pages for key in _PAGE_KEYS)
    )
