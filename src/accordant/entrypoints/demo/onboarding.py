"""Setting the stage as people would: pin, compare, adopt, notify, assure, sign."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from accordant.entrypoints.demo.cast import Cast, until
from accordant.entrypoints.demo.place import PARTIES
from accordant.model.act import (
    Act,
    Adopted,
    AssuranceGiven,
    OrderSigned,
    RequirementsNotified,
)
from accordant.model.case import Assurance, InPlay
from accordant.operations import partners, texts

AGREEMENT = "jpn-kor-gsomia-2016"
MODEL = "jpn-aus-model"
SEOULS_ORDER = "kor-order-launch-reports"
TOKYOS_ORDER = "jpn-order-launch-reports-aus"

TREATY_DESK = "treaty-desk"
RELEASING_AUTHORITY = "releasing-authority"
SECURITY_AUTHORITY = "security-authority"

TOKYOS_WATCH = "JPN:DIH/watch"
CANBERRAS_WATCH = "AUS:DIO/watch"
PURPOSE = "dprk-missile-threat"  # what the orders let launch reports go for


def introduce(cast: Cast) -> None:
    """Each party takes the others' statements once their fingerprints are compared.

    Raises:
        FingerprintMismatch: a statement is of another party key.
    """
    for party in cast.parties:
        for other in cast.parties:
            if other != party:
                partners.add(
                    cast[party].node, cast[other].opened.own_statement(), cast[other].fingerprint
                )


def put_in_force(cast: Cast, name: str, parties: tuple[str, str]) -> str:
    """Both adopt the same encoding and notify each other; the clause digest both adopted."""
    digests = {party: _hold(cast, party, name) for party in parties}
    now = cast.now()
    acts: list[Act] = [Adopted(party, name, digests[party], now) for party in parties]
    acts += [RequirementsNotified(party, name, now, now) for party in parties]
    for recorded in [cast.sign(TREATY_DESK, act) for act in acts]:
        cast.told(recorded)
    return digests[parties[0]]


def assure(cast: Cast, party: str, to: str, post: str, level: str) -> None:
    """A recipient gives its word for a post: cleared, in need, protected alike."""
    now = cast.now()
    word = Assurance(
        party=party,
        to=to,
        post=post,
        level=level,
        clearance=True,
        need=True,
        protection=True,
        given=now,
    )
    cast.told(cast.sign(SECURITY_AUTHORITY, AssuranceGiven(party, word, now)))


def order(cast: Cast, party: str, name: str) -> None:
    """A releasing authority signs a standing order of its own party; it stays at home."""
    digest = _hold(cast, party, name)
    cast.sign(RELEASING_AUTHORITY, OrderSigned(party, name, digest, cast.now()))


def force(cast: Cast, party: str, pair: tuple[str, str]) -> InPlay:
    """What a party's node says of the one instrument between two parties, now."""
    node = cast[party].node
    world = node.store.read(node.worlds.current)
    (in_play,) = world.play.between(*pair, cast.now())
    return in_play


def onboard(cast: Cast) -> Iterator[tuple[str, str]]:
    """Everything before the first report, one finished step at a time: what was done, and more.

    Raises:
        PartnerUnreachable: an act did not reach the other node.
        FingerprintMismatch, InstrumentTextError: see `introduce` and `operations.texts`.
    """
    introduce(cast)
    for party, city in PARTIES.items():
        yield f"{city}'s fingerprint compared and pinned", cast[party].fingerprint
    digest = put_in_force(cast, AGREEMENT, ("JPN", "KOR"))
    yield f"Seoul and Tokyo adopted {AGREEMENT}", f"both the clauses {digest[:16]}"
    for party in ("KOR", "JPN"):
        in_play = until(
            lambda party=party: _in_force(cast, party),  # type: ignore[misc]
            f"force at {party}",
        )
        yield f"{PARTIES[party]}'s node: in force", f"since {in_play.facts['since']}, Art. 21(1)"
    assure(cast, "JPN", "KOR", TOKYOS_WATCH, "JPN:gokuhi")
    yield f"Tokyo assured Seoul of {TOKYOS_WATCH}", "cleared to Gokuhi, Art. 7(5)"
    put_in_force(cast, MODEL, ("AUS", "JPN"))
    assure(cast, "AUS", "JPN", CANBERRAS_WATCH, "AUS:SECRET")
    yield "Canberra and Tokyo: a MODEL agreement in force", f"{CANBERRAS_WATCH} assured"
    order(cast, "KOR", SEOULS_ORDER)
    order(cast, "JPN", TOKYOS_ORDER)
    yield "Seoul and Tokyo each signed a standing order", "launch reports go without a person"


def _hold(cast: Cast, party: str, name: str) -> str:
    source = resources.files("accordant.instruments").joinpath(f"{name}.md").read_bytes()
    return texts.keep(cast[party].node, source, f"{name}.md").clauses_digest


def _in_force(cast: Cast, party: str) -> InPlay | None:
    in_play = force(cast, party, ("KOR", "JPN"))
    return in_play if in_play.force == "in-force" else None
