-- Two models that answer the same conversation for one person. JSON text: shown and published as it came, never searched.
CREATE TABLE comparison (
    id           uuid PRIMARY KEY,
    project_id   uuid NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    account_id   uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    messages     text NOT NULL,
    blind        boolean NOT NULL,
    left_seat    text NOT NULL,
    right_seat   text NOT NULL,
    left_answer  text,
    right_answer text,
    answered_at  timestamptz,
    rating_id    uuid,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX comparison_by_age ON comparison (created_at);
