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
    VALUES (1, 1, 'cv.txt', 'a', 'txt', 1, sha256('a'), now());
INSERT INTO resume_analyses (company_id, resume_id, engine, engine_version, execution_id, parsed_data, pages, created_at)
    VALUES (1, 1, 'native', '1', gen_random_uuid(), '{}', '[]', now());
INSERT INTO audit_log (actor_id, action, object_kind, at) VALUES (1, 'create', 'tender', '2026-08-02');";

/// Rows that point out of their company, as nothing prevented.
const ASTRAY: &str = "
UPDATE consultants SET user_id = 1 WHERE id = 1;
UPDATE consultants SET user_id = 3, company_id = 2 WHERE id = 2;
INSERT INTO resumes (company_id, consultant_id, file_name, file_path, file_type, file_size, sha256, created_at)
    VALUES (2, 1, 'cv.txt', 'b', 'txt', 1, sha256('b'), now());
INSERT INTO resume_analyses (company_id, resume_id, engine, engine_version, execution_id, parsed_data, pages, created_at)
    VALUES (1, 2, 'native', '1', gen_random_uuid(), '{}', '[]', now());";

#[tokio::test]
async fn each_migration_applies_to_the_data_of_the_one_before() {
    let world = World::new().await;
    world.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public;").await;
    let (old, new): (Vec<_>, Vec<_>) = MIGRATOR.iter().partition(|m| m.version < 20_261_125_000_000);
    assert!(!new.is_empty());
    for migration in old {
        world.run(migration.sql.as_str()).await;
    }
    world.run(BEFORE).await;
    world.run(ASTRAY).await;
    for migration in new {
        world.run(migration.sql.as_str()).await;
    }
    for (sql, rows) in [
        (
            "SELECT count(*) FROM consultants WHERE search LIKE '%amelie lefevre ingenieure%'",
            1,
        ),
        ("SELECT count(*) FROM tenders WHERE search LIKE '%mission%'", 1),
        ("SELECT count(*) FROM matches WHERE decided_at = created_at", 1),
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
        ("SELECT count(*) FROM audit_log WHERE api_key_id IS NULL", 1),
        ("SELECT count(*) FROM audit_log_default", 0),
    ] {
        assert_eq!(world.count(sql).await, rows, "{sql}");
    }
}

#[tokio::test]
async fn the_database_refuses_what_no_rule_allows() {
    let world = World::new().await;
    // What was decided has its time since.
    let held = BEFORE.replace("'accepted', '{}'", "'pending', '{}'");
    world
        .run(&held.replace("(1, 'a@alpha.example'", "(NULL, 'a@alpha.example'"))
        .await;
    refused(
        &world,
        "matches_company_is_consultants",
        "UPDATE matches SET company_id = 2",
    )
    .await;
    refused(
        &world,
        "matches_company_is_tenders",
        "UPDATE matches SET tender_company_id = 1",
    )
    .await;
    world
        .run(
            "INSERT INTO collaborations (company_id, tender_company_id, match_id, consultant_id, tender_id, currency, status, start_date, end_date, created_at)
             VALUES (1, 2, 1, 1, 1, 'EUR', 'active', '2026-01-01', '2026-06-30', now())",
        )
        .await;
    let other = "INSERT INTO collaborations (company_id, tender_company_id, match_id, consultant_id, tender_id, currency, status, start_date, created_at)";
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
        ("collaborations_sides_are_the_matchs", "UPDATE collaborations SET consultant_id = 2".to_owned()),
        ("collaborations_do_not_overlap", format!("{other} VALUES (1, 2, 1, 1, 1, 'EUR', 'draft', '2026-06-30', now())")),
        ("collaborations_period", "UPDATE collaborations SET end_date = '2025-01-01'".to_owned()),
        (
            "portfolios_company_is_consultants",
            "INSERT INTO portfolios (company_id, consultant_id, title, created_at) VALUES (2, 1, 'x', now())".to_owned(),
        ),
        (
            "scoring_profiles_default_key",
            "INSERT INTO scoring_profiles (company_id, name, is_default, weights, min_score, created_at) VALUES (1, 'y', true, '{}', 0.5, now())".to_owned(),
        ),
        ("matches_decision_has_its_time", "UPDATE matches SET status = 'rejected'".to_owned()),
        ("matches_decider_has_its_time", "UPDATE matches SET decided_by = 1".to_owned()),
        ("matches_explanation_object", "UPDATE matches SET explanation = '[]'".to_owned()),
        ("scoring_profiles_weights_of_criteria", r#"UPDATE scoring_profiles SET weights = '{"looks": 1}'"#.to_owned()),
        ("scoring_profiles_weights_of_criteria", r#"UPDATE scoring_profiles SET weights = '{"rate": 1.5}'"#.to_owned()),
        ("scoring_profiles_weights_of_criteria", r#"UPDATE scoring_profiles SET weights = '{"rate": "1"}'"#.to_owned()),
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
        ("users_statut_known", "UPDATE users SET statut = 'x'".to_owned()),
        ("users_email_key", "INSERT INTO users (email, password_hash, role, created_at) VALUES ('M@ALPHA.example', '-', 'client', now())".to_owned()),
    ] {
        refused(&world, constraint, &sql).await;
    }
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
            "{other} VALUES (1, 2, 1, 1, 1, 'EUR', 'draft', '2026-07-01', now())"
        ))
        .await;
}

async fn refused(world: &World, constraint: &str, sql: &str) {
    let statement = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()));
    let refused = statement.execute(world.test.pool()).await;
    let error = DbError::from(refused.expect_err(sql));
    // Deleting a company breaks one of several references, whichever is looked at first.
    let is_reference = constraint.ends_with("company_id_fkey") && matches!(error, DbError::Reference(_));
    assert!(
        is_reference || error.constraint() == Some(constraint),
        "{sql}: {error:?}"
    );
}
