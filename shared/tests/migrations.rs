//! Migrations go forward over the data of the one before, and the database holds the rules that it can.

mod fixtures;

use fixtures::World;
use shared::db::{DbError, MIGRATOR};

/// What a database held before the staffing api was completed.
const BEFORE: &str = "
INSERT INTO companies (name, is_esn, website, created_at) VALUES ('alpha', true, 'https://alpha.example', now()), ('delta', false, NULL, now());
INSERT INTO users (company_id, email, password_hash, role, created_at) VALUES (1, 'm@alpha.example', '-', 'manager', now());
INSERT INTO skills (name, category, created_at) VALUES ('Rust', 'programming', now());
INSERT INTO partnerships (initiator_company_id, partner_company_id, status, created_at) VALUES (1, 2, 'active', now());
INSERT INTO consultants (company_id, first_name, last_name, title, bio, status, location, created_at)
    VALUES (1, 'Amélie', 'Lefèvre', 'Ingénieure', repeat('é', 5000), 'available', 'Nantes', now()), (1, NULL, NULL, 'Consultant', NULL, 'leaving', NULL, now());
INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, created_at) VALUES (1, 1, 1, 'expert', now());
INSERT INTO tenders (company_id, title, status, created_at) VALUES (2, 'Mission', 'open', now());
INSERT INTO tender_skills (company_id, tender_id, skill_id, importance, created_at) VALUES (2, 1, 1, 'required', now());
INSERT INTO scoring_profiles (company_id, name, is_default, weights, min_score, created_at) VALUES (1, 'x', true, '{\"skills\": 1}', 0.5, now());
INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, explanation, created_at)
    VALUES (1, 2, 1, 1, 0.8, 'generated', 'accepted', '{}', now());
INSERT INTO users (company_id, email, password_hash, role, created_at) VALUES (1, 'a@alpha.example', '-', 'admin', now()),
    (1, 'c@alpha.example', '-', 'consultant', now());
INSERT INTO resumes (company_id, consultant_id, file_name, file_path, file_type, file_size, sha256, created_at)
    VALUES (1, 1, 'cv.odt', 'resumes/1', 'writer', 10, sha256('x'), now());
INSERT INTO resume_analyses (company_id, resume_id, engine, engine_version, execution_id, parsed_data, pages, created_at)
    VALUES (1, 1, 'native', '1', gen_random_uuid(), '{}', '[]', now());
INSERT INTO executions (id, kind, queue, payload, payload_version, max_attempts, scheduled_at, created_at, company_id, created_by)
    VALUES (gen_random_uuid(), 'ping', 'maintenance', '{}', 1, 1, now(), now(), 1, 1);
INSERT INTO audit_log (actor_id, action, object_kind, at) VALUES (1, 'create', 'tender', '2026-08-02');";

/// Rows that point out of their company, as nothing prevented.
const ASTRAY: &str = "
UPDATE consultants SET user_id = 1 WHERE id = 1;
INSERT INTO consultants (id, company_id, user_id, title, status, created_at) OVERRIDING SYSTEM VALUE VALUES (100, 2, 3, 'Consultante', 'available', now());
INSERT INTO resumes (company_id, consultant_id, file_name, file_path, file_type, file_size, sha256, created_at)
    VALUES (2, 1, 'cv.txt', 'b', 'txt', 1, sha256('b'), now());
INSERT INTO resume_analyses (company_id, resume_id, engine, engine_version, execution_id, parsed_data, pages, created_at)
    VALUES (1, 2, 'native', '1', gen_random_uuid(), '{}', '[]', now());";

/// What it held when the rules of the staffing page were completed, some of it against them.
const LATER: &str = "
INSERT INTO portfolios (company_id, consultant_id, title, content, created_at) VALUES (1, 1, 'Réalisations', '[]', now());
INSERT INTO skills (name, category, aliases, created_at) VALUES
    ('Go', 'programming', ARRAY['RUST', 'Golang', 'golang'], now()), ('Golang', 'programming', ARRAY['go-lang'], now()),
    ('Gö lang', 'programming', ARRAY['GO-LANG', repeat('x', 101)], now());
INSERT INTO scoring_profiles (company_id, name, weights, min_score, created_at) VALUES (2, 'rien', '{\"skills\": 0}', 0.5, now());
INSERT INTO consultants (company_id, title, status, max_travel_distance, created_at)
    SELECT 1, 'Consultant', 'available', 50000, now() FROM generate_series(3, 6);
INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, cancelled_by, decided_by, decided_at, reason, explanation, created_at)
    VALUES (1, 2, 2, 1, 0.8, 'manual', 'cancelled', 'system', NULL, now(), 'x', '{}', now()), (1, 2, 3, 1, 0.8, 'generated', 'cancelled', 'system', 1, now(), 'x', '{}', now()),
        (1, 2, 4, 1, 0.8, 'generated', 'cancelled', 'person', NULL, NULL, NULL, '{}', now()), (1, 2, 5, 1, 0.8, 'generated', 'pending', NULL, 1, now(), 'x', '{}', now()),
        (1, 2, 6, 1, 0.8, 'generated', 'proposed', NULL, NULL, NULL, NULL, '{}', now());
INSERT INTO collaborations (company_id, tender_company_id, match_id, consultant_id, tender_id, currency, status, start_date, end_date, created_at)
    VALUES (1, 2, 1, 1, 1, 'EUR', 'active', '2026-01-01', '2026-06-30', now()), (1, 2, 1, 1, 1, 'EUR', 'cancelled', NULL, NULL, now()),
        (1, 2, 1, 1, 1, 'EUR', 'cancelled', NULL, NULL, now()), (1, 2, 6, 6, 1, 'EUR', 'draft', NULL, NULL, now());
INSERT INTO audit_log (actor_id, action, object_kind, object_id, after, at) VALUES (1, 'update', 'collaboration', '2', '{\"status\": \"active\"}', '2026-08-03');";

/// What it held when a consultant came to work for one mission at a time, and withdrawn matches stayed with who saw them.
const LATEST: &str = "
INSERT INTO tenders (company_id, title, status, created_at) VALUES (2, 'Suite', 'open', now());
INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, cancelled_by, decided_at, explanation, created_at)
    SELECT 1, 2, c, (SELECT max(id) FROM tenders), 0.8, 'generated', status, by, now(), '{}', now()
    FROM (VALUES (1, 'accepted', NULL), (2, 'cancelled', 'person')) m (c, status, by);
INSERT INTO collaborations (company_id, tender_company_id, match_id, consultant_id, tender_id, currency, status, start_date, started_at, created_at)
    SELECT 1, 2, id, consultant_id, tender_id, 'EUR', 'active', '2026-06-30', now(), now()
    FROM matches WHERE consultant_id = 1 AND tender_id = (SELECT max(id) FROM tenders);
INSERT INTO audit_log (actor_id, action, object_kind, object_id, at)
    SELECT 1, 'propose', 'match', id::text, '2026-08-04' FROM matches WHERE consultant_id = 2 AND tender_id = (SELECT max(id) FROM tenders);";

#[tokio::test]
async fn each_migration_applies_to_the_data_of_the_one_before() {
    let world = World::new().await;
    world.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public;").await;
    // Data of one version, then the migrations up to the next data, to the end.
    let mut held = vec![
        (20_261_130_130_000, vec![LATEST]),
        (20_261_126_082_000, vec![LATER]),
        (20_261_125_000_000, vec![BEFORE, ASTRAY]),
    ];
    for migration in MIGRATOR.iter() {
        if held.last().is_some_and(|(before, _)| migration.version >= *before) {
            for data in held.pop().unwrap().1 {
                world.run(data).await;
            }
        }
        world.run(migration.sql.as_str()).await;
    }
    assert!(held.is_empty());
    for (sql, rows) in [
        (
            "SELECT count(*) FROM consultants WHERE search LIKE '%amelie lefevre ingenieure%'",
            1,
        ),
        ("SELECT count(*) FROM tenders WHERE search LIKE '%mission%'", 1),
        (
            "SELECT count(*) FROM matches WHERE id = 1 AND decided_at = created_at",
            1,
        ),
        ("SELECT count(*) FROM resumes WHERE file_type = 'odt'", 1),
        ("SELECT count(*) FROM executions", 1),
        (
            "SELECT count(*) FROM consultants WHERE skills_json::jsonb @> '[{\"name\": \"Rust\", \"proficiency_level\": \"expert\"}]'",
            1,
        ),
        (
            "SELECT count(*) FROM tenders WHERE skills_json::jsonb @> '[{\"name\": \"Rust\", \"importance\": \"required\"}]'",
            1,
        ),
        (
            "SELECT count(*) FROM portfolios WHERE content IS NULL AND search LIKE 'realisations%'",
            1,
        ),
        // A name goes before an alias, the older skill before the later one.
        ("SELECT count(*) FROM skills WHERE name = 'Go' AND aliases = '{}'", 1),
        (
            "SELECT count(*) FROM skills WHERE name = 'Golang' AND aliases = '{go-lang}'",
            1,
        ),
        (
            "SELECT count(*) FROM skills WHERE name = 'Gö lang' AND aliases = '{}'",
            1,
        ),
        ("SELECT count(*) FROM skill_names", 5),
        (
            "SELECT count(*) FROM scoring_profiles WHERE name = 'rien' AND weights ->> 'skills' = '0.45' AND version = 2",
            1,
        ),
        ("SELECT count(*) FROM consultants WHERE max_travel_distance = 40000", 4),
        (
            "SELECT count(*) FROM matches WHERE consultant_id = 2 AND status = 'pending' AND decided_at IS NULL",
            1,
        ),
        (
            "SELECT count(*) FROM matches WHERE consultant_id = 3 AND cancelled_by = 'system' AND decided_by IS NULL",
            1,
        ),
        (
            "SELECT count(*) FROM matches WHERE consultant_id = 4 AND decided_at = created_at",
            1,
        ),
        (
            "SELECT count(*) FROM matches WHERE consultant_id = 5 AND num_nonnulls(decided_by, decided_at, reason) = 0",
            1,
        ),
        (
            "SELECT count(*) FROM matches WHERE consultant_id = 6 AND status = 'accepted' AND decided_at IS NOT NULL",
            1,
        ),
        (
            "SELECT count(*) FROM collaborations WHERE id = 1 AND started_at = created_at",
            1,
        ),
        (
            "SELECT count(*) FROM collaborations WHERE id = 2 AND started_at = '2026-08-03'",
            1,
        ),
        (
            "SELECT count(*) FROM collaborations WHERE id > 2 AND started_at IS NULL",
            2,
        ),
        ("SELECT count(*) FROM users WHERE statut = 'actif'", 3),
        (
            "SELECT count(*) FROM users WHERE role = 'admin' AND company_id IS NULL AND token_version = 1",
            1,
        ),
        ("SELECT count(*) FROM consultants WHERE user_id IS NOT NULL", 0),
        (
            "SELECT count(*) FROM resumes WHERE (company_id = 2) = (consultant_id IS NULL)",
            2,
        ),
        (
            "SELECT count(*) FROM resume_analyses a JOIN resumes r ON r.id = a.resume_id WHERE r.company_id = a.company_id",
            2,
        ),
        ("SELECT count(*) FROM collaborations WHERE beside_another", 2),
        (
            "SELECT count(*) FROM matches WHERE status = 'cancelled' AND proposed_at = '2026-08-04'",
            1,
        ),
        (
            "SELECT count(*) FROM matches WHERE status = 'accepted' AND proposed_at IS NOT NULL",
            3,
        ),
        ("SELECT count(*) FROM audit_log WHERE api_key_id IS NULL", 3),
        ("SELECT count(*) FROM audit_log_default", 0),
    ] {
        assert_eq!(world.count(sql).await, rows, "{sql}");
    }
}

#[tokio::test]
async fn the_database_refuses_what_no_rule_allows() {
    let world = World::new().await;
    // What was decided has its time since.
    let before = BEFORE.replace(
        "status, explanation, created_at)\n    VALUES (1, 2, 1, 1, 0.8, 'generated', 'accepted', ",
        "status, explanation, created_at)\n    VALUES (1, 2, 1, 1, 0.8, 'generated', 'pending', ",
    );
    let before = before.replace("'writer'", "'odt'");
    world
        .run(&before.replace("(1, 'a@alpha.example'", "(NULL, 'a@alpha.example'"))
        .await;
    world.run("INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, decided_at, explanation, created_at)
        VALUES (1, 2, 2, 1, 0.8, 'manual', 'accepted', now(), '{}', now())").await;
    let on_pending = "INSERT INTO collaborations (company_id, tender_company_id, match_id, consultant_id, tender_id, currency, status, created_at)
        VALUES (1, 2, 1, 1, 1, 'EUR', 'draft', now())";
    refused(&world, "collaborations_rest_on_an_accepted_match", on_pending).await;
    refused(
        &world,
        "matches_company_is_consultants",
        "UPDATE matches SET company_id = 2 WHERE id = 1",
    )
    .await;
    refused(
        &world,
        "matches_company_is_tenders",
        "UPDATE matches SET tender_company_id = 1 WHERE id = 1",
    )
    .await;
    world
        .run(
            "INSERT INTO collaborations (company_id, tender_company_id, match_id, consultant_id, tender_id, currency, status, started_at, start_date, end_date, created_at)
             VALUES (1, 2, 2, 2, 1, 'EUR', 'active', now(), '2026-01-01', '2026-06-30', now())",
        )
        .await;
    let other = "INSERT INTO collaborations (company_id, tender_company_id, match_id, consultant_id, tender_id, currency, status, start_date, created_at)";
    let mut wrong = Vec::new();
    for (constraint, sql) in [
        ("companies_name_key", "INSERT INTO companies (name, is_esn, created_at) VALUES ('ÀLPHA', true, now())".to_owned()),
        ("skills_name_key", "INSERT INTO skills (name, category, created_at) VALUES ('RUST', 'x', now())".to_owned()),
        ("companies_website_is_web", "UPDATE companies SET website = 'javascript:alert(1)'".to_owned()),
        (
            "partnerships_living_pair_key",
            "INSERT INTO partnerships (initiator_company_id, partner_company_id, status, created_at) VALUES (2, 1, 'proposed', now())".to_owned(),
        ),
        ("consultants_bio_length", "UPDATE consultants SET bio = repeat('x', 5001)".to_owned()),
        ("consultants_company_id_fkey", "DELETE FROM companies WHERE id = 1".to_owned()),
        ("consultant_skills_company_is_consultants", "UPDATE consultant_skills SET company_id = 2".to_owned()),
        ("tender_skills_company_is_tenders", "UPDATE tender_skills SET company_id = 1".to_owned()),
        ("collaborations_sides_are_the_matchs", "UPDATE collaborations SET consultant_id = 1".to_owned()),
        ("collaborations_do_not_overlap", format!("{other} VALUES (1, 2, 2, 2, 1, 'EUR', 'draft', '2026-06-30', now())")),
        ("collaborations_period", "UPDATE collaborations SET end_date = '2025-01-01'".to_owned()),
        (
            "portfolios_company_is_consultants",
            "INSERT INTO portfolios (company_id, consultant_id, title, created_at) VALUES (2, 1, 'x', now())".to_owned(),
        ),
        (
            "scoring_profiles_default_key",
            "INSERT INTO scoring_profiles (company_id, name, is_default, weights, min_score, created_at) VALUES (1, 'y', true, '{\"skills\": 1}', 0.5, now())".to_owned(),
        ),
        ("matches_decision_has_its_time", "UPDATE matches SET status = 'rejected' WHERE id = 1".to_owned()),
        ("matches_decider_has_its_time", "UPDATE matches SET decided_by = 1, status = 'proposed' WHERE id = 1".to_owned()),
        ("matches_explanation_object", "UPDATE matches SET explanation = '[]'".to_owned()),
        ("scoring_profiles_weights_of_criteria", r#"UPDATE scoring_profiles SET weights = '{"looks": 1}'"#.to_owned()),
        ("scoring_profiles_weights_of_criteria", r#"UPDATE scoring_profiles SET weights = '{"rate": 1.5}'"#.to_owned()),
        ("scoring_profiles_weights_of_criteria", r#"UPDATE scoring_profiles SET weights = '{"rate": "1", "skills": 1}'"#.to_owned()),
        ("scoring_profiles_version_counts", "UPDATE scoring_profiles SET version = 0".to_owned()),
        ("consultants_names_length", "UPDATE consultants SET last_name = repeat('x', 101)".to_owned()),
        ("consultants_cv_is_web", "UPDATE consultants SET cv_url = 'javascript:alert(1)'".to_owned()),
        ("consultants_linkedin_is_web", "UPDATE consultants SET linkedin_url = 'x'".to_owned()),
        ("consultants_github_is_web", "UPDATE consultants SET github_url = 'x'".to_owned()),
        ("consultants_photo_is_web", "UPDATE consultants SET photo_url = 'x'".to_owned()),
        ("consultant_skills_details_length", "UPDATE consultant_skills SET details = repeat('x', 501)".to_owned()),
        ("tender_skills_details_length", "UPDATE tender_skills SET details = repeat('x', 501)".to_owned()),
        ("skills_description_length", "UPDATE skills SET description = repeat('x', 501)".to_owned()),
        ("users_admin_has_no_company", "UPDATE users SET company_id = 1 WHERE role = 'admin'".to_owned()),
        ("consultants_user_is_of_company", "UPDATE consultants SET user_id = 2".to_owned() + " WHERE id = 1"),
        ("resumes_company_is_consultants", "INSERT INTO resumes (company_id, consultant_id, file_name, file_path, file_type, file_size, sha256, created_at) VALUES (2, 1, 'x', 'x', 'txt', 1, sha256('x'), now())".to_owned()),
        ("resume_analyses_company_is_resumes", "UPDATE resume_analyses SET company_id = 2".to_owned()),
        ("matches_consultant_id_tender_id_key", "INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, explanation, created_at)
            VALUES (1, 2, 1, 1, 0.8, 'manual', 'pending', '{}', now())".to_owned()),
        ("matches_score_check", "UPDATE matches SET score = 1.01".to_owned()),
        ("matches_status_check", "UPDATE matches SET status = 'maybe' WHERE id = 1".to_owned()),
        ("matches_source_check", "UPDATE matches SET source = 'guessed' WHERE id = 1".to_owned()),
        ("matches_check", "UPDATE matches SET cancelled_by = 'person' WHERE id = 1".to_owned()),
        ("matches_check", "UPDATE matches SET status = 'cancelled', decided_at = now() WHERE id = 1".to_owned()),
        ("matches_stay_accepted", "UPDATE matches SET status = 'proposed' WHERE id = 2".to_owned()),
        ("matches_by_hand_is_never_cancelled_by_system", "UPDATE matches SET source = 'manual', status = 'cancelled', cancelled_by = 'system', decided_at = now() WHERE id = 1".to_owned()),
        ("matches_system_is_nobody", "UPDATE matches SET status = 'cancelled', cancelled_by = 'system', decided_at = now(), decided_by = 1 WHERE id = 1".to_owned()),
        ("matches_cancelling_has_its_time", "UPDATE matches SET status = 'cancelled', cancelled_by = 'person' WHERE id = 1".to_owned()),
        ("matches_pending_is_undecided", "UPDATE matches SET decided_at = now() WHERE id = 1".to_owned()),
        ("matches_pending_is_undecided", "UPDATE matches SET reason = 'x' WHERE id = 1".to_owned()),
        ("matches_consultant_id_fkey", "DELETE FROM consultants WHERE id = 1".to_owned()),
        ("matches_tender_id_fkey", "DELETE FROM tenders WHERE id = 1".to_owned()),
        ("collaborations_sides_are_the_matchs", "DELETE FROM matches WHERE id = 2".to_owned()),
        ("collaborations_rest_on_an_accepted_match", "UPDATE collaborations SET match_id = 1".to_owned()),
        ("collaborations_at_work_since", "UPDATE collaborations SET started_at = NULL".to_owned()),
        ("collaborations_status_check", "UPDATE collaborations SET status = 'x'".to_owned()),
        ("collaborations_daily_rate_check", "UPDATE collaborations SET daily_rate = -1".to_owned()),
        ("collaborations_contract_length", "UPDATE collaborations SET contract_url = 'https://' || repeat('x', 2000)".to_owned()),
        ("skill_names_pkey", "INSERT INTO skills (name, category, aliases, created_at) VALUES ('Ferris', 'x', ARRAY['rüst'], now())".to_owned()),
        ("skills_aliases_bounds", "UPDATE skills SET aliases = ARRAY[repeat('x', 101)]".to_owned()),
        ("skills_aliases_bounds", "UPDATE skills SET aliases = ARRAY['']".to_owned()),
        ("skills_aliases_bounds", "UPDATE skills SET aliases = ARRAY(SELECT n::text FROM generate_series(1, 101) n)".to_owned()),
        ("consultant_skills_skill_id_fkey", "DELETE FROM skills WHERE id = 1".to_owned()),
        ("consultants_status_check", "UPDATE consultants SET status = 'x'".to_owned()),
        ("consultants_daily_rate_check", "UPDATE consultants SET daily_rate = -1".to_owned()),
        ("consultants_check", "UPDATE consultants SET latitude = 1".to_owned()),
        ("consultants_travel_on_earth", "UPDATE consultants SET max_travel_distance = 40001".to_owned()),
        ("consultants_addresses_length", "UPDATE consultants SET cv_url = 'https://' || repeat('x', 2000)".to_owned()),
        ("consultants_user_id_key", "UPDATE consultants SET user_id = 1".to_owned()),
        ("tenders_status_check", "UPDATE tenders SET status = 'x'".to_owned()),
        ("tenders_check", "UPDATE tenders SET start_date = '2026-02-01', end_date = '2026-01-01'".to_owned()),
        ("tenders_check1", "UPDATE tenders SET budget_min = 2, budget_max = 1".to_owned()),
        ("tenders_check2", "UPDATE tenders SET longitude = 1".to_owned()),
        ("tenders_budget_min_check", "UPDATE tenders SET budget_min = -1".to_owned()),
        ("tenders_required_consultants_most", "UPDATE tenders SET required_consultants = 1001".to_owned()),
        ("partnerships_check", "UPDATE partnerships SET partner_company_id = 1".to_owned()),
        ("partnerships_check1", "UPDATE partnerships SET start_date = '2026-02-01', end_date = '2026-01-01'".to_owned()),
        ("partnerships_status_check", "UPDATE partnerships SET status = 'x'".to_owned()),
        ("companies_addresses_length", "UPDATE companies SET website = 'https://' || repeat('x', 2000)".to_owned()),
        ("scoring_profiles_weigh_something", r#"UPDATE scoring_profiles SET weights = '{"rate": 0}'"#.to_owned()),
        ("scoring_profiles_weigh_something", "UPDATE scoring_profiles SET weights = '{}'".to_owned()),
        ("resumes_file_type_known", "UPDATE resumes SET file_type = 'exe'".to_owned()),
        ("resume_analyses_engine_known", "UPDATE resume_analyses SET engine = 'x'".to_owned()),
        ("resume_analyses_parsed_data_object", "UPDATE resume_analyses SET parsed_data = '[]'".to_owned()),
        ("resume_analyses_pages_array", "UPDATE resume_analyses SET pages = '{}'".to_owned()),
        ("portfolios_content_object", "INSERT INTO portfolios (company_id, title, content, created_at) VALUES (1, 'x', '[]', now())".to_owned()),
        ("portfolios_period", "INSERT INTO portfolios (company_id, title, start_date, end_date, created_at) VALUES (1, 'x', '2026-02-01', '2026-01-01', now())".to_owned()),
        ("users_statut_known", "UPDATE users SET statut = 'x'".to_owned()),
        ("users_email_key", "INSERT INTO users (email, password_hash, role, created_at) VALUES ('M@ALPHA.example', '-', 'client', now())".to_owned()),
    ] {
        wrong.extend(refusal(&world, constraint, &sql).await);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for sql in [
        "UPDATE audit_log SET action = 'x'",
        "DELETE FROM audit_log",
        "TRUNCATE audit_log",
        "TRUNCATE audit_log_default",
    ] {
        let refused = sqlx::raw_sql(sql).execute(world.test.pool()).await;
        assert!(refused.unwrap_err().to_string().contains("append-only"), "{sql}");
    }
    world
        .run(&format!(
            "{other} VALUES (1, 2, 2, 2, 1, 'EUR', 'draft', '2026-07-01', now())"
        ))
        .await;
    world
        .run(
            "INSERT INTO tenders (company_id, title, status, created_at) VALUES (2, 'Suite', 'open', now());
            INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, decided_at, explanation, created_at)
            SELECT 1, 2, 2, max(id), 0.8, 'manual', 'accepted', now(), '{}', now() FROM tenders",
        )
        .await;
    let beside = |status: &str| {
        format!(
            "INSERT INTO collaborations (company_id, tender_company_id, match_id, consultant_id, tender_id, currency, status, started_at, start_date, created_at)
            SELECT 1, 2, id, 2, tender_id, 'EUR', '{status}', now(), '2026-06-30', now() FROM matches WHERE consultant_id = 2 AND tender_id > 1"
        )
    };
    refused(&world, "collaborations_one_mission_at_a_time", &beside("active")).await;
    world.run(&beside("draft")).await;
}

async fn refused(world: &World, constraint: &str, sql: &str) {
    assert_eq!(refusal(world, constraint, sql).await, None);
}

/// What happened instead of the refusal by this constraint; none when it was refused so.
async fn refusal(world: &World, constraint: &str, sql: &str) -> Option<String> {
    let statement = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()));
    let Err(error) = statement.execute(world.test.pool()).await.map_err(DbError::from) else {
        return Some(format!("{sql}: it is allowed"));
    };
    // Deleting what several rows rest on breaks one of their references, whichever is looked at first.
    let is_reference = sql.starts_with("DELETE") && matches!(error, DbError::Reference(_));
    let is_it = is_reference || error.constraint() == Some(constraint);
    (!is_it).then(|| format!("{sql}: {error:?}"))
}
