"""The labels of recipient versions, in three languages: what goes in an item's place."""

from __future__ import annotations

from typing import Final

from accordant.clauses import Sentence

VERSIONS: Final = (
    # what a version is made of
    Sentence("a tear line", "제공용 본문", "提供用の文"),
    Sentence(
        "the portions that may go (number {numbers} of {count})",
        "제공할 수 있는 부분({count}개 중 제{numbers}부분)",
        "提供できる部分({count}件中第{numbers}部分)",
    ),
    Sentence(
        "the whole item, naming others as the recipient knows them",
        "정보 전체(다른 정보는 수신국이 아는 식별자로 표시)",
        "情報の全体(他の情報は受領国の知る識別子で示す)",
    ),
    Sentence(
        "{choice}, made coarser ({precision})",
        "{choice}, 정밀도 축소({precision})",
        "{choice}、精度を下げたもの({precision})",
    ),
    Sentence(
        "the whole item, made coarser ({precision})",
        "정밀도를 축소한 정보 전체({precision})",
        "精度を下げた情報の全体({precision})",
    ),
    Sentence("times to {count} s", "시각 {count}초 단위", "時刻は{count}秒単位"),
    Sentence("places to {count} m", "위치 {count}미터 단위", "位置は{count}メートル単位"),
    Sentence("positions every {count} s", "위치점 {count}초 간격", "測位点は{count}秒間隔"),
    Sentence("resolution {count} cm", "해상도 {count}센티미터", "分解能{count}センチメートル"),
    # what goes in the place of the item
    Sentence(
        "{item} does not go as it is ({outcome}). In its place goes {version}: {choice}.",
        "{item}은(는) 그대로 제공되지 아니한다({outcome}). "
        "그 대신 제공되는 판: {version}, {choice}.",
        "{item}はそのままでは提供されない({outcome})。代わりに提供される版:{version}、{choice}。",
    ),
    Sentence(
        "A release would send a version in its place: {choice}. `product preview` shows it.",
        "제공 시에는 그 대신 다음의 판이 제공된다: {choice}. `product preview`로 볼 수 있다.",
        "提供時には代わりに次の版が提供される:{choice}。`product preview`で見ることができる。",
    ),
    Sentence(
        "{item} goes as {version}: {choice}.",
        "{item}이(가) 제공되는 판: {version}, {choice}.",
        "{item}が提供される版:{version}、{choice}。",
    ),
    Sentence(
        "{item} goes there only as {version}, which must be approved by this identifier.",
        "{item}이(가) 제공될 수 있는 유일한 판: {version}. 이 식별자로 승인하여야 한다.",
        "{item}を提供できる唯一の版:{version}。この識別子で承認しなければならない。",
    ),
    Sentence(
        "{recipient} has exactly this already: nothing is sent again.",
        "{recipient}이(가) 이미 동일한 것을 받았다. 다시 송부하지 아니한다.",
        "{recipient}は既に同一のものを受領している。再び送付しない。",
    ),
    # why nothing goes in its place
    Sentence(
        "Nothing goes in its place: no release plan says what may be made of it.",
        "그 대신 제공되는 것은 없다. 무엇을 만들 수 있는지 정한 제공 계획이 없다.",
        "代わりに提供されるものはない。何を作れるかを定めた提供計画がない。",
    ),
    Sentence(
        "Nothing goes in its place: by its release plan it goes whole or not at all.",
        "그 대신 제공되는 것은 없다. 제공 계획에 따라 전체로만 제공된다.",
        "代わりに提供されるものはない。提供計画により全体でのみ提供される。",
    ),
    Sentence(
        "Nothing goes in its place: none of its portions may go.",
        "그 대신 제공되는 것은 없다. 제공할 수 있는 부분이 없다.",
        "代わりに提供されるものはない。提供できる部分がない。",
    ),
    Sentence(
        "Nothing goes in its place: together its portions say more than each, or none of their "
        "levels stands above the others. Its author may write a tear line.",
        "그 대신 제공되는 것은 없다. 부분들을 합하면 각각보다 많은 것을 나타내거나, 그 등급 중 "
        "다른 등급보다 높은 것이 정해지지 않는다. 작성자가 제공용 본문을 쓸 수 있다.",
        "代わりに提供されるものはない。部分を合わせると個々より多くを示すか、その区分の中に"
        "他より上のものが定まらない。作成者は提供用の文を書くことができる。",
    ),
    Sentence(
        "Nothing goes in its place: what its release plan makes of it may not go either.",
        "그 대신 제공되는 것은 없다. 제공 계획에 따라 만든 판도 제공할 수 없다.",
        "代わりに提供されるものはない。提供計画により作った版も提供できない。",
    ),
    # a preview
    Sentence("WHAT {recipient} OPENS", "{recipient}이(가) 보게 되는 것", "{recipient}が見るもの"),
    Sentence("NOTHING GOES TO {recipient}", "{recipient}에 제공 없음", "{recipient}への提供なし"),
    Sentence("{size} bytes, padded", "{size}바이트(채움 포함)", "{size}バイト(詰め物を含む)"),
    Sentence(
        "Not made yet: a release may draw another identifier.",
        "아직 만들어지지 않았다. 제공 시 다른 식별자가 정해질 수 있다.",
        "まだ作られていない。提供時に別の識別子が定まることがある。",
    ),
    Sentence(
        "KEPT AT HOME: {recipient} learns nothing of what follows",
        "자국에만 보관: {recipient}은(는) 이하를 알 수 없음",
        "自国のみ:{recipient}は以下を知り得ない",
    ),
    Sentence(
        "{item} as it is ({count} portions)",
        "{item} 그대로(부분 {count}개)",
        "{item}そのまま({count}部分)",
    ),
    Sentence("portion {number}", "제{number}부분", "第{number}部分"),
    Sentence("tear line", "제공용 본문", "提供用の文"),
    Sentence("portions", "부분", "部分"),
    Sentence("goes", "제공", "提供"),
    # a version made
    Sentence(
        "{version} is made for {recipient}: {choice}.",
        "{recipient}을(를) 위하여 만들어진 판: {version}, {choice}.",
        "{recipient}のために作られた版:{version}、{choice}。",
    ),
    Sentence(
        "Release or approve it by this identifier.",
        "이 식별자로 제공하거나 승인한다.",
        "この識別子で提供し、又は承認する。",
    ),
    Sentence(
        "No version is made: the item may go as it is.",
        "판을 만들지 아니한다. 정보를 그대로 제공할 수 있다.",
        "版は作られない。情報はそのまま提供できる。",
    ),
    Sentence(
        "No version is made that may go or be approved.",
        "제공하거나 승인할 수 있는 판을 만들 수 없다.",
        "提供又は承認できる版を作ることができない。",
    ),
)
