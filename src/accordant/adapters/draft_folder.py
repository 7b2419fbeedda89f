"""Drafts of notes as files people open: `notes/NAME.toml` in the home, one note each.

TOML, because a note is paragraphs: the words stand as they read and can be changed in any editor
until the note is signed. What is signed is in the store; the draft is then gone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from accordant.adapters import home
from accordant.adapters.sqlite_file import converting
from accordant.errors import MalformedInput
from accordant.model.note import Note
from accordant.operations.drafting import checked

FOLDER_MODE = 0o700
DRAFT_SIZE_MAX = 64 * 1024  # bytes of one file


class DraftFolder:
    """The drafts of one node."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        """The name of every draft, sorted."""
        with converting(str(self._folder)):
            return sorted(file.stem for file in self._folder.glob("*.toml"))

    def read(self, name: str) -> Note | None:
        """The draft as it stands now, or None where there is none."""
        if name not in self.names():  # also keeps a name from leading out of the folder
            return None
        path = self.place(name)
        with converting(str(path)):
            data = path.read_bytes()
        note = checked(_table(data, str(path)), str(path))
        if note.name != name:
            raise MalformedInput(f"the note in it is named `{note.name}`", place=str(path))
        return note

    def keep(self, note: Note, remarks: Sequence[str]) -> bool:
        """Keep a new draft; False when there is one already."""
        if note.name in self.names():
            return False
        with converting(str(self._folder)):
            self._folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        home.write_private(self.place(note.name), _written(note, remarks).encode())
        return True

    def discard(self, name: str) -> None:
        """Let a draft go."""
        if name in self.names():
            with converting(str(self._folder)):
                self.place(name).unlink(missing_ok=True)

    def place(self, name: str) -> Path:
        """The file a draft stands in."""
        return self._folder / f"{name}.toml"


def _table(data: bytes, place: str) -> dict[str, Any]:
    """The fields of a draft, the line end that closes each text taken off.

    Raises:
        MalformedInput: too long, or not TOML.
    """
    if len(data) > DRAFT_SIZE_MAX:
        raise MalformedInput(f"longer than {DRAFT_SIZE_MAX} bytes", place=place)
    try:
        table = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MalformedInput(f"not TOML: {error}", place=place) from None
    texts = table.get("texts")
    if isinstance(texts, dict):
        table["texts"] = {
            language: text.removesuffix("\n") if isinstance(text, str) else text
            for language, text in texts.items()
        }
    return table


def _written(note: Note, remarks: Sequence[str]) -> str:
    """A draft as its file; `_table` reads it back."""
    fields = {key: value for key, value in msgspec.to_builtins(note).items() if value is not None}
    tables = {key: fields.pop(key) for key in ("refers", "texts") if key in fields}
    lines = [f"# {remark}" for remark in remarks]
    lines += [_line(key, value) for key, value in fields.items()]
    if "refers" in tables:
        named = {key: value for key, value in tables["refers"].items() if value is not None}
        lines += ["", "[refers]", *(_line(key, value) for key, value in named.items())]
    lines += ["", "[texts]"]
    lines += [
        f'{language} = """\n{_spelt(text)}\n"""' for language, text in tables["texts"].items()
    ]
    return "\n".join(lines) + "\n"


def _line(key: str, value: str) -> str:
    """A TOML line; a JSON string is a TOML basic string as well."""
    return f"{key} = {msgspec.json.encode(value).decode()}"


def _spelt(text: str) -> str:
    """Text as it stands between the quotes of a TOML string of several lines."""
    return text.replace("\\", "\\\\").replace('"""', '""\\"')
