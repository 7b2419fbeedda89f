"""How a marking is written: for people, as a label in XML, as a policy file of a nation.

Nothing here decides a release. Start at `terms.py` for the words, `lines.py` for what people
see, `proposed.py` for a recipient's own level, `stanag.py` and `understood.py` for labels,
`policy_file.py` for policy files. Pure: vocabularies and bytes are arguments. What is imported,
and what an import never widens: docs/labels.md.
"""

from __future__ import annotations

from accordant.labels.lines import Received, banner, portion, received
from accordant.labels.proposed import Proposal, proposed
from accordant.labels.terms import Policies, Policy, Term, outranks, policy_of, strictest

__all__ = [
    "Policies",
    "Policy",
    "Proposal",
    "Received",
    "Term",
    "banner",
    "outranks",
    "policy_of",
    "portion",
    "proposed",
    "received",
    "strictest",
]
