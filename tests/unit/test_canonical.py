"""The canonical form agrees with an independent implementation of RFC 8785 and is one spelling."""

from __future__ import annotations

import json
from typing import Annotated

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from accordant import canonical
from accordant.errors import MalformedInput, MalformedMessage

INTEGERS = st.integers(-canonical.INTEGER_MAX, canonical.INTEGER_MAX)
TEXT = st.text(max_size=12)  # no surrogates: neither implementation can write one
KEYS = TEXT | st.sampled_from(
    ["\uffff", "\U00010000", "\ud7ff", "é", "\U0010ffff", "", "\x7f", "z"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


class Sample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    data: bytes = b""
    count: int = 0
    table: dict[str, int] = {}


class Bounded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    count: Annotated[int, msgspec.Meta(ge=0, le=canonical.INTEGER_MAX)]


@given(VALUES)
def test_every_value_is_written_as_the_oracle_writes_it(value):
    assert canonical.encode(value) == rfc8785.dumps(value)


@given(VALUES)
def test_what_is_written_is_read_back_and_is_the_only_spelling(value):
    written = canonical.encode(value)
    assert canonical.parse(written, object) == value
    spaced = json.dumps(value, ensure_ascii=False).encode()
    if spaced != written:
        with pytest.raises(MalformedInput):
            canonical.parse(spaced, object)


def test_keys_beyond_the_basic_plane_are_sorted_by_utf16():
    assert (
        canonical.encode({"\uffff": 1, "\U00010000": 2}) == '{"\U00010000":2,"\uffff":1}'.encode()
    )


def test_text_beyond_the_basic_plane_in_a_value_does_not_disturb_a_struct():
    sample = Sample(name="\U00010000", data=b"\x00\xff", table={"\U00010000": 1, "\uffff": 2})
    assert canonical.parse(canonical.encode(sample), Sample) == sample


@given(st.builds(Sample, TEXT, st.binary(max_size=40), INTEGERS, st.dictionaries(KEYS, INTEGERS)))
def test_a_struct_is_written_as_the_oracle_writes_its_fields(sample):
    assert canonical.encode(sample) == rfc8785.dumps(msgspec.to_builtins(sample))
    assert canonical.parse(canonical.encode(sample), Sample) == sample


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        [float("inf")],
        2**53,
        {"a": -(2**53)},
        {"a": [{"b": 1.0}]},
        "\ud800",
        {1: "a"},
        object(),
        Sample(name="x", count=2**53),
    ],
)
def test_what_the_form_cannot_spell_is_refused(value):
    with pytest.raises(MalformedInput):
        canonical.encode(value)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"count": 0,"name":"a"}', "canonical"),
        (b'{"count":0,"name":"a"}\n', "canonical"),
        (b'{"name":"a","count":0}', "canonical"),
        (b'{"count":0,"name":"\\u0061"}', "canonical"),
        (b'{"count":0,"count":0,"name":"a"}', "canonical"),
        (b'{"count":-0,"name":"a"}', "canonical"),
        (b'{"count":00,"name":"a"}', ""),
        (b'{"count":1e2,"name":"a"}', "expected"),
        (b'{"count":1.0,"name":"a"}', "expected"),
        (b'{"count":"0","name":"a"}', "expected"),
        (b'{"count":9007199254740992,"name":"a"}', "expected"),
        (b'{"count":0,"extra":1,"name":"a"}', "unknown field"),
        (b'{"count":0}', "missing"),
        (b'{"count":0,"name":"\xff"}', ""),
        (b'{"count":0,"name":"\xed\xa0\x80"}', ""),
        (b'\xef\xbb\xbf{"count":0,"name":"a"}', ""),
        (b"", ""),
        (b"[" * 100_000, ""),
    ],
)
def test_another_spelling_is_refused_with_its_reason(data, reason):
    with pytest.raises(MalformedInput, match=rf"(?i){reason}"):
        canonical.parse(data, Bounded)


def test_base64_with_unused_bits_set_is_refused():
    written = canonical.encode(Sample(name="a", data=b"\x00"))
    assert b'"AA=="' in written
    with pytest.raises(MalformedInput):
        canonical.parse(written.replace(b"AA==", b"AB=="), Sample)


def test_a_partners_bytes_are_a_partners_error():
    with pytest.raises(MalformedMessage, match="leaf 7"):
        canonical.parse(b"{}", Sample, place="leaf 7", error=MalformedMessage)


def test_the_bound_is_on_bytes_and_is_named():
    with pytest.raises(MalformedInput, match="longer than 8 bytes"):
        canonical.parse(b'{"name":"a"}', Sample, size_max=8)


@given(st.binary(max_size=60) | st.text(max_size=30).map(str.encode))
def test_no_bytes_raise_anything_else(data):
    try:
        value = canonical.parse(data, object)
    except MalformedInput:
        return
    assert canonical.encode(value) == data
