"""Every sentence there is, by one key: `assurance/not-assured`, `decision/no-order`, `law/ended`.

The first part says whose sentence it is: a clause kind's, the decision's own, the law's, a cure's
that no clause offers, a headline, a flag, or the name of who must act.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from accordant.clauses import KINDS, Sentence
from accordant.decision import rules, sentences
from accordant.law.sentences import BASIS, WITHOUT_EFFECT
from accordant.model.case import Finding

DECISION, LAW, CURE, HEADLINE, WHO = "decision", "law", "cure", "headline", "who"
FLAG = "flag"

_TABLES: dict[str, Mapping[str, Sentence]] = {
    **{kind: each.sentences for kind, each in KINDS.items()},
    DECISION: sentences.RULES,
    LAW: BASIS,
    "without-effect": WITHOUT_EFFECT,
    CURE: sentences.CURES,
    HEADLINE: sentences.HEADLINES,
    FLAG: sentences.FLAGS,
    WHO: sentences.ACTORS,
}

PHRASES: Mapping[str, Sentence] = MappingProxyType(
    {f"{whose}/{key}": each for whose, table in _TABLES.items() for key, each in table.items()}
)


def key_of(finding: Finding) -> str:
    """Return the key of the sentence a finding says."""
    if finding.clause != rules.RULE and finding.verdict != "error":
        return f"{finding.clause}/{finding.sentence}"
    whose = DECISION if finding.sentence in sentences.RULES else LAW
    return f"{whose}/{finding.sentence}"


def key_of_cure(kind: str, sentence: str) -> str:
    """Return the key of what a cure asks for."""
    return f"{CURE if kind == rules.RULE else kind}/{sentence}"
