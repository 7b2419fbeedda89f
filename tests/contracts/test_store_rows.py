"""Contract of the store: what is kept, found again, and kept once."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from accordant.errors import StoreFailed
from accordant.model.case import ItemFacts
from accordant.operations.ports import (
    ActRow,
    DecisionRow,
    DesignationRow,
    EvidenceRow,
    MadeRow,
    PartnerRow,
    Pending,
    PlanRow,
    StoppedLink,
    TextRow,
)


def act(digest="a" * 64, kind="adopted/1", subject="jpn-kor", at=1):
    return ActRow(digest, kind, "KOR", subject, b"dsse", at, at + 1)


def partner(number=1, address="127.0.0.1:7411", certificate="c" * 64):
    return PartnerRow("JPN", "f" * 64, b"statement", number, address, certificate)


def decision(product="KOR-1", version=1, at=1):
    return DecisionRow(
        case_digest="d" * 64, case=b"case", decision=b"decision", direction="outbound",
        product=product, version=version, partner="JPN", outcome="release", at=at,
    )  # fmt: skip


class TestTextsAndActs:
    def test_a_text_is_found_by_its_clause_digest(self, store):
        row = TextRow("d" * 64, "jpn-kor", "instrument", "source")
        store.write(lambda t: t.save_text(row))
        assert store.read(lambda r: (r.text("d" * 64), r.text("e" * 64))) == (row, None)

    def test_corrected_prose_replaces_the_source_and_keeps_the_place(self, store):
        store.write(lambda t: t.save_text(TextRow("1" * 64, "one", "instrument", "teh")))
        store.write(lambda t: t.save_text(TextRow("2" * 64, "two", "order", "second")))
        store.write(lambda t: t.save_text(TextRow("1" * 64, "one", "instrument", "the")))
        assert store.read(lambda r: [t.source for t in r.texts()]) == ["the", "second"]

    def test_an_act_is_kept_once(self, store):
        assert store.write(lambda t: (t.save_act(act()), t.save_act(act(at=9)))) == (True, False)
        assert store.read(lambda r: r.acts()) == [act()]

    def test_acts_come_in_the_order_learnt_by_kind_and_by_subject(self, store):
        rows = [act("1", "adopted/1", at=9), act("2", "order-signed/1", "order", at=3)]
        store.write(lambda t: [t.save_act(row) for row in rows])
        assert store.read(lambda r: r.acts()) == rows
        assert store.read(lambda r: r.acts("order-signed/1")) == rows[1:]
        assert store.read(lambda r: r.acts_about("jpn-kor")) == rows[:1]

    def test_the_law_revision_grows_with_every_change_and_only_then(self, store):
        text = TextRow("1" * 64, "one", "instrument", "teh")
        corrected = TextRow("1" * 64, "one", "instrument", "the")
        steps = [
            lambda t: t.save_text(text), lambda t: t.save_text(corrected), lambda t: t.save_act(act()),
        ]  # fmt: skip
        seen = [store.read(lambda r: r.law_revision())]
        for step in steps:
            store.write(step)
            seen.append(store.read(lambda r: r.law_revision()))
        assert seen == sorted(set(seen))
        store.write(lambda t: (t.save_text(corrected), t.save_act(act())))
        assert store.read(lambda r: r.law_revision()) == seen[-1]


class TestPartners:
    def test_a_newer_statement_replaces_an_older(self, store):
        store.write(lambda t: (t.save_partner(partner()), t.save_partner(partner(2, "host:1"))))
        assert store.read(lambda r: r.partner("JPN")) == partner(2, "host:1")

    def test_an_older_statement_is_refused(self, store):
        store.write(lambda t: t.save_partner(partner(2)))
        with pytest.raises(StoreFailed):
            store.write(lambda t: t.save_partner(partner(1)))
        assert store.read(lambda r: r.partners()) == [partner(2)]

    def test_only_the_newest_certificate_names_the_partner(self, store):
        store.write(lambda t: t.save_partner(partner(1, certificate="1" * 64)))
        store.write(lambda t: t.save_partner(partner(2, certificate="2" * 64)))
        assert store.read(lambda r: r.partner_by_certificate("1" * 64)) is None
        assert store.read(lambda r: r.partner_by_certificate("2" * 64)).party == "JPN"

    def test_a_link_stops_once_and_for_its_first_reason(self, store):
        assert store.read(lambda r: r.link_stopped("JPN")) is None
        store.write(lambda t: (t.stop_link("JPN", "log-forked", 5), t.stop_link("JPN", "x", 6)))
        assert store.read(lambda r: r.link_stopped("JPN")) == StoppedLink("JPN", "log-forked", 5)

    def test_evidence_is_kept_once(self, store):
        row = EvidenceRow("log-forked", "JPN", b"one", b"other", 5)
        assert store.write(lambda t: (t.save_evidence(row), t.save_evidence(row))) == (True, False)
        assert store.read(lambda r: r.evidence()) == [row]


class TestProducts:
    def test_every_field_comes_back(self, store, a_product):
        item = ItemFacts(contents=("text",), provided_for="warning", originators=("KOR:DIA",))
        row = a_product(
            register_number="JPN-2017-1", held_under="i" * 64, own_level="JPN:gokuhi", post="p",
            item=item,
        )  # fmt: skip
        assert store.write(lambda t: t.save_product(row))
        assert store.read(lambda r: r.product("KOR-1", 1)) == row

    def test_the_same_version_from_the_same_origin_is_kept_once(self, store, a_product):
        store.write(lambda t: t.save_product(a_product()))
        assert not store.write(lambda t: t.save_product(a_product(envelope=b"another")))
        assert store.read(lambda r: r.product("KOR-1", 1)).envelope == b"envelope"

    def test_what_may_be_designated_is_listed_until_it_is(self, store, a_product):
        rows = [
            a_product(product=f"KOR-{n}", origin="KOR", state="registered", register_number=str(n))
            for n in (1, 2, 3)
        ]
        quarantined = a_product(product="KOR-4", origin="KOR", state="quarantined")
        choices = [
            DesignationRow(each.product, 1, "KOR", "KOR:II") for each in (*rows, quarantined)
        ]
        store.write(lambda t: [t.save_product(each) for each in (*rows, quarantined)])
        store.write(lambda t: [t.save_designation(each) for each in choices])
        found = store.read(lambda r: r.undesignated())
        assert [each.register_number for each in found] == ["1", "2", "3"]
        assert [
            each.product for each in store.read(lambda r: r.undesignated(found[0].place, 1))
        ] == ["KOR-2"]
        store.write(lambda t: t.save_designation(replace(choices[0], bears="X", act="a" * 64)))
        assert [each.product for each in store.read(lambda r: r.undesignated())] == [
            "KOR-2", "KOR-3",
        ]  # fmt: skip
        kept = store.read(lambda r: r.designation("KOR-1", 1, "KOR"))
        assert kept == replace(choices[0], act="a" * 64)
        assert store.read(lambda r: r.designation("KOR-1", 2, "KOR")) is None

    def test_an_own_level_changes_and_nothing_else(self, store, a_product):
        row = a_product(origin="KOR", own_level="JPN:tokutei")
        store.write(lambda t: t.save_product(row))
        store.write(lambda t: t.set_own_level("KOR-1", 1, "KOR", "JPN:gokuhi"))
        assert store.read(lambda r: r.product("KOR-1", 1)) == replace(row, own_level="JPN:gokuhi")
        with pytest.raises(StoreFailed):
            store.write(lambda t: t.set_own_level("KOR-1", 1, "AUS", "JPN:gokuhi"))

    def test_a_partners_item_never_displaces_ones_own(self, store, a_product):
        forged = a_product(origin="JPN", envelope=b"forged", state="quarantined")
        store.write(lambda t: (t.save_product(forged), t.save_product(a_product())))
        assert store.read(lambda r: r.product("KOR-1", 1)) == a_product()
        assert store.read(lambda r: r.product("KOR-1", 1, "JPN")) == forged

    def test_a_copy_passed_on_never_hides_the_item_its_originator_gave(self, store, a_product):
        passed_on = a_product(origin="AUS", state="registered", own_level="JPN:hi")
        quarantined = a_product(origin="KOR", state="quarantined", own_level="JPN:gokuhi")
        store.write(lambda t: (t.save_product(passed_on), t.save_product(quarantined)))
        assert store.read(lambda r: r.product("KOR-1", 1)) == passed_on
        store.write(lambda t: t.move_product("KOR-1", 1, "KOR", "registered"))
        assert store.read(lambda r: r.product("KOR-1", 1)).origin == "KOR"

    def test_listings_are_filtered_newest_first_and_bounded(self, store, a_product):
        rows = [
            a_product(product="KOR-1"),
            a_product(product="KOR-2", origin="AUS"),
            a_product(product="KOR-3", origin="AUS", state="registered"),
            a_product(product="KOR-4", state="registered"),
        ]
        store.write(lambda t: [t.save_product(row) for row in rows])

        def names(**asked):
            return [row.product[-1] for row in store.read(lambda r: r.products(**asked))]

        assert names() == ["4", "3", "2", "1"]
        assert names(limit=2) == ["4", "3"]
        assert names(state="registered") == ["4", "3"]
        assert names(origin="AUS") == ["3", "2"]
        assert names(state="held", origin="AUS") == ["2"]

    def test_an_item_is_found_by_its_identifier_and_by_its_register_number(self, store, a_product):
        rows = [
            a_product(),
            a_product(version=2),
            a_product(origin="AUS", state="registered", register_number="KOR/2017/000001"),
            a_product(product="KOR-2", origin="AUS", register_number="KOR/2017/000002"),
        ]
        store.write(lambda t: [t.save_product(row) for row in rows])
        assert store.read(lambda r: r.products_named("KOR-1")) == rows[:3]
        assert store.read(lambda r: r.products_named("KOR/2017/000002")) == rows[3:]
        assert store.read(lambda r: (r.products_named(""), r.products_named("KOR"))) == ([], [])

    def test_a_state_changes_for_a_product_that_is_there(self, store, a_product):
        store.write(lambda t: t.save_product(a_product()))
        store.write(lambda t: t.move_product("KOR-1", 1, "own", "quarantined"))
        assert store.read(lambda r: r.product("KOR-1", 1)).state == "quarantined"
        with pytest.raises(StoreFailed):
            store.write(lambda t: t.move_product("KOR-1", 2, "own", "held"))


class TestDecisions:
    def test_a_decision_comes_back_under_its_identifier(self, store):
        number = store.write(lambda t: t.save_decision(decision()))
        found = store.read(lambda r: r.decision(number))
        assert (found.identifier, found.case, found.decision) == (number, b"case", b"decision")

    def test_decisions_are_listed_by_product_and_by_age(self, store):
        rows = [decision(at=1), decision(version=2, at=2), decision("KOR-2", at=3)]
        store.write(lambda t: [t.save_decision(row) for row in rows])
        assert [d.at for d in store.read(lambda r: r.decisions_of("KOR-1"))] == [1, 2]
        assert [d.at for d in store.read(lambda r: r.decisions_of("KOR-1", 2))] == [2]
        assert [d.at for d in store.read(lambda r: r.recent_decisions(2))] == [3, 2]


def made(version=1, master_version=1, recipient="JPN", product="KOR-drawn"):
    return MadeRow(
        product, version, "KOR-1", master_version, recipient, "portions", master_version
    )


class TestPlansAndVersions:
    def test_a_version_that_never_left_goes_with_what_it_was_made_of(self, store, a_product):
        rows = [a_product(product="KOR-drawn"), a_product(product="KOR-drawn", version=2)]
        store.write(lambda t: [t.save_product(row) for row in rows])
        store.write(lambda t: [t.save_version(made(1)), t.save_version(made(2, 2))])
        store.write(lambda t: t.drop_version("KOR-drawn", 2))
        assert store.read(lambda r: r.versions_of("KOR-1")) == [made(1)]
        assert store.read(lambda r: r.product("KOR-drawn", 1)) == rows[0]
        assert store.read(lambda r: r.product("KOR-drawn", 2)) is None
        with pytest.raises(StoreFailed):
            store.write(lambda t: t.drop_version("KOR-1", 1))

    def test_a_later_plan_takes_the_place_of_the_earlier_for_that_version_alone(self, store):
        rows = [
            PlanRow("KOR-1", version, at, b"key", b"sealed")
            for version, at in ((1, 1), (2, 2), (1, 3))
        ]
        store.write(lambda t: [t.save_plan(row) for row in rows])
        found = store.read(lambda r: [r.plan("KOR-1", version) for version in (1, 2, 3)])
        assert found == [rows[2], rows[1], None]

    def test_versions_are_found_by_what_they_were_made_of_and_for_whom(self, store):
        rows = [made(2, 2), made(1, 1), made(1, 1, "AUS", "KOR-other")]
        store.write(lambda t: [t.save_version(row) for row in rows])
        assert store.read(lambda r: r.versions_of("KOR-1", "JPN")) == [rows[1], rows[0]]
        everybody = store.read(lambda r: r.versions_of("KOR-1"))
        assert {(each.recipient, each.version) for each in everybody} == {
            ("JPN", 1), ("JPN", 2), ("AUS", 1),
        }  # fmt: skip
        assert store.read(lambda r: r.version_made("KOR-other")) == [rows[2]]
        assert store.read(lambda r: (r.version_made("KOR-1"), r.versions_of("KOR-drawn"))) == (
            [],
            [],
        )

    def test_one_version_stands_for_several_of_its_item_and_is_kept_once_for_each(self, store):
        kept = store.write(lambda t: [t.save_version(row) for row in (made(), made(), made(1, 2))])
        assert kept == [True, False, True]
        assert len(store.read(lambda r: r.version_made("KOR-drawn"))) == 2


class TestOutbox:
    def test_take_goes_by_rank_then_by_age(self, store, a_message):
        ranks = [1, 5, 3, 5, 1]
        numbers = store.write(lambda t: [t.enqueue(a_message(rank=rank)) for rank in ranks])
        taken = store.read(lambda r: r.take("JPN", 10))
        expected = [numbers[1], numbers[3], numbers[2], numbers[0], numbers[4]]
        assert [row.sequence for row in taken] == expected
        assert [row.rank for row in store.read(lambda r: r.take("JPN", 3))] == [5, 5, 3]

    def test_take_is_per_partner(self, store, a_message):
        store.write(lambda t: (t.enqueue(a_message("AUS", 5)), t.enqueue(a_message("JPN"))))
        assert [row.partner for row in store.read(lambda r: r.take("JPN", 10))] == ["JPN"]

    def test_what_is_dispatched_or_held_is_not_taken_again(self, store, a_message):
        first, second, third = store.write(
            lambda t: [t.enqueue(a_message(payload=b"%d" % n)) for n in range(3)]
        )
        store.write(lambda t: (t.mark_dispatched(first, 0, 7), t.mark_held(second, "ended", 8)))
        assert [row.sequence for row in store.read(lambda r: r.take("JPN", 10))] == [third]
        rows = store.read(lambda r: r.outbox())
        assert [(r.state, r.index, r.reason, r.settled) for r in rows] == [
            ("waiting", None, "", None), ("held", None, "ended", 8), ("dispatched", 0, "", 7),
        ]  # fmt: skip
        assert [r.payload for r in store.read(lambda r: r.outbox(state="held"))] == [b"1"]
        assert store.read(lambda r: r.outbox(partner="AUS")) == []

    def test_what_is_said_about_a_product_is_found_in_any_state(self, store, a_message):
        about = [replace(a_message(), product=name) for name in ("KOR-1", "KOR-2", "KOR-1", "")]
        numbers = store.write(lambda t: [t.enqueue(row) for row in about])
        store.write(lambda t: t.mark_dispatched(numbers[0], 0, 7))
        found = store.read(lambda r: r.outbox_about("KOR-1"))
        assert [row.sequence for row in found] == [numbers[0], numbers[2]]
        assert store.read(lambda r: r.outbox_about("")) == []

    @pytest.mark.parametrize("settle", ["mark_dispatched", "mark_held"])
    def test_a_message_is_settled_once(self, store, a_message, settle):
        number = store.write(lambda t: t.enqueue(a_message()))
        store.write(lambda t: t.mark_held(number, "ended", 8))
        with pytest.raises(StoreFailed):
            store.write(lambda t: getattr(t, settle)(number, 1, 9))

    def test_pending_counts_what_waits_per_partner_and_rank(self, store, a_message):
        for partner_, rank in (("JPN", 5), ("JPN", 1), ("JPN", 1), ("AUS", 2)):
            last = store.write(lambda t, p=partner_, r=rank: t.enqueue(a_message(p, r)))
        store.write(lambda t: t.mark_held(last, "ended", 8))
        assert store.read(lambda r: r.pending()) == [Pending("JPN", 5, 1), Pending("JPN", 1, 2)]


class TestTime:
    def test_the_high_water_mark_never_goes_down(self, store):
        assert store.read(lambda r: r.high_water()) == 0
        marks = store.write(lambda t: [t.raise_high_water(at) for at in (5, 9, 7)])
        assert marks == [5, 9, 9]
        assert store.read(lambda r: r.high_water()) == 9
