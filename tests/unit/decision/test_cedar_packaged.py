"""Every packaged instrument and order as Cedar: accepted by the engine's strict validator."""

import subprocess
import sys

import cedarpy
import pytest

from accordant.adapters import packaged
from accordant.adapters.cedar_engine import CedarEngine
from accordant.decision import cedar
from accordant.decision.cedar import acts_under, quoted
from accordant.decision.cedar_case import request, schema
from accordant.decision.cedar_export import policy_sets
from accordant.decision.library import Library
from accordant.law import instrument

TEXTS = {
    name: instrument.load(packaged.read(name), f"{name}.md") for name in packaged.identifiers()
}
HELD = {name: text.clauses_digest for name, text in TEXTS.items()}
LIBRARY = Library.of(TEXTS.values())
INSTRUMENTS = sorted(name for name, text in TEXTS.items() if text.kind == "instrument")
ORDERS = sorted(set(TEXTS) - set(INSTRUMENTS))


def acting(name):
    return [HELD[order] for order in ORDERS if acts_under(LIBRARY.texts[HELD[order]], name)]


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_it_is_valid_and_every_policy_cites(name):
    sets = policy_sets(LIBRARY, HELD[name], acting(name), HELD)
    engine = CedarEngine(schema())
    for policies in sets.values():
        assert engine.faults(policies) == ()
        assert policies.count("@article(") == policies.count("@kind(") == policies.count("when {")
    borrowed = LIBRARY.texts[HELD[name]].borrowed
    assert len(sets) == 1 + 2 * len(borrowed)


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_lets_something_go_under_the_instrument_it_names(name):
    under = [each for each in INSTRUMENTS if acts_under(LIBRARY.texts[HELD[name]], each)]
    assert under
    for each in under:
        policies = cedar.policies(LIBRARY, HELD[each], [HELD[name]])
        assert f'@order("{name}")' in policies


def test_the_validator_is_strict():
    engine = CedarEngine(schema())
    for condition in ("context.at == context.post", "context.nowhere", "[].contains(context.at)"):
        policy = f"permit (principal, action, resource) when {{ {condition} }};"
        assert engine.faults(policy)


@pytest.mark.parametrize("text", ['a"b', "a\\b", "a\nb", "a\u202eb", "조", "7(5)"])
def test_what_is_quoted_is_one_string(text):
    policies = f"@article({quoted(text)}) permit (principal, action, resource) when {{ true }};"
    assert cedarpy.validate_policies(policies, schema()).validation_passed
    policy = f"permit (principal, action, resource) when {{ context.post == {quoted(text)} }};"
    asked = request("release", {"post": text})
    assert cedarpy.is_authorized(asked, policy, []).allowed


def test_no_other_command_starts_the_engine():
    seen = "import sys, accordant.entrypoints.cli; print('cedarpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
