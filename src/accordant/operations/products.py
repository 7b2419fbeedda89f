"""Products: written here, sealed at once, opened only to be read.

A product's content key is made once per version and rests wrapped under a per-item key in the
keystore; the store's file alone opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import msgspec
from msgspec import UnsetType

from accordant import canonical
from accordant.envelope import header as headers
from accordant.envelope import item_key
from accordant.envelope.seal import Envelope, new_content_key, open_held, seal_content
from accordant.errors import KeyMissing, MalformedInput, NotAuthorised, UnmarkedProduct
from accordant.model.case import Equity, ItemFacts
from accordant.model.instant import Instant
from accordant.model.item import item_facts
from accordant.model.marking import EYES_ONLY, is_unclassified, listed
from accordant.model.party import state_of
from accordant.model.product import (
    DERIVING,
    FIRST,
    Product,
    enclosures_of,
    relations_of,
)
from accordant.model.statement import PublicKey
from accordant.model.vocabulary import TABLES, unknown_words
from accordant.operations.enclosing import Ready, Source, enclose
from accordant.operations.journal import Journal
from accordant.operations.node import Node
from accordant.operations.officer_acts import check_reading
from accordant.operations.partners import statement_of
from accordant.operations.ports import OWN, Keystore, ProductRow, Reading, Transaction
from accordant.operations.relations import binding_caveats, checked_equities, facts_kept
from accordant.operations.soundness import check_sound
from accordant.operations.world import World
from accordant.versions.render import kind_of

PRODUCT_DOCUMENT_MAX = 1024 * 1024  # bytes of a product file read; sealing has its own bound


class Imported(msgspec.Struct, frozen=True):
    """What keeping products came to: identifiers new here, and those held already."""

    added: tuple[str, ...]
    held: tuple[str, ...]


class _Level(msgspec.Struct, frozen=True):
    level: str = ""


class _MarkedPart(msgspec.Struct, frozen=True):
    marking: _Level = _Level()


class _Marked(_MarkedPart, frozen=True):
    """A product file seen for its markings only, so that an unmarked item is called that."""

    portions: tuple[_MarkedPart, ...] = ()


def keep(
    node: Node,
    products: Sequence[Product],
    files: Mapping[str, Source] = MappingProxyType({}),
    told: Callable[[], None] = lambda: None,
    also: Callable[[Transaction, Imported], None] = lambda _transaction, _kept: None,
) -> Imported:
    """Seal and keep products of this party; those held already are left as they are.

    Args:
        node: this party's node.
        products: as their documents say.
        files: those enclosed with them, by the digest of their bytes.
        told: called for each chunk of a file that is sealed.
        also: more work of the same transaction; what it raises undoes all.

    Raises:
        NotAuthorised: a product is not this party's own.
        UnmarkedProduct: a portion is marked above its product, or with a caveat it has not.
        Oversized: a product does not fit one body; nothing of the group is kept.
        UnknownProduct, MalformedInput: see `relations.checked_equities` and `check_words`.
        MalformedInput: an enclosed file is not there, or not the one named.
    """
    for product in products:
        check_own(node.party, product)
        check_words(product)
        check_sound(product)
    made = [_ready(node, product, files, told) for product in products]

    def work(transaction: Transaction) -> Imported:
        added, held = [], []
        for ready in made:
            product = ready.product
            check_portions(node.worlds.current(transaction), product)
            check_made(transaction, product)
            if transaction.product(product.product, product.version, OWN) is None:
                equities = checked_equities(transaction, product)
                facts = facts_kept(transaction, product)
                keep_ready(node, transaction, ready, equities, facts)
                supersede(node, transaction, product)
                added.append(product.product)
            else:
                held.append(product.product)
        kept = Imported(tuple(added), tuple(held))
        also(transaction, kept)
        return kept

    return node.store.write(work)


def supersede(node: Node, transaction: Transaction, product: Product) -> None:
    """Say of each own item that a product corrects or takes back that a later one does.

    The first time stands, and is what a later approval is held against. One whose key is destroyed
    is left as it is: nothing of it can go.
    """
    for relation in relations_of(product):
        held = None
        if relation.kind not in DERIVING:
            held = transaction.product(relation.product, relation.version, OWN)
        if held is None:
            continue
        try:
            item = with_facts(node, held).item
        except KeyMissing:
            continue
        if item is not None and isinstance(item.superseded, UnsetType):
            said = msgspec.structs.replace(item, superseded=node.clock.now())
            transaction.set_item_facts(held.product, held.version, OWN, said)


def _ready(
    node: Node, product: Product, files: Mapping[str, Source], told: Callable[[], None]
) -> Ready:
    """A product with its files sealed; one that would be refused, or is held, has none sealed."""
    if enclosures_of(product):
        check_whole(node, product)
        held = node.store.read(lambda r: r.product(product.product, product.version, OWN))
        if held is None:
            return enclose(node, product, files, told)
    return Ready(product, new_content_key())


def check_whole(node: Node, product: Product) -> tuple[Equity, ...]:
    """Check a product as `keep` would, and keep nothing; return the equities it would carry.

    Raises:
        See `keep`.
    """
    check_own(node.party, product)
    check_words(product)
    check_sound(product)

    def work(reading: Reading) -> tuple[Equity, ...]:
        check_portions(node.worlds.current(reading), product)
        check_made(reading, product)
        return checked_equities(reading, product)

    return node.store.read(work)


def check_own(party: str, product: Product) -> None:
    """Refuse a product that is not the party's to write, or whose marking is another's.

    Its organs may be named as originators: each then keeps a word in where the item goes.

    Raises:
        NotAuthorised, UnmarkedProduct: see above.
    """
    if any(state_of(each) != party for each in product.originators):
        raise NotAuthorised(f"only {party}'s own products are written here")
    if state_of(product.product) != state_of(party):
        raise NotAuthorised(f"`{product.product}` is not an identifier of {party}'s")
    for marking in (product.marking, *(portion.marking for portion in product.portions)):
        if state_of(marking.level) != state_of(party):
            raise UnmarkedProduct(f"`{marking.level}` is not a level of {party}'s own terms")


def check_words(product: Product) -> None:
    """Refuse a product of the second format with a word that the vocabulary has not.

    The first format came before the vocabulary and keeps the words it was written with.

    Raises:
        MalformedInput: with the place, and what the table is called.
    """
    if product.format == FIRST:
        return
    if product.kind not in map(kind_of, product.portions):
        raise MalformedInput(
            "no portion is of the product's kind",
            hint="Orders release by kind: name the kind of what the product mainly holds.",
            place=product.product,
        )
    disciplines = tuple(str(portion.discipline) for portion in product.portions)
    markings = (product.marking, *(portion.marking for portion in product.portions))
    for name, words in (
        ("kinds", (product.kind,)),
        ("subjects", product.subjects),
        ("purposes", (product.purpose,)),
        ("disciplines", disciplines),
        ("caveats", tuple(_bare(each) for marking in markings for each in marking.caveats)),
    ):
        if unknown_words(TABLES[name], words):
            raise MalformedInput(
                f"a word is not in the vocabulary of {name}",
                hint=f"The words are in docs/products.md under {name}; nothing was stored.",
                place=product.product,
            )


def _bare(caveat: str) -> str:
    """A caveat without the states it lists."""
    return caveat if listed(caveat) is None else EYES_ONLY


def check_made(reading: Reading, product: Product) -> None:
    """Refuse what would take the place of a recipient version, or shed its sources' control.

    Raises:
        NotAuthorised: the identifier is that of a version made for a recipient.
        UnmarkedProduct: what it is made from has a caveat that binds, and it has not.
    """
    if reading.version_made(product.product):
        raise NotAuthorised(
            "the identifier is that of a version made for a recipient",
            hint="Change the item it was made of: what may go is made anew.",
            place=product.product,
        )
    lacking = binding_caveats(reading, product) - set(product.marking.caveats)
    if lacking:
        raise UnmarkedProduct(
            f"what it is made from has the caveat `{min(lacking)}`, and it has not",
            hint="Add the caveat: what binds an item binds what is made of it.",
            place=product.product,
        )


def check_portions(world: World, product: Product) -> None:
    """Refuse a product whose marking says less than that of one of its portions.

    Release is decided by the product's marking alone, so it must stand for every portion. Which
    level stands below which is known from the tables of the texts held.

    Raises:
        UnmarkedProduct: with the number of the portion.
    """
    own = product.marking
    for number, marking in enumerate((own, *(each.marking for each in product.portions))):
        place = f"{product.product}, portion {number}" if number else product.product
        if not world.knows(marking.level):
            raise UnmarkedProduct(
                f"`{marking.level}` is no level of {state_of(own.level)}'s terms",
                hint="`accordant label terms` lists the levels.",
                place=place,
            )
        if marking == own:
            continue
        if not (is_unclassified(marking.level) or marking.level in world.at_most(own.level)):
            raise UnmarkedProduct(
                f"it is marked `{marking.level}`, which no text held puts at or below the "
                f"`{own.level}` of the product",
                hint="Mark the product at least as high as each of its portions.",
                place=place,
            )
        if not set(marking.caveats) <= set(own.caveats):
            raise UnmarkedProduct(
                "it has a caveat that the product has not",
                hint="Give the product every caveat of its portions.",
                place=place,
            )


def parse_product(data: bytes, place: str) -> Product:
    """Read a product file: JSON in any spelling a person writes, but only known fields.

    Raises:
        UnmarkedProduct: the product or a portion carries no level.
        MalformedInput: place and reason.
    """
    seen = _seen_marked(data)
    if seen is not None:
        for number, part in enumerate((seen, *seen.portions)):
            if not part.marking.level:
                where = f"{place}, portion {number}" if number else place
                raise UnmarkedProduct(place=where)
    return canonical.read(data, Product, size_max=PRODUCT_DOCUMENT_MAX, place=place)


def _seen_marked(data: bytes) -> _Marked | None:
    """What a product file says of markings alone; None where it is malformed otherwise."""
    try:
        return msgspec.json.decode(data, type=_Marked)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def read_content(node: Node, row: ProductRow) -> Product:
    """Open a held product to be read.

    Raises:
        KeyMissing: its item key is not held (destroyed, or the keystore is another's).
        ContentUnreadable: the stored bytes were altered.
    """
    place = f"{row.product} version {row.version}"
    envelope = canonical.parse(row.envelope, Envelope, place=place)
    data = open_held(envelope, content_key(node.keystore, row), place=place)
    return canonical.parse(data, Product, place=place)


def with_facts(node: Node, row: ProductRow) -> ProductRow:
    """Return a held item with its facts; one kept before they were is opened for them.

    Raises:
        KeyMissing, ContentUnreadable: see `read_content`; without its facts nothing is decided.
    """
    if row.item is not None:
        return row
    return msgspec.structs.replace(row, item=item_facts(read_content(node, row)))


def open_to_read(node: Node, row: ProductRow, reader: PublicKey | None = None) -> Product:
    """Open an item for a person, and record that it was read.

    Args:
        node: this party's node.
        row: the item.
        reader: the public key of whoever reads; needed once a register of officers is begun.

    Raises:
        OfficerMayNot, ClockUnsound: the register of officers says no; nothing is recorded.
        NotAuthorised: it lies in quarantine, where nobody reads it.
        KeyMissing, ContentUnreadable: see `read_content`; nothing is recorded.
    """
    if row.state == "quarantined":
        raise NotAuthorised(
            "the item lies in quarantine and is not read",
            hint=f"See why with `accordant show {row.product}`.",
            place=row.register_number,
        )
    node.store.read(lambda reading: check_reading(node, reading, row, reader))
    product = read_content(node, row)
    digest = canonical.digest_of_bytes(row.envelope)

    def work(transaction: Transaction) -> None:
        name = check_reading(node, transaction, row, reader)
        by = f" by {name}" if name else ""
        now, journal = node.clock.now(), Journal(node.party)
        journal.note("read", row.product, digest, f"version {row.version}{by}", now)
        transaction.raise_high_water(now)
        journal.close(transaction)

    node.store.write(work)
    return product


def content_key(keystore: Keystore, row: ProductRow) -> bytes:
    """The content key of a held product, unwrapped."""
    name = item_name(row.origin, row.product, row.version)
    return item_key.unwrap(row.wrapped_key, keystore.item_key(name))


def item_name(origin: str, product: str, version: int) -> str:
    """The name of an item's key in the keystore."""
    return f"{origin}/{product}/{version}"


def item_key_for(keystore: Keystore, name: str) -> tuple[bytes, bool]:
    """The item's key and whether it is new: a crash may have left one without its row."""
    try:
        return keystore.item_key(name), False
    except KeyMissing:
        return item_key.generate(), True


def known_header_key(reading: Reading, originator: str) -> bytes | None:
    """The header key of a partner, or None where the party is not known here."""
    row = reading.partner(state_of(originator))
    return None if row is None else statement_of(row).node.header


def row_of(
    product: Product,
    equities: tuple[Equity, ...],
    arrived: Instant,
    facts: ItemFacts | None = None,
) -> ProductRow:
    """What is kept of a product of this party beside its content, before it is sealed.

    Args:
        product: the product.
        equities: of the originators it reaches.
        arrived: when it is kept.
        facts: of the item, where there is more to say than the product itself does.
    """
    return ProductRow(
        product=product.product,
        version=product.version,
        origin=OWN,
        state="held",
        envelope=b"",
        wrapped_key=b"",
        level=product.marking.level,
        marker=product.marker,
        precedence=product.precedence,
        kind=product.kind,
        originators=product.originators,
        subjects=product.subjects,
        caveats=product.marking.caveats,
        form=product.form,
        purpose=product.purpose,
        arrived=arrived,
        equities=equities,
        relations=relations_of(product),
        item=facts or item_facts(product),
    )


def keep_ready(
    node: Node,
    transaction: Transaction,
    ready: Ready,
    equities: tuple[Equity, ...],
    facts: ItemFacts | None = None,
) -> ProductRow:
    """Seal and keep a product of this party, and hold the files that were enclosed for it.

    Raises:
        Oversized: it does not fit one body.
        MalformedInput: a file of it was not enclosed.
    """
    row = sealed_row(node, ready, equities, facts)
    transaction.save_product(row)
    for place in ready.places:
        transaction.hold_enclosure(place)
    return row


def sealed_row(
    node: Node,
    ready: Ready,
    equities: tuple[Equity, ...],
    facts: ItemFacts | None = None,
) -> ProductRow:
    """Seal a product of this party under its new content key, wrapped under its item key.

    Raises:
        Oversized: it does not fit one body.
        MalformedInput: a file of it was not enclosed.
    """
    product, key = ready.product, ready.content_key
    if not all(each.sealed for each in enclosures_of(product)):
        raise MalformedInput("an enclosed file is not sealed", place=product.product)
    envelope, _ = seal_content(
        canonical.encode(product), headers.fields_of(product), node.keys.header, key
    )
    name = item_name(OWN, product.product, product.version)
    wrapping, new = item_key_for(node.keystore, name)
    if new:
        node.keystore.put_item_keys([(name, wrapping)])
    row = row_of(product, equities, node.clock.now(), facts)
    return msgspec.structs.replace(
        row, envelope=canonical.encode(envelope), wrapped_key=item_key.wrap(key, wrapping)
    )
