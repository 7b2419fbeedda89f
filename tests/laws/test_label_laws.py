"""What must hold of every label and policy file: exact round trips, no foreign error, no widening."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from accordant.adapters import terms_table
from accordant.errors import AccordantError
from accordant.labels import banner, binding, policy_file, portion, stanag, stanag_reading
from accordant.labels.correspondence import correspondences, rows_of
from accordant.labels.policy_writing import policy_file as write_policy
from accordant.labels.stanag import ID_TYPES, TYPES, Category, Label, Name
from accordant.labels.understood import label_for, reading_of
from accordant.model.instant import INSTANT_MAX, INSTANT_MIN
from accordant.model.marking import Marking

POLICIES = terms_table.load()
LEVELS = [term.level for policy in POLICIES.values() for term in policy.terms]
VECTORS = Path(__file__).parents[1] / "vectors"
DOCUMENTS = [
    *(path.read_bytes() for path in sorted((VECTORS / "label").glob("[gnu]*.xml"))),
    *(path.read_bytes() for path in sorted((VECTORS / "policy_file").glob("*.xml"))),
]

CAVEATS = st.one_of(
    st.sampled_from(
        ["ORCON", "NOFORN", "REL TO USA, JPN", "REL TO KOR", "REL TO KOR, JPN", "USA/JPN EYES ONLY",
         "DISPLAY ONLY JPN", "REL TO", "rel to JPN", "복사 금지", "複製厳禁", "a & b < c", "]]>"]
    ),
    st.text(min_size=1, max_size=20),
)  # fmt: skip
MARKINGS = st.builds(
    Marking, st.sampled_from([*LEVELS, "AUS:SECRET"]), st.lists(CAVEATS, max_size=5).map(tuple)
)
INSTANTS = st.integers(INSTANT_MIN, INSTANT_MAX)
TEXTS = st.one_of(
    st.text(max_size=12), st.sampled_from(["KOR", "JPN", "SECRET", "é", "𐍈", "a  b"])
)
LABELS = st.builds(
    Label,
    role=st.sampled_from(["originator", "alternative", "metadata"]),
    policy=TEXTS,
    policy_uri=TEXTS,
    classification=TEXTS,
    privacy_mark=TEXTS,
    categories=st.lists(
        st.builds(Category, st.sampled_from(TYPES), TEXTS, st.lists(TEXTS, max_size=3).map(tuple), TEXTS),
        max_size=4,
    ).map(tuple),
    originator=st.none() | st.builds(Name, st.sampled_from(ID_TYPES), TEXTS),
    created=INSTANTS,
    review=st.none() | INSTANTS,
)  # fmt: skip


@st.composite
def wrong(draw: st.DrawFn) -> bytes:
    """A good document with a few bytes cut, doubled or exchanged, or with one spliced in."""
    data = bytearray(draw(st.sampled_from(DOCUMENTS)))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(0, 40))
        data[at : at + length] = draw(
            st.one_of(
                st.binary(max_size=6),
                st.just(bytes(data[at : at + length]) * 2),
                st.sampled_from(
                    [b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<?x y?>", b"<!-- -->", b"<![CDATA[x]]>",
                     b"&lt;", b"&#0;", b"&a;", b"<a>", b"</a>", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf",
                     b' xmlns="urn:x"', b"<slab:GenericValue>USA</slab:GenericValue>"]
                ),
            )
        )  # fmt: skip
    return bytes(data)


@given(MARKINGS)
def test_a_marking_is_read_back_from_its_label_exactly_or_refused(marking):
    with suppress(AccordantError):
        spelling = stanag.spell(label_for(marking, POLICIES, created=0))
        reading = reading_of(stanag_reading.parse(spelling, "law.xml"), POLICIES)
        assert reading.marking == marking
        assert reading.at_best == ("refer" if reading.releasable_to == () else "release")
        assert banner(marking, POLICIES)
        assert portion(marking, POLICIES)


@given(LABELS)
def test_a_label_is_read_as_it_was_written_or_not_written(label):
    with suppress(AccordantError):
        spelling = stanag.spell(label)
        read = stanag_reading.parse(spelling, "law.xml")
        assert read == label
        assert stanag.spell(read) == spelling
        reading_of(read, POLICIES)


@given(wrong())
def test_hostile_xml_raises_nothing_foreign_and_what_is_read_is_written_alike(data):
    for parse, spell in (
        (stanag_reading.parse, stanag.spell),
        (binding.parse, binding.spell),
        (policy_file.parse, policy_file.spell),
    ):
        with suppress(AccordantError):
            read = parse(data, "hostile.xml")
            spelling = spell(read)
            again = parse(spelling, "again.xml")
            assert spell(again) == spelling
            if isinstance(read, Label):
                assert again == read


@given(wrong())
def test_a_hostile_label_names_nobody_it_does_not_list(data):
    """Whatever was done to it: who may have an item stands in it, word for word, or is nobody."""
    with suppress(AccordantError):
        label = stanag_reading.parse(data, "hostile.xml")
        reading = reading_of(label, POLICIES)
        listed = {v for each in label.categories if each.type == "PERMISSIVE" for v in each.values}
        assert set(reading.releasable_to or ()) <= listed
        if reading.at_best == "release":
            assert reading.marking is not None
            assert not reading.not_understood
            assert reading.releasable_to != ()
        if not reading.level:
            assert reading.at_best == "withhold"


@given(junk=st.binary(max_size=300))
def test_bytes_that_are_no_xml(junk):
    for parse in (stanag_reading.parse, binding.parse, policy_file.parse):
        with suppress(AccordantError):
            parse(junk, "junk")


NATIONAL = [p for p in POLICIES.values() if p.national]


@given(st.data())
def test_any_table_of_known_levels_comes_back_from_a_policy_file(data):
    """Every pair the file gives stood in one row, and none of the party's own pairs is missing."""
    one, other = data.draw(st.permutations(NATIONAL))[:2]
    rows = []
    mine = data.draw(st.permutations([t.level for t in one.terms]))
    theirs = data.draw(st.permutations([t.level for t in other.terms]))
    while mine and theirs and len(rows) < 4:
        counts = data.draw(st.sampled_from([(1, 1), (1, 2), (2, 1)]))
        row = (*mine[: counts[0]], *theirs[: counts[1]])
        mine, theirs = mine[counts[0] :], theirs[counts[1] :]
        rows.append(row)
    made = write_policy(one.party, (one.party, other.party), rows, POLICIES, created=0)
    found = correspondences(policy_file.parse(made.document, "law.xml"), POLICIES)
    assert {frozenset(row) for row in rows_of(found)} == {frozenset(row) for row in rows}
    assert all(any({each.level, each.equal} <= set(row) for row in rows) for each in found)
