//! Pages of rows that the program reads.

use super::{List, push_page};
use crate::{
    db::{DbError, search},
    kernel::{Cursor, Listed, Page},
};
use sqlx::{Connection, FromRow, PgConnection, Postgres, QueryBuilder, Row, postgres::PgRow};

struct Counted<T> {
    row: T,
    total: i64,
}

impl<'r, T: FromRow<'r, PgRow>> FromRow<'r, PgRow> for Counted<T> {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            total: row.try_get("total")?,
            row: T::from_row(row)?,
        })
    }
}

/// The page's rows that the conditions let through, and how many they let through in all. `forgiving`: the conditions look for words
/// ([`search::push_has_word`]).
///
/// # Errors
/// The database failed.
pub async fn page_of<T>(
    conn: &mut PgConnection,
    list: List,
    forgiving: bool,
    conditions: impl Fn(&mut QueryBuilder<Postgres>),
    after: Option<&Cursor>,
    slice: Page,
) -> Result<Listed<T>, DbError>
where
    T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    if forgiving {
        let mut tx = conn.begin().await?;
        search::forgive(&mut tx).await?;
        let listed = page(&mut tx, list, &conditions, after, slice).await?;
        tx.commit().await?;
        Ok(listed)
    } else {
        page(conn, list, &conditions, after, slice).await
    }
}

async fn page<T>(
    conn: &mut PgConnection,
    list: List,
    conditions: &impl Fn(&mut QueryBuilder<Postgres>),
    after: Option<&Cursor>,
    slice: Page,
) -> Result<Listed<T>, DbError>
where
    T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    let mut query = QueryBuilder::new(list.columns);
    query.push(", (");
    push_count(&mut query, list, conditions);
    query.push(") AS total").push(list.from);
    push_page(&mut query, list, conditions, after, slice);
    let mut found: Vec<Counted<T>> = query.build_query_as().fetch_all(&mut *conn).await?;
    let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > slice.limit;
    if more {
        found.pop();
    }
    let total = match found.first() {
        Some(first) => first.total,
        None if after.is_none() && slice.offset == 0 => 0,
        // Beyond the end no row tells.
        None => {
            let mut count = QueryBuilder::new("");
            push_count(&mut count, list, conditions);
            count.build_query_scalar().fetch_one(conn).await?
        }
    };
    let rows = found.into_iter().map(|counted| counted.row).collect();
    Ok(Listed { rows, total, more })
}

fn push_count(query: &mut QueryBuilder<Postgres>, list: List, conditions: &impl Fn(&mut QueryBuilder<Postgres>)) {
    query.push("SELECT count(*)").push(list.from);
    conditions(query);
}
