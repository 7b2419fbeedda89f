"""Orders: what the whole text of one must be, and when one stands."""

from pathlib import Path

import pytest

from accordant.errors import InstrumentTextError
from accordant.law.instrument import load
from accordant.law.order import order_at
from accordant.model.act import OrderRevoked, OrderSigned

PATH = Path(__file__).parents[3] / "instruments" / "kor-order-launch-reports.md"
TEXT = PATH.read_text(encoding="utf-8")
ORDER = load(TEXT, PATH.name)

SCOPE = """```toml clause scope
subjects = ["any"]
```

```toml clause standing-release"""


def signed(at, party="KOR", clauses=ORDER.clauses_digest):
    return OrderSigned(party, ORDER.identifier, clauses, at)


def revoked(at, party="KOR"):
    return OrderRevoked(party, ORDER.identifier, ORDER.clauses_digest, at)


def standing(acts, at):
    """(signed, revoked) as they are at an instant, or None."""
    order = order_at(ORDER, acts, at)
    return None if order is None else (order.signed, order.revoked)


def test_an_order_is_its_own_partys():
    assert (ORDER.kind, ORDER.parties, ORDER.authority) == (
        "order", ("KOR",), "releasing-authority",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('\nby = "KOR"', '\nby = "JPN"', "its own party"),
        ("```toml clause standing-release", SCOPE, "no others"),
        ('party = "KOR"', 'parties = ["KOR", "JPN"]', "no key `parties`"),
        ('authority = "releasing-authority"\n', "", "missing: `authority`"),
    ],
)  # fmt: skip
def test_an_order_that_is_none_is_refused(old, new, words):
    assert old in TEXT
    with pytest.raises(InstrumentTextError, match=words):
        load(TEXT.replace(old, new, 1), PATH.name)


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([], None),
        ([signed(6)], None),
        ([signed(5)], (5, None)),
        ([signed(3), revoked(4)], (3, 4)),
        ([signed(3), revoked(6)], (3, None)),
        ([signed(3), revoked(3)], (3, 3)),
        ([signed(2), revoked(3), signed(4)], (4, None)),
        ([signed(2), signed(4), revoked(3)], (4, None)),
        ([revoked(2)], None),
        ([signed(3, party="JPN")], None),
        ([signed(3), revoked(4, party="JPN")], (3, None)),
        ([signed(3, clauses="0" * 64)], None),
    ],
)
def test_an_order_stands_from_its_signature_until_revoked(acts, expected):
    assert standing(acts, at=5) == expected


def test_a_signature_learnt_later_does_not_count():
    assert order_at(ORDER, [signed(5)], at=9, known_at=4) is None
