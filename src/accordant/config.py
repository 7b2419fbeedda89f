"""A node's configuration: `node.toml`, read into one frozen settings object.

Every setting has a unit in its name, a bound and a default that is safe. A setting this program
does not know is refused: a misspelt bound must not silently fall back to the default.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from accordant.errors import MalformedInput, NodeMisconfigured
from accordant.model.instant import load_zone

Address = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9.-]{1,253}:[0-9]{1,5}\Z")]


class LinkSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The link endpoint and the bounds of what goes over it."""

    listen: Address = "127.0.0.1:7410"  # where this node listens
    address: Address = "127.0.0.1:7410"  # where partners find it; stands in the party statement
    batch_entries_max: Annotated[int, msgspec.Meta(ge=1, le=256)] = 64
    retry_milliseconds_max: Annotated[int, msgspec.Meta(ge=100, le=600_000)] = 5_000
    ask_milliseconds: Annotated[int, msgspec.Meta(ge=100, le=3_600_000)] = 30_000
    """How often a partner to whom nothing is to be said is asked what it holds of our log."""
    enclosed_bytes_max: Annotated[int, msgspec.Meta(ge=0, le=2**44)] = 8 * 1024**3
    """Of one partner's enclosed files on this disk; beyond it no further one is fetched."""


class StoreSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The store and the sequencer's lease."""

    busy_milliseconds_max: Annotated[int, msgspec.Meta(ge=100, le=120_000)] = 10_000
    lease_milliseconds: Annotated[int, msgspec.Meta(ge=500, le=600_000)] = 5_000


class ClockSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The clock: a replay clock in place of the machine's, for a demo."""

    replay: str = ""  # path of a replay clock, relative to the home; empty = the machine's clock


class KeySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where officers' keys may lie beside the home: one token of one PKCS#11 module."""

    module: str = ""  # absolute path of the module; empty = no token is used
    token: Annotated[str, msgspec.Meta(max_length=32)] = ""  # label of the token for new keys


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything `node.toml` may say."""

    format: Literal["accordant/node/1"]
    party: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}\Z")]  # whose node this is
    zone: str = "UTC"  # IANA zone people read instants in; nothing is decided by it
    link: LinkSettings = LinkSettings()
    store: StoreSettings = StoreSettings()
    clock: ClockSettings = ClockSettings()
    keys: KeySettings = KeySettings()


def load(path: Path) -> Settings:
    """Read a configuration file.

    Raises:
        NodeMisconfigured: not there, not TOML, or a setting is unknown, missing or out of bounds.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise NodeMisconfigured("the configuration cannot be read", place=str(path)) from None
    return parse(text, str(path))


def parse(text: str, place: str) -> Settings:
    """Read the text of a configuration; raises as `load` does."""
    try:
        settings = msgspec.convert(tomllib.loads(text), Settings, strict=True)
        load_zone(settings.zone)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, MalformedInput) as error:
        reason = error.message if isinstance(error, MalformedInput) else str(error)
        raise NodeMisconfigured(reason[:1].lower() + reason[1:], place=place) from None
    if settings.keys.module and not Path(settings.keys.module).is_absolute():
        raise NodeMisconfigured("`keys.module` is not an absolute path", place=place)
    for name in ("listen", "address"):
        if not 0 < int(getattr(settings.link, name).rpartition(":")[2]) < 65_536:
            raise NodeMisconfigured(f"`link.{name}` has no such port", place=place)
    return settings


def write(settings: Settings) -> str:
    """The text of a configuration file that says every setting; `parse` reads it back."""
    fields = msgspec.to_builtins(settings)
    tables = {name: value for name, value in fields.items() if isinstance(value, dict)}
    lines = [_line(name, value) for name, value in fields.items() if name not in tables]
    for table, settings_of_table in tables.items():
        lines += ["", f"[{table}]"]
        lines += [_line(name, value) for name, value in settings_of_table.items()]
    return "\n".join(lines) + "\n"


def _line(name: str, value: str | int) -> str:
    """A TOML line; a JSON string is a TOML basic string as well."""
    return f"{name} = {msgspec.json.encode(value).decode()}"
