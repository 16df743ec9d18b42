-- What people wanted of a run that had been asked for: to wait, to go on, to end.
CREATE TABLE run_controls (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id   text NOT NULL,
    action   text NOT NULL,
    reason   text,
    by       text NOT NULL,
    at       timestamptz NOT NULL
);
CREATE INDEX run_controls_by_run ON run_controls (run_id, position);
