-- People who were erased: under which pseudonym the bus knows them, who asked for it and why. Their name is in none of this.
CREATE TABLE erasure (
    id           uuid PRIMARY KEY,
    account_id   uuid NOT NULL UNIQUE REFERENCES account (id),
    actor_id     uuid NOT NULL REFERENCES account (id),
    reason       text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at  timestamptz
);
CREATE INDEX erasure_of_actor ON erasure (actor_id);
CREATE INDEX erasure_unfinished ON erasure (requested_at) WHERE finished_at IS NULL;

-- What an erasure takes out of each project; that cannot be taken back.
ALTER TABLE voiding ADD COLUMN erasure_id uuid REFERENCES erasure (id);
CREATE INDEX voiding_of_erasure ON voiding (erasure_id) WHERE erasure_id IS NOT NULL;
