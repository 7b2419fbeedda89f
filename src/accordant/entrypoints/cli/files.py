"""Reading what people name on the command line: a file, or `-` for standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from accordant.errors import MalformedInput, Oversized


def read(name: str, size_max: int) -> bytes:
    """The bytes of a file.

    Raises:
        MalformedInput: it cannot be read.
        Oversized: it is longer than `size_max` bytes.
    """
    try:
        if name == "-":
            data = sys.stdin.buffer.read(size_max + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(size_max + 1)
    except (OSError, ValueError):
        raise MalformedInput("the file cannot be read", place=name) from None
    if len(data) > size_max:
        raise Oversized(f"the file is longer than {size_max} bytes", place=name)
    return data
