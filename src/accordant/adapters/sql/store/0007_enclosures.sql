-- Enclosed files lie beside their item in sealed chunks. None is held before the last chunk is there
-- and the file was opened and found to be the one its item names.

-- One row for each enclosed file; `number` counts those of an item from 0. `staged`: being sealed
-- here, for an item not kept yet; `forgotten`: staged, and never kept; `awaited`: arriving; `held`:
-- whole; `dropped`: never to be taken. Chunks of those dropped and forgotten are swept away little by
-- little, for what is deleted is written over.
CREATE TABLE enclosure (
    place INTEGER PRIMARY KEY,
    product TEXT NOT NULL,
    version INTEGER NOT NULL,
    origin TEXT NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('staged', 'forgotten', 'awaited', 'held', 'dropped')),
    chunks INTEGER NOT NULL, -- it is sealed in
    have INTEGER NOT NULL, -- of them, from the first on while it arrives
    at INTEGER NOT NULL, -- begun
    expected BLOB NOT NULL CHECK (length(expected) = 32) -- digest of the next chunk
) STRICT;
CREATE UNIQUE INDEX enclosure_item ON enclosure (product, version, origin, number)
WHERE state NOT IN ('staged', 'forgotten');
CREATE INDEX enclosure_awaited ON enclosure (origin, place) WHERE state = 'awaited';
CREATE INDEX enclosure_to_sweep ON enclosure (place)
WHERE state IN ('dropped', 'forgotten') AND have > 0;

-- The chunks as they travel.
CREATE TABLE enclosure_chunk (
    place INTEGER PRIMARY KEY,
    enclosure INTEGER NOT NULL,
    position INTEGER NOT NULL,
    chunk BLOB NOT NULL,
    UNIQUE (enclosure, position)
) STRICT;

-- The leaves an item came in whose receipts wait for its enclosed files.
CREATE TABLE awaiting_leaf (
    origin TEXT NOT NULL,
    product TEXT NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (origin, product, version, position)
) STRICT, WITHOUT ROWID;
