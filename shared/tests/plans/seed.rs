//! Data of some size.

/// 40,000 consultants and 10,000 tenders of 200 companies, 40,000 matches, and some thousands of everything else that is listed.
pub const SEED: &str = "
INSERT INTO companies (name, is_esn, created_at) SELECT 'company ' || n, true, now() FROM generate_series(1, 200) n;
INSERT INTO skills (name, category, created_at) SELECT 'skill ' || n, 'x', now() FROM generate_series(1, 300) n;
INSERT INTO partnerships (initiator_company_id, partner_company_id, status, created_at) VALUES (1, 2, 'active', now());
INSERT INTO consultants (company_id, first_name, last_name, title, bio, years_experience, daily_rate, availability_date, status, location, remote_work, created_at)
    SELECT 1 + n % 200, 'Prénom' || n % 977, 'Nom' || n, 'Métier ' || n % 211, md5(n::text) || ' ' || md5((n * 7)::text), n % 40, 300 + n % 600,
        date '2026-01-01' + n % 700, (ARRAY['available', 'on_mission', 'unavailable', 'leaving'])[CASE WHEN n % 40 = 0 THEN 4 ELSE 1 + n % 3 END], 'Ville ' || n % 500, n % 50 = 0, now()
    FROM generate_series(1, 40000) n;
INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, created_at)
    SELECT company_id, id, 1 + (id * 7 + k * 13) % 300, 'advanced', now() FROM consultants, generate_series(1, 3) k;
INSERT INTO tenders (company_id, title, description, status, start_date, budget_max, location, remote_allowed, created_at)
    SELECT 1 + n % 200, 'Mission ' || n, (SELECT string_agg(md5((n * k)::text), ' ') FROM generate_series(1, 8) k), (ARRAY['draft', 'open', 'in_progress', 'closed', 'cancelled'])[CASE WHEN n % 40 = 0 THEN 5 ELSE 1 + n % 4 END],
        date '2026-01-01' + n % 700, 400 + n % 500, 'Ville ' || n % 500, n % 50 = 0, now()
    FROM generate_series(1, 10000) n;
INSERT INTO tender_skills (company_id, tender_id, skill_id, importance, created_at)
    SELECT company_id, id, 1 + (id * 7) % 300, 'required', now() FROM tenders;
INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, decided_at, explanation, created_at)
    SELECT c.company_id, t.company_id, c.id, t.id, (c.id % 1000) / 1000.0, 'generated', CASE WHEN c.id % 20 = 0 THEN 'accepted' ELSE 'pending' END,
        CASE WHEN c.id % 20 = 0 THEN now() END,
        '{\"criteria\": [], \"left_out\": [], \"skills\": {\"matched\": [], \"partial\": [], \"missing\": []}, \"recommendations\": [], \"scoring_version\": \"1\"}', now()
    FROM consultants c JOIN tenders t ON t.id = 1 + c.id % 10000;
INSERT INTO companies (name, is_esn, created_at) SELECT 'filiale ' || md5(n::text), n % 50 = 0, now() FROM generate_series(1, 5000) n;
INSERT INTO skills (name, category, aliases, created_at) SELECT 'outil ' || md5(n::text), 'c' || n % 100, ARRAY['alias ' || md5((n * 3)::text)], now() FROM generate_series(1, 5000) n;
INSERT INTO users (company_id, email, password_hash, first_name, last_name, role, is_active, created_at)
    SELECT 1 + n % 200, 'u' || n || '@x.example', '-', 'Prénom' || n % 977, 'Nom' || n, CASE WHEN n % 50 = 0 THEN 'recruiter' ELSE 'observer' END, n % 100 > 0, now() FROM generate_series(1, 10000) n;
INSERT INTO partnerships (initiator_company_id, partner_company_id, status, created_at)
    SELECT 1 + n % 200, 201 + n, CASE WHEN n % 50 = 0 THEN 'rejected' ELSE 'ended' END, now() FROM generate_series(1, 4000) n;
INSERT INTO portfolios (company_id, consultant_id, title, description, created_at) SELECT company_id, id, 'Projet ' || id, md5(id::text) || ' ' || md5((id * 5)::text), now() FROM consultants WHERE id % 4 = 0;
INSERT INTO scoring_profiles (company_id, name, weights, min_score, created_at) SELECT 1 + n % 200, 'profil ' || n, '{\"skills\": 1}', 0.5, now() FROM generate_series(1, 3000) n;
INSERT INTO collaborations (company_id, tender_company_id, match_id, consultant_id, tender_id, currency, status, created_at)
    SELECT company_id, tender_company_id, id, consultant_id, tender_id, 'EUR', CASE WHEN id % 400 = 0 THEN 'cancelled' ELSE 'draft' END, now() FROM matches WHERE status = 'accepted';
INSERT INTO resumes (company_id, consultant_id, file_name, file_path, file_type, file_size, sha256, created_at)
    SELECT company_id, id, 'cv.pdf', 'k/' || id, 'pdf', 1, sha256(id::text::bytea), now() FROM consultants WHERE id % 4 = 0;
INSERT INTO audit_log (company_id, actor_id, action, object_kind, object_id, at)
    SELECT 1 + n % 200, 1 + n % 500, 'a' || n % 100, 'k' || n % 20, (n % 5000)::text, now() FROM generate_series(1, 20000) n;";
