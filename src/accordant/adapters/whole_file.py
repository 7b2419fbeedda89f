"""Whether a file is what its first bytes say: it opens to its end, within what can be borne.

Asked where an analyst puts a file into a product, so that what only begins like a picture or a
PDF, was cut short, or is a bomb goes to nobody. What arrives from a partner is never opened here.
The libraries are loaded when a file is looked at, so that no other command waits for them.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from typing import BinaryIO, Final

from accordant.adapters.attachment_file import PAGES_MAX, PIXELS_MAX
from accordant.errors import MalformedInput
from accordant.model.contents.attachment import Attachment, MediaType
from accordant.model.contents.enclosure import Enclosure
from accordant.model.product import Product
from accordant.operations.enclosing import Source

UNPACKED_MAX: Final = 64 * 1024 * 1024  # bytes of what stands on all pages of a PDF


def check_whole(file: BinaryIO, media: MediaType, place: str) -> None:
    """Refuse a file that does not open whole; the libraries raise what they like on a broken one.

    Raises:
        MalformedInput: it does not, or opens to too much.
    """
    check = _check_pdf if media == "application/pdf" else _check_picture
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            check(file)
    except MalformedInput as error:
        raise MalformedInput(error.message, place=place) from None
    except Exception:  # noqa: BLE001 - whatever a library raises, the file is not taken
        raise MalformedInput(
            f"the file does not open whole as {media}",
            hint="Save it anew with the program that shows it, and try again; nothing was stored.",
            place=place,
        ) from None


def check_files_of(product: Product, beside: Mapping[str, Source], place: str) -> None:
    """Refuse a document whose attachments, or the files beside it, do not open whole.

    Raises:
        MalformedInput: with the number of the portion.
    """
    for number, portion in enumerate(product.portions, start=1):
        held, where = portion.content, f"{place}, portion {number}"
        if isinstance(held, Attachment):
            check_whole(io.BytesIO(held.data), held.media, where)
        elif isinstance(held, Enclosure) and held.digest in beside:
            data = beside[held.digest].read(0, held.size)
            check_whole(io.BytesIO(data), held.media, where)


def _check_picture(file: BinaryIO) -> None:
    """Every piece of the file, to its end, and then every dot."""
    from PIL import Image  # noqa: PLC0415 - loaded when needed

    with Image.open(file, formats=("PNG", "JPEG")) as picture:
        if picture.width * picture.height > PIXELS_MAX:
            raise MalformedInput("the picture has too many dots")
        picture.verify()
    file.seek(0)
    with Image.open(file, formats=("PNG", "JPEG")) as picture:
        picture.load()


def _check_pdf(file: BinaryIO) -> None:
    """Its pages, and that what stands on them does not unpack to more than a reader can bear."""
    from pypdf import PdfReader  # noqa: PLC0415

    reader = PdfReader(file, strict=True)
    if reader.is_encrypted:
        return  # nothing of it can be looked at without its password
    if not 0 < len(reader.pages) <= PAGES_MAX:
        raise MalformedInput("the file has no page or too many")
    unpacked, seen = 0, set[str]()
    for page in reader.pages:
        reference = str(page.get("/Contents"))
        content = None if reference in seen else page.get_contents()
        seen.add(reference)
        unpacked += 0 if content is None else len(content.get_data())
        if unpacked > UNPACKED_MAX:
            raise MalformedInput("the pages unpack to too much")
