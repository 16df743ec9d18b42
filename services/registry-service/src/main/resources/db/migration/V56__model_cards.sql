-- What people state of a checkpoint for its card. Every version stays, with who stated it and when; the newest of a field counts, an empty one
-- takes the statement back.
CREATE TABLE card_statements (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    checkpoint_id text NOT NULL REFERENCES checkpoints (checkpoint_id),
    field         text NOT NULL,
    statement     text NOT NULL,
    stated_by     text NOT NULL,
    stated_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX card_statements_by_checkpoint ON card_statements (checkpoint_id, field, id DESC);

-- What is in the data that runs learnt from: counted once, because an artifact never changes.
CREATE TABLE kept_data (
    sha256     text PRIMARY KEY,
    summary    jsonb NOT NULL,
    counted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX promotions_by_checkpoint ON promotions ((event ->> 'checkpointId'));
