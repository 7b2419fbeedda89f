"""The packaged vocabularies hold together, and their reader names file and line."""

import hashlib

import pytest

from accordant.adapters import packaged, terms_table
from accordant.errors import MalformedInput
from accordant.law.instrument import load
from accordant.model.marking import is_unclassified
from accordant.model.party import state_of

TABLE = """\
format = "accordant/terms/1"
party = "KOR"
language = "ko"
national = true
oid = "2.25.1"
numeric = "410"
before_caveats = "//"
between_caveats = "/"
own_first = false
foreign = "{level} {government}"
government = { en = "a", ko = "b", ja = "c" }

[[term]]
level = "KOR:II"
native = "군사II급비밀"
latin = "Gunsa II-geup Bimil"
english = "SECRET"
banner = "군사II급비밀"
portion = "II급"
label = "GUNSA II-KUP BI MIL"
code = 4
hierarchy = 4
basis = "an act"
source = "a book"
status = "read"

[[caveat]]
kind = "release-list"
banner = "REL TO {list}"
portion = "REL TO {list}"
source = "a book"
status = "unverified"
"""


@pytest.fixture(scope="module")
def policies():
    return terms_table.load()


def test_the_five_vocabularies_are_packaged(policies):
    assert list(policies) == ["EUE", "JPN", "KOR", "TLP", "USA"]
    assert [name for name, policy in policies.items() if not policy.national] == ["TLP"]


def test_every_term_has_script_latin_english_basis_and_source(policies):
    for policy in policies.values():
        for term in policy.terms:
            assert term.native
            assert term.latin.isascii()
            assert term.english.isascii()
            assert term.basis
            assert term.source
            assert (term.status == "unverified") == (term.source.startswith("from memory"))


def test_only_what_has_no_limit_is_open(policies):
    for policy in policies.values():
        for term in policy.terms:
            assert term.open == (is_unclassified(term.level) or term.level == "TLP:CLEAR")


def test_every_level_of_a_packaged_agreement_is_a_term_of_its_nation(policies):
    for name in packaged.identifiers():
        instrument = load(packaged.read(name), f"{name}.md")
        for level, named in instrument.terms.items():
            policy = policies.get(state_of(level))
            if policy is not None:
                term = policy.term(level)
                assert (named.ko or named.ja or term.native) == term.native
                assert (named.latin or term.latin) == term.latin


def test_tlp_has_its_five_labels_and_says_in_three_languages_how_far(policies):
    terms = policies["TLP"].terms
    assert [term.banner for term in terms] == [
        "TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR",
    ]  # fmt: skip
    for term in terms:
        assert term.onward
        assert term.onward.en
        assert term.onward.ko
        assert term.onward.ja


def test_an_identifier_is_made_of_the_party_code(policies):
    """A UUID of version 8 (RFC 9562) under the arc 2.25 (X.667): nobody else has it, or gave it."""
    for policy in policies.values():
        digest = bytearray(
            hashlib.sha256(f"accordant/policy/{policy.party}".encode()).digest()[:16]
        )
        digest[6] = digest[6] & 0x0F | 0x80
        digest[8] = digest[8] & 0x3F | 0x80
        assert policy.oid == f"2.25.{int.from_bytes(digest, 'big')}"


def test_the_sample_is_read():
    assert terms_table.parse(TABLE, "kor.toml").term("KOR:II").english == "SECRET"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("terms/1", "terms/2", 1),
        ('party = "KOR"', 'party = "KR"', 2),
        ('language = "ko"', 'language = "kr"', 3),
        ("national = true", 'national = "yes"', 4),
        ("own_first = false", "own_last = false", None),
        ("code = 4", "code = 400", 21),
        ('status = "read"', 'status = "sure"', 25),
        ('basis = "an act"', 'basis = ""', 23),
        ('label = "GUNSA II-KUP BI MIL"', 'label = " II"', 20),
        ('kind = "release-list"', 'kind = "list"', 28),
        ('english = "SECRET"\n', "", 13),
        ('level = "KOR:II"', 'level = "JPN:II"', None),
        ('foreign = "{level} {government}"', 'foreign = "{nation}"', None),
        ('banner = "REL TO {list}"', 'banner = "REL TO {0}"', None),
        ("[[caveat]]", "[[caveat", 27),
        ("[[caveat]]", "[[remark]]", None),
    ],
)
def test_a_flaw_is_refused_where_it_stands(old, new, line):
    assert old in TABLE
    with pytest.raises(MalformedInput) as refused:
        terms_table.parse(TABLE.replace(old, new, 1), "kor.toml")
    if line is not None:
        assert refused.value.place == f"kor.toml:{line}", refused.value.message


def test_a_term_twice_is_refused():
    term = TABLE.partition("[[term]]")[2].partition("[[caveat]]")[0]
    with pytest.raises(MalformedInput, match="twice"):
        terms_table.parse(TABLE + "\n[[term]]" + term, "kor.toml")
