-- People are to compare two checkpoints on held-out prompts. Without a project: there is none of that id. What it came to is told once.
CREATE TABLE arena (
    run_id       text PRIMARY KEY,
    project_id   uuid REFERENCES project (id),
    request      text        NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ends_at      timestamptz NOT NULL,
    outcome      text,
    concluded_at timestamptz
);
CREATE INDEX arena_of_project ON arena (project_id);
CREATE INDEX arena_open ON arena (ends_at) WHERE concluded_at IS NULL;

-- Who asked: a round or an arena. The item that came of it; none where both answers are the same.
ALTER TABLE fresh_request
    ADD COLUMN arena   text REFERENCES arena (run_id),
    ADD COLUMN item_id uuid REFERENCES item (id);
CREATE INDEX fresh_request_of_arena ON fresh_request (arena) WHERE arena IS NOT NULL;
CREATE INDEX fresh_request_of_item ON fresh_request (item_id) WHERE item_id IS NOT NULL;

-- As before, but items of held-out prompts, which only arenas make, are handed out before all others.
CREATE OR REPLACE FUNCTION keep_open_item() RETURNS trigger LANGUAGE plpgsql AS $$
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
        SELECT NEW.id, NEW.project_id, coalesce(p.need, 0),
               CASE WHEN p.split = 'HELD_OUT' THEN -1 ELSE 2 - p.priority END, NEW.position
        FROM feedback.prompt p WHERE p.id = NEW.prompt_id
        ON CONFLICT (item_id) DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
