"""The example on the page about notes, to the letter, between two real nodes."""

from __future__ import annotations

import re
from pathlib import Path

from tests.stories.test_stories import Story, plain

import accordant

PAGE = Path(accordant.__file__).parents[2] / "docs" / "notes.md"
BEFORE = """
clock 2019-08-23T09:00:00+09:00
nodes KOR JPN
agreed KOR JPN
clock 2019-08-23T16:00:00+09:00
"""

# What each command of the page must show, in order.
SHOWN = (
    ("DRAFT until signed by the treaty desk.", "last day 2019-11-22", "2019-11-23T00:00:00+09:00"),
    ("초안: 조약 담당 부서가 서명하기 전에는", "동 협정을 종료하고자 하는 대한민국 정부의 의사"),
    (
        "is signed: notice-of-termination.",
        "Queued to be told: JPN.",
        "The legal act is its delivery",
    ),
    ("in-force", "The instrument has been in force since 2016-11-23."),
    ("The delivery of kor-notice-of-termination-2019-08-23 is recorded.",),
    ("The delivery of kor-notice-of-termination-2019-08-23 is recorded.",),
    ("is acknowledged.", "No clock begins or stops by it."),
    ("signed, copy-cosigned, delivered,", "recorded by KOR", "diplomatic, recorded by JPN"),
)


def test_the_example_shows_what_the_page_says(tmp_path: Path) -> None:
    commands = re.findall(r"^ {4}(accordant .+)$", PAGE.read_text(), re.MULTILINE)
    story = Story(BEFORE, tmp_path)
    story.play()
    for command, fragments in zip(commands, SHOWN, strict=True):
        story._play(command)
        assert story.status == 0, f"{command}\n{story.err}"
        for fragment in fragments:
            assert fragment in plain(story.out), f"{command}\n{story.out}"
        story.do_deliver("")
