-- What tells a person's open sessions apart. One that is used as the page's cookie ends when it is left alone.
ALTER TABLE session
    ADD COLUMN opened_with  text NOT NULL DEFAULT 'password',
    ADD COLUMN device       text NOT NULL DEFAULT '',
    ADD COLUMN used_at      timestamptz,
    ADD COLUMN page_used_at timestamptz;
CREATE INDEX session_account ON session (account_id) WHERE ended_at IS NULL;
CREATE INDEX session_page_use ON session (page_used_at) WHERE ended_at IS NULL AND page_used_at IS NOT NULL;
