-- Ratings that measure their rater and are no votes: items whose answer is known (gold), such that say openly which side to take (attention),
-- and pairs that the rater has rated long ago, sides swapped (repeats). Nothing that a rater sees tells them from other items.
ALTER TABLE lease
    ADD COLUMN check_kind text CHECK (check_kind IN ('GOLD', 'ATTENTION', 'REPEAT'));
CREATE INDEX lease_check ON lease (account_id, item_id) WHERE check_kind IS NOT NULL;

-- Prompts that were given with a known answer are nobody's training data.
ALTER TABLE prompt
    ADD COLUMN for_check boolean NOT NULL DEFAULT false;

-- Items whose better answer is known. The crowd's belief is that the other answer is better.
CREATE TABLE gold (
    item_id      uuid PRIMARY KEY REFERENCES item (id),
    project_id   uuid        NOT NULL REFERENCES project (id),
    kind         text        NOT NULL CHECK (kind IN ('GOLD', 'ATTENTION')),
    first_better boolean     NOT NULL,
    state        text        NOT NULL CHECK (state IN ('ACTIVE', 'DOUBTED', 'RETIRED')),
    belief       double precision CHECK (belief BETWEEN 0 AND 1),
    confirmed    boolean     NOT NULL DEFAULT false,
    reason       text CHECK (char_length(reason) BETWEEN 1 AND 500),
    made_by      uuid        NOT NULL REFERENCES account (id),
    made_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX gold_of_project ON gold (project_id, made_at DESC, item_id);
CREATE INDEX gold_made_by ON gold (made_by);

-- What raters said under a lease that checks; as a rating, but it counts nowhere.
CREATE TABLE check_answer (
    id                 uuid PRIMARY KEY,
    item_id            uuid        NOT NULL REFERENCES item (id),
    project_id         uuid        NOT NULL REFERENCES project (id),
    account_id         uuid        NOT NULL REFERENCES account (id),
    lease_id           uuid        NOT NULL,
    kind               text        NOT NULL CHECK (kind IN ('GOLD', 'ATTENTION', 'REPEAT')),
    verdict            text        NOT NULL CHECK (verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD', 'SKIP')),
    strength           integer     NOT NULL CHECK (strength BETWEEN 0 AND 3),
    left_first         boolean     NOT NULL,
    dwell_millis       bigint      NOT NULL,
    source             text        NOT NULL,
    rated_at           timestamptz NOT NULL,
    withdrawn_at       timestamptz,
    not_again          boolean     NOT NULL DEFAULT false,
    version            integer     NOT NULL DEFAULT 1,
    revised_at         timestamptz,
    comment            text,
    guidelines_version integer,
    answers            jsonb,
    correction_of      integer,
    correction         text,
    CONSTRAINT check_answer_correction CHECK ((correction_of IS NULL) = (correction IS NULL))
);
CREATE UNIQUE INDEX check_answer_once ON check_answer (item_id, account_id) WHERE withdrawn_at IS NULL;
CREATE INDEX check_answer_by_person ON check_answer (project_id, account_id, rated_at);
CREATE INDEX check_answer_of_account ON check_answer (account_id, rated_at DESC, id DESC);

-- After how many more ordinary items a rater is due for a check, drawn for a share of all items.
CREATE TABLE check_turn (
    project_id uuid             NOT NULL REFERENCES project (id),
    account_id uuid             NOT NULL REFERENCES account (id),
    share      double precision NOT NULL,
    left_over  integer          NOT NULL,
    PRIMARY KEY (project_id, account_id)
);
CREATE INDEX check_turn_account ON check_turn (account_id);

-- All that a person has said, checks among it: what the person's own lists show.
CREATE VIEW said AS
SELECT id, item_id, project_id, account_id, verdict, strength, left_first, dwell_millis, source, rated_at, withdrawn_at, not_again, version,
       revised_at, comment, answer_order, ranking, answers, correction_of, correction, demonstration, voiding_id IS NOT NULL AS voided,
       CAST(NULL AS text) AS check_kind
FROM rating
UNION ALL
SELECT id, item_id, project_id, account_id, verdict, strength, left_first, dwell_millis, source, rated_at, withdrawn_at, not_again, version,
       revised_at, comment, CAST(NULL AS text), CAST(NULL AS jsonb), answers, correction_of, correction, CAST(NULL AS text),
       EXISTS (SELECT 1 FROM voiding v
               WHERE v.project_id = check_answer.project_id AND v.account_id = check_answer.account_id
                 AND v.since <= check_answer.rated_at AND v.requested_at >= check_answer.rated_at),
       kind
FROM check_answer;
