"""Whether a text is in force, asked without a node."""

import pytest
from msgspec.structs import replace

from accordant.adapters import story_table
from accordant.api.instruments import TEXT_SIZE_MAX, in_force, read_file, read_packaged
from accordant.errors import (
    InstrumentTextError,
    MalformedInput,
    Oversized,
    UnknownInstrument,
)
from accordant.model.instant import parse_instant

PACT = read_packaged("jpn-kor-gsomia-2016")
MIDNIGHT = parse_instant("2019-11-23T00:00+09:00")


def test_the_day_it_entered_into_force():
    first = parse_instant("2016-11-23T00:00+09:00")
    assert in_force(PACT, first)
    assert not in_force(PACT, first - 1)
    assert in_force(PACT, first - 1).article == "21(1)"


def test_without_facts_nothing_is_in_force():
    assert not in_force(PACT, MIDNIGHT, facts=())


def test_what_is_unknown_is_not_in_force():
    """Two parties that read its last day otherwise: a person decides."""
    facts = [each for each in story_table.load() if each.kind != "notice-suspended"]
    asked = in_force(PACT, MIDNIGHT, facts=facts, known_at=MIDNIGHT)
    assert asked.force in ("unknown", "not-in-force")
    assert not replace(asked, force="unknown")


def test_facts_of_another_text_do_not_count():
    foreign = [replace(each, instrument="other") for each in story_table.load()]
    assert not in_force(PACT, MIDNIGHT, facts=foreign)


def test_a_party_that_is_none_is_refused():
    with pytest.raises(MalformedInput, match="no party"):
        in_force(PACT, MIDNIGHT, party="AUS")


def test_an_order_has_no_force_of_its_own():
    with pytest.raises(MalformedInput, match="is an order"):
        in_force(read_packaged("kor-order-launch-reports"), MIDNIGHT)


def test_a_text_that_is_not_packaged_is_named_with_those_that_are():
    with pytest.raises(UnknownInstrument) as refused:
        read_packaged("../jpn-kor-gsomia-2016")
    assert "jpn-kor-gsomia-2016" in refused.value.hint


def test_a_file_is_read_whole_or_refused_with_its_name(tmp_path):
    path = tmp_path / "mine.md"
    with pytest.raises(MalformedInput) as missing:
        read_file(path)
    assert missing.value.place == str(path)
    path.write_bytes(b"x" * (TEXT_SIZE_MAX + 1))
    with pytest.raises(Oversized):
        read_file(path)
    path.write_text("# no front matter\n")
    with pytest.raises(InstrumentTextError) as refused:
        read_file(path)
    assert refused.value.place.startswith(f"{path}:")
