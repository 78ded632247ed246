CREATE TABLE companies (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- A company owns its own row: the one rule "row.company_id = caller's company" then holds for every table.
    company_id  bigint GENERATED ALWAYS AS (id) STORED,
    name        text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    description text,
    website     text,
    address     text,
    logo_url    text,
    is_esn      boolean NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz
);
CREATE UNIQUE INDEX companies_name_key ON companies (fold(name));

CREATE TABLE users (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id    bigint REFERENCES companies (id) ON DELETE RESTRICT,
    email         text NOT NULL CHECK (char_length(email) BETWEEN 3 AND 254),
    password_hash text NOT NULL,
    first_name    text,
    last_name     text,
    full_name     text,
    role          text NOT NULL CHECK (role IN ('admin', 'manager', 'consultant', 'client', 'recruiter', 'observer', 'candidate', 'employe')),
    autorisations text[] NOT NULL DEFAULT '{}',
    is_active     boolean NOT NULL DEFAULT true,
    -- Raised when the role changes, the user is deactivated or logs out everywhere: every token minted before is then refused at once.
    token_version integer NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz
);
CREATE UNIQUE INDEX users_email_key ON users (lower(email));
CREATE INDEX users_company_idx ON users (company_id);

-- One log-in. Its refresh tokens rotate; a used one that comes back revokes the row, and with it everything minted from it.
CREATE TABLE user_sessions (
    id                  uuid PRIMARY KEY,
    company_id          bigint REFERENCES companies (id) ON DELETE RESTRICT,
    user_id             bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    opaque_token_hash   bytea NOT NULL UNIQUE,
    opaque_expires_at   timestamptz NOT NULL,
    refresh_token_hash  bytea NOT NULL UNIQUE,
    refresh_expires_at  timestamptz NOT NULL,
    used_refresh_hashes bytea[] NOT NULL DEFAULT '{}',
    user_agent          text,
    created_at          timestamptz NOT NULL,
    revoked_at          timestamptz
);
CREATE INDEX user_sessions_user_idx ON user_sessions (user_id) WHERE revoked_at IS NULL;
CREATE INDEX user_sessions_used_refresh_idx ON user_sessions USING gin (used_refresh_hashes);

CREATE TABLE login_failures (
    email_hash   bytea NOT NULL,
    company_id   bigint REFERENCES companies (id) ON DELETE RESTRICT,
    failed_at    timestamptz NOT NULL
);
CREATE INDEX login_failures_idx ON login_failures (email_hash, failed_at);

CREATE TABLE partnerships (
    id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The initiator owns the row; the partner sees it by partner_company_id.
    company_id           bigint GENERATED ALWAYS AS (initiator_company_id) STORED,
    initiator_company_id bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    partner_company_id   bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    status               text NOT NULL CHECK (status IN ('proposed', 'active', 'ended', 'rejected')),
    start_date           date,
    end_date             date,
    terms                text,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz,
    CHECK (initiator_company_id <> partner_company_id),
    CHECK (end_date IS NULL OR start_date IS NULL OR end_date >= start_date)
);
-- One living partnership per pair, whoever proposed it.
CREATE UNIQUE INDEX partnerships_living_pair_key ON partnerships
    (least(initiator_company_id, partner_company_id), greatest(initiator_company_id, partner_company_id))
    WHERE status IN ('proposed', 'active');
CREATE INDEX partnerships_partner_idx ON partnerships (partner_company_id);
CREATE INDEX partnerships_initiator_idx ON partnerships (initiator_company_id);

-- The catalogue is the platform's: company_id null. A skill that a company's manager added carries that company, and everyone may read it.
CREATE TABLE skills (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id  bigint REFERENCES companies (id) ON DELETE SET NULL,
    name        text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    category    text NOT NULL,
    description text,
    aliases     text[] NOT NULL DEFAULT '{}',
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz
);
CREATE UNIQUE INDEX skills_name_key ON skills (fold(name));

CREATE TABLE consultants (
    id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id          bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    user_id             bigint UNIQUE REFERENCES users (id) ON DELETE SET NULL,
    first_name          text,
    last_name           text,
    title               text NOT NULL,
    bio                 text,
    years_experience    double precision CHECK (years_experience BETWEEN 0 AND 70),
    hourly_rate         numeric(10, 2) CHECK (hourly_rate >= 0),
    daily_rate          numeric(10, 2) CHECK (daily_rate >= 0),
    currency            text NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),
    availability_date   date,
    status              text NOT NULL CHECK (status IN ('available', 'on_mission', 'unavailable', 'leaving')),
    location            text,
    latitude            double precision CHECK (latitude BETWEEN -90 AND 90),
    longitude           double precision CHECK (longitude BETWEEN -180 AND 180),
    remote_work         boolean NOT NULL DEFAULT false,
    max_travel_distance integer CHECK (max_travel_distance >= 0),
    cv_url              text,
    linkedin_url        text,
    github_url          text,
    photo_url           text,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz,
    CHECK ((latitude IS NULL) = (longitude IS NULL))
);
CREATE INDEX consultants_company_idx ON consultants (company_id, id);
CREATE INDEX consultants_status_idx ON consultants (status, company_id);

CREATE TABLE consultant_skills (
    company_id        bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    consultant_id     bigint NOT NULL REFERENCES consultants (id) ON DELETE CASCADE,
    skill_id          bigint NOT NULL REFERENCES skills (id) ON DELETE RESTRICT,
    proficiency_level text NOT NULL CHECK (proficiency_level IN ('beginner', 'intermediate', 'advanced', 'expert')),
    years_experience  double precision CHECK (years_experience BETWEEN 0 AND 70),
    details           text,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz,
    PRIMARY KEY (consultant_id, skill_id)
);
CREATE INDEX consultant_skills_skill_idx ON consultant_skills (skill_id, consultant_id);
