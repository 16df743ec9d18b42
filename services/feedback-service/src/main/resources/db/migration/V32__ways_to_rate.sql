-- What raters are asked for, as JSON; absent: two answers are compared, with a comment. An item keeps what held when it came.
ALTER TABLE project ADD COLUMN form text;
ALTER TABLE item ADD COLUMN form text;

-- Items of another number of answers than two have them here, as a JSON list that is empty where people write the answer, and
-- no first and second one. The key is made of their ids: a prompt has each set once.
ALTER TABLE item
    ADD COLUMN candidates     text,
    ADD COLUMN candidates_key text,
    ALTER COLUMN first_candidate_id DROP NOT NULL,
    ALTER COLUMN second_candidate_id DROP NOT NULL,
    ALTER COLUMN first_candidate DROP NOT NULL,
    ALTER COLUMN second_candidate DROP NOT NULL,
    ADD CONSTRAINT item_pair_or_list CHECK (
        (candidates IS NULL) = (candidates_key IS NULL)
        AND (candidates IS NULL) = (first_candidate_id IS NOT NULL)
        AND (candidates IS NULL) = (second_candidate_id IS NOT NULL)
        AND (candidates IS NULL) = (first_candidate IS NOT NULL)
        AND (candidates IS NULL) = (second_candidate IS NOT NULL));
CREATE UNIQUE INDEX item_once ON item (prompt_id, candidates_key) WHERE candidates_key IS NOT NULL;

-- Which answer of the item (from 0) stood where on the screen, such as 2,0,1; of pairs left_first says it.
ALTER TABLE lease
    ADD COLUMN answer_order       text,
    ADD COLUMN guidelines_version integer;

-- What was said beside the verdict. Answers are counted from 0 as the item holds them, wherever they stood:
-- ranking [[0],[2,1]] has the best group first; answers has, for each answer, {"scores":{},"flags":[],"highlights":[]};
-- correction is the answer number correction_of as the person would have it; demonstration is an answer written from nothing.
ALTER TABLE rating
    ADD COLUMN answer_order       text,
    ADD COLUMN guidelines_version integer,
    ADD COLUMN ranking            jsonb,
    ADD COLUMN answers            jsonb,
    ADD COLUMN correction_of      integer,
    ADD COLUMN correction         text,
    ADD COLUMN demonstration      text,
    ADD COLUMN flagged            boolean GENERATED ALWAYS AS
        (coalesce(jsonb_path_exists(answers, '$[*].flags[*]'), false)) STORED,
    DROP CONSTRAINT rating_verdict_check,
    ADD CONSTRAINT rating_verdict_check
        CHECK (verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD', 'SKIP', 'RANKED', 'WRITTEN')),
    ADD CONSTRAINT rating_correction CHECK ((correction_of IS NULL) = (correction IS NULL)),
    ADD CONSTRAINT rating_ranked CHECK ((ranking IS NOT NULL) = (verdict = 'RANKED') OR withdrawn_at IS NOT NULL);
CREATE INDEX rating_flagged ON rating (project_id, rated_at) WHERE flagged AND withdrawn_at IS NULL;
