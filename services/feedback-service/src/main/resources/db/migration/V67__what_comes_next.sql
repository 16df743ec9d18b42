-- What an item asks of its rater: a language (a BCP 47 tag), skills (in order). A project has each such need once.
CREATE TABLE need (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id uuid   NOT NULL REFERENCES project (id),
    language   text,
    skills     text[] NOT NULL DEFAULT '{}',
    UNIQUE NULLS NOT DISTINCT (project_id, language, skills)
);

-- 2 is handed out first, -2 last.
ALTER TABLE prompt
    ADD COLUMN need     integer REFERENCES need (id),
    ADD COLUMN priority smallint NOT NULL DEFAULT 0 CHECK (priority BETWEEN -2 AND 2);
CREATE INDEX prompt_need ON prompt (need) WHERE need IS NOT NULL;

-- Which languages a member rates in, what the member can, and how many ratings are wanted of the member at most.
ALTER TABLE project_member
    ADD COLUMN languages text[] NOT NULL DEFAULT '{}',
    ADD COLUMN skills    text[] NOT NULL DEFAULT '{}',
    ADD COLUMN per_day   integer CHECK (per_day >= 1),
    ADD COLUMN in_all    integer CHECK (in_all >= 1);

-- One narrow row for each item that wants ratings, in the order in which they are handed out: tier, place, position. To count a
-- rating or to put items in another order does not rewrite items, which carry whole answers.
-- tier: 2 less the prompt's priority. place: what the project's strategy makes of the item, the lowest first. step: what each rating adds
-- to the place at once; null where the place has to be computed anew. scored: the version of the project's choice by which the place was
-- computed; 0: it is to be computed.
CREATE TABLE open_item (
    item_id    uuid             PRIMARY KEY REFERENCES item (id),
    project_id uuid             NOT NULL REFERENCES project (id),
    need       integer          NOT NULL DEFAULT 0,
    tier       smallint         NOT NULL DEFAULT 2,
    place      double precision NOT NULL DEFAULT 0,
    position   bigint           NOT NULL,
    step       double precision DEFAULT 0,
    scored     integer          NOT NULL DEFAULT 0
);
INSERT INTO open_item (item_id, project_id, position)
SELECT id, project_id, position FROM item WHERE accepted < ratings_per_item AND review = 'NONE';
CREATE INDEX open_item_order ON open_item (project_id, need, tier, place, position);
CREATE INDEX open_item_even ON open_item (project_id, item_id);
CREATE INDEX open_item_scored ON open_item (project_id, scored, position);
-- No index holds the number of accepted ratings any more: counting one is a change within the page (a heap-only tuple).
DROP INDEX item_open;

CREATE FUNCTION keep_open_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.accepted < OLD.ratings_per_item AND OLD.review = 'NONE' THEN
        IF NEW.accepted < NEW.ratings_per_item AND NEW.review = 'NONE' THEN
            UPDATE feedback.open_item
            SET place = place + coalesce(step, 0) * (NEW.accepted - OLD.accepted),
                scored = CASE WHEN step IS NULL THEN 0 ELSE scored END
            WHERE item_id = NEW.id AND (step IS NULL OR step <> 0);
        ELSE
            DELETE FROM feedback.open_item WHERE item_id = NEW.id;
        END IF;
    ELSIF NEW.accepted < NEW.ratings_per_item AND NEW.review = 'NONE' THEN
        INSERT INTO feedback.open_item (item_id, project_id, need, tier, position)
        SELECT NEW.id, NEW.project_id, coalesce(p.need, 0), 2 - p.priority, NEW.position
        FROM feedback.prompt p WHERE p.id = NEW.prompt_id
        ON CONFLICT (item_id) DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER item_comes AFTER INSERT ON item FOR EACH ROW EXECUTE FUNCTION keep_open_item();
CREATE TRIGGER item_changes AFTER UPDATE OF accepted, ratings_per_item, review ON item FOR EACH ROW
    WHEN (OLD.accepted <> NEW.accepted OR OLD.ratings_per_item <> NEW.ratings_per_item OR OLD.review <> NEW.review)
    EXECUTE FUNCTION keep_open_item();

-- Whether a rater has taken an item back and is not asked about it again.
CREATE INDEX rating_not_again ON rating (item_id, account_id) WHERE not_again;

-- Which checkpoints answered in a project, in the order in which they came.
CREATE TABLE project_checkpoint (
    project_id uuid        NOT NULL REFERENCES project (id),
    checkpoint text        NOT NULL,
    ordinal    integer     NOT NULL,
    PRIMARY KEY (project_id, checkpoint)
);

-- How an item was chosen: by which strategy, whether evenly among all, and with which probability.
ALTER TABLE lease
    ADD COLUMN strategy   text,
    ADD COLUMN even       boolean,
    ADD COLUMN propensity double precision CHECK (propensity > 0 AND propensity <= 1);
ALTER TABLE rating
    ADD COLUMN strategy    text,
    ADD COLUMN even        boolean,
    ADD COLUMN propensity  double precision CHECK (propensity > 0 AND propensity <= 1),
    ADD COLUMN skip_reason text,
    ADD CONSTRAINT rating_skip_reason CHECK (skip_reason IS NULL OR verdict = 'SKIP');
CREATE INDEX rating_skipped ON rating (project_id, skip_reason) WHERE verdict = 'SKIP' AND withdrawn_at IS NULL;
