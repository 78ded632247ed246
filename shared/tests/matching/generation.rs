//! Who meets whom, and what is kept.

use super::*;

/// Whether it was refused for this field.
fn names<T>(refused: &Result<T, RequestError>, field: &str) -> bool {
    matches!(refused, Err(RequestError::Invalid(faults)) if faults.0.iter().any(|fault| fault.field == field))
}

#[tokio::test]
async fn what_passes_the_bar_is_kept_with_an_explanation_that_adds_up() {
    let m = Market::new().await;
    let report = generate(&m.world, &m.job()).await;
    assert_eq!(
        report,
        GenerationReport {
            considered: 2,
            created: 1,
            ..GenerationReport::default()
        }
    );
    let line =
        "SELECT count(*) FROM audit_log WHERE object_kind = 'matches' AND action = 'generate' AND actor_id IS NULL
        AND after->>'created' = '1' AND after->>'execution_id' IS NOT NULL";
    assert_eq!(m.world.count(line).await, 1, "a generation is a line of the log");
    let found = m.only().await;
    assert_eq!(
        (found.consultant_id, found.tender_id, found.status),
        (m.ours, m.tender, MatchStatus::Pending)
    );
    assert_eq!(
        (found.company_id, found.tender_company_id, found.source),
        (m.first, m.client, MatchSource::Generated)
    );
    let explanation = found.explanation.read().unwrap();
    assert!((explanation.score().share() - found.score).abs() < 1e-9);
    assert_eq!(explanation.skills.matched.len(), 2);
    let (consultant, tender) = (found.consultant.read().unwrap(), found.tender.read().unwrap());
    assert_eq!(
        (consultant.company_name.as_str(), tender.title.as_str()),
        ("First", "Rust engineer")
    );
    let again = generate(&m.world, &m.job()).await;
    assert_eq!((again.created, again.rescored), (0, 1));
}

#[tokio::test]
async fn companies_meet_only_in_an_active_partnership_that_is_asked_for() {
    let m = Market::new().await;
    let alone = MatchGeneration {
        include_partners: false,
        ..m.job()
    };
    assert_eq!(generate(&m.world, &alone).await.considered, 0);
    m.world.partnership(m.second, m.client, "proposed").await;
    generate(&m.world, &m.job()).await;
    assert_eq!(m.only().await.consultant_id, m.ours);
    m.world.run("UPDATE partnerships SET status = 'active', start_date = current_date - 9, end_date = current_date - 1 WHERE status = 'proposed'").await;
    assert_eq!(
        generate(&m.world, &MatchGeneration::for_consultant(m.theirs))
            .await
            .considered,
        0,
        "it is over"
    );
    m.world.run("UPDATE partnerships SET end_date = NULL").await;
    let report = generate(&m.world, &MatchGeneration::for_consultant(m.theirs)).await;
    assert_eq!((report.considered, report.created), (1, 1));
    // ESNs that share a client are no partners of each other.
    let own = m.world.tender(m.second, "Rust engineer", "open", &[]).await;
    assert_eq!(
        generate(&m.world, &MatchGeneration::for_tender(own)).await.considered,
        1
    );
}

#[tokio::test]
async fn a_companys_generation_reaches_only_pairs_of_which_it_is_a_side() {
    let m = Market::new().await;
    m.world.partnership(m.second, m.client, "active").await;
    let job = MatchGeneration {
        company_id: Some(m.second),
        ..m.job()
    };
    generate(&m.world, &job).await;
    assert_eq!(m.only().await.consultant_id, m.theirs);
    let whole = MatchGeneration {
        company_id: Some(m.second),
        ..MatchGeneration::default()
    };
    let report = generate(&m.world, &whole).await;
    assert_eq!((report.considered, report.cancelled), (1, 0));
}

#[tokio::test]
async fn the_limit_keeps_the_best_and_a_scoring_profile_sets_weights_and_bar() {
    let m = Market::new().await;
    m.world.partnership(m.second, m.client, "active").await;
    m.world
        .run(&format!(
            "UPDATE consultants SET years_experience = 4 WHERE id = {}",
            m.ours
        ))
        .await;
    let best = MatchGeneration {
        limit: Some(1),
        min_score: Some(0.0),
        ..m.job()
    };
    generate(&m.world, &best).await;
    assert_eq!(m.only().await.consultant_id, m.theirs);
    let sql = format!(
        "INSERT INTO scoring_profiles (company_id, name, is_default, weights, min_score, created_at) \
         VALUES ({}, 'years', true, '{{\"experience\": 1}}', 0.75, now())",
        m.client
    );
    m.world.run(&sql).await;
    let plan = plan(&m.world, &m.job()).await;
    let scores: Vec<(ConsultantId, f64)> = plan.offers.iter().map(|o| (o.consultant_id, o.score.share())).collect();
    assert_eq!(scores, [(m.weak, 1.0), (m.theirs, 1.0), (m.ours, 0.8)]);
}

#[tokio::test]
async fn what_is_gone_or_stopped_is_said() {
    let m = Market::new().await;
    let stopped = CancellationToken::new();
    stopped.cancel();
    let db = &m.world.test.db;
    assert!(matches!(
        usecases::plan(db, &m.job(), NOBODY, &stopped).await,
        Err(PlanError::Cancelled)
    ));
    let live = CancellationToken::new();
    let none = MatchGeneration::for_tender(TenderId(0));
    assert!(matches!(
        usecases::plan(db, &none, NOBODY, &live).await,
        Err(PlanError::NoTender(_))
    ));
    let none = MatchGeneration::for_consultant(ConsultantId(0));
    assert!(matches!(
        usecases::plan(db, &none, NOBODY, &live).await,
        Err(PlanError::NoConsultant(_))
    ));
}
#[tokio::test]
async fn a_request_is_bound_to_the_managers_company_and_to_what_it_sees() {
    let m = Market::new().await;
    let ours = m.world.actor(Role::Manager, Some(m.first)).await;
    let grant = ours.grant::<MatchGenerate>().unwrap();
    let mut tx = m.world.test.db.begin().await.unwrap();
    let execution = usecases::request(&mut tx, grant, m.job(), false, Enqueue::default(), &Origin::default())
        .await
        .unwrap();
    assert_eq!(
        (execution.company_id, execution.kind.as_str()),
        (Some(m.first), "match_generation")
    );
    let job: MatchGeneration = serde_json::from_value(execution.payload).unwrap();
    assert_eq!((job.company_id, job.tender_id), (Some(m.first), Some(m.tender)));
    let theirs = MatchGeneration::for_consultant(m.theirs);
    let refused = usecases::request(&mut tx, grant, theirs, false, Enqueue::default(), &Origin::default()).await;
    assert!(names(&refused, "consultant_id"), "{refused:?}");
    let foreign = MatchGeneration {
        company_id: Some(m.second),
        ..MatchGeneration::default()
    };
    let refused = usecases::request(&mut tx, grant, foreign, false, Enqueue::default(), &Origin::default()).await;
    assert!(names(&refused, "company_id"), "{refused:?}");
    let draft = m.world.tender(m.client, "Draft", "draft", &[]).await;
    let refused = usecases::request(
        &mut tx,
        grant,
        MatchGeneration::for_tender(draft),
        false,
        Enqueue::default(),
        &Origin::default(),
    )
    .await;
    assert!(
        names(&refused, "tender_id"),
        "a partner's draft is not seen: {refused:?}"
    );
    for bad in [
        MatchGeneration {
            min_score: Some(1.5),
            ..m.job()
        },
        MatchGeneration {
            min_score: Some(f64::NAN),
            ..m.job()
        },
        MatchGeneration {
            limit: Some(0),
            ..m.job()
        },
    ] {
        let refused = usecases::request(&mut tx, grant, bad, false, Enqueue::default(), &Origin::default()).await;
        assert!(names(&refused, "min_score") || names(&refused, "limit"), "{refused:?}");
    }
}
