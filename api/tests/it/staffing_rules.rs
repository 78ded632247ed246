//! What holds between matches, tenders, partnerships and collaborations, under a race too.

use crate::world::{Caller, World, problem};
use reqwest::{
    Method, Response,
    multipart::{Form, Part},
};
use serde_json::{Value, json};
use shared::{db::Tx, kernel::MatchId, staffing::matches::queries::standing};

async fn delete(caller: &Caller<'_>, path: &str) -> Response {
    caller.request(Method::DELETE, path).send().await.unwrap()
}

/// A match by hand of the caller's new consultant for a tender.
async fn matched(alpha: &Caller<'_>, tender: &Value) -> Value {
    let consultant = alpha
        .make(
            "/consultants",
            &json!({ "title": "Développeuse", "years_experience": 8 }),
        )
        .await;
    let ids = json!({ "consultant_id": consultant["id"], "tender_id": tender["id"] });
    alpha.make("/matches", &ids).await
}

async fn tender(owner: &Caller<'_>, required: i64) -> Value {
    let body =
        json!({ "title": "Mission", "status": "open", "min_years_experience": 5, "required_consultants": required });
    owner.make("/tenders", &body).await
}

async fn moved(caller: &Caller<'_>, of: &Value, verb: &str) -> Response {
    caller.post(&format!("/matches/{}/{verb}", of["id"]), &json!({})).await
}

/// Returns once `n` statements wait for a lock.
async fn until_waiting(world: &World, n: i64) {
    let waits =
        "SELECT 'n', count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while world.db.counts(waits).await["n"] < n {
        tokio::task::yield_now().await;
    }
}

/// A transaction that holds the match.
async fn holding(world: &World, of: &Value) -> Tx {
    let mut tx = world.db.db.begin().await.unwrap();
    standing(&mut tx, MatchId(of["id"].as_i64().unwrap())).await.unwrap();
    tx
}

async fn deadlocks(world: &World) -> i64 {
    let counted = "SELECT 'n', deadlocks FROM pg_stat_database WHERE datname = current_database()";
    world.db.counts(counted).await["n"]
}

#[tokio::test]
async fn what_generation_found_goes_with_its_consultant_and_its_tender() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let consultants = [
        manager.make("/consultants", &json!({ "title": "Développeuse" })).await,
        manager.make("/consultants", &json!({ "title": "Développeur" })).await,
    ];
    let tenders = [tender(&manager, 1).await, tender(&manager, 1).await];
    world
        .db
        .execute(
            "INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, cancelled_by, decided_at, explanation, created_at)
             SELECT c.company_id, t.company_id, c.id, t.id, 0.8, 'generated',
                CASE WHEN t.id = 1 THEN 'pending' ELSE 'cancelled' END, CASE WHEN t.id > 1 THEN 'system' END, CASE WHEN t.id > 1 THEN now() END, '{}', now()
             FROM consultants c, tenders t;
             INSERT INTO portfolios (company_id, consultant_id, title, content, created_at) SELECT 1, id, 'x', '{}', now() FROM consultants",
        )
        .await;
    for path in [
        format!("/consultants/{}", consultants[0]["id"]),
        format!("/tenders/{}", tenders[0]["id"]),
    ] {
        let gone = delete(&manager, &path).await;
        assert_eq!(gone.status(), 204, "{path}: {}", gone.text().await.unwrap());
        problem(manager.get(&path).await, 404, "not_found").await;
    }
    let left: Vec<Value> = manager.get("/matches").await.json().await.unwrap();
    assert_eq!(left.len(), 1);
    let id = left[0]["id"].clone();
    world
        .db
        .execute("UPDATE matches SET status = 'pending', cancelled_by = NULL, decided_at = NULL")
        .await;
    assert_eq!(moved(&manager, &json!({ "id": id }), "reject").await.status(), 200);
    for (path, said) in [
        (format!("/consultants/{}", consultants[1]["id"]), "rapprochements : 1"),
        (format!("/tenders/{}", tenders[1]["id"]), "rapprochements : 1"),
    ] {
        let kept = problem(delete(&manager, &path).await, 409, "in_use").await;
        assert!(kept["detail"].as_str().unwrap().contains(said), "{kept}");
    }
}

#[tokio::test]
async fn a_consultant_s_cvs_go_with_it_archived_or_not() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    for archived in [false, true] {
        let consultant = manager.make("/consultants", &json!({ "title": "Développeuse" })).await;
        let path = format!("/consultants/{}", consultant["id"]);
        let part = Part::bytes(b"Jeanne Martin\nRust".to_vec()).file_name("cv.txt");
        let upload = manager
            .request(Method::POST, &format!("{path}/cv"))
            .multipart(Form::new().part("file", part));
        assert_eq!(upload.send().await.unwrap().status(), 202);
        let resumes: Vec<Value> = manager.get(&format!("{path}/resumes")).await.json().await.unwrap();
        let file = resumes[0]["file_path"].as_str().unwrap();
        world
            .db
            .execute(
                "INSERT INTO resume_analyses (company_id, resume_id, engine, engine_version, execution_id, parsed_data, pages, created_at)
                    SELECT 1, id, 'native', '1', gen_random_uuid(), '{}', '[]', now() FROM resumes;
                INSERT INTO rag_documents (company_id, document_id, document_type, subject_kind, subject_id, title, content, content_sha256, created_at)
                    SELECT 1, 'resume:' || id, 'cv', 'resume', id, 'x', 'x', sha256('x'), now() FROM resumes;",
            )
            .await;
        if archived {
            assert_eq!(
                manager
                    .request(Method::POST, &format!("{path}/archive"))
                    .send()
                    .await
                    .unwrap()
                    .status(),
                200
            );
        }
        assert_eq!(delete(&manager, &path).await.status(), 204);
        problem(
            manager.get(&format!("/resumes/{}", resumes[0]["id"])).await,
            404,
            "not_found",
        )
        .await;
        let left = "SELECT 'resumes', count(*) FROM resumes UNION ALL SELECT 'analyses', count(*) FROM resume_analyses
            UNION ALL SELECT 'documents', count(*) FROM rag_documents";
        assert!(world.db.counts(left).await.values().all(|n| *n == 0));
        assert!(!world.files.join(file).exists(), "the file is gone too");
    }
}

#[tokio::test]
async fn the_end_of_a_partnership_closes_what_was_open_between_the_two() {
    let world = World::new().await;
    let (alpha, beta) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("manager@beta.example").await,
    );
    let mission = tender(&beta, 5).await;
    let (waiting, proposed, taken) = (
        matched(&alpha, &mission).await,
        matched(&alpha, &mission).await,
        matched(&alpha, &mission).await,
    );
    let own = matched(&alpha, &tender(&alpha, 1).await).await;
    for of in [&proposed, &taken] {
        assert_eq!(moved(&alpha, of, "propose").await.status(), 200);
    }
    assert_eq!(moved(&beta, &taken, "accept").await.status(), 200);
    let between: Vec<Value> = alpha.get("/partnerships").await.json().await.unwrap();
    let end = format!("/partnerships/{}/end", between[0]["id"]);
    assert_eq!(alpha.request(Method::POST, &end).send().await.unwrap().status(), 200);
    for of in [&waiting, &proposed] {
        let closed: Value = alpha.get(&format!("/matches/{}", of["id"])).await.json().await.unwrap();
        assert_eq!(closed["status"], "cancelled");
        assert!(closed["reason"].as_str().unwrap().contains("partenariat"), "{closed}");
        for verb in ["propose", "accept"] {
            problem(moved(&beta, of, verb).await, 409, "wrong_state").await;
        }
    }
    let kept: Value = alpha
        .get(&format!("/matches/{}", own["id"]))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(kept["status"], "pending");
    let work = json!({ "match_id": taken["id"] });
    let refused = problem(beta.post("/collaborations", &work).await, 409, "wrong_state").await;
    assert!(refused["detail"].as_str().unwrap().contains("partenaires"), "{refused}");
}

#[tokio::test]
async fn a_partnership_past_its_last_day_bears_no_decision() {
    let world = World::new().await;
    let (alpha, beta) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("manager@beta.example").await,
    );
    let mission = tender(&beta, 5).await;
    let (waiting, proposed, taken) = (
        matched(&alpha, &mission).await,
        matched(&alpha, &mission).await,
        matched(&alpha, &mission).await,
    );
    for of in [&proposed, &taken] {
        assert_eq!(moved(&alpha, of, "propose").await.status(), 200);
    }
    assert_eq!(moved(&beta, &taken, "accept").await.status(), 200);
    world
        .db
        .execute("UPDATE partnerships SET end_date = current_date - 1")
        .await;
    for (caller, of, verb) in [(&alpha, &waiting, "propose"), (&beta, &proposed, "accept")] {
        let refused = problem(moved(caller, of, verb).await, 409, "wrong_state").await;
        assert!(refused["detail"].as_str().unwrap().contains("partenaires"), "{refused}");
    }
    let work = json!({ "match_id": taken["id"] });
    problem(beta.post("/collaborations", &work).await, 409, "wrong_state").await;
    assert_eq!(
        moved(&beta, &proposed, "reject").await.status(),
        200,
        "it can still be turned down"
    );
}

#[tokio::test]
async fn a_tender_that_is_over_takes_nobody() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    for status in ["cancelled", "closed", "draft"] {
        let mission = tender(&manager, 5).await;
        let (waiting, proposed) = (matched(&manager, &mission).await, matched(&manager, &mission).await);
        assert_eq!(moved(&manager, &proposed, "propose").await.status(), 200);
        let path = format!("/tenders/{}", mission["id"]);
        assert_eq!(manager.put(&path, &json!({ "status": status })).await.status(), 200);
        for (of, verb) in [(&waiting, "propose"), (&proposed, "accept")] {
            let refused = problem(moved(&manager, of, verb).await, 409, "wrong_state").await;
            assert!(refused["detail"].as_str().unwrap().contains(status), "{refused}");
        }
        assert_eq!(
            manager.put(&path, &json!({ "status": "in_progress" })).await.status(),
            200
        );
        assert_eq!(moved(&manager, &proposed, "accept").await.status(), 200);
    }
}

#[tokio::test]
async fn a_tender_takes_as_many_as_it_looks_for() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let mission = tender(&manager, 2).await;
    let mut proposed = Vec::new();
    for _ in 0..6 {
        let made = matched(&manager, &mission).await;
        assert_eq!(moved(&manager, &made, "propose").await.status(), 200);
        proposed.push(made);
    }
    let answers = futures::future::join_all(proposed.iter().map(|of| moved(&manager, of, "accept"))).await;
    let taken = answers.iter().filter(|a| a.status() == 200).count();
    assert_eq!(taken, 2, "under a race too");
    for refused in answers.into_iter().filter(|a| a.status() != 200) {
        problem(refused, 409, "wrong_state").await;
    }
    let path = format!("/tenders/{}", mission["id"]);
    assert_eq!(
        manager.put(&path, &json!({ "required_consultants": 1 })).await.status(),
        200
    );
    let taken: Vec<Value> = manager.get("/matches?status=accepted").await.json().await.unwrap();
    assert_eq!(taken.len(), 2, "whom it took stays taken");
}

#[tokio::test]
async fn of_equal_collaborations_at_once_one_is_made_and_the_others_are_told_at_once() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let made = matched(&manager, &tender(&manager, 1).await).await;
    for verb in ["propose", "accept"] {
        assert_eq!(moved(&manager, &made, verb).await.status(), 200);
    }
    let holder = holding(&world, &made).await;
    let body = json!({ "match_id": made["id"], "start_date": "2027-01-01" });
    let posts = (0..8).map(|_| manager.post("/collaborations", &body));
    let all = futures::future::join_all(posts);
    let release = async {
        until_waiting(&world, 8).await;
        holder.commit().await.unwrap();
    };
    let (answers, ()) = tokio::join!(all, release);
    let statuses: Vec<u16> = answers.iter().map(|a| a.status().as_u16()).collect();
    assert_eq!(statuses.iter().filter(|s| **s == 201).count(), 1, "{statuses:?}");
    for refused in answers.into_iter().filter(|a| a.status() != 201) {
        problem(refused, 409, "already_exists").await;
    }
    assert_eq!(deadlocks(&world).await, 0);
}

#[tokio::test]
async fn two_collaborations_that_are_moved_onto_each_other_do_not_wait_in_a_circle() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let made = matched(&manager, &tender(&manager, 1).await).await;
    for verb in ["propose", "accept"] {
        assert_eq!(moved(&manager, &made, verb).await.status(), 200);
    }
    let mut paths = Vec::new();
    for day in ["2027-01-01", "2027-02-01"] {
        let body = json!({ "match_id": made["id"], "start_date": day, "end_date": day });
        paths.push(format!(
            "/collaborations/{}",
            manager.make("/collaborations", &body).await["id"]
        ));
    }
    let holder = holding(&world, &made).await;
    let to = json!({ "start_date": "2027-03-01", "end_date": "2027-03-01" });
    let all = futures::future::join_all(paths.iter().map(|path| manager.put(path, &to)));
    let release = async {
        until_waiting(&world, 2).await;
        holder.commit().await.unwrap();
    };
    let (answers, ()) = tokio::join!(all, release);
    let mut statuses: Vec<u16> = answers.iter().map(|a| a.status().as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn skills_and_profiles_that_exchange_what_is_unique_do_not_wait_in_a_circle() {
    let world = World::new().await;
    let (manager, admin) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("admin@platform.example").await,
    );
    let mut skills = Vec::new();
    let mut profiles = Vec::new();
    for name in ["un", "deux"] {
        let skill = json!({ "name": format!("Skill {name}"), "category": "x", "aliases": [name] });
        skills.push(format!("/skills/{}", admin.make("/skills", &skill).await["id"]));
        let profile = json!({ "name": name, "weights": { "skills": 1 } });
        profiles.push(format!(
            "/scoring-profiles/{}",
            manager.make("/scoring-profiles", &profile).await["id"]
        ));
    }
    // Each statement that takes what the other still has waits until both have given theirs away.
    for _ in 0..10 {
        let (one, other) = (json!({ "aliases": ["deux"] }), json!({ "aliases": ["un"] }));
        let (a, b) = tokio::join!(admin.put(&skills[0], &one), admin.put(&skills[1], &other));
        for answer in [a, b] {
            assert!([200, 409].contains(&answer.status().as_u16()), "{}", answer.status());
        }
        let default = json!({ "is_default": true });
        let (a, b) = tokio::join!(manager.put(&profiles[0], &default), manager.put(&profiles[1], &default));
        assert_eq!((a.status().as_u16(), b.status().as_u16()), (200, 200));
        for path in &profiles {
            manager.put(path, &json!({ "is_default": false })).await;
        }
    }
    assert_eq!(deadlocks(&world).await, 0);
}

#[tokio::test]
async fn a_consultant_works_for_one_mission_at_a_time() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let missions = [tender(&manager, 1).await, tender(&manager, 1).await];
    let first = matched(&manager, &missions[0]).await;
    let sides = json!({ "consultant_id": first["consultant_id"], "tender_id": missions[1]["id"] });
    let second = manager.make("/matches", &sides).await;
    let mut drafts = Vec::new();
    for made in [&first, &second] {
        for verb in ["propose", "accept"] {
            assert_eq!(moved(&manager, made, verb).await.status(), 200);
        }
        let body = json!({ "match_id": made["id"], "start_date": "2027-01-01", "end_date": "2027-03-31" });
        let draft = manager.make("/collaborations", &body).await;
        drafts.push(format!("/collaborations/{}", draft["id"]));
    }
    // Two drafts may overlap; of two that are to begin at once, one does.
    let begin = json!({ "status": "active" });
    let (a, b) = tokio::join!(manager.put(&drafts[0], &begin), manager.put(&drafts[1], &begin));
    let (begun, refused) = if a.status() == 200 { (0, b) } else { (1, a) };
    let refused = problem(refused, 409, "wrong_state").await;
    assert!(
        refused["detail"].as_str().unwrap().contains("déjà en mission"),
        "{refused}"
    );
    let (begun, other) = (&drafts[begun], &drafts[1 - begun]);
    // After the other one, or once it is done.
    let later = json!({ "status": "active", "start_date": "2027-04-01", "end_date": "2027-06-30" });
    assert_eq!(manager.put(other, &later).await.status(), 200);
    let back = json!({ "start_date": "2027-03-31" });
    problem(manager.put(other, &back).await, 409, "wrong_state").await;
    assert_eq!(
        manager.put(begun, &json!({ "status": "completed" })).await.status(),
        200
    );
    assert_eq!(manager.put(other, &back).await.status(), 200);
    assert_eq!(deadlocks(&world).await, 0);
}

#[tokio::test]
async fn who_is_at_work_for_one_tender_is_not_free_for_another() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let dates =
        |start: &str, end: &str| json!({ "title": "Mission", "status": "open", "start_date": start, "end_date": end });
    let first = manager.make("/tenders", &dates("2030-01-07", "2030-06-30")).await;
    let pair = matched(&manager, &first).await;
    for verb in ["propose", "accept"] {
        assert_eq!(moved(&manager, &pair, verb).await.status(), 200);
    }
    let body = json!({ "match_id": pair["id"], "start_date": "2030-01-07", "end_date": "2030-06-30" });
    let draft = manager.make("/collaborations", &body).await;
    let other = manager.make("/tenders", &dates("2030-02-04", "2030-06-28")).await;
    let find = format!("/matches/find-for-tender/{}?min_score=0", other["id"]);
    let availability = async || {
        let found: Value = manager.post(&find, &json!({})).await.json().await.unwrap();
        let criteria = found[0]["explanation"]["criteria"].as_array().unwrap().clone();
        criteria.into_iter().find(|c| c["name"] == "availability").unwrap()
    };
    assert_eq!(availability().await["score"], 1.0, "a draft is in nobody's way");
    let path = format!("/collaborations/{}", draft["id"]);
    assert_eq!(manager.put(&path, &json!({ "status": "active" })).await.status(), 200);
    let busy = availability().await;
    assert_eq!(busy["score"], 0.0, "{busy}");
    assert!(busy["reason"].as_str().unwrap().contains("01/07/2030"), "{busy}");
    assert!(
        busy["evidence"].to_string().contains("en mission jusqu'au 30/06/2030"),
        "{busy}"
    );
    assert_eq!(
        manager.put(&path, &json!({ "status": "completed" })).await.status(),
        200
    );
    assert_eq!(availability().await["score"], 1.0);
}
