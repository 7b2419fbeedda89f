"""Sentences of the decision's own rules, of its cures and of its headline, in three languages."""

from __future__ import annotations

from accordant.clauses import Sentence

RULES = {
    "no-recipient": Sentence(
        en="No other state is named as recipient; nothing leaves.",
        ko="접수국이 지정되지 않았거나 자국이므로 제공하지 아니한다.",
        ja="受領国が指定されていないか自国であるため、提供しない。",
    ),
    "unmarked": Sentence(
        en="The item is unmarked; nothing unmarked leaves.",
        ko="비밀등급이 표시되지 않은 정보는 제공하지 아니한다.",
        ja="秘密区分の表示がない情報は提供しない。",
    ),
    "foreign-term": Sentence(
        en="Level {level} is not a term of {releaser}, which releases the item.",
        ko="등급 {level}은(는) 제공국({releaser})의 용어가 아니다.",
        ja="秘密区分{level}は提供国({releaser})の用語ではない。",
    ),
    "no-instrument": Sentence(
        en="No instrument stands between the two sides; what nothing permits is withheld.",
        ko="쌍방 간에 적용되는 문서가 없으며, 근거 없는 제공은 보류한다.",
        ja="双方の間に適用される文書がなく、根拠のない提供は留保する。",
    ),
    "unheld": Sentence(
        en="The text of this instrument is not held here.",
        ko="이 문서의 본문을 보유하고 있지 않다.",
        ja="この文書の本文を保有していない。",
    ),
    "incomplete": Sentence(
        en="The encoding has no clause on {missing}, so it permits nothing.",
        ko="이 문서의 부호화본에 필요한 조항({missing})이 없어 제공의 근거가 되지 못한다.",
        ja="この文書の符号化には必要な条項({missing})がなく、提供の根拠とならない。",
    ),
    "no-route": Sentence(
        en="The instrument names no route: items go under it directly only, and not by {route}.",
        ko="이 문서는 경로를 정하고 있지 않으므로 직접 제공만 가능하며, {route} 경로로는 "
        "제공하지 아니한다.",
        ja="この文書は経路を定めていないため直接の提供のみが認められ、経路({route})によっては"
        "提供しない。",
    ),
    "force-in-force": Sentence(
        en="The instrument is in force.",
        ko="이 문서는 효력을 가진다.",
        ja="この文書は効力を有する。",
    ),
    "force-not-in-force": Sentence(
        en="The instrument is not in force.",
        ko="이 문서는 효력을 가지지 않는다.",
        ja="この文書は効力を有しない。",
    ),
    "force-unknown": Sentence(
        en="Whether the instrument is in force is not known.",
        ko="이 문서의 효력 유무가 확인되지 않는다.",
        ja="この文書が効力を有するか明らかでない。",
    ),
    "clock-unsound": Sentence(
        en="The clock of this node is not sound, so a person must decide.",
        ko="이 노드의 시각을 신뢰할 수 없으므로 담당자가 결정하여야 한다.",
        ja="このノードの時刻を信頼できないため、担当者が決定しなければならない。",
    ),
    "consented": Sentence(
        en="{originator} gave its prior written approval for {recipient}.",
        ko="원제공국({originator})이 {recipient}에 대한 제공을 사전에 서면으로 승인하였다.",
        ja="{originator}は{recipient}への提供を事前に書面により承認した。",
    ),
    "origin-unknown": Sentence(
        en="The item came from {originator} under a text that is not held here or has no rule on "
        "third parties; without its approval it does not go to {recipient}.",
        ko="원제공국({originator})이 제공한 정보이나 근거 문서를 보유하지 않거나 "
        "제3자 규정이 없으므로, 승인 없이 {recipient}에 제공하지 아니한다.",
        ja="{originator}から提供された情報であるが、根拠文書を保有しないか第三者の規定がないため、"
        "承認なしに{recipient}へ提供しない。",
    ),
    "not-on-list": Sentence(
        en="The item is for the eyes of {states} only, and {recipient} is not named.",
        ko="해당 정보는 {states}에 한하여 열람할 수 있으며, {recipient}은(는) 포함되지 않는다.",
        ja="当該情報の閲覧は{states}に限られ、{recipient}は含まれない。",
    ),
    "list-unreadable": Sentence(
        en="The item names who may see it in a form that cannot be read, so a person must decide.",
        ko="열람자 목록을 판독할 수 없으므로 담당자가 결정하여야 한다.",
        ja="閲覧者の一覧を読み取れないため、担当者が決定しなければならない。",
    ),
    "display-only": Sentence(
        en="The item may be shown and not handed over; its form is {form}.",
        ko="해당 정보는 열람만 허용되며 교부할 수 없다. 정보의 형태: {form}.",
        ja="当該情報は閲覧のみが認められ、交付できない。情報の形態:{form}。",
    ),
    "originator-control": Sentence(
        en="{originator} controls where {product} version {version} goes, and has not consented "
        "to its release to {recipient} for this purpose.",
        ko="원제공기관({originator})이 {product} 제{version}판의 배포를 통제하며, "
        "이 목적을 위한 {recipient}에 대한 제공에 승인하지 않았다.",
        ja="{originator}が{product}第{version}版の配布を管理しており、"
        "この目的のための{recipient}への提供に承認していない。",
    ),
    "originator-consented": Sentence(
        en="{originator} controls where {product} version {version} goes, and consented to its "
        "release to {recipient} for this purpose.",
        ko="원제공기관({originator})이 {product} 제{version}판의 배포를 통제하며, "
        "이 목적을 위한 {recipient}에 대한 제공에 승인하였다.",
        ja="{originator}が{product}第{version}版の配布を管理しており、"
        "この目的のための{recipient}への提供に承認した。",
    ),
    "human-unreleased": Sentence(
        en="The item is from a human source and was not written for release; no standing order "
        "covers it, and a releasing authority decides each release.",
        ko="해당 정보는 인간정보원에서 나온 것으로 제공용으로 작성되지 않았다. 어떠한 "
        "상시제공명령도 이를 포함하지 못하며, 제공승인권자가 건별로 결정하여야 한다.",
        ja="当該情報は人的情報源によるもので、提供のために作成されていない。いかなる常時提供命令も"
        "これを対象とせず、提供承認権者が個別に決定しなければならない。",
    ),
    "for-contractor": Sentence(
        en="The item is meant for a contractor; no standing order covers that, and a releasing "
        "authority must approve it.",
        ko="해당 정보는 계약업체에 제공될 것이며, 어떠한 상시제공명령도 이를 포함하지 못하므로 "
        "제공승인권자가 승인하여야 한다.",
        ja="当該情報は契約業者に提供されるものであり、いかなる常時提供命令もこれを対象としないため、"
        "提供承認権者が承認しなければならない。",
    ),
    "purpose-differs": Sentence(
        en="The item was written for the purpose {provided} and is asked for {purpose}; a "
        "releasing authority must approve that purpose.",
        ko="해당 정보는 {provided} 목적으로 작성되었으나 {purpose} 목적으로 요청되었으므로, "
        "제공승인권자가 그 목적을 승인하여야 한다.",
        ja="当該情報は{provided}の目的で作成されたが、{purpose}の目的で求められているため、"
        "提供承認権者がその目的を承認しなければならない。",
    ),
    "purpose-other": Sentence(
        en="The purpose is none of the list, so a releasing authority decides each release.",
        ko="목적이 목록에 없으므로 제공승인권자가 건별로 결정하여야 한다.",
        ja="目的が一覧にないため、提供承認権者が個別に決定しなければならない。",
    ),
    "not-yet-valid": Sentence(
        en="The item is valid from {since}, and it is {at}; a releasing authority must decide.",
        ko="해당 정보의 유효기간은 {since}부터이나 현재 시각은 {at}이므로, "
        "제공승인권자가 결정하여야 한다.",
        ja="当該情報の有効期間は{since}からであるが、現在は{at}であるため、"
        "提供承認権者が決定しなければならない。",
    ),
    "no-longer-valid": Sentence(
        en="The item was valid until {until}, and it is {at}; a releasing authority must decide "
        "anew.",
        ko="해당 정보의 유효기간은 {until}까지였으나 현재 시각은 {at}이므로, "
        "제공승인권자가 다시 결정하여야 한다.",
        ja="当該情報の有効期間は{until}までであったが、現在は{at}であるため、"
        "提供承認権者が改めて決定しなければならない。",
    ),
    "no-order": Sentence(
        en="No standing order covers the item and no releasing authority has approved it.",
        ko="해당 정보를 포함하는 상시제공명령이 없고 제공승인권자의 승인도 없다.",
        ja="当該情報を対象とする常時提供命令がなく、提供承認権者の承認もない。",
    ),
    "no-order-personal": Sentence(
        en="The item has personal data: no standing order that admits them by name covers it, and "
        "no releasing authority has approved it.",
        ko="해당 정보는 개인정보를 포함한다. 개인정보를 명시하여 허용하는 상시제공명령이 없고 "
        "제공승인권자의 승인도 없다.",
        ja="当該情報は個人情報を含む。個人情報を明示して認める常時提供命令がなく、"
        "提供承認権者の承認もない。",
    ),
    "no-order-unclassified": Sentence(
        en="Unclassified items leave only by a standing order that says so, and none covers this "
        "one.",
        ko="평문 정보는 이를 명시한 상시제공명령에 의해서만 제공되며, 해당하는 명령이 없다.",
        ja="秘密でない情報は、これを明示した常時提供命令によってのみ提供され、該当する命令がない。",
    ),
    "approved": Sentence(
        en="A releasing authority approved this release.",
        ko="제공승인권자가 이 제공을 승인하였다.",
        ja="提供承認権者がこの提供を承認した。",
    ),
    "outside": Sentence(
        en="The item is unclassified and outside every instrument.",
        ko="해당 정보는 평문으로서 어떠한 문서의 적용도 받지 아니한다.",
        ja="当該情報は秘密でなく、いずれの文書の適用も受けない。",
    ),
    "erred": Sentence(
        en="The clause could not be evaluated, so a person must decide.",
        ko="이 조항을 평가할 수 없으므로 담당자가 결정하여야 한다.",
        ja="この条項を評価できないため、担当者が決定しなければならない。",
    ),
}

CURES = {
    "cure-recipient": Sentence(
        en="Name another state as the recipient.",
        ko="다른 국가를 접수국으로 지정하여야 한다.",
        ja="他国を受領国として指定すること。",
    ),
    "cure-mark": Sentence(
        en="Mark every portion of the item at its level.",
        ko="해당 정보의 모든 부분에 비밀등급을 표시하여야 한다.",
        ja="当該情報のすべての部分に秘密区分を表示すること。",
    ),
    "cure-own-term": Sentence(
        en="Mark the item in the releaser's own terms, at the level it carries there.",
        ko="제공국이 부여한 등급에 따라 제공국의 용어로 표시하여야 한다.",
        ja="提供国における区分に従い、提供国の用語で表示すること。",
    ),
    "cure-instrument": Sentence(
        en="Bring an instrument between the two sides into force, or rely on one in force.",
        ko="쌍방 간의 문서를 발효시키거나, 효력 있는 문서에 의거하여야 한다.",
        ja="双方の間の文書を発効させるか、効力を有する文書によること。",
    ),
    "cure-load": Sentence(
        en="Load the text of the instrument, with its adoption.",
        ko="이 문서의 본문과 채택 기록을 등록하여야 한다.",
        ja="この文書の本文及び採択の記録を登録すること。",
    ),
    "cure-text": Sentence(
        en="Correct the encoding of the instrument and adopt it anew on both sides.",
        ko="이 문서의 부호화본을 바로잡아 쌍방이 다시 채택하여야 한다.",
        ja="この文書の符号化を正し、双方で改めて採択すること。",
    ),
    "cure-direct": Sentence(
        en="Send the item directly.",
        ko="해당 정보를 직접 송부하여야 한다.",
        ja="当該情報を直接送付すること。",
    ),
    "cure-facts": Sentence(
        en="Record the acts that settle whether the instrument is in force.",
        ko="이 문서의 효력 유무를 확정하는 행위를 기록하여야 한다.",
        ja="この文書の効力の有無を確定する行為を記録すること。",
    ),
    "cure-clock": Sentence(
        en="Set the clock of this node right.",
        ko="이 노드의 시각을 바로잡아야 한다.",
        ja="このノードの時刻を正すこと。",
    ),
    "cure-consent": Sentence(
        en="Ask {originator} for its prior written approval to release the item to {recipient}.",
        ko="{recipient}에 대한 제공에 관하여 "
        "원제공국({originator})의 사전 서면 승인을 받아야 한다.",
        ja="{recipient}への提供について、{originator}の事前の書面による承認を求めること。",
    ),
    "cure-list": Sentence(
        en="Ask the originator for a version whose list names the recipient.",
        ko="접수국을 열람자로 명시한 판을 원제공국에 요청하여야 한다.",
        ja="受領国を閲覧者として明示した版を原提供国に求めること。",
    ),
    "cure-show": Sentence(
        en="Show the item in person, or ask its originator for a version without this caveat.",
        ko="대면하여 열람하게 하거나, 이 취급제한이 없는 판을 원제공국에 요청하여야 한다.",
        ja="対面で閲覧させるか、この取扱注意のない版を原提供国に求めること。",
    ),
    "cure-approve": Sentence(
        en="Ask the releasing authority to approve this release.",
        ko="이 제공에 대한 제공승인권자의 승인을 받아야 한다.",
        ja="この提供について提供承認権者の承認を求めること。",
    ),
    "cure-government": Sentence(
        en="Release the item to the recipient's government only.",
        ko="접수국 정부에 한하여 해당 정보를 제공하여야 한다.",
        ja="受領国政府に限り当該情報を提供すること。",
    ),
    "cure-purpose": Sentence(
        en="Ask for the purpose the item was written for: {provided}.",
        ko="해당 정보가 작성된 목적({provided})으로 요청하여야 한다.",
        ja="当該情報が作成された目的({provided})で求めること。",
    ),
    "cure-order": Sentence(
        en="Ask the releasing authority to sign a standing order for unclassified items.",
        ko="평문 정보에 관한 상시제공명령에 대하여 제공승인권자의 서명을 받아야 한다.",
        ja="秘密でない情報に関する常時提供命令への提供承認権者の署名を求めること。",
    ),
}

FLAGS = {
    "personal-data": Sentence(
        en="The item has personal data.",
        ko="해당 정보는 개인정보를 포함한다.",
        ja="当該情報は個人情報を含む。",
    ),
}
"""What is said of an item beside the answer, whatever it is."""

HEADLINES = {
    "release": Sentence(en="Release.", ko="제공한다.", ja="提供する。"),
    "withhold": Sentence(en="Withhold.", ko="제공을 보류한다.", ja="提供を留保する。"),
    "refer": Sentence(
        en="Refer to a person.", ko="담당자의 결정에 회부한다.", ja="担当者の決定に付する。"
    ),
}

ACTORS = {
    "originator": Sentence(en="originator", ko="원제공국", ja="原提供国"),
    "recipient": Sentence(en="recipient", ko="접수국", ja="受領国"),
    "releasing-authority": Sentence(
        en="releasing authority", ko="제공승인권자", ja="提供承認権者"
    ),
    "treaty-desk": Sentence(en="treaty desk", ko="조약 담당 부서", ja="条約担当部署"),
    "analyst": Sentence(en="analyst", ko="분석관", ja="分析官"),
    "operator": Sentence(en="operator", ko="운용자", ja="運用者"),
}
