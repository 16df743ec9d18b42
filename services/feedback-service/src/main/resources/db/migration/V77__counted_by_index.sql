-- How often people said what is counted from the index alone, without reading ratings.
CREATE INDEX rating_said_by_person ON rating (project_id, account_id, rated_at) INCLUDE (verdict) WHERE withdrawn_at IS NULL;
DROP INDEX rating_by_person;
ALTER INDEX rating_said_by_person RENAME TO rating_by_person;
