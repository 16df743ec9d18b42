-- What the registry has read from the ring, and what it decided. Every table can be read again from the topics except
-- promotions, evaluations' decisions and the outbox, which are the registry's own.

CREATE TABLE consumed_events (
    event_id    text PRIMARY KEY,
    topic       text NOT NULL,
    partition   integer NOT NULL,
    record_offset bigint NOT NULL,
    consumed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE checkpoints (
    checkpoint_id text PRIMARY KEY,
    kind          text NOT NULL,
    created_at    timestamptz NOT NULL,
    event         jsonb NOT NULL
);
CREATE INDEX checkpoints_by_kind ON checkpoints (kind, created_at DESC);

CREATE TABLE evaluations (
    evaluation_id          text PRIMARY KEY,
    checkpoint_id          text NOT NULL,
    measured_at            timestamptz NOT NULL,
    decision               text NOT NULL,
    event                  jsonb NOT NULL
);
CREATE INDEX evaluations_by_checkpoint ON evaluations (checkpoint_id, measured_at DESC);

CREATE TABLE runs (
    run_id         text PRIMARY KEY,
    recipe         text NOT NULL,
    state          text NOT NULL,
    configuration  jsonb NOT NULL,
    parents        jsonb NOT NULL,
    step           integer NOT NULL,
    steps          integer NOT NULL,
    checkpoint_id  text,
    metrics        jsonb NOT NULL,
    seconds        double precision,
    peak_memory_mb bigint,
    failure_code   text,
    failure_reason text,
    since          timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL
);
CREATE INDEX runs_by_time ON runs (since DESC);

CREATE TABLE run_steps (
    run_id  text NOT NULL,
    step    integer NOT NULL,
    metrics jsonb NOT NULL,
    PRIMARY KEY (run_id, step)
);

CREATE TABLE channels (
    channel       text PRIMARY KEY,
    checkpoint_id text NOT NULL,
    promoted_at   timestamptz NOT NULL,
    event         jsonb NOT NULL
);

CREATE TABLE promotions (
    event_id    text PRIMARY KEY,
    channel     text NOT NULL,
    promoted_at timestamptz NOT NULL,
    event       jsonb NOT NULL
);
CREATE INDEX promotions_by_channel ON promotions (channel, promoted_at DESC);

CREATE TABLE outbox (
    position   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id   text NOT NULL UNIQUE,
    type       text NOT NULL,
    event      jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    sent_at    timestamptz
);
CREATE INDEX outbox_unsent ON outbox (position) WHERE sent_at IS NULL;
