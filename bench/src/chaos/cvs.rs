//! The main job under fire: CVs that are uploaded while everything dies, each of which must be analysed once.

use super::{
    Settings,
    balancer::{Balancer, Kept},
    unanswered::Unanswered,
};
use anyhow::{Context, ensure};
use hyper::StatusCode;
use serde::Serialize;
use serde_json::Value;
use sqlx::{PgPool, types::Uuid};
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until, timeout};

const BOUNDARY: &str = "----chaos-0b9f3c";

/// What became of the uploads.
#[derive(Debug, Default, Serialize)]
pub struct Cvs {
    /// Answered with 202.
    pub accepted: usize,
    /// With exactly one analysis, and an execution that ended well.
    pub analysed_once: usize,
}

/// Uploads one CV after another at an even pace; returns the executions' ids.
pub async fn upload_all(
    s: Settings,
    balancer: Balancer,
    token: String,
    unanswered: Unanswered,
) -> anyhow::Result<Vec<String>> {
    if s.cvs == 0 {
        return Ok(Vec::new());
    }
    let files = files()?;
    let mut sender = Sender {
        client: None,
        consultant: consultant(&balancer, &token).await?,
        balancer,
        s,
        token,
        unanswered,
    };
    let pace = Duration::from_secs_f64(sender.s.executions as f64 / sender.s.rate as f64 / sender.s.cvs as f64);
    let (mut accepted, mut next) = (Vec::new(), Instant::now());
    for number in 0..sender.s.cvs {
        sleep_until(next).await;
        next += pace;
        let (name, bytes) = &files[number % files.len()];
        // Bytes after the end of a PDF are ignored: the same CV, and another file.
        let tail = format!("\n% chaos {} {number}\n", sender.s.seed);
        let body = form(name, &[&bytes[..], tail.as_bytes()].concat());
        accepted.push(sender.until_accepted(number, &body).await?);
    }
    Ok(accepted)
}

/// The demo's CVs that are PDFs.
fn files() -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir("seeds/cvs")?.flatten() {
        if entry.path().extension().is_some_and(|ext| ext == "pdf") {
            files.push((
                entry.file_name().to_string_lossy().into_owned(),
                std::fs::read(entry.path())?,
            ));
        }
    }
    ensure!(!files.is_empty(), "there are no CVs to upload");
    Ok(files)
}

async fn consultant(balancer: &Balancer, token: &str) -> anyhow::Result<i64> {
    let mut client = balancer.connect(token).await?.client;
    let (_, answer) = client.get("/api/v1/consultants?limit=1").await?;
    let rows: Value = serde_json::from_slice(&answer)?;
    rows[0]["id"].as_i64().context("no consultant is seeded")
}

struct Sender {
    s: Settings,
    balancer: Balancer,
    token: String,
    client: Option<Kept>,
    consultant: i64,
    unanswered: Unanswered,
}

impl Sender {
    async fn until_accepted(&mut self, number: usize, body: &[u8]) -> anyhow::Result<String> {
        let key = format!("cv-{}-{number}", self.s.seed);
        loop {
            match timeout(Duration::from_secs(20), self.send(&key, body)).await {
                Ok(Ok((StatusCode::ACCEPTED, answer))) => {
                    let answer: Value = serde_json::from_slice(&answer)?;
                    return Ok(answer["id"].as_str().context("an execution has an id")?.to_owned());
                }
                Ok(Ok((status, answer))) if status.is_client_error() => {
                    anyhow::bail!("an upload answered {status}: {}", String::from_utf8_lossy(&answer));
                }
                seen => {
                    self.client = None;
                    self.unanswered.note(seen);
                    sleep(Duration::from_millis(100)).await;
                }
            }
        }
    }

    async fn send(&mut self, key: &str, body: &[u8]) -> anyhow::Result<(StatusCode, bytes::Bytes)> {
        let client = self.balancer.keep(&mut self.client, &self.token).await?;
        let path = format!("/api/v1/consultants/{}/cv?apply=true", self.consultant);
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        client.send(&path, body.to_vec().into(), key, &kind).await
    }
}

fn form(name: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n"
    );
    [head.as_bytes(), bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat()
}

/// Compares the record with the database.
pub async fn count(pool: &PgPool, accepted: &[String]) -> anyhow::Result<Cvs> {
    let ids: Vec<Uuid> = accepted.iter().map(|id| id.parse()).collect::<Result<_, _>>()?;
    let once: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM finished_executions e
         WHERE e.id = ANY($1) AND e.status = 'success'
           AND (SELECT count(*) FROM resume_analyses a WHERE a.resume_id = e.subject_id) = 1",
    )
    .bind(&ids)
    .fetch_one(pool)
    .await?;
    Ok(Cvs {
        accepted: accepted.len(),
        analysed_once: usize::try_from(once)?,
    })
}
