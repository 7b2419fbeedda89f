"""Writes docs/terms.md from the term list; `make pages` runs it, a test compares."""

from __future__ import annotations

from accordant.decision.value_terms import HEADINGS

HEAD = """# Terms

Made from `src/accordant/decision/terms.py` and `value_terms.py` by `make pages`; a test compares.

Explanations in Korean and Japanese use these words and no others for these things. *Source* is
the text a word was read in, in that sense; `unverified` is from general usage or memory and has
still to be checked by somebody who works with the authentic texts.

A level's word is that of its own language. In the others it is written by its sound or its
characters, never by the reader's own level of like meaning: which level corresponds to which is for
the table of an instrument to say. Names of posts, products and
texts, the words of a fact and levels of a party not listed stay as the record has them.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for heading, terms in HEADINGS.items():
        coded = any(term.word for term in terms)
        parts.append(f"\n## {heading}\n\n")
        first = "In the record | " if coded else ""
        parts.append(f"| {first}English | Korean | Japanese | Source |\n")
        parts.append("|---" * (5 if coded else 4) + "|\n")
        for term in terms:
            word = f"`{term.word}` | " if coded else ""
            source = term.source if " " in term.source else f"`{term.source}`"
            parts.append(f"| {word}{term.en} | {term.ko} | {term.ja} | {source} |\n")
    return "".join(parts)


if __name__ == "__main__":
    print(page(), end="")
