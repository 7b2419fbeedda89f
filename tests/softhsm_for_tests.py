"""A PKCS#11 token of SoftHSM for tests, or plain words that there is none on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

NOT_TRIED = "NOT TRIED: SoftHSM is not installed, so no key was ever in a PKCS#11 token here"
PLACES = ("softhsm", "x86_64-linux-gnu/softhsm", "aarch64-linux-gnu/softhsm")
LABEL, PIN, OFFICER_PIN = "release desk", "4321-correct", "87654321"


def module() -> str:
    """The path of SoftHSM's module; empty where it is not installed."""
    folders = [
        Path("/usr/lib"),
        Path("/usr/lib64"),
        Path("/usr/local/lib"),
        Path("/opt/homebrew/lib"),
    ]
    found = [each / place / "libsofthsm2.so" for each in folders for place in PLACES]
    return next((str(path) for path in found if path.is_file()), "")


def made(folder: Path) -> str:
    """Make a token with a PIN in a folder of its own; the path of the module.

    The library reads where its tokens are when it is first loaded, once in a process.
    """
    if not module() or shutil.which("softhsm2-util") is None:
        pytest.skip(NOT_TRIED)
    tokens = folder / "tokens"
    tokens.mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", LABEL, "--so-pin", OFFICER_PIN,
         "--pin", PIN],
        check=True, capture_output=True,
    )  # fmt: skip
    return module()
