"""Package data: agreements and orders, templates for new ones, and the words of notes."""

from __future__ import annotations

from importlib import resources

from accordant.model.note import NOTE_KINDS
from accordant.operations.wordings import Document, Names, Phrases, Wordbook, Wording
from accordant.operations.wordings import read as read_words

TEXTS = "instruments"
TEMPLATES = "data/templates"


def identifiers() -> tuple[str, ...]:
    """The identifiers of the packaged texts, sorted."""
    return _names(TEXTS)


def read(identifier: str) -> bytes | None:
    """The literate file of a packaged text, or None where there is no such text."""
    return _read(TEXTS, identifier)


def templates() -> tuple[str, ...]:
    """The names of the packaged templates, sorted."""
    return _names(TEMPLATES)


def template(name: str) -> str | None:
    """The text of a template with its places still open, or None where there is none."""
    data = _read(TEMPLATES, name)
    return None if data is None else data.decode()


def _names(folder: str) -> tuple[str, ...]:
    names = (file.name for file in resources.files("accordant").joinpath(folder).iterdir())
    return tuple(sorted(name.removesuffix(".md") for name in names if name.endswith(".md")))


def _read(folder: str, name: str) -> bytes | None:
    if name not in _names(folder):
        return None
    return resources.files("accordant").joinpath(folder, f"{name}.md").read_bytes()


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
