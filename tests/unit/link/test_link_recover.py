"""After a start: every row of the table in link/recover.py, and the form of what is compared."""

from __future__ import annotations

import pytest

from accordant.errors import LogForked, MalformedMessage, RolledBack
from accordant.link.recover import Resume, Standing, compare, split_cosigned
from accordant.log.checkpoint import Checkpoint
from accordant.log.merkle import leaf_hash, nodes_of, root_of

LEAVES = [leaf_hash(bytes([index]) * 64) for index in range(9)]
OTHERS = [leaf_hash(bytes([index]) * 63) for index in range(9)]


def told(leaves: list[bytes]) -> Checkpoint:
    return Checkpoint("accordant/KOR/JPN", len(leaves), root_of(leaves), 0, "")


@pytest.mark.parametrize(
    ("theirs", "ours", "resume"),
    [
        (None, 0, Resume(Standing.EQUAL, 0)),
        (None, 9, Resume(Standing.BEHIND, 0)),
        (told([]), 9, Resume(Standing.BEHIND, 0)),
        (told(LEAVES), 9, Resume(Standing.EQUAL, 9)),
        (told(LEAVES[:6]), 9, Resume(Standing.BEHIND, 6)),
    ],
)
def test_where_to_continue(theirs, ours, resume):
    assert compare(theirs, ours, nodes_of(LEAVES[:ours])) == resume


@pytest.mark.parametrize("ours", [0, 5, 8])
def test_a_partner_that_holds_more_means_that_this_store_is_old(ours):
    with pytest.raises(RolledBack, match="9 leaves"):
        compare(told(LEAVES), ours, nodes_of(LEAVES[:ours]))


@pytest.mark.parametrize("size", [1, 6, 9])
def test_a_partner_that_holds_another_log_means_a_fork(size):
    with pytest.raises(LogForked):
        compare(told(OTHERS[:size]), 9, nodes_of(LEAVES))


def test_a_cosigned_checkpoint_is_cut_before_its_last_two_lines():
    assert split_cosigned("a\n1\nr\n\n— a x\n— a y\n— b z\n— b w\n") == (
        "a\n1\nr\n\n— a x\n— a y\n",
        "— b z\n— b w\n",
    )


@pytest.mark.parametrize("text", ["", "\n", "a\nb\n", "a\n" * 20_000])
def test_anything_else_is_no_cosigned_checkpoint(text):
    with pytest.raises(MalformedMessage):
        split_cosigned(text)
