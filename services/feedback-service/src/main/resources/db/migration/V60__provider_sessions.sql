-- Of a session that was opened with a provider: which one, and what it said of the person (encrypted), by which it knows whom to sign out.
ALTER TABLE session
    ADD COLUMN provider text,
    ADD COLUMN id_token text;
