"""Taking in what other formats say: every row accepted or refused, and a product made of each.

Pure but for the keeping. The readers (places and tracks, ship sentences, cyber bundles) are
adapters and give an `IntakeReport`. What a file says of its own secrecy never lowers anything:
level, subjects and purpose are those of the officer who takes it in.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections import Counter
from collections.abc import Callable

import msgspec

from accordant.canonical import encode
from accordant.envelope.seal import PRODUCT_SIZE_MAX
from accordant.errors import Oversized
from accordant.model.marking import Marker, Marking
from accordant.model.party import state_of
from accordant.model.precedence import Precedence
from accordant.model.product import SECOND, Content, Portion, Product
from accordant.operations import products
from accordant.operations.importing import GROUP, identifier_secret
from accordant.operations.launches import IDENTIFIER_BYTES, RefusedRow, checked
from accordant.operations.node import Node
from accordant.operations.products import Imported


class TakenItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item as a reader accepted it.

    `key` makes it this item and no other: the file's digest and what it is in the file, so that
    the same file taken in again adds nothing.
    """

    place: str
    key: tuple[str, ...]
    content: Content
    title: str = ""


class IntakeReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was read: every row of the file is in an item or refused, none is lost."""

    accepted: tuple[TakenItem, ...]
    refused: tuple[RefusedRow, ...]
    rows_accepted: int  # an item may be made of many rows, and a row may serve several
    notes: tuple[str, ...] = ()  # what is not read, in plain words

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return self.rows_accepted + len(self.refused)

    def by_reason(self) -> dict[str, int]:
        """Count refused rows by reason, most frequent first."""
        return dict(Counter(row.reason for row in self.refused).most_common())


class IntakeTerms(msgspec.Struct, frozen=True, kw_only=True):
    """How the officer who takes items in issues them."""

    level: str
    subjects: tuple[str, ...]
    purpose: str
    discipline: str
    caveats: tuple[str, ...] = ()
    marker: Marker = "REAL"
    precedence: Precedence = "routine"


def reason_of(error: msgspec.ValidationError) -> str:
    """Why a value is not taken: the field alone, since the library's words may repeat content."""
    reason, at, path = str(error).rpartition(" - at ")
    return f"a field is outside its bounds: {path}" if at and reason else path


def take_in(
    node: Node, report: IntakeReport, terms: IntakeTerms, progress: Callable[[int], None]
) -> Imported:
    """Keep every accepted item that is not held yet; `progress` is told how many are done.

    All are made and measured before the first is kept, so that what is not right keeps nothing.

    Raises:
        MalformedInput, NotAuthorised, UnmarkedProduct: the terms are not usable.
        Oversized: an item does not fit one body; its place is the row's.
    """
    secret, now = identifier_secret(node.keystore), node.clock.now()
    made = [
        checked(_product(node.party, item, terms, secret, now), place=item.place)
        for item in report.accepted
    ]
    for item, product in zip(report.accepted, made, strict=True):
        if len(encode(product)) > PRODUCT_SIZE_MAX:
            raise Oversized(
                f"the item does not fit one product of {PRODUCT_SIZE_MAX} bytes",
                hint="Take this row out of the file, or shorten it; nothing was stored.",
                place=item.place,
            )
    added: list[str] = []
    held: list[str] = []
    for start in range(0, len(made), GROUP):
        kept = products.keep(node, made[start : start + GROUP])
        added += kept.added
        held += kept.held
        progress(len(added) + len(held))
    return Imported(tuple(added), tuple(held))


def _product(
    party: str, item: TakenItem, terms: IntakeTerms, secret: bytes, created: int
) -> Product:
    marking = Marking(terms.level, terms.caveats)
    portion = Portion(marking, item.content, terms.subjects, terms.discipline)
    return Product(
        format=SECOND,
        product=_identifier(party, item, secret),
        kind=str(item.content.__struct_config__.tag),
        originators=(party,),
        marking=marking,
        marker=terms.marker,
        precedence=terms.precedence,
        subjects=terms.subjects,
        purpose=terms.purpose,
        created=created,
        portions=(portion,),
        title=item.title,
        valid_from=None,
        valid_until=None,
        relations=(),
        reached=(),
    )


def _identifier(party: str, item: TakenItem, secret: bytes) -> str:
    """The same at every intake of the same file here, and silent on the content."""
    message = b"accordant/intake-identifier/1\n" + encode(item.key)
    mac = hmac.new(secret, message, hashlib.sha256).digest()
    short = base64.b32encode(mac[:IDENTIFIER_BYTES]).decode("ascii").lower()
    return f"{state_of(party)}-{short}"
