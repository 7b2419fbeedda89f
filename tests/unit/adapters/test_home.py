"""A node's home: made for its owner alone, and refused when others can look in."""

from __future__ import annotations

import pytest

from accordant.adapters import home
from accordant.adapters.officer_key_files import PlainKeys
from accordant.errors import KeyMissing, NodeMisconfigured, StoreFailed


@pytest.fixture
def made(tmp_path):
    made = home.create(tmp_path / "kor")
    made.configuration.write_text("")
    return made


def test_a_new_home_is_for_its_owner_alone(made):
    folders = [made.root, made.certificate.parent, made.party_key.parent]
    assert [folder.stat().st_mode & 0o777 for folder in folders] == [0o700] * 3
    assert home.open_home(made.root) == made


def test_a_home_is_never_made_over_another(made):
    with pytest.raises(NodeMisconfigured, match="not empty"):
        home.create(made.root)


def test_a_directory_without_configuration_is_no_home(tmp_path):
    with pytest.raises(NodeMisconfigured, match="not a node's home"):
        home.open_home(tmp_path)


def test_a_home_others_can_look_into_is_refused(made):
    made.root.chmod(0o750)
    with pytest.raises(NodeMisconfigured, match="0750"):
        home.open_home(made.root)


def test_a_key_is_written_once_for_its_owner_alone(made):
    home.write_private(made.party_key, b"secret")
    assert made.party_key.stat().st_mode & 0o777 == 0o600
    assert home.read_private(made.party_key) == b"secret"
    with pytest.raises(NodeMisconfigured, match="already"):
        home.write_private(made.party_key, b"another")
    assert home.read_private(made.party_key) == b"secret"


def test_a_public_file_can_be_read_by_others(made):
    home.write_public(made.certificate, b"certificate")
    assert made.certificate.stat().st_mode & 0o044


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_key_others_can_reach_is_refused(made, mode):
    home.write_private(made.party_key, b"secret")
    made.party_key.chmod(mode)
    with pytest.raises(NodeMisconfigured, match="others") as refused:
        home.read_private(made.party_key)
    assert "chmod 600" in refused.value.hint


def test_a_missing_key_and_an_unwritable_place_are_named(made):
    with pytest.raises(KeyMissing, match=r"party\.key"):
        home.read_private(made.party_key)
    with pytest.raises(StoreFailed):
        home.write_private(made.root / "nowhere" / "key", b"secret")


def test_officers_keys_lie_under_their_posts(made):
    for post in ("treaty-desk", "releasing-authority"):
        home.write_private(made.officer_key(post), b"secret")
    assert PlainKeys(made).posts() == ["releasing-authority", "treaty-desk"]


@pytest.mark.parametrize("post", ["", "../party", "a/b", "Post", "-x", "x" * 49, "post\n"])
def test_a_post_is_a_word_and_never_a_path(made, post):
    with pytest.raises(NodeMisconfigured):
        made.officer_key(post)
