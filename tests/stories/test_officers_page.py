"""The example on the page about officers, to the letter."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from tests.stories.test_stories import Story, plain

import accordant

PAGE = Path(accordant.__file__).parents[2] / "docs" / "officers.md"
BEFORE = """
clock 2018-05-01T09:00:00+09:00
accordant init KOR --home kor --address 127.0.0.1:7410 --replay-clock clock.json
"""

# What each command of the page must show, in order, and its exit status.
SHOWN = (
    (0, "The register of officers is begun.", "adopt, notify", "assure, appoint"),
    (0, "Recorded of nis-0417: officer-appointed: north-desk of KOR:NIS."),
    (10, "NO", "No clearance reaches KOR:II.", "about dprk-missile.", "delegates it (approve)."),
    (0, "officer-cleared: KOR:II (military-secrets)."),
    (0, "need-determined: north: dprk-missile."),
    (0, "may approve; about dprk-missile; up to KOR:II; towards JPN."),
    (0, "YES", "Letter", "until 2018-06-30T23:59:59", "Duty requires it: group north."),
    (10, "위임한 마지막 위임장(제공 승인)은 2018-06-30", "비밀취급 인가: 군사II급비밀까지"),
    (0, "nis-0417", "north-desk of KOR:NIS", "2018-06-30"),
    (0, "letter-issued", "signed by security-authority", "stands"),
    (0, "officer-removed", "signed by security-authority"),
    (0, "The key of releasing-authority is under a passphrase."),
    (0, "releasing-authority under a passphrase", "treaty-desk in the open"),
)


def with_descriptor(command: str) -> str:
    """What a shell makes of `3< FILE`: a descriptor that is open, here another number."""
    command, redirected, _ = command.partition(" 3< ")
    if not redirected:
        return command
    reading, writing = os.pipe()
    os.write(writing, "네 낱말로 된 긴 암호문\n".encode())
    os.close(writing)
    return command.replace("--passphrase-fd 3", f"--passphrase-fd {reading}")


@pytest.mark.whole  # makes a whole node's keys
def test_the_example_shows_what_the_page_says(tmp_path: Path) -> None:
    commands = re.findall(r"^ {4}(accordant .+)$", PAGE.read_text(), re.MULTILINE)
    story = Story(BEFORE, tmp_path)
    story.play()
    for command, (status, *fragments) in zip(commands, SHOWN, strict=True):
        story._play(with_descriptor(command))
        assert story.status == status, f"{command}\n{story.err}"
        for fragment in fragments:
            assert fragment in plain(story.out), f"{command}\n{story.out}"
