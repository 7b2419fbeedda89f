"""One bad label per failure: the code and the line are what the vector says, and never a release."""

import json
from pathlib import Path

import pytest

from accordant.adapters import terms_table
from accordant.errors import AccordantError
from accordant.labels import binding, stanag, stanag_reading
from accordant.labels.understood import reading_of
from accordant.model.marking import Marking

VECTORS = Path(__file__).parents[2] / "vectors" / "label"
EXPECTED = json.loads((VECTORS / "expected.json").read_text())
REFUSED = sorted(name for name, said in EXPECTED.items() if "code" in said)
READ = sorted(set(EXPECTED) - set(REFUSED))
POLICIES = terms_table.load()


def parsed(name):
    return stanag_reading.parse((VECTORS / f"{name}.xml").read_bytes(), f"{name}.xml")


def test_the_good_label_is_read_and_understood():
    reading = reading_of(parsed("good"), POLICIES)
    assert reading.marking == Marking("KOR:II", ("REL TO KOR, JPN", "ORCON"))
    assert reading.releasable_to == ("KOR", "JPN")
    assert (reading.at_best, reading.not_understood) == ("release", ())


def test_the_good_label_is_read_from_its_binding():
    bound = binding.parse((VECTORS / "good-bound.xml").read_bytes(), "good-bound.xml")
    assert bound.originator == parsed("good")
    assert bound.data == ("urn:example:report",)


def test_a_byte_order_mark_is_read():
    data = b"\xef\xbb\xbf" + (VECTORS / "good.xml").read_bytes()
    assert stanag_reading.parse(data, "marked.xml") == parsed("good")


def test_every_vector_has_its_expectation():
    assert {path.stem for path in VECTORS.glob("*.xml")} == {
        *EXPECTED, "good", "good-bound",
    }  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_label_is_refused_at_its_line(name):
    with pytest.raises(AccordantError) as refused:
        binding.parse((VECTORS / f"{name}.xml").read_bytes(), f"{name}.xml")
    assert refused.value.code == EXPECTED[name]["code"]
    line = EXPECTED[name]["line"]
    if line is not None:
        assert refused.value.place == f"{name}.xml:{line}", refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("name", READ)
def test_what_is_not_understood_is_carried_and_can_at_best_be_referred(name):
    label = parsed(name)
    reading = reading_of(label, POLICIES)
    said = EXPECTED[name]
    assert (reading.at_best, reading.level) == (said["at_best"], said["level"])
    assert [each.what for each in reading.not_understood] == said["missing"]
    assert all(each.value and each.why for each in reading.not_understood)
    assert reading.label is label
    spelling = stanag.spell(label)
    assert stanag_reading.parse(spelling, name) == label
    assert stanag.spell(stanag_reading.parse(spelling, name)) == spelling
    if said["missing"]:
        assert reading.marking is None


def test_a_label_without_its_release_list_never_reads_as_everyone():
    reading = reading_of(parsed("no-release-list"), POLICIES)
    assert reading.releasable_to is None
    assert not any(reading.names(party) for party in ("KOR", "JPN", "USA", "", "everyone"))
    assert reading.at_best == "refer"


@pytest.mark.parametrize("name", ["unknown-permissive", "unknown-recipient"])
def test_a_list_that_is_not_understood_names_nobody(name):
    reading = reading_of(parsed(name), POLICIES)
    assert reading.releasable_to == ()
    assert not reading.names("KOR")
