-- An archived project hands nothing out; a deleted one is there for nobody while its rows go, a few at a time.
ALTER TABLE project
    ADD COLUMN archived_at timestamptz,
    ADD COLUMN deleted_at  timestamptz;
CREATE INDEX project_deleted ON project (deleted_at) WHERE deleted_at IS NOT NULL;

-- What was deleted, so that answers to its prompts that come later are no surprise.
CREATE TABLE deleted_project (
    id         uuid PRIMARY KEY,
    deleted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Prompts whose answers have come, also when they were the same and nobody rates them.
ALTER TABLE prompt ADD COLUMN answered_at timestamptz;

-- Which version of the guidelines a person has seen.
CREATE TABLE guidelines_seen (
    project_id uuid NOT NULL REFERENCES project (id),
    account_id uuid NOT NULL REFERENCES account (id),
    version    integer NOT NULL,
    seen_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (project_id, account_id)
);
