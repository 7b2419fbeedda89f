-- The register of a party's own officers stands apart from the acts, which are law and move its
-- revision. Its documents are added to and never changed.

-- Signed documents of the register; `subject` is the product of an authorship, else empty.
CREATE TABLE officer_entry (
    place INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    officer TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    envelope BLOB NOT NULL,
    at INTEGER NOT NULL,
    learnt INTEGER NOT NULL
) STRICT;

CREATE INDEX officer_entry_subject ON officer_entry (subject, place);
