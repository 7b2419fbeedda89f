"""Why an instrument is or is not in force, in words: one sentence for each basis of the law.

Most belong to the clause that speaks (`entry`, `term`); these two have no clause, because the text
that would hold it is not here.
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

BASIS: dict[str, Sentence] = {
    "not-adopted": entry.SENTENCES["not-adopted"],
    "digests-differ": entry.SENTENCES["digests-differ"],
    "other-text": OTHER_TEXT,
    "text-not-held": TEXT_NOT_HELD,
    "awaiting-notification": entry.SENTENCES["awaiting-notification"],
    "not-yet": entry.SENTENCES["not-yet"],
    "in-force": entry.SENTENCES["in-force"],
    "in-force-until": term.SENTENCES["in-force-until"],
    "end-disputed": term.SENTENCES["end-disputed"],
    "ended": term.SENTENCES["ended"],
}
