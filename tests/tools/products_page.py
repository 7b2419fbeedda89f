"""Writes docs/products.md from the vocabulary; `make pages` runs it, a test compares."""

from __future__ import annotations

from accordant.adapters.ais_file import LINES_MAX, PARTS_WAIT
from accordant.adapters.attachment_file import PAGES_MAX, PIXELS_MAX
from accordant.adapters.geojson_file import FEATURES_MAX, LINE_NAMES, RING_NAMES
from accordant.adapters.stix_file import OBJECTS_MAX
from accordant.adapters.strict_json import VALUES_MAX
from accordant.entrypoints.cli.intake import FILE_BYTES_MAX
from accordant.envelope.seal import PRODUCT_SIZE_MAX
from accordant.model.contents.attachment import ATTACHMENT_BYTES_MAX
from accordant.model.contents.cyber_report import INDICATORS_MAX
from accordant.model.contents.enclosure import ENCLOSURE_BYTES_MAX, ENCLOSURES_MAX
from accordant.model.contents.imagery import RING_MAX
from accordant.model.contents.track import POINTS_MAX
from accordant.model.product import PORTIONS_MAX, REACHED_MAX, RELATIONS_MAX
from accordant.model.vocabulary import TABLES

HEAD = """# Products

The tables and bounds are made from `src/accordant/model/vocabulary.py` and the code by `make pages`; a
test compares the two.

A product is a document: what it is, whose, how it is marked, and its portions, each with a marking of
its own, subjects and a discipline. `accordant product new` begins one with every field there, `product
check` looks at it, `product add` seals and keeps it. The two formats and why:
[decision record 15](adr/0017-two-formats-of-products.md).

- **Unknown is said, never left out.** A time that is not known is `null` or `unknown`; no position, time
  or figure is made up, also not at import.
- **No number is a float.** Positions and figures are decimal text; course and speed are whole tenths of a
  degree and of a knot; an accuracy is whole metres.
- **The product stands for its portions.** Its level is at least that of every portion by the tables of the
  texts held, and may be higher, since together they may say more; every caveat and subject of a portion
  is the product's too. Release is decided by these.
- Refused as at odds with itself: an empty portion, two lists of who may have it, a relation named twice, an item
  both corrected and retracted, a level its nation's terms have not, and what is made from an item with a caveat
  that binds and does not bear it.
- **The words are closed.** A word that is not below is refused where an item is written. In one that
  arrives it stays, and no list of an instrument or order covers it unless it names it, so it never opens
  anything; a purpose or caveat that no order names goes to a person.

- **Personal data are named by whoever writes.** `product check`, `product new` and `product add` warn where a
  name beside its field, an e-mail address, or a telephone, passport or resident number stands in an item
  without the caveat `personal-data`; the warning says where, never what, and decides nothing. With the
  caveat only an order that admits it by name covers the item.

## Relations

`corrects` and `retracts` name an own item; whoever has both sees it in `inbox` and `show`, and the earlier
item stays where it is. `derived-from`, `translated-from` and `quotes` bring along the rules of everybody
whose information is in the item: `reached` names each originator with the item its information came in,
all the way back, written out when the item is written. Each must consent before the item goes to a third
party, for its own item, under the instrument that came under. A relation to an item that is not held here,
or that lies in quarantine, is refused: nobody could say whose rules it brings.

The recipient reads `reached` from the item. A document that names an item of another state in such a
relation and not among those reached is refused, by every node.

## Precision

An order may let go nothing finer than a `precision` it states, and an item finer than that is made coarser
before it leaves. Values lie on steps that nest, so that two versions laid together tell no more than the finer
one ([decision record 21](adr/0021-coarser-by-steps-that-nest.md)).

| Asked | What goes |
|---|---|
| `time`, in seconds | the beginning of a step no shorter, in UTC; of a track one position to a step |
| `place`, in metres | the middle of a cell no narrower, without the name of the place; of a footprint the rectangle of its cells; of a track that leaves its cell at most five positions |
| `track`, in seconds | positions no closer in time, without course and speed |
| `resolution`, in centimetres | how fine a picture was, told no better; the picture itself is left out |

Prose and indicators go only where the author says how fine the words of the item are. Without that, lines
such as a ship's name are left empty. A file never goes. A portion that cannot be made coarse enough for certain
is left out. MMSI and IMO numbers stay: a ship's own AIS may give its place.

## Versions

`accordant product edit` writes the next version of an own item. Without options the newest version opens in
the editor that `VISUAL` or `EDITOR` names; with options, spelt as those of `product new`, no editor opens, and
a portion that bore the product's marking or subjects follows it. What comes of it is checked as by `product
check` and kept whole, or refused with place and reason, and the store has nothing of it. A document refused
waits in the home under `edits/`, readable for its owner alone, and the next `product edit` goes on with it; once
kept or given up (`--afresh`) it is unlinked, which is not overwritten. Files stand in it by their digest and
stay as they are; `--attach` adds one.

- **What was corrected or taken back goes by no order**: a person decides anew, and an approval given before it
  counts no more ([docs/decision.md](decision.md), 2a).
- **The next version corrects every version before it**, as far as relations fit, so whoever holds any of them
  sees that there is a later. It is always of the second format.
- **What the former reached stays reached**, also when a relation is taken away: the words may still be theirs.
  An item free of another's information is begun anew with `product new`.
- **Of two who edit at once the second is refused**, and nothing of the first is lost.
- A later version is another item to whoever releases, consents, approves or designates; nothing given for the
  former holds for it.

`accordant product diff ONE OTHER` shows what is another between two versions (`KOR-4f2k9/1`), items, register
numbers or files; of one item named alone, between its two newest versions. Portions are compared one by one
in whatever order they stand: one that only stands elsewhere is moved, one changed is paired with the one it
most likely was. Marking, subjects, discipline and each field are told; of a file its name, type, size and
digest, never its bytes. What is compared was read: the node's own log has it for each item held, and what lies
in quarantine is not compared.

## Attachments

PNG, JPEG and PDF, known by their first bytes, never by a name. A file travels whole, with its SHA-256, or
not at all. A small one stands in the document; a larger one, or one for which the document has no room left,
is enclosed: `product new --attach` puts it into the folder `report.json.files` beside `report.json`, `product
add` seals it from there in chunks, and the recipient fetches them ([the format](protocol/enclosure.md)). Take
document and folder along together, and delete both when the item is kept: they are plain.

The words of an item are read as soon as it is registered; `product show` says how much of each enclosed file is
here, `--wait` waits for the rest with a bar, and `--save` writes all files or none. A warning never waits for
a file, and the receipt does: until it comes, the other side has not got the whole. An item goes on to a third
party only when all of it is here. `product edit` takes the enclosed files along and seals them anew.

A file that only begins like its type, was cut short, or opens to too much (more than 50 million dots, 500
pages, 64 MiB on all pages) is refused where it is attached, and where a document with it is checked or added.
What a font or a picture inside a PDF unpacks to is not looked at, nor an encrypted PDF unless it is stripped. What
arrives from a partner is not opened.

`--strip` takes the metadata away: a picture is drawn anew from its dots, turned as it is
shown (a JPEG loses a little); a PDF is written anew from its pages, without document information, XMP,
embedded files, annotations, forms and actions. The result is read again and refused if anything is left.
What is drawn on a page or in a picture stays, and so does what a font or an image inside a PDF carries. At most
two copies of a picture's dots are in memory meanwhile: 0.4 GB for the largest picture taken.

## What each ally gets

An item goes as it is or, where it may not, in a version made at home for that recipient alone. What may be
made of it its author says in a [release plan](protocol/release-plan.md), kept sealed beside the item:
`accordant product plan new` begins one with the item's portions and relations by number, `plan check` looks
at it, `plan set` or `product add --plan` keeps it. A plan allows nothing by itself.

The choice, in this order: the item itself; the item made coarser where an order asks for that; the tear line
for the recipient, then that for everybody; the portions that may go; else nothing, and a person decides. Each
version is a product of its own and decided as that, at release and again when it leaves.

- **A tear line** is text its author wrote for release. A report from a person goes by one, or by a person's yes,
  and in no other way. It leaves its item's relations behind only where its author says that it draws on none.
- **Of portions** those stay that may go alone, each under its own marking; level, caveats and subjects of the
  version are theirs, and nothing is said of the rest. A *placeholder*, only where the plan allows it, says that
  something was left out, neither how much nor of which level. Where the item stands above all its portions,
  together they say more than each, and none goes by itself.
- **Caveats of the item** that no portion bears bind whatever is made of it. Beside a report from people, a portion
  goes only where its discipline is certain.
- **A version rests on today's plan.** It is made once more when it leaves; where plan, item or originators would
  make another, it is held (`plan-changed`).
- **What a portion draws on** is all the item's relations unless the plan says otherwise: their originators keep
  their rule on it.
- **The version's identifier** is drawn at random and says nothing of the item's. Its numbers count for this
  recipient alone, without gaps; what says the same as the newest is made once and sent once. A retraction is
  always news.
- **Relations** name an item as the recipient knows it, and are left out where the recipient has not got it.

`product preview --to` shows exactly what the recipient opens, with banner and portion marks and the padded
size, and apart from it what stays at home and why; that the item was read is recorded. `product version --to`
makes the version that a person may then `approve` by its own identifier; `approve` of the item itself sends
the item. `release --whole` sends the item or nothing.

| Said | Why nothing goes in the place of an item |
|---|---|
| no plan | its author has not said what may be made of it |
| whole or not at all | its author says so in the plan |
| none of its portions may go | each is withheld or referred; the preview says by which sentence |
| together more than each | the item stands above all its portions, or no level stands above the others |
| may not go either | what the plan makes is itself withheld or referred |

## Other formats

Every row is accepted or refused. Where an accepted one cannot be kept (it does not fit one product, or a word is
not in the vocabulary), nothing of the file is.

| Command | Reads | One product for each | Refused, with place and reason |
|---|---|---|---|
| `import geojson` | RFC 7946, WGS 84 only | line or point (track), polygon (imagery with footprint) | other geometries, holes, positions off the globe, times that do not fit |
| `import ais` | NMEA 0183 sentences of ITU-R M.1371 | ship | wrong checksum, missing part, messages that are no ship's position, positions not available |
| `import stix` | bundles of STIX 2.1 | object that reports | objects with a marking beyond TLP:CLEAR, revoked, not valid or without what the standard requires, or of a type that says nothing alone |

Level, subjects and purpose are those of the officer who imports. Nothing a file says of itself lowers
them. Importing the same file again adds nothing.

"""


def page() -> str:
    """The whole page."""
    lines, rings = (
        ", ".join(f"`{name}`" for name in sorted(names)) for names in (LINE_NAMES, RING_NAMES)
    )
    read = (
        f"Of a feature's properties {lines} are read, and of a polygon's {rings}; of AIS messages the "
        "types 1, 2, 3, 18,\n19 and 27. What else there is stays in the file, and the report says "
        "so.\n\n"
    )
    parts = [HEAD, read, "## Bounds\n\n| What | At most |\n|---|---|\n"]
    bounds = {
        "a product, sealed": f"{PRODUCT_SIZE_MAX} bytes",
        "portions": PORTIONS_MAX,
        "relations; originators reached": f"{RELATIONS_MAX}; {REACHED_MAX}",
        "an attachment in the document": f"{ATTACHMENT_BYTES_MAX} bytes",
        "an enclosed file; of one item": f"{ENCLOSURE_BYTES_MAX} bytes; {ENCLOSURES_MAX}",
        "dots of a picture, pages of a PDF, to be stripped": f"{PIXELS_MAX}; {PAGES_MAX}",
        "positions of a track; of a ring": f"{POINTS_MAX}; {RING_MAX}",
        "indicators": INDICATORS_MAX,
        "an imported file": f"{FILE_BYTES_MAX} bytes",
        "features; lines; objects": f"{FEATURES_MAX}; {LINES_MAX}; {OBJECTS_MAX}",
        "values of a GeoJSON or STIX file": VALUES_MAX,
        "lines between the parts of an AIS message": PARTS_WAIT,
    }
    parts += [f"| {what} | {most} |\n" for what, most in bounds.items()]
    for name, table in TABLES.items():
        parts.append(f"\n## {name.capitalize()}\n\n")
        parts.append("| Word | English | 한국어 | 日本語 | Source |\n|---|---|---|---|---|\n")
        parts += [
            f"| `{word}` | {each.en} | {each.ko} | {each.ja} | {each.source} |\n"
            for word, each in table.items()
        ]
    return "".join(parts)


if __name__ == "__main__":
    print(page(), end="")
