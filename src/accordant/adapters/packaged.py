"""What comes with Accordant as package data: agreements and orders, and the words of notes."""

from __future__ import annotations

from importlib import resources

from accordant.model.note import NOTE_KINDS
from accordant.operations.wordings import Document, Names, Phrases, Wordbook, Wording
from accordant.operations.wordings import read as read_words


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


def wordbook() -> Wordbook:
    """All that notes are drafted from."""
    return Wordbook(
        wordings={kind: _words(kind, Wording) for kind in NOTE_KINDS},
        names=_words("names", Names),
        phrases=_words("phrases", Phrases),
    )


def _words(name: str, kind: type[Document]) -> Document:
    file = resources.files("accordant").joinpath("notes", f"{name}.toml")
    return read_words(file.read_bytes(), kind, f"notes/{name}.toml")
