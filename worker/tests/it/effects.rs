//! What the kinds of a real worker process bring about.

use crate::harness::World;
use serde_json::{Value, json};
use shared::{
    cache::Space,
    directory::portfolios::jobs::PortfolioGeneration,
    jobs::Status,
    kernel::{ConsultantId, TenderId},
    staffing::matches::jobs::MatchGeneration,
};
use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};

pub struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(world: &World, queue: &str) -> Killed {
    start_with(world, queue, &[])
}

pub fn start_with(world: &World, queue: &str, more: &[(&str, &str)]) -> Killed {
    let mut command = Command::new(env!("CARGO_BIN_EXE_worker"));
    command.args(["run", "--queues", queue]).env_clear();
    for (name, value) in [
        ("ENVIRONMENT", "test"),
        ("SECRET_KEY", "only-for-this-test-0123456789"),
        ("DATABASE_URL", &world.test.url),
        ("REDIS_URL", &world.redis_url),
        ("REDIS_PREFIX", &world.prefix),
        (
            "STORAGE_DIR",
            &std::env::temp_dir().join(&world.prefix).display().to_string(),
        ),
    ] {
        command.env(name, value);
    }
    command.envs(more.iter().copied());
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    Killed(quiet.spawn().expect("the worker starts"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_generation_invalidates_the_lists_of_matches() {
    let world = World::new().await;
    let id = world.enqueue(MatchGeneration::default()).await;
    let _worker = start(&world, "matching");
    world.until_status(id, Status::Success).await;
    // The generation of what is kept is raised right after the commit that ended the execution.
    let name = format!("{}:cache:{}", world.prefix, Space::Matches.name());
    let raised = async {
        let mut conn = world.conn.clone();
        loop {
            let now: Option<u64> = redis::cmd("GET").arg(&name).query_async(&mut conn).await.unwrap();
            if now.is_some_and(|generation| generation > 0) {
                break;
            }
            tokio::task::yield_now().await;
        }
    };
    let bound = tokio::time::timeout(Duration::from_secs(20), raised).await;
    bound.expect("the worker has the cache that it invalidates");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portfolio_is_made_of_what_the_profile_and_the_cv_hold_and_of_nothing_else() {
    let world = World::new().await;
    world
        .test
        .execute(
            r#"INSERT INTO companies (id, name, is_esn, created_at) OVERRIDING SYSTEM VALUE VALUES (901, 'first', true, now());
            INSERT INTO skills (id, name, category, created_at) OVERRIDING SYSTEM VALUE
                VALUES (901, 'Rust', 'programming', now()), (902, 'Java', 'programming', now()), (903, 'Go', 'programming', now());
            INSERT INTO consultants (id, company_id, title, status, created_at) OVERRIDING SYSTEM VALUE VALUES (907, 901, 'Data engineer', 'available', now());
            INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, created_at)
                VALUES (901, 907, 901, 'advanced', now()), (901, 907, 902, 'expert', now());
            INSERT INTO tenders (id, company_id, title, status, created_at) OVERRIDING SYSTEM VALUE VALUES (942, 901, 'Secret', 'open', now());
            INSERT INTO tender_skills (company_id, tender_id, skill_id, importance, created_at)
                VALUES (901, 942, 901, 'required', now()), (901, 942, 903, 'preferred', now());
            INSERT INTO resumes (id, company_id, consultant_id, file_name, file_path, file_type, file_size, sha256, created_at) OVERRIDING SYSTEM VALUE
                VALUES (912, 901, 907, 'cv.txt', 'x', 'txt', 1, sha256('x'), now());
            INSERT INTO resume_analyses (id, company_id, resume_id, engine, engine_version, execution_id, parsed_data, pages, created_at) OVERRIDING SYSTEM VALUE
                VALUES (913, 901, 912, 'native', '1', gen_random_uuid(), '{"summary": "Huit ans.", "experiences": [{"title": "Support", "skills": ["Java"]},
                    {"title": "Plateforme", "skills": ["Rust"]}], "certifications": ["CKA"]}', '[]', now())"#,
        )
        .await;
    let job = PortfolioGeneration {
        consultant_id: ConsultantId(907),
        tender_id: Some(TenderId(942)),
    };
    let id = world.enqueue(job).await;
    let _worker = start(&world, "documents");
    let story = world.until_status(id, Status::Success).await;
    let made: (i64, i64, Value) =
        sqlx::query_as("SELECT id, company_id, content FROM portfolios WHERE consultant_id = 907")
            .fetch_one(world.test.pool())
            .await
            .unwrap();
    assert_eq!(story.execution.result, Some(json!({ "portfolio_id": made.0 })));
    let line =
        "SELECT after FROM audit_log WHERE action = 'generate' AND object_kind = 'portfolio' AND actor_id IS NULL";
    let line: serde_json::Value = sqlx::query_scalar(line).fetch_one(world.test.pool()).await.unwrap();
    assert_eq!(line["execution_id"], json!(story.execution.id));
    assert_eq!(
        line["content"],
        serde_json::Value::Null,
        "the log does not say what a CV says"
    );
    let content = made.2;
    assert_eq!(
        (made.1, &content["headline"], &content["summary"]),
        (901, &json!("Data engineer"), &json!("Huit ans."))
    );
    assert_eq!(
        (&content["skills"][0]["name"], &content["skills"][0]["is_wanted"]),
        (&json!("Rust"), &json!(true))
    );
    assert_eq!(
        (&content["missions"][0]["title"], &content["missing_skills"]),
        (&json!("Plateforme"), &json!(["Go"]))
    );
    assert_eq!(content["sources"], json!(["consultant:907", "resume_analysis:913"]));
    assert!(
        !content.to_string().contains("Secret"),
        "a reader of the portfolio need not see the tender"
    );
}
