"""Cyber reports from a bundle of STIX 2.1: one product for each object that says something.

Each object is validated by the stix2 library. What the standard requires is looked for first,
since the library fills it in: an identifier drawn at random, the time of day as an indicator's.
An object with a marking other than TLP:CLEAR (or the older WHITE) is refused: what others limited
is written by hand, at a level somebody chose. Relationships, identities and the like say nothing
alone and are refused with that reason, and so is what its creator has revoked. The library is
loaded when a file is read, so that no other command waits for it.

Source: STIX 2.1, OASIS Standard of 10 June 2021, chapters 3.2, 4 and 7.2; TLP 2.0 of FIRST.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

import msgspec

from accordant.adapters import strict_json
from accordant.canonical import digest_of_bytes
from accordant.errors import AccordantError, MalformedInput, Oversized
from accordant.model.contents.cyber_report import CyberReport, Indicator
from accordant.model.instant import from_datetime
from accordant.operations.intake import IntakeReport, TakenItem, reason_of
from accordant.operations.launches import RefusedRow

FILE_BYTES_MAX: Final = 16 * 1024 * 1024
OBJECTS_MAX: Final = 10_000
NAME_MAX: Final = 400  # characters

TAKEN: Final = frozenset(
    {
        "report", "indicator", "campaign", "intrusion-set", "threat-actor", "malware", "tool",
        "attack-pattern", "infrastructure", "vulnerability", "course-of-action",
    }
)  # fmt: skip
ACTORS: Final = frozenset({"campaign", "intrusion-set", "threat-actor"})

STATED: Final = ("id", "created", "modified")
STATED_OF_INDICATORS: Final = ("pattern", "pattern_type", "valid_from")
TEXTS: Final = ("name", "description", "valid_until")
CONFIDENCE_MAX: Final = 100
DIGITS_MAX: Final = 16  # of a whole number; what is taken has three

FREE: Final = frozenset(
    {
        "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",  # TLP 2.0 CLEAR
        "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9",  # TLP 1 WHITE
    }
)
"""Markings that limit nothing. Any other refuses its object."""

_confidences = ((70, "high"), (30, "moderate"), (1, "low"))  # STIX 2.1 appendix A, rounded down
_controls = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def read(data: bytes, file: str) -> IntakeReport:
    """Return the report of a bundle's bytes; `file` names it in places.

    Raises:
        MalformedInput: not JSON, or no bundle.
        Oversized: more than 16 MiB or 10,000 objects.
    """
    strict_json.parse(data, file, FILE_BYTES_MAX)
    try:
        document = json.loads(data, parse_int=_whole_number)
    except MalformedInput as error:
        raise MalformedInput(error.message, place=file) from None
    objects = _objects(document, file)
    digest = digest_of_bytes(data)
    accepted: list[TakenItem] = []
    refused: list[RefusedRow] = []
    for number, value in enumerate(objects, start=1):
        place = f"{file}, object {number}"
        try:
            report = _report(_valid(value))
        except AccordantError as error:
            refused.append(RefusedRow(place, error.message))
            continue
        title = report.actor if report.actor != "unknown" else str(value["type"])
        accepted.append(TakenItem(place, ("stix", digest, str(number)), report, title))
    return IntakeReport(tuple(accepted), tuple(refused), len(accepted))


def _objects(document: Any, file: str) -> list[Any]:
    if not isinstance(document, dict) or document.get("type") != "bundle":
        raise MalformedInput("not a bundle", place=file)
    objects = document.get("objects")
    if not isinstance(objects, list):
        raise MalformedInput("the bundle has no list of objects", place=file)
    if len(objects) > OBJECTS_MAX:
        raise Oversized(f"the bundle has more than {OBJECTS_MAX} objects", place=file)
    return objects


def _valid(value: Any) -> Any:
    """The object as the library reads it.

    Raises:
        MalformedInput: of a type that is not taken, limited by a marking, revoked, or not valid.
    """
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in TAKEN:
        raise MalformedInput("an object of this type says nothing alone")
    marked = value.get("object_marking_refs", [])
    if value.get("granular_markings") or not isinstance(marked, list):
        raise MalformedInput("the object is marked in parts")
    if not all(isinstance(each, str) and each in FREE for each in marked):
        raise MalformedInput("the object has a marking that limits it")
    _check_stated(value)
    from stix2 import parse  # noqa: PLC0415 - loaded when needed

    try:
        return parse(value, allow_custom=True, version="2.1")
    except Exception:  # noqa: BLE001 - whatever the library raises, the object is not taken
        raise MalformedInput("the object is not valid STIX 2.1") from None


def _check_stated(value: dict[str, Any]) -> None:
    """Refuse what the library would make up, or turn into text that nobody wrote."""
    if value.get("revoked") not in (None, False):
        raise MalformedInput("the object was revoked by its creator")
    needed = STATED + (STATED_OF_INDICATORS if value["type"] == "indicator" else ())
    for name in needed:
        if name not in value:
            raise MalformedInput(f"the object does not state its {name}")
    for name in (*needed, *TEXTS):
        text = value.get(name, "")
        if not isinstance(text, str):
            raise MalformedInput(f"{name} is not text")
        strict_json.whole(text)
    confidence = value.get("confidence", 0)
    if type(confidence) is not int or not 0 <= confidence <= CONFIDENCE_MAX:
        raise MalformedInput("confidence is not a whole number from 0 to 100")


def _whole_number(digits: str) -> int:
    if len(digits) > DIGITS_MAX:
        raise MalformedInput("a number is too long")
    return int(digits)


def _report(valid: Any) -> CyberReport:
    """What an object says, as a report; no field of it is guessed."""
    name = _plain(valid.get("name", ""))
    text = "\n\n".join(filter(None, (name if valid.type not in ACTORS else "", _prose(valid))))
    report = CyberReport(
        actor=name if valid.type in ACTORS and name else "unknown",
        confidence=_confidence(valid.get("confidence")),  # type: ignore[arg-type]
        text=text,
        indicators=_indicators(valid),
        source=f"STIX 2.1 {valid.id}",
    )
    try:
        fields = msgspec.to_builtins(report)
        return msgspec.convert(fields, CyberReport)
    except msgspec.ValidationError as error:
        raise MalformedInput(reason_of(error)) from None


def _plain(text: str) -> str:
    """A name on one line."""
    return _controls.sub(" ", " ".join(text.split()))[:NAME_MAX]


def _prose(valid: Any) -> str:
    """The description; line ends of other systems become ours."""
    text: str = valid.get("description", "")
    return _controls.sub(" ", text.replace("\r\n", "\n"))


def _confidence(value: int | None) -> str:
    return next((word for least, word in _confidences if value and value >= least), "unknown")


def _indicators(valid: Any) -> tuple[Indicator, ...]:
    if valid.type != "indicator":
        return ()
    if valid.pattern_type != "stix":
        raise MalformedInput("the pattern is in another language than STIX")
    first, last = valid.get("valid_from"), valid.get("valid_until")
    return (
        Indicator(
            "pattern",
            _controls.sub(" ", " ".join(valid.pattern.split())),
            None if first is None else from_datetime(first),
            None if last is None else from_datetime(last),
        ),
    )
