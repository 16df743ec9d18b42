-- Files that are sent to be entered; their bytes lie on the disk of the process that took them.
CREATE TABLE upload (
    id         uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    account_id uuid NOT NULL REFERENCES account (id),
    kind       text NOT NULL CHECK (kind IN ('PREFERENCES', 'PROMPTS')),
    name       text NOT NULL,
    bytes      bigint NOT NULL CHECK (bytes > 0),
    received   bigint NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND bytes),
    state      text NOT NULL,
    failure    text,
    findings   text,
    rows_done  bigint NOT NULL DEFAULT 0,
    entered    bigint NOT NULL DEFAULT 0,
    refused    bigint NOT NULL DEFAULT 0,
    refusals   text NOT NULL DEFAULT '[]',
    publish    boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX upload_of_project ON upload (project_id, created_at);
CREATE INDEX upload_to_work_on ON upload (created_at) WHERE state IN ('CHECKING', 'ENTERING');

-- Pages that may send thumbs from a browser, such as https://app.example.org.
CREATE TABLE thumb_origin (
    project_id uuid NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    origin     text NOT NULL,
    PRIMARY KEY (project_id, origin)
);
