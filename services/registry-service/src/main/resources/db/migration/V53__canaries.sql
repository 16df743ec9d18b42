-- What a channel serves has a version, so that two who change it at once do not both believe they did; it can be stopped.
ALTER TABLE channels ADD COLUMN version bigint NOT NULL DEFAULT 1;
ALTER TABLE channels ADD COLUMN stopped jsonb;

CREATE TABLE canaries (
    canary_id     text PRIMARY KEY,
    channel       text NOT NULL,
    checkpoint_id text NOT NULL,
    production_id text NOT NULL,
    share         double precision NOT NULL,
    salt          text NOT NULL,
    settings      jsonb NOT NULL,
    reason        text NOT NULL,
    started_by    text NOT NULL,
    started_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    failures      integer NOT NULL DEFAULT 0,
    outcome       text,
    ended_reason  text,
    ended_by      text,
    ended_at      timestamptz,
    figures       jsonb
);
CREATE UNIQUE INDEX canaries_running ON canaries (channel) WHERE outcome IS NULL;
CREATE INDEX canaries_by_channel ON canaries (channel, started_at DESC);

-- Whom a running canary has met, by pseudonym and in the arm of their first exchange. Forgotten when it ends.
CREATE TABLE canary_people (
    canary_id text NOT NULL REFERENCES canaries (canary_id) ON DELETE CASCADE,
    subject   text NOT NULL,
    arm       text NOT NULL,
    share     double precision NOT NULL,
    liked     boolean NOT NULL DEFAULT false,
    exchanges integer NOT NULL DEFAULT 0,
    failed    integer NOT NULL DEFAULT 0,
    answered  integer NOT NULL DEFAULT 0,
    blank     integer NOT NULL DEFAULT 0,
    slow      integer NOT NULL DEFAULT 0,
    length    double precision NOT NULL DEFAULT 0,
    PRIMARY KEY (canary_id, subject)
);

-- The last word on each completion of a person who does not count yet. Forgotten when the canary ends.
CREATE TABLE canary_votes (
    canary_id     text NOT NULL REFERENCES canaries (canary_id) ON DELETE CASCADE,
    completion_id text NOT NULL,
    subject       text NOT NULL,
    score         double precision NOT NULL,
    given_at      timestamptz NOT NULL,
    PRIMARY KEY (canary_id, completion_id)
);
CREATE INDEX canary_votes_by_person ON canary_votes (canary_id, subject);

-- What is known of people, in the order in which it became known: the whole state of the test, and nobody's name.
CREATE TABLE canary_scores (
    position  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    canary_id text NOT NULL REFERENCES canaries (canary_id) ON DELETE CASCADE,
    measure   text NOT NULL,
    arm       text NOT NULL,
    score     double precision NOT NULL,
    share     double precision NOT NULL
);
CREATE INDEX canary_scores_by_canary ON canary_scores (canary_id, position);
