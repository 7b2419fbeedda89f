"""Write the bad instruments: each is `good-model.md` with one thing wrong, and the line of it.

    python tests/vectors/instrument/generate.py

A row names the file, the text changed, what it becomes, and a piece of the line that must be
blamed. `expected.json` holds code and line of each; it is read by tests/unit/law.
"""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).parent
CODE = "instrument-text"
FIRST = "+++"
ENTRY = """toml clause entry
on = "later-of-notifications"
form = "written"
channel = "diplomatic\""""
OUTSIDE = """## Remarks

```toml clause scope
subjects = ["any"]
```

## Article 2. Costs"""
SECOND_TERM = """```toml clause term
first = "P1Y"
extends = "P1Y"
notice = { days = 9, form = "written", channel = "diplomatic", counting = "open" }
```

```toml case "After"""
FOREIGN_REGISTRY = """```toml clause registry
posts = ["AUS:DIO/registry"]
```

```toml case "After"""
ARRANGEMENT = """
```

```toml clause arrangement
hub = "USA:DOD"
borrows = [
  { between = ["KOR", "USA"], instrument = "kor-usa-model" },
  { between = ["JPN", "USA"], instrument = "jpn-usa-model" },
]
approval = "per-item\""""

ROWS: list[tuple[str, str, str, str]] = [
    # --- the text itself
    ("byte-order-mark", "+++\nformat", "\ufeff+++\nformat", "\ufeff+++"),
    ("carriage-return", "Each side bears its own.", "Each side bears its own.\r", "bears its own"),
    ("zero-byte", "bears its own", "bears its\x00own", "bears its"),
    ("tab", "bears its own", "bears\tits own", "its own"),
    ("direction-mark", "bears its own", "bears \u202eits own", "its own"),
    ("invisible-character", "bears its own", "bears\u200b its own", " its own"),
    ("not-normal-form", "bears its own", "be\u0061\u0301rs its own", "rs its own"),
    # --- front matter
    ("no-front-matter", "+++\nformat", "format", "format"),
    ("front-matter-not-closed", "+++\n\nWords", "\nWords", FIRST),
    ("front-matter-not-toml", 'authentic = "en"', "authentic = en", "authentic"),
    ("front-matter-key-twice", 'authentic = "en"', 'zone = "UTC"', 'zone = "Asia'),
    ("unknown-format", "accordant/instrument/1", "accordant/instrument/2", "format"),
    ("unknown-front-key", "model = true", "modle = true", "modle"),
    ("front-key-missing", 'authentic = "en"\n', "", FIRST),
    ("identifier-not-the-file-name", 'id = "{name}"', 'id = "another-model"', "id ="),
    ("party-not-a-state", '["JPN", "KOR"]\nauth', '["Japan", "KOR"]\nauth', "Japan"),
    ("party-named-twice", '["JPN", "KOR"]\nauth', '["JPN", "JPN"]\nauth', '["JPN", "JPN"]'),
    ("zone-unknown", "Asia/Seoul", "Asia/Pyongseong", "Asia/Pyongseong"),
    ("term-of-no-party", '"JPN:hi" = {', '"AUS:hi" = {', "[terms]"),
    ("term-without-english", ', en = "CONFIDENTIAL" }\n"KOR', ' }\n"KOR', "[terms]"),
    ("float-in-front", "model = true", "model = 1.0", "model = 1.0"),
    # --- sections
    ("article-heading-wrong", "## Article 2. Costs", "## Article two. Costs", "Article two"),
    ("article-twice", "## Article 2. Costs", "## Article 1. Costs", "Article 1. Costs"),
    ("heading-of-other-level", "## Article 2. Costs", "### Article 2. Costs", "Article 2"),
    ("heading-underlined", "## Article 2. Costs", "Article 2. Costs\n------", "Article 2"),
    ("no-source", "> Source: page 3. Read; the last line is not seen.\n", "", "Article 2"),
    ("source-without-status", "page 4. Unverified.", "page 4.", "> Source: page 4.\n"),
    ("source-of-unknown-status", "page 4. Unverified.", "page 4. Guessed.", "Guessed"),
    ("source-says-nothing", "page 4. Unverified.", "", "> Source: \n"),
    ("quoted-word-unknown", "> Not encoded: costs", "> Not needed: costs", "> Not needed"),
    ("neither-clause-nor-reason", "> Not encoded: costs are no condition.\n", "", "Article 2"),
    ("clause-before-any-article", "Words before", "```toml clause scope\n```\nWords before", "scope"),
    ("clause-outside-article", "## Article 2. Costs", OUTSIDE, "## Remarks"),
    ("raw-html", "bears its own.", "bears its own.\n\n<b>nothing</b>", "<b>"),
    ("link-definition", "bears its own.", "bears its own.\n\n[hidden]: there", "[hidden]"),
    # --- blocks
    ("fence-word-unknown", "toml clause equivalence", "toml clauses equivalence", "clauses"),
    ("fence-without-word", "```toml clause equivalence", "```toml", "```toml\n"),
    ("fence-not-closed", 'expect = { outcome = "withhold" }\n```\n', "expect = {}\n", "After the"),
    ("fence-of-tildes", "```toml clause entry", "~~~toml clause entry", "~~~toml"),
    ("fence-in-a-list", "bears its own.", "bears its own.\n\n* x\n\n  ```toml clause scope\n  ```",
     "```toml clause scope"),
    ("clause-not-toml", 'extends = "P1Y"', 'extends = "P1Y', "extends"),
    ("clause-toml-not-ended", "notice = { days = 90", "rows = [[\nnotice = { days = 90", "notice"),
    ("clause-kind-unknown", "toml clause equivalence", "toml clause sameness", "sameness"),
    ("clause-key-unknown", 'extends = "P1Y"', 'extend = "P1Y"', "clause term"),
    ("clause-key-missing", ', counting = "open"', "", "clause term"),
    ("term-without-notice", "days = 90, ", "", "clause term"),
    ("extension-of-nothing", 'first = "P1Y"\n', "", "clause term"),
    ("clause-value-wrong", "days = 90", 'days = "ninety"', "clause term"),
    ("clause-float", "days = 90", "days = 90.0", "90.0"),
    ("clause-level-twice", '[["KOR:III", "JPN:hi"]]', '[["KOR:III", "JPN:hi", "JPN:hi"]]',
     "clause equivalence"),
    # --- the text as a whole
    ("level-without-name", '"JPN:hi"]]', '"JPN:hi", "JPN:gokuhi"]]', FIRST),
    ("parties-differ", '```toml clause parties\nparties = ["JPN", "KOR"]',
     '```toml clause parties\nparties = ["JPN", "AUS"]', FIRST),
    ("no-entry", ENTRY, 'toml clause scope\nsubjects = ["any"]', FIRST),
    ("two-terms", '```toml case "After', SECOND_TERM, FIRST),
    ("registry-of-no-party", '```toml case "After', FOREIGN_REGISTRY, FIRST),
    ("not-binding-without-arrangement", "model = true", "model = true\nbinding = false", FIRST),
    ("binding-with-arrangement", ENTRY, ENTRY + ARRANGEMENT, FIRST),
    # --- cases
    ("case-title-twice", 'case "After the end"', 'case "Seoul provides to Tokyo"',
     'case "Seoul provides to Tokyo"\nask = { level = "KOR:III", at = 2019'),
    ("case-key-unknown", 'ask = { level = "KOR:III", at = 2018', 'ask = { lvl = "KOR:III", at = 2018',
     "Seoul provides"),
    ("case-condition-of-two-words", 'ask = { level = "KOR:III", at = 2019',
     'ask = { met = ["visit paid"], level = "KOR:III", at = 2019', "After the end"),
    ("case-without-expect", 'expect = { outcome = "release" }\n', "", "Seoul provides"),
    ("case-outcome-unknown", 'outcome = "release"', 'outcome = "maybe"', "Seoul provides"),
    ("case-instant-without-zone", "at = 2018-05-01T09:00:00+09:00", "at = 2018-05-01T09:00:00",
     "at = 2018"),
    ("case-instant-out-of-range", "at = 2018-05-01T09:00:00+09:00", "at = 1066-05-01T09:00:00+09:00",
     "Seoul provides"),
    ("case-act-of-two-words", '{ notice = ["KOR"],', '{ notice = ["KOR"], adopted = ["KOR"],',
     "After the end"),
    ("case-act-without-instant", "delivered = 2019-08-23T15:30:00+09:00, ", "", "After the end"),
    ("case-force-and-acts", 'ask = { level = "KOR:III", at = 2019',
     'ask = { force = "unknown", level = "KOR:III", at = 2019', "After the end"),
]  # fmt: skip


def main() -> None:
    """Write every bad file and what must be said of it."""
    good = (HERE / "good-model.md").read_text(encoding="utf-8")
    expected = {}
    for name, old, new, blamed in ROWS:
        text = good.replace('id = "good-model"', f'id = "{name}"')
        assert old.replace("{name}", name) in text, name
        text = text.replace(old.replace("{name}", name), new, 1)
        assert blamed in text, (name, blamed)
        where = text.rfind(blamed) if name == "case-title-twice" else text.find(blamed)
        expected[name] = {"code": CODE, "line": text.count("\n", 0, where) + 1}
        (HERE / f"{name}.md").write_bytes(text.encode())
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
