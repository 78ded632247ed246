-- The employees of a company, as its personnel department lists them: who signs up as internal gives the number of one.
CREATE TABLE seeg_agents (
    matricule   bigint PRIMARY KEY CHECK (matricule > 0),
    company_id  bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    first_name  text NOT NULL CHECK (char_length(first_name) BETWEEN 1 AND 100),
    last_name   text NOT NULL CHECK (char_length(last_name) BETWEEN 1 AND 100),
    department  text CHECK (char_length(department) <= 200),
    email       text CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' AND char_length(email) <= 254),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz
);
CREATE INDEX seeg_agents_company_idx ON seeg_agents (company_id, matricule);
