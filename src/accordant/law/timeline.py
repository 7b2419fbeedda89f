"""A value over all time, compiled: each holds from its start to the next one's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

import msgspec

from accordant.model.instant import INSTANT_MIN, Instant

T = TypeVar("T")


class Timeline(msgspec.Struct, Generic[T], frozen=True):
    """Starts in ascending order, the first at the beginning of time, and a value for each."""

    starts: tuple[Instant, ...]
    values: tuple[T, ...]

    @classmethod
    def of(cls, changes: Iterable[Instant], value_at: Callable[[Instant], T]) -> Timeline[T]:
        """Compile a function of time that changes at these instants only."""
        starts = sorted({INSTANT_MIN, *changes})
        values = [value_at(start) for start in starts]
        kept = [n for n, value in enumerate(values) if n == 0 or value != values[n - 1]]
        return cls(tuple(starts[n] for n in kept), tuple(values[n] for n in kept))

    def at(self, instant: Instant) -> T:
        """Return the value at an instant; logarithmic in the number of changes."""
        return self.values[max(bisect_right(self.starts, instant) - 1, 0)]
