-- Some of the answers that policies gave while they were trained; fewer of a long run's steps, never more than a bound.
CREATE TABLE run_samples (
    run_id  text NOT NULL,
    source  text NOT NULL,
    step    integer NOT NULL,
    answers jsonb NOT NULL,
    PRIMARY KEY (run_id, source, step)
);
