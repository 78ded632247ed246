CREATE TABLE tenders (
    id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id           bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    title                text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
    client_name          text,
    description          text,
    start_date           date,
    end_date             date,
    location             text,
    latitude             double precision CHECK (latitude BETWEEN -90 AND 90),
    longitude            double precision CHECK (longitude BETWEEN -180 AND 180),
    remote_allowed       boolean NOT NULL DEFAULT false,
    min_years_experience double precision CHECK (min_years_experience BETWEEN 0 AND 70),
    status               text NOT NULL CHECK (status IN ('draft', 'open', 'in_progress', 'closed', 'cancelled')),
    budget_min           numeric(10, 2) CHECK (budget_min >= 0),
    budget_max           numeric(10, 2) CHECK (budget_max >= 0),
    currency             text NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),
    required_consultants integer NOT NULL DEFAULT 1 CHECK (required_consultants >= 1),
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz,
    CHECK (end_date IS NULL OR start_date IS NULL OR end_date >= start_date),
    CHECK (budget_max IS NULL OR budget_min IS NULL OR budget_max >= budget_min),
    CHECK ((latitude IS NULL) = (longitude IS NULL))
);
CREATE INDEX tenders_company_idx ON tenders (company_id, id);
CREATE INDEX tenders_status_idx ON tenders (status, company_id);

CREATE TABLE tender_skills (
    company_id bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    tender_id  bigint NOT NULL REFERENCES tenders (id) ON DELETE CASCADE,
    skill_id   bigint NOT NULL REFERENCES skills (id) ON DELETE RESTRICT,
    importance text NOT NULL CHECK (importance IN ('required', 'preferred', 'nice_to_have')),
    min_level  text CHECK (min_level IN ('beginner', 'intermediate', 'advanced', 'expert')),
    details    text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz,
    PRIMARY KEY (tender_id, skill_id)
);
CREATE INDEX tender_skills_skill_idx ON tender_skills (skill_id, tender_id);

CREATE TABLE scoring_profiles (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    is_default boolean NOT NULL DEFAULT false,
    weights    jsonb NOT NULL,
    min_score  double precision NOT NULL CHECK (min_score BETWEEN 0 AND 1),
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz
);
CREATE UNIQUE INDEX scoring_profiles_name_key ON scoring_profiles (company_id, lower(name));
CREATE UNIQUE INDEX scoring_profiles_default_key ON scoring_profiles (company_id) WHERE is_default;

-- company_id is the consultant's company (it proposes); tender_company_id the tender's (it accepts and rejects). Both sides see the row.
CREATE TABLE matches (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id        bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    tender_company_id bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    consultant_id     bigint NOT NULL REFERENCES consultants (id) ON DELETE RESTRICT,
    tender_id         bigint NOT NULL REFERENCES tenders (id) ON DELETE RESTRICT,
    score             double precision NOT NULL CHECK (score BETWEEN 0 AND 1),
    source            text NOT NULL CHECK (source IN ('generated', 'manual')),
    status            text NOT NULL CHECK (status IN ('pending', 'proposed', 'accepted', 'rejected', 'cancelled')),
    -- 'system' when the cancelling was the generator's: only such a match may come back by itself.
    cancelled_by      text CHECK (cancelled_by IN ('person', 'system')),
    notes             text,
    decided_by        bigint REFERENCES users (id) ON DELETE SET NULL,
    decided_at        timestamptz,
    reason            text,
    explanation       jsonb NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz,
    UNIQUE (consultant_id, tender_id),
    CHECK ((status = 'cancelled') = (cancelled_by IS NOT NULL))
);
CREATE INDEX matches_tender_idx ON matches (tender_id, score DESC, id);
CREATE INDEX matches_company_idx ON matches (company_id, score DESC, id);
CREATE INDEX matches_tender_company_idx ON matches (tender_company_id, score DESC, id);
