"""A marking as a label and back: what can be said is said exactly, and nothing is lost in silence."""

import msgspec
import pytest

from accordant.adapters import terms_table
from accordant.errors import AccordantError, LevelNotInTable, MalformedInput
from accordant.labels import binding, stanag, stanag_reading
from accordant.labels.stanag import Category, Label, Name
from accordant.labels.understood import label_for, reading_of
from accordant.model.instant import parse_instant
from accordant.model.marking import Marking

POLICIES = terms_table.load()
CREATED = parse_instant("2018-05-01T09:00:00+09:00")


def label(marking, **more):
    return label_for(marking, POLICIES, created=CREATED, **more)


def back(made):
    return reading_of(stanag_reading.parse(stanag.spell(made), "back.xml"), POLICIES)


@pytest.mark.parametrize(
    ("marking", "named"),
    [
        (Marking("KOR:II", ("REL TO KOR, JPN",)), ("KOR", "JPN")),
        (Marking("KOR:II", ("복사 금지", "REL TO KOR, JPN", "ORCON", "원본")), ("KOR", "JPN")),
        (Marking("USA:S", ("NOFORN", "ORCON")), ("USA",)),
        (Marking("USA:S", ("REL TO USA, JPN, KOR", "USA/JPN EYES ONLY")), ("USA", "JPN")),
        (Marking("USA:S", ("REL TO USA, KOR", "DISPLAY ONLY JPN")), ("USA", "KOR")),
        (Marking("EUE:TRES-SECRET", ("REL TO EUE",)), ("EUE",)),
        (Marking("JPN:U"), None),
        (Marking("TLP:CLEAR"), None),
    ],
)
def test_a_marking_comes_back_as_it_went(marking, named):
    reading = back(label(marking))
    assert reading.marking == marking
    assert reading.releasable_to == named
    assert reading.at_best == "release"


def test_being_shown_an_item_is_not_having_it():
    reading = back(label(Marking("USA:S", ("REL TO USA, KOR", "DISPLAY ONLY JPN"))))
    assert reading.names("KOR")
    assert not reading.names("JPN")


def test_two_lists_must_both_name_a_recipient_and_may_leave_nobody():
    made = label(Marking("USA:S", ("REL TO USA, KOR", "JPN/AUS EYES ONLY")))
    assert back(made).releasable_to == ()
    assert back(made).at_best == "refer"


@pytest.mark.parametrize(
    "marking",
    [
        Marking("KOR:II"),
        Marking("KOR:II", ("ORCON",)),
        Marking("USA:S", ("DISPLAY ONLY JPN",)),
        Marking("TLP:RED"),
        Marking("KOR:II", ("REL TO KOR, JPN", " padded")),
        Marking("KOR:II", ("REL TO KOR, JPN", "\ufffe")),
        Marking("KOR:II", ("REL TO KOR, JPN", "\ud800")),
        Marking("USA:S", ("REL TO USA",)),
        Marking("KOR:II", ("rel to all",)),
    ],
)
def test_what_a_label_cannot_say_raises_rather_than_being_lost(marking):
    with pytest.raises(MalformedInput):
        stanag.spell(label(marking))


def test_a_level_of_no_vocabulary_has_no_label():
    with pytest.raises(LevelNotInTable):
        label(Marking("AUS:SECRET", ("REL TO AUS",)))


def test_name_review_and_creation_travel():
    made = label(
        Marking("KOR:U"), originator=Name("dNSName", "mnd.example"), review=CREATED + 86_400_001
    )
    assert back(made).label == made
    text = stanag.spell(made).decode()
    assert "<slab:CreationDateTime>2018-05-01T00:00:00Z<" in text
    assert 'ReviewDateTime="2018-05-02T00:00:00.001Z"' in text


def test_a_tag_set_of_another_policy_is_not_ours():
    made = label(Marking("KOR:II", ("REL TO KOR, JPN",)))
    moved = msgspec.structs.replace(made.categories[0], uri="urn:oid:1.2.3")
    reading = reading_of(msgspec.structs.replace(made, categories=(moved,)), POLICIES)
    assert (reading.at_best, reading.marking) == ("refer", None)


def test_more_caveats_than_a_marking_holds_are_not_understood():
    made = label(Marking("KOR:II", ("REL TO KOR",)))
    many = Category("RESTRICTIVE", "Caveat", tuple(f"words {n}" for n in range(40)))
    reading = reading_of(
        msgspec.structs.replace(made, categories=(*made.categories, many)), POLICIES
    )
    assert (reading.at_best, reading.marking) == ("refer", None)


# --- several labels of one item ------------------------------------------------------------------


def labels(**more):
    first = label(Marking("KOR:II", ("REL TO KOR, JPN",)))
    other = Label(
        role="alternative",
        policy="JPN",
        policy_uri=f"urn:oid:{POLICIES['JPN'].oid}",
        classification="GOKUHI",
        created=CREATED,
    )
    fields = {"originator": first, "alternatives": (other,), "data": ("urn:example:report",)}
    return binding.Labels(**{**fields, **more})


def test_the_originators_label_and_its_alternatives_travel_together():
    made = labels()
    spelling = binding.spell(made)
    assert binding.parse(spelling, "both.xml") == made
    assert binding.spell(binding.parse(spelling, "both.xml")) == spelling


def test_a_label_alone_is_a_document_of_its_own():
    made = labels(alternatives=(), data=())
    assert binding.spell(made) == stanag.spell(made.originator)
    assert binding.parse(binding.spell(made), "one.xml") == made


SPELT = binding.spell(labels()).decode()
SECOND = SPELT[SPELT.rindex("<mb:Metadata>") : SPELT.rindex("</mb:Metadata>") + 14]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("alternativeConf", "originatorConf"),
        ("originatorConf", "alternativeConf"),
        ("alternativeConf", "metadataConf"),
        ("</mb:Metadata>\n      <mb:Metadata>", ""),
        (SECOND, SECOND + SECOND),
        (
            "<mb:MetadataBindingContainer>",
            "<s:Signature xmlns:s='urn:s'/><mb:MetadataBindingContainer>",
        ),
        ("mb:DataReference", "mb:Data"),
        ('URI="urn:example:report"', ""),
        ("<mb:MetadataBinding>", "<mb:MetadataBinding/><mb:MetadataBinding>"),
        ("bindinginformation:1:0", "bindinginformation:2:0"),
    ],
)
def test_two_originators_a_signature_and_the_like_are_refused(old, new):
    assert old in SPELT
    with pytest.raises(AccordantError) as refused:
        binding.parse(SPELT.replace(old, new).encode(), "bad.xml")
    assert refused.value.place


def test_alternatives_need_data_to_be_bound_to():
    with pytest.raises(MalformedInput):
        binding.spell(labels(data=()))
