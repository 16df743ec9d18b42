-- What the ring says of checkpoints that can answer: whose prompts they were trained on, if of one project's alone.
CREATE TABLE ring_checkpoint (
    checkpoint text PRIMARY KEY,
    kind       text        NOT NULL,
    trained_on text,
    created_at timestamptz NOT NULL
);

-- What a channel serves, and what it served before that.
CREATE TABLE ring_channel (
    channel     text PRIMARY KEY,
    checkpoint  text        NOT NULL,
    former      text,
    promoted_at timestamptz NOT NULL
);

-- A checkpoint came or was promoted; projects ask for new pairs once, when both is known: what happened, and what the checkpoint is.
CREATE TABLE fresh_occasion (
    checkpoint text NOT NULL,
    occasion   text NOT NULL CHECK (occasion IN ('PROMOTED', 'CANDIDATE')),
    former     text,
    seen_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    planned_at timestamptz,
    PRIMARY KEY (checkpoint, occasion)
);
CREATE INDEX fresh_occasion_due ON fresh_occasion (seen_at) WHERE planned_at IS NULL;

-- What a project asked for on an occasion.
CREATE TABLE fresh_round (
    id         uuid PRIMARY KEY,
    project_id uuid        NOT NULL REFERENCES project (id),
    checkpoint text        NOT NULL,
    occasion   text        NOT NULL,
    production text,
    before     text,
    asked      integer     NOT NULL,
    asked_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (project_id, checkpoint, occasion)
);

-- New answers that a prompt was asked for. Who asked: a round.
CREATE TABLE fresh_request (
    id          uuid PRIMARY KEY,
    project_id  uuid NOT NULL REFERENCES project (id),
    prompt_id   uuid NOT NULL REFERENCES prompt (id),
    round_id    uuid REFERENCES fresh_round (id),
    contrast    text,
    answered_at timestamptz,
    closed      integer NOT NULL DEFAULT 0
);
CREATE INDEX fresh_request_of_project ON fresh_request (project_id);
CREATE INDEX fresh_request_of_prompt ON fresh_request (prompt_id);
CREATE INDEX fresh_request_of_round ON fresh_request (round_id);

-- SUPERSEDED: a newer pair of the prompt is asked about in its place.
ALTER TABLE item DROP CONSTRAINT item_review_check;
ALTER TABLE item ADD CONSTRAINT item_review_check CHECK (review IN ('NONE', 'FLAGGED', 'ADJUDICATED', 'VOID', 'SUPERSEDED')) NOT VALID;
