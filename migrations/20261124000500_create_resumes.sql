CREATE TABLE resumes (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id    bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    consultant_id bigint REFERENCES consultants (id) ON DELETE RESTRICT,
    file_name     text NOT NULL,
    file_path     text NOT NULL UNIQUE,
    file_type     text NOT NULL,
    file_size     bigint NOT NULL CHECK (file_size > 0),
    sha256        bytea NOT NULL CHECK (octet_length(sha256) = 32),
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz
);
CREATE INDEX resumes_consultant_idx ON resumes (consultant_id, id DESC);
CREATE INDEX resumes_company_idx ON resumes (company_id, id);

-- All analyses are kept; the newest one is a resume's parsed_data. One per engine version and file: asked again, it is answered from here.
CREATE TABLE resume_analyses (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id     bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    resume_id      bigint NOT NULL REFERENCES resumes (id) ON DELETE CASCADE,
    engine         text NOT NULL,
    engine_version text NOT NULL,
    execution_id   uuid NOT NULL,
    parsed_data    jsonb NOT NULL,
    -- [{page, text}]: what is indexed, so that indexing never opens the hostile file again.
    pages          jsonb NOT NULL,
    created_at     timestamptz NOT NULL,
    UNIQUE (resume_id, engine, engine_version)
);
