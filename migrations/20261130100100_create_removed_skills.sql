-- What a person took away from a consultant, an analysis of an older or newer CV does not bring back. Whoever adds the skill again by hand
-- takes the row away.
CREATE TABLE removed_skills (
    company_id    bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    consultant_id bigint NOT NULL,
    skill_id      bigint NOT NULL REFERENCES skills (id) ON DELETE CASCADE,
    removed_at    timestamptz NOT NULL,
    PRIMARY KEY (consultant_id, skill_id),
    CONSTRAINT removed_skills_company_is_consultants FOREIGN KEY (consultant_id, company_id)
        REFERENCES consultants (id, company_id) ON DELETE CASCADE
);
CREATE INDEX removed_skills_skill_idx ON removed_skills (skill_id);
