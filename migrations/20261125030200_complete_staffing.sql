-- The rules of staffing that the database can hold, the indexes of its filters, and collaborations.

ALTER TABLE tenders
    ADD CONSTRAINT tenders_description_length CHECK (char_length(description) <= 20000),
    ADD CONSTRAINT tenders_client_name_length CHECK (char_length(client_name) <= 200),
    ADD CONSTRAINT tenders_location_length CHECK (char_length(location) <= 200),
    ADD CONSTRAINT tenders_id_company_key UNIQUE (id, company_id);
ALTER TABLE tender_skills
    ADD CONSTRAINT tender_skills_company_is_tenders FOREIGN KEY (tender_id, company_id)
        REFERENCES tenders (id, company_id) ON DELETE CASCADE;
ALTER TABLE tenders ADD COLUMN search text GENERATED ALWAYS AS (
    fold(title || ' ' || coalesce(client_name, '') || ' ' || coalesce(description, ''))) STORED;
CREATE INDEX tenders_search_idx ON tenders USING gin (search gin_trgm_ops);
CREATE INDEX tenders_location_idx ON tenders USING gin (fold(location) gin_trgm_ops);
CREATE INDEX tenders_start_idx ON tenders (start_date, id);
CREATE INDEX tenders_budget_idx ON tenders (budget_max, id);
CREATE INDEX tenders_title_idx ON tenders (title, id);
CREATE INDEX tenders_remote_idx ON tenders (remote_allowed, company_id, id);

-- Both sides of a match are the companies of its two rows; who decided and when go together.
ALTER TABLE matches
    ADD CONSTRAINT matches_notes_length CHECK (char_length(notes) <= 5000),
    ADD CONSTRAINT matches_reason_length CHECK (char_length(reason) <= 2000),
    ADD CONSTRAINT matches_company_is_consultants FOREIGN KEY (consultant_id, company_id)
        REFERENCES consultants (id, company_id) ON DELETE RESTRICT,
    ADD CONSTRAINT matches_company_is_tenders FOREIGN KEY (tender_id, tender_company_id)
        REFERENCES tenders (id, company_id) ON DELETE RESTRICT,
    ADD CONSTRAINT matches_sides_key UNIQUE (id, consultant_id, tender_id, company_id, tender_company_id);
CREATE INDEX matches_status_idx ON matches (status, score DESC, id);
CREATE INDEX matches_score_idx ON matches (score DESC, id);

ALTER TABLE scoring_profiles ADD CONSTRAINT scoring_profiles_weights_object CHECK (jsonb_typeof(weights) = 'object');

-- A consultant at work for a tender, as an accepted match has it. company_id is the consultant's company.
CREATE TABLE collaborations (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id        bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    tender_company_id bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    match_id          bigint NOT NULL,
    consultant_id     bigint NOT NULL,
    tender_id         bigint NOT NULL,
    start_date        date,
    end_date          date,
    hourly_rate       numeric(10, 2) CHECK (hourly_rate >= 0),
    daily_rate        numeric(10, 2) CHECK (daily_rate >= 0),
    currency          text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    status            text NOT NULL CHECK (status IN ('draft', 'active', 'completed', 'cancelled')),
    contract_url      text CHECK (contract_url ~ '^https?://'),
    notes             text CHECK (char_length(notes) <= 5000),
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz,
    CONSTRAINT collaborations_period CHECK (end_date >= start_date),
    CONSTRAINT collaborations_sides_are_the_matchs FOREIGN KEY (match_id, consultant_id, tender_id, company_id, tender_company_id)
        REFERENCES matches (id, consultant_id, tender_id, company_id, tender_company_id) ON DELETE RESTRICT,
    -- A renewal follows: of one match no two run at the same time.
    CONSTRAINT collaborations_do_not_overlap EXCLUDE USING gist (match_id WITH =, daterange(start_date, end_date, '[]') WITH &&)
        WHERE (status <> 'cancelled')
);
CREATE INDEX collaborations_company_idx ON collaborations (company_id, id);
CREATE INDEX collaborations_tender_company_idx ON collaborations (tender_company_id, id);
CREATE INDEX collaborations_consultant_idx ON collaborations (consultant_id, id);
CREATE INDEX collaborations_tender_idx ON collaborations (tender_id, id);
CREATE INDEX collaborations_status_idx ON collaborations (status, id);
