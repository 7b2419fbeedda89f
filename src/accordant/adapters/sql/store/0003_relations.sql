-- An item may be built on others: whose rules stay on it, and what it has to do with them. Items kept
-- before have neither.

ALTER TABLE product ADD COLUMN equities TEXT NOT NULL DEFAULT '[]';

ALTER TABLE product ADD COLUMN relations TEXT NOT NULL DEFAULT '[]';

CREATE INDEX product_relations ON product (place) WHERE relations <> '[]';
