-- Among answers that people wrote a reviewer accepts one, as it is or as the reviewer would have it (demonstration), and says of
-- each other one why it is refused. What was refused stays so when the accepted one is taken back, until a reviewer decides anew.
ALTER TABLE adjudication
    ADD COLUMN accepted_id   uuid REFERENCES rating (id),
    ADD COLUMN demonstration text,
    DROP CONSTRAINT adjudication_verdict_check,
    ADD CONSTRAINT adjudication_verdict_check
        CHECK (verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD', 'RANKED', 'WRITTEN')),
    ADD CONSTRAINT adjudication_accepted CHECK ((verdict = 'WRITTEN') = (accepted_id IS NOT NULL)),
    ADD CONSTRAINT adjudication_edited CHECK (demonstration IS NULL OR accepted_id IS NOT NULL);

CREATE TABLE refusal (
    rating_id  uuid PRIMARY KEY REFERENCES rating (id),
    item_id    uuid NOT NULL REFERENCES item (id),
    reason     text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
    refused_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX refusal_of_item ON refusal (item_id);

-- Where people write the answer there are no candidates; reviewers list such items that wait for them.
CREATE INDEX item_written ON item (project_id, position) WHERE candidates = '[]' AND review = 'NONE';
