"""`product new` and `product check`: begin a document of any kind, and look before it is kept.

A document is a file an analyst edits; nothing is stored until `product add` seals it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.text import Text

from accordant import canonical
from accordant.adapters import enclosure_file
from accordant.adapters import home as homes
from accordant.adapters.whole_file import check_files_of
from accordant.entrypoints.cli import files, options, pictures
from accordant.entrypoints.cli.options import VersionOption
from accordant.entrypoints.cli.product_pictures import personal_warning
from accordant.entrypoints.cli.session import Session, Shown, command
from accordant.envelope.seal import PRODUCT_SIZE_MAX
from accordant.errors import MalformedInput, Oversized
from accordant.model.contents.attachment import ATTACHMENT_BYTES_MAX, Attachment
from accordant.model.contents.enclosure import Enclosure
from accordant.model.marking import Marker, Marking
from accordant.model.personal_data import unmarked_signs, unmarked_signs_of
from accordant.model.precedence import Precedence
from accordant.model.product import Relation, enclosures_of, reached_of
from accordant.model.vocabulary import RELATIONS
from accordant.operations import products
from accordant.operations.blank_products import Beginning, blank
from accordant.operations.enclosing import check_files
from accordant.operations.identifiers import drawn
from accordant.operations.launches import checked

SEALED_DIGITS = 64  # of the digest filled in for each enclosed file when it is sealed

_relation = re.compile(r"([a-z-]{1,20})=([A-Za-z0-9-]{5,64})(?:/([1-9][0-9]{0,3}))?")


def add_to(group: typer.Typer) -> None:
    """Put the commands of this file among those of products."""
    command(
        group,
        "new",
        example="accordant product new warning.json --kind missile-warning --level KOR:II "
        "--subject dprk-missile --purpose missile-defence",
    )(new)
    command(group, "check", example="accordant product check warning.json")(check)


def new(
    session: Session,
    file: options.NewFile,
    *,
    kind: Annotated[str, typer.Option(metavar="WORD", help="Its kind, as `track`.")],
    level: Annotated[str, typer.Option(metavar="LEVEL", help="Its level, as `KOR:II`.")],
    subject: Annotated[list[str], typer.Option(metavar="WORD", help="About what.")],
    purpose: Annotated[
        str,
        typer.Option(metavar="WORD", help="What it may be provided for; `other` for a person."),
    ],
    discipline: Annotated[
        str, typer.Option(metavar="WORD", help="How the information was come by.")
    ] = "unknown",
    caveat: Annotated[list[str] | None, typer.Option(metavar="WORD", help="A caveat.")] = None,
    title: Annotated[str, typer.Option(metavar="TEXT", help="Its title.")] = "",
    relation: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND=ID/VERSION", help="As `derived-from=JPN-4f2k9/1`."),
    ] = None,
    attach: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A PNG, JPEG or PDF file.")
    ] = None,
    strip: Annotated[
        bool, typer.Option("--strip", help="Strip the files of their metadata.")
    ] = False,
    marker: Annotated[Marker, typer.Option(help="What it is for.")] = "REAL",
    precedence: Annotated[Precedence, typer.Option(help="How soon it goes.")] = "routine",
    version: VersionOption = 1,
    identifier: Annotated[
        str, typer.Option("--id", metavar="ID", help="Its identifier; drawn at random if absent.")
    ] = "",
) -> Shown:
    """Begin a product document: every field is there, and what is not known says so.

    Originators reached through its relations are filled in from the items held here. Edit the
    file, look at it with `product check`, keep it with `product add`.
    """
    node = session.node
    beginning = Beginning(
        product=identifier or drawn(node.party),
        version=version,
        kind=options.word(kind, "--kind"),
        marking=Marking(options.level(level), tuple(caveat or ())),
        marker=marker,
        precedence=precedence,
        subjects=tuple(options.word(each, "--subject") for each in subject),
        purpose=options.word(purpose, "--purpose"),
        discipline=options.word(discipline, "--discipline"),
        title=title,
        created=node.clock.now(),
        relations=tuple(relation_of(each) for each in relation or ()),
    )
    found = _attached(file, attach or (), strip=strip)
    document = blank(node, beginning, found)
    data = msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
    homes.write_private(file, data)  # it will hold content
    said = f"{document['product']} is begun in {file}; nothing is kept yet."
    shown = (Text(said), *personal_warning(unmarked_signs_of(title, beginning.marking)))
    return Shown({"product": document["product"], "file": str(file)}, shown)


def _attached(
    document: Path, paths: Sequence[Path], *, strip: bool
) -> tuple[Attachment | Enclosure, ...]:
    """The files, in the document as long as there is room, then beside it."""
    found: list[Attachment | Enclosure] = []
    room = ATTACHMENT_BYTES_MAX
    for path in paths:
        found.append(enclosure_file.attached(path, document, strip=strip, room=room))
        if isinstance(found[-1], Attachment):
            room -= len(found[-1].data)
    return tuple(found)


def check(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A product document.")],
) -> Shown:
    """Check a product document as `product add` would, and keep nothing."""
    node = session.node
    product = products.parse_product(files.read(file, products.PRODUCT_DOCUMENT_MAX), file)
    checked(product, place=file)
    equities = products.check_whole(node, product)
    enclosed = enclosures_of(product)
    beside = enclosure_file.beside(file, product)
    check_files(product, beside)
    check_files_of(product, beside, file)
    size = len(canonical.encode(product)) + SEALED_DIGITS * sum(not e.sealed for e in enclosed)
    if size > PRODUCT_SIZE_MAX:
        raise Oversized(f"the product has {size} bytes, more than {PRODUCT_SIZE_MAX}", place=file)
    reached = sorted({each.originator for each in equities})
    facts = pictures.facts(
        [
            ("product", f"{product.product} version {product.version}"),
            ("format", product.format),
            ("portions", ", ".join(_kind_of(each.content) for each in product.portions)),
            ("information of", " ".join(reached)),
            ("size", f"{size} of {PRODUCT_SIZE_MAX} bytes"),
            ("enclosed", ", ".join(f"{each.name}, {each.size} bytes" for each in enclosed)),
        ]
    )
    document = {
        "product": product.product,
        "version": product.version,
        "format": product.format,
        "bytes": size,
        "reached": reached_of(product),
        "looks_personal": [each._asdict() for each in unmarked_signs(product)],
    }
    said = Text("The document is whole; nothing is kept.", style="green")
    return Shown(document, (facts, *personal_warning(unmarked_signs(product)), said))


def _kind_of(content: msgspec.Struct) -> str:
    return str(content.__struct_config__.tag)


def relation_of(text: str) -> Relation:
    """A relation as typed."""
    found = _relation.fullmatch(text)
    if found is None or found.group(1) not in RELATIONS:
        known = ", ".join(RELATIONS)
        raise MalformedInput(f"a relation is KIND=ID/VERSION, of {known}", place="--relation")
    kind, product, version = found.groups()
    relation = {"kind": kind, "product": product, "version": int(version or 1)}
    return canonical.read(msgspec.json.encode(relation), Relation, place="--relation")
