-- What was served of late, so that who was served can react; neither question nor answer is here.
CREATE TABLE exchange (
    completion_id text        PRIMARY KEY,
    account_id    uuid        NOT NULL REFERENCES account (id),
    project_id    uuid        REFERENCES project (id),
    event         text        NOT NULL,
    ended_at      timestamptz NOT NULL
);
CREATE INDEX exchange_by_account ON exchange (account_id);
CREATE INDEX exchange_by_project ON exchange (project_id) WHERE project_id IS NOT NULL;
CREATE INDEX exchange_by_age ON exchange (ended_at);

-- The last word on each; an edit is kept with the project's consent only.
CREATE TABLE live_feedback (
    completion_id text        PRIMARY KEY REFERENCES exchange (completion_id) ON DELETE CASCADE,
    account_id    uuid        NOT NULL REFERENCES account (id),
    reaction      text        NOT NULL,
    edit          text,
    given_at      timestamptz NOT NULL
);
CREATE INDEX live_feedback_by_account ON live_feedback (account_id);
