"""What a version may not shed, outlive or give away: each was once possible, or nearly."""

from __future__ import annotations

import pytest
from msgspec import structs
from tests.many_portions import (
    by_portions,
    by_tear_lines,
    from_people,
    item,
    launch,
    tear_line,
    words,
)
from tests.one_real_node import IN_FORCE, officer_signs
from tests.real_seoul import gives, keeps

from accordant import canonical
from accordant.clauses.standing_release import approval_of
from accordant.errors import MalformedInput, NotAuthorised, UnknownRecipient, UnmarkedProduct
from accordant.model.act import ConsentGiven, ReleaseApproved
from accordant.model.case import Consent
from accordant.model.marking import Marking
from accordant.model.message import Released
from accordant.model.product import FIRST, Portion, Product, Reached, Relation, Text
from accordant.operations.asked import Asked, held_product
from accordant.operations.plans import keep_plan
from accordant.operations.previewing import make
from accordant.operations.products import read_content
from accordant.operations.release import preview, release

SECRET = words("a word that must not leave", "KOR:I")
CONTROL = "originator-control"


def asks(name="KOR-item", version=1, **more):
    return Asked(name, version, "JPN", "JPN:DIH/watch", **more)


def banner(product, *caveats):
    return structs.replace(product, marking=Marking(product.marking.level, caveats))


# --- what binds the item binds what is made of it ------------------------------------------------


@pytest.mark.parametrize("caveat", [CONTROL, "display-only", "personal-data", "eyes-only AUS USA"])
@pytest.mark.parametrize("plan", [by_portions(), by_tear_lines(tear_line(launch()))])
def test_a_caveat_of_the_banner_is_not_shed(seoul, caveat, plan):
    controlled = {"originators": ("KOR:NIS",)} if caveat == CONTROL else {}
    keeps(seoul, banner(item(launch(), SECRET, **controlled), caveat), plan)
    assert gives(seoul)[0].decision.outcome != "release"


def test_a_caveat_that_a_withheld_portion_explains_stays_with_it(seoul):
    secret = words("for some", "KOR:I", caveats=("eyes-only AUS USA",))
    keeps(seoul, item(launch(), secret), by_portions())
    assert gives(seoul)[1].marking == Marking("KOR:II")


def test_what_is_derived_from_a_controlled_item_is_controlled(seoul):
    source = banner(
        item(launch(), name="KOR-org", level="KOR:II", originators=("KOR:NIS",)), CONTROL
    )
    keeps(seoul, source)
    built = {
        "relations": (Relation("quotes", "KOR-org", 1),),
        "reached": (Reached("KOR:NIS", "KOR-org", 1),),
    }
    with pytest.raises(UnmarkedProduct, match="originator-control"):
        keeps(seoul, item(launch(), level="KOR:II", **built))
    keeps(seoul, banner(item(launch(), level="KOR:II", **built), CONTROL))
    assert gives(seoul)[0].decision.outcome == "withhold"


@pytest.mark.parametrize("discipline", ["unknown", "all-source", "human"])
def test_beside_a_report_from_people_no_words_go_whose_source_is_open(seoul, discipline):
    told = words("the source, a clerk", discipline=discipline)
    product = item(from_people(), told, launch(), level="KOR:II", kind="human-report")
    keeps(seoul, product, by_portions())
    assert gives(seoul)[1].portions == (launch(),)


@pytest.mark.parametrize(
    "copied",
    [
        from_people(text="The source saw it leave at dawn."),
        words("- the source  saw it leave at dawn. -"),
    ],
)
def test_a_report_from_people_is_not_written_for_release_by_copying_it(seoul, copied):
    told = from_people(text="The source saw it leave at dawn.")
    keeps(seoul, item(told, level="KOR:II", kind="human-report"))
    with pytest.raises(MalformedInput, match="word for word"):
        keep_plan(seoul.real.node, by_tear_lines(tear_line(copied)))


# --- a version and its number --------------------------------------------------------------------


def test_nobody_writes_to_a_versions_identifier(seoul):
    keeps(seoul, item(launch(), SECRET), by_portions())
    _, given = gives(seoul)
    with pytest.raises(NotAuthorised, match="version made for a recipient"):
        keeps(seoul, item(from_people(), name=given.product, level="KOR:II", kind="human-report"))


@pytest.mark.parametrize("change", ["plan", "key"])
def test_a_version_does_not_outlive_what_it_was_made_by(seoul, change):
    keeps(seoul, item(launch(), SECRET), by_portions())
    answer, given = gives(seoul)
    if change == "plan":
        keep_plan(seoul.real.node, by_tear_lines(tear_line(launch(system="another"))))
    else:
        seoul.real.node.keystore.destroy_item_key("own/KOR-item/1")
    assert (seoul.say().held, seoul.left) == (1, [])
    reason = seoul.row(answer.case.product).reason
    assert reason == {"plan": "plan-changed", "key": "key-missing"}[change]
    if change == "plan":
        with pytest.raises(NotAuthorised, match="would not make this version"):
            release(seoul.real.node, asks(given.product))


def test_a_number_that_never_left_is_given_again(seoul):
    keeps(seoul, item(launch(), SECRET), by_portions())
    _, first = gives(seoul)
    keep_plan(seoul.real.node, by_portions(title="another"))
    seoul.say()
    _, second = gives(seoul)
    assert (first.version, second.version, second.title) == (1, 1, "another")
    seoul.say()
    assert [each.version for each in seoul.tokyo.messages(Released)] == [1]


def test_what_is_said_again_after_something_else_is_sent_again(seoul):
    """A, B, and back to A: Tokyo must not keep B."""
    for version, system in enumerate(("a", "b", "a"), start=1):
        product = item(launch(system=system), SECRET)
        keeps(seoul, structs.replace(product, version=version), by_portions(version=version))
        assert not gives(seoul, version=version)[0].had
        seoul.say()
    assert [each.version for each in seoul.tokyo.messages(Released)] == [1, 2, 3]


def test_a_retraction_is_news_though_no_word_of_it_is(seoul):
    keeps(seoul, item(launch(), SECRET), by_portions())
    _, first = gives(seoul)
    taken_back = item(launch(), SECRET, relations=(Relation("retracts", "KOR-item", 1),))
    keeps(seoul, structs.replace(taken_back, version=2), by_portions(version=2))
    answer, given = gives(seoul, version=2)
    assert (answer.had, given.relations) == (False, (Relation("retracts", first.product, 1),))


def test_a_retraction_names_every_version_that_went(seoul):
    keeps(seoul, item(launch(), SECRET), by_portions())
    _, first = gives(seoul)
    seoul.say()
    keep_plan(seoul.real.node, by_portions(title="another"))
    gives(seoul)
    back = item(launch(), name="KOR-back", level="KOR:II",
                relations=(Relation("retracts", "KOR-item", 1),))  # fmt: skip
    keeps(seoul, back)
    named = [(each.product, each.version) for each in gives(seoul, "KOR-back")[1].relations]
    assert named == [(first.product, 1), (first.product, 2)]


def test_hidden_edits_are_not_counted_in_what_goes(seoul):
    keeps(seoul, item(launch(), SECRET), by_portions())
    _, first = gives(seoul)
    for version in range(2, 6):
        before = tuple(Relation("corrects", "KOR-item", each) for each in range(1, version))
        seen = launch(system="new" if version == 5 else "unknown")
        edited = item(seen, words(f"hidden {version}", "KOR:I"), relations=before)
        keeps(seoul, structs.replace(edited, version=version), by_portions(version=version))
        _, given = gives(seoul, version=version)
    assert given.relations == (Relation("corrects", first.product, 1),)


def test_given_for_one_purpose_is_not_given_for_another(seoul):
    keeps(seoul, item(launch(), SECRET), by_portions())
    gives(seoul)
    other = asks(purpose="missile-defence")
    assert not preview(seoul.real.node, other).had
    assert not release(seoul.real.node, other).had


def test_a_yes_never_meets_other_words_under_the_same_number(seoul):
    """What lies before a person keeps its number, though it never left."""
    node = seoul.real.node
    keeps(seoul, item(words("a"), SECRET, kind="text"), by_portions(title="weather"))
    shown = release(node, asks(make(node, asks()).version.product.product))
    assert shown.decision.outcome == "refer"
    keep_plan(node, by_portions(title="the driver"))
    other = make(node, asks()).version.product
    assert (other.title, other.version) == ("the driver", 2)
    act = ReleaseApproved("KOR", approval_of(shown.case), canonical.digest(shown.case), IN_FORCE)
    officer_signs(seoul.real, "releasing-authority", act)
    assert release(node, asks(other.product, 2)).decision.outcome == "refer"


def test_subjects_and_kind_of_the_item_are_not_shed(seoul):
    seoul.orders("kor-order-coarse", kinds='["launch-report"]', precision="{ time = 86400 }")
    about = ("dprk-missile", "dprk-cyber")
    keeps(seoul, item(launch(), level="KOR:II", subjects=about), by_portions())
    assert gives(seoul)[0].decision.outcome == "refer"
    keeps(seoul, item(launch(), words(), name="KOR-text", kind="text", level="KOR:II"))
    assert gives(seoul, "KOR-text")[0].decision.outcome == "refer"


def test_a_consent_is_none_to_words_written_later(seoul):
    portion = structs.replace(launch(), marking=Marking("KOR:II", (CONTROL,)))
    seoul.orders("kor-order-controlled", caveats=f'["{CONTROL}"]')
    line = tear_line(launch(system="what NIS never saw"))
    keeps(seoul, item(portion, SECRET, originators=("KOR:NIS",)), by_tear_lines(line))
    consent = Consent("KOR:NIS", "KOR-item", 1, "JPN", "dprk-missile-threat", IN_FORCE)
    officer_signs(seoul.real, "releasing-authority", ConsentGiven("KOR", consent, IN_FORCE))
    assert gives(seoul)[0].decision.outcome == "withhold"


def test_a_correction_sheds_no_control_of_others(seoul):
    keeps(seoul, banner(item(launch(), level="KOR:II", originators=("KOR:NIS",)), CONTROL))
    edited = structs.replace(item(launch(), level="KOR:II"), version=2)
    with pytest.raises(UnmarkedProduct, match=CONTROL):
        keeps(seoul, edited)
    elsewhere = item(launch(), name="KOR-b", level="KOR:II", relations=(corrects("KOR-item", 1),))
    with pytest.raises(UnmarkedProduct, match=CONTROL):
        keeps(seoul, elsewhere)


@pytest.mark.parametrize("caveat", ["eyes-only AUS USA", "display-only", "personal-data"])
def test_what_is_quoted_keeps_its_caveats(seoul, caveat):
    keeps(seoul, banner(item(launch(), name="KOR-source", level="KOR:II"), caveat))
    quoting = item(launch(), level="KOR:II", relations=(Relation("quotes", "KOR-source", 1),))
    with pytest.raises(UnmarkedProduct):
        keeps(seoul, quoting)


def test_what_quotes_a_report_from_people_is_of_it_unless_it_says_otherwise(seoul):
    report = item(from_people(), name="KOR-told", level="KOR:II", kind="human-report")
    keeps(seoul, report)
    quotes = (Relation("quotes", "KOR-told", 1),)
    open_source = structs.replace(launch(), discipline="unknown")
    keeps(seoul, item(open_source, level="KOR:II", relations=quotes))
    assert gives(seoul)[0].decision.outcome == "refer"
    keeps(seoul, item(launch(), name="KOR-sure", level="KOR:II", relations=quotes))
    assert gives(seoul, "KOR-sure")[0].decision.outcome == "release"


def test_a_version_that_names_one_held_before_it_is_held_too(seoul):
    keeps(seoul, item(launch(), SECRET), by_portions())
    gives(seoul)
    edited = item(launch(system="b"), SECRET, relations=(Relation("corrects", "KOR-item", 1),))
    keeps(seoul, structs.replace(edited, version=2), by_portions(version=2))
    gives(seoul, version=2)
    keep_plan(seoul.real.node, by_tear_lines(tear_line(launch(system="c"))))
    assert (seoul.say().held, seoul.left) == (2, [])


def test_an_old_version_is_not_sent_as_the_newest(seoul):
    keeps(seoul, item(launch(system="wrong"), SECRET), by_portions())
    gives(seoul)
    keeps(seoul, structs.replace(item(launch(), SECRET), version=2), by_portions(version=2))
    gives(seoul, version=2)
    assert gives(seoul, version=1)[0].decision.outcome != "release"


def corrects(name, version):
    return Relation("corrects", name, version)


# --- what the whole may say ----------------------------------------------------------------------


def test_the_whole_does_not_name_what_was_never_given(seoul):
    keeps(seoul, item(launch("KOR:I"), name="KOR-hidden"))
    keeps(
        seoul, item(launch(), level="KOR:II", relations=(Relation("corrects", "KOR-hidden", 1),))
    )
    answer = release(seoul.real.node, asks(), whole=True)
    row = seoul.real.node.store.read(lambda r: held_product(r, answer.case.product, 1))
    given = read_content(seoul.real.node, row)
    assert (given.relations, given.product != "KOR-item") == ((), True)
    assert given.portions == (launch(),)


def test_a_yes_to_the_whole_counts_for_the_whole_under_another_name(seoul):
    keeps(seoul, item(launch("KOR:I"), name="KOR-hidden"))
    related = (Relation("corrects", "KOR-hidden", 1),)
    keeps(seoul, item(words(), kind="text", level="KOR:II", relations=related))
    referred = release(seoul.real.node, asks(), whole=True)
    assert referred.decision.outcome == "refer"
    act = ReleaseApproved(
        "KOR", approval_of(referred.case), canonical.digest(referred.case), IN_FORCE
    )
    officer_signs(seoul.real, "releasing-authority", act)
    assert release(seoul.real.node, asks()).sequence
    seoul.say()
    assert len(seoul.left) == 1


def test_an_organs_consent_to_the_item_counts_for_what_is_made_of_it(seoul):
    portions = (structs.replace(launch(), marking=Marking("KOR:II", (CONTROL,))), SECRET)
    keeps(seoul, item(*portions, originators=("KOR:NIS",)), by_portions())
    assert gives(seoul)[0].decision.outcome == "withhold"
    consent = Consent("KOR:NIS", "KOR-item", 1, "JPN", "dprk-missile-threat", IN_FORCE)
    officer_signs(seoul.real, "releasing-authority", ConsentGiven("KOR", consent, IN_FORCE))
    seoul.orders("kor-order-controlled", caveats=f'["{CONTROL}"]')
    assert gives(seoul)[1].portions == portions[:1]
    seoul.say()
    assert len(seoul.left) == 1


# --- trouble -------------------------------------------------------------------------------------


def test_an_item_of_the_first_format_has_no_portions_to_choose_from(seoul):
    marking = Marking("KOR:II")
    product = Product(
        product="KOR-old", kind="text", originators=("KOR",), marking=marking, marker="REAL",
        precedence="routine", subjects=("dprk-missile",), purpose="dprk-missile-threat",
        created=0, portions=(Portion(marking, Text("x")),),
    )  # fmt: skip
    assert product.format == FIRST
    keeps(seoul, product)
    with pytest.raises(MalformedInput, match="first format"):
        keep_plan(seoul.real.node, by_portions("KOR-old"))


def test_nothing_is_made_for_whoever_is_no_partner(seoul):
    limits = {
        "to": '"USA"', "posts": '["USA:DOD/watch"]', "under": '"unclassified"',
        "kinds": '["text"]', "level-at-most": '"KOR:U"',
    }  # fmt: skip
    seoul.orders("kor-order-open", **limits)
    keeps(seoul, item(launch(), SECRET), by_tear_lines(tear_line(words(level="KOR:U"))))
    with pytest.raises(UnknownRecipient):
        release(seoul.real.node, Asked("KOR-item", 1, "USA", "USA:DOD/watch"))
    assert seoul.real.node.store.read(lambda reading: reading.versions_of("KOR-item")) == []
