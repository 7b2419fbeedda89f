-- What a decision asks of an item beyond its marking: kinds of content, purpose, validity and exact
-- originators, no content. Items kept before have none.

ALTER TABLE product ADD COLUMN item TEXT NOT NULL DEFAULT 'null';
