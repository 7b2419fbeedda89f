"""What programs get of `label`: one document, the exit status of what it says, good errors."""

from __future__ import annotations

import json

import pytest

from accordant.entrypoints.cli import program
from accordant.entrypoints.cli.running import run

UNDER = ("--to", "JPN", "--under", "jpn-kor-gsomia-2016")
LISTED = ("--releasable-to", "KOR", "--releasable-to", "JPN")


@pytest.fixture
def said(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, status: int = 0):
        assert run(program(), ["label", *arguments, "--json"]) == status
        out, err = capsys.readouterr()
        return json.loads(err)["error"] if status in (2, 3) else json.loads(out)

    return call


def test_terms_are_told_with_source_and_status(said):
    (korea,) = said("terms", "KOR")
    term = next(each for each in korea["terms"] if each["level"] == "KOR:II")
    assert (term["native"], term["latin"]) == ("군사II급비밀", "Gunsa II-geup Bimil")
    assert term["status"] == "read"
    assert len(said("terms")) == 5


def test_show_tells_the_lines_and_the_proposal(said):
    told = said("show", "KOR:II", "--caveat", "REL TO KOR, JPN", *UNDER)
    assert told["banner"] == "군사II급비밀//REL TO KOR, JPN"
    assert told["releasable_to"] == ["KOR", "JPN"]
    assert told["proposal"]["levels"] == ["JPN:gokuhi", "JPN:tokutei"]
    assert told["proposal"]["handling"] == ["JPN:tokutei"]
    assert said("show", "KOR:I", *UNDER)["proposal"] is None
    assert said("show", "KOR:II")["releasable_to"] is None


def test_what_is_exported_is_imported(said, tmp_path):
    told = said("export", "KOR:II", *LISTED, "--created", "2018-05-01T09:00:00+09:00")
    assert "<slab:CreationDateTime>2018-05-01T00:00:00Z<" in told["label"]
    assert 'ReviewDateTime="2019-05-01T00:00:00Z"' in told["label"]
    (tmp_path / "label.xml").write_text(told["label"])
    read = said("import", "label.xml")
    assert read["originator"]["marking"] == {"level": "KOR:II", "caveats": ["REL TO KOR, JPN"]}
    assert read["at_best"] == "release"


def test_the_exit_status_is_the_best_a_decision_can_come_to(said, tmp_path):
    label = said("export", "KOR:II", *LISTED)["label"]
    (tmp_path / "odd.xml").write_text(label.replace("Releasable To", "Releasable"))
    told = said("import", "odd.xml", status=11)
    assert told["originator"]["marking"] is None
    assert told["originator"]["not_understood"][0]["what"] == "category"
    (tmp_path / "other.xml").write_text(label.replace("GUNSA II-", "GUNSA IX-"))
    assert said("import", "other.xml", status=10)["originator"]["level"] == ""


def test_an_alternative_is_bound_to_what_it_is_of(said, tmp_path):
    told = said("export", "KOR:III", *LISTED, *UNDER, "--data", "urn:example:report")
    (tmp_path / "both.xml").write_text(told["label"])
    read = said("import", "both.xml")
    assert read["data"] == ["urn:example:report"]
    assert [each["level"] for each in read["alternatives"]] == ["JPN:hi"]


@pytest.mark.parametrize(
    ("arguments", "code", "place"),
    [
        (("show", "KOR"), "malformed-input", "LEVEL"),
        (("show", "KOR:IV"), "level-not-in-table", ""),
        (("show", "KOR:II", "--caveat", "a" * 65), "malformed-input", "--caveat"),
        (("show", "KOR:II", *UNDER, "--designated", "JPN:hi"), "level-not-in-table", ""),
        (("show", "KOR:II", "--language", "fr"), "malformed-input", "--language"),
        (("export", "KOR:II", *LISTED, *UNDER), "level-not-in-table", ""),
        (("export", "KOR:III", *LISTED, *UNDER), "malformed-input", "--data"),
        (("export", "KOR:I", *LISTED, *UNDER), "level-not-in-table", ""),
        (("export", "KOR:II", "--releasable-to", "all"), "malformed-input", "--releasable-to"),
        (
            ("export", "KOR:II", *LISTED, "--originator", "watch"),
            "malformed-input",
            "--originator",
        ),
        (("import", "missing.xml"), "malformed-input", "missing.xml"),
        (("spif", "export", "nothing", "--of", "KOR"), "unknown-instrument", ""),
        (("spif", "export", "jpn-kor-gsomia-2016", "--of", "USA"), "malformed-input", "--of"),
        (("spif", "export", "jpn-aus-model", "--of", "JPN"), "level-not-in-table", ""),
    ],
)
def test_a_mistake_is_told_where_it_was_made(said, arguments, code, place):
    told = said(*arguments, status=3 if code == "unknown-instrument" else 2)
    assert (told["code"], told["place"]) == (code, place), told["message"]
    assert told["hint"]


def test_a_policy_file_is_told_and_compared(said, tmp_path):
    made = said("spif", "export", "jpn-kor-gsomia-2016", "--of", "JPN")
    assert any("to be designated" in each for each in made["unsaid"])
    (tmp_path / "jpn.xml").write_text(made["file"])
    told = said("spif", "import", "jpn.xml", "--against", "jpn-kor-gsomia-2016", "--template")
    assert {each["agreement"] for each in told["compared"]} == {"same", "one-way"}
    assert "# A template from the policy file jpn.xml, SHA-256 " in told["template"]
    assert told["remarks"] == []


def test_a_policy_of_no_vocabulary_is_shown_and_not_compared(said, tmp_path):
    made = said("spif", "export", "jpn-kor-gsomia-2016", "--of", "JPN")["file"]
    (tmp_path / "x.xml").write_text(
        made.replace('name="JPN"/>\n  <spif:securityC', 'name="JPX"/>\n  <spif:securityC')
    )
    assert said("spif", "import", "x.xml")["policy"] == "JPX"
    told = said("spif", "import", "x.xml", "--against", "jpn-kor-gsomia-2016", status=2)
    assert "no known vocabulary" in told["message"]
