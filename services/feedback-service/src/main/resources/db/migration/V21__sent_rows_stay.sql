-- Rows of the outbox stay for a time after they were sent, so that what the bus loses can be sent again; those that can
-- never be sent are set apart with the reason.
ALTER TABLE outbox ADD COLUMN event_key text;
ALTER TABLE outbox ADD COLUMN sent_at timestamptz;
ALTER TABLE outbox ADD COLUMN set_apart text;
CREATE INDEX outbox_waiting ON outbox (position) WHERE sent_at IS NULL AND set_apart IS NULL;
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX outbox_set_apart ON outbox (position) WHERE set_apart IS NOT NULL;
CREATE INDEX outbox_keys ON outbox (event_key, position);
