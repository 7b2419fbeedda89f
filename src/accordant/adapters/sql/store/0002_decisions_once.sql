-- What was decided is one document for many cases: it is kept once, by its digest. A decision kept
-- before has its document in its own row still, and an empty digest.

-- Decision documents, each kept once.
CREATE TABLE decision_document (
    place INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    decision BLOB NOT NULL
) STRICT;

ALTER TABLE decision ADD COLUMN document TEXT NOT NULL DEFAULT '';
