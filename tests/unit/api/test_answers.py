"""An arrangement is compiled with its legs, and asked of the other engine like an agreement."""

from accordant.api.answers import to_cedar
from accordant.api.instruments import read_packaged


def test_an_arrangement_is_compiled_with_a_set_for_each_leg():
    legs = [read_packaged(each) for each in ("kor-usa-gsomia-1987", "jpn-usa-gsomia-2007")]
    sets = to_cedar(read_packaged("jpn-kor-usa-tisa-2014"), beside=legs)
    assert set(sets) == {
        "policies",
        *(f"leg-{end}-{each.identifier}" for end in ("first", "second") for each in legs),
    }
    assert all("permit (" in each for each in sets.values())
    assert set(to_cedar(read_packaged("jpn-kor-usa-tisa-2014"))) == {"policies"}
