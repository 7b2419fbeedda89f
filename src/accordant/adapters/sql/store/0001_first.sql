-- The store as first laid out. Statements are separated by semicolons and run in one transaction.
-- Instants are milliseconds UTC; digests are lower-case hexadecimal; `position` is a leaf index.
-- Tables whose rows are small and found by their whole key have no rowid; rows that carry
-- documents do, with those documents last, so that a scan for other columns does not read them.

-- Instruments and orders, by the digest of their clauses.
CREATE TABLE text (
    place INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    identifier TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

-- Officers' signed acts, in the order they were learnt here.
CREATE TABLE act (
    place INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    party TEXT NOT NULL,
    subject TEXT NOT NULL,
    at INTEGER NOT NULL,
    learnt INTEGER NOT NULL,
    envelope BLOB NOT NULL
) STRICT;
CREATE INDEX act_kind ON act (kind);
CREATE INDEX act_subject ON act (subject);

-- A number that grows with every change of texts and acts, in the one row of this table; by
-- trigger, so that no query can change the law unnoticed. It grows by a random step: a change
-- undone and another made in its place never have the same number.
CREATE TABLE law (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    revision INTEGER NOT NULL
) STRICT;
INSERT INTO law (only, revision) VALUES (1, 0);
CREATE TRIGGER act_saved AFTER INSERT ON act
BEGIN UPDATE law SET revision = revision + 1 + (random() & 1048575); END;
CREATE TRIGGER text_saved AFTER INSERT ON text
BEGIN UPDATE law SET revision = revision + 1 + (random() & 1048575); END;
CREATE TRIGGER text_corrected AFTER UPDATE ON text WHEN new.source <> old.source
BEGIN UPDATE law SET revision = revision + 1 + (random() & 1048575); END;

-- Partners with their newest party statement.
CREATE TABLE partner (
    party TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    number INTEGER NOT NULL,
    address TEXT NOT NULL,
    certificate TEXT NOT NULL,
    statement BLOB NOT NULL
) STRICT;
CREATE INDEX partner_certificate ON partner (certificate);

-- Links that are stopped, and why.
CREATE TABLE stopped_link (
    party TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Signed contradictions of partners.
CREATE TABLE evidence (
    place INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    partner TEXT NOT NULL,
    at INTEGER NOT NULL,
    first BLOB NOT NULL,
    second BLOB NOT NULL
) STRICT;

-- Products, once per version and origin: a partner's item never displaces another's.
CREATE TABLE product (
    place INTEGER PRIMARY KEY,
    product TEXT NOT NULL,
    version INTEGER NOT NULL,
    origin TEXT NOT NULL,
    register_number TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'registered', 'quarantined')),
    level TEXT NOT NULL,
    marker TEXT NOT NULL,
    precedence TEXT NOT NULL,
    kind TEXT NOT NULL,
    originators TEXT NOT NULL, -- JSON list
    subjects TEXT NOT NULL, -- JSON list
    caveats TEXT NOT NULL, -- JSON list
    form TEXT NOT NULL,
    purpose TEXT NOT NULL,
    held_under TEXT NOT NULL,
    own_level TEXT NOT NULL,
    post TEXT NOT NULL,
    arrived INTEGER NOT NULL,
    wrapped_key BLOB NOT NULL,
    envelope BLOB NOT NULL,
    UNIQUE (product, version, origin)
) STRICT;
CREATE INDEX product_state ON product (state);
CREATE INDEX product_origin ON product (origin);
CREATE INDEX product_number ON product (register_number) WHERE register_number <> '';

-- The last number drawn from a party's register for a year.
CREATE TABLE register (
    party TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (party, year)
) STRICT, WITHOUT ROWID;

-- Decisions with the case each was made from.
CREATE TABLE decision (
    identifier INTEGER PRIMARY KEY,
    case_digest TEXT NOT NULL,
    direction TEXT NOT NULL,
    product TEXT NOT NULL,
    version INTEGER NOT NULL,
    partner TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('release', 'withhold', 'refer')),
    at INTEGER NOT NULL,
    "case" BLOB NOT NULL,
    decision BLOB NOT NULL
) STRICT;
CREATE INDEX decision_product ON decision (product, version);

-- What was decided to be said. AUTOINCREMENT: a sequence number is never given twice.
CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    partner TEXT NOT NULL,
    rank INTEGER NOT NULL CHECK (rank BETWEEN 1 AND 5),
    type TEXT NOT NULL,
    product TEXT NOT NULL,
    version INTEGER NOT NULL,
    decision INTEGER NOT NULL,
    at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'dispatched', 'held')),
    position INTEGER,
    reason TEXT NOT NULL,
    settled INTEGER,
    payload BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_waiting ON outbox (partner, rank DESC, sequence) WHERE state = 'waiting';
CREATE INDEX outbox_product ON outbox (product) WHERE product <> '';

-- The head of every log spoken or heard; `lease` names the lease it may only be extended under.
CREATE TABLE log (
    number INTEGER PRIMARY KEY,
    origin TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    frontier BLOB NOT NULL,
    checkpoint TEXT NOT NULL,
    cosigned_size INTEGER NOT NULL DEFAULT 0,
    cosigned TEXT NOT NULL DEFAULT '',
    processed INTEGER NOT NULL DEFAULT 0,
    lease TEXT
) STRICT;

-- Leaf entries: commitment and body digest.
CREATE TABLE leaf (
    log INTEGER NOT NULL,
    position INTEGER NOT NULL,
    entry BLOB NOT NULL CHECK (length(entry) = 64),
    PRIMARY KEY (log, position)
) STRICT, WITHOUT ROWID;

-- Bodies as they travel; deleted once cosigned and no longer needed.
CREATE TABLE body (
    place INTEGER PRIMARY KEY,
    log INTEGER NOT NULL,
    position INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (log, position)
) STRICT;

-- What the leaves commit to, where this node knows it.
CREATE TABLE statement (
    place INTEGER PRIMARY KEY,
    log INTEGER NOT NULL,
    position INTEGER NOT NULL,
    statement BLOB NOT NULL,
    UNIQUE (log, position)
) STRICT;

-- Full tiles of 256 hashes.
CREATE TABLE tile (
    place INTEGER PRIMARY KEY,
    origin TEXT NOT NULL,
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hashes BLOB NOT NULL CHECK (length(hashes) = 8192),
    UNIQUE (origin, level, number)
) STRICT;

-- What the listener said of a leaf, once.
CREATE TABLE answer (
    origin TEXT NOT NULL,
    position INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('registered', 'quarantined', 'refused')),
    number TEXT NOT NULL,
    code TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (origin, position)
) STRICT, WITHOUT ROWID;

-- The latest instant seen, in the one row of this table.
CREATE TABLE high_water (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    at INTEGER NOT NULL
) STRICT;
INSERT INTO high_water (only, at) VALUES (1, 0);

-- Who may append, until when, under which fencing number; a number is never given twice.
CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    number INTEGER NOT NULL,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
