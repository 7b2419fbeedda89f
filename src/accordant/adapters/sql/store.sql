-- Named queries of the store, each described under its name; loaded by aiosql.
-- `!` changes rows and gives their count, `<!` gives the new row's identifier, `^` gives one row,
-- `$` one value, `*!` runs once per set of parameters. Columns stand in the order of the row type.

-- name: text(digest)^
-- The text of one clause digest.
SELECT digest, identifier, kind, source FROM text WHERE digest = :digest;

-- name: texts()
-- Every text in the order it was first saved.
SELECT digest, identifier, kind, source FROM text ORDER BY place;

-- name: save_text(digest, identifier, kind, source)!
-- A corrigendum has the same clause digest and corrected prose.
INSERT INTO text (digest, identifier, kind, source)
VALUES (:digest, :identifier, :kind, :source)
ON CONFLICT (digest) DO UPDATE SET source = excluded.source;

-- name: acts()
-- Every act in the order learnt.
SELECT digest, kind, party, subject, envelope, at, learnt FROM act ORDER BY place;

-- name: acts_of_kind(kind)
-- The acts of one kind in the order learnt.
SELECT digest, kind, party, subject, envelope, at, learnt FROM act WHERE kind = :kind ORDER BY place;

-- name: acts_about(subject)
-- The acts about one subject in the order learnt.
SELECT digest, kind, party, subject, envelope, at, learnt FROM act
WHERE subject = :subject ORDER BY place;

-- name: law_revision()$
-- How often texts and acts changed.
SELECT revision FROM law;

-- name: save_act(digest, kind, party, subject, envelope, at, learnt)!
-- The same act again changes nothing.
INSERT INTO act (digest, kind, party, subject, envelope, at, learnt)
VALUES (:digest, :kind, :party, :subject, :envelope, :at, :learnt)
ON CONFLICT (digest) DO NOTHING;

-- name: partner(party)^
-- One partner.
SELECT party, fingerprint, statement, number, address, certificate
FROM partner WHERE party = :party;

-- name: partners()
-- Every partner.
SELECT party, fingerprint, statement, number, address, certificate FROM partner ORDER BY party;

-- name: partner_by_certificate(certificate)^
-- The partner who pinned this certificate in its newest statement.
SELECT party, fingerprint, statement, number, address, certificate
FROM partner WHERE certificate = :certificate;

-- name: save_partner(party, fingerprint, statement, number, address, certificate)!
-- No row changes when a statement with a higher number is held.
INSERT INTO partner (party, fingerprint, statement, number, address, certificate)
VALUES (:party, :fingerprint, :statement, :number, :address, :certificate)
ON CONFLICT (party) DO UPDATE SET
    fingerprint = excluded.fingerprint, statement = excluded.statement, number = excluded.number,
    address = excluded.address, certificate = excluded.certificate
WHERE excluded.number >= partner.number;

-- name: link_stopped(party)^
-- Why a link is stopped.
SELECT party, reason, at FROM stopped_link WHERE party = :party;

-- name: stop_link(party, reason, at)!
-- The first reason stands.
INSERT INTO stopped_link (party, reason, at) VALUES (:party, :reason, :at)
ON CONFLICT (party) DO NOTHING;

-- name: evidence()
-- Everything kept against partners, oldest first.
SELECT kind, partner, first, second, at FROM evidence ORDER BY place;

-- name: save_evidence(kind, partner, first, second, at)!
-- The same pair again changes nothing.
INSERT INTO evidence (kind, partner, first, second, at)
SELECT :kind, :partner, :first, :second, :at
WHERE NOT EXISTS (
    SELECT 1 FROM evidence
    WHERE kind = :kind AND partner = :partner AND first = :first AND second = :second
);

-- name: product_from(product, version, origin)^
-- A product from one origin.
SELECT product, version, origin, register_number, state, envelope, wrapped_key, level, marker,
    precedence, kind, originators, subjects, caveats, form, purpose, held_under, own_level, post,
    arrived, equities, relations, item
FROM product WHERE product = :product AND version = :version AND origin = :origin;

-- name: product(product, version)^
-- A product from any origin: own first, never a quarantined one before another, from its
-- originator's party before one passed on, then the earliest to arrive.
SELECT product, version, origin, register_number, state, envelope, wrapped_key, level, marker,
    precedence, kind, originators, subjects, caveats, form, purpose, held_under, own_level, post,
    arrived, equities, relations, item
FROM product WHERE product = :product AND version = :version
ORDER BY origin <> 'own', state = 'quarantined', origin <> substr(product, 1, 3), place LIMIT 1;

-- name: products(limit)
-- All products, newest first.
SELECT product, version, origin, register_number, state, envelope, wrapped_key, level, marker,
    precedence, kind, originators, subjects, caveats, form, purpose, held_under, own_level, post,
    arrived, equities, relations, item
FROM product ORDER BY place DESC LIMIT :limit;

-- name: products_in_state(state, origin, limit)
-- The products in a state, from one origin or (NULL) any, newest first.
SELECT product, version, origin, register_number, state, envelope, wrapped_key, level, marker,
    precedence, kind, originators, subjects, caveats, form, purpose, held_under, own_level, post,
    arrived, equities, relations, item
FROM product WHERE state = :state AND (:origin IS NULL OR origin = :origin)
ORDER BY place DESC LIMIT :limit;

-- name: products_from(origin, limit)
-- The products from one origin, newest first.
SELECT product, version, origin, register_number, state, envelope, wrapped_key, level, marker,
    precedence, kind, originators, subjects, caveats, form, purpose, held_under, own_level, post,
    arrived, equities, relations, item
FROM product WHERE origin = :origin ORDER BY place DESC LIMIT :limit;

-- name: products_named(name)
-- Every version from every origin of one product, or the one with this register number.
SELECT product, version, origin, register_number, state, envelope, wrapped_key, level, marker,
    precedence, kind, originators, subjects, caveats, form, purpose, held_under, own_level, post,
    arrived, equities, relations, item
FROM product WHERE product = :name OR (register_number = :name AND register_number <> '')
ORDER BY place;

-- name: product_relations()
-- What items have to do with others, the oldest first; those in quarantine say nothing.
SELECT product, version, origin, originators, relations FROM product
WHERE relations <> '[]' AND state <> 'quarantined' ORDER BY place;

-- name: save_product(product, version, origin, register_number, state, envelope, wrapped_key, level, marker, precedence, kind, originators, subjects, caveats, form, purpose, held_under, own_level, post, arrived, equities, relations, item)!
-- The same version from the same origin again changes nothing.
INSERT INTO product (product, version, origin, register_number, state, envelope, wrapped_key,
    level, marker, precedence, kind, originators, subjects, caveats, form, purpose, held_under,
    own_level, post, arrived, equities, relations, item)
VALUES (:product, :version, :origin, :register_number, :state, :envelope, :wrapped_key,
    :level, :marker, :precedence, :kind, :originators, :subjects, :caveats, :form, :purpose,
    :held_under, :own_level, :post, :arrived, :equities, :relations, :item)
ON CONFLICT (product, version, origin) DO NOTHING;

-- name: move_product(product, version, origin, state)!
-- Change the state of a product.
UPDATE product SET state = :state
WHERE product = :product AND version = :version AND origin = :origin;

-- name: set_item_facts(product, version, origin, item)!
-- Give an item other facts than those it was kept with.
UPDATE product SET item = :item
WHERE product = :product AND version = :version AND origin = :origin;

-- name: set_own_level(product, version, origin, level)!
-- Give an item another level of this party's own terms; the originator's stays.
UPDATE product SET own_level = :level
WHERE product = :product AND version = :version AND origin = :origin;

-- name: designation(product, version, origin)^
-- What an item bears, where a choice may be open, and the act that made it.
SELECT product, version, origin, bears, act FROM designation
WHERE product = :product AND version = :version AND origin = :origin;

-- name: undesignated(after, limit)
-- Registered items whose choice may be open, the oldest first. CROSS JOIN keeps the order of the
-- tables: by its index a page costs its own rows, else every registered item is sorted for it.
SELECT designation.place, product, version, origin, register_number, level, bears, own_level,
    held_under, arrived
FROM designation CROSS JOIN product USING (product, version, origin)
WHERE designation.act = '' AND product.state = 'registered' AND designation.place > :after
ORDER BY designation.place LIMIT :limit;

-- name: save_designation(product, version, origin, bears, act)!
-- What it bears stays as it was first kept; the act in force is the newest.
INSERT INTO designation (product, version, origin, bears, act)
VALUES (:product, :version, :origin, :bears, :act)
ON CONFLICT (product, version, origin) DO UPDATE SET act = excluded.act;

-- name: next_register_number(year, party)$
-- Draw the next number.
INSERT INTO register (party, year, last) VALUES (:party, :year, 1)
ON CONFLICT (party, year) DO UPDATE SET last = last + 1
RETURNING last;

-- name: plan(product, version)^
-- What may be made of one version of an item.
SELECT product, version, at, wrapped_key, envelope FROM release_plan
WHERE product = :product AND version = :version;

-- name: save_plan(product, version, at, wrapped_key, envelope)!
-- A later plan takes the place of the earlier; the own log names both.
INSERT INTO release_plan (product, version, at, wrapped_key, envelope)
VALUES (:product, :version, :at, :wrapped_key, :envelope)
ON CONFLICT (product, version) DO UPDATE SET
    at = excluded.at, wrapped_key = excluded.wrapped_key, envelope = excluded.envelope;

-- name: versions_of(master, recipient)
-- What was made of an item, for one recipient or (NULL) for all, in the order of their numbers.
SELECT product, version, master, master_version, recipient, choice, at
FROM recipient_version WHERE master = :master AND (:recipient IS NULL OR recipient = :recipient)
ORDER BY recipient, version, master_version;

-- name: version_made(product)
-- What an item is a version of: a row for each of its versions and what each was made of.
SELECT product, version, master, master_version, recipient, choice, at
FROM recipient_version WHERE product = :product ORDER BY version, master_version;

-- name: save_version(product, version, master, master_version, recipient, choice, at)!
-- The same again changes nothing.
INSERT INTO recipient_version
    (product, version, master, master_version, recipient, choice, at)
VALUES (:product, :version, :master, :master_version, :recipient, :choice, :at)
ON CONFLICT (product, version, master_version) DO NOTHING;

-- name: drop_version(product, version)!
-- A version that never left, with its number free again.
DELETE FROM product WHERE product = :product AND version = :version AND origin = 'own';

-- name: drop_version_made(product, version)!
-- What such a version was made of.
DELETE FROM recipient_version WHERE product = :product AND version = :version;

-- name: decision(identifier)^
-- One decision.
SELECT identifier, case_digest, "case",
    coalesce((SELECT kept.decision FROM decision_document AS kept WHERE kept.digest = document),
        decision),
    direction, product, version, partner, outcome, at
FROM decision WHERE identifier = :identifier;

-- name: decisions_of(product, version)
-- The decisions about one version or (NULL) all versions of a product, oldest first.
SELECT identifier, case_digest, "case",
    coalesce((SELECT kept.decision FROM decision_document AS kept WHERE kept.digest = document),
        decision),
    direction, product, version, partner, outcome, at
FROM decision WHERE product = :product AND (:version IS NULL OR version = :version)
ORDER BY identifier;

-- name: recent_decisions(limit)
-- The latest decisions, newest first.
SELECT identifier, case_digest, "case",
    coalesce((SELECT kept.decision FROM decision_document AS kept WHERE kept.digest = document),
        decision),
    direction, product, version, partner, outcome, at
FROM decision ORDER BY identifier DESC LIMIT :limit;

-- name: save_decision(case_digest, case, document, direction, product, version, partner, outcome, at)<!
-- Keep a decision; its document is kept by itself.
INSERT INTO decision (case_digest, "case", decision, document, direction, product, version,
    partner, outcome, at)
VALUES (:case_digest, :case, x'', :document, :direction, :product, :version, :partner, :outcome,
    :at);

-- name: save_decision_document(digest, decision)!
-- Keep what was decided; the same again changes nothing.
INSERT INTO decision_document (digest, decision) VALUES (:digest, :decision)
ON CONFLICT (digest) DO NOTHING;

-- name: take(partner, limit)
-- The waiting messages for a partner, highest rank first, then oldest.
SELECT sequence, partner, rank, type, payload, product, version, decision, at, state, position,
    reason, settled
FROM outbox WHERE partner = :partner AND state = 'waiting'
ORDER BY rank DESC, sequence LIMIT :limit;

-- name: pending()
-- How many messages wait, per partner and rank.
SELECT partner, rank, count(*) FROM outbox WHERE state = 'waiting'
GROUP BY partner, rank ORDER BY partner, rank DESC;

-- name: outbox(partner, state, limit)
-- Messages of one or (NULL) every partner and state, newest first.
SELECT sequence, partner, rank, type, payload, product, version, decision, at, state, position,
    reason, settled
FROM outbox
WHERE (:partner IS NULL OR partner = :partner) AND (:state IS NULL OR state = :state)
ORDER BY sequence DESC LIMIT :limit;

-- name: outbox_about(product)
-- The messages about a product, oldest first.
SELECT sequence, partner, rank, type, payload, product, version, decision, at, state, position,
    reason, settled
FROM outbox WHERE product = :product AND product <> '' ORDER BY sequence;

-- name: enqueue(partner, rank, type, payload, product, version, decision, at)<!
-- Put a message in the outbox.
INSERT INTO outbox (partner, rank, type, payload, product, version, decision, at, state, reason)
VALUES (:partner, :rank, :type, :payload, :product, :version, :decision, :at, 'waiting', '');

-- name: mark_dispatched(sequence, position, at)!
-- A waiting message became a leaf.
UPDATE outbox SET state = 'dispatched', position = :position, settled = :at
WHERE sequence = :sequence AND state = 'waiting';

-- name: mark_held(sequence, reason, at)!
-- A waiting message was held back.
UPDATE outbox SET state = 'held', reason = :reason, settled = :at
WHERE sequence = :sequence AND state = 'waiting';

-- name: log(origin)^
-- The head of a log.
SELECT origin, size, frontier, checkpoint, cosigned_size, cosigned FROM log WHERE origin = :origin;

-- name: logs()
-- The head of every log.
SELECT origin, size, frontier, checkpoint, cosigned_size, cosigned FROM log ORDER BY origin;

-- name: log_bounds(origin)^
-- What an append must agree with: size and the name of the lease it is bound to.
SELECT size, lease FROM log WHERE origin = :origin;

-- name: begin_log(origin)!
-- The first append creates the log.
INSERT INTO log (origin, size, frontier, checkpoint) VALUES (:origin, 0, x'', '');

-- name: set_head(origin, first, size, frontier, checkpoint, lease)$
-- The head after an append, and the log's number; none where the log is of another size than the
-- append says, or is bound to a lease that was not shown.
UPDATE log SET size = :size, frontier = :frontier, checkpoint = :checkpoint, lease = :lease
WHERE origin = :origin AND size = :first AND (lease IS NULL OR lease IS :lease)
RETURNING number;

-- name: append_leaf(log, position, entry)*!
-- One leaf entry.
INSERT INTO leaf (log, position, entry) VALUES (:log, :position, :entry);

-- name: append_body(log, position, body)*!
-- One body.
INSERT INTO body (log, position, body) VALUES (:log, :position, :body);

-- name: append_statement(log, position, statement)*!
-- One statement.
INSERT INTO statement (log, position, statement) VALUES (:log, :position, :statement);

-- name: entries(origin, start, end)
-- The entries of a range.
SELECT entry FROM leaf
WHERE log = (SELECT number FROM log WHERE origin = :origin)
    AND position >= :start AND position < :end
ORDER BY position;

-- name: bodies(origin, start, end)
-- The bodies of a range, NULL where dropped.
SELECT body.body FROM leaf LEFT JOIN body USING (log, position)
WHERE log = (SELECT number FROM log WHERE origin = :origin)
    AND position >= :start AND position < :end
ORDER BY position;

-- name: statement(origin, position)$
-- The statement behind a leaf.
SELECT statement FROM statement
WHERE log = (SELECT number FROM log WHERE origin = :origin) AND position = :position;

-- name: set_statement(origin, position, statement)!
-- Keep the statement behind a leaf that is there; the same again changes nothing.
INSERT INTO statement (log, position, statement)
SELECT log, position, :statement FROM leaf
WHERE log = (SELECT number FROM log WHERE origin = :origin) AND position = :position
ON CONFLICT (log, position) DO NOTHING;

-- name: drop_bodies(origin, end)!
-- Drop the bodies below an index.
DELETE FROM body
WHERE log = (SELECT number FROM log WHERE origin = :origin) AND position < :end;

-- name: save_cosigned(origin, size, text)!
-- No row changes when a cosignature of this size or more is held.
UPDATE log SET cosigned_size = :size, cosigned = :text
WHERE origin = :origin AND cosigned_size < :size;

-- name: tile(origin, level, number)$
-- A full tile.
SELECT hashes FROM tile WHERE origin = :origin AND level = :level AND number = :number;

-- name: save_tile(origin, level, number, hashes)!
-- Keep a full tile; a tile never changes.
INSERT INTO tile (origin, level, number, hashes) VALUES (:origin, :level, :number, :hashes)
ON CONFLICT (origin, level, number) DO NOTHING;

-- name: processed(origin)$
-- The next index to look at.
SELECT processed FROM log WHERE origin = :origin;

-- name: set_processed(origin, position)!
-- Move the cursor forward, at most to the end of the log.
UPDATE log SET processed = :position
WHERE origin = :origin AND :position BETWEEN processed AND size;

-- name: answer(origin, position)^
-- What the listener said of a leaf.
SELECT origin, position, outcome, number, code, at FROM answer
WHERE origin = :origin AND position = :position;

-- name: save_answer(origin, position, outcome, number, code, at)!
-- The first answer stands.
INSERT INTO answer (origin, position, outcome, number, code, at)
VALUES (:origin, :position, :outcome, :number, :code, :at)
ON CONFLICT (origin, position) DO NOTHING;

-- name: high_water()$
-- The latest instant seen.
SELECT at FROM high_water;

-- name: raise_high_water(at)$
-- Raise the mark, never lower it.
UPDATE high_water SET at = max(at, :at) RETURNING at;

-- name: lease(name)^
-- The lease as it stands.
SELECT name, holder, number, until FROM lease WHERE name = :name;

-- name: take_lease(name, holder, now, until)^
-- Take a lease that is free, run out or one's own; no row while another holder's stands.
INSERT INTO lease (name, holder, number, until) VALUES (:name, :holder, 1, :until)
ON CONFLICT (name) DO UPDATE
SET holder = excluded.holder, number = lease.number + 1, until = excluded.until
WHERE lease.holder = excluded.holder OR lease.until <= :now
RETURNING name, holder, number, until;

-- name: set_lease(name, number, until)!
-- Prolong or end a lease that still has this number.
UPDATE lease SET until = :until WHERE name = :name AND number = :number;

-- name: last_officer_digest()$
-- The document of the register of officers that was saved last.
SELECT digest FROM officer_entry ORDER BY place DESC LIMIT 1;

-- name: officer_rows()
-- Every document of the register of officers that is about no product, in the order recorded.
SELECT digest, officer, kind, subject, envelope, at, learnt FROM officer_entry
WHERE subject = '' ORDER BY place;

-- name: authorships(subject)
-- Who signed as author of a product, in the order recorded.
SELECT digest, officer, kind, subject, envelope, at, learnt FROM officer_entry
WHERE subject = :subject ORDER BY place;

-- name: save_officer_row(digest, officer, kind, subject, envelope, at, learnt)!
-- The same document again changes nothing.
INSERT INTO officer_entry (digest, officer, kind, subject, envelope, at, learnt)
VALUES (:digest, :officer, :kind, :subject, :envelope, :at, :learnt)
ON CONFLICT (digest) DO NOTHING;

-- name: enclosures(product, version, origin)
-- The enclosed files of an item, in its order; those being sealed belong to none yet.
SELECT place, product, version, origin, number, state, chunks, have, at, expected
FROM enclosure
WHERE product = :product AND version = :version AND origin = :origin
    AND state NOT IN ('staged', 'forgotten')
ORDER BY number;

-- name: awaited(origin, limit)
-- What is still arriving from a partner, oldest first.
SELECT place, product, version, origin, number, state, chunks, have, at, expected
FROM enclosure WHERE origin = :origin AND state = 'awaited' ORDER BY place LIMIT :limit;

-- name: enclosed_chunks(origin)$
-- How many chunks of a partner's lie here.
SELECT coalesce(sum(have), 0) FROM enclosure WHERE origin = :origin;

-- name: chunk(place, position)$
-- A chunk of an enclosed file.
SELECT chunk FROM enclosure_chunk WHERE enclosure = :place AND position = :position;

-- name: begin_enclosure(product, version, origin, number, state, chunks, have, at, expected)<!
-- An enclosed file of which nothing is here yet.
INSERT INTO enclosure (product, version, origin, number, state, chunks, have, at, expected)
VALUES (:product, :version, :origin, :number, :state, :chunks, :have, :at, :expected);

-- name: add_chunk(place, position, chunk)!
-- One more chunk.
INSERT INTO enclosure_chunk (enclosure, position, chunk) VALUES (:place, :position, :chunk);

-- name: count_chunk(place, state, have, expected)!
-- No row changes when another number of chunks is here, or all, or it is in another state.
UPDATE enclosure SET have = have + 1, expected = :expected
WHERE place = :place AND state = :state AND have = :have AND have < chunks;

-- name: hold_enclosure(place)!
-- All of it is here; no row changes when it is not.
UPDATE enclosure SET state = 'held'
WHERE place = :place AND state IN ('staged', 'awaited') AND have = chunks;

-- name: drop_enclosure(place)!
-- A file that is never to be taken; its chunks are swept away afterwards.
UPDATE enclosure SET state = 'dropped' WHERE place = :place;

-- name: forget_staged(at)!
-- Files whose sealing came to no end.
UPDATE enclosure SET state = 'forgotten' WHERE state = 'staged' AND at < :at;

-- name: to_sweep()$
-- A file whose chunks are to go.
SELECT place FROM enclosure WHERE state IN ('dropped', 'forgotten') AND have > 0
ORDER BY place LIMIT 1;

-- name: sweep_chunks(place, count)!
-- Let some chunks of a file go.
DELETE FROM enclosure_chunk WHERE place IN (
    SELECT place FROM enclosure_chunk WHERE enclosure = :place LIMIT :count
);

-- name: count_swept(place, count)!
-- So many fewer are here.
UPDATE enclosure SET have = CASE WHEN :count = 0 THEN 0 ELSE max(have - :count, 0) END
WHERE place = :place;

-- name: await_leaf(origin, product, version, position)!
-- A leaf whose receipt waits.
INSERT INTO awaiting_leaf (origin, product, version, position)
VALUES (:origin, :product, :version, :position)
ON CONFLICT DO NOTHING;

-- name: awaiting_leaves(origin, product, version)
-- The leaves an item came in whose receipts wait.
SELECT position FROM awaiting_leaf
WHERE origin = :origin AND product = :product AND version = :version ORDER BY position;

-- name: answer_leaves(origin, product, version)!
-- Their receipts wait no longer.
DELETE FROM awaiting_leaf
WHERE origin = :origin AND product = :product AND version = :version;
