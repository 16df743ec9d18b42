-- What is known of the raters of a project: each fit of the model of raters to the votes on pairs that count.
CREATE TABLE rater_fit (
    id          uuid PRIMARY KEY,
    project_id  uuid NOT NULL REFERENCES project (id),
    read_at     timestamptz NOT NULL,
    fitted_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    votes       integer NOT NULL,
    pairs       integer NOT NULL,
    raters      integer NOT NULL,
    worth       double precision NOT NULL,
    slope_width double precision NOT NULL,
    side_width  double precision NOT NULL,
    common_side double precision NOT NULL,
    log_ties    double precision,
    seconds     double precision NOT NULL,
    -- By how much what was believed since the fit before differs from what this one says: mean and largest, in standard deviations.
    drift       double precision,
    drift_most  double precision,
    calibration text
);
CREATE INDEX rater_fit_of_project ON rater_fit (project_id, fitted_at DESC);

-- The raters of a fit; account_id is absent of those whose ratings were imported.
CREATE TABLE rater_estimate (
    fit_id          uuid NOT NULL REFERENCES rater_fit (id),
    rater           text NOT NULL,
    account_id      uuid REFERENCES account (id),
    slope           double precision NOT NULL,
    slope_deviation double precision NOT NULL,
    side            double precision NOT NULL,
    side_deviation  double precision NOT NULL,
    votes           integer NOT NULL,
    doubts          text NOT NULL,
    PRIMARY KEY (fit_id, rater)
);
CREATE INDEX rater_estimate_of_account ON rater_estimate (account_id);

-- What is believed of an item's first answer beside its second: P(better), P(a fresh rater of the mean prefers it), and
-- what the ring was told of the latter. What is pending is to be told anew.
CREATE TABLE pair_belief (
    item_id    uuid PRIMARY KEY REFERENCES item (id),
    project_id uuid NOT NULL REFERENCES project (id),
    fit_id     uuid NOT NULL,
    lead       double precision NOT NULL,
    deviation  double precision NOT NULL,
    belief     double precision NOT NULL,
    predictive double precision NOT NULL,
    told       double precision,
    online     boolean NOT NULL,
    pending    boolean NOT NULL
);
CREATE INDEX pair_belief_of_project ON pair_belief (project_id);
CREATE INDEX pair_belief_pending ON pair_belief (item_id) WHERE pending;

-- A fit that somebody waits for: ratings were taken out, or a rater was set aside.
CREATE TABLE rater_fit_wanted (
    project_id uuid PRIMARY KEY REFERENCES project (id),
    wanted_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
