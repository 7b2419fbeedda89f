-- What an originator allows to be made of an item, sealed as the item is. It never leaves.
CREATE TABLE release_plan (
    place INTEGER PRIMARY KEY,
    product TEXT NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    wrapped_key BLOB NOT NULL,
    envelope BLOB NOT NULL,
    UNIQUE (product, version)
) STRICT;

-- What was made of which item for whom. A version itself is an item like any other.
CREATE TABLE recipient_version (
    product TEXT NOT NULL,
    version INTEGER NOT NULL,
    master TEXT NOT NULL,
    master_version INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    choice TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (product, version, master_version)
) STRICT, WITHOUT ROWID;
CREATE INDEX recipient_version_master ON recipient_version (master, recipient, version);
