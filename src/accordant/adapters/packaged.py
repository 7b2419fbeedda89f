"""The texts that come with Accordant: agreements and orders as package data, by identifier."""

from __future__ import annotations

from importlib import resources


def identifiers() -> tuple[str, ...]:
    """The identifiers of the packaged texts, sorted."""
    folder = resources.files("accordant").joinpath("instruments")
    names = (file.name for file in folder.iterdir())
    return tuple(sorted(name.removesuffix(".md") for name in names if name.endswith(".md")))


def read(identifier: str) -> bytes | None:
    """The literate file of a packaged text, or None where there is no such text."""
    if identifier not in identifiers():
        return None
    return resources.files("accordant").joinpath("instruments", f"{identifier}.md").read_bytes()
