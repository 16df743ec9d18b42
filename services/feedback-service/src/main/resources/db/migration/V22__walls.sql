-- Projects that there are stay open to all annotators; engineers go on managing them.
ALTER TABLE project
    ADD COLUMN annotators         text    NOT NULL DEFAULT 'ALL' CHECK (annotators IN ('ALL', 'MEMBERS')),
    ADD COLUMN guidelines_version integer NOT NULL DEFAULT 1;

CREATE TABLE project_member (
    project_id uuid NOT NULL REFERENCES project (id),
    account_id uuid NOT NULL REFERENCES account (id),
    role       text NOT NULL CHECK (role IN ('ANNOTATOR', 'MANAGER')),
    added_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (project_id, account_id)
);
CREATE INDEX project_member_account ON project_member (account_id);
INSERT INTO project_member (project_id, account_id, role)
SELECT p.id, a.id, 'MANAGER' FROM project p, account a WHERE 'ENGINEER' = ANY (string_to_array(a.roles, ','));

-- What annotators were told, and since when.
CREATE TABLE guidelines (
    project_id uuid NOT NULL REFERENCES project (id),
    version    integer NOT NULL,
    text       text NOT NULL,
    since      timestamptz NOT NULL,
    PRIMARY KEY (project_id, version)
);
INSERT INTO guidelines (project_id, version, text, since) SELECT id, 1, guidelines, created_at FROM project;
