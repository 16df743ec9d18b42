-- Prompts that came from logged use: from which served answer, and whose question it was.
CREATE TABLE mined_prompt (
    prompt_id     uuid PRIMARY KEY REFERENCES prompt (id),
    project_id    uuid        NOT NULL REFERENCES project (id),
    account_id    uuid        NOT NULL REFERENCES account (id),
    completion_id text        NOT NULL UNIQUE,
    mined_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    erased_at     timestamptz
);
CREATE INDEX mined_prompt_of_project ON mined_prompt (project_id, mined_at);
CREATE INDEX mined_prompt_of_account ON mined_prompt (account_id);

-- What became of served answers of a project, by reason.
CREATE TABLE mining_count (
    project_id uuid   NOT NULL REFERENCES project (id),
    outcome    text   NOT NULL,
    count      bigint NOT NULL,
    PRIMARY KEY (project_id, outcome)
);

-- By what prompts that are nearly the same are found: one hash of the whole, and bands of MinHashes. Made when a project first needs them.
CREATE TABLE prompt_sketch (
    prompt_id  uuid PRIMARY KEY REFERENCES prompt (id),
    project_id uuid     NOT NULL REFERENCES project (id),
    exact      text     NOT NULL,
    bands      bigint[] NOT NULL
);
CREATE INDEX prompt_sketch_exact ON prompt_sketch (project_id, exact);
CREATE INDEX prompt_sketch_bands ON prompt_sketch USING gin (bands);
