-- When projects train again. What was decided, and what the decisions rest on: preferences that no reward model has learned from (read from
-- attune.preferences), the newest reward model, and how far the watch for a drift has come.

ALTER TABLE runs ADD COLUMN project_id text;
CREATE INDEX runs_by_project ON runs (project_id, since) WHERE project_id IS NOT NULL;

CREATE TABLE retraining_projects (
    project_id      text PRIMARY KEY,
    version         integer NOT NULL DEFAULT 0,
    policy          jsonb,
    changed_by      text,
    changed_at      timestamptz,
    decisions       integer NOT NULL DEFAULT 0,
    next_look       timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- The newest reward model of the project, and the one before it that a policy was trained towards.
    reward_model    text,
    adopted         text,
    -- The newest one waits until it was decided what follows from it; whether it can be compared was said at its run's end.
    undecided       boolean NOT NULL DEFAULT false,
    previous        text,
    comparable      boolean NOT NULL DEFAULT true,
    comparison      jsonb,
    watch           jsonb,
    drift_answered  boolean NOT NULL DEFAULT false
);
CREATE INDEX retraining_projects_by_look ON retraining_projects (next_look);

CREATE TABLE retraining_preferences (
    item_id        text PRIMARY KEY,
    project_id     text NOT NULL,
    partition      integer NOT NULL,
    record_offset  bigint NOT NULL,
    decided_at     timestamptz NOT NULL,
    -- Decided, and no reward model has learned from it.
    fresh          boolean NOT NULL
);
CREATE INDEX retraining_preferences_fresh ON retraining_preferences (project_id, decided_at) WHERE fresh;

-- Up to where reward models of all projects together have learned, as those did that were made before projects had policies.
CREATE TABLE retraining_learned (
    partition      integer PRIMARY KEY,
    until_offset   bigint NOT NULL
);

INSERT INTO retraining_learned (partition, until_offset)
SELECT CAST(range ->> 'partition' AS integer), max(CAST(range ->> 'until' AS bigint))
FROM checkpoints, jsonb_array_elements(event -> 'lineage' -> 'inputs') AS range
WHERE kind = 'REWARD_MODEL' AND range ->> 'topic' = 'attune.preferences'
GROUP BY 1;

CREATE TABLE retraining_decisions (
    decision_id     text PRIMARY KEY,
    project_id      text NOT NULL,
    decided_at      timestamptz NOT NULL,
    reason          text NOT NULL,
    outcome         text NOT NULL,
    -- The same decision was made so often in a row, at last then.
    looks           bigint NOT NULL DEFAULT 1,
    last_at         timestamptz NOT NULL,
    event           jsonb NOT NULL
);
CREATE INDEX retraining_decisions_by_project ON retraining_decisions (project_id, decided_at DESC, decision_id DESC);

-- What reward models said of ratings, where that was read before the end of the run that made the reward model.
CREATE TABLE retraining_early (
    position      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    checkpoint_id text NOT NULL,
    agrees        boolean NOT NULL,
    read_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX retraining_early_by_checkpoint ON retraining_early (checkpoint_id, position);
