-- A person looks back at what they compared. Whoever has learned the models' names knows them also when the verdict is taken back.
ALTER TABLE comparison ADD COLUMN told boolean NOT NULL DEFAULT false;
UPDATE comparison SET told = true WHERE rating_id IS NOT NULL;
CREATE INDEX comparison_by_account ON comparison (account_id, created_at);
CREATE INDEX comparison_by_rating ON comparison (rating_id) WHERE rating_id IS NOT NULL;
