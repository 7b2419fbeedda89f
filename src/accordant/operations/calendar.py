"""What falls due under the instruments held: from the law's deadlines to things with a title.

A last day for a notice stands in it as often as the text can be counted; the earliest is the safe
one, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from accordant.clauses import Language, Sentence
from accordant.decision.saying import parted, say, value
from accordant.law.deadlines import Deadline, deadlines_of
from accordant.law.force import Matter
from accordant.model.due import Counted, Due
from accordant.model.instant import Instant

TITLES = {
    "last-day-for-notice": Sentence(
        en="{instrument}: last day for a notice",
        ko="{instrument}: 종료 통보의 마지막 날",
        ja="{instrument}:終了通告の最終日",
    ),
    "end-of-term": Sentence(
        en="{instrument}: term ends, extended by itself without a notice",
        ko="{instrument}: 기간 만료, 통보가 없으면 자동 연장",
        ja="{instrument}:期間満了、通告がなければ自動延長",
    ),
    "last-day-in-force": Sentence(
        en="{instrument}: last day in force",
        ko="{instrument}: 효력의 마지막 날",
        ja="{instrument}:効力の最終日",
    ),
}

COUNTED = {
    "firm": Sentence(en="", ko="", ja=""),
    "earliest": Sentence(
        en="The earliest way of counting ({ways}): the safe day.",
        ko="가장 이른 계산 방법({ways}): 안전한 날.",
        ja="最も早い数え方({ways}):安全な日。",
    ),
    "later": Sentence(
        en="A later way of counting ({ways}): do not rely on it.",
        ko="더 늦은 계산 방법({ways}): 이에 의존하여서는 아니 된다.",
        ja="より遅い数え方({ways}):これに依拠してはならない。",
    ),
}

ARTICLE = Sentence(
    en="Article {number}{part}.", ko="제{number}조{part}.", ja="第{number}条{part}。"
)


def dues_of(matters: Iterable[Matter], at: Instant, language: Language = "en") -> tuple[Due, ...]:
    """Return what falls due from an instant on, in order of time.

    Args:
        matters: the instruments with what is recorded of them.
        at: what was due before is left out.
        language: of titles and descriptions.
    """
    found = [each for matter in matters for each in _of_matter(matter, at, language)]
    return tuple(due for _, due in sorted(found, key=_place))


def _place(found: tuple[Deadline, Due]) -> tuple[Instant, date, str]:
    """In order of time, also of days that lie beyond every instant."""
    deadline, due = found
    return (deadline.over, deadline.day, due.title)


def _of_matter(matter: Matter, at: Instant, language: Language) -> Iterable[tuple[Deadline, Due]]:
    by_what = sorted(deadlines_of(matter, at), key=lambda each: each.what)
    for _, group in groupby(by_what, key=lambda each: each.what):
        deadlines = sorted(group, key=lambda each: (each.over, each.day))
        for deadline in deadlines:
            counted: Counted = "firm"
            if len(deadlines) > 1:
                counted = "earliest" if deadline is deadlines[0] else "later"
            yield deadline, _due(matter, deadline, counted, language)


def _due(matter: Matter, deadline: Deadline, counted: Counted, language: Language) -> Due:
    identifier = matter.text.identifier
    title = say(TITLES[deadline.what], {"instrument": identifier}, language)
    ways = value(", ".join(deadline.ways), language)
    words = [
        _article(deadline.article, language),
        getattr(COUNTED[counted], language).format(ways=ways),
        matter.text.title,
    ]
    return Due(
        what=deadline.what,
        day=deadline.day,
        zone=deadline.zone,
        counted=counted,
        instrument=identifier,
        article=deadline.article,
        title=title + (f" ({ways})" if ways else ""),
        description="\n".join(filter(None, words)),
    )


def _article(article: str, language: Language) -> str:
    number, part = parted(article)
    return say(ARTICLE, {"number": number, "part": part}, language) if article else ""
