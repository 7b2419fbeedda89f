"""Accordant: allied governments share intelligence as their agreements allow.

As a library: the names of `__all__`, taught in docs/python.md with examples that run. A name is
loaded when it is first used, so that `import accordant` costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accordant.adapters.ais_file import read as read_ais
    from accordant.adapters.cedar_engine import CedarEngine
    from accordant.adapters.geojson_file import read as read_geojson
    from accordant.adapters.launch_table import load as launches
    from accordant.adapters.packaged import identifiers as packaged
    from accordant.adapters.stix_file import read as read_stix
    from accordant.adapters.story_table import load as story
    from accordant.adapters.terms_table import load as vocabularies
    from accordant.api.answers import ask_cedar, explain, to_cedar
    from accordant.api.evidence import VerifiedEntry, VerifiedLog, verify_log, verify_proof
    from accordant.api.instruments import InForce, in_force, read_file, read_packaged
    from accordant.api.items import case_of, check_product, write_product
    from accordant.api.markings import mark_received
    from accordant.decision.cedar_case import schema as cedar_schema
    from accordant.decision.check import CaseResult
    from accordant.decision.check import check as check_instrument
    from accordant.decision.cures import Cure, cures
    from accordant.decision.decide import decide
    from accordant.decision.explain import Words
    from accordant.decision.explanation import Explanation, explanation_of
    from accordant.decision.library import Library
    from accordant.errors import AccordantError
    from accordant.labels.lines import Received, banner
    from accordant.labels.lines import portion as portion_mark
    from accordant.labels.stanag import Label
    from accordant.labels.stanag import spell as write_label
    from accordant.labels.stanag_reading import parse as read_label
    from accordant.labels.understood import Reading, label_for, reading_of
    from accordant.law.instrument import Instrument
    from accordant.law.instrument import load as read_instrument
    from accordant.model.case import (
        Approval,
        Assurance,
        Case,
        Consent,
        Decision,
        Equity,
        InPlay,
        OrderInPlay,
    )
    from accordant.model.contents.attachment import Attachment
    from accordant.model.contents.cyber_report import CyberReport
    from accordant.model.contents.human_report import HumanReport
    from accordant.model.contents.imagery import Imagery
    from accordant.model.contents.launch import Launch
    from accordant.model.contents.missile_warning import MissileWarning
    from accordant.model.contents.text import Text
    from accordant.model.contents.track import Track, TrackPoint
    from accordant.model.fact import Fact
    from accordant.model.instant import format_instant
    from accordant.model.instant import parse_instant as instant
    from accordant.model.marking import Marking
    from accordant.model.product import Portion, Product, Reached, Relation
    from accordant.operations.intake import IntakeReport, TakenItem
    from accordant.operations.launches import ReportedLaunch

__version__ = "0.1.0"

__all__ = [
    "AccordantError",
    "Approval",
    "Assurance",
    "Attachment",
    "Case",
    "CaseResult",
    "CedarEngine",
    "Consent",
    "Cure",
    "CyberReport",
    "Decision",
    "Equity",
    "Explanation",
    "Fact",
    "HumanReport",
    "Imagery",
    "InForce",
    "InPlay",
    "Instrument",
    "IntakeReport",
    "Label",
    "Launch",
    "Library",
    "Marking",
    "MissileWarning",
    "OrderInPlay",
    "Portion",
    "Product",
    "Reached",
    "Reading",
    "Received",
    "Relation",
    "ReportedLaunch",
    "TakenItem",
    "Text",
    "Track",
    "TrackPoint",
    "VerifiedEntry",
    "VerifiedLog",
    "Words",
    "__version__",
    "ask_cedar",
    "banner",
    "case_of",
    "cedar_schema",
    "check_instrument",
    "check_product",
    "cures",
    "decide",
    "explain",
    "explanation_of",
    "format_instant",
    "in_force",
    "instant",
    "label_for",
    "launches",
    "mark_received",
    "packaged",
    "portion_mark",
    "read_ais",
    "read_file",
    "read_geojson",
    "read_instrument",
    "read_label",
    "read_packaged",
    "read_stix",
    "reading_of",
    "story",
    "to_cedar",
    "verify_log",
    "verify_proof",
    "vocabularies",
    "write_label",
    "write_product",
]

_PLACES = {
    "AccordantError": "errors:AccordantError",
    "Approval": "model.case:Approval",
    "Assurance": "model.case:Assurance",
    "Attachment": "model.contents.attachment:Attachment",
    "Case": "model.case:Case",
    "CaseResult": "decision.check:CaseResult",
    "CedarEngine": "adapters.cedar_engine:CedarEngine",
    "Consent": "model.case:Consent",
    "Cure": "decision.cures:Cure",
    "CyberReport": "model.contents.cyber_report:CyberReport",
    "Decision": "model.case:Decision",
    "Equity": "model.case:Equity",
    "Explanation": "decision.explanation:Explanation",
    "Fact": "model.fact:Fact",
    "HumanReport": "model.contents.human_report:HumanReport",
    "Imagery": "model.contents.imagery:Imagery",
    "InForce": "api.instruments:InForce",
    "InPlay": "model.case:InPlay",
    "Instrument": "law.instrument:Instrument",
    "IntakeReport": "operations.intake:IntakeReport",
    "Label": "labels.stanag:Label",
    "Launch": "model.contents.launch:Launch",
    "Library": "decision.library:Library",
    "Marking": "model.marking:Marking",
    "MissileWarning": "model.contents.missile_warning:MissileWarning",
    "OrderInPlay": "model.case:OrderInPlay",
    "Portion": "model.product:Portion",
    "Product": "model.product:Product",
    "Reached": "model.product:Reached",
    "Reading": "labels.understood:Reading",
    "Received": "labels.lines:Received",
    "Relation": "model.product:Relation",
    "ReportedLaunch": "operations.launches:ReportedLaunch",
    "TakenItem": "operations.intake:TakenItem",
    "Text": "model.contents.text:Text",
    "Track": "model.contents.track:Track",
    "TrackPoint": "model.contents.track:TrackPoint",
    "VerifiedEntry": "api.evidence:VerifiedEntry",
    "VerifiedLog": "api.evidence:VerifiedLog",
    "Words": "decision.explain:Words",
    "ask_cedar": "api.answers:ask_cedar",
    "banner": "labels.lines:banner",
    "case_of": "api.items:case_of",
    "cedar_schema": "decision.cedar_case:schema",
    "check_instrument": "decision.check:check",
    "check_product": "api.items:check_product",
    "cures": "decision.cures:cures",
    "decide": "decision.decide:decide",
    "explain": "api.answers:explain",
    "explanation_of": "decision.explanation:explanation_of",
    "format_instant": "model.instant:format_instant",
    "in_force": "api.instruments:in_force",
    "instant": "model.instant:parse_instant",
    "label_for": "labels.understood:label_for",
    "launches": "adapters.launch_table:load",
    "mark_received": "api.markings:mark_received",
    "packaged": "adapters.packaged:identifiers",
    "portion_mark": "labels.lines:portion",
    "read_ais": "adapters.ais_file:read",
    "read_file": "api.instruments:read_file",
    "read_geojson": "adapters.geojson_file:read",
    "read_instrument": "law.instrument:load",
    "read_label": "labels.stanag_reading:parse",
    "read_packaged": "api.instruments:read_packaged",
    "read_stix": "adapters.stix_file:read",
    "reading_of": "labels.understood:reading_of",
    "story": "adapters.story_table:load",
    "to_cedar": "api.answers:to_cedar",
    "verify_log": "api.evidence:verify_log",
    "verify_proof": "api.evidence:verify_proof",
    "vocabularies": "adapters.terms_table:load",
    "write_label": "labels.stanag:spell",
    "write_product": "api.items:write_product",
}
"""Where each name is: room and name there. The imports above say the same to a type checker."""


def __getattr__(name: str) -> Any:
    """Load a name of the library when it is first used (PEP 562)."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - costs nothing before it is needed

    module, _, attribute = _PLACES[name].partition(":")
    found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), attribute)
    return found


def __dir__() -> list[str]:
    """Every name, for completion."""
    return sorted({*globals(), *__all__})
