"""The stage of the hostile stories, set once for a module and copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.one_real_node import Scene


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    scene = Scene.set(tmp_path_factory.mktemp("stage"))
    yield scene
    scene.close()


@pytest.fixture
def scene(stage: Scene, tmp_path: Path) -> Iterator[Scene]:
    copied = stage.copied(tmp_path)
    yield copied
    copied.close()
