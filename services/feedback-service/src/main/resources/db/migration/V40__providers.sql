-- Who signs in with a provider is known by what the provider calls them, never by a name or an address. Roles that the groups there
-- give stand apart from those that an administrator gave here; the account has both.
CREATE TABLE provider_identity (
    issuer      text        NOT NULL,
    subject     text        NOT NULL,
    account_id  uuid        NOT NULL UNIQUE REFERENCES account (id),
    provider    text        NOT NULL,
    group_roles text        NOT NULL,
    local_roles text        NOT NULL DEFAULT '',
    made_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (issuer, subject)
);
