-- The keystore as first laid out.

-- The node's private keys by name.
CREATE TABLE node_key (
    name TEXT PRIMARY KEY,
    secret BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The key of every item held; destroying it destroys the content.
CREATE TABLE item_key (
    item TEXT PRIMARY KEY,
    secret BLOB NOT NULL
) STRICT, WITHOUT ROWID;
