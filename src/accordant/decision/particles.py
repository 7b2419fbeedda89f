"""Korean particles after a value: which of two forms follows depends on the value's last sound.

Templates write both forms, `{hub}이(가)`, because the value is not known to whoever writes them.
Once it stands there, the form that fits is kept. Hangul, digits and letters read by their names
have a known last sound; after anything else both forms stay, as Korean offices write them.
"""

from __future__ import annotations

import re

_SYLLABLES = range(0xAC00, 0xD7A4)  # Hangul syllables; every 28 share initial and vowel
_FINALS = 28
_FINAL_R = 8  # ㄹ among the finals
_CLOSING = "`'\")]」』”’"
_NAMES = {
    **dict.fromkeys("2459", "이"), "0": "영", "1": "일", "3": "삼", "6": "육", "7": "칠",
    "8": "팔",
    **dict.fromkeys("ABCDEFGHIJKOPQSTUVWXYZ", "이"), "L": "엘", "M": "엠", "N": "엔", "R": "알",
}  # fmt: skip
"""How a figure or a capital letter is read; only the last sound matters."""

_PAIRS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "와(과)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
_PAIR = re.compile("|".join(map(re.escape, _PAIRS)))


def settle(text: str) -> str:
    """Return Korean text with each pair of particles settled by the sound before it."""

    def chosen(match: re.Match[str]) -> str:
        final = _final(text[: match.start()])
        if final is None:
            return match.group()
        after_consonant, after_vowel = _PAIRS[match.group()]
        if match.group() == "(으)로" and final == _FINAL_R:
            return after_vowel
        return after_consonant if final else after_vowel

    return _PAIR.sub(chosen, text)


def _final(before: str) -> int | None:
    """The final consonant of the last sound, 0 for a vowel; None where it is not known."""
    last = before.rstrip(_CLOSING)[-1:]
    last = _NAMES.get(last, last)
    if not last or ord(last) not in _SYLLABLES:
        return None
    return (ord(last) - _SYLLABLES.start) % _FINALS
