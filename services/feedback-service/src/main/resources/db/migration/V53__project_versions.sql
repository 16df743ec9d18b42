-- Two managers who change a project at the same time do not undo each other's change unseen.
ALTER TABLE feedback.project ADD COLUMN version integer NOT NULL DEFAULT 1;
