"""Cyber bundles: what is taken, what is refused; a marking is never taken lightly."""

import json

import pytest

from accordant.adapters.stix_file import FREE, OBJECTS_MAX, read
from accordant.errors import MalformedInput, Oversized

COMMON = {
    "spec_version": "2.1",
    "created": "2016-04-06T20:03:48.000Z",
    "modified": "2016-04-06T20:03:48.000Z",
}


def named(kind, **more):
    return {"type": kind, "id": f"{kind}--4e78f46f-a023-4e5f-bc24-71b3ca22ec29"} | COMMON | more


GROUP = named("intrusion-set", name="A group", description="One.\r\nTwo.\u0007", confidence=75)
SIGN = named(
    "indicator", pattern="[domain-name:value = 'example.invalid']", pattern_type="stix",
    valid_from="2016-01-01T00:00:00Z",
)  # fmt: skip
RED = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"


def report(*objects):
    bundle = {"type": "bundle", "id": "bundle--5d0092c5-5f74-4287-9642-33f4c354e56d"}
    return read(json.dumps(bundle | {"objects": list(objects)}).encode(), "bundle.json")


def test_a_group_is_an_actor_with_its_words_and_confidence():
    (item,) = report(GROUP).accepted
    assert (item.content.actor, item.content.confidence) == ("A group", "high")
    assert item.content.text == "One.\nTwo. "
    assert item.title == "A group"


def test_an_indicator_is_a_pattern_with_its_time_and_no_actor():
    (item,) = report(SIGN).accepted
    (indicator,) = item.content.indicators
    assert (indicator.type, indicator.first_seen) == ("pattern", 1_451_606_400_000)
    assert indicator.value == SIGN["pattern"]
    assert (item.content.actor, item.content.confidence) == ("unknown", "unknown")


def test_a_marking_that_limits_nothing_is_no_hindrance():
    assert len(report(GROUP | {"object_marking_refs": sorted(FREE)}).accepted) == 1


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (GROUP | {"object_marking_refs": [RED]}, "the object has a marking that limits it"),
        (GROUP | {"object_marking_refs": [*FREE, RED]}, "the object has a marking that limits it"),
        (GROUP | {"object_marking_refs": [["a"]]}, "the object has a marking that limits it"),
        (GROUP | {"object_marking_refs": RED}, "the object is marked in parts"),
        (GROUP | {"granular_markings": [{}]}, "the object is marked in parts"),
        (named("relationship"), "an object of this type says nothing alone"),
        (named("x-unheard-of"), "an object of this type says nothing alone"),
        (7, "an object of this type says nothing alone"),
        ({"type": ["indicator"]}, "an object of this type says nothing alone"),
        (named("intrusion-set"), "the object is not valid STIX 2.1"),
        (GROUP | {"id": "intrusion-set--1"}, "the object is not valid STIX 2.1"),
        (SIGN | {"pattern": "[domain-name:value ="}, "the object is not valid STIX 2.1"),
        (SIGN | {"pattern_type": "yara"}, "the pattern is in another language than STIX"),
        (GROUP | {"revoked": True}, "the object was revoked by its creator"),
        (GROUP | {"name": {}}, "name is not text"),
        (GROUP | {"description": ["a"]}, "description is not text"),
        (GROUP | {"name": "\ud800"}, "a text holds half a character"),
        (GROUP | {"confidence": -1}, "confidence is not a whole number from 0 to 100"),
        (GROUP | {"confidence": 50.5}, "confidence is not a whole number from 0 to 100"),
        (GROUP | {"confidence": True}, "confidence is not a whole number from 0 to 100"),
        (
            SIGN | {"valid_from": "0001-01-01T00:00:00Z"},
            "the instant is outside the years 1900 to 2200",
        ),
    ],
)
def test_a_refused_object_has_its_place_and_reason(value, reason):
    made = report(GROUP, value)
    assert [(each.place, each.reason) for each in made.refused] == [
        ("bundle.json, object 2", reason)
    ]
    assert (made.rows, len(made.accepted)) == (2, 1)


@pytest.mark.parametrize(
    ("value", "name"),
    [(GROUP, each) for each in ("id", "created", "modified")]
    + [(SIGN, each) for each in ("id", "pattern", "pattern_type", "valid_from")],
)
def test_what_an_object_must_state_is_never_made_up(value, name):
    """The library draws an identifier, and takes the time of day for the time of an indicator."""
    left_out = {field: each for field, each in value.items() if field != name}
    assert [each.reason for each in report(left_out, value | {name: None}).refused] == [
        f"the object does not state its {name}",
        f"{name} is not text",
    ]


@pytest.mark.parametrize("data", [b'{"type":"bundle","x":' + b"1" * 5000 + b"}", b"", b"[]", b'{"type":"bundle"}', b'{"type":"report"}', b'{"type":"bundle","objects":{}}'])  # fmt: skip
def test_what_is_no_bundle_is_refused_whole(data):
    with pytest.raises(MalformedInput):
        read(data, "f")


def test_there_are_bounds():
    with pytest.raises(Oversized):
        report(*[{}] * (OBJECTS_MAX + 1))
