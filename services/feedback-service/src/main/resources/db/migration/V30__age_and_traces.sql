-- What is old is found by its age and forgotten. Rows of the outbox carry the trace of the request that wrote them.
CREATE INDEX idempotency_age ON idempotency (created_at);
CREATE INDEX processed_event_age ON processed_event (processed_at);
CREATE INDEX lease_age ON lease (expires_at);
ALTER TABLE outbox ADD COLUMN trace_parent text;
ALTER TABLE outbox ADD COLUMN trace_state text;
