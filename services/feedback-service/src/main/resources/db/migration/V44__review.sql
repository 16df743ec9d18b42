-- What reviewers are to look at, and what they decided. The disagreement of an item's raters: 0 while all say the same of
-- it, else the distance between those furthest apart (from 3 for "the first is much better" to -3), and one more when
-- only some say that both are bad. What it is of rankings says Disagreement.java.
ALTER TABLE item
    ADD COLUMN review       text    NOT NULL DEFAULT 'NONE' CHECK (review IN ('NONE', 'FLAGGED', 'ADJUDICATED', 'VOID')),
    ADD COLUMN disagreement integer NOT NULL DEFAULT 0;

UPDATE item SET disagreement = said.furthest - said.nearest + CASE WHEN said.some_bad THEN 1 ELSE 0 END
FROM (SELECT item_id,
             max(place) AS furthest,
             min(place) AS nearest,
             count(DISTINCT CASE WHEN verdict = 'BOTH_BAD' THEN 9 ELSE sign(place) END) AS kinds,
             bool_or(verdict = 'BOTH_BAD') AS some_bad
      FROM (SELECT item_id, verdict,
                   CASE WHEN verdict NOT IN ('LEFT', 'RIGHT') THEN 0
                        WHEN (verdict = 'LEFT') = left_first THEN strength
                        ELSE -strength END AS place
            FROM rating WHERE withdrawn_at IS NULL AND verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD')) placed
      GROUP BY item_id) said
WHERE said.item_id = item.id AND said.kinds > 1;

CREATE INDEX item_review ON item (project_id, review, position) WHERE review <> 'NONE';
CREATE INDEX item_disagreement ON item (project_id, disagreement DESC, position) WHERE disagreement > 0;

-- What raters hold to be wrong with an item.
CREATE TABLE item_flag (
    id         uuid PRIMARY KEY,
    item_id    uuid NOT NULL REFERENCES item (id),
    account_id uuid NOT NULL REFERENCES account (id),
    reason     text NOT NULL,
    words      text CHECK (char_length(words) BETWEEN 1 AND 2000),
    flagged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    decided_at timestamptz
);
CREATE UNIQUE INDEX item_flag_once ON item_flag (item_id, account_id) WHERE decided_at IS NULL;
CREATE INDEX item_flag_of_account ON item_flag (account_id);

-- A reviewer's verdict, which settles the item whatever its ratings say, until it is revoked.
CREATE TABLE adjudication (
    id         uuid PRIMARY KEY,
    item_id    uuid NOT NULL REFERENCES item (id),
    account_id uuid NOT NULL REFERENCES account (id),
    verdict    text NOT NULL CHECK (verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD', 'RANKED')),
    ranking    jsonb,
    strength   integer NOT NULL CHECK (strength BETWEEN 0 AND 3),
    left_first boolean NOT NULL,
    comment    text CHECK (char_length(comment) BETWEEN 1 AND 2000),
    decided_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE UNIQUE INDEX adjudication_once ON adjudication (item_id) WHERE revoked_at IS NULL;

-- What reviewers and one rater write to each other about an item; raters never read each other's.
CREATE TABLE item_note (
    id         uuid PRIMARY KEY,
    item_id    uuid NOT NULL REFERENCES item (id),
    rater_id   uuid NOT NULL REFERENCES account (id),
    author_id  uuid NOT NULL REFERENCES account (id),
    text       text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 2000),
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at    timestamptz
);
CREATE INDEX item_note_of_item ON item_note (item_id, written_at);
CREATE INDEX item_note_unseen ON item_note (rater_id) WHERE seen_at IS NULL;
