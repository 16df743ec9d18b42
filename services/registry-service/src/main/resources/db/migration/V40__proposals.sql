-- Tasks that people or programs want published, and what a reviewer decided. Can be read again from attune.approvals.
CREATE TABLE proposals (
    proposal_id   text PRIMARY KEY,
    name          text NOT NULL,
    state         text NOT NULL,
    proposed_at   timestamptz NOT NULL,
    checkpoint_id text,
    version       integer,
    proposed      jsonb NOT NULL,
    decided       jsonb
);
CREATE INDEX proposals_by_state ON proposals (state, proposed_at DESC);
CREATE INDEX proposals_by_checkpoint ON proposals (checkpoint_id) WHERE checkpoint_id IS NOT NULL;
CREATE UNIQUE INDEX proposals_versions ON proposals (name, version) WHERE version IS NOT NULL;
