"""Documents gone wrong: a good one with any value anywhere in it exchanged for another."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.sampled_from([0, -1, 1, 2**31, 2**53 - 1, 2**53, 2**63, 2**64]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(
        ["", "KOR", "JPN", "AUS", "KOR:II", "KOR:I", "JPN:gokuhi", "\n", "\x00", "\x1b[2J", "=",
         "AAAA", "A" * 44, "0" * 64, "é", "비밀", "𐍈", "../..", "a" * 5000]
    ),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
)  # fmt: skip


def spelled(document: Any) -> bytes:
    """A document in the one spelling, floats and all."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where a value could be exchanged: everywhere in the document."""
    found = [here]
    if isinstance(value, dict):
        for key, inner in value.items():
            found += _paths(inner, (*here, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += _paths(inner, (*here, index))
    return found


@st.composite
def gone_wrong(draw: st.DrawFn, good: bytes) -> bytes:
    """The good document with one to three values exchanged, taken out or added."""
    document = json.loads(good)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(_paths(document)))
        how = draw(st.sampled_from(["set", "out", "add"])) if path else "set"
        document = _changed(document, path, draw(ODD), how)
    return spelled(document)


def _changed(value: Any, path: tuple[Any, ...], odd: Any, how: str) -> Any:
    if path:
        inner = _changed(value[path[0]], path[1:], odd, how)
        changed = value.copy()
        if inner is Ellipsis:
            del changed[path[0]]
        else:
            changed[path[0]] = inner
        return changed
    if how == "out":
        return ...
    if how == "add" and isinstance(value, dict):
        return value | {"unknown": odd}
    if how == "add" and isinstance(value, list):
        return [*value, odd]
    return odd
