-- The outbox becomes that of service-kit: a row is deleted when it was sent. What still waits keeps its place and its id.
DELETE FROM outbox WHERE sent_at IS NOT NULL;
DROP INDEX outbox_unsent;
ALTER TABLE outbox DROP COLUMN sent_at;
ALTER TABLE outbox RENAME COLUMN event_id TO id;
ALTER TABLE outbox ALTER COLUMN id TYPE uuid USING id::uuid;
ALTER TABLE outbox RENAME COLUMN event TO payload;
ALTER TABLE outbox ALTER COLUMN payload TYPE text USING payload::text;
