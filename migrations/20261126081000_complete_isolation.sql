-- Rules of isolation that the api kept and the database did not. A row that breaks one keeps its owner; it loses what points out of its company.

-- An admin runs the platform and is of no company. Whoever had one is told apart by its tokens: they said so.
UPDATE users SET company_id = NULL, token_version = token_version + 1 WHERE role = 'admin' AND company_id IS NOT NULL;
ALTER TABLE users
    ADD CONSTRAINT users_admin_has_no_company CHECK (role <> 'admin' OR company_id IS NULL),
    ADD CONSTRAINT users_id_company_key UNIQUE (id, company_id);

-- A consultant's profile is for a consultant of its own company: the user reads and writes what the company keeps of it.
UPDATE consultants c SET user_id = NULL FROM users u
    WHERE u.id = c.user_id AND (u.company_id IS DISTINCT FROM c.company_id OR u.role <> 'consultant');
ALTER TABLE consultants
    ADD CONSTRAINT consultants_user_is_of_company FOREIGN KEY (user_id, company_id)
        REFERENCES users (id, company_id) ON DELETE SET NULL (user_id);

-- A CV belongs to the company of the consultant of whom it tells, an analysis to that of its CV.
UPDATE resumes r SET consultant_id = NULL FROM consultants c WHERE c.id = r.consultant_id AND c.company_id <> r.company_id;
ALTER TABLE resumes
    ADD CONSTRAINT resumes_id_company_key UNIQUE (id, company_id),
    ADD CONSTRAINT resumes_company_is_consultants FOREIGN KEY (consultant_id, company_id)
        REFERENCES consultants (id, company_id) ON DELETE RESTRICT;
UPDATE resume_analyses a SET company_id = r.company_id FROM resumes r WHERE r.id = a.resume_id AND r.company_id <> a.company_id;
ALTER TABLE resume_analyses
    ADD CONSTRAINT resume_analyses_company_is_resumes FOREIGN KEY (resume_id, company_id)
        REFERENCES resumes (id, company_id) ON DELETE CASCADE;

-- Failed log-ins are forgotten a day later, whoever's they are.
CREATE INDEX login_failures_failed_at_idx ON login_failures (failed_at);
