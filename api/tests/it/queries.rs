//! How many statements a request costs: the same few, however many rows it answers.

use crate::{
    documentation::operations,
    planted::{Caller, callers, plant, request},
    world::World,
};
use reqwest::Method;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

/// Counts the statements that sqlx tells of on this thread, on which the test's api runs too.
#[derive(Clone, Default)]
struct Statements(Arc<AtomicUsize>, Arc<AtomicU64>);

impl Subscriber for Statements {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1 + self.1.fetch_add(1, Ordering::Relaxed))
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut said = Said::default();
        event.record(&mut said);
        // Each new connection asks once what the schema's own types are.
        if event.metadata().target() == "sqlx::query" && !said.0.starts_with("SELECT pg_type.oid") {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// The statement that an event tells of.
#[derive(Default)]
struct Said(String);

impl Visit for Said {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "summary" {
            value.clone_into(&mut self.0);
        }
    }
    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

/// What reads besides `GET`.
const READING_POSTS: [&str; 4] = [
    "find_matches_for_consultant",
    "find_matches_for_tender",
    "preview_scoring_profile",
    "query_documents",
];
/// A stream has no end.
const ENDLESS: &str = "follow_execution";
/// The most that any operation may take, who asks included; what takes more than four reads a CV (and notes that it did), searches (and notes
/// what for), or scores.
const MOST: usize = 12;
const ORDINARY: usize = 4;
const COSTLY: [&str; 8] = [
    "list_consultant_resumes",
    "list_resume_analyses",
    "download_cv",
    "get_cv_results",
    "find_matches_for_consultant",
    "find_matches_for_tender",
    "preview_scoring_profile",
    "query_documents",
];

/// Under the rows of `base`, `n` more of whatever an entity there may have many of.
async fn grow(world: &World, base: i64, n: i64) {
    let (many, none) = (
        format!("generate_series(1, {n}) n"),
        r#"{"criteria": [], "left_out": [], "skills": {"matched": [], "partial": [], "missing": []}, "recommendations": [], "scoring_version": "1"}"#,
    );
    let sql = format!(
        "INSERT INTO skills (id, name, category, created_at) OVERRIDING SYSTEM VALUE SELECT {base} + 100 + n, 'more ' || n, 'x', now() FROM {many};
        INSERT INTO consultants (id, company_id, title, status, created_at) OVERRIDING SYSTEM VALUE
            SELECT {base} + 100 + n, 1, 'more', 'available', now() FROM {many};
        INSERT INTO tenders (id, company_id, title, status, created_at) OVERRIDING SYSTEM VALUE SELECT {base} + 100 + n, 1, 'more', 'open', now() FROM {many};
        INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, created_at)
            SELECT 1, c, {base} + 100 + n, 'expert', now() FROM {many}, (VALUES ({base} + 1), ({base} + 101)) of (c);
        INSERT INTO tender_skills (company_id, tender_id, skill_id, importance, created_at)
            SELECT 1, t, {base} + 100 + n, 'required', now() FROM {many}, (VALUES ({base} + 1), ({base} + 101)) of (t);
        INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, explanation, created_at)
            SELECT 1, 1, c, t, 0.8, 'manual', 'pending', '{none}', now()
            FROM {many}, LATERAL (VALUES ({base} + 1, {base} + 100 + n), ({base} + 100 + n, {base} + 1)) of (c, t);
        INSERT INTO collaborations (company_id, tender_company_id, match_id, consultant_id, tender_id, currency, status, start_date, end_date, created_at)
            SELECT 1, 1, {base} + 3, {base} + 1, {base} + 2, 'EUR', 'draft', date '2027-01-01' + 10 * n::int, date '2027-01-05' + 10 * n::int, now() FROM {many};
        INSERT INTO portfolios (company_id, consultant_id, title, created_at) SELECT 1, {base} + 1, 'more', now() FROM {many};
        INSERT INTO resumes (company_id, consultant_id, file_name, file_path, file_type, file_size, sha256, created_at)
            SELECT 1, {base} + 1, 'more.txt', 'resumes/{base}/' || n, 'txt', 1, sha256(n::text::bytea), now() FROM {many};
        INSERT INTO resume_analyses (company_id, resume_id, engine, engine_version, execution_id, parsed_data, pages, created_at)
            SELECT 1, {base} + 1, 'native', n::text, '00000000-0000-7000-8000-000000000000', '{{}}', '[]', now() FROM {many};
        INSERT INTO rag_documents (id, company_id, document_id, document_type, title, content, content_sha256, created_at) OVERRIDING SYSTEM VALUE
            SELECT {base} + 100 + n, 1, 'more:' || n, 'other', 'data engineer', 'data engineer', '', now() FROM {many};
        INSERT INTO rag_chunks (company_id, rag_document_id, chunk_id, content, chunk_index, token_count)
            SELECT 1, {base} + 100 + n, n::text, 'data engineer Paris', 0, 3 FROM {many};
        INSERT INTO user_sessions (id, user_id, opaque_token_hash, opaque_expires_at, refresh_token_hash, refresh_expires_at, created_at)
            SELECT gen_random_uuid(), u.id, sha256((u.id || ' o ' || n)::bytea), now() + interval '1 day', sha256((u.id || ' r ' || n)::bytea),
                now() + interval '1 day', now() FROM {many}, users u WHERE u.email LIKE '%@matrix.example';
        INSERT INTO schedules (name, kind, queue, priority, payload, payload_version, max_attempts, cron, timezone, catch_up, updated_at)
            SELECT 'more ' || n, 'ping', 'maintenance', 5, '{{}}', 1, 1, '0 3 * * *', 'Europe/Paris', 'skip', now() FROM {many};
        INSERT INTO workers (name, host, version, queues, started_at, heartbeat_at) SELECT 'more ' || n, 'x', '1', '{{}}', now(), now() FROM {many};
        INSERT INTO execution_limits (kind, company_id, max_running) SELECT 'more ' || n, 1, 1 FROM {many};"
    );
    world.db.execute(Box::leak(sql.into_boxed_str())).await;
}

/// What each reading operation costs each of these callers.
async fn costs(world: &World, callers: &[Caller], base: i64, statements: &Statements) -> BTreeMap<String, usize> {
    let api = serde_json::to_value(api::router::api_document()).unwrap();
    let mut costs = BTreeMap::new();
    for entry in operations(&api) {
        let name = entry.2["operationId"].as_str().unwrap();
        let reads = entry.0 == Method::GET || READING_POSTS.contains(&name);
        if !reads || name == ENDLESS {
            continue;
        }
        for caller in callers
            .iter()
            .filter(|c| ["admin", "manager-own"].contains(&c.name.as_str()))
        {
            let request = request(world, caller, &api, &entry, base).await;
            let before = statements.0.load(Ordering::Relaxed);
            let answer = request.send().await.unwrap();
            let (status, text) = (answer.status(), answer.text().await.unwrap());
            let now = statements.0.load(Ordering::Relaxed) - before;
            // Of what is not for a manager there is nothing to count.
            if status == 403 {
                continue;
            }
            assert!(status.is_success(), "{name}: {status} {text}");
            let rows = serde_json::from_str::<Value>(&text)
                .ok()
                .and_then(|v| v.as_array().map(Vec::len));
            println!("{name} of {}: {now} statements, {rows:?} rows", caller.name);
            costs.insert(format!("{name} {}", caller.name), now);
        }
    }
    costs
}

#[tokio::test]
async fn every_read_costs_the_same_few_statements_however_many_rows_it_answers() {
    let statements = Statements::default();
    let _counting = tracing::subscriber::set_default(statements.clone());
    // Nothing is answered from a cache: nobody listens there.
    let nowhere = "redis://127.0.0.1:1";
    let world = World::with(&[
        ("RATE_LIMITS", "read=0,write=0,costly=0,login=0"),
        ("REDIS_URL", nowhere),
    ])
    .await;
    let callers = callers(&world).await;
    let base = 1_000_000;
    plant(&world, &[base], None).await;
    let few = costs(&world, &callers, base, &statements).await;
    assert!(few.len() > 80, "{} reads were counted", few.len());
    let more: Vec<i64> = (1..=12).map(|n| base + 10_000 * n).collect();
    plant(&world, &more, None).await;
    grow(&world, base, 12).await;
    let many = costs(&world, &callers, base, &statements).await;
    assert_eq!(few, many, "reads cost more with more rows");
    for (operation, now) in &many {
        let name = operation.split(' ').next().unwrap();
        let most = if COSTLY.contains(&name) { MOST } else { ORDINARY };
        assert!(
            (usize::from(!name.ends_with('z') && name != "health")..=most).contains(now),
            "{operation} costs {now} statements"
        );
    }
}
