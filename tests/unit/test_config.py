"""The configuration: every setting bounded, none unknown."""

from __future__ import annotations

import pytest

from accordant import config
from accordant.errors import NodeMisconfigured

LEAST = 'format = "accordant/node/1"\nparty = "KOR"\n'


def test_the_least_a_node_must_say_is_whose_it_is():
    settings = config.parse(LEAST, "node.toml")
    assert settings.party == "KOR"
    assert settings.link == config.LinkSettings()


def test_what_is_written_is_read_back():
    settings = config.Settings(
        format="accordant/node/1", party="JPN", zone="Asia/Tokyo",
        link=config.LinkSettings(listen="0.0.0.0:7411", address="node.example:7411"),
        clock=config.ClockSettings(replay='../a "clock".json'),
    )  # fmt: skip
    assert config.parse(config.write(settings), "node.toml") == settings


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "format"),
        ("format = ", "invalid value"),
        (LEAST.replace("KOR", "Korea"), "party"),
        (LEAST + "colour = 1", "colour"),
        (LEAST + "[link]\nbatch_entry_max = 3", "batch_entry_max"),
        (LEAST + "[link]\nbatch_entries_max = 257", "batch_entries_max"),
        (LEAST + "[link]\nbatch_entries_max = 0", "batch_entries_max"),
        (LEAST + '[link]\nbatch_entries_max = "64"', "batch_entries_max"),
        (LEAST + "[store]\nlease_milliseconds = 1.5", "lease_milliseconds"),
        (LEAST + '[link]\nlisten = "127.0.0.1"', "listen"),
        (LEAST + '[link]\nlisten = "127.0.0.1:0"', "listen"),
        (LEAST + '[link]\naddress = "127.0.0.1:65536"', "address"),
        (LEAST + '[link]\nlisten = "127.0.0.1:7410\\n"', "listen"),
        (LEAST + 'zone = "Asia/Soul"', "Asia/Soul"),
        (LEAST.replace("node/1", "node/2"), "format"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(text, reason):
    with pytest.raises(NodeMisconfigured, match=reason) as refused:
        config.parse(text, "node.toml")
    assert refused.value.place == "node.toml"


def test_a_configuration_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "node.toml").write_bytes(b"\xff")
    for name in ("none.toml", "node.toml"):
        with pytest.raises(NodeMisconfigured, match="cannot be read"):
            config.load(tmp_path / name)
