"""Contract of the store: documents of the register of officers, kept once, in order, apart."""

from __future__ import annotations

from accordant.operations.officer_rows import OfficerRow


def row(digest: str, subject: str = "", officer: str = "desk") -> OfficerRow:
    return OfficerRow(digest, officer, "officer-cleared/1", subject, b"dsse", 1, 2)


def test_a_document_is_kept_once_and_moves_no_law(store):
    before = store.read(lambda reading: reading.law_revision())
    kept = [store.write(lambda work: work.save_officer_row(row("a" * 64))) for _ in range(2)]
    assert kept == [True, False]
    assert store.read(lambda reading: reading.officer_rows()) == [row("a" * 64)]
    assert store.read(lambda reading: reading.law_revision()) == before


def test_the_last_document_is_known_by_its_digest(store):
    def last() -> str:
        return store.read(lambda reading: reading.last_officer_digest())[:1]

    seen = [last()]
    for each in (row("a" * 64), row("b" * 64, "KOR-1"), row("a" * 64)):
        store.write(lambda work, each=each: work.save_officer_row(each))
        seen.append(last())
    assert seen == ["", "a", "b", "b"]


def test_documents_come_in_the_order_recorded_and_authorships_by_product(store):
    rows = [row("c" * 64), row("b" * 64, "KOR-1"), row("a" * 64), row("d" * 64, "KOR-2")]
    store.write(lambda work: [work.save_officer_row(each) for each in rows])
    found = store.read(
        lambda reading: (reading.officer_rows(), reading.authorships("KOR-1"), reading.acts())
    )
    assert found == ([rows[0], rows[2]], [rows[1]], [])
