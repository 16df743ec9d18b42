-- How the heads of a reward model differ about the answers to a prompt, as the bus says it: [{"candidateId": …, "scores": […]}].
CREATE TABLE prompt_spread (
    prompt_id   uuid        PRIMARY KEY REFERENCES prompt (id),
    checkpoint  text        NOT NULL,
    answers     text        NOT NULL,
    measured_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
