"""Laws of the import: nothing is lost, nothing but an officer's error comes out."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from accordant.adapters.launch_file import report
from accordant.canonical import encode, parse
from accordant.errors import OfficerError
from accordant.model.product import Product
from accordant.operations.launches import Issue, product_of

ISSUE = Issue(originator="KOR", marker="TEST", precedence="routine", purpose="defence", created=0)
GOOD = {
    "date": "2017-03-05",
    "time": "22:34 (UTC)",
    "series": 1,
    "missile": "er-scud",
    "facility": "sohae",
    "landing": "sea-of-japan",
    "apogee": 260,
    "distance": "1000",
    "outcome": "success",
}

text = st.text(st.characters(exclude_categories=()), max_size=12)  # surrogates and controls too
words = st.sampled_from(["unknown", "na", "2017-02-30", "25:61 (UTC)", "2017", "success", "1e9"])
leaves = st.none() | st.booleans() | st.integers() | st.floats() | text | words
names = st.sampled_from([*GOOD, "timeBins", "data", "year", "glide", "description"]) | text
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=20,
)
nearly_rows = st.one_of(
    st.just(GOOD),
    st.builds(lambda name, value: {**GOOD, name: value}, names, anything),
    st.builds(lambda name: {key: GOOD[key] for key in GOOD if key != name}, names),
    anything,
)


def taken(data):
    """The report, or None where the whole file is refused; anything else fails the law."""
    try:
        return report(data, "some.json")
    except OfficerError:
        return None


@given(anything)
@example({"timeBins": [{"year": 2017, "data": [{**GOOD, "missile": "\ud800"}]}]})
def test_any_json_is_a_report_or_an_officer_s_error(value):
    taken(json.dumps(value).encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_a_report_or_an_officer_s_error(data):
    taken(data)


@given(st.lists(nearly_rows, max_size=8))
def test_accepted_and_refused_together_are_the_rows(rows):
    data = json.dumps({"timeBins": [{"year": 2017, "data": rows}]}).encode()
    found = report(data, "some.json")
    assert found.rows == len(rows)
    places = sorted([row.place for row in (*found.accepted, *found.refused)])
    assert places == [f"some.json, year 2017, row {n}" for n in range(1, len(rows) + 1)]
    assert sum(found.by_reason().values()) == len(found.refused)
    assert sum(found.by_precision().values()) == len(found.accepted)


@given(st.lists(nearly_rows, max_size=8))
def test_what_is_accepted_is_a_product_a_partner_can_read(rows):
    data = json.dumps({"timeBins": [{"year": 2017, "data": rows}]}).encode()
    for reported in report(data, "some.json").accepted:
        product = product_of(reported, ISSUE)
        assert parse(encode(product), Product) == product


@given(st.lists(st.just(GOOD), max_size=8), st.lists(nearly_rows, max_size=8))
def test_importing_twice_gives_the_same_identifiers_and_never_two_alike(good, rows):
    data = json.dumps({"timeBins": [{"year": 2017, "data": good + rows}]}).encode()
    first, again = (
        [product_of(row, ISSUE).product for row in report(data, file).accepted]
        for file in ("some.json", "other.json")
    )
    assert first == again
    assert len(set(first)) == len(first)


@pytest.mark.parametrize("opening", ["[", '{"timeBins":', '{"timeBins":[{"year":2017,"data":['])
def test_no_depth_of_nesting_is_a_traceback(opening):
    for depth in (1, 400, 990, 5_000, 200_000):
        closing = "".join({"[": "]", "{": "}"}[sign] for sign in reversed(opening) if sign in "[{")
        taken((opening * depth + "1" + closing * depth).encode())
