//! Every filter that is offered has an index that Postgres uses: the plans of the real statements, on data of some size.

mod consultants;
#[path = "../fixtures/mod.rs"]
mod fixtures;
mod others;
mod seed;
mod tenders;

use fixtures::World;
use seed::SEED;
use shared::kernel::{Actor, CompanyId, Cursor, Page, Role, SortValue};
use sqlx::{PgPool, Postgres, pool::PoolConnection, postgres::PgPoolOptions};

struct Plans {
    pool: PgPool,
    world: World,
}

impl Plans {
    /// One connection, so that the statements that it prepared are at hand.
    async fn new() -> Self {
        let world = World::new().await;
        world.run(SEED).await;
        // What was just written waits beside a trigram index, which the planner takes for slow until it is put in order.
        world.run("VACUUM ANALYZE").await;
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

/// One of the indexes (`a|b`) serves the filter, and nowhere is all of the table read.
fn uses(plan: &str, what: &str, table: &str, indexes: &str) {
    // How many owners a skill has is not known before it is looked up by its name: joining them with all of the table may be the cheaper guess.
    let is_guess = what == "skills by name";
    assert!(
        is_guess || !plan.contains(&format!("Seq Scan on {table}")),
        "{what} reads all of {table}:\n{plan}"
    );
    let named = |index: &str| plan.split_whitespace().any(|word| word == index);
    assert!(indexes.split('|').any(named), "{what} does not use {indexes}:\n{plan}");
}

/// The index serves the order; how many there are is counted over the table.
fn sorts_by(plan: &str, what: &str, index: &str) {
    let used = [
        "Index Scan using",
        "Index Only Scan using",
        "Index Scan Backward using",
        "Index Only Scan Backward using",
    ];
    assert!(
        used.iter().any(|scan| plan.contains(&format!("{scan} {index} "))),
        "{what} does not use {index}:\n{plan}"
    );
    let alias = match index.split('_').next() {
        Some("consultants" | "companies") => "c",
        Some("tenders") => "t",
        Some("matches") => "m",
        Some("skills") => "s",
        _ => "p",
    };
    let own = [format!("Sort Key: {alias}."), format!("Sort Key: (fold({alias}.")];
    assert!(
        !own.iter().any(|key| plan.contains(key)),
        "{what} sorts by itself:\n{plan}"
    );
}

/// A place after which a page begins.
fn after(id: i64, value: Option<SortValue>) -> Cursor {
    Cursor { id, value }
}
