"""Files as attachments: whole or not at all; stripped, nothing is left but what is to be seen."""

import io

import pytest
from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from accordant.adapters.attachment_file import attachment
from accordant.errors import MalformedInput, Oversized
from accordant.model.contents.attachment import ATTACHMENT_BYTES_MAX

PLANTED = "planted-position"


def picture(kind, size=(20, 10), mode="RGB"):
    image = Image.linear_gradient("L").resize(size).convert(mode)
    exif = Image.Exif()
    exif[0x010E] = PLANTED
    out = io.BytesIO()
    if kind == "PNG":
        beside = PngImagePlugin.PngInfo()
        beside.add_text("Comment", PLANTED)
        image.save(out, kind, pnginfo=beside, exif=exif)
    else:
        image.save(out, kind, exif=exif, comment=PLANTED.encode())
    return out.getvalue()


def pdf(pages=1, password=""):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": PLANTED})
    writer.add_attachment("inside.txt", PLANTED.encode())
    writer.root_object[NameObject("/AA")] = TextStringObject(PLANTED)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P", "1"])
def test_a_png_is_stripped_of_everything_but_its_dots(mode):
    data = picture("PNG", mode=mode)
    assert PLANTED.encode() in data
    made = attachment("a.png", data, strip=True)
    assert PLANTED.encode() not in made.data
    with Image.open(io.BytesIO(made.data)) as after, Image.open(io.BytesIO(data)) as before:
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_a_jpeg_is_stripped():
    data = picture("JPEG")
    assert PLANTED.encode() in data
    made = attachment("a.jpg", data, strip=True)
    assert PLANTED.encode() not in made.data
    with Image.open(io.BytesIO(made.data)) as after:
        assert after.size == (20, 10)


def test_a_pdf_is_stripped_and_has_its_pages():
    data = pdf(3)
    made = attachment("a.pdf", data, strip=True)
    assert PLANTED.encode() not in made.data
    after = PdfReader(io.BytesIO(made.data))
    assert len(after.pages) == 3
    assert not after.attachments
    assert not after.metadata


def test_without_being_asked_a_file_stays_as_it_is():
    data = pdf()
    assert attachment("a.pdf", data, strip=False).data == data


@pytest.mark.parametrize("data", [b"GIF89a" + bytes(20), b"", b"MZ", b" %PDF-1.4"])
def test_a_file_of_another_type_is_refused_whatever_its_name(data):
    with pytest.raises(MalformedInput, match="neither PNG, JPEG nor PDF"):
        attachment("a.png", data, strip=False)


@pytest.mark.parametrize(
    "data",
    [
        picture("PNG")[:60],
        picture("JPEG")[:60],
        pdf()[:200],
        pdf(password="secret"),
        pdf(501),
        b"%PDF-" + bytes(100),
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"\xff\xd8\xff" + bytes(100),
    ],
)
def test_what_cannot_be_stripped_for_certain_is_refused(data):
    with pytest.raises(MalformedInput):
        attachment("a", data, strip=True)


def test_a_file_has_a_bound():
    with pytest.raises(Oversized):
        attachment("a.pdf", b"%PDF-" + bytes(ATTACHMENT_BYTES_MAX), strip=False)


@pytest.mark.parametrize(
    ("path", "name"),
    [("/x/y/a b.png", "a-b.png"), ("../.png", "png"), ("사진.png", "png"), ("--", "file")],
)
def test_a_name_is_only_a_name(path, name):
    assert attachment(path, picture("PNG"), strip=False).name == name
