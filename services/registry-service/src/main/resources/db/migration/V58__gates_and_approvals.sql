-- What checkpoints must show before a channel serves them, what they have shown, and who stands behind a promotion.

CREATE TABLE gate_policies (
    project_id  text PRIMARY KEY,
    version     integer NOT NULL DEFAULT 0,
    policy      jsonb,
    changed_by  text,
    changed_at  timestamptz
);

-- One measurement of a checkpoint at all gates of its project, beside what the channel served then.
CREATE TABLE gate_attempts (
    attempt_id       text PRIMARY KEY,
    project_id       text NOT NULL,
    checkpoint_id    text NOT NULL,
    opponent_id      text NOT NULL,
    number           integer NOT NULL,
    policy           jsonb NOT NULL,
    policy_version   integer NOT NULL,
    asked_by         text NOT NULL,
    asked_at         timestamptz NOT NULL,
    -- The run that makes its judge, while that is waited for.
    judge_run_id     text,
    state            text NOT NULL,
    UNIQUE (checkpoint_id, number)
);
CREATE INDEX gate_attempts_by_project ON gate_attempts (project_id, asked_at DESC, attempt_id DESC);
CREATE INDEX gate_attempts_by_judge ON gate_attempts (judge_run_id) WHERE judge_run_id IS NOT NULL;

CREATE TABLE gate_results (
    attempt_id     text NOT NULL REFERENCES gate_attempts,
    gate           text NOT NULL,
    outcome        text NOT NULL,
    event          jsonb NOT NULL,
    PRIMARY KEY (attempt_id, gate)
);

CREATE TABLE promotion_proposals (
    proposal_id    text PRIMARY KEY,
    project_id     text NOT NULL,
    channel        text NOT NULL,
    checkpoint_id  text NOT NULL,
    reason         text NOT NULL,
    asked_by       text NOT NULL,
    asked_at       timestamptz NOT NULL,
    state          text NOT NULL,
    -- Why it is over, where that was no decision.
    over_because   text,
    over_at        timestamptz
);
CREATE INDEX promotion_proposals_newest ON promotion_proposals (asked_at DESC, proposal_id DESC);
CREATE INDEX promotion_proposals_by_checkpoint ON promotion_proposals (checkpoint_id, asked_at DESC);
CREATE UNIQUE INDEX promotion_proposals_open ON promotion_proposals (channel, checkpoint_id) WHERE state = 'OPEN';

-- Who decided what, on which evidence; never changed, never deleted.
CREATE TABLE promotion_decisions (
    proposal_id      text NOT NULL REFERENCES promotion_proposals,
    decided_by       text NOT NULL,
    approved         boolean NOT NULL,
    reason           text NOT NULL,
    decided_at       timestamptz NOT NULL,
    evidence         jsonb NOT NULL,
    PRIMARY KEY (proposal_id, decided_by)
);

-- Documents of evidence, by the hash of their bytes.
CREATE TABLE promotion_evidence (
    sha256    text PRIMARY KEY,
    document  text NOT NULL
);
