"""Instants in words, never more precise than they are known: a day has no time, ~ means about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

from rich.text import Text

from accordant.clauses import Language
from accordant.entrypoints.cli import timeline_words as words
from accordant.model.instant import Instant, Precision, load_zone

_CLOCK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "hour": " ~%H:%M",
        "minute": " %H:%M",
        "second": " %H:%M:%S",
        "millisecond": " %H:%M:%S",
    }
)


def local_time(at: Instant, zone: str) -> datetime:
    """The clock and calendar of a place."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)
    return moment.astimezone(load_zone(zone))


def when(at: Instant, zone: str, precision: Precision, language: Language) -> Text:
    """Month and day under its year; a time only where one is known, and always the zone."""
    local = local_time(at, zone)
    if precision == "year":
        said = str(local.year)
    else:
        said = _month(local, language, "" if precision == "month" else str(local.day))
    clock = _CLOCK.get(precision, "")
    return Text.assemble(
        said, (format(local, clock) if clock else "", "bold"), (f" {local:%Z}", "dim")
    )


def day(at: Instant, zone: str, language: Language, precision: Precision = "day") -> str:
    """A day with its year in running text; a month or year where no more is known."""
    local = local_time(at, zone)
    year = {"en": f" {local.year}", "ko": f"{local.year}년 ", "ja": f"{local.year}年"}[language]
    if precision == "year":
        return year.strip()
    said = _month(local, language, "" if precision == "month" else str(local.day))
    return (said + year).strip() if language == "en" else year + said


def _month(local: datetime, language: Language, day: str) -> str:
    if language == "en":
        return (
            f"{day:>2} {words.MONTHS[local.month - 1]}" if day else words.MONTHS[local.month - 1]
        )
    month, of_month = ("월", "일") if language == "ko" else ("月", "日")
    space = " " if language == "ko" and day else ""
    return f"{local.month}{month}{space}{day}{of_month if day else ''}"
