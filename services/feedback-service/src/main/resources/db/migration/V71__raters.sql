-- How a rater stands in a project, and what was measured last: a list of signals as JSON. Measures are taken step by step; shadow by a person alone.
CREATE TABLE rater_standing (
    project_id  uuid        NOT NULL REFERENCES project (id),
    account_id  uuid        NOT NULL REFERENCES account (id),
    state       text        NOT NULL DEFAULT 'FINE' CHECK (state IN ('FINE', 'HINTED', 'WARNED', 'SHADOW')),
    votes_then  bigint      NOT NULL DEFAULT 0,
    votes       bigint      NOT NULL DEFAULT 0,
    probability double precision CHECK (probability BETWEEN 0 AND 1),
    verified    boolean     NOT NULL DEFAULT false,
    alone       boolean     NOT NULL DEFAULT false,
    signals     jsonb       NOT NULL DEFAULT '[]',
    measured_at timestamptz,
    PRIMARY KEY (project_id, account_id)
);
CREATE INDEX rater_standing_account ON rater_standing (account_id);
CREATE INDEX rater_standing_shadow ON rater_standing (project_id) WHERE state = 'SHADOW';

-- Each step: what was noticed, who took it (nobody: the service itself), when the rater saw it, and what the rater answered.
CREATE TABLE rater_step (
    id          uuid PRIMARY KEY,
    position    bigserial   NOT NULL UNIQUE,
    project_id  uuid        NOT NULL REFERENCES project (id),
    account_id  uuid        NOT NULL REFERENCES account (id),
    actor_id    uuid REFERENCES account (id),
    before      text        NOT NULL CHECK (before IN ('FINE', 'HINTED', 'WARNED', 'SHADOW')),
    state       text        NOT NULL CHECK (state IN ('FINE', 'HINTED', 'WARNED', 'SHADOW')),
    reason      text CHECK (char_length(reason) BETWEEN 1 AND 500),
    signals     jsonb       NOT NULL DEFAULT '[]',
    taken_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at     timestamptz,
    answer      text CHECK (char_length(answer) BETWEEN 1 AND 2000),
    answered_at timestamptz
);
CREATE INDEX rater_step_of_rater ON rater_step (project_id, account_id, position DESC);
CREATE INDEX rater_step_account ON rater_step (account_id);
CREATE INDEX rater_step_actor ON rater_step (actor_id);
