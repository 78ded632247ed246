//! Every list may be followed by `Link` to its end while others write: no row twice, none that was there all along missed.

use crate::{consultants::walk, world::World};

/// Rows under the ids `first` + 1 to `first` + `n` in every table that is listed; their names begin with `tag`, in another order than their ids.
fn rows(first: i64, n: i64, tag: &str) -> String {
    let none = r#"{"criteria": [], "left_out": [], "skills": {"matched": [], "partial": [], "missing": []}, "recommendations": [], "scoring_version": "1"}"#;
    let of = format!(
        "(SELECT {first} + n AS id, n, '{tag}' || lpad((n * 7 % 23)::text, 2, '0') AS name FROM generate_series(1, {n}) n) r"
    );
    let matches = "(id, company_id, tender_company_id, consultant_id, tender_id, score, source, status, decided_at, explanation, created_at) OVERRIDING SYSTEM VALUE";
    format!(
        "INSERT INTO companies (id, name, is_esn, created_at) OVERRIDING SYSTEM VALUE SELECT id, name, true, now() FROM {of};
        INSERT INTO skills (id, name, category, created_at) OVERRIDING SYSTEM VALUE SELECT id, name, 'x', now() FROM {of};
        INSERT INTO users (id, company_id, email, password_hash, role, created_at) OVERRIDING SYSTEM VALUE SELECT id, 1, 'u' || id || '@x.example', '-', 'observer', now() FROM {of};
        INSERT INTO partnerships (id, initiator_company_id, partner_company_id, status, created_at) OVERRIDING SYSTEM VALUE SELECT id, 1, id, 'rejected', now() FROM {of};
        INSERT INTO consultants (id, company_id, last_name, title, status, created_at) OVERRIDING SYSTEM VALUE SELECT id, 1, CASE WHEN n % 3 > 0 THEN name END, name, 'available', now() FROM {of};
        INSERT INTO tenders (id, company_id, title, start_date, status, created_at) OVERRIDING SYSTEM VALUE SELECT id, 1, 'T ' || n % 4, CASE WHEN n % 3 > 0 THEN date '2026-01-01' + n::int % 5 END, 'open', now() FROM {of};
        INSERT INTO matches {matches} SELECT id, 1, 1, id, id, n % 5 / 10.0, 'generated', CASE WHEN n % 3 > 0 THEN 'accepted' ELSE 'pending' END, CASE WHEN n % 3 > 0 THEN now() - interval '1 day' * (n % 5) END, '{none}', now() FROM {of};
        INSERT INTO collaborations (id, company_id, tender_company_id, match_id, consultant_id, tender_id, currency, status, created_at) OVERRIDING SYSTEM VALUE
            SELECT {first} + row_number() OVER (), 1, 1, id, consultant_id, tender_id, 'EUR', 'draft', now() FROM matches WHERE id > {first} AND id <= {first} + {n} AND status = 'accepted';
        INSERT INTO portfolios (id, company_id, title, created_at) OVERRIDING SYSTEM VALUE SELECT id, 1, name, now() FROM {of};
        INSERT INTO scoring_profiles (id, company_id, name, weights, min_score, created_at) OVERRIDING SYSTEM VALUE SELECT id, 1, name, '{{\"skills\": 1}}', 0.5, now() FROM {of};
        INSERT INTO resumes (id, company_id, consultant_id, file_name, file_path, file_type, file_size, sha256, created_at) OVERRIDING SYSTEM VALUE SELECT id, 1, 1001, 'x', 'x/' || id, 'txt', 1, sha256('x'), now() FROM {of};
        INSERT INTO resume_analyses (id, company_id, resume_id, engine, engine_version, execution_id, parsed_data, pages, created_at) OVERRIDING SYSTEM VALUE
            SELECT id, 1, 1001, 'native', id::text, gen_random_uuid(), '{{}}', '[]', now() FROM {of};
        INSERT INTO audit_log (id, action, object_kind, at) OVERRIDING SYSTEM VALUE SELECT id, 'x', 'seeded', now() FROM {of};"
    )
}

async fn run(world: &World, sql: String) {
    world.db.execute(Box::leak(sql.into_boxed_str())).await;
}

#[tokio::test]
async fn every_list_neither_repeats_nor_misses_a_row_whatever_is_written_between_its_pages() {
    for list in [
        "/companies?",
        "/skills?",
        "/users?",
        "/partnerships?",
        "/portfolios?",
        "/scoring-profiles?",
        "/collaborations?",
        "/consultants/1001/resumes?",
        "/resumes/1001/analyses?",
        "/audit?object_kind=seeded&",
        "/consultants?sort=last_name&",
        "/consultants?sort=-last_name&",
        "/tenders?",
        "/tenders?sort=-title&",
        "/tenders?sort=start_date&",
        "/tenders?sort=-start_date&",
        "/matches?",
        "/matches?sort=match_score&",
        "/matches?sort=-decided_at&",
        "/matches?sort=decided_at&",
    ] {
        let world = World::with(&[("RATE_LIMITS", "read=0,write=0,costly=0,login=0")]).await;
        let admin = world.log_in("admin@platform.example").await;
        run(&world, rows(1000, 23, "M ")).await;
        let old: Vec<i64> = walk(&admin, &format!("{list}limit=200"), async || {}).await;
        let old: Vec<i64> = old.into_iter().filter(|id| (1001..=1023).contains(id)).collect();
        assert!(old.len() >= 15, "{list}: {old:?}");
        // Rows of lower ids that are committed late, and of higher ones; before, between and behind the names that are there.
        let meanwhile = async || {
            run(&world, rows(500, 9, "É ")).await;
            run(&world, rows(2000, 9, "m 1 ")).await;
            run(&world, rows(3000, 9, "z ")).await;
        };
        let ids = walk(&admin, &format!("{list}limit=4"), meanwhile).await;
        let kept: Vec<i64> = ids.iter().copied().filter(|id| (1001..=1023).contains(id)).collect();
        assert_eq!(kept, old, "{list} {ids:?}");
        let all: std::collections::HashSet<i64> = ids.iter().copied().collect();
        assert_eq!(all.len(), ids.len(), "{list} repeats: {ids:?}");
    }
}
