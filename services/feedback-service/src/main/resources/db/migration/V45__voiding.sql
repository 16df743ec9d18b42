-- All ratings of one person in a project since a time, taken out a few at a time; one that is not finished goes on after
-- a restart.
CREATE TABLE voiding (
    id           uuid PRIMARY KEY,
    project_id   uuid NOT NULL REFERENCES project (id),
    account_id   uuid NOT NULL REFERENCES account (id),
    actor_id     uuid NOT NULL REFERENCES account (id),
    since        timestamptz NOT NULL,
    reason       text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
    found        bigint NOT NULL,
    voided       bigint NOT NULL DEFAULT 0,
    reopened     bigint NOT NULL DEFAULT 0,
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at  timestamptz
);
CREATE INDEX voiding_of_project ON voiding (project_id, requested_at DESC);
CREATE INDEX voiding_unfinished ON voiding (requested_at) WHERE finished_at IS NULL;

ALTER TABLE rating ADD COLUMN voiding_id uuid REFERENCES voiding (id);
