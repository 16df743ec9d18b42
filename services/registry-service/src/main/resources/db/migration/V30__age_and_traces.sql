-- What is old is found by its age and forgotten. Rows of the outbox carry the trace of the request that wrote them.
CREATE INDEX consumed_events_age ON consumed_events (consumed_at);
CREATE INDEX runs_age ON runs (changed_at);
ALTER TABLE outbox ADD COLUMN trace_parent text;
ALTER TABLE outbox ADD COLUMN trace_state text;
