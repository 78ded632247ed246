-- 100,000 consultants and 10,000 tenders, of 500 companies beside the demo's; the manager's own has 400 and 40 of them.
INSERT INTO companies (name, is_esn, created_at) SELECT 'Bench ' || n, true, now() FROM generate_series(1, 500) n;
CREATE TEMP TABLE owners AS SELECT id, row_number() OVER (ORDER BY is_own, id) AS seat FROM (
    SELECT id, false AS is_own FROM companies WHERE name LIKE 'Bench %' UNION ALL
    SELECT company_id, true FROM users WHERE email = 'manager.alpha@demo.example') c;
INSERT INTO consultants (company_id, first_name, last_name, title, bio, years_experience, daily_rate, availability_date, status, location, created_at)
    SELECT o.id, 'Prénom' || n % 977, 'Nom' || n, 'Ingénieure ' || n % 211, repeat('Huit ans d''exploitation. ', 8), n % 40, 300 + n % 600,
        date '2026-01-01' + n % 700, 'available', 'Ville ' || n % 500, now()
    FROM generate_series(1, 100000) n JOIN owners o ON o.seat = CASE WHEN n <= 400 THEN 501 ELSE 1 + n % 500 END;
INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, created_at)
    SELECT c.company_id, c.id, s.id, 'advanced', now() FROM consultants c
    JOIN LATERAL (SELECT id FROM skills WHERE id % 37 = c.id % 37 ORDER BY id LIMIT 4) s ON true ON CONFLICT DO NOTHING;
INSERT INTO tenders (company_id, title, description, status, start_date, budget_max, location, created_at)
    SELECT o.id, 'Mission ' || n, repeat('Reprise de la plateforme. ', 12), 'open', date '2026-01-01' + n % 700, 400 + n % 500, 'Ville ' || n % 500, now()
    FROM generate_series(1, 10000) n JOIN owners o ON o.seat = CASE WHEN n <= 40 THEN 501 ELSE 1 + n % 500 END;
INSERT INTO tender_skills (company_id, tender_id, skill_id, importance, created_at)
    SELECT t.company_id, t.id, s.id, 'required', now() FROM tenders t
    JOIN LATERAL (SELECT id FROM skills WHERE id % 37 = t.id % 37 ORDER BY id LIMIT 4) s ON true ON CONFLICT DO NOTHING;
ANALYZE;
