DROP TABLE outbox;
CREATE TABLE outbox (position bigserial PRIMARY KEY, id uuid NOT NULL UNIQUE, type text NOT NULL, payload text NOT NULL, created_at timestamptz NOT NULL);
