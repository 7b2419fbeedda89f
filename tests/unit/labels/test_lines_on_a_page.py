"""Banner, portion mark and the recipient's line, as each nation writes them."""

import pytest

from accordant.adapters import terms_table
from accordant.errors import LevelNotInTable, MalformedInput
from accordant.labels import banner, portion, proposed, received
from accordant.model.marking import Marking

POLICIES = terms_table.load()
ROWS = (("JPN:gokuhi", "JPN:tokutei", "KOR:II"), ("JPN:hi", "KOR:III", "USA:C"))


def marked(level, *caveats):
    return Marking(level, caveats)


@pytest.mark.parametrize(
    ("marking", "top", "mark"),
    [
        (marked("USA:S"), "SECRET", "(S)"),
        (marked("USA:S", "NOFORN"), "SECRET//NOFORN", "(S//NF)"),
        (
            marked("USA:TS", "REL TO JPN, USA, KOR", "ORCON"),
            "TOP SECRET//ORCON/REL TO USA, JPN, KOR",
            "(TS//OC/REL TO USA, JPN, KOR)",
        ),
        (
            marked("USA:S", "JPN/USA/KOR EYES ONLY"),
            "SECRET//USA/JPN/KOR EYES ONLY",
            "(S//EYES)",
        ),
        (
            marked("USA:S", "DISPLAY ONLY JPN", "REL TO USA, KOR"),
            "SECRET//REL TO USA, KOR/DISPLAY ONLY JPN",
            "(S//REL TO USA, KOR/DISPLAY ONLY JPN)",
        ),
        (marked("USA:U"), "UNCLASSIFIED", "(U)"),
        (marked("KOR:II"), "군사II급비밀", "(II급)"),
        (
            marked("KOR:III", "REL TO KOR, JPN", "복사 금지"),
            "군사III급비밀//REL TO KOR, JPN/복사 금지",
            "(III급//REL TO KOR, JPN/복사 금지)",
        ),
        (marked("JPN:tokutei", "複製厳禁"), "特定秘密//複製厳禁", "(特定秘密//複製厳禁)"),
        (
            marked("EUE:RESTREINT", "REL TO JPN"),
            "RESTREINT UE/EU RESTRICTED RELEASABLE TO JPN",
            "(R-UE/EU-R RELEASABLE TO JPN)",
        ),
        (marked("TLP:AMBER-STRICT"), "TLP:AMBER+STRICT", "(TLP:AMBER+STRICT)"),
    ],
)
def test_a_marking_is_written_as_its_nation_does(marking, top, mark):
    assert banner(marking, POLICIES) == top
    assert portion(marking, POLICIES) == mark


@pytest.mark.parametrize(
    "caveat",
    ["rel to USA", "REL TO", "REL TO USA,JPN", "REL TO usa", "REL TO USA, USA", "Releasable to JPN",
     "orcon", "noforn ", "USA EYES  ONLY", "usa eyes only", "DISPLAY ONLY", " REL TO USA"],
)  # fmt: skip
def test_what_only_looks_like_a_list_is_refused_and_never_read_as_words(caveat):
    with pytest.raises(MalformedInput):
        banner(marked("USA:S", caveat), POLICIES)


@pytest.mark.parametrize(
    "caveats",
    [
        ("NOFORN", "REL TO USA, JPN"),
        ("USA/JPN EYES ONLY", "NOFORN"),
        ("REL TO USA, JPN", "REL TO USA, KOR"),
        ("ORCON", "ORCON"),
        ("own words", "own words"),
    ],
)
def test_caveats_that_contradict_or_repeat_are_refused(caveats):
    with pytest.raises(MalformedInput):
        banner(marked("USA:S", *caveats), POLICIES)


def test_a_caveat_of_another_nation_is_refused():
    with pytest.raises(MalformedInput):
        banner(marked("KOR:II", "NOFORN"), POLICIES)


@pytest.mark.parametrize("level", ["AUS:SECRET", "KOR:IV", "JPN:Hi"])
def test_a_level_of_no_vocabulary_is_refused(level):
    with pytest.raises(LevelNotInTable):
        portion(marked(level), POLICIES)


def test_the_recipient_names_the_originating_government_and_its_own_level():
    marking = marked("JPN:hi", "REL TO JPN, KOR")
    found = received(marking, proposed(ROWS, "JPN:hi", "KOR", POLICIES["KOR"]), POLICIES)
    assert found.original == "秘//REL TO JPN, KOR"
    assert found.line == "군사III급비밀 제공국 정부: 일본국 정부"
    assert found.designated
    to_us = received(marking, proposed(ROWS, "JPN:hi", "USA", POLICIES["USA"]), POLICIES)
    assert to_us.line == "CONFIDENTIAL//FGI JPN"


def test_until_designated_the_line_says_so_and_afterwards_it_does_not():
    proposal = proposed(ROWS, "KOR:II", "JPN", POLICIES["JPN"])
    open_ = received(marked("KOR:II"), proposal, POLICIES)
    assert open_.line == "特定秘密 提供国政府: 大韓民国政府 (指定まで)"
    assert not open_.designated
    chosen = received(marked("KOR:II"), proposal, POLICIES, designated="JPN:gokuhi")
    assert chosen.line == "極秘 提供国政府: 大韓民国政府"
    assert chosen.designated
    with pytest.raises(LevelNotInTable):
        received(marked("KOR:II"), proposal, POLICIES, designated="JPN:hi")


def test_levels_that_are_not_ranked_stand_together():
    rows = (("JPN:kimitsu", "JPN:tokutei", "USA:TS"),)
    proposal = proposed(rows, "USA:TS", "JPN", POLICIES["JPN"])
    found = received(marked("USA:TS"), proposal, POLICIES)
    assert found.line.startswith("機密 + 特定秘密 ")
