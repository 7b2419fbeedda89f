"""The register of officers kept and asked: who may sign what in it, acts and readings held to it."""

from __future__ import annotations

import pytest
from msgspec import UNSET, structs
from tests.one_real_node import AGREEMENT, NOW, Scene, officer_signs

from accordant import canonical
from accordant.adapters.clock import ReplayClock
from accordant.envelope import dsse
from accordant.envelope import officers as signed_entries
from accordant.envelope.keys import generate_signing_key
from accordant.errors import (
    BadSignature,
    LevelNotInTable,
    MalformedInput,
    MalformedMessage,
    NotAuthorised,
    OfficerMayNot,
    UnknownOfficer,
    UnknownProduct,
)
from accordant.model.act import (
    AssuranceGiven,
    ConsentGiven,
    LevelDesignated,
    RequirementsNotified,
)
from accordant.model.case import Assurance, Consent
from accordant.model.marking import Marking
from accordant.model.officer import (
    AbsenceCovered,
    Authored,
    LetterIssued,
    NeedDetermined,
    OfficerAppointed,
    OfficerCleared,
    OfficerEntry,
    OfficerRemoved,
    Withdrawn,
)
from accordant.model.product import Portion, Product, Text
from accordant.operations import founding, officer_views, officers
from accordant.operations.officer_registers import authors_of, entries
from accordant.operations.officer_registers import begun as was_begun
from accordant.operations.officers import Signer
from accordant.operations.products import keep, open_to_read

YEAR = 365 * 24 * 3600 * 1000
END = NOW + YEAR
KEY = generate_signing_key()


def party(scene: Scene) -> Signer:
    return scene.real.party_signer()


def security(scene: Scene) -> Signer:
    return Signer("security-authority", scene.real.officer_key("security-authority"))


def begun(scene: Scene) -> Scene:
    founding.begin(scene.real.node, party(scene), "JPN:tokutei", END)
    return scene


def appointed(officer="desk", key=KEY, since=NOW, **more):
    given = {"post": f"{officer}-post", "authority": "JPN:DIH", "key": key.public} | more
    return OfficerAppointed(officer=officer, since=since, **given)


def cleared(officer="desk", level="JPN:tokutei", scheme="administrative-documents", until=END):
    return OfficerCleared(officer=officer, scheme=scheme, level=level, since=NOW, until=until)


def need(officer="desk", subjects=("every",)):
    return NeedDetermined(officer=officer, group="all", subjects=subjects, since=NOW, until=END)


def letter(officer="desk", deeds=("assure",), level="JPN:tokutei", countries=("every",), **more):
    given = {"categories": ("every",), "since": NOW, "until": END} | more
    return LetterIssued(officer=officer, deeds=deeds, level=level, countries=countries, **given)


def record(scene: Scene, *facts, by: Signer | None = None):
    return officers.record(scene.real.node, facts, by or party(scene))


def assures(scene: Scene, level="JPN:tokutei", to="KOR") -> None:
    word = Assurance(
        party="JPN", to=to, post="JPN:DIH/watch", level=level, clearance=True, need=True,
        protection=True, given=NOW,
    )  # fmt: skip
    officer_signs(scene.real, "security-authority", AssuranceGiven("JPN", word, NOW))


def item(scene: Scene):
    return scene.real.node.store.read(lambda reading: reading.product("KOR-first", 1))


def written(scene: Scene, version: int) -> None:
    marking = Marking("JPN:hi")
    product = Product(
        product="JPN-own", version=version, kind="text", originators=("JPN",), marking=marking,
        marker="TEST", precedence="routine", subjects=("dprk-missile",),
        purpose="missile-defence", created=NOW, portions=(Portion(marking, Text("words")),),
    )  # fmt: skip
    keep(scene.real.node, [product])


def authors(scene: Scene, version: int):
    return scene.real.node.store.read(lambda reading: authors_of(reading, "JPN-own", version))


class TestBeginning:
    def test_without_a_register_posts_alone_decide_and_anybody_reads(self, scene):
        assures(scene)
        assert open_to_read(scene.real.node, item(scene)).product == "KOR-first"

    def test_founding_officers_go_on_with_what_the_statement_lets_them_sign(self, scene):
        begun(scene)
        assures(scene)
        with pytest.raises(MalformedInput, match="begun here already"):
            begun(scene)

    def test_a_founding_is_whole_or_nothing(self, scene):
        with pytest.raises(LevelNotInTable):
            founding.begin(scene.real.node, party(scene), "KOR:II", END)
        assert not scene.real.node.store.read(was_begun)

    def test_only_the_party_key_begins(self, scene):
        with pytest.raises(NotAuthorised, match="not the party key"):
            record(scene, appointed(), by=Signer("party", KEY))
        with pytest.raises(OfficerMayNot, match="nobody in office"):
            record(scene, appointed(), by=security(scene))

    def test_the_party_key_lets_the_last_one_back_in(self, scene):
        begun(scene)
        record(scene, OfficerRemoved(officer="security-authority", since=NOW))
        with pytest.raises(OfficerMayNot, match="nobody in office"):
            assures(scene)
        again = appointed(
            "security-authority", scene.real.officer_key("security-authority"), NOW + 1,
            post="security-authority",
        )  # fmt: skip
        record(scene, again)
        ReplayClock.advance(scene.root / "clock", NOW + 1000)
        with pytest.raises(OfficerMayNot, match="No letter delegates it"):
            assures(scene)

    def test_officers_may_be_named_when_the_register_begins(self, scene):
        names = {"security-authority": "nis-0001"}
        with pytest.raises(MalformedInput, match="no post `night-desk`"):
            founding.begin(scene.real.node, party(scene), "JPN:hi", END, {"night-desk": "x"})
        founding.begin(scene.real.node, party(scene), "JPN:hi", END, names)
        found = [each.officer for each in officer_views.listed(scene.real.node)]
        assert found == [
            "designating-authority", "nis-0001", "releasing-authority", "treaty-desk",
        ]  # fmt: skip
        assures(scene, "JPN:hi")

    def test_what_a_failed_recording_added_is_not_remembered(self, scene):
        begun(scene)
        node = scene.real.node
        for _ in range(2):
            with pytest.raises(UnknownOfficer):
                record(scene, appointed(), cleared(), cleared("nobody"))
            register = node.store.read(node.registers.current)
            assert "desk" not in register.officers
            record(scene, cleared("treaty-desk"))
            assert "desk" not in node.store.read(node.registers.current).officers


class TestSigning:
    def test_who_may_appoint_appoints_and_others_do_not(self, scene):
        begun(scene)
        record(scene, appointed(), cleared(), need(), by=security(scene))
        with pytest.raises(OfficerMayNot, match="desk may not appoint"):
            record(scene, cleared("treaty-desk"), by=Signer("desk", KEY))

    def test_nobody_signs_about_himself_in_any_way(self, scene):
        begun(scene)
        record(scene, appointed())
        for fact in (
            cleared("security-authority"),
            letter("security-authority"),
            OfficerRemoved(officer="security-authority", since=NOW),
            AbsenceCovered(officer="desk", absent="security-authority", since=NOW, until=END),
        ):
            with pytest.raises(OfficerMayNot, match="about himself"):
                record(scene, fact, by=security(scene))

    def test_a_name_is_not_borrowed(self, scene):
        begun(scene)
        with pytest.raises(OfficerMayNot, match="this is the key of security-authority"):
            record(scene, appointed(), by=Signer("treaty-desk", security(scene).key))

    @pytest.mark.parametrize(
        ("fact", "error", "words"),
        [
            (appointed("party"), MalformedInput, "no officer is called"),
            (appointed(authority="KOR:MND"), MalformedInput, "no authority of JPN"),
            (appointed(post="treaty-desk"), MalformedInput, "another key for the post"),
            (appointed(until=NOW - 1), MalformedInput, "end before it begins"),
            (cleared("nobody"), UnknownOfficer, "nobody"),
            (cleared("treaty-desk", "KOR:II"), LevelNotInTable, "no level of JPN"),
            (cleared("treaty-desk", "JPN:none"), LevelNotInTable, "JPN:none"),
            (cleared("treaty-desk", scheme="other"), LevelNotInTable, "administrative"),
            (need("treaty-desk", ("gossip",)), MalformedInput, "no subject of the vocabulary"),
            (letter("treaty-desk", categories=("gossip",)), MalformedInput, "no subject"),
            (letter("treaty-desk", ("read",)), MalformedInput, "no letter lets anybody read"),
            (
                AbsenceCovered(officer="treaty-desk", absent="treaty-desk", since=1, until=2),
                MalformedInput,
                "covers for himself",
            ),
            (
                Withdrawn(officer="treaty-desk", withdrawn="0" * 64, since=NOW),
                MalformedInput,
                "no such fact",
            ),
            (OfficerRemoved(officer="treaty-desk", since=1), MalformedInput, "end nothing"),
        ],
    )
    def test_a_fact_that_could_not_mean_what_it_says_is_refused(self, scene, fact, error, words):
        begun(scene)
        with pytest.raises(error, match=words):
            record(scene, fact)

    def test_a_key_has_one_holder(self, scene):
        begun(scene)
        record(scene, appointed())
        for key in (KEY, party(scene).key, scene.real.node.keys.log):
            with pytest.raises(MalformedInput, match="another's"):
                record(scene, appointed("other", key))

    def test_nobody_gets_the_key_of_one_who_left(self, scene):
        begun(scene)
        record(scene, appointed(), OfficerRemoved(officer="desk", since=NOW))
        with pytest.raises(MalformedInput, match="or was"):
            record(scene, appointed("successor", since=NOW + 1))
        record(scene, appointed("desk", since=NOW + 1))

    def test_what_ended_something_is_not_taken_back(self, scene):
        begun(scene)
        record(scene, appointed())
        (removal,) = record(scene, OfficerRemoved(officer="desk", since=NOW))
        with pytest.raises(MalformedInput, match="not taken back"):
            record(scene, Withdrawn(officer="desk", withdrawn=removal.digest, since=NOW))

    def test_an_author_signs_himself_an_own_item_that_is_held(self, scene):
        begun(scene)
        record(scene, appointed())
        fact = Authored(
            officer="treaty-desk", product="JPN-1", version=1, digest="0" * 64, since=NOW
        )
        with pytest.raises(UnknownProduct):
            record(scene, fact, by=Signer("desk", KEY))
        with pytest.raises(UnknownProduct):
            officers.sign_as_author(scene.real.node, [("KOR-first", 1)], Signer("desk", KEY))


class TestActs:
    def test_a_letter_bounds_an_assurance_by_level_and_country(self, scene):
        begun(scene)
        kept = [
            each
            for each in scene.real.node.store.read(entries)
            if isinstance(each.entry.fact, LetterIssued)
            and each.entry.fact.officer == "security-authority"
        ]
        ended = Withdrawn(officer="security-authority", withdrawn=kept[0].digest, since=NOW)
        narrow = letter("security-authority", ("assure",), "JPN:hi", ("KOR",))
        record(scene, ended, narrow)
        assures(scene, "JPN:hi")
        with pytest.raises(OfficerMayNot, match="does not cover: JPN:tokutei"):
            assures(scene)
        with pytest.raises(OfficerMayNot, match="does not cover: AUS"):
            assures(scene, "JPN:hi", "AUS")

    def test_a_consent_asks_author_clearance_and_letter(self, scene):
        begun(scene)
        record(scene, appointed(), cleared(), need())
        written(scene, 1)
        consent = Consent("JPN", "JPN-own", 1, "AUS", "missile-defence", NOW)
        act = ConsentGiven("JPN", consent, NOW)
        with pytest.raises(OfficerMayNot, match="Nobody has signed as the author"):
            officer_signs(scene.real, "releasing-authority", act)
        officers.sign_as_author(scene.real.node, [("JPN-own", 1)], Signer("desk", KEY))
        officer_signs(scene.real, "releasing-authority", act)
        (ended,) = [
            each.digest
            for each in scene.real.node.store.read(entries)
            if isinstance(each.entry.fact, OfficerCleared)
            and each.entry.fact.officer == "releasing-authority"
        ]
        record(scene, Withdrawn(officer="releasing-authority", withdrawn=ended, since=NOW))
        later = structs.replace(consent, recipient="KOR")
        with pytest.raises(OfficerMayNot, match="No clearance reaches JPN:hi"):
            officer_signs(scene.real, "releasing-authority", ConsentGiven("JPN", later, NOW))

    def test_whoever_wrote_a_version_before_is_an_author_of_the_next(self, scene):
        begun(scene)
        other = generate_signing_key()
        record(scene, appointed(), appointed("other", other))
        for version, signer in ((1, Signer("desk", KEY)), (2, Signer("other", other))):
            written(scene, version)
            assert authors(scene, version) is None
            officers.sign_as_author(scene.real.node, [("JPN-own", version)], signer)
        assert authors(scene, 1) == ("desk",)
        assert authors(scene, 2) == ("desk", "other")

    def test_a_designation_asks_for_the_level_an_item_has_and_gets(self, scene):
        begun(scene)
        row = item(scene)
        act = LevelDesignated(
            party="JPN", number=row.register_number, product="KOR-first", version=1,
            item=canonical.digest_of_bytes(row.envelope), bears="KOR:II", level="JPN:gokuhi",
            ground="not on the list", decided=NOW, at=NOW,
        )  # fmt: skip
        held = [
            each
            for each in scene.real.node.store.read(entries)
            if each.entry.fact.officer == "designating-authority"
            and isinstance(each.entry.fact, LetterIssued)
        ]
        ended = Withdrawn(officer="designating-authority", withdrawn=held[0].digest, since=NOW)
        short = letter("designating-authority", ("designate",), "JPN:gokuhi", ("KOR",))
        record(scene, ended, short)
        with pytest.raises(OfficerMayNot, match="does not cover: JPN:tokutei"):
            officer_signs(scene.real, "designating-authority", act)
        record(scene, letter("designating-authority", ("designate",), "JPN:tokutei", ("AUS",)))
        with pytest.raises(OfficerMayNot, match="does not cover"):
            officer_signs(scene.real, "designating-authority", act)
        record(scene, letter("designating-authority", ("designate",), "JPN:tokutei", ("KOR",)))
        officer_signs(scene.real, "designating-authority", act)
        assert item(scene).own_level == "JPN:gokuhi"

    def test_a_key_replaced_in_the_statement_is_nobodys_key(self, scene):
        begun(scene)
        scene.real.restate(
            address="", appointed={"treaty-desk": ("adopt", "notify")}, dismissed=frozenset(),
            party_key=None,
        )  # fmt: skip
        scene.restart()
        act = RequirementsNotified("JPN", AGREEMENT, NOW, NOW)
        with pytest.raises(OfficerMayNot, match="nobody in office holds this key"):
            officer_signs(scene.real, "treaty-desk", act)

    def test_a_letter_may_name_its_instruments(self, scene):
        begun(scene)
        kept = [
            each.digest
            for each in scene.real.node.store.read(entries)
            if isinstance(each.entry.fact, LetterIssued)
            and each.entry.fact.officer == "treaty-desk"
        ]
        other = letter("treaty-desk", ("notify",), instruments=("another-text",))
        record(scene, Withdrawn(officer="treaty-desk", withdrawn=kept[0], since=NOW), other)
        act = RequirementsNotified("JPN", AGREEMENT, NOW, NOW)
        with pytest.raises(OfficerMayNot, match=f"does not cover: {AGREEMENT}"):
            officer_signs(scene.real, "treaty-desk", act)


class TestReading:
    def test_clearance_and_need_together_and_never_one_alone(self, scene):
        begun(scene)
        record(scene, appointed())
        node, row = scene.real.node, item(scene)
        with pytest.raises(OfficerMayNot, match="not said who reads"):
            open_to_read(node, row)
        with pytest.raises(OfficerMayNot, match="nobody in office"):
            open_to_read(node, row, generate_signing_key().public)
        with pytest.raises(OfficerMayNot, match="No clearance"):
            open_to_read(node, row, KEY.public)
        record(scene, cleared())
        with pytest.raises(OfficerMayNot, match="No group of the officer"):
            open_to_read(node, row, KEY.public)
        record(scene, need())
        assert open_to_read(node, row, KEY.public).product == "KOR-first"
        record(scene, OfficerRemoved(officer="desk", since=NOW))
        with pytest.raises(OfficerMayNot, match="nobody in office"):
            open_to_read(node, row, KEY.public)


class TestDocuments:
    def entry(self, by="desk", fact=None) -> OfficerEntry:
        return OfficerEntry(party="JPN", by=by, at=NOW, fact=fact or appointed())

    def test_a_document_is_bound_to_its_signer_and_key(self):
        signed = signed_entries.sign(self.entry(), KEY)
        assert signed_entries.verify(signed, KEY.public) == self.entry()
        assert signed_entries.read_kept(signed) == self.entry()
        with pytest.raises(BadSignature):
            signed_entries.verify(signed, generate_signing_key().public)

    def test_one_signed_under_another_name_is_none(self):
        payload = canonical.encode(self.entry())
        forged = dsse.sign(payload, signed_entries.PAYLOAD_TYPE, KEY, "JPN/officer/other")
        with pytest.raises(MalformedMessage, match="another name"):
            signed_entries.verify(forged, KEY.public)

    def test_what_is_open_stays_open_in_the_document(self):
        assert b"until" not in canonical.encode(self.entry())
        assert appointed().until is UNSET
