//! Who finds what.

use super::*;

#[tokio::test]
async fn everyone_finds_what_they_may_read_in_both_arms_and_no_more() {
    let world = World::new().await;
    let (own, partner) = (world.company("Own").await, world.company("Partner").await);
    let (stranger, client) = (world.company("Stranger").await, world.company("Client").await);
    world.partnership(partner, own, "active").await;
    world.partnership(own, stranger, "proposed").await;
    let mut named = std::collections::BTreeMap::new();
    for (name, company) in [("own", own), ("partner", partner), ("stranger", stranger)] {
        let id = world.consultant(company, "Rust engineer", &[]).await;
        let cv = world.resume(company, id, &["Rust since 2015."]).await;
        named.insert(format!("consultant:{id}"), format!("{name}'s profile"));
        named.insert(format!("resume:{cv}"), format!("{name}'s cv"));
        index(&world, &MODEL, consultant(id)).await;
        index(&world, &MODEL, resume(cv)).await;
    }
    for (name, company) in [
        ("own", own),
        ("partner", partner),
        ("stranger", stranger),
        ("client", client),
    ] {
        for status in ["open", "draft"] {
            let id = world.tender(company, "Rust wanted", status, &[]).await;
            named.insert(format!("tender:{id}"), format!("{name}'s {status} tender"));
            index(&world, &MODEL, tender(id)).await;
        }
    }
    let user = world.actor(Role::Consultant, Some(own)).await;
    world
        .run(&format!(
            "UPDATE consultants SET user_id = {} WHERE company_id = {own}",
            user.user_id
        ))
        .await;
    world
        .run(&format!(
            "INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, explanation, created_at) \
             SELECT c.company_id, t.company_id, c.id, t.id, 1, 'generated', CASE WHEN c.company_id = {own} THEN 'proposed' ELSE 'pending' END, '{{}}', now() \
             FROM consultants c, tenders t WHERE t.company_id = {client} AND t.status = 'open'"
        ))
        .await;
    let everything: Vec<&str> = named.values().map(String::as_str).collect();
    let expected: [(Role, Option<CompanyId>, Vec<&str>); 5] = [
        (Role::Admin, None, everything),
        (
            Role::Manager,
            Some(own),
            vec![
                "own's profile",
                "own's cv",
                "own's open tender",
                "own's draft tender",
                "partner's profile",
                "partner's cv",
                "partner's open tender",
            ],
        ),
        (
            Role::Manager,
            Some(client),
            vec!["client's open tender", "client's draft tender"],
        ),
        (
            Role::Consultant,
            Some(own),
            vec![
                "own's profile",
                "own's cv",
                "own's open tender",
                "partner's open tender",
            ],
        ),
        (
            Role::Client,
            Some(client),
            vec![
                "client's open tender",
                "client's draft tender",
                "own's profile",
                "own's cv",
            ],
        ),
    ];
    for (role, company, mut expected) in expected {
        let actor = if role == Role::Consultant {
            user
        } else {
            world.actor(role, company).await
        };
        expected.sort_unstable();
        for mode in [Mode::Lexical, Mode::Semantic, Mode::Hybrid] {
            let answer = ask(&world, &MODEL, actor, "rust", mode).await;
            let mut found: Vec<&str> = keys(&answer).iter().map(|k| named[k].as_str()).collect();
            found.sort_unstable();
            assert_eq!(found, expected, "{role:?} of {company:?}, {mode:?}");
        }
    }
}

#[tokio::test]
async fn a_small_company_gets_its_rows_from_behind_a_large_ones() {
    let world = World::new().await;
    let (large, small) = (world.company("Large").await, world.company("Small").await);
    let near = hashed("rust engineer");
    let text = |v: &[f32]| {
        format!(
            "'[{}]'::vector",
            v.iter().map(f32::to_string).collect::<Vec<_>>().join(",")
        )
    };
    // The large company's 3,000 chunks are the question's nearest neighbours; the small one's 230 are far from it.
    let far: Vec<f32> = (0..DIMENSIONS).map(|i| if i % 2 == 0 { 0.05 } else { -0.05 }).collect();
    for (company, rows, vector) in [(large, 3000, &near), (small, 230, &far)] {
        let sql = format!(
            "WITH d AS (INSERT INTO rag_documents (company_id, document_id, document_type, title, content, content_sha256, created_at) \
             VALUES ({company}, 'bulk', 'other', 'Bulk', '', '', now()) RETURNING id) \
             INSERT INTO rag_chunks (company_id, rag_document_id, chunk_id, content, embedding, embedding_model, chunk_index, token_count) \
             SELECT {company}, d.id, n::text, 'text ' || n, (SELECT array_agg(x * (1 + 0.001 * ((n * i) % 97)) ORDER BY i) FROM unnest({}::real[]) WITH ORDINALITY AS e (x, i))::vector, \
             'hashed-words', n, 1 FROM d, generate_series(1, {rows}) AS n",
            text(vector)
        );
        world.run(&sql).await;
    }
    world.run("ANALYZE rag_chunks; ANALYZE rag_documents").await;
    let manager = world.actor(Role::Manager, Some(small)).await;
    let query = Query {
        text: "rust engineer".into(),
        limit: 200,
        document_types: vec![],
        mode: Mode::Semantic,
    };
    let answer = usecases::search(
        &world.test.db,
        &MODEL,
        manager.grant().unwrap(),
        &query,
        &Origin::default(),
    )
    .await
    .unwrap();
    assert_eq!(answer.results.len(), 200, "200 rows come back, because 230 are there");
    // The plain index scan, without what the search does about it, comes back short: the test would see a lost fix.
    let mut conn = world.test.pool().acquire().await.unwrap();
    sqlx::raw_sql("SET hnsw.iterative_scan = off; SET hnsw.ef_search = 200; SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off")
        .execute(&mut *conn)
        .await
        .unwrap();
    let plain: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
        "SELECT count(*) FROM (SELECT 1 FROM rag_chunks WHERE company_id = {small} ORDER BY embedding <=> {} LIMIT 200) AS found",
        text(&near)
    )))
    .fetch_one(&mut *conn)
    .await
    .unwrap();
    assert!(plain < 200, "{plain}");
}
