-- The library of prompts: numbered versions that never change, labels that move, and runs of suites with every answer.

CREATE TABLE prompts (
    name       text PRIMARY KEY CHECK (name ~ '^[a-z0-9-]{1,80}$'),
    newest     integer NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    deleted_at timestamptz
);

CREATE TABLE prompt_versions (
    name       text NOT NULL REFERENCES prompts,
    version    integer NOT NULL CHECK (version >= 1),
    digest     text NOT NULL,
    content    text NOT NULL,
    note       text NOT NULL,
    author     text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (name, version),
    UNIQUE (name, digest)
);

CREATE TABLE prompt_labels (
    name     text NOT NULL,
    label    text NOT NULL,
    version  integer NOT NULL,
    moved_by text NOT NULL,
    moved_at timestamptz NOT NULL,
    PRIMARY KEY (name, label),
    FOREIGN KEY (name, version) REFERENCES prompt_versions
);

-- Who did what; run_id in place of a name for runs.
CREATE TABLE prompt_log (
    position         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at               timestamptz NOT NULL,
    actor            text NOT NULL,
    action           text NOT NULL,
    name             text NOT NULL,
    label            text,
    version          integer,
    previous_version integer,
    reason           text
);
CREATE INDEX prompt_log_by_name ON prompt_log (name, position DESC);

CREATE FUNCTION refuse_prompt_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Versions of prompts and the log of what was done to them are never changed';
END $$;
CREATE TRIGGER prompt_versions_stay BEFORE UPDATE OR DELETE ON prompt_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_prompt_change();
CREATE TRIGGER prompt_log_stays BEFORE UPDATE OR DELETE ON prompt_log
    FOR EACH ROW EXECUTE FUNCTION refuse_prompt_change();

CREATE TABLE prompt_runs (
    run_id     text PRIMARY KEY,
    digest     text NOT NULL UNIQUE,
    suite      text NOT NULL,
    note       text NOT NULL,
    author     text NOT NULL,
    created_at timestamptz NOT NULL,
    prompts    text NOT NULL,
    cases      integer NOT NULL,
    rows       integer NOT NULL,
    stored     integer NOT NULL,
    characters bigint NOT NULL,
    summaries  text NOT NULL
);
CREATE INDEX prompt_runs_by_time ON prompt_runs (created_at DESC, run_id);

CREATE TABLE prompt_run_rows (
    run_id      text NOT NULL REFERENCES prompt_runs ON DELETE CASCADE,
    position    integer NOT NULL,
    prompt      text NOT NULL,
    provider    text NOT NULL,
    number      integer NOT NULL,
    repetition  integer NOT NULL,
    title       text NOT NULL,
    case_key    text NOT NULL,
    state       text NOT NULL,
    score       double precision NOT NULL,
    errors      boolean NOT NULL,
    reason      text NOT NULL,
    row         text NOT NULL,
    PRIMARY KEY (run_id, position)
);
CREATE INDEX prompt_run_rows_by_case ON prompt_run_rows (run_id, number);
