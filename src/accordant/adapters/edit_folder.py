"""Documents while a person changes them: `edits/NAME/NAME.json` in the home, and the editor.

Each has a folder of its own, for its owner alone, so that what an editor leaves beside a file goes
with it. A document stays there until it is kept in the store or given up; what is removed is
unlinked, not overwritten, as the manual of the disk has it.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from accordant.adapters import home
from accordant.adapters.sqlite_file import converting
from accordant.errors import MalformedInput, NodeMisconfigured, Oversized

FOLDER_MODE = 0o700


class EditFolder:
    """The documents of one node that are being changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def place(self, name: str) -> Path:
        """The file a document stands in."""
        return self._folder / name / f"{name}.json"

    def begin(self, name: str, data: bytes) -> bool:
        """Put a document there; False where one waits already, which is left as it is."""
        path = self.place(name)
        with converting(str(path)):
            if path.exists():
                return False
            self.discard(name)  # what an editor left
            path.parent.mkdir(mode=FOLDER_MODE, parents=True)
            self._folder.chmod(FOLDER_MODE)
        home.write_private(path, data)
        return True

    def read(self, name: str, size_max: int) -> bytes:
        """The document as it stands.

        Raises:
            MalformedInput: it is gone.
            Oversized: it is longer than `size_max` bytes.
        """
        path = self.place(name)
        try:
            with path.open("rb") as file:
                data = file.read(size_max + 1)
        except OSError:
            raise MalformedInput("the document is gone", place=str(path)) from None
        if len(data) > size_max:
            raise Oversized(f"the document is longer than {size_max} bytes", place=str(path))
        return data

    def discard(self, name: str) -> None:
        """Let a document go, with all that lies beside it."""
        with converting(str(self._folder)):
            if (self._folder / name).is_dir():
                shutil.rmtree(self._folder / name)


def run_editor(path: Path) -> None:
    """Open a file in the person's editor, VISUAL or EDITOR, and wait until it is closed.

    Raises:
        NodeMisconfigured: there is none, or it cannot be run.
        MalformedInput: it ended with another status than 0, as editors do when told to give up.
    """
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(named)
    except ValueError:
        command = []
    if not command:
        raise NodeMisconfigured(
            "no editor is named",
            hint="Set EDITOR, or say what is to be another with options.",
        )
    try:
        ended = subprocess.run([*command, str(path)], check=False)
    except OSError:
        raise NodeMisconfigured(
            "the editor cannot be run", hint="Set EDITOR to a program that is here."
        ) from None
    if ended.returncode:
        raise MalformedInput(
            f"the editor ended with status {ended.returncode}; nothing is kept", place=str(path)
        )
