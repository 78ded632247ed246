-- The rules of the directory that the database can hold, the indexes of its filters, and portfolios.

-- Lengths as the api promises them; a bug or a script cannot store what no reader expects.
ALTER TABLE companies
    ADD CONSTRAINT companies_description_length CHECK (char_length(description) <= 5000),
    ADD CONSTRAINT companies_address_length CHECK (char_length(address) <= 500),
    ADD CONSTRAINT companies_website_is_web CHECK (website ~ '^https?://'),
    ADD CONSTRAINT companies_logo_is_web CHECK (logo_url ~ '^https?://');
ALTER TABLE partnerships ADD CONSTRAINT partnerships_terms_length CHECK (char_length(terms) <= 5000);
ALTER TABLE skills ADD CONSTRAINT skills_category_length CHECK (char_length(category) BETWEEN 1 AND 50);
ALTER TABLE consultants
    ADD CONSTRAINT consultants_title_length CHECK (char_length(title) BETWEEN 1 AND 200),
    ADD CONSTRAINT consultants_bio_length CHECK (char_length(bio) <= 5000),
    ADD CONSTRAINT consultants_location_length CHECK (char_length(location) <= 200),
    ADD CONSTRAINT consultants_id_company_key UNIQUE (id, company_id);
-- A consultant's skills belong to the company that the consultant belongs to.
ALTER TABLE consultant_skills
    ADD CONSTRAINT consultant_skills_company_is_consultants FOREIGN KEY (consultant_id, company_id)
        REFERENCES consultants (id, company_id) ON DELETE CASCADE;

-- What `q` searches, folded once at the write; skills are searched in the catalogue, which is small.
ALTER TABLE consultants ADD COLUMN search text GENERATED ALWAYS AS (
    fold(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || title || ' ' || coalesce(bio, ''))) STORED;
CREATE INDEX consultants_search_idx ON consultants USING gin (search gin_trgm_ops);
CREATE INDEX consultants_location_idx ON consultants USING gin (fold(location) gin_trgm_ops);
CREATE INDEX consultants_years_idx ON consultants (years_experience, id);
CREATE INDEX consultants_available_idx ON consultants (availability_date, id);
CREATE INDEX consultants_daily_rate_idx ON consultants (daily_rate, id);
CREATE INDEX consultants_last_name_idx ON consultants (last_name, id);
CREATE INDEX consultants_title_idx ON consultants (title, id);
CREATE INDEX consultants_remote_idx ON consultants (remote_work, company_id, id);
CREATE INDEX users_role_idx ON users (role, company_id);

CREATE TABLE portfolios (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id    bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    consultant_id bigint,
    title         text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
    description   text CHECK (char_length(description) <= 20000),
    image_url     text CHECK (image_url ~ '^https?://'),
    project_url   text CHECK (project_url ~ '^https?://'),
    start_date    date,
    end_date      date,
    -- Written by generation only.
    content       jsonb,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz,
    CONSTRAINT portfolios_period CHECK (end_date >= start_date),
    CONSTRAINT portfolios_company_is_consultants FOREIGN KEY (consultant_id, company_id)
        REFERENCES consultants (id, company_id) ON DELETE RESTRICT
);
CREATE INDEX portfolios_company_idx ON portfolios (company_id, id);
CREATE INDEX portfolios_consultant_idx ON portfolios (consultant_id, id);
