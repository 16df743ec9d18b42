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

-- Whose ratings weigh nothing, as the preferences that the ring was told have it; and items of which the ring is to hear anew because
-- that has changed.
CREATE TABLE shadow_told (
    project_id uuid NOT NULL REFERENCES project (id),
    account_id uuid NOT NULL REFERENCES account (id),
    PRIMARY KEY (project_id, account_id)
);
CREATE INDEX shadow_told_account ON shadow_told (account_id);
CREATE TABLE preference_anew (
    item_id    uuid PRIMARY KEY REFERENCES item (id),
    project_id uuid NOT NULL REFERENCES project (id)
);
CREATE INDEX preference_anew_of_project ON preference_anew (project_id);
