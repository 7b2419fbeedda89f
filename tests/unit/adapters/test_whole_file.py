"""A file that only begins like one, was cut short, or opens to too much goes into no product."""

import io
import zlib

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, StreamObject

from accordant.adapters.whole_file import check_whole
from accordant.errors import MalformedInput
from accordant.model.contents.attachment import media_of


def picture(kind):
    out = io.BytesIO()
    Image.linear_gradient("L").resize((20, 10)).save(out, kind)
    return out.getvalue()


def pdf(pages=1, password="", unpacking=0):
    """A PDF, whose page unpacks in two steps to so many bytes; the file itself stays small."""
    writer = PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(100, 100)
    if unpacking:
        stream = StreamObject()
        stream._data = zlib.compress(zlib.compress(bytes(unpacking), 9), 9)
        twice = [NameObject("/FlateDecode"), NameObject("/FlateDecode")]
        stream[NameObject("/Filter")] = ArrayObject(twice)
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def promising(width, height):
    """A picture whose beginning promises other measures than it has."""
    data = picture("PNG")
    made = data[:16] + width.to_bytes(4) + height.to_bytes(4) + data[24:]
    return made[:29] + zlib.crc32(made[12:29]).to_bytes(4) + made[33:]


def check(data):
    check_whole(io.BytesIO(data), media_of(data), "report.json, portion 2")


@pytest.mark.parametrize(
    "data",
    [picture("PNG"), picture("JPEG"), pdf(2), pdf(password="secret"), pdf(unpacking=1024 * 1024)],
)
def test_what_opens_whole_is_taken(data):
    check(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"\xff\xd8\xff" + bytes(100),
        b"%PDF-" + bytes(100),
        picture("PNG")[:60],
        picture("PNG")[:-12],
        picture("JPEG")[:-200],
        pdf()[:200],
        pdf(501),
        promising(60_000, 60_000),
        promising(8_000, 8_000),
        promising(0, 10),
        pdf(unpacking=80 * 1024 * 1024),
    ],
)
def test_what_does_not_is_refused_with_its_place_and_what_to_do(data):
    with pytest.raises(MalformedInput) as refused:
        check(data)
    assert refused.value.place == "report.json, portion 2"
    assert refused.value.hint
