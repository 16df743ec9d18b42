-- Who asked for a run, when it began and ended, and why it ended before its last step.
ALTER TABLE runs
    ADD COLUMN requested_by text,
    ADD COLUMN started_at   timestamptz,
    ADD COLUMN ended_at     timestamptz,
    ADD COLUMN stop_reason  text;
UPDATE runs SET started_at = since WHERE state <> 'REQUESTED';
UPDATE runs SET ended_at = changed_at WHERE state IN ('FINISHED', 'FAILED');
