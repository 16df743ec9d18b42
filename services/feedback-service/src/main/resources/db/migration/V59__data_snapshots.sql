-- What was put into the store of artifacts for runs to learn from. The same data is the same artifact, and one row.
CREATE TABLE data_snapshot (
    id         uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    form       text NOT NULL,
    sha256     text NOT NULL,
    rows       bigint NOT NULL,
    bytes      bigint NOT NULL,
    made_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (project_id, form, sha256)
);
