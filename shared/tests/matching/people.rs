//! What people may do and see.

use super::*;

#[tokio::test]
async fn either_side_proposes_and_only_the_tenders_side_accepts() {
    let m = Market::new().await;
    generate(&m.world, &m.job()).await;
    let id = m.only().await.id;
    let ours = m.world.actor(Role::Manager, Some(m.first)).await;
    let stranger = m.world.actor(Role::Manager, Some(m.second)).await;
    let client = m.world.actor(Role::Client, Some(m.client)).await;
    let clients_manager = m.world.actor(Role::Manager, Some(m.client)).await;
    let consultant = m.world.actor(Role::Consultant, Some(m.first)).await;
    let mut tx = m.world.test.db.begin().await.unwrap();
    let refused = usecases::propose(&mut tx, by(stranger), id, None).await;
    assert!(matches!(refused, Err(Refused::NotFound(_))), "{refused:?}");
    let refused = usecases::reject(&mut tx, by(client), id, None).await;
    assert!(
        matches!(refused, Err(Refused::NotFound(_))),
        "a client does not see what is pending: {refused:?}"
    );
    let refused = usecases::accept(&mut tx, by(clients_manager), id, None).await;
    assert!(matches!(refused, Err(Refused::WrongState { .. })), "{refused:?}");
    assert!(client.grant::<MatchPropose>().is_err() && consultant.grant::<MatchDecide>().is_err());
    usecases::propose(&mut tx, by(clients_manager), id, Some("have a look"))
        .await
        .unwrap();
    let refused = usecases::accept(&mut tx, by(ours), id, None).await;
    assert!(matches!(refused, Err(Refused::NotYours)), "{refused:?}");
    let our_client = m.world.actor(Role::Client, Some(m.first)).await;
    let refused = usecases::accept(&mut tx, by(our_client), id, None).await;
    assert!(
        matches!(refused, Err(Refused::NotFound(_))),
        "a client sees its own tenders' only: {refused:?}"
    );
    usecases::accept(&mut tx, by(client), id, Some("yes")).await.unwrap();
    let refused = usecases::cancel(&mut tx, by(ours), id, None).await;
    assert!(matches!(refused, Err(Refused::WrongState { .. })), "{refused:?}");
    tx.commit().await.unwrap();
    let decided = m.only().await;
    assert_eq!(
        (decided.status, decided.decided_by, decided.reason.as_deref()),
        (MatchStatus::Accepted, Some(client.user_id), Some("yes"))
    );
    assert!(decided.decided_at.is_some());
}

#[tokio::test]
async fn everyone_sees_their_side_and_no_more() {
    let m = Market::new().await;
    generate(&m.world, &m.job()).await;
    let id = m.only().await.id;
    let ours = m.world.actor(Role::Manager, Some(m.first)).await;
    let stranger = m.world.actor(Role::Manager, Some(m.second)).await;
    let client = m.world.actor(Role::Client, Some(m.client)).await;
    let consultant = m.world.actor(Role::Consultant, Some(m.first)).await;
    m.world
        .run(&format!(
            "UPDATE consultants SET user_id = {} WHERE id = {}",
            consultant.user_id, m.ours
        ))
        .await;
    let colleague = m.world.actor(Role::Consultant, Some(m.first)).await;
    let none = Filter::default();
    let mut before = Vec::new();
    for actor in [ours, stranger, client, consultant, colleague] {
        before.push(seen(&m.world, actor, &none).await.len());
    }
    assert_eq!(before, [1, 0, 0, 1, 0]);
    let mut tx = m.world.test.db.begin().await.unwrap();
    usecases::propose(&mut tx, by(ours), id, None).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(seen(&m.world, client, &none).await.len(), 1);
    let one = |by: Actor| queries::one(m.world.test.pool(), by.grant().unwrap(), id);
    assert!(one(client).await.unwrap().is_some() && one(stranger).await.unwrap().is_none());
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_paged() {
    let m = Market::new().await;
    let low = MatchGeneration {
        min_score: Some(0.0),
        ..m.job()
    };
    generate(&m.world, &low).await;
    let admin = m.world.actor(Role::Admin, None).await;
    let grant = admin.grant::<MatchRead>().unwrap();
    let filter = Filter {
        consultant_id: Some(m.ours),
        tender_id: Some(m.tender),
        company_id: Some(m.first),
        status: vec![MatchStatus::Pending],
        min_score: Some(0.6),
        only_open_tenders: true,
    };
    assert_eq!(seen(&m.world, admin, &filter).await.len(), 1);
    for other in [
        Filter {
            consultant_id: Some(m.theirs),
            ..filter.clone()
        },
        Filter {
            tender_id: Some(TenderId(0)),
            ..filter.clone()
        },
        Filter {
            company_id: Some(m.second),
            ..filter.clone()
        },
        Filter {
            status: vec![MatchStatus::Accepted],
            ..filter.clone()
        },
        Filter {
            min_score: Some(1.01),
            ..filter.clone()
        },
    ] {
        assert!(seen(&m.world, admin, &other).await.is_empty(), "{other:?}");
    }
    let pool = m.world.test.pool();
    for (key, descending, first) in [
        ("score", false, m.weak),
        ("score", true, m.ours),
        ("id", false, m.ours),
        ("decided_at", true, m.ours),
    ] {
        let sort = Sort {
            key: <SortKey as shared::kernel::Choice>::named(key).unwrap(),
            descending,
        };
        let page = Page { limit: 1, offset: 0 };
        let listed = queries::list(pool, grant, &Filter::default(), Some(sort), None, page)
            .await
            .unwrap();
        let of = (listed.rows.len(), listed.total, listed.rows[0].consultant_id);
        assert_eq!(of, (1, 2, first), "{key}");
    }
    let first = Page { limit: 1, offset: 0 };
    assert_eq!(
        queries::top(pool, grant, Some(m.client), first).await.unwrap().rows[0].consultant_id,
        m.ours
    );
    m.world.run("UPDATE tenders SET status = 'closed'").await;
    assert!(queries::top(pool, grant, None, first).await.unwrap().rows.is_empty());
}
