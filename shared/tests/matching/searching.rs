//! A search answers at once, however large the market is.

use super::*;

/// More consultants than are all scored: 400 for each of ten trades, of which the tender's is one, and vectors that point their ways.
const CROWD: &str = "
INSERT INTO skills (name, category, created_at) SELECT 'trade ' || n, 'x', now() FROM generate_series(0, 9) n;
INSERT INTO consultants (company_id, title, years_experience, daily_rate, availability_date, status, created_at)
    SELECT 1, 'c' || n, n % 31, 300 + n % 401, date '2026-01-01' + n % 300, 'available', now() FROM generate_series(1, 4000) n;
INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, created_at)
    SELECT 1, c.id, s.id, (ARRAY['beginner', 'intermediate', 'advanced', 'expert'])[1 + (c.id / 10 + k) % 4], now()
    FROM consultants c, generate_series(0, 2) k JOIN skills s ON s.name = 'trade ' || ((0 + k * 3) % 10)
    WHERE c.title LIKE 'c%' AND (c.id + k) % 10 < 3;
INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, created_at)
    SELECT 1, c.id, s.id, 'expert', now() FROM consultants c, skills s WHERE c.title LIKE 'c%' AND s.name = 'trade 9' ON CONFLICT DO NOTHING;
INSERT INTO tender_skills (company_id, tender_id, skill_id, importance, min_level, created_at)
    SELECT t.company_id, t.id, s.id, CASE s.name WHEN 'trade 0' THEN 'required' ELSE 'preferred' END, 'advanced', now()
    FROM tenders t, skills s WHERE s.name IN ('trade 0', 'trade 3', 'trade 6');
DELETE FROM tender_skills n USING skills s WHERE s.id = n.skill_id AND s.name IN ('Rust', 'SQL');
UPDATE tenders SET min_years_experience = 8, budget_max = 500, start_date = '2026-06-01';
ANALYZE;";

#[tokio::test]
async fn of_a_crowd_those_are_found_that_scoring_all_of_it_would_find() {
    let m = Market::new().await;
    m.world.run(CROWD).await;
    let job = MatchGeneration {
        limit: Some(50),
        min_score: Some(0.5),
        ..m.job()
    };
    let full = plan(&m.world, &job).await;
    assert!(full.considered > 3_000 && full.offers.len() == 50);
    let admin = m.world.actor(Role::Admin, None).await;
    let found = usecases::search(&m.world.test.db, admin.grant().unwrap(), job, Locale::Fr)
        .await
        .unwrap();
    let found: Vec<_> = found.iter().map(|f| (f.consultant_id, f.score)).collect();
    let wanted: Vec<_> = full.offers.iter().map(|o| (o.consultant_id, o.score)).collect();
    assert_eq!(found, wanted);
}

#[tokio::test]
async fn a_tender_need_not_be_open_to_be_searched_for() {
    let m = Market::new().await;
    let admin = m.world.actor(Role::Admin, None).await;
    for status in ["draft", "in_progress", "closed"] {
        m.world.run(&format!("UPDATE tenders SET status = '{status}'")).await;
        let found = usecases::search(&m.world.test.db, admin.grant().unwrap(), m.job(), Locale::Fr)
            .await
            .unwrap();
        assert_eq!(found.len(), 1, "{status}");
        assert_eq!(
            generate(&m.world, &m.job()).await,
            GenerationReport::default(),
            "nothing is generated for it"
        );
    }
}
