-- A service token is a session of a service's account that lives longer and is good for little: its scopes, in one project or in all.
-- The token itself is kept nowhere: its signature proves it, and its hash is enough to recognise one that was found.
CREATE TABLE service_token (
    id           uuid        PRIMARY KEY,
    account_id   uuid        NOT NULL REFERENCES account (id),
    project_id   uuid        REFERENCES project (id) ON DELETE CASCADE,
    name         text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    scopes       text        NOT NULL,
    token_hash   text        NOT NULL UNIQUE,
    made_by      uuid        NOT NULL REFERENCES account (id),
    made_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz,
    revoked_at   timestamptz
);
CREATE INDEX service_token_project ON service_token (project_id);
CREATE INDEX service_token_maker ON service_token (made_by);
