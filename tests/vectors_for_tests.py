"""Folders of vectors that never change: what their README lists, and what their generator writes."""

from __future__ import annotations

import hashlib
import re
import runpy
from pathlib import Path

import pytest

VECTORS = Path(__file__).parent / "vectors"


def listed(folder: Path) -> dict[str, str]:
    """The files the folder's README lists, with the beginning of their SHA-256."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^- (\S+) ([0-9a-f]{16})$", text, re.MULTILINE))


def digests(folder: Path) -> dict[str, str]:
    """The files that are there, with the beginning of their SHA-256."""
    files = folder.glob("*.json")
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:16] for file in files}


def written_again(kind: str, to: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What the generator of a kind writes, into another folder: by name of the file."""
    made = runpy.run_path(str(VECTORS / f"generate_{kind}.py"))
    monkeypatch.setitem(made["write"].__globals__, "FOLDER", to)
    made["main"]()
    return {file.name: file.read_bytes() for file in to.iterdir()}
