-- People who were erased, as far as checkpoints go: which events no run may read again, and which checkpoints had learnt from them.
CREATE TABLE erasures (
    erasure_id       text PRIMARY KEY,
    exclusion_sha256 text NOT NULL,
    -- Ids of events, one a line: the artifact is made of them again where nothing names it yet and it was cleaned away.
    excluded         text NOT NULL,
    found            jsonb NOT NULL,
    applied_by       text NOT NULL,
    applied_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Checkpoints that are to be made again without them: each one's run is asked for when what it stands on has been made again.
CREATE TABLE erasure_trainings (
    erasure_id    text NOT NULL REFERENCES erasures (erasure_id),
    checkpoint_id text NOT NULL REFERENCES checkpoints (checkpoint_id),
    position      bigint GENERATED ALWAYS AS IDENTITY,
    data_sha256   text,
    asked_by      text NOT NULL,
    run_id        text,
    PRIMARY KEY (erasure_id, checkpoint_id)
);
CREATE INDEX erasure_trainings_open ON erasure_trainings (position) WHERE run_id IS NULL;
