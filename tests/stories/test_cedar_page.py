"""The example on the page about Cedar, to the letter; then the engine alone with the files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import cedarpy
import pytest
from tests.stories.test_stories import Story, plain

import accordant
from accordant.adapters import cedar_engine
from accordant.adapters.cedar_engine import CedarEngine

ROOT = Path(accordant.__file__).parents[2]
PAGE = ROOT / "docs" / "cedar.md"
REPORT = (ROOT / "tests/stories/exporting_to_cedar.txt").read_text().split("-- report.json --")[1]
BEFORE = f"""
clock 2018-05-01T09:00:00+09:00
nodes KOR JPN
agreed KOR JPN
accordant product add report.json --home kor
accordant order add kor-order-launch-reports --home kor
accordant order sign kor-order-launch-reports --as releasing-authority --home kor
accordant assurance give --to KOR --post JPN:DIH/watch --level JPN:tokutei --as security-authority --home jpn
deliver
-- report.json --{REPORT}"""


@pytest.fixture
def story(tmp_path):
    story = Story(BEFORE, tmp_path)
    story.play()
    yield story
    story.close()


def commands():
    found = re.findall(r"^ {4}(accordant .+)$", PAGE.read_text(), re.MULTILINE)
    assert len(found) == 2
    return found


def test_the_page_is_run_and_its_files_suffice_for_the_engine(story, tmp_path):
    """From disk alone: validated, asked, and answered as the node decided."""
    for command in commands():
        story._play(command)
        assert story.status == 0, f"{command}\n{story.err}"
    assert "decide release" in plain(story.out)
    assert "Cedar release" in plain(story.out)
    folder = next(path.parent for path in tmp_path.rglob("asked/schema.cedarschema"))
    listed = set(re.findall(r"^\| `([a-z0-9-]+\.[a-z]+)`", PAGE.read_text(), re.MULTILINE))
    assert listed <= {path.name for path in folder.iterdir()}
    policies, schema, entities = (
        (folder / name).read_text()
        for name in ("policies.cedar", "schema.cedarschema", "entities.json")
    )
    assert cedarpy.validate_policies(policies, schema).validation_passed
    for action in ("release", "refer"):
        request = json.loads((folder / f"request-1-policies-{action}.json").read_text())
        result = cedarpy.is_authorized(request, policies, json.loads(entities), schema=schema)
        assert result.allowed
        assert not result.diagnostics.errors
        assert result.diagnostics.reasons
    context = request["context"]
    assert set(re.findall(r"^ {2}(\w+): ", schema, re.MULTILINE)) - {
        "principal", "resource", "context",
    } == set(context)  # fmt: skip


def test_engines_that_differ_are_told_with_exit_status_3(story, monkeypatch):
    monkeypatch.setattr(CedarEngine, "answer", lambda *_: "withhold")
    story._play(commands()[1])
    assert story.status == 3
    assert "(engines-differ)" in story.err
    assert "decide release" in plain(story.out)
    story.expected = 3


def test_policies_the_engine_refuses_are_not_written(story, monkeypatch, tmp_path):
    monkeypatch.setattr(CedarEngine, "faults", lambda *_: ("not of its type",))
    story._play(commands()[0])
    assert story.status == 3
    assert "(cedar-refused)" in story.err
    assert not list(tmp_path.rglob("*.cedar"))
    story.expected = 3


def test_without_the_engine_the_command_says_what_to_install(story, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "cedarpy", None)
    story._play(commands()[0])
    assert story.status == 5
    assert "(engine-missing)" in story.err
    assert cedar_engine is not None
    story.expected = 5
