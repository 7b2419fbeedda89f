"""The labels of what the record answers, in three languages: one item's life, and a release."""

from __future__ import annotations

from typing import Final

from accordant.clauses import Sentence

RECORD: Final = (
    # an item
    Sentence("item", "정보", "情報"),
    Sentence("{product} version {version}", "{product} 제{version}판", "{product}第{version}版"),
    Sentence("from", "출처국", "提供元"),
    Sentence("this party", "자국", "自国"),
    Sentence("registered as", "등록 번호", "登録番号"),
    Sentence("level", "등급", "秘密区分"),
    Sentence("{level}, here {own}", "{level}, 자국 등급 {own}", "{level}、自国の区分{own}"),
    Sentence("level here", "자국 등급", "自国の区分"),
    Sentence(
        "{level}, here {own} until designated",
        "{level}, 자국 등급 {own}(지정 시까지)",
        "{level}、自国の区分{own}(指定まで)",
    ),
    Sentence(
        "{own}, until the designating authority chooses among {levels}",
        "{own}, 지정권자가 {levels} 중에서 지정할 때까지",
        "{own}。指定権者が{levels}から指定するまで",
    ),
    Sentence("designated", "지정", "指定"),
    Sentence(
        "{moment}, by {post}: {ground}",
        "{moment}, {post}: {ground}",
        "{moment}、{post}:{ground}",
    ),
    Sentence("marker", "실제·훈련 구분", "実・訓練の別"),
    Sentence("precedence", "긴급도", "優先度"),
    Sentence("originators", "원제공국", "原提供国"),
    Sentence("standing", "상태 표시", "取消・訂正"),
    Sentence("made for", "제공 대상", "提供の相手"),
    Sentence("made of", "기초가 된 정보", "元の情報"),
    Sentence("relations", "관련 정보", "関連する情報"),
    Sentence("information of", "포함된 정보의 원제공국", "含まれる情報の原提供国"),
    Sentence("purpose", "제공 목적", "提供の目的"),
    Sentence("for post", "수신 직위", "宛先の職"),
    Sentence("under", "근거 문서", "根拠文書"),
    Sentence("kept", "보관 시점", "保管の時点"),
    Sentence("arrived", "도착 시점", "到着の時点"),
    Sentence("decided by", "결정 근거", "決定の根拠"),
    Sentence("enclosed files", "동봉 파일", "同封ファイル"),
    Sentence(
        "{number}: {state}, {have} of {chunks} chunks",
        "{number}: {state}, {chunks}조각 중 {have}조각",
        "{number}:{state}、{chunks}片のうち{have}片",
    ),
    # what waits for the designating authority
    Sentence("Item", "정보", "情報"),
    Sentence("Level", "등급", "秘密区分"),
    Sentence("One of", "상응하는 등급", "相当する区分"),
    Sentence("{level}, proposed", "{level}, 제안", "{level}、提案"),
    Sentence("Handled as", "현재 취급", "現在の取扱い"),
    Sentence("Waits", "대기", "待機"),
    Sentence(
        "version {version} from {partner}",
        "{partner}에서 온 제{version}판",
        "{partner}からの第{version}版",
    ),
    Sentence("{days} d {hours} h", "{days}일 {hours}시간", "{days}日{hours}時間"),
    Sentence(
        "Nothing waits for the designating authority.",
        "지정권자의 지정을 기다리는 정보가 없다.",
        "指定権者の指定を待つ情報はない。",
    ),
    Sentence(
        "{number} is {level} from now on; the originator's {borne} stays as it came.",
        "{number}은(는) 이제부터 {level}(이)다. 제공국의 등급 {borne}은(는) 그대로 유지된다.",
        "{number}は今後{level}とする。提供国の区分{borne}はそのままとする。",
    ),
    Sentence(
        "{number} is {level} already; nothing changed.",
        "{number}은(는) 이미 {level}(이)다. 변경된 것은 없다.",
        "{number}は既に{level}である。変更はない。",
    ),
    Sentence(
        "The designation of {number} is withdrawn; it is handled as {handling} until the "
        "authority decides anew.",
        "{number}의 지정이 철회되었다. 다시 지정할 때까지 {handling}(으)로 취급한다.",
        "{number}の指定は撤回された。改めて指定されるまで{handling}として取り扱う。",
    ),
    # its decisions and messages
    Sentence("Decisions", "결정", "決定"),
    Sentence("Said to partners", "상대측에 보낸 것", "相手側に送ったもの"),
    Sentence("Came in", "들어온 것", "届いたもの"),
    Sentence("No.", "번호", "番号"),
    Sentence("At", "시점", "時点"),
    Sentence("Outcome", "결과", "結果"),
    Sentence("Of", "근거", "根拠"),
    Sentence("Partner", "상대측", "相手側"),
    Sentence("State", "상태", "状態"),
    Sentence("To", "상대", "宛先"),
    Sentence("to {partner}", "{partner}에 제공", "{partner}への提供"),
    Sentence("from {partner}", "{partner}에서 접수", "{partner}からの受領"),
    Sentence("Nothing was decided yet.", "아직 결정이 없다.", "まだ決定はない。"),
    Sentence("not yet", "아직 아님", "未了"),
    Sentence("yes", "예", "はい"),
    Sentence("leaf", "잎", "葉"),
    Sentence("{index} of {origin}", "{origin}의 {index}번", "{origin}の{index}番"),
    Sentence("hash", "해시", "ハッシュ"),
    Sentence("answer", "답", "答え"),
    Sentence("answered", "답한 시점", "答えた時点"),
    Sentence("rule of the decision itself", "결정 자체의 규칙", "決定そのものの規則"),
    # a release
    Sentence("Nothing was approved.", "아무것도 승인되지 않았다.", "何も承認されなかった。"),
    Sentence("Approved by {party} {post}.", "승인: {party} {post}.", "承認:{party} {post}。"),
    Sentence("Number {number} in the outbox.", "발신함 {number}번.", "発信箱の{number}番。"),
    Sentence(
        "{party} is not a partner of this node: nothing can be sent there.",
        "{party}은(는) 이 노드의 상대측이 아니므로 송부할 수 없다.",
        "{party}はこのノードの相手側ではないため、送付できない。",
    ),
    Sentence(
        "Cosigned in {cosigned} ms; no receipt yet.",
        "{cosigned}밀리초에 연서됨, 아직 수령증 없음.",
        "{cosigned}ミリ秒で連署、受領証はまだない。",
    ),
    Sentence(
        "Cosigned in {cosigned} ms; {outcome} as {number} in {receipt} ms.",
        "{cosigned}밀리초에 연서됨, {receipt}밀리초에 {outcome}: {number}.",
        "{cosigned}ミリ秒で連署、{receipt}ミリ秒で{outcome}:{number}。",
    ),
    Sentence(
        "Held back: the decision at dispatch was no; `accordant show` has it.",
        "보류됨: 발송 시의 결정이 불가였다. `accordant show`로 볼 수 있다.",
        "留保:発送時の決定が否であった。`accordant show`で見ることができる。",
    ),
    Sentence(
        "Not sent yet: no server runs on this home, or the link has not come to it.\n"
        "Start `accordant serve`; `accordant partner list` shows the link.",
        "아직 송부되지 않음: 이 노드의 서버가 가동 중이 아니거나 차례가 오지 않았다.\n"
        "`accordant serve`로 시작하고, `accordant partner list`로 연결을 볼 수 있다.",
        "未送付:このノードのサーバが稼働していないか、順番が来ていない。\n"
        "`accordant serve`で開始し、`accordant partner list`で接続を見ることができる。",
    ),
    Sentence(
        "Sent, not cosigned yet: the partner's node does not answer.\n"
        "Nothing is lost; the server tries until it does.",
        "송부됨, 아직 연서되지 않음: 상대측 노드가 응답하지 않는다.\n"
        "잃은 것은 없으며, 서버가 응답이 있을 때까지 시도한다.",
        "送付済み、未連署:相手側のノードが応答しない。\n"
        "失われたものはなく、サーバは応答があるまで試みる。",
    ),
)
"""By their English words in `law_words.LABELS`."""
