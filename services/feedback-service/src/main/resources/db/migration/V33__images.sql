-- Images by the hash of their bytes: each is kept once, whoever shows it.
CREATE TABLE image (
    sha256     text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    media_type text NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp', 'image/gif')),
    content    bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE image ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE project_image (
    project_id uuid NOT NULL REFERENCES project (id),
    sha256     text NOT NULL REFERENCES image (sha256),
    added_by   uuid NOT NULL REFERENCES account (id),
    added_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (project_id, sha256)
);
