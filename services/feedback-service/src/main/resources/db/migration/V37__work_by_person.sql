-- Who rated when, for a project's managers; rows of a project are found when it is deleted.
CREATE INDEX rating_by_person ON rating (project_id, account_id, rated_at) WHERE withdrawn_at IS NULL;
CREATE INDEX rating_project_all ON rating (project_id);
CREATE INDEX lease_project ON lease (project_id);
CREATE INDEX item_project ON item (project_id);
CREATE INDEX item_prompt ON item (prompt_id);
