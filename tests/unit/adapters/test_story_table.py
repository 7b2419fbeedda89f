"""The reader of story tables: exact instants, and every fault told with file and line."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant.adapters import story_table
from accordant.errors import MalformedInput, Oversized
from accordant.model.fact import fault_of
from accordant.model.instant import parse_instant

TABLE = """\
format = "accordant/story/1"

[source]
yonhap = "Yonhap, 23 Aug 2019"
memory = "from memory"

[[fact]]
name = "notice"
kind = "notice-delivered"
instrument = "jpn-kor-gsomia-2016"
party = "KOR"
channel = "diplomatic"
at = "2019-08-23T15:30+09:00"
precision = "hour"
zone = "Asia/Seoul"
source = ["yonhap", "memory"]
confidence = "reported"

[[fact]]
name = "suspension"
kind = "notice-suspended"
instrument = "jpn-kor-gsomia-2016"
party = "KOR"
channel = "diplomatic"
of = "notice"
at = "2019-11-22T18:00:30+09:00"
zone = "Asia/Seoul"
learnt = "2019-11-23"
source = ["yonhap"]
confidence = "reported"

[[fact]]
name = "talks"
kind = "happened"
instrument = "jpn-kor-gsomia-2012"
words = "Talks."
at = "2011-01"
zone = "Asia/Tokyo"
source = ["memory"]
confidence = "memory"
"""


def test_facts_stand_in_order_of_time_and_are_exact():
    talks, notice, suspension = story_table.parse(TABLE, "t.toml")
    assert (talks.at, talks.precision) == (parse_instant("2011-01-01T00:00+09:00"), "month")
    assert (notice.at, notice.precision) == (parse_instant("2019-08-23T15:30+09:00"), "hour")
    assert notice.source == "Yonhap, 23 Aug 2019; from memory"
    assert suspension.at == parse_instant("2019-11-22T18:00:30+09:00")
    assert suspension.precision == "second"
    assert suspension.learnt == parse_instant("2019-11-23T00:00+09:00")


@pytest.mark.parametrize(
    ("stamp", "first", "precision"),
    [
        ("2011", "2011-01-01T00:00+09:00", "year"),
        ("2011-03", "2011-03-01T00:00+09:00", "month"),
        ("2011-03-11", "2011-03-11T00:00+09:00", "day"),
        ("2011-03-11T14:46+09:00", "2011-03-11T14:46+09:00", "minute"),
        ("2011-03-11T14:46:24+09:00", "2011-03-11T14:46:24+09:00", "second"),
    ],
)
def test_a_stamp_is_as_precise_as_it_is_written(stamp, first, precision):
    table = TABLE.replace('at = "2011-01"', f'at = "{stamp}"')
    fact = story_table.parse(table, "t.toml")[0]
    assert (fact.at, fact.precision) == (parse_instant(first), precision)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('name = "notice"', 'name = "notice"\ncolour = "red"', 7),
        ('name = "notice"', 'name = "notice"\nformat = "accordant/fact/1"', 9),
        ('name = "notice"\n', "", 7),
        ('kind = "notice-delivered"', 'kind = "noticed"', 9),
        ('kind = "notice-delivered"', "kind = 3", 9),
        ('party = "KOR"', 'party = "Seoul"', 11),
        ('party = "KOR"\n', "", 7),
        ('channel = "diplomatic"\n', "", 7),
        ("15:30+09:00", "15:30+08:30", 13),
        ("15:30+09:00", "15:30Z", 13),
        ("15:30+09:00", "15:30", 13),
        ("15:30+09:00", "25:30+09:00", 13),
        ("T15:30+09:00", " 15:30+09:00", 13),
        ('at = "2019-08-23T15:30+09:00"', "at = 2019-08-23T15:30:00+09:00", 13),
        ('at = "2019-08-23T15:30+09:00"', 'at = "2019-08-23"', 13),
        ('precision = "hour"', 'precision = "minute"', 14),
        ('precision = "hour"', 'precision = "day"', 14),
        ('zone = "Asia/Seoul"', 'zone = "Asia/Nowhere"', 15),
        ('zone = "Asia/Seoul"', 'zone = "KST"', 15),
        ('zone = "Asia/Seoul"\n', "", 7),
        ('source = ["yonhap", "memory"]', 'source = ["kyodo"]', 16),
        ('source = ["yonhap", "memory"]', "source = []", 16),
        ('source = ["yonhap", "memory"]', 'source = "yonhap"', 16),
        ('confidence = "reported"\n', "", 7),
        ('confidence = "reported"', 'confidence = "certain"', 17),
        ('name = "suspension"', 'name = "notice"', 20),
        ('of = "notice"', 'of = "note"', 25),
        ('of = "notice"', 'of = "suspension"', 25),
        ('of = "notice"\n', "", 19),
        ('learnt = "2019-11-23"', 'learnt = "2019-11-31"', 28),
        ('learnt = "2019-11-23"', 'effect = "1899-11-30"', 28),
        ('at = "2011-01"', 'at = "2011-13"', 37),
        ('at = "2011-01"', 'at = "11-01"', 37),
        ('words = "Talks."', 'words = "Talks.\\u001b"', 36),
        ("story/1", "story/2", 1),
        ('yonhap = "Yonhap, 23 Aug 2019"', 'yonhap = ""', 3),
        ("[source]", "[source", 3),
        ('name = "talks"', "name = ", 33),
        ('confidence = "memory"', "confidence = " + "9" * 5000, 40),
    ],
)
def test_a_wrong_table_is_refused_with_file_and_line(old, new, line):
    assert old in TABLE
    with pytest.raises(MalformedInput) as refused:
        story_table.parse(TABLE.replace(old, new, 1), "t.toml")
    assert refused.value.place == f"t.toml:{line}"


def test_a_fact_acts_on_one_of_its_own_instrument():
    foreign = TABLE.replace("jpn-kor-gsomia-2016", "jpn-usa-gsomia-2007", 1)
    with pytest.raises(MalformedInput, match="another instrument"):
        story_table.parse(foreign, "t.toml")


def test_sources_that_are_too_long_together_are_refused_where_they_are_named():
    long = TABLE.replace("Yonhap, 23 Aug 2019", "Y" * 300).replace("from memory", "m" * 300)
    with pytest.raises(MalformedInput, match="too long together") as refused:
        story_table.parse(long, "t.toml")
    assert refused.value.place == "t.toml:16"


def test_a_fact_may_act_on_one_that_is_recorded_already(tmp_path):
    head, notice, suspension, _ = TABLE.split("[[fact]]")
    recorded = story_table.parse(f"{head}[[fact]]{notice}", "t.toml")
    own = tmp_path / "own.toml"
    own.write_text(f"{head}[[fact]]{suspension}")
    with pytest.raises(MalformedInput) as refused:
        story_table.read_file(own)
    assert refused.value.place == "own.toml:13"
    assert [fact.name for fact in story_table.read_file(own, recorded)] == ["suspension"]


def test_a_file_that_cannot_be_read_is_told_plainly(tmp_path):
    with pytest.raises(MalformedInput, match="cannot be read"):
        story_table.read_file(tmp_path / "absent.toml")
    odd = tmp_path / "odd.toml"
    odd.write_bytes(b"\xff")
    with pytest.raises(MalformedInput, match="not UTF-8"):
        story_table.read_file(odd)
    odd.write_bytes(b"#" * (story_table.SIZE_MAX + 1))
    with pytest.raises(Oversized):
        story_table.read_file(odd)


VALUES = st.sampled_from(
    ["3", "1e400", "[]", "{}", '""', '"9999-12-31"', '"0000"', "2019-08-23", "nan", "true",
     '"2019-08-23T24:00+09:00"', '"Asia/"', '"../../etc"', '"\\u0000"', "[[1]]", '"notice"']
)  # fmt: skip


@given(st.integers(0, len(TABLE.splitlines()) - 1), VALUES, st.booleans())
def test_whatever_a_field_holds_only_our_own_error_arises(number, value, twice):
    """A field of any line given another value, or any line written twice."""
    lines = TABLE.splitlines()
    key, separator, _ = lines[number].partition(" = ")
    if twice or not separator:
        lines.insert(number, lines[number])
    else:
        lines[number] = f"{key} = {value}"
    try:
        facts = story_table.parse("\n".join(lines), "t.toml")
    except MalformedInput as refused:
        place, facts = refused.place, ()
    else:
        place = "t.toml"
    assert place.startswith("t.toml")
    assert all(not fault_of(fact) for fact in facts)


@given(st.text(max_size=60), st.integers(0, len(TABLE)), st.integers(0, 40))
def test_whatever_stands_in_a_table_only_our_own_error_arises(text, at, without):
    with suppress(MalformedInput):
        story_table.parse(TABLE[:at] + text + TABLE[at + without :], "t.toml")
