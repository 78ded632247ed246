//! Tables that grow for ever are partitioned by months (UTC), so that an old month can be read as a whole, and dropped without a trace.

use super::{DbError, Tx};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sqlx::{AssertSqlSafe, PgPool};

/// A calendar month in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month(NaiveDate);

impl Month {
    /// From `2026_08`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        NaiveDate::parse_from_str(&format!("{name}_01"), "%Y_%m_%d")
            .ok()
            .map(Self)
    }
    /// As partitions are called, `2026_08`.
    #[must_use]
    pub fn name(self) -> String {
        self.0.format("%Y_%m").to_string()
    }
    /// The first instant of the next one.
    #[must_use]
    pub fn end(self) -> DateTime<Utc> {
        let next = if self.0.month() == 12 {
            NaiveDate::from_ymd_opt(self.0.year() + 1, 1, 1)
        } else {
            NaiveDate::from_ymd_opt(self.0.year(), self.0.month() + 1, 1)
        };
        next.unwrap_or(self.0).and_time(chrono::NaiveTime::MIN).and_utc()
    }
}

/// A partitioned table. Its partitions are called `{table}_{month}` and have a column `id`.
#[derive(Debug, Clone, Copy)]
pub struct Monthly {
    /// Its name.
    pub table: &'static str,
    /// The type of its ids.
    pub id_type: &'static str,
    /// Smaller than every id.
    pub before_first: &'static str,
}

impl Monthly {
    /// The months that have a partition and ended before `end`, oldest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn months_before(self, pool: &PgPool, end: DateTime<Utc>) -> Result<Vec<Month>, DbError> {
        let names = sqlx::query_scalar!(
            r#"SELECT substring(c.relname FROM '[0-9]{4}_[0-9]{2}$') AS "name!" FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = to_regclass($1) AND c.relname ~ '_[0-9]{4}_[0-9]{2}$' ORDER BY 1"#,
            self.table
        )
        .fetch_all(pool)
        .await?;
        let months = names.iter().filter_map(|name| Month::parse(name));
        Ok(months.filter(|month| month.end() <= end).collect())
    }

    /// Rows of a month as (id, JSON text), in the order of their ids, after the id `after`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn rows(
        self,
        pool: &PgPool,
        month: Month,
        after: &str,
        limit: i64,
    ) -> Result<Vec<(String, String)>, DbError> {
        let statement = format!(
            "SELECT id::text, to_jsonb(t)::text FROM {} t WHERE id > $1::text::{} ORDER BY t.id LIMIT $2",
            self.partition(month),
            self.id_type
        );
        let rows = sqlx::query_as(AssertSqlSafe(statement)).bind(after).bind(limit);
        Ok(rows.fetch_all(pool).await?)
    }

    /// Drops a month that has as many rows as were read, and says whether it did: one that was written to since then stands until its
    /// rows have been read again. It waits a few seconds at most for whoever reads it, rather than have everybody wait behind it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn drop_month(self, tx: &mut Tx, month: Month, read: usize) -> Result<bool, DbError> {
        let partition = self.partition(month);
        sqlx::query("SET LOCAL lock_timeout = '5s'").execute(tx.conn()).await?;
        let lock = format!("LOCK TABLE {partition} IN ACCESS EXCLUSIVE MODE");
        sqlx::query(AssertSqlSafe(lock)).execute(tx.conn()).await?;
        let count = format!("SELECT count(*) FROM {partition}");
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(tx.conn()).await?;
        let is_whole = usize::try_from(rows).is_ok_and(|rows| rows == read);
        if is_whole {
            let drop = format!("DROP TABLE {partition}");
            sqlx::query(AssertSqlSafe(drop)).execute(tx.conn()).await?;
        }
        Ok(is_whole)
    }

    /// Safe in a statement: a constant, digits and an underscore.
    fn partition(self, month: Month) -> String {
        format!("{}_{}", self.table, month.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_where_the_next_begins() {
        let december = Month::parse("2026_12").unwrap();
        assert_eq!(december.end().to_rfc3339(), "2027-01-01T00:00:00+00:00");
        assert_eq!(december.name(), "2026_12");
        assert_eq!(Month::parse("default"), None);
    }
}
