"""The Cedar engine: it validates exported policies and is asked for a second answer.

It is no part of a node and not installed with one: nothing this project decides depends on it. An
engine that is missing, that errs, or that does not accept a request never says release.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from accordant.decision.cedar_case import ACTIONS, request
from accordant.errors import EngineMissing
from accordant.model.case import Outcome


class CedarEngine:
    """One engine with the schema that everything it is given must follow."""

    def __init__(self, schema: str) -> None:
        """Find the engine.

        Raises:
            EngineMissing: it is not installed.
        """
        self._engine = _engine()
        self._schema = schema

    def faults(self, policies: str) -> tuple[str, ...]:
        """Return what the engine's strict validator has against a policy set; empty: nothing."""
        result = self._engine.validate_policies(policies, self._schema)
        found = tuple(str(each.error) for each in result.errors)
        return found or (() if result.validation_passed else ("the policies are not valid",))

    def answer(self, policies: str, context: dict[str, Any]) -> Outcome:
        """Return the engine's answer: two actions, neither allowed means withhold."""
        release, refer = (self._allows(policies, action, context) for action in ACTIONS)
        if release:
            return "release"
        return "refer" if refer else "withhold"

    def _allows(self, policies: str, action: str, context: dict[str, Any]) -> bool:
        """Whether an action is allowed without any error: Cedar skips a policy that errs."""
        asked = request(action, context)
        try:
            result = self._engine.is_authorized(asked, policies, [], schema=self._schema)
        except Exception:  # noqa: BLE001  whatever goes wrong in another's engine is a no
            return False
        return bool(result.allowed) and not result.diagnostics.errors


def _engine() -> ModuleType:
    try:
        import cedarpy  # noqa: PLC0415  no other command needs it
    except ImportError:
        raise EngineMissing from None
    return cedarpy
