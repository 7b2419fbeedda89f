"""What came from an originator goes to no third party without its prior written approval.

The rule follows the item, not the link: it is considered before any route, under the instrument
the item was provided under, and stays when that instrument has ended. A consent is for one item
and version, one recipient and one purpose, within its dates. The originator itself and the
releaser are no third parties.

Source: Japan-Korea 2016, Art. 6(a): no release to any third-country government, person, firm,
institution, organisation or other entity; Art. 21(4) keeps it alive.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

import msgspec
from msgspec import UnsetType

from accordant.clauses.kind import (
    Cedar,
    Clause,
    Evaluate,
    Kind,
    Remedy,
    Sentence,
    Setting,
    obliges,
    passes,
    remedy,
    withholds,
)
from accordant.model.case import Case, Consent, Equity, Finding, Obligation

Barred = Literal["government", "person", "firm", "institution", "organisation", "other-entity"]


class ThirdPartyConsent(Clause, frozen=True, tag="third-party-consent"):
    """Whom the item may not reach without consent."""

    consent: Literal["prior-written"]
    bars: Annotated[tuple[Barred, ...], msgspec.Meta(min_length=1)]

    def __post_init__(self) -> None:
        """Refuse a rule that leaves out governments: every recipient here is one."""
        if "government" not in self.bars:
            raise ValueError("the rule bars governments, or it says nothing here")


def consents_to(consent: Consent, equity: Equity, case: Case) -> bool:
    """Whether this consent is the originator's yes to exactly this onward release, now."""
    return (
        consent.originator == equity.originator
        and consent.product == equity.product
        and consent.version == equity.version
        and consent.recipient == case.recipient
        and consent.purpose == case.purpose
        and consent.given <= case.at
        and (consent.until is None or case.at <= consent.until)
    )


def meaning(clause: ThirdPartyConsent, setting: Setting) -> Evaluate:
    """Pass with the originator's consent; else withhold."""

    def evaluate(case: Case, equity: Equity) -> Finding:
        facts = {"originator": equity.originator, "recipient": case.recipient}
        if any(consents_to(consent, equity, case) for consent in case.consents):
            return passes(clause, setting, "consented", **facts)
        return withholds(clause, setting, "needs-consent", **facts)

    return evaluate


def obligations(clause: ThirdPartyConsent, setting: Setting) -> tuple[Obligation, ...]:
    """The recipient must not pass the item on without consent."""
    return (obliges(clause, setting, "no-third-party"),)


def needed(equity: Equity, case: Case) -> Consent:
    """Return the consent that is asked for, as if given now."""
    return Consent(
        equity.originator, equity.product, equity.version, case.recipient, case.purpose, case.at
    )


def consent_given(originator: str) -> Callable[[Case], Case]:
    """Return the change of a case by this originator's consent for each of its items at stake."""

    def change(case: Case) -> Case:
        asked = [equity for equity in case.equities if equity.originator == originator]
        if not isinstance(case.item, UnsetType) and originator in case.item.originators:
            asked.append(Equity(originator, "", case.product, case.version))
        given = dict.fromkeys(needed(equity, case) for equity in asked)
        return msgspec.structs.replace(case, consents=(*case.consents, *given))

    return change


def cure(clause: ThirdPartyConsent, setting: Setting, case: Case, finding: Finding) -> Remedy:
    """The originator may consent."""
    originator = finding.facts["originator"]
    change = consent_given(originator)
    return remedy(
        clause,
        setting,
        "originator",
        "consent",
        change,
        originator=originator,
        recipient=case.recipient,
    )


def cedar(_clause: ThirdPartyConsent, _setting: Setting) -> Cedar:
    """Withhold while an originator at stake has not consented."""
    return Cedar(withhold="context.unconsented > 0")


SENTENCES = {
    "consented": Sentence(
        en="{originator} gave its prior written approval for {recipient}.",
        ko="원제공국({originator})이 {recipient}에 대한 제공을 사전에 서면으로 승인하였다.",
        ja="{originator}は{recipient}への提供を事前に書面により承認した。",
    ),
    "needs-consent": Sentence(
        en="The item came from {originator}, which has not approved its release to {recipient}.",
        ko="해당 정보는 원제공국({originator})이 제공한 것이며, "
        "{recipient}에 대한 제공은 승인되지 않았다.",
        ja="当該情報は{originator}から提供されたものであり、{recipient}への提供は承認されていない。",
    ),
    "consent": Sentence(
        en="Ask {originator} for its prior written approval to release the item to {recipient}.",
        ko="{recipient}에 대한 제공에 관하여 "
        "원제공국({originator})의 사전 서면 승인을 받아야 한다.",
        ja="{recipient}への提供について、{originator}の事前の書面による承認を求めること。",
    ),
    "no-third-party": Sentence(
        en="Do not release the item to any third party without the originator's prior written "
        "approval.",
        ko="제공국의 사전 서면 승인 없이 해당 정보를 제3자에게 제공하지 아니한다.",
        ja="提供国の事前の書面による承認なしに、当該情報を第三者に提供してはならない。",
    ),
}

KIND = Kind(ThirdPartyConsent, meaning, obligations, cure, SENTENCES, cedar)
