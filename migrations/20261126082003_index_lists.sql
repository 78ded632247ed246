-- Every filter and every order that is offered, forwards and backwards, has an index that serves it.

-- Text is sorted as people read it, accents and case folded; what is missing comes last in both directions, so each direction has its index.
DROP INDEX consultants_last_name_idx, consultants_title_idx, tenders_title_idx;
CREATE INDEX consultants_last_name_idx ON consultants (fold(last_name), id);
CREATE INDEX consultants_last_name_down_idx ON consultants (fold(last_name) DESC NULLS LAST, id);
CREATE INDEX consultants_title_idx ON consultants (fold(title), id);
CREATE INDEX consultants_title_down_idx ON consultants (fold(title) DESC, id);
CREATE INDEX consultants_years_down_idx ON consultants (years_experience DESC NULLS LAST, id);
CREATE INDEX consultants_daily_rate_down_idx ON consultants (daily_rate DESC NULLS LAST, id);
CREATE INDEX consultants_available_down_idx ON consultants (availability_date DESC NULLS LAST, id);
CREATE INDEX tenders_title_idx ON tenders (fold(title), id);
CREATE INDEX tenders_title_down_idx ON tenders (fold(title) DESC, id);
CREATE INDEX tenders_start_down_idx ON tenders (start_date DESC NULLS LAST, id);
CREATE INDEX tenders_budget_down_idx ON tenders (budget_max DESC NULLS LAST, id);
CREATE INDEX matches_score_up_idx ON matches (score, id);
CREATE INDEX matches_decided_idx ON matches (decided_at, id);
CREATE INDEX matches_decided_down_idx ON matches (decided_at DESC NULLS LAST, id);
CREATE INDEX matches_consultant_idx ON matches (consultant_id, score DESC, id);

CREATE INDEX companies_order_idx ON companies (fold(name), id);
CREATE INDEX companies_kind_idx ON companies (is_esn, fold(name), id);
CREATE INDEX companies_search_idx ON companies USING gin (fold(name) gin_trgm_ops);
CREATE INDEX skills_order_idx ON skills (fold(name), id);
CREATE INDEX skills_category_idx ON skills (category, fold(name), id);

ALTER TABLE users ADD COLUMN search text GENERATED ALWAYS AS (
    fold(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(full_name, '') || ' ' || email)) STORED;
CREATE INDEX users_search_idx ON users USING gin (search gin_trgm_ops);
DROP INDEX users_company_idx, users_role_idx;
CREATE INDEX users_company_idx ON users (company_id, id);
CREATE INDEX users_role_idx ON users (role, id);
-- Few are not active; those who are is nearly all of the table.
CREATE INDEX users_inactive_idx ON users (id) WHERE NOT is_active;

DROP INDEX partnerships_partner_idx, partnerships_initiator_idx;
CREATE INDEX partnerships_partner_idx ON partnerships (partner_company_id, id);
CREATE INDEX partnerships_initiator_idx ON partnerships (initiator_company_id, id);
CREATE INDEX partnerships_status_idx ON partnerships (status, id);

CREATE INDEX collaborations_match_idx ON collaborations (match_id, id);

ALTER TABLE portfolios ADD COLUMN search text GENERATED ALWAYS AS (fold(title || ' ' || coalesce(description, ''))) STORED;
CREATE INDEX portfolios_search_idx ON portfolios USING gin (search gin_trgm_ops);

CREATE INDEX scoring_profiles_order_idx ON scoring_profiles (fold(name), id);
CREATE INDEX scoring_profiles_company_order_idx ON scoring_profiles (company_id, fold(name), id);

-- The same file of the same company is not analysed twice.
CREATE INDEX resumes_content_idx ON resumes (company_id, sha256);

DROP INDEX audit_log_object_idx;
CREATE INDEX audit_log_object_idx ON audit_log (object_kind, object_id, id);
CREATE INDEX audit_log_object_id_idx ON audit_log (object_id, id);
CREATE INDEX audit_log_company_idx ON audit_log (company_id, id);
CREATE INDEX audit_log_action_idx ON audit_log (action, id);
