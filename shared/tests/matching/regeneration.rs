//! What a later generation does to what is there.

use super::*;

#[tokio::test]
async fn what_falls_under_the_bar_is_cancelled_by_the_system_and_may_come_back() {
    let m = Market::new().await;
    generate(&m.world, &m.job()).await;
    m.weaken().await;
    assert_eq!(generate(&m.world, &m.job()).await.cancelled, 1);
    let fallen = m.only().await;
    assert_eq!((fallen.status, fallen.decided_by), (MatchStatus::Cancelled, None));
    assert!(fallen.score < 0.6 && fallen.reason.is_some(), "it says why: {fallen:?}");
    m.strengthen().await;
    generate(&m.world, &m.job()).await;
    let back = m.only().await;
    assert_eq!(
        (back.status, back.reason, back.id),
        (MatchStatus::Pending, None, fallen.id)
    );
    m.world.run("UPDATE tenders SET status = 'closed'").await;
    assert_eq!(
        generate(&m.world, &m.job()).await.cancelled,
        1,
        "a closed tender looks for nobody"
    );
}

#[tokio::test]
async fn a_match_made_by_hand_is_rescored_and_never_cancelled_by_the_system() {
    let m = Market::new().await;
    m.world
        .run(&format!(
            "INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, explanation, created_at) \
             SELECT {}, {}, {}, {}, 0.99, 'manual', 'pending', explanation, now() FROM (SELECT '{{\"criteria\": [], \"left_out\": [], \
             \"skills\": {{\"matched\": [], \"partial\": [], \"missing\": []}}, \"recommendations\": [], \"scoring_version\": \"0\"}}'::jsonb AS explanation) e",
            m.first, m.client, m.weak, m.tender
        ))
        .await;
    let report = generate(&m.world, &m.job()).await;
    assert_eq!((report.created, report.rescored, report.cancelled), (1, 1, 0));
    let by_hand = all(&m.world)
        .await
        .into_iter()
        .find(|x| x.consultant_id == m.weak)
        .unwrap();
    assert_eq!(
        (by_hand.status, by_hand.source),
        (MatchStatus::Pending, MatchSource::Manual)
    );
    assert!(by_hand.score < 0.6, "{}", by_hand.score);
}

#[tokio::test]
async fn what_a_person_decided_is_never_overwritten_or_brought_back() {
    let m = Market::new().await;
    let manager = m.world.actor(Role::Manager, Some(m.first)).await;
    let client = m.world.actor(Role::Client, Some(m.client)).await;
    for decision in ["proposed", "accepted", "rejected", "cancelled"] {
        m.world.run("DELETE FROM matches").await;
        generate(&m.world, &m.job()).await;
        let id = m.only().await.id;
        let mut tx = m.world.test.db.begin().await.unwrap();
        usecases::propose(&mut tx, by(manager), id, None).await.unwrap();
        match decision {
            "accepted" => usecases::accept(&mut tx, by(client), id, Some("a good fit"))
                .await
                .unwrap(),
            "rejected" => usecases::reject(&mut tx, by(client), id, Some("too dear"))
                .await
                .unwrap(),
            "cancelled" => usecases::cancel(&mut tx, by(manager), id, Some("on leave"))
                .await
                .unwrap(),
            _ => {}
        }
        tx.commit().await.unwrap();
        let before = format!("{:?}", m.only().await);
        let report = generate(&m.world, &m.job()).await;
        assert_eq!((report.kept, report.rescored, report.created), (1, 0, 0), "{decision}");
        m.set_level("beginner").await;
        let strict = MatchGeneration {
            min_score: Some(1.0),
            ..m.job()
        };
        assert_eq!(generate(&m.world, &strict).await.cancelled, 0, "{decision}");
        assert_eq!(format!("{:?}", m.only().await), before, "{decision}");
        m.set_level("expert").await;
    }
}

#[tokio::test]
async fn a_decision_made_while_the_job_runs_goes_first() {
    let m = Market::new().await;
    generate(&m.world, &m.job()).await;
    let manager = m.world.actor(Role::Manager, Some(m.first)).await;
    let rescoring = plan(&m.world, &m.job()).await;
    m.weaken().await;
    let cancelling = plan(&m.world, &m.job()).await;
    let mut tx = m.world.test.db.begin().await.unwrap();
    usecases::propose(&mut tx, by(manager), m.only().await.id, None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store(&m.world, &rescoring).await.kept, 1);
    assert_eq!(store(&m.world, &cancelling).await.cancelled, 0);
    assert_eq!(m.only().await.status, MatchStatus::Proposed);
}

#[tokio::test]
async fn generations_at_the_same_time_leave_one_row_a_pair() {
    let m = Market::new().await;
    let rust = shared::kernel::SkillId(m.world.count("SELECT min(id) FROM skills").await);
    for i in 0..40 {
        m.world
            .consultant(m.first, &format!("Rust engineer {i}"), &[(rust, "expert")])
            .await;
    }
    for _ in 0..5 {
        m.world.run("DELETE FROM matches").await;
        let (tender, company) = (
            m.job(),
            MatchGeneration {
                company_id: Some(m.first),
                ..MatchGeneration::default()
            },
        );
        let (a, b, c) = tokio::join!(
            generate(&m.world, &tender),
            generate(&m.world, &tender),
            generate(&m.world, &company)
        );
        let rows = m.world.count("SELECT count(*) FROM matches").await;
        let pairs = m
            .world
            .count("SELECT count(DISTINCT (consultant_id, tender_id)) FROM matches")
            .await;
        assert_eq!((rows, pairs), (41, 41));
        assert_eq!(a.created + b.created + c.created, 41);
    }
}
