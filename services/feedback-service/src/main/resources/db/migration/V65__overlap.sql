-- How many ratings an item wanted before it wanted more because its raters left doubt; absent: it never did. An item that had
-- as many as it may have and left doubt nevertheless is for reviewers.
ALTER TABLE item
    ADD COLUMN fewest integer CHECK (fewest BETWEEN 1 AND ratings_per_item),
    ADD COLUMN unsure boolean NOT NULL DEFAULT false;
CREATE INDEX item_unsure ON item (project_id, position) WHERE unsure;
