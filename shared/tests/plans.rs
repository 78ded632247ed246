//! Every filter that is offered has an index that Postgres uses: the plans of the real statements, on data of some size.

mod fixtures;

use fixtures::World;
use shared::{
    directory::consultants::{
        domain::ConsultantStatus,
        queries::{self as consultants, Filter as ConsultantFilter},
    },
    kernel::{Actor, Choice, CompanyId, ConsultantId, Page, Role, Sort, TenderId},
    staffing::{
        matches::{
            domain::MatchStatus,
            queries::{self as matches, Filter as MatchFilter},
        },
        tenders::{
            domain::TenderStatus,
            queries::{self as tenders, Filter as TenderFilter},
        },
    },
};
use sqlx::{PgPool, Postgres, pool::PoolConnection, postgres::PgPoolOptions};

/// 40,000 consultants and 10,000 tenders of 200 companies, and 40,000 matches.
const SEED: &str = "
INSERT INTO companies (name, is_esn, created_at) SELECT 'company ' || n, true, now() FROM generate_series(1, 200) n;
INSERT INTO skills (name, category, created_at) SELECT 'skill ' || n, 'x', now() FROM generate_series(1, 300) n;
INSERT INTO partnerships (initiator_company_id, partner_company_id, status, created_at) VALUES (1, 2, 'active', now());
INSERT INTO consultants (company_id, first_name, last_name, title, bio, years_experience, daily_rate, availability_date, status, location, remote_work, created_at)
    SELECT 1 + n % 200, 'Prénom' || n % 977, 'Nom' || n, 'Métier ' || n % 211, md5(n::text) || ' ' || md5((n * 7)::text), n % 40, 300 + n % 600,
        date '2026-01-01' + n % 700, (ARRAY['available', 'on_mission', 'unavailable', 'leaving'])[CASE WHEN n % 40 = 0 THEN 4 ELSE 1 + n % 3 END], 'Ville ' || n % 500, n % 50 = 0, now()
    FROM generate_series(1, 40000) n;
INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, created_at)
    SELECT company_id, id, 1 + (id * 7 + k * 13) % 300, 'advanced', now() FROM consultants, generate_series(1, 3) k;
INSERT INTO tenders (company_id, title, description, status, start_date, budget_max, location, remote_allowed, created_at)
    SELECT 1 + n % 200, 'Mission ' || n, md5(n::text), (ARRAY['draft', 'open', 'in_progress', 'closed', 'cancelled'])[CASE WHEN n % 40 = 0 THEN 5 ELSE 1 + n % 4 END],
        date '2026-01-01' + n % 700, 400 + n % 500, 'Ville ' || n % 500, n % 50 = 0, now()
    FROM generate_series(1, 10000) n;
INSERT INTO tender_skills (company_id, tender_id, skill_id, importance, created_at)
    SELECT company_id, id, 1 + (id * 7) % 300, 'required', now() FROM tenders;
INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, decided_at, explanation, created_at)
    SELECT c.company_id, t.company_id, c.id, t.id, (c.id % 1000) / 1000.0, 'generated', CASE WHEN c.id % 20 = 0 THEN 'accepted' ELSE 'pending' END,
        CASE WHEN c.id % 20 = 0 THEN now() END,
        '{\"criteria\": [], \"left_out\": [], \"skills\": {\"matched\": [], \"partial\": [], \"missing\": []}, \"recommendations\": [], \"scoring_version\": \"1\"}', now()
    FROM consultants c JOIN tenders t ON t.id = 1 + c.id % 10000;
ANALYZE;";

struct Plans {
    pool: PgPool,
    world: World,
}

impl Plans {
    /// One connection, so that the statements that it prepared are at hand.
    async fn new() -> Self {
        let world = World::new().await;
        world.run(SEED).await;
        let one = PgPoolOptions::new().max_connections(1);
        let pool = one.connect(&world.test.url).await.unwrap();
        Self { pool, world }
    }

    async fn conn(&self) -> PoolConnection<Postgres> {
        self.pool.acquire().await.unwrap()
    }

    async fn actor(&self, role: Role, company: Option<CompanyId>) -> Actor {
        self.world.actor(role, company).await
    }

    /// The plan of the list's statement that was prepared last, with these values for the parameters of its conditions, which stand in it
    /// twice (for the rows, and for how many there are), and a page of 20.
    async fn of_list(&self, what: &str, values: &[&str]) -> String {
        let (name, statement): (String, String) = sqlx::query_as(
            "SELECT name, statement FROM pg_prepared_statements WHERE statement LIKE '%) AS total%' AND statement NOT LIKE '%pg_prepared%'
            ORDER BY prepare_time DESC, name DESC LIMIT 1",
        )
        .fetch_one(&self.pool)
        .await
        .unwrap();
        // At this size reading a whole table of texts is as cheap as its trigram index, and a word's likeness counts as one comparison: can the
        // index serve the search?
        let may_read_all = if what == "q" { "off" } else { "on" };
        let set = format!("SET enable_seqscan = {may_read_all}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(set))
            .execute(&self.pool)
            .await
            .unwrap();
        let explain = format!("EXPLAIN EXECUTE {name} ({})", parameters(&statement, values).join(", "));
        let lines: Vec<String> = sqlx::raw_sql(sqlx::AssertSqlSafe(explain))
            .fetch_all(&self.pool)
            .await
            .unwrap()
            .iter()
            .map(|row| sqlx::Row::get::<String, _>(row, 0))
            .collect();
        let used = lines.iter().filter(|l| l.contains("Index") && l.contains(" on "));
        println!("{what}: {}", used.map(|l| l.trim()).collect::<Vec<_>>().join(" | "));
        lines.join("\n")
    }
}

/// What each parameter of the statement is: of the page where it says so, else the next of the values.
fn parameters<'a>(statement: &str, values: &[&'a str]) -> Vec<&'a str> {
    let mut values = values.iter().copied().cycle();
    let before = statement.split('$').map(str::trim_end);
    let before = before.take(statement.matches('$').count());
    before
        .map(|before| match before.rsplit(' ').next() {
            Some("LIMIT") => "21",
            Some("OFFSET") => "0",
            Some(">") if before.ends_with("page) >") => "20",
            _ => values.next().expect("a value for each condition"),
        })
        .collect()
}

fn page() -> Page {
    Page { limit: 20, offset: 0 }
}

/// The index serves the filter, and nowhere is all of the table read.
fn uses(plan: &str, what: &str, table: &str, index: &str) {
    // How many owners a skill has is not known before it is looked up by its name: joining them with all of the table may be the cheaper guess.
    let is_guess = what == "skills by name";
    assert!(
        is_guess || !plan.contains(&format!("Seq Scan on {table}")),
        "{what} reads all of {table}:\n{plan}"
    );
    assert!(plan.contains(index), "{what} does not use {index}:\n{plan}");
}

/// The index serves the order; how many there are is counted over the table.
fn sorts_by(plan: &str, what: &str, index: &str) {
    assert!(
        plan.contains(&format!("Index Scan using {index}")) || plan.contains(&format!("Index Only Scan using {index}")),
        "{what} does not use {index}:\n{plan}"
    );
    assert!(
        !plan.contains("Sort Key: c.") && !plan.contains("Sort Key: t."),
        "{what} sorts by itself:\n{plan}"
    );
}

#[tokio::test]
async fn filters_of_consultants_use_their_indexes() {
    let plans = Plans::new().await;
    let admin = plans.actor(Role::Admin, None).await.grant().unwrap();
    let of = ConsultantFilter::default;
    let q = |text: &str| Some(text.to_owned());
    for (what, index, values, filter) in [
        (
            "company_id",
            "consultants_company_idx",
            &["3"] as &[&str],
            ConsultantFilter {
                company_id: Some(CompanyId(3)),
                ..of()
            },
        ),
        (
            "skills",
            "consultant_skills_skill_idx",
            &["7"] as &[&str],
            ConsultantFilter {
                skills: vec!["7".to_owned()],
                ..of()
            },
        ),
        (
            "skills by name",
            "consultant_skills_skill_idx",
            &["'skill 7'", "'skill 7'"] as &[&str],
            ConsultantFilter {
                skills: vec!["skill 7".to_owned()],
                ..of()
            },
        ),
        (
            "location",
            "consultants_location_idx",
            &["'%Ville 77%'"] as &[&str],
            ConsultantFilter {
                location: q("Ville 77"),
                ..of()
            },
        ),
        (
            "q",
            "consultants_search_idx",
            &[
                "'%Nom12345%'",
                "'Nom12345'",
                "'%Nom12345%'",
                "'Nom12345'",
                "'%Nom12345%'",
                "'Nom12345'",
            ] as &[&str],
            ConsultantFilter {
                q: q("Nom12345"),
                ..of()
            },
        ),
        (
            "status",
            "consultants_status_idx",
            &["'{leaving}'"] as &[&str],
            ConsultantFilter {
                status: vec![ConsultantStatus::Leaving],
                ..of()
            },
        ),
        (
            "min_years",
            "consultants_years_idx",
            &["39.5"] as &[&str],
            ConsultantFilter {
                min_years: Some(39.5),
                ..of()
            },
        ),
        (
            "available_from and available_to",
            "consultants_available_idx",
            &["'2026-03-01'", "'2026-03-05'"] as &[&str],
            ConsultantFilter {
                available_from: "2026-03-01".parse().ok(),
                available_to: "2026-03-05".parse().ok(),
                ..of()
            },
        ),
        (
            "remote",
            "consultants_remote_idx",
            &["true"] as &[&str],
            ConsultantFilter {
                remote: Some(true),
                ..of()
            },
        ),
        (
            "status and company",
            "consultants_",
            &["3", "'{leaving}'"] as &[&str],
            ConsultantFilter {
                status: vec![ConsultantStatus::Leaving],
                company_id: Some(CompanyId(3)),
                ..of()
            },
        ),
    ] {
        consultants::list(&mut *plans.conn().await, admin, &filter, None, None, page())
            .await
            .unwrap();
        uses(&plans.of_list(what, values).await, what, "consultants", index);
    }
    for (key, index) in [
        ("years_experience", "consultants_years_idx"),
        ("availability_date", "consultants_available_idx"),
        ("daily_rate", "consultants_daily_rate_idx"),
        ("last_name", "consultants_last_name_idx"),
        ("title", "consultants_title_idx"),
        ("id", "consultants_pkey"),
    ] {
        let sort = Sort {
            key: Choice::named(key).unwrap(),
            descending: false,
        };
        consultants::list(&mut *plans.conn().await, admin, &of(), Some(sort), None, page())
            .await
            .unwrap();
        sorts_by(&plans.of_list(key, &[]).await, key, index);
    }
    let manager = plans.actor(Role::Manager, Some(CompanyId(1))).await.grant().unwrap();
    consultants::list(&mut *plans.conn().await, manager, &of(), None, None, page())
        .await
        .unwrap();
    uses(
        &plans.of_list("a manager's", &["1"]).await,
        "a manager's",
        "consultants",
        "consultants_company_idx",
    );
}

#[tokio::test]
async fn filters_of_tenders_and_matches_use_their_indexes() {
    let plans = Plans::new().await;
    let admin = plans.actor(Role::Admin, None).await;
    let of = TenderFilter::default;
    let q = |text: &str| Some(text.to_owned());
    for (what, index, values, filter) in [
        (
            "company_id",
            "tenders_company_idx",
            &["3"] as &[&str],
            TenderFilter {
                company_id: Some(CompanyId(3)),
                ..of()
            },
        ),
        (
            "skills",
            "tender_skills_skill_idx",
            &["7"] as &[&str],
            TenderFilter {
                skills: vec!["7".to_owned()],
                ..of()
            },
        ),
        (
            "location",
            "tenders_location_idx",
            &["'%Ville 77%'"] as &[&str],
            TenderFilter {
                location: q("Ville 77"),
                ..of()
            },
        ),
        (
            "q",
            "tenders_search_idx",
            &["'%4321%'", "'4321'", "'%4321%'", "'4321'", "'%4321%'", "'4321'"] as &[&str],
            TenderFilter { q: q("4321"), ..of() },
        ),
        (
            "status",
            "tenders_status_idx",
            &["'{cancelled}'"] as &[&str],
            TenderFilter {
                status: vec![TenderStatus::Cancelled],
                ..of()
            },
        ),
        (
            "remote",
            "tenders_remote_idx",
            &["true"] as &[&str],
            TenderFilter {
                remote: Some(true),
                ..of()
            },
        ),
        (
            "status and company",
            "tenders_",
            &["3", "'{open}'"] as &[&str],
            TenderFilter {
                status: vec![TenderStatus::Open],
                company_id: Some(CompanyId(3)),
                ..of()
            },
        ),
    ] {
        tenders::list(
            &mut *plans.conn().await,
            admin.grant().unwrap(),
            &filter,
            None,
            None,
            page(),
        )
        .await
        .unwrap();
        uses(&plans.of_list(what, values).await, what, "tenders", index);
    }
    for (key, index) in [
        ("start_date", "tenders_start_idx"),
        ("budget_max", "tenders_budget_idx"),
        ("title", "tenders_title_idx"),
    ] {
        let sort = Sort {
            key: Choice::named(key).unwrap(),
            descending: false,
        };
        tenders::list(
            &mut *plans.conn().await,
            admin.grant().unwrap(),
            &of(),
            Some(sort),
            None,
            page(),
        )
        .await
        .unwrap();
        sorts_by(&plans.of_list(key, &[]).await, key, index);
    }
    let manager = plans.actor(Role::Manager, Some(CompanyId(1))).await;
    tenders::list(
        &mut *plans.conn().await,
        manager.grant().unwrap(),
        &of(),
        None,
        None,
        page(),
    )
    .await
    .unwrap();
    uses(
        &plans.of_list("a manager's", &["1"; 7]).await,
        "a manager's",
        "tenders",
        "tenders_company_",
    );
    let of = MatchFilter::default;
    for (what, index, values, filter) in [
        (
            "consultant_id",
            "matches_consultant_id_tender_id_key",
            &["77"] as &[&str],
            MatchFilter {
                consultant_id: Some(ConsultantId(77)),
                ..of()
            },
        ),
        (
            "tender_id",
            "matches_tender_idx",
            &["77"] as &[&str],
            MatchFilter {
                tender_id: Some(TenderId(77)),
                ..of()
            },
        ),
        (
            "status",
            "matches_",
            &["'{accepted}'"] as &[&str],
            MatchFilter {
                status: vec![MatchStatus::Accepted],
                ..of()
            },
        ),
        (
            "min_score",
            "matches_score_idx",
            &["0.99"] as &[&str],
            MatchFilter {
                min_score: Some(0.99),
                ..of()
            },
        ),
        (
            "company_id",
            "matches_",
            &["3", "3"] as &[&str],
            MatchFilter {
                company_id: Some(CompanyId(3)),
                ..of()
            },
        ),
    ] {
        matches::list(&plans.pool, admin.grant().unwrap(), &filter, None, None, page())
            .await
            .unwrap();
        uses(&plans.of_list(what, values).await, what, "matches m", index);
    }
}
