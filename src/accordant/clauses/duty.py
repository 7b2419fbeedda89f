"""A duty of handling, from a closed list, that an article lays on originator, recipient or both.

Duties are no condition of a release: they are what the recipient takes on with the item, each
under its own article, and stay with it.

Source: Japan-Korea 2016: Art. 3, 6(b) and (d)-(h), 8-15, 17 and 18.
"""

from __future__ import annotations

from typing import Literal

from accordant.clauses.kind import (
    Clause,
    Kind,
    Remedy,
    Sentence,
    Setting,
    Who,
    asks_nothing,
    not_in_cedar,
    obliges,
    remedy,
)
from accordant.model.case import Case, Finding, Obligation

DutyId = Literal[
    "inform-of-law",
    "protect-equivalently",
    "respect-rights",
    "register-of-persons",
    "control-holdings",
    "notify-regrade",
    "remark",
    "return-or-destroy",
    "take-custody",
    "appoint-officials",
    "store-securely",
    "transmit-securely",
    "destroy-completely",
    "limit-copies",
    "limit-translation",
    "report-loss",
    "inquire-into-loss",
    "control-visits",
    "receive-representatives",
]


class Duty(Clause, frozen=True, tag="duty"):
    """Who owes what to whom, and when."""

    id: DutyId
    who: Literal["originator", "recipient", "both"]
    when: Literal["always", "at-once", "promptly", "on-request", "when-no-longer-needed"]
    to: Literal["originator", "recipient", "each-other", ""] = ""


def obligations(clause: Duty, setting: Setting) -> tuple[Obligation, ...]:
    """Lay the duty on the recipient unless it is the originator's alone."""
    return () if clause.who == "originator" else (obliges(clause, setting, clause.id),)


def cure(clause: Duty, setting: Setting, _case: Case, _finding: Finding) -> Remedy:
    """Whoever owes the duty performs it."""
    who: Who = "originator" if clause.who == "originator" else "recipient"
    return remedy(clause, setting, who, "perform")


SENTENCES = {
    "inform-of-law": Sentence(
        en="Tell the other side of changes in national law that affect the protection.",
        ko="정보 보호에 영향을 미치는 국내법령의 변경을 상대국에 통보한다.",
        ja="情報の保護に影響を及ぼす国内法令の変更を相手国に通報する。",
    ),
    "protect-equivalently": Sentence(
        en="Protect the item in a way substantially equivalent to the originator's.",
        ko="제공국이 부여하는 보호와 실질적으로 동등한 보호를 제공한다.",
        ja="提供国が与える保護と実質的に同等の保護を与える。",
    ),
    "respect-rights": Sentence(
        en="Respect patents, copyrights and trade secrets contained in the item.",
        ko="해당 정보에 포함된 특허권, 저작권 및 영업비밀을 존중한다.",
        ja="当該情報に含まれる特許権、著作権及び営業秘密を尊重する。",
    ),
    "register-of-persons": Sentence(
        en="Keep, at each facility, a register of the persons cleared and authorised.",
        ko="시설별로 비밀취급인가를 받고 접근이 허가된 자의 명부를 유지한다.",
        ja="施設ごとに、秘密取扱資格を有しアクセスを認められた者の名簿を保持する。",
    ),
    "control-holdings": Sentence(
        en="Identify, locate, inventory and control what is held.",
        ko="보유 정보의 식별, 소재 확인, 목록 관리 및 통제 절차를 시행한다.",
        ja="保有する情報の識別、所在確認、目録作成及び管理の手続を実施する。",
    ),
    "notify-regrade": Sentence(
        en="Notify any change of classification promptly and in writing.",
        ko="비밀등급의 변경을 신속히 서면으로 통보한다.",
        ja="秘密区分の変更を速やかに書面により通報する。",
    ),
    "remark": Sentence(
        en="Change the marking of the item when the originator notifies a new level.",
        ko="제공국이 등급 변경을 통보하면 이에 따라 표시를 변경한다.",
        ja="提供国が区分の変更を通報したときは、これに従い表示を変更する。",
    ),
    "return-or-destroy": Sentence(
        en="Return or destroy the item when it is no longer needed for its purpose.",
        ko="제공 목적상 더 이상 필요하지 않은 정보는 반환하거나 파기한다.",
        ja="提供の目的上必要でなくなった情報は、返還し又は廃棄する。",
    ),
    "take-custody": Sentence(
        en="Take responsibility for custody, control and security of the item on its arrival.",
        ko="접수한 때부터 해당 정보의 보관, 통제 및 보안에 대한 책임을 진다.",
        ja="受領の時から、当該情報の保管、管理及び秘密保持について責任を負う。",
    ),
    "appoint-officials": Sentence(
        en="Appoint qualified officials for the control and protection of the item.",
        ko="해당 정보의 통제와 보호를 담당할 자격 있는 책임자를 임명한다.",
        ja="当該情報の管理及び保護について責任を負う適格な職員を任命する。",
    ),
    "store-securely": Sentence(
        en="Store the item so that only authorised persons have access.",
        ko="허가된 자만이 접근할 수 있도록 해당 정보를 보관한다.",
        ja="認められた者のみがアクセスできるように当該情報を保管する。",
    ),
    "transmit-securely": Sentence(
        en="Transmit the item only with the protection the article requires for its form.",
        ko="형태별로 이 조가 정한 보호조치를 갖추어 해당 정보를 전송한다.",
        ja="形態に応じてこの条の定める保護措置を講じて当該情報を送付する。",
    ),
    "destroy-completely": Sentence(
        en="Destroy the item by means that prevent its reconstruction.",
        ko="복원할 수 없는 방법으로 해당 정보를 파기한다.",
        ja="復元することができない方法により当該情報を廃棄する。",
    ),
    "limit-copies": Sentence(
        en="Make only the copies official need requires, marked and controlled like the original.",
        ko="사본은 공무상 필요한 최소한으로 작성하고, 원본과 같이 표시하고 통제한다.",
        ja="複製は公務上必要な最小限とし、原本と同様に表示し管理する。",
    ),
    "limit-translation": Sentence(
        en="Have the item translated by cleared persons only, with few copies and its marking.",
        ko="번역은 비밀취급인가를 받은 자에 한하여 하고, 부수를 최소화하며 적절히 표시한다.",
        ja="翻訳は秘密取扱資格を有する者に限り、部数を最小限とし、適切に表示する。",
    ),
    "report-loss": Sentence(
        en="Tell the originator at once of any loss or compromise, actual or possible.",
        ko="분실 또는 누설 및 그 가능성을 즉시 제공국에 통보한다.",
        ja="紛失又は漏えい及びその可能性を直ちに提供国に通報する。",
    ),
    "inquire-into-loss": Sentence(
        en="Inquire into a loss and report the results and the measures taken.",
        ko="분실 또는 누설을 조사하고, 그 결과와 재발 방지 조치를 제공국에 통보한다.",
        ja="紛失又は漏えいを調査し、その結果及び再発防止措置を提供国に通報する。",
    ),
    "control-visits": Sentence(
        en="Admit visitors to facilities holding the item only with the host's permission.",
        ko="해당 정보를 보유한 시설의 방문은 접수국 정부의 허가를 받은 경우에 한한다.",
        ja="当該情報を保有する施設への訪問は、受入国政府の許可を得た場合に限る。",
    ),
    "receive-representatives": Sentence(
        en="Receive the other side's security representatives after consultation.",
        ko="협의를 거쳐 상대국 보안대표의 방문을 받아들인다.",
        ja="協議の上、相手国の保安代表者の訪問を受け入れる。",
    ),
    "perform": Sentence(
        en="Perform the duty the article lays down.",
        ko="이 조가 정한 의무를 이행하여야 한다.",
        ja="この条の定める義務を履行すること。",
    ),
}

KIND = Kind(Duty, asks_nothing, obligations, cure, SENTENCES, not_in_cedar)
