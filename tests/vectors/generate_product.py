"""Write the vectors of products: one whole product of every kind, and one failure in each other.

Run: PYTHONPATH=src python tests/vectors/generate_product.py

Nothing here draws randomness: written again, a vector has the same bytes. A vector that is there
is never changed or deleted (tests/vectors/product/README.md); what is new gets a new file.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from accordant import canonical
from accordant.model.contents.attachment import attachment_of
from accordant.model.contents.cyber_report import CyberReport, Indicator
from accordant.model.contents.enclosure import Enclosure
from accordant.model.contents.human_report import HumanReport
from accordant.model.contents.imagery import Imagery
from accordant.model.contents.missile_warning import MissileWarning
from accordant.model.contents.track import Track, TrackPoint
from accordant.model.instant import parse_instant
from accordant.model.marking import Marking
from accordant.model.product import (
    SECOND,
    Content,
    Figure,
    Launch,
    Portion,
    Product,
    Reached,
    Relation,
    Site,
    Text,
    When,
)
from accordant.model.reported import Point

FOLDER = Path(__file__).parent / "product"
NOW = parse_instant("2018-05-01T09:00:00+09:00")
LATER = parse_instant("2018-05-01T10:00:00+09:00")
WHEN = When("2018-05-01T09:00+09:00", "minute", "Asia/Seoul", NOW)
UNKNOWN = Figure("unknown")
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
RING = (Point("37.5", "129"), Point("37.6", "129"), Point("37.6", "129.1"), Point("37.5", "129"))

CONTENTS: dict[str, Content] = {
    "text": Text("An exercise; 연습; 演習."),
    "launch-report": Launch(WHEN, Site("Wonsan"), "unknown", "unknown", UNKNOWN, UNKNOWN),
    "human-report": HumanReport(WHEN, None, "F", "6", "unknown", "It was said.", ""),
    "imagery": Imagery(
        WHEN, "optical", "unknown", Figure("stated", "0.5", "m"), RING, "A berth, empty."
    ),
    "track": Track(
        "submarine",
        "unknown",
        (
            TrackPoint(None, "37.5", "129.25", None),
            TrackPoint(NOW, "-0.5", "-179.9999999", 500, 3599, 123),
        ),
    ),
    "missile-warning": MissileWarning(
        "preliminary", WHEN, RING[0], None, None, UNKNOWN, None, "unknown", "radar"
    ),
    "cyber-report": CyberReport(
        "unknown", "low", "Seen.", (Indicator("domain", "example.invalid", NOW),)
    ),
    "attachment": attachment_of("dot.png", PNG, "image/png"),
    "enclosure": Enclosure("scan.pdf", "application/pdf", 900_000, "a" * 64, "b" * 64),
}


def whole(kind: str) -> Product:
    """A product of the second format."""
    marking = Marking("KOR:II", ("eyes-only",))
    return Product(
        format=SECOND,
        product="KOR-exercise-1",
        kind="attachment" if kind == "enclosure" else kind,
        originators=("KOR",),
        marking=marking,
        marker="EXERCISE",
        precedence="routine",
        subjects=("dprk-missile", "maritime-track"),
        purpose="missile-defence",
        created=NOW,
        portions=(Portion(marking, CONTENTS[kind], ("dprk-missile",), "all-source"),),
        title="An exercise",
        valid_from=None,
        valid_until=LATER,
        relations=(
            Relation("derived-from", "JPN-exercise-7", 2),
            Relation("corrects", "KOR-exercise-0", 1),
        ),
        reached=(Reached("JPN", "JPN-exercise-7", 2), Reached("USA", "USA-exercise-3", 1)),
    )


def first() -> Product:
    """A product of the first format: exactly its own fields."""
    marking = Marking("KOR:III")
    return Product(
        product="KOR-exercise-1",
        kind="text",
        originators=("KOR",),
        marking=marking,
        marker="EXERCISE",
        precedence="routine",
        subjects=("dprk-missile",),
        purpose="dprk-missile-threat",
        created=NOW,
        portions=(Portion(marking, Text("An exercise.")),),
    )


Change = tuple[str, str, list[Any], Any]
"""Why it is refused, of which kind the product was, where it is changed, to what (None: gone)."""

CONTENT = ["portions", 0, "content"]
POINT = [*CONTENT, "points", 0]
MALFORMED: dict[str, Change] = {
    "format_later": ("a later format", "text", ["format"], "accordant/product/3"),
    "title_missing": ("the second format has a title", "text", ["title"], None),
    "validity_missing": ("and a validity", "text", ["valid_until"], None),
    "relations_missing": ("and relations", "text", ["relations"], None),
    "reached_missing": ("and who is reached", "text", ["reached"], None),
    "portion_without_subjects": ("a portion has subjects", "text", ["portions", 0, "subjects"], None),
    "portion_without_discipline": (
        "a portion has a discipline", "text", ["portions", 0, "discipline"], None,
    ),
    "portion_of_another_subject": (
        "a subject of a portion is one of the product", "text", ["portions", 0, "subjects"], ["terrorism"],
    ),
    "validity_over_before_it_begins": ("a validity has an end", "text", ["valid_until"], NOW - 1),
    "originator_reached_left_out": (
        "an item derived from another's says whose", "text", ["reached"],
        [{"originator": "USA", "product": "USA-exercise-3", "version": 1}],
    ),
    "reached_in_another_version": (
        "the version counts", "text", ["reached"],
        [{"originator": "JPN", "product": "JPN-exercise-7", "version": 1}],
    ),
    "derived_from_itself": (
        "nothing is derived from itself", "text", ["relations", 0, "product"], "KOR-exercise-1",
    ),
    "retracts_anothers": ("only its originator retracts", "text", ["relations", 0, "kind"], "retracts"),
    "relation_unknown": ("a relation outside the list", "text", ["relations", 0, "kind"], "cites"),
    "kind_of_portion_unknown": ("a kind outside the list", "text", [*CONTENT, "kind"], "video"),
    "reliability_unknown": ("A to F", "human-report", [*CONTENT, "reliability"], "G"),
    "credibility_as_number": ("a grade is text", "human-report", [*CONTENT, "credibility"], 6),
    "ring_open": ("a ring is closed", "imagery", [*CONTENT, "footprint", 3, "latitude"], "37.51"),
    "ring_of_three": ("a ring has four positions", "imagery", [*CONTENT, "footprint", 1], None),
    "latitude_beyond_the_pole": ("90 at most", "track", [*POINT, "latitude"], "90.1"),
    "latitude_as_number": ("a position is text", "track", [*POINT, "latitude"], 37),
    "latitude_with_leading_zero": ("one spelling", "track", [*POINT, "latitude"], "037.5"),
    "latitude_too_fine": ("seven decimals", "track", [*POINT, "latitude"], "37.12345678"),
    "longitude_beyond": ("180 at most", "track", [*POINT, "longitude"], "180.5"),
    "course_whole_circle": ("below 360 degrees", "track", [*POINT, "course"], 3600),
    "accuracy_negative": ("a radius", "track", [*POINT, "accuracy"], -1),
    "time_left_out": ("unknown is said", "track", [*POINT, "at"], None),
    "time_goes_back": ("in the order of time", "track", [*POINT, "at"], LATER),
    "no_position": ("a track has positions", "track", [*CONTENT, "points"], []),
    "mmsi_short": ("nine digits", "track", [*CONTENT, "mmsi"], "44012345"),
    "picture_not_there": (
        "a picture named is an attachment", "imagery", [*CONTENT, "picture"], "ab" * 32,
    ),
    "warning_status_unknown": ("a status", "missile-warning", [*CONTENT, "status"], "perhaps"),
    "no_missile": ("at least one, or unknown", "missile-warning", [*CONTENT, "missiles"], 0),
    "indicator_unknown": (
        "a type outside the list", "cyber-report", [*CONTENT, "indicators", 0, "type"], "phone",
    ),
    "indicator_with_escape": (
        "what could steer a screen", "cyber-report", [*CONTENT, "indicators", 0, "value"], "a\u001b[2J",
    ),
    "attachment_of_another_type": (
        "its first bytes say what it is", "attachment", [*CONTENT, "media"], "image/jpeg",
    ),
    "attachment_not_whole": (
        "its digest says what it is", "attachment", [*CONTENT, "data"],
        base64.b64encode(PNG[:-1]).decode(),
    ),
    "enclosure_too_large": (
        "16 MiB is the most", "enclosure", [*CONTENT, "size"], 16 * 1024 * 1024 + 1,
    ),
    "enclosure_of_another_type": (
        "the types are closed", "enclosure", [*CONTENT, "media"], "image/gif",
    ),
    "enclosure_sealed_to_nothing": (
        "a digest or nothing", "enclosure", [*CONTENT, "sealed"], "b" * 63,
    ),
    "attachment_named_by_path": ("a name is no path", "attachment", [*CONTENT, "name"], "../dot.png"),
}  # fmt: skip


def changed(product: Product, path: list[Any], value: Any) -> bytes:
    """The canonical document with one place set, or taken away where the value is None."""
    document = json.loads(canonical.encode(product))
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return spelled(document)


def spelled(document: dict[str, Any]) -> bytes:
    """A document in its one spelling, also one that no writer of ours would write."""
    return canonical.encode(document)


def write(name: str, expect: str, why: str, document: bytes) -> None:
    """One vector: the document as text, and the digest of its bytes."""
    vector = {
        "expect": expect,
        "why": why,
        "document": document.decode(),
        "digest": canonical.digest_of_bytes(document),
    }
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(vector, indent=1, ensure_ascii=False) + "\n"
    (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


def main() -> None:
    for kind in CONTENTS:
        document = canonical.encode(whole(kind))
        write(f"good-{kind}", "ok", f"a product of kind {kind}", document)
    write("good-first", "ok", "a product of the first format", canonical.encode(first()))
    for name, (why, kind, path, value) in MALFORMED.items():
        write(f"malformed-{name}", "malformed-input", why, changed(whole(kind), path, value))
    later = changed(first(), ["title"], "A title")
    write("malformed-first_with_title", "malformed-input", "a field of the second", later)
    track = json.loads(canonical.encode(CONTENTS["track"]))
    later = changed(first(), CONTENT, track)
    write("malformed-first_with_track", "malformed-input", "a kind of the second", later)


if __name__ == "__main__":
    main()
