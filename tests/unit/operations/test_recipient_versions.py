"""What goes to Tokyo of an item that may not go whole: the real node, down to the leaf."""

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
from accordant.errors import MalformedInput, NotAuthorised, UnmarkedProduct
from accordant.model.act import OrderRevoked, ReleaseApproved
from accordant.model.message import Released
from accordant.model.product import Relation
from accordant.operations import founding, officers
from accordant.operations.asked import Asked, held_product
from accordant.operations.officer_acts import what_of_item
from accordant.operations.officers import Signer
from accordant.operations.plans import keep_plan
from accordant.operations.release import preview, release

SECRET = words("a word that must not leave", "KOR:I")


def asked(name="KOR-item", version=1, to="JPN"):
    return Asked(name, version, to, f"{to}:DIH/watch")


def reason(seoul, name="KOR-item"):
    return preview(seoul.real.node, asked(name)).considered.reason


def texts_of(product):
    return [getattr(each.content, "text", each.content) for each in product.portions]


def test_without_a_plan_the_item_goes_whole_or_not_at_all(seoul):
    keeps(seoul, item(launch(), SECRET))
    answer, _ = gives(seoul)
    assert (answer.decision.outcome, answer.sequence) == ("withhold", 0)
    assert reason(seoul) == "no-plan"
    keeps(seoul, item(launch(), name="KOR-may", level="KOR:II"), by_portions("KOR-may"))
    _, given = gives(seoul, "KOR-may")
    assert given.product == "KOR-may", "what may go whole goes as it is"


def test_the_portions_that_may_go_do_under_a_name_of_their_own(seoul):
    keeps(seoul, item(launch(), SECRET, words("from people", discipline="human")), by_portions())
    answer, given = gives(seoul)
    assert given.portions == (launch(),)
    assert (given.title, given.marking.level, given.kind) == (
        "a launch",
        "KOR:II",
        "launch-report",
    )
    assert given.product.startswith("KOR-")
    assert (given.product != "KOR-item", given.version) == (True, 1)
    assert answer.considered.whole.decision.outcome == "withhold"
    seoul.say()
    assert seoul.left == [given.product]
    said = b"".join(canonical.encode(each) for each in seoul.tokyo.messages(Released))
    assert b"KOR-item" not in said
    assert b"must not" not in said


def test_a_placeholder_says_that_and_not_how_much(seoul):
    keeps(seoul, item(launch(), SECRET, SECRET), by_portions(placeholder=True))
    _, one = gives(seoul)
    keeps(seoul, item(launch(), SECRET, name="KOR-b"), by_portions("KOR-b", placeholder=True))
    _, other = gives(seoul, "KOR-b")
    assert len(one.portions) == 2
    assert one.portions == other.portions


def test_the_tear_line_for_the_state_goes_before_that_for_all(seoul):
    mine = tear_line(launch(system="for Tokyo"), to=("AUS", "JPN"))
    keeps(
        seoul, item(SECRET, kind="text"), by_tear_lines(tear_line(launch(system="for all")), mine)
    )
    _, given = gives(seoul)
    assert given.portions == mine.portions
    assert given.title == "what may be said"


def test_a_tear_line_that_may_not_go_gives_way_to_the_next(seoul):
    mine = tear_line(launch("KOR:I"), to=("JPN",))
    general = tear_line(launch(system="for all"))
    keeps(seoul, item(SECRET, kind="text"), by_tear_lines(mine, general))
    assert gives(seoul)[1].portions == general.portions


def test_a_report_from_people_goes_by_a_tear_line_and_in_no_other_way(seoul):
    keeps(seoul, item(from_people(), level="KOR:II", kind="human-report"), by_portions())
    assert gives(seoul)[0].decision.outcome == "refer"
    assert reason(seoul) == "nothing-may-go"
    line = tear_line(launch())
    keep_plan(seoul.real.node, by_tear_lines(line))
    assert gives(seoul)[1].portions == line.portions


def test_what_together_is_more_than_each_part_is_for_the_author(seoul):
    keeps(seoul, item(launch(), launch("KOR:III")), by_portions())
    assert gives(seoul)[0].decision.outcome == "withhold"
    assert reason(seoul) == "compiled"


def test_a_portion_that_needs_a_consent_stays(seoul):
    foreign = words("seen by another", caveats=("originator-control",))
    keeps(seoul, item(launch(), foreign, level="KOR:II"), by_portions())
    _, given = gives(seoul)
    assert given.portions == (launch(),)
    assert given.marking.caveats == ()


def test_the_same_again_is_made_once_and_sent_once(seoul):
    keeps(seoul, item(launch(), SECRET), by_portions())
    first, given = gives(seoul)
    again, same = gives(seoul)
    assert (first.had, again.had, again.sequence) == (False, True, 0)
    assert same == given
    keeps(
        seoul,
        structs.replace(item(launch(), words("another secret", "KOR:I")), version=2),
        by_portions(version=2),
    )
    later, unchanged = gives(seoul, version=2)
    assert (later.had, unchanged) == (True, given)


def test_versions_are_counted_for_the_recipient_without_gaps(seoul):
    numbers = []
    for version in range(1, 7):
        seen = launch(system=f"system {version // 3}")
        hidden = words(f"secret {version}", "KOR:I")
        product = structs.replace(item(seen, hidden), version=version)
        keeps(seoul, product, by_portions(version=version))
        answer, given = gives(seoul, version=version)
        numbers.append((given.version, answer.had))
    assert numbers == [(1, False), (1, True), (2, False), (2, True), (2, True), (3, False)]
    seoul.say()
    assert [each.version for each in seoul.tokyo.messages(Released)] == [1, 2, 3]
    assert len(set(seoul.left)) == 1


def test_an_edit_of_what_is_withheld_does_not_show(seoul):
    """The next version corrects the one before; the recipient hears so only of what it has."""
    keeps(seoul, item(launch(), SECRET), by_portions())
    _, first = gives(seoul)
    edited = item(launch(), words("other", "KOR:I"), relations=(corrects("KOR-item", 1),))
    keeps(seoul, structs.replace(edited, version=2), by_portions(version=2))
    answer, same = gives(seoul, version=2)
    assert (answer.had, same) == (True, first)
    edited = item(launch(system="b"), SECRET, relations=(corrects("KOR-item", 1),))
    keeps(seoul, structs.replace(edited, version=3), by_portions(version=3))
    _, later = gives(seoul, version=3)
    assert (later.version, later.relations) == (2, (corrects(first.product, 1),))


def test_a_version_that_waits_does_not_leave_once_its_item_is_superseded(seoul):
    keeps(seoul, item(launch(), SECRET), by_portions())
    assert gives(seoul)[0].decision.outcome == "release"
    later = item(SECRET, kind="text", relations=(Relation("retracts", "KOR-item", 1),))
    keeps(seoul, structs.replace(later, version=2))
    seoul.say()
    assert seoul.left == []


@pytest.mark.parametrize("kind", ["corrects", "retracts"])
def test_what_is_made_of_a_superseded_item_waits_for_a_person(seoul, kind):
    keeps(seoul, item(launch(), SECRET), by_portions())
    later = item(launch("KOR:I"), SECRET, relations=(Relation(kind, "KOR-item", 1),))
    keeps(seoul, structs.replace(later, version=2))
    answer, _ = gives(seoul, version=1)
    assert (answer.decision.outcome, answer.sequence) == ("withhold", 0)
    said = {each.sentence for each in answer.considered.portions[0].judged.decision.determining}
    assert said == {"superseded", "no-order"}


def test_a_superseded_item_goes_only_by_a_yes_given_since(seoul):
    """Also one that waits already: it is decided again before it leaves."""
    keeps(seoul, item(launch(), name="KOR-open", level="KOR:II"))
    assert gives(seoul, "KOR-open")[0].decision.outcome == "release"
    retracts = (Relation("retracts", "KOR-open", 1),)
    keeps(seoul, item(launch(system="b"), name="KOR-no", level="KOR:II", relations=retracts))
    seoul.say()
    assert seoul.left == []
    answer, _ = gives(seoul, "KOR-open")
    assert answer.decision.outcome == "refer"
    digest = canonical.digest(answer.case)
    yes = ReleaseApproved("KOR", approval_of(answer.case), digest, answer.case.at)
    officer_signs(seoul.real, "releasing-authority", yes)
    assert gives(seoul, "KOR-open")[0].decision.outcome == "release"


def corrects(name, version):
    return Relation("corrects", name, version)


def test_a_correction_names_what_the_recipient_knows(seoul):
    keeps(seoul, item(launch(), SECRET), by_portions())
    _, first = gives(seoul)
    corrects = (Relation("corrects", "KOR-item", 1),)
    whole = item(launch(system="b"), name="KOR-next", level="KOR:II", relations=corrects)
    keeps(seoul, whole)
    _, given = gives(seoul, "KOR-next")
    assert given.relations == (Relation("corrects", first.product, 1),)
    assert given.product != "KOR-next"
    unknown = item(
        launch(), SECRET, name="KOR-last", relations=(Relation("corrects", "KOR-next", 1),)
    )
    keeps(seoul, unknown, by_portions("KOR-last"))
    assert gives(seoul, "KOR-last")[1].relations == (Relation("corrects", given.product, 1),)
    strange = item(launch(), name="KOR-never", level="KOR:I")
    keeps(seoul, strange)
    about = item(
        launch(), SECRET, name="KOR-about", relations=(Relation("retracts", "KOR-never", 1),)
    )
    keeps(seoul, about, by_portions("KOR-about"))
    assert gives(seoul, "KOR-about")[1].relations == ()


def test_a_version_goes_to_nobody_else(seoul):
    keeps(seoul, item(launch(), SECRET), by_portions())
    _, given = gives(seoul)
    with pytest.raises(NotAuthorised, match="made for JPN"):
        release(seoul.real.node, asked(given.product, to="AUS"))
    with pytest.raises(NotAuthorised, match="recipient version"):
        keep_plan(seoul.real.node, by_portions(given.product))


def test_what_waits_is_decided_again_when_it_leaves(seoul):
    keeps(seoul, item(launch(), SECRET), by_portions())
    answer, _ = gives(seoul)
    act = OrderRevoked("KOR", "kor-order-launch-reports", seoul.order, IN_FORCE)
    officer_signs(seoul.real, "releasing-authority", act)
    assert (seoul.say().held, seoul.left) == (1, [])
    assert seoul.row(answer.case.product).reason == "refer"


def test_a_yes_to_the_whole_is_the_only_yes_the_whole_needs(seoul):
    """And asking for that yes sends nothing less in the meantime."""
    product = item(words("for a person"), launch(), name="KOR-b", level="KOR:II", kind="text")
    keeps(seoul, product, by_portions("KOR-b"))
    referred = release(seoul.real.node, asked("KOR-b"), whole=True)
    assert (referred.decision.outcome, referred.sequence) == ("refer", 0)
    assert preview(seoul.real.node, asked("KOR-b")).considered.chosen.choice == "portions"
    officer_signs(
        seoul.real,
        "releasing-authority",
        ReleaseApproved(
            "KOR", approval_of(referred.case), canonical.digest(referred.case), IN_FORCE
        ),
    )
    assert release(seoul.real.node, asked("KOR-b")).case.product == "KOR-b"


@pytest.mark.parametrize(
    ("plan", "error"),
    [
        (by_portions("KOR-other"), MalformedInput),
        (by_tear_lines(tear_line(words(level="JPN:hi"))), UnmarkedProduct),
        (by_tear_lines(tear_line(words(subjects=("no-such-word",)))), MalformedInput),
        (by_tear_lines(tear_line(words(discipline="guessing"))), MalformedInput),
        (by_tear_lines(tear_line(words(), draws_on=(1,))), MalformedInput),
    ],
)
def test_a_plan_that_does_not_fit_its_item_is_refused_and_not_kept(seoul, plan, error):
    keeps(seoul, item(launch(), SECRET))
    with pytest.raises(error):
        keep_plan(seoul.real.node, plan)
    assert seoul.real.node.store.read(lambda reading: reading.plan("KOR-item", 1)) is None


def test_whoever_wrote_the_item_wrote_its_versions(seoul):
    """So that no author approves the version made of his own item."""
    keeps(seoul, item(launch(), SECRET), by_portions())
    _, given = gives(seoul)
    node = seoul.real.node
    founding.begin(node, seoul.real.party_signer(), "KOR:I", IN_FORCE * 2)

    def authors(name):
        return node.store.read(
            lambda reading: what_of_item(reading, held_product(reading, name, 1)).authors
        )

    assert authors("KOR-item") is authors(given.product) is None
    writer = Signer("treaty-desk", seoul.real.officer_key("treaty-desk"))
    officers.sign_as_author(node, [("KOR-item", 1)], writer)
    assert authors("KOR-item") == authors(given.product) == ("treaty-desk",)
