-- An item whose level corresponds to several of this party's waits for its designating authority. Of items
-- kept before, one that came from its originator bears its marking; of one passed on nobody kept what
-- it bears here, and it stays under the higher handling.

-- What items bear, where a choice may be open, and the act that made it (empty: not yet).
CREATE TABLE designation (
    place INTEGER PRIMARY KEY,
    product TEXT NOT NULL,
    version INTEGER NOT NULL,
    origin TEXT NOT NULL,
    bears TEXT NOT NULL,
    act TEXT NOT NULL DEFAULT '',
    UNIQUE (product, version, origin)
) STRICT;

CREATE INDEX designation_open ON designation (place) WHERE act = '';

INSERT INTO designation (product, version, origin, bears)
SELECT product, version, origin, level FROM product
WHERE origin <> 'own' AND substr(product, 1, 3) = origin ORDER BY place;
