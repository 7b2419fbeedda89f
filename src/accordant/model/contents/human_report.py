"""A report from a human source: what was said, and how far source and word are to be trusted.

The two scales are the customary ones of allied intelligence (reliability of the source A to F,
credibility of the information 1 to 6, F and 6 meaning that it cannot be judged; Allied Joint
Publication 2.1, from memory). The source itself stands in no field: a report that travels names
no person.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from accordant.model.reported import Prose, Short, Site, When


class HumanReport(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="human-report", tag_field="kind"
):
    """What a human source reported. Each field is required: unknown is said, never left out."""

    obtained: When  # when the information was obtained, not when it was written down
    about: Site | None  # the place it is about; None: none, or not known
    reliability: Literal["A", "B", "C", "D", "E", "F"]  # F: cannot be judged
    credibility: Literal["1", "2", "3", "4", "5", "6"]  # 6: cannot be judged
    access: Short  # how the source came to know, in words that name nobody
    text: Prose
    comment: Prose  # the reporting officer's own view, apart from what was said
