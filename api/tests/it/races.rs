//! Everybody at the same row at once: one goes first, the others are told what became of it. Nobody waits in a circle.

use crate::world::{Caller, World};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use shared::{
    adapters::lexical::LexicalOnly,
    db::{Db, DbError},
    indexing::IndexDocument,
    kernel::{ExecutionId, MatchId, SubjectKind},
    knowledge::{self, usecases::IndexError},
    staffing::matches::{jobs::MatchGeneration, usecases as matches, usecases::Outside},
};
use tokio_util::sync::CancellationToken;

const ROUNDS: usize = 10;

/// Asks all at once; every answer is one of these.
async fn all(asked: Vec<RequestBuilder>, allowed: &[u16]) {
    let sent = asked.into_iter().map(RequestBuilder::send);
    for answer in futures::future::join_all(sent).await {
        let answer = answer.unwrap();
        let (status, url) = (answer.status().as_u16(), answer.url().clone());
        assert!(
            allowed.contains(&status),
            "{url}: {status} {}",
            answer.text().await.unwrap()
        );
    }
}

/// Two that waited for each other, or whatever else a retry would mend.
fn is_fine(result: Result<(), DbError>) {
    assert!(!result.as_ref().is_err_and(DbError::is_unavailable), "{result:?}");
}

/// What a worker does of one of its jobs.
async fn index(db: &Db, subject_kind: SubjectKind, subject_id: i64) {
    let job = IndexDocument {
        subject_kind,
        subject_id,
    };
    let run = async || -> Result<(), DbError> {
        let drafted = knowledge::usecases::draft(db, &LexicalOnly, &job).await;
        let drafted = drafted.map_err(|error| match error {
            IndexError::Db(error) => error,
            IndexError::Embed(error) => panic!("{error}"),
        })?;
        let Some(drafted) = drafted else { return Ok(()) };
        let mut tx = db.begin().await?;
        knowledge::usecases::store(&mut tx, &drafted.ready()).await?;
        tx.commit().await
    };
    is_fine(run().await);
}

/// The same of a generation with this bar.
async fn generate(db: &Db, min_score: f64) {
    let job = MatchGeneration {
        min_score: Some(min_score),
        ..MatchGeneration::default()
    };
    let nobody = Outside {
        scorer: None,
        execution_id: ExecutionId(uuid::Uuid::nil()),
        trace: None,
    };
    let plan = matches::plan(db, &job, nobody, &CancellationToken::new())
        .await
        .unwrap();
    let store = async || -> Result<(), DbError> {
        let mut tx = db.begin().await?;
        matches::store(&mut tx, (ExecutionId(uuid::Uuid::nil()), None), &plan).await?;
        tx.commit().await
    };
    is_fine(store().await);
}

async fn pair(manager: &Caller<'_>) -> (Value, Value) {
    let consultant = json!({ "title": "Développeuse", "years_experience": 8 });
    let tender = json!({ "title": "Mission", "status": "open", "min_years_experience": 5 });
    (
        manager.make("/consultants", &consultant).await,
        manager.make("/tenders", &tender).await,
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_waits_in_a_circle_for_a_consultant_or_a_tender() {
    let world = World::with(&[("RATE_LIMITS", "write=0,costly=0")]).await;
    let manager = world.log_in("manager@alpha.example").await;
    let skill = manager
        .make("/skills", &json!({ "name": "Rust", "category": "programming" }))
        .await;
    for round in 0..ROUNDS {
        let (consultant, tender) = pair(&manager).await;
        for (kind, path, level) in [
            (
                SubjectKind::Consultant,
                format!("/consultants/{}", consultant["id"]),
                "proficiency_level",
            ),
            (SubjectKind::Tender, format!("/tenders/{}", tender["id"]), "importance"),
        ] {
            let value = if level == "importance" { "required" } else { "expert" };
            let given = json!({ "skill_id": skill["id"], level: value });
            let id = path.rsplit('/').next().unwrap().parse().unwrap();
            let mut asked = Vec::new();
            for n in 0..8 {
                let post = |verb: &str| manager.request(Method::POST, &format!("{path}/{verb}"));
                asked.extend([post("archive"), post("unarchive"), post("skills").json(&given)]);
                let title = json!({ "title": format!("{round} {n}") });
                asked.push(manager.request(Method::PATCH, &path).json(&title));
                // A double click at the end of the first rounds, in the midst of the others.
                if round > 2 || n > 5 {
                    asked.push(manager.request(Method::DELETE, &path));
                }
            }
            let db = &world.db.db;
            let workers = async {
                let indexing = (0..8).map(|_| async {
                    for _ in 0..4 {
                        index(db, kind, id).await;
                    }
                });
                tokio::join!(
                    futures::future::join_all(indexing),
                    generate(db, 0.1),
                    generate(db, 0.9)
                )
            };
            tokio::join!(all(asked, &[200, 201, 204, 404, 409, 412]), workers);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_waits_in_a_circle_for_a_match_or_a_collaboration() {
    let world = World::with(&[("RATE_LIMITS", "write=0,costly=0")]).await;
    let (alpha, beta) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("manager@beta.example").await,
    );
    let db = &world.db.db;
    for round in 0..ROUNDS {
        let (consultant, own) = pair(&alpha).await;
        let (_, theirs) = pair(&beta).await;
        let mut paths = Vec::new();
        let mut begun = Vec::new();
        for (n, tender) in [&own, &theirs].into_iter().enumerate() {
            let sides = json!({ "consultant_id": consultant["id"], "tender_id": tender["id"] });
            let id = alpha.make("/matches", &sides).await["id"]
                .as_i64()
                .map(MatchId)
                .unwrap();
            let path = format!("/matches/{id}");
            if round % 2 == 0 {
                let decider = if n == 0 { &alpha } else { &beta };
                alpha.make(&format!("{path}/propose"), &json!({})).await;
                decider.make(&format!("{path}/accept"), &json!({})).await;
                for month in [1, 2] {
                    let body = json!({ "match_id": id, "start_date": format!("2027-0{month}-01"), "end_date": format!("2027-0{month}-20") });
                    let made = alpha.make("/collaborations", &body).await;
                    begun.push((format!("/collaborations/{}", made["id"]), id));
                }
            }
            paths.push(path);
        }
        let mut asked = Vec::new();
        for _ in 0..2 {
            for path in &paths {
                for verb in ["propose", "accept", "reject", "cancel"] {
                    asked.push(alpha.request(Method::POST, &format!("{path}/{verb}")).json(&json!({})));
                    asked.push(beta.request(Method::POST, &format!("{path}/{verb}")).json(&json!({})));
                }
                asked.push(alpha.request(Method::PATCH, path).json(&json!({ "notes": "x" })));
                asked.push(alpha.request(Method::DELETE, path));
            }
            for (path, id) in &begun {
                for month in [1, 2] {
                    let moved = json!({ "start_date": format!("2027-0{month}-10"), "end_date": format!("2027-0{month}-25"), "status": "active" });
                    asked.push(alpha.request(Method::PUT, path).json(&moved));
                }
                asked.push(alpha.request(Method::DELETE, path));
                asked.push(
                    alpha
                        .request(Method::POST, "/collaborations")
                        .json(&json!({ "match_id": id })),
                );
            }
            asked.push(
                alpha
                    .request(Method::PATCH, &format!("/tenders/{}", own["id"]))
                    .json(&json!({ "title": "x" })),
            );
            asked.push(alpha.request(Method::DELETE, &format!("/consultants/{}", consultant["id"])));
            asked.push(beta.request(Method::DELETE, &format!("/tenders/{}", theirs["id"])));
        }
        let workers = async {
            tokio::join!(generate(db, 0.1), generate(db, 0.9), generate(db, 0.95));
        };
        tokio::join!(all(asked, &[200, 201, 204, 403, 404, 409, 422]), workers);
    }
}
