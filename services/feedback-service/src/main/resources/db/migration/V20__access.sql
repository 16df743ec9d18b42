-- Tokens of an earlier epoch than the account's are void; a disabled account has none that are valid.
ALTER TABLE account
    ADD COLUMN epoch    bigint  NOT NULL DEFAULT 0,
    ADD COLUMN disabled boolean NOT NULL DEFAULT false;

-- Each sign-in is a session: signing out ends that one only.
CREATE TABLE session (
    id         uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id),
    epoch      bigint NOT NULL,
    opened_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    ended_at   timestamptz
);
CREATE INDEX session_ended ON session (account_id) WHERE ended_at IS NOT NULL;
CREATE INDEX session_expiry ON session (expires_at);

-- Hashes of requests that made accounts were computed over the password, too.
DELETE FROM idempotency WHERE response LIKE '%"pseudonym"%';

-- Who did what. Each row holds the hash of the one before; nothing is ever changed or removed.
CREATE TABLE audit_entry (
    position      bigint PRIMARY KEY,
    at            timestamptz NOT NULL,
    actor         text NOT NULL,
    action        text NOT NULL,
    subject       text NOT NULL,
    detail        text NOT NULL,
    previous_hash text NOT NULL,
    hash          text NOT NULL
);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log is only ever added to.';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
