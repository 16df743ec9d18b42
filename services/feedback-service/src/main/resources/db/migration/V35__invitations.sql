-- Links that let somebody in once. The secret is in the link only: here is its hash.
CREATE TABLE invitation (
    id           uuid PRIMARY KEY,
    secret_hash  text NOT NULL UNIQUE,
    project_id   uuid REFERENCES project (id),
    project_role text CHECK (project_role IN ('ANNOTATOR', 'MANAGER')),
    roles        text NOT NULL,
    note         text NOT NULL,
    made_by      uuid NOT NULL REFERENCES account (id),
    made_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz,
    used_at      timestamptz,
    used_by      uuid REFERENCES account (id),
    CHECK ((project_id IS NULL) = (project_role IS NULL))
);
CREATE INDEX invitation_of_project ON invitation (project_id, made_at);
CREATE INDEX invitation_age ON invitation (expires_at);
