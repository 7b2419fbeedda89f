"""Policy files: read strictly, written without loss, compared with a table, and never an agreement."""

import json
from pathlib import Path

import msgspec
import pytest

from accordant.adapters import packaged, terms_table
from accordant.errors import AccordantError, LevelNotInTable, MalformedInput
from accordant.labels import policy_file
from accordant.labels.correspondence import (
    compared,
    correspondences,
    left_out,
    rows_of,
    template,
)
from accordant.labels.policy_writing import policy_file as write_policy
from accordant.law.instrument import clause_of, load
from accordant.model.instant import parse_instant

VECTORS = Path(__file__).parents[2] / "vectors" / "policy_file"
EXPECTED = json.loads((VECTORS / "expected.json").read_text())
POLICIES = terms_table.load()
AGREEMENT = load(packaged.read("jpn-kor-gsomia-2016"), "jpn-kor-gsomia-2016.md")
ROWS = clause_of(AGREEMENT, "equivalence").rows
CREATED = parse_instant("2016-11-23T00:00:00Z")


def written(party, rows=ROWS, parties=("JPN", "KOR")):
    return write_policy(party, parties, rows, POLICIES, created=CREATED)


def parsed(name):
    return policy_file.parse((VECTORS / f"{name}.xml").read_bytes(), f"{name}.xml")


# --- reading --------------------------------------------------------------------------------------


def test_the_good_file_is_read():
    file = parsed("good")
    assert [each.name for each in file.classifications] == ["SHUT", "OPEN"]
    assert file.classifications[0].equals == (policy_file.Equal("BETA", 7, "both"),)
    assert file.classifications[0].needs_list
    assert file.tag_sets[0].types == ("permissive",)
    assert file.tag_sets[0].obsolete == ("OLD",)
    assert file.remarks == ()


def test_every_vector_has_its_expectation():
    assert {path.stem for path in VECTORS.glob("*.xml")} == {*EXPECTED, "good"}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_bad_file_is_refused_at_its_line(name):
    with pytest.raises(AccordantError) as refused:
        parsed(name)
    assert refused.value.code == "malformed-input"
    assert refused.value.place == f"{name}.xml:{EXPECTED[name]}", refused.value.message


def test_what_is_read_is_written_again_without_loss():
    text = (VECTORS / "good.xml").read_text()
    more = '<x:own xmlns:x="urn:x" x:a=""> kept </x:own><updateInfo/>'
    file = policy_file.parse(
        text.replace("  <equivalentPolicies>", more + "  <equivalentPolicies>").encode(), "x"
    )
    again = policy_file.parse(policy_file.spell(file), "x")
    assert again.document == file.document
    assert policy_file.spell(again) == policy_file.spell(file)
    assert any("own (1)" in each for each in file.remarks)


def test_a_level_that_asks_for_no_release_list_is_pointed_out():
    text = (
        (VECTORS / "good.xml")
        .read_text()
        .replace('enumType="permissive" all', 'enumType="restrictive" all')
    )
    file = policy_file.parse(text.encode(), "x")
    assert not file.classifications[0].needs_list
    assert any("takes a forgotten list for everyone" in each for each in file.remarks)


def test_the_order_of_schema_2_0_is_read_and_said():
    text = (VECTORS / "good.xml").read_text().replace('"2.1"', '"2.0"')
    start, end = text.index("  <equivalentPolicies>"), text.index("</SPIF>")
    moved = text[start:end]
    text = text.replace(moved, "").replace(
        "  <securityClassifications>", moved + "  <securityClassifications>"
    )
    file = policy_file.parse(text.encode(), "x")
    assert any("order of schema 2.1" in each for each in file.remarks)


# --- writing, and back ----------------------------------------------------------------------------


@pytest.mark.parametrize("party", ["KOR", "JPN"])
def test_an_agreements_table_comes_back_from_either_partys_file(party):
    made = written(party)
    file = policy_file.parse(made.document, "made.xml")
    assert policy_file.spell(file) == made.document
    assert file.remarks == (), "every classified level asks for a release list"
    rows = rows_of(correspondences(file, POLICIES))
    assert {frozenset(row) for row in rows} == {frozenset(row) for row in ROWS}


def test_a_choice_of_the_recipient_is_not_said_and_is_reported():
    made = written("KOR")
    file = policy_file.parse(made.document, "made.xml")
    secret = next(each for each in file.classifications if each.code == 4)
    assert [each.applied for each in secret.equals] == ["decrypt", "decrypt"]
    assert len(made.unsaid) == 2
    assert all("chooses among" in each for each in made.unsaid)
    japan = written("JPN")
    assert sum("to be designated" in each for each in japan.unsaid) == 2
    assert any("several rankings" in each for each in japan.unsaid)


def test_levels_are_phrased_in_their_own_language_too():
    text = written("JPN").document.decode()
    assert 'phrase="特定秘密" xml:lang="ja"' in text
    assert 'phrase="SECRET" xml:lang="en"' in text


def test_a_party_without_a_vocabulary_has_no_file():
    with pytest.raises(LevelNotInTable):
        written("KOR", parties=("KOR", "AUS"))
    with pytest.raises(LevelNotInTable):
        written("KOR", rows=(("KOR:II", "JPN:none"),))


def test_tlp_never_stands_in_a_policy_file_of_a_nation():
    with pytest.raises(LevelNotInTable):
        written("KOR", rows=(("KOR:III", "TLP:AMBER"),))
    with pytest.raises(LevelNotInTable):
        written("TLP", rows=(), parties=("TLP", "KOR"))


# --- comparing ------------------------------------------------------------------------------------


def file_saying(*equals):
    """A file of KOR with these equivalents of level II: policy, identifier, number, direction."""
    text = written("KOR", rows=()).document.decode()
    said = "".join(
        f'<spif:equivalentClassification policyRef="{p}" lacv="{n}" applied="{a}"/>'
        for p, _, n, a in equals
    )
    named = {p: f'<spif:equivalentPolicy name="{p}" id="{i}"/>' for p, i, *_ in equals}
    at = text.index(">", text.index('name="GUNSA II-KUP')) + 1
    text = text[:at] + said + text[at:]
    start, end = text.index("<spif:equivalentPolicies>"), text.index("</spif:equivalentPolicies>")
    text = text[:start] + "<spif:equivalentPolicies>" + "".join(named.values()) + text[end:]
    return policy_file.parse(text.encode(), "said.xml")


JAPAN = POLICIES["JPN"].oid


def test_a_file_is_compared_with_a_table_pair_by_pair():
    found = correspondences(
        file_saying(
            ("JPN", JAPAN, 4, "both"), ("JPN", JAPAN, 5, "encrypt"), ("XXX", "1.2", 9, "both")
        ),
        POLICIES,
    )
    said = {(each.level, each.equal): each.agreement for each in compared(found, ROWS, "KOR")}
    assert said == {
        ("KOR:II", "JPN:gokuhi"): "same",
        ("KOR:II", "JPN:tokutei"): "only-in-table",
        ("KOR:III", "JPN:hi"): "only-in-table",
        ("KOR:II", "JPN:kimitsu"): "only-in-file",
        ("KOR:II", "XXX 9"): "not-known",
    }


def test_a_known_name_under_another_identifier_is_another_policy():
    found = correspondences(file_saying(("JPN", "1.2.3", 4, "both")), POLICIES)
    assert [each.equal for each in found] == [""]
    with pytest.raises(MalformedInput):
        rows_of(found)


def test_a_policy_file_never_becomes_an_agreement_by_itself():
    found = correspondences(file_saying(("JPN", JAPAN, 4, "decrypt")), POLICIES)
    text = template(found, "said.xml")
    assert text.startswith("# A template from the policy file said.xml.\n")
    assert "is no agreement" in text
    assert "# One way only in the file: KOR:II and JPN:gokuhi (decrypt)." in text
    assert '["JPN:gokuhi", "KOR:II"],' in text
    assert "```" not in text, "a clause block is written by a person, under an article"


def test_a_file_that_says_nothing_has_no_template():
    with pytest.raises(MalformedInput):
        template((), "none.xml")


def test_equals_are_never_chained():
    found = correspondences(file_saying(("JPN", JAPAN, 4, "both")), POLICIES)
    other = msgspec.structs.replace(found[0], level="KOR:III", equal="JPN:hi")
    joining = msgspec.structs.replace(found[0], level="KOR:III")
    with pytest.raises(MalformedInput):
        rows_of((found[0], other, joining))


def test_two_other_policies_make_two_tables_and_are_not_equated_through_the_first():
    america = POLICIES["USA"].oid
    found = correspondences(
        file_saying(("JPN", JAPAN, 4, "both"), ("USA", america, 4, "both")), POLICIES
    )
    with pytest.raises(MalformedInput):
        rows_of(found)
    text = template(found, "said.xml")
    assert '["JPN:gokuhi", "KOR:II"],' in text
    assert '["KOR:II", "USA:S"],' in text
    assert text.count("rows = [") == 2


def test_a_name_of_a_file_cannot_write_into_the_template():
    found = correspondences(file_saying(("JPN", JAPAN, 4, "both")), POLICIES)
    text = template(found, 'x.xml\nrows = [["KOR:I"]]\u202e')
    assert text.splitlines()[0] == '# A template from the policy file x.xml rows = [["KOR:I"]] .'


def test_tlp_in_a_file_is_left_out_whatever_it_is_said_to_equal():
    for name, oid in (("TLP", "1.2.3"), ("TLPX", "1.2.4"), ("OTHER", POLICIES["TLP"].oid)):
        file = file_saying((name, oid, 1, "both"))
        assert correspondences(file, POLICIES) == ()
        assert left_out(file, POLICIES)
