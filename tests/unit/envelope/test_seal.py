"""What is sealed opens for its recipient alone, byte for byte, at any size."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordant import canonical
from accordant.envelope import header, item_key, keys, seal
from accordant.envelope.body import Body, body_digest
from accordant.envelope.header import HeaderFields
from accordant.errors import ContentUnreadable, MalformedInput, Oversized
from accordant.model.instant import Instant
from accordant.model.marking import Marking
from accordant.model.product import Portion, Product, Text
from accordant.model.statement import SealKey

HEADER_KEY = keys.generate_header_key()
SEAL_KEY, OTHER_KEY = keys.generate_seal_key(1), keys.generate_seal_key(2)
FIELDS = HeaderFields(
    product="KOR-1",
    version=1,
    originators=("KOR", "USA"),
    marking=Marking("KOR:II", ("ORCON",)),
    marker="EXERCISE",
    precedence="flash",
)
AT: Instant = 1_488_839_640_000


@given(st.binary(max_size=5000))
def test_content_opens_to_the_same_bytes(product):
    envelope, key = seal.seal_content(product, FIELDS, HEADER_KEY)
    assert seal.open_content(envelope, key, HEADER_KEY.public) == product
    told = seal.verify_header(envelope, HEADER_KEY.public)
    assert told.size in seal.CONTENT_SIZES
    assert told.size >= len(product) + 4
    assert canonical.encode(told) == envelope.header
    assert canonical.parse(canonical.encode(envelope), seal.Envelope) == envelope


@pytest.mark.parametrize("size", [*seal.CONTENT_SIZES])
def test_a_product_fills_its_step_to_the_last_byte(size):
    for length, step in ((size - 4, size), (size - 3, None)):
        if length > seal.PRODUCT_SIZE_MAX:
            with pytest.raises(Oversized):
                seal.seal_content(bytes(length), FIELDS, HEADER_KEY)
            continue
        envelope, key = seal.seal_content(bytes(length), FIELDS, HEADER_KEY)
        told = seal.verify_header(envelope, HEADER_KEY.public)
        assert told.size == (step or min(each for each in seal.CONTENT_SIZES if each > size))
        assert seal.open_content(envelope, key, HEADER_KEY.public) == bytes(length)


def test_steps_waste_at_most_half():
    pairs = zip(seal.CONTENT_SIZES, seal.CONTENT_SIZES[1:], strict=False)
    assert all(larger <= smaller * 3 // 2 for smaller, larger in pairs)
    assert (seal.CONTENT_SIZES[0], seal.CONTENT_SIZES[-1]) == (1024, 65_536)


def test_two_seals_of_one_product_have_nothing_in_common():
    (first, one), (second, other) = (
        seal.seal_content(b"same", FIELDS, HEADER_KEY) for _ in range(2)
    )
    assert one != other
    assert first.ciphertext != second.ciphertext
    assert header.digest(first.header) != header.digest(second.header)


@given(st.binary(max_size=3000), st.binary(min_size=32, max_size=32))
def test_a_message_opens_for_its_recipient_under_its_header(statement, content_key):
    bound = bytes(range(32))
    sealed = seal.seal_message(statement, content_key, bound, SEAL_KEY.public)
    assert seal.open_message(sealed, SEAL_KEY, bound) == seal.Sealed(statement, content_key)
    for private, digest in ((OTHER_KEY, bound), (SEAL_KEY, None), (SEAL_KEY, bytes(32))):
        with pytest.raises(ContentUnreadable):
            seal.open_message(sealed, private, digest)


@given(st.binary(max_size=3000))
def test_a_message_without_an_item_carries_no_key(statement):
    sealed = seal.seal_message(statement, None, None, SEAL_KEY.public)
    assert seal.open_message(sealed, SEAL_KEY, None) == seal.Sealed(statement, None)


@given(st.binary(max_size=1300))
def test_no_bytes_open_or_raise_anything_else(sealed):
    with pytest.raises(ContentUnreadable):
        seal.open_message(sealed, SEAL_KEY, None)


def test_the_same_envelope_is_passed_on_untouched():
    envelope, key = seal.seal_content(b"of KOR", FIELDS, HEADER_KEY)
    bound = header.digest(envelope.header)
    first = seal.seal_message(b"{}", key, bound, SEAL_KEY.public)
    held = seal.open_message(first, SEAL_KEY, bound).content_key
    onward = seal.seal_message(b"{}", held, bound, OTHER_KEY.public)
    got = seal.open_message(onward, OTHER_KEY, bound).content_key
    assert seal.open_content(envelope, got, HEADER_KEY.public) == b"of KOR"
    assert seal.verify_header(envelope, HEADER_KEY.public).marker == "EXERCISE"


def test_a_key_that_is_no_key_is_refused_before_anything_is_sealed():
    with pytest.raises(MalformedInput):
        seal.seal_message(b"{}", bytes(31), None, SEAL_KEY.public)
    with pytest.raises(MalformedInput):
        seal.seal_message(b"{}", None, None, SealKey(1, bytes(3), bytes(32)))


def test_nothing_secret_is_shown_in_a_repr():
    assert "secret" not in repr(seal.Sealed(b"secret", b"secret"))


def test_an_item_key_opens_its_own_item_only():
    content_key, mine, other = (item_key.generate() for _ in range(3))
    wrapped = item_key.wrap(content_key, mine)
    assert len(wrapped) == item_key.WRAPPED_SIZE
    assert item_key.unwrap(wrapped, mine) == content_key
    damaged = bytes([wrapped[0] ^ 1]) + wrapped[1:]
    for data, key in ((wrapped, other), (damaged, mine), (wrapped[:-1], mine), (b"", mine)):
        with pytest.raises(ContentUnreadable):
            item_key.unwrap(data, key)


def test_a_body_is_parsed_back_and_its_digest_is_of_every_field():
    envelope, _ = seal.seal_content(b"x", FIELDS, HEADER_KEY)
    bodies = [
        Body(b"sealed", 1, envelope),
        Body(b"sealed", 2, envelope),
        Body(b"sealed", 1),
        Body(b"Sealed", 1, envelope),
    ]
    for each in bodies:
        assert canonical.parse(canonical.encode(each), Body) == each
    assert len({body_digest(each) for each in bodies}) == 4
    assert len(seal.new_salt()) == 32


def product(**changes):
    first = Product(
        product="KOR-1",
        kind="text",
        originators=("KOR", "USA"),
        marking=Marking("KOR:II", ("ORCON",)),
        marker="EXERCISE",
        precedence="flash",
        subjects=("dprk-missile",),
        purpose="warning",
        created=AT,
        portions=(Portion(Marking("KOR:II"), Text("words")),),
    )
    return msgspec.structs.replace(first, **changes)


def test_a_product_agrees_with_its_header_or_is_not_opened():
    envelope, _ = seal.seal_content(b"x", header.fields_of(product()), HEADER_KEY)
    told = seal.verify_header(envelope, HEADER_KEY.public)
    header.check_product(told, product())
    for changes in (
        {"marker": "REAL"},
        {"version": 2},
        {"marking": Marking("KOR:III")},
        {"originators": ("KOR",)},
        {"precedence": "routine"},
        {"product": "KOR-2"},
    ):
        with pytest.raises(ContentUnreadable, match=next(iter(changes))):
            header.check_product(told, product(**changes))
