"""Laws of products and of what is taken in: one spelling each, nothing lost, no foreign error."""

import json
from pathlib import Path

import pyais
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.hostile_documents import gone_wrong

from accordant import canonical
from accordant.adapters import ais_file, geojson_file, stix_file
from accordant.adapters.attachment_file import attachment
from accordant.errors import AccordantError, MalformedInput, OfficerError
from accordant.model.product import Product

VECTORS = Path(__file__).parents[1] / "vectors/product"
GOOD = [
    json.loads(file.read_text(encoding="utf-8"))["document"].encode()
    for file in sorted(VECTORS.glob("good-*.json"))
]

GEOJSON = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "LineString", "coordinates": [[129.5, 37.5], [129.6, 37]]},
                "properties": {"name": "a", "times": ["2018-05-01T09:00:00Z", None], "mmsi": 1},
            },
            {
                "type": "Feature",
                "geometry": {"type": "Polygon", "coordinates": [[[1, 1], [1, 2], [2, 2], [1, 1]]]},
                "properties": {"taken": "2018-05-01T09:00:00Z", "sensor": "radar"},
            },
        ],
    }
).encode()
STIX = json.dumps(
    {
        "type": "bundle",
        "objects": [
            {
                "type": "indicator",
                "spec_version": "2.1",
                "id": "indicator--4e78f46f-a023-4e5f-bc24-71b3ca22ec29",
                "created": "2016-04-06T20:03:48.000Z",
                "modified": "2016-04-06T20:03:48.000Z",
                "pattern": "[domain-name:value = 'example.invalid']",
                "pattern_type": "stix",
                "valid_from": "2016-01-01T00:00:00Z",
                "confidence": 50,
                "object_marking_refs": [],
            }
        ],
    }
).encode()

(SENTENCE,) = pyais.encode_dict({"type": 1, "mmsi": 1, "lat": 1.0, "lon": 1.0}, talker_id="AI")


@given(st.sampled_from(GOOD).flatmap(gone_wrong))
def test_a_product_has_one_spelling_or_is_refused(document):
    for parse in (canonical.parse, canonical.read):
        try:
            product = parse(document, Product)
        except MalformedInput:
            continue
        spelled = canonical.encode(product)
        assert canonical.encode(canonical.parse(spelled, Product)) == spelled
        assert parse is canonical.read or spelled == document


def rows(read, data):
    """How many rows a report has, or None where the file is refused whole."""
    try:
        report = read(data, "some")
    except OfficerError:
        return None
    for item in report.accepted:
        assert canonical.encode(item.content)
    assert len({item.key for item in report.accepted}) == len(report.accepted)
    assert len({row.place for row in report.refused}) == len(report.refused)
    return report.rows


@pytest.mark.parametrize("read", [geojson_file.read, ais_file.read, stix_file.read])
@given(data=st.binary(max_size=200))
def test_noise_raises_no_foreign_error(read, data):
    rows(read, data)


@given(gone_wrong(GEOJSON))
def test_places_gone_wrong_are_refused_by_their_place(data):
    rows(geojson_file.read, data)


@given(gone_wrong(STIX))
def test_bundles_gone_wrong_are_refused_by_their_place(data):
    rows(stix_file.read, data)


payloads = st.text("".join(map(chr, range(0x30, 0x78))), max_size=80)
bodies = st.builds(
    lambda parts, part, sequence, payload, fill: f"AIVDM,{parts},{part},{sequence},A,{payload},{fill}",
    st.integers(1, 3), st.integers(1, 3), st.sampled_from(["", "1"]), payloads, st.integers(0, 5),
)  # fmt: skip


def signed(body):
    check = 0
    for letter in body:
        check ^= ord(letter)
    return f"!{body}*{check:02X}"


@given(st.lists(bodies.map(signed) | st.just(SENTENCE) | st.text(max_size=20), max_size=8))
def test_every_line_is_in_a_track_or_refused(lines):
    data = "\n".join(lines).encode()
    counted = rows(ais_file.read, data)
    assert counted is None or counted == len(data.decode("ascii").splitlines())


starts = st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"%PDF-1.4\n", b""])


@given(starts, st.binary(max_size=300), st.booleans())
def test_a_file_that_is_noise_is_taken_whole_or_refused(start, data, strip):
    try:
        made = attachment("a", start + data, strip=strip)
    except AccordantError:
        return
    assert strip or made.data == start + data
