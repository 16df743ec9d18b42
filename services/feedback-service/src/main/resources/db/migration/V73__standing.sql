-- Which checkpoints made the answers of an item that was rated, and how long the answers are, in the order in which the item holds them. Null
-- where no checkpoint made it as it stands: a person wrote or changed it, or nobody knows. Written when the standing of checkpoints is
-- read for the first time, so that items and ratings come as quickly as before.
CREATE TABLE item_makers (
    item_id     uuid PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE,
    checkpoints text[]    NOT NULL,
    lengths     integer[] NOT NULL
);

-- What was changed of late; a rating that comes writes to neither.
CREATE INDEX rating_revised ON rating (project_id, revised_at) WHERE revised_at IS NOT NULL;
CREATE INDEX rating_withdrawn ON rating (project_id, withdrawn_at) WHERE withdrawn_at IS NOT NULL;
