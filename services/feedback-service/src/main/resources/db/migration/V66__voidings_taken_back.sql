-- A voiding that is taken back: its ratings count again where their items still want them, a few at a time, in the order of the items.
ALTER TABLE voiding
    ADD COLUMN reversed_at          timestamptz,
    ADD COLUMN reversed_by          uuid REFERENCES account (id),
    ADD COLUMN reversal_reason      text CHECK (char_length(reversal_reason) BETWEEN 1 AND 500),
    ADD COLUMN reversal_after       uuid,
    ADD COLUMN restored             bigint NOT NULL DEFAULT 0,
    ADD COLUMN kept_out             bigint NOT NULL DEFAULT 0,
    ADD COLUMN reversal_finished_at timestamptz;
CREATE INDEX voiding_being_reversed ON voiding (reversed_at) WHERE reversed_at IS NOT NULL AND reversal_finished_at IS NULL;
CREATE INDEX voiding_reversed_by ON voiding (reversed_by) WHERE reversed_by IS NOT NULL;
CREATE INDEX rating_voided ON rating (voiding_id, item_id) WHERE voiding_id IS NOT NULL;
