//! CVs through the whole path: upload at the api, queue, worker, capped child, profile in the database.
//!
//! `./dev bench cvs FOLDER`: every document of the folder is uploaded once, as different content is analysed anew. Two figures: until
//! the last analysis is there, and until what follows from them (indexing and matching) is done too.

use crate::{client::Client, processes, settings::Settings};
use anyhow::{Context, ensure};
use bytes::Bytes;
use hyper::StatusCode;
use serde_json::json;
use sqlx::PgPool;
use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

const CONNECTIONS: usize = 8;
const MANAGER: &str = "manager.alpha@demo.example";
const BOUNDARY: &str = "a-boundary-that-no-document-holds";
/// Made by bench/cvs/make.py.
const FOLDER: &str = "target/cvs";
const TYPES: &[&str] = &["pdf", "docx", "odt", "txt", "rtf", "html"];
const PATIENCE: Duration = Duration::from_secs(300);

type Upload = (String, Bytes);

/// Uploads everything over a few connections and waits.
pub async fn run(s: &Settings) -> anyhow::Result<()> {
    let folder = std::env::args().nth(2).unwrap_or_else(|| FOLDER.to_owned());
    let files = documents(Path::new(&folder))
        .with_context(|| format!("{folder} holds no documents: python3 bench/cvs/make.py {folder} --count 300"))?;
    let pool = PgPool::connect(&s.database_url).await?;
    let token = Client::log_in(&s.api, MANAGER, &s.password).await?;
    let consultants: Vec<i64> = sqlx::query_scalar(
        "SELECT c.id FROM consultants c JOIN users u ON u.company_id = c.company_id WHERE u.email = $1 ORDER BY c.id",
    )
    .bind(MANAGER)
    .fetch_all(&pool)
    .await?;
    ensure!(!consultants.is_empty(), "the demo data has no consultants");
    let count = files.len();
    let bytes: usize = files.iter().map(|f| f.len()).sum();
    let uploads: Vec<Upload> = files
        .into_iter()
        .enumerate()
        .map(|(i, file)| {
            (
                format!(
                    "/api/v1/consultants/{}/cv?apply=false",
                    consultants[i % consultants.len()]
                ),
                form(&file),
            )
        })
        .collect();
    let before = cpu(s);
    let began = Instant::now();
    post(s, &token, uploads).await?;
    let posted = began.elapsed().as_secs_f64();
    wait(&pool, "kind = 'cv_analysis'").await?;
    let (analysed, cpu_analysed) = (began.elapsed().as_secs_f64(), cpu(s));
    wait(&pool, "kind IN ('cv_analysis', 'index_document', 'match_generation')").await?;
    let (all, cpu_all) = (began.elapsed().as_secs_f64(), cpu(s));
    let (done, failed): (i64, i64) = sqlx::query_as(
        "SELECT count(*) FILTER (WHERE status = 'success'), count(*) FILTER (WHERE status <> 'success')
         FROM finished_executions WHERE kind = 'cv_analysis'",
    )
    .fetch_one(&pool)
    .await?;
    let per_document =
        |now: [f64; 4]| -> [f64; 4] { std::array::from_fn(|i| round((now[i] - before[i]) * 1000.0 / count as f64)) };
    println!(
        "{}",
        json!({
            "bench": "cvs", "documents": count, "mean_kb": round(bytes as f64 / 1024.0 / count as f64), "completed": done, "refused": failed,
            "uploads_per_second": round(count as f64 / posted),
            "analysed_per_second": round(count as f64 / analysed),
            "with_index_and_matches_per_second": round(count as f64 / all),
        })
    );
    println!(
        "{}",
        json!({ "bench": "cvs_cpu_ms_per_document", "of": ["api", "workers and children", "postgres", "redis"],
            "until_analysed": per_document(cpu_analysed), "in_all": per_document(cpu_all) })
    );
    Ok(())
}

fn documents(folder: &Path) -> anyhow::Result<Vec<Vec<u8>>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|e| e.path())
        .collect();
    paths.sort();
    let is_document = |p: &Path| {
        p.extension()
            .and_then(|e| e.to_str())
            .is_some_and(|e| TYPES.contains(&e))
    };
    let files = paths
        .iter()
        .filter(|p| is_document(p))
        .map(std::fs::read)
        .collect::<Result<Vec<_>, _>>()?;
    ensure!(!files.is_empty(), "no document");
    Ok(files)
}

fn form(file: &[u8]) -> Bytes {
    let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"cv\"\r\n\r\n");
    let end = format!("\r\n--{BOUNDARY}--\r\n");
    [head.as_bytes(), file, end.as_bytes()].concat().into()
}

async fn post(s: &Settings, token: &str, uploads: Vec<Upload>) -> anyhow::Result<()> {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let left = Arc::new(Mutex::new(uploads));
    let mut posting = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut client = Client::connect(&s.api, Some(token.to_owned())).await?;
        let (left, kind) = (Arc::clone(&left), kind.clone());
        posting.push(tokio::spawn(async move {
            while let Some((path, body)) = { left.lock().unwrap_or_else(PoisonError::into_inner).pop() } {
                let (status, answer) = client.send(&path, body, "", &kind).await?;
                ensure!(
                    status == StatusCode::ACCEPTED,
                    "an upload answered {status}: {}",
                    String::from_utf8_lossy(&answer)
                );
            }
            Ok(())
        }));
    }
    for one in posting {
        one.await??;
    }
    Ok(())
}

/// Waits until no execution like this is live.
async fn wait(pool: &PgPool, which: &str) -> anyhow::Result<()> {
    let began = Instant::now();
    let live = format!("SELECT EXISTS (SELECT FROM executions WHERE {which})");
    while sqlx::query_scalar(sqlx::AssertSqlSafe(live.clone()))
        .fetch_one(pool)
        .await?
    {
        ensure!(
            began.elapsed() < PATIENCE,
            "executions are still live after {PATIENCE:?}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

fn cpu(s: &Settings) -> [f64; 4] {
    [
        processes::cpu_seconds(s.api_pid),
        s.worker_pids.iter().map(|p| processes::cpu_seconds(*p)).sum(),
        processes::cpu_seconds(s.postgres_pid),
        processes::cpu_seconds(s.redis_pid),
    ]
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
