-- An export reads a project's items in their order.
CREATE INDEX item_in_order ON item (project_id, position);
CREATE INDEX prompt_in_order ON prompt (project_id, created_at, id);

-- Pseudonym of who compared an imported pair elsewhere; absent: the account itself did.
ALTER TABLE rating ADD COLUMN annotator text;

-- Answers that somebody found good or bad by themselves: thumbs of applications, and imported ones.
CREATE TABLE labelled_answer (
    id          uuid PRIMARY KEY,
    position    bigserial NOT NULL UNIQUE,
    project_id  uuid NOT NULL REFERENCES project (id),
    messages    text NOT NULL,
    answer      text NOT NULL,
    good        boolean NOT NULL,
    annotator   text NOT NULL,
    comment     text CHECK (char_length(comment) BETWEEN 1 AND 2000),
    source      text NOT NULL,
    fingerprint text NOT NULL,
    given_at    timestamptz NOT NULL,
    UNIQUE (project_id, fingerprint)
);
CREATE INDEX labelled_answer_in_order ON labelled_answer (project_id, position);
