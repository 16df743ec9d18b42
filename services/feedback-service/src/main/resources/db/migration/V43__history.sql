-- A person's own ratings, newest first. Who takes one back with a reason is not asked about that item again.
ALTER TABLE rating
    ADD COLUMN version    integer NOT NULL DEFAULT 1,
    ADD COLUMN revised_at timestamptz,
    ADD COLUMN not_again  boolean NOT NULL DEFAULT false;
CREATE INDEX rating_of_account ON rating (account_id, rated_at DESC, id DESC);
