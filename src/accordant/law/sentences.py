"""The law in words: one sentence for each basis of force, and for each fact without effect.

Some belong to the clause that speaks (`entry`, `term`). The others stand here, because the text is
silent and general treaty law answers, or because the text is not held.
"""

from __future__ import annotations

from accordant.clauses import entry, term
from accordant.clauses.kind import Sentence

OTHER_TEXT = Sentence(
    en="The parties adopted another encoding of this instrument ({adopted}).",
    ko="당사국들은 이 문서의 다른 부호화본({adopted})을 채택하였다.",
    ja="当事国はこの文書の別の符号化({adopted})を採択した。",
)

TEXT_NOT_HELD = Sentence(
    en="The parties adopted an encoding whose text is not held here.",
    ko="당사국들이 채택한 부호화본의 본문을 보유하고 있지 않다.",
    ja="当事国が採択した符号化の本文を保有していない。",
)

AWAITING_SIGNATURE = Sentence(
    en="{party} has not yet signed the instrument.",
    ko="당사국({party})이 이 문서에 아직 서명하지 않았다.",
    ja="{party}はこの文書にまだ署名していない。",
)

NOTICE_SUSPENDED = Sentence(
    en="The instrument has been in force since {since}; {by} gave notice to end it and suspended "
    "the effect of that notice.",
    ko="이 문서는 {since}부터 효력을 가진다. 당사국({by})이 종료를 통보하였으나 그 통보의 효력을 "
    "정지하였다.",
    ja="この文書は{since}から効力を有する。{by}は終了を通告したが、その通告の効力を停止した。",
)

OPERATION_SUSPENDED = Sentence(
    en="The operation of the instrument is suspended by {by} (ground: {ground}); suspension can "
    "be contested.",
    ko="이 문서의 운용은 {by}에 의하여 정지되어 있다(사유: {ground}). "
    "정지에 대하여는 이의를 제기할 수 있다.",
    ja="この文書の運用は{by}により停止されている(根拠:{ground})。停止には異議を唱えることができる。",
)

MIDNIGHTS_DIFFER = Sentence(
    en="The last day, {until}, is over in one capital and not yet in another.",
    ko="마지막 날({until})이 한 수도에서는 끝났으나 다른 수도에서는 끝나지 않았다.",
    ja="最終日({until})は一方の首都では終わり、他方の首都ではまだ終わっていない。",
)

READINGS_DIFFER = Sentence(
    en="It is read in more than one way whether the instrument is in force ({views}).",
    ko="이 문서가 효력을 가지는지에 관한 해석이 갈린다({views}).",
    ja="この文書が効力を有するか否かの解釈が分かれている({views})。",
)

TERMINATED = Sentence(
    en="The parties ended the instrument by consent; its last day in force was {until}.",
    ko="당사국들이 합의하여 이 문서를 종료하였다. 효력의 마지막 날은 {until}이었다.",
    ja="当事国は合意によりこの文書を終了させた。効力の最終日は{until}であった。",
)

REPLACED = Sentence(
    en="The instrument {by} took the place of this one, whose last day in force was {until}.",
    ko="다른 문서({by})가 이 문서를 대체하였다. 효력의 마지막 날은 {until}이었다.",
    ja="{by}がこの文書に代わった。効力の最終日は{until}であった。",
)

WITHOUT_EFFECT: dict[str, Sentence] = {
    "not-possible": Sentence(
        en="In the state `{state}` this is not possible. Possible instead: {instead}.",
        ko="현재 상태(`{state}`)에서는 할 수 없다. 대신 가능한 것: {instead}.",
        ja="現在の状態(`{state}`)では行うことができない。代わりに可能なもの:{instead}。",
    ),
    "not-a-party": Sentence(
        en="It comes from {party}, which is not a party. Only a party can do it.",
        ko="당사국이 아닌 {party}의 행위이다. 당사국만이 할 수 있다.",
        ja="当事国でない{party}の行為である。当事国のみが行うことができる。",
    ),
    "no-full-powers": Sentence(
        en="Whoever did it had no full powers to bind {party}. Do it anew through an office that "
        "has them.",
        ko="행위자에게 {party}을(를) 구속할 전권이 없었다. 전권을 가진 기관이 다시 하여야 한다.",
        ja="行為者は{party}を拘束する全権を有していなかった。全権を有する機関が改めて行うこと。",
    ),
    "other-channel": Sentence(
        en="It went through `{channel}`, which is not the channel the instrument names. Deliver "
        "it through that channel.",
        ko="이 문서가 정한 경로가 아닌 `{channel}` 경로로 전달되었다. "
        "정해진 경로로 전달하여야 한다.",
        ja="この文書の定める経路でない`{channel}`によった。定められた経路により交付すること。",
    ),
    "no-notice-rule": Sentence(
        en="The text encoded here has no rule on notice. The parties may end it by consent, or "
        "encode the rule.",
        ko="부호화된 본문에 종료 통보에 관한 규정이 없다. "
        "합의로 종료하거나 그 규정을 부호화하여야 한다.",
        ja="符号化された本文に通告の規定がない。合意により終了させるか、規定を符号化すること。",
    ),
    "other-act": Sentence(
        en="The instrument ends by another act than `{kind}`; its term clause names it.",
        ko="이 문서는 `{kind}`이(가) 아닌 다른 행위로 종료된다. 기간 조항이 이를 정한다.",
        ja="この文書は`{kind}`ではない別の行為により終了する。期間の条項がこれを定める。",
    ),
    "nothing-to-undo": Sentence(
        en="There is nothing of {party}'s that it could undo or act on.",
        ko="이 행위가 대상으로 할 수 있는 {party}의 행위가 없다.",
        ja="これが対象とし得る{party}の行為がない。",
    ),
    "not-needed": Sentence(
        en="The instrument enters into force by another act than `{kind}`.",
        ko="이 문서는 `{kind}`이(가) 아닌 다른 행위로 발효한다.",
        ja="この文書は`{kind}`ではない別の行為により効力を生ずる。",
    ),
    "too-many": Sentence(
        en="So many were recorded before it that it no longer counts.",
        ko="이미 너무 많은 기록이 있어 더 이상 반영되지 않는다.",
        ja="既に多数が記録されているため、算入されない。",
    ),
    "same-clauses": Sentence(
        en="The text is already the one named; an amendment names another clause digest.",
        ko="지정된 본문이 현재의 본문과 같다. 개정은 다른 조항 다이제스트를 지정하여야 한다.",
        ja="指定された本文は現行のものである。改正は別の条項ダイジェストを指定すること。",
    ),
    "word-of-another": Sentence(
        en="Only others recorded it, and {party} did not. {party} records its own acts.",
        ko="{party}이(가) 아닌 다른 측만 기록하였다. {party}이(가) 자신의 행위를 기록하여야 한다.",
        ja="{party}以外の者のみが記録している。{party}は自らの行為を自ら記録すること。",
    ),
    "heard-too-late": Sentence(
        en="It was heard of only after the end that it would undo. It counts once this side "
        "records that it received it in time.",
        ko="이것이 되돌리려는 종료 이후에야 알려졌다. "
        "제때에 접수하였음을 이 측이 기록하여야 반영된다.",
        ja="これが取り消そうとする終了の後に初めて知らされた。適時に受領したことをこの側が記録すれば"
        "算入される。",
    ),
    "contested": Sentence(
        en="It is contested, and does not count for whoever contests it. The parties may settle "
        "it by consent.",
        ko="이의가 제기되어 이의를 제기한 측에는 반영되지 않는다. 합의로 해결할 수 있다.",
        ja="異議が唱えられており、異議を唱えた側には算入されない。合意により解決することができる。",
    ),
    "changes-clauses": Sentence(
        en="A corrigendum changes no clause. What changes one is an amendment.",
        ko="정정은 조항을 변경하지 아니한다. 조항을 변경하는 것은 개정이다.",
        ja="訂正は条項を変更しない。条項を変更するものは改正である。",
    ),
}
"""Why a fact moved nothing, and what to do instead."""

BASIS: dict[str, Sentence] = {
    "not-adopted": entry.SENTENCES["not-adopted"],
    "digests-differ": entry.SENTENCES["digests-differ"],
    "other-text": OTHER_TEXT,
    "text-not-held": TEXT_NOT_HELD,
    "awaiting-notification": entry.SENTENCES["awaiting-notification"],
    "awaiting-signature": AWAITING_SIGNATURE,
    "not-yet": entry.SENTENCES["not-yet"],
    "in-force": entry.SENTENCES["in-force"],
    "in-force-until": term.SENTENCES["in-force-until"],
    "end-disputed": term.SENTENCES["end-disputed"],
    "ended": term.SENTENCES["ended"],
    "notice-suspended": NOTICE_SUSPENDED,
    "operation-suspended": OPERATION_SUSPENDED,
    "midnights-differ": MIDNIGHTS_DIFFER,
    "readings-differ": READINGS_DIFFER,
    "terminated": TERMINATED,
    "replaced": REPLACED,
}
