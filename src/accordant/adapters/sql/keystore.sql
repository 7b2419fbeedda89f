-- Named queries of the keystore, each described under its name; loaded by aiosql.

-- name: key(name)$
-- A node key.
SELECT secret FROM node_key WHERE name = :name;

-- name: put_key(name, secret)*!
-- Keep a node key, replacing one of the same name.
INSERT INTO node_key (name, secret) VALUES (:name, :secret)
ON CONFLICT (name) DO UPDATE SET secret = excluded.secret;

-- name: item_key(item)$
-- An item's key.
SELECT secret FROM item_key WHERE item = :item;

-- name: put_item_key(item, secret)*!
-- Keep an item's key. The same again changes nothing; another one breaks the NOT NULL rule below
-- on purpose, so that a held key is never overwritten and the whole list is undone.
INSERT INTO item_key (item, secret) VALUES (:item, :secret)
ON CONFLICT (item) DO UPDATE
SET secret = CASE WHEN item_key.secret = excluded.secret THEN excluded.secret END;

-- name: destroy_item_key(item)!
-- Destroy an item's key; secure_delete overwrites it with zeros.
DELETE FROM item_key WHERE item = :item;
