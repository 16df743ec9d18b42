-- Calls that were done already, so that the same one under the same key changes nothing.
CREATE TABLE idempotency (
    caller       text NOT NULL,
    key          text NOT NULL,
    request_hash text NOT NULL,
    response     text,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);
