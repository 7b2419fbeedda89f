"""Places and tracks: what is taken, and why the rest is not."""

import json

import pytest

from accordant.adapters.geojson_file import FEATURES_MAX, read
from accordant.adapters.strict_json import VALUES_MAX
from accordant.errors import MalformedInput, Oversized
from accordant.model.contents.track import POINTS_MAX
from accordant.model.instant import parse_instant


def report(*features, **more):
    document = {"type": "FeatureCollection", "features": list(features)} | more
    return read(json.dumps(document).encode(), "places.geojson")


def feature(kind="Point", coordinates=(129.5, 37.5), **properties):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


RING = [[129, 37], [129, 38], [130, 38], [129, 37]]


def test_a_line_is_a_track_with_its_times_and_longitude_first():
    made = report(
        feature(
            "LineString", [[129.5, 37.5], [129.6, 37.6, 12]], name="Ship", domain="surface",
            times=["2018-05-01T09:00:00+09:00", None], accuracy_metres=50, mmsi="440123456",
        )
    )  # fmt: skip
    track = made.accepted[0].content
    assert [(each.latitude, each.longitude) for each in track.points] == [
        ("37.5", "129.5"),
        ("37.6", "129.6"),
    ]
    assert [each.at for each in track.points] == [parse_instant("2018-05-01T09:00:00+09:00"), None]
    assert (track.name, track.mmsi, track.points[0].accuracy) == ("Ship", "440123456", 50)


def test_what_is_not_stated_stays_unknown():
    track = report(feature()).accepted[0].content
    assert (track.domain, track.name, track.mmsi) == ("unknown", "unknown", "")
    assert (track.points[0].at, track.points[0].accuracy) == (None, None)


def test_a_polygon_is_a_footprint():
    imagery = report(feature("Polygon", [RING], taken="2018-05-01T09:00:00Z")).accepted[0].content
    assert len(imagery.footprint) == 4
    assert imagery.resolution.state == "unknown"


def test_what_is_finer_than_a_centimetre_is_rounded_and_the_rest_kept_as_written():
    made = report(feature(coordinates=[129.123456789, 37.5]))
    assert made.accepted[0].content.points[0].longitude == "129.1234568"
    made = read(b'{"type":"Feature","properties":null,"geometry":'
                b'{"type":"Point","coordinates":[1.290e2,37.50]}}', "f")  # fmt: skip
    assert made.accepted[0].content.points[0].longitude == "129.0"
    assert made.accepted[0].content.points[0].latitude == "37.50"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (feature(coordinates=[37.5, 129.1]), "a position is not on the globe"),
        (feature(coordinates=[37.5]), "a position has not two or three numbers"),
        (feature(coordinates=["37.5", "1"]), "a position is not of numbers"),
        (feature(coordinates=None), "a position has not two or three numbers"),
        (feature("MultiPoint", [[1, 2]]), "the geometry is no point, line or polygon"),
        (feature("Polygon", [RING, RING]), "the polygon has holes, or no ring"),
        (feature("Polygon", [RING[:3]]), "a field is outside its bounds: `$.footprint`"),
        (feature("Polygon", [[*RING[:3], [1, 1]]]), "the last position of a footprint is the first"),
        (feature("Polygon", [RING], sensor="eyes"), "a field is outside its bounds: `$.sensor`"),
        (feature("LineString", [[1, 1], [2, 2]], times=["x"]), "there are not as many times"),
        (feature(time="yesterday"), "a time is no date and time with an offset"),
        (feature("LineString", [[1, 1]], times=["never"]), "a time is no date and time"),
        (feature("LineString", [[1, 1]], times=[1]), "a time is not text"),
        (feature("LineString", [[1, 1]] * 2, time="2018-05-01T09:00:00Z"), "one time stands for"),
        (feature("LineString", [[1, 1]] * (POINTS_MAX + 1)), "the line has more than 500 positions"),
        (feature(accuracy_metres=-1), "accuracy_metres is not a whole number"),
        (feature(name=["a"]), "name is not text or a number"),
        (feature(time=5), "a time is not text"),
        (feature(mmsi="12"), "a field is outside its bounds: `$.mmsi`"),
        (feature(domain="space"), "a field is outside its bounds: `$.domain`"),
        ({"type": "Feature", "geometry": None}, "the feature has no geometry"),
        (7, "not a feature"),
        (feature(name="\ud800"), "a text holds half a character"),
    ],
)  # fmt: skip
def test_a_refused_feature_has_its_place_and_reason(row, reason):
    made = report(feature(), row)
    assert [each.place for each in made.refused] == ["places.geojson, feature 2"]
    assert made.refused[0].reason.startswith(reason)
    assert made.rows == 2


def test_other_properties_are_counted_not_read():
    assert report(feature(colour="red")).notes == ("1 other properties are not read",)


@pytest.mark.parametrize("document", [{}, {"type": "Point"}, [], {"type": "FeatureCollection"}])
def test_what_is_no_collection_is_refused_whole(document):
    with pytest.raises(MalformedInput):
        read(json.dumps(document).encode(), "f")


@pytest.mark.parametrize("data", [b"", b"\xff", b"[NaN]", b'{"a":1,"a":2}', b"[" * 200_000, b"[" * 99 + b"]" * 99])  # fmt: skip
def test_what_is_no_strict_json_is_refused_whole(data):
    with pytest.raises(MalformedInput):
        read(data, "f")


def test_another_reference_system_is_refused_whole():
    with pytest.raises(MalformedInput, match="another reference system"):
        report(feature(), crs={"type": "name"})


def test_there_are_bounds():
    with pytest.raises(Oversized):
        report(*[feature()] * (FEATURES_MAX + 1))
    with pytest.raises(Oversized):
        read(b" " * (16 * 1024 * 1024 + 1), "f")
    with pytest.raises(Oversized, match="values"):
        read(b"[" + b"[]," * (VALUES_MAX // 2) + b"[]]", "f")  # would fill the memory
