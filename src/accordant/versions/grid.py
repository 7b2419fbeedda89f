"""Steps of time and cells on the ground: a value is given as the step or cell it lies in.

Two choices bear the weight. Nothing is drawn by lot: noise goes when it is averaged, and the same
position asked for twice must give the same cell. And all steps stand on one ladder on which each
divides the next, so that two partners who lay their versions together hold the finer of the two
and nothing better; with steps of 7 and 10 they would.

Cells are rows of latitude cut into equal lengths. Towards a pole a degree of longitude gets short
and the cells take more degrees; the row at a pole is one cell. Longitude 180 is longitude -180.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import NamedTuple

from accordant.model.instant import INSTANT_MIN, Instant
from accordant.model.reported import DEGREES_DECIMALS_MAX

DEGREE = 2**26  # the unit of this page in a degree: about two millimetres, so halving is exact
LATITUDE_METRES = 110_574  # of one degree where it is shortest: at the equator (WGS 84)
LATITUDE_METRES_MOST = 111_694  # and where it is longest: at the poles
LONGITUDE_METRES = 111_320  # of one degree on the equator; elsewhere times the cosine
EARTH_METRES = 6_371_009  # mean radius

DAY = 86_400  # seconds
TIME_STEPS = (
    *(1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 7_200, 21_600, 43_200),
    *(DAY, 10 * DAY, 100 * DAY, 1_000 * DAY),
)
"""Seconds; each divides the next."""

_SEVENTH = Decimal(1).scaleb(-DEGREES_DECIMALS_MAX)

LENGTH_STEPS: tuple[int, ...] = tuple(step * 10**power for power in range(8) for step in (1, 2))
"""Metres, of figures such as a range; each divides the next."""

CELL_STEPS = tuple(360 * DEGREE >> halved for halved in range(24, -1, -1))
"""The whole round and its halves, down to some two metres of latitude, in the unit."""


class Cell(NamedTuple):
    """A piece of ground, in the unit of this page."""

    south: int
    west: int
    height: int
    width: int

    @property
    def centre(self) -> tuple[int, int]:
        """Latitude and longitude of its middle."""
        return self.south + self.height // 2, self.west + self.width // 2

    @property
    def radius(self) -> int:
        """Metres from the middle within which all of it lies."""
        nearest = 0 if self.south < 0 < self.south + self.height else min(_edges(self))
        across = self.width / 2 / DEGREE * LONGITUDE_METRES * math.cos(_radians(nearest))
        return math.ceil(
            math.hypot(self.height / 2 / DEGREE * LATITUDE_METRES_MOST, across) * 1.01
        )


def beginning(at: Instant, seconds: int) -> Instant:
    """Return the beginning of the step an instant lies in, counted from 1970 in UTC."""
    return max(at - at % (time_step(seconds) * 1_000), INSTANT_MIN)


def time_step(seconds: int) -> int:
    """Return the step of the ladder that is no finer than asked, in seconds."""
    return next(each for each in TIME_STEPS if each >= seconds)


def length_step(metres: int) -> int:
    """Return the step of lengths that is no finer than asked, in metres."""
    return next(each for each in LENGTH_STEPS if each >= metres)


def wider(metres: int, around: Cell) -> int:
    """Return a radius around a position as one around the middle of its cell.

    In whole radii of the cell, which are no round numbers: so what was made wider once is known
    and stays as it is, and how sure the position was is told no better than that.
    """
    radii, more = divmod(metres, around.radius)
    return metres if radii and not more else around.radius * (radii + 1 + bool(more))


def cell(latitude: int, longitude: int, metres: int) -> Cell:
    """Return the cell a position lies in: nowhere narrower than so many metres, but at a pole.

    Args:
        latitude: in the unit, -90 to 90 degrees.
        longitude: in the unit, -180 to 180 degrees.
        metres: at least this high and wide; at most a thousand kilometres.
    """
    height = height_of(metres)
    south = min(_floor(latitude, 90, height), 90 * DEGREE - height)
    width = width_of(metres, max(abs(south), abs(south + height)))
    east_of = longitude - 360 * DEGREE if longitude == 180 * DEGREE else longitude
    return Cell(south, _floor(east_of, 180, width), height, width)


def height_of(metres: int) -> int:
    """Return the height of the rows for cells of so many metres."""
    return next(each for each in CELL_STEPS if each / DEGREE * LATITUDE_METRES >= metres)


def width_of(metres: int, edge: int) -> int:
    """Return the width of the cells of a row, by the latitude of its edge nearer to a pole."""
    degree = LONGITUDE_METRES * math.cos(_radians(edge)) if edge < 90 * DEGREE else 0.0
    wide = (each for each in CELL_STEPS if each / DEGREE * degree >= metres)
    return next(wide, CELL_STEPS[-1])


def distance(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return the metres between two positions over a round earth."""
    (south, west), (north, east) = one, other
    rise = math.sin(_radians(north - south) / 2) ** 2
    turn = math.sin(_radians(east - west) / 2) ** 2
    along = rise + math.cos(_radians(south)) * math.cos(_radians(north)) * turn
    return 2 * EARTH_METRES * math.asin(math.sqrt(min(1.0, along)))


def units_of(text: str) -> int:
    """Return decimal degrees as a whole number of the unit, rounded down."""
    return math.floor(Decimal(text) * DEGREE)


def text_of(units: int) -> str:
    """Return decimal degrees as text, to seven decimals and with no more than needed."""
    text = f"{(Decimal(units) / DEGREE).quantize(_SEVENTH):f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _floor(value: int, start: int, step: int) -> int:
    """The multiple of a step, counted from minus `start` degrees, at or below a value."""
    return value - (value + start * DEGREE) % step


def _edges(of: Cell) -> tuple[int, int]:
    return abs(of.south), abs(of.south + of.height)


def _radians(units: int) -> float:
    return math.radians(units / DEGREE)
