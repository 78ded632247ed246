//! Counting what became of every promise. What was accepted comes from the clients' record, never from the database.

use super::{
    load::{CHILDREN, Promise},
    recovery::Recovery,
};
use serde::Serialize;
use sqlx::{PgPool, Row, types::Uuid};
use std::collections::HashMap;

/// What was found.
#[derive(Debug, Default, Serialize)]
pub struct Verdict {
    /// Promises, and the children that they implied.
    pub accepted: usize,
    /// Accepted, and not in the ledger; or a child that was never made.
    pub lost: usize,
    /// With more effects than one.
    pub twice: usize,
    /// Not ended when time was up.
    pub stuck: usize,
    /// Ended otherwise than promised, or with an effect that does not go with the end.
    pub wrong: usize,
    /// Parked because three workers died over it: what the poison cap is for, counted apart.
    pub poison: usize,
}

struct Found {
    status: String,
    code: Option<String>,
    children: i64,
    children_done: i64,
}

/// Counts.
pub async fn count(pool: &PgPool, label: &str, accepted: &[(String, Promise)]) -> anyhow::Result<Verdict> {
    // Drills never look for an execution's effects; counting hundreds of thousands does.
    for statement in [
        "CREATE INDEX IF NOT EXISTS chaos_effects_idx ON drill_effects (execution_id)",
        "ANALYZE drill_effects, executions, finished_executions",
    ] {
        sqlx::query(statement).execute(pool).await?;
    }
    let effects = effects(pool, label).await?;
    let mut verdict = Verdict {
        accepted: accepted.len(),
        ..Verdict::default()
    };
    verdict.twice = effects.values().filter(|count| **count > 1).count();
    for chunk in accepted.chunks(5000) {
        let ids: Vec<Uuid> = chunk.iter().map(|(id, _)| id.parse()).collect::<Result<_, _>>()?;
        let found = find(pool, &ids).await?;
        for ((_, promise), id) in chunk.iter().zip(&ids) {
            if *promise == Promise::Family {
                verdict.accepted += CHILDREN;
            }
            match found.get(id) {
                None => verdict.lost += 1,
                Some(f) if f.status == "queued" || f.status == "running" => verdict.stuck += 1,
                Some(f) if f.code.as_deref() == Some("poison") => verdict.poison += 1,
                Some(f) => verdict.judge(f, *promise, effects.get(id).copied().unwrap_or(0)),
            }
        }
    }
    Ok(verdict)
}

impl Verdict {
    fn judge(&mut self, found: &Found, promise: Promise, effects: i64) {
        let wanted = match promise {
            Promise::Done | Promise::Family => &["success"][..],
            Promise::Failed => &["error"],
            Promise::Cancelled => &["cancelled", "success"],
        };
        let is_success = found.status == "success";
        if !wanted.contains(&found.status.as_str()) || (effects > 0) != is_success {
            self.wrong += 1;
        }
        if promise == Promise::Family {
            let made = usize::try_from(found.children).unwrap_or(0);
            self.lost += CHILDREN.saturating_sub(made);
            self.twice += made.saturating_sub(CHILDREN);
            self.wrong += usize::from(is_success && found.children_done != found.children);
        }
    }

    /// Nothing lost, nothing twice, nothing stuck, nothing wrong.
    pub fn is_clean(&self) -> bool {
        self.lost + self.twice + self.stuck + self.wrong == 0
    }

    /// As a table.
    pub fn show(&self, recovery: &Recovery) {
        println!(
            "\n  | accepted | lost | done twice | stuck | wrong final state | poison | blows | recovery p50 / p99 / max |"
        );
        println!("  |---|---|---|---|---|---|---|---|");
        println!(
            "  | {} | {} | {} | {} | {} | {} | {} | {} |\n",
            self.accepted, self.lost, self.twice, self.stuck, self.wrong, self.poison, recovery.blows, recovery.usual,
        );
        println!("  with Postgres shut down meanwhile: {}", recovery.without_postgres);
        for (what, count) in &recovery.by_kind {
            println!("  {count:>4} x {what}");
        }
    }
}

async fn effects(pool: &PgPool, label: &str) -> anyhow::Result<HashMap<Uuid, i64>> {
    let rows = sqlx::query("SELECT execution_id, count(*) FROM drill_effects WHERE label = $1 GROUP BY 1")
        .bind(label)
        .fetch_all(pool)
        .await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

async fn find(pool: &PgPool, ids: &[Uuid]) -> anyhow::Result<HashMap<Uuid, Found>> {
    let rows = sqlx::query(
        "SELECT e.id, e.status, e.error_code, count(c.id) AS children,
            count(c.id) FILTER (WHERE EXISTS (SELECT FROM drill_effects d WHERE d.execution_id = c.id)) AS children_done
         FROM all_executions e LEFT JOIN all_executions c ON c.parent_id = e.id
         WHERE e.id = ANY($1) GROUP BY e.id, e.status, e.error_code",
    )
    .bind(ids)
    .fetch_all(pool)
    .await?;
    let found = |row: &sqlx::postgres::PgRow| Found {
        status: row.get(1),
        code: row.get(2),
        children: row.get(3),
        children_done: row.get(4),
    };
    Ok(rows.iter().map(|row| (row.get(0), found(row))).collect())
}
