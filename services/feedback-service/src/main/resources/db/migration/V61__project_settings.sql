-- What managers set in a project, each setting under its name as JSON; absent: what holds where nobody set anything.
CREATE TABLE project_setting (
    project_id uuid        NOT NULL REFERENCES project (id),
    name       text        NOT NULL,
    value      text        NOT NULL,
    version    integer     NOT NULL CHECK (version >= 1),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (project_id, name)
);
