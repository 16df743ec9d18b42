-- Who may sign in.
CREATE TABLE account (
    id                   uuid PRIMARY KEY,
    name                 text NOT NULL UNIQUE,
    password_hash        text NOT NULL,
    roles                text NOT NULL,
    pseudonym            text NOT NULL UNIQUE,
    must_change_password boolean NOT NULL,
    created_at           timestamptz NOT NULL
);

CREATE TABLE project (
    id                uuid PRIMARY KEY,
    name              text NOT NULL UNIQUE,
    guidelines        text NOT NULL,
    ratings_per_item  integer NOT NULL CHECK (ratings_per_item BETWEEN 1 AND 100),
    identical_answers bigint NOT NULL DEFAULT 0,
    created_at        timestamptz NOT NULL
);

-- Conversations are JSON text: they are shown and published as they came, never searched.
CREATE TABLE prompt (
    id          uuid PRIMARY KEY,
    project_id  uuid NOT NULL REFERENCES project (id),
    messages    text NOT NULL,
    fingerprint text NOT NULL,
    split       text NOT NULL CHECK (split IN ('TRAIN', 'HELD_OUT')),
    created_at  timestamptz NOT NULL,
    UNIQUE (project_id, fingerprint)
);

-- A pair of answers; the candidate with the smaller id is the first, so a pair exists once whatever its order.
CREATE TABLE item (
    id                  uuid PRIMARY KEY,
    position            bigserial NOT NULL UNIQUE,
    project_id          uuid NOT NULL REFERENCES project (id),
    prompt_id           uuid NOT NULL REFERENCES prompt (id),
    first_candidate_id  text NOT NULL,
    second_candidate_id text NOT NULL,
    first_candidate     text NOT NULL,
    second_candidate    text NOT NULL,
    ratings_per_item    integer NOT NULL CHECK (ratings_per_item BETWEEN 1 AND 100),
    accepted            integer NOT NULL CHECK (accepted BETWEEN 0 AND ratings_per_item),
    created_at          timestamptz NOT NULL,
    UNIQUE (prompt_id, first_candidate_id, second_candidate_id)
);
CREATE INDEX item_open ON item (project_id, position) WHERE accepted < ratings_per_item;

-- Each hand-out of an item has an id of its own: a rating under an older one is recognised as late.
CREATE TABLE lease (
    id         uuid PRIMARY KEY,
    item_id    uuid NOT NULL REFERENCES item (id),
    project_id uuid NOT NULL REFERENCES project (id),
    account_id uuid NOT NULL REFERENCES account (id),
    left_first boolean NOT NULL,
    granted_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX lease_of_item ON lease (item_id) WHERE used_at IS NULL;
CREATE INDEX lease_of_account ON lease (account_id, project_id) WHERE used_at IS NULL;

CREATE TABLE rating (
    id           uuid PRIMARY KEY,
    item_id      uuid NOT NULL REFERENCES item (id),
    project_id   uuid NOT NULL REFERENCES project (id),
    account_id   uuid NOT NULL REFERENCES account (id),
    lease_id     uuid,
    verdict      text NOT NULL CHECK (verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD', 'SKIP')),
    strength     integer NOT NULL CHECK (strength BETWEEN 0 AND 3),
    left_first   boolean NOT NULL,
    dwell_millis bigint NOT NULL,
    source       text NOT NULL,
    rated_at     timestamptz NOT NULL,
    withdrawn_at timestamptz
);
CREATE UNIQUE INDEX rating_once ON rating (item_id, account_id) WHERE withdrawn_at IS NULL;
CREATE INDEX rating_of_project ON rating (project_id) WHERE withdrawn_at IS NULL;

-- Answers of calls that carried an Idempotency-Key.
CREATE TABLE idempotency (
    account_id   uuid NOT NULL,
    key          text NOT NULL,
    request_hash text NOT NULL,
    response     text,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (account_id, key)
);

-- Events that were taken from the bus: a second delivery does nothing.
CREATE TABLE processed_event (
    id           text PRIMARY KEY,
    processed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Events that are still to be put on the bus, written with the state they tell of.
CREATE TABLE outbox (
    position   bigserial PRIMARY KEY,
    id         uuid NOT NULL UNIQUE,
    type       text NOT NULL,
    payload    text NOT NULL,
    created_at timestamptz NOT NULL
);
