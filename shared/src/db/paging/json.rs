//! Pages that the database writes as the JSON of the answer. Most of what a list costs the program would be taking rows apart and putting
//! them together again, and a message of the protocol for each.

use super::{List, push_order, push_page, push_slice};
use crate::{
    db::{DbError, search},
    kernel::{CompanyId, Cursor, Page, SortType},
};
use bytes::Bytes;
use serde_json::Value;
use sqlx::{Connection, PgConnection, Postgres, QueryBuilder, Row, postgres::PgRow};
use std::marker::PhantomData;

/// A company and whoever opens its rows to it: the id, and what adds `SELECT` of all of them to a statement.
pub type Companies = (CompanyId, fn(&mut QueryBuilder<Postgres>, CompanyId));

/// A page of a list, as JSON of rows of this shape.
#[derive(Debug)]
pub struct JsonPage<T> {
    /// A JSON array, which is not even looked at.
    pub rows: Bytes,
    /// How many there are in all.
    pub total: i64,
    /// `id` of the last row and what the list is sorted by, where others follow.
    pub last: Option<Value>,
    shape: PhantomData<T>,
}

/// The page's rows that the conditions let through, and how many they let through in all.
///
/// `companies` are those whose rows they are, where that is known; `conditions` need not say so again. Each company is then read by itself,
/// through its own index: the planner takes rows for evenly spread, and would walk the whole table for the rows of a company that came late.
/// `forgiving`: the conditions look for words ([`search::push_has_word`]).
///
/// # Errors
/// The database failed.
pub async fn json_page_of<T>(
    conn: &mut PgConnection,
    list: List,
    companies: Option<Companies>,
    forgiving: bool,
    conditions: impl Fn(&mut QueryBuilder<Postgres>),
    after: Option<&Cursor>,
    page: Page,
) -> Result<JsonPage<T>, DbError> {
    let mut query = statement(list, companies, &conditions, after, page);
    let query = query.build();
    // All rows, of which there is one, so that the connection is done with it: a stream that is dropped early would have to be read to its end later.
    let mut rows = if forgiving {
        let mut tx = conn.begin().await?;
        search::forgive(&mut tx).await?;
        let rows = query.fetch_all(&mut *tx).await?;
        tx.commit().await?;
        rows
    } else {
        query.fetch_all(conn).await?
    };
    Ok(read(rows.pop().ok_or_else(DbError::missing_row)?)?)
}

/// Of most statements, bytes.
const LENGTH: usize = 4096;

fn read<T>(row: PgRow) -> Result<JsonPage<T>, sqlx::Error> {
    row.try_get_raw("rows")?.as_bytes().map_err(sqlx::Error::Decode)?;
    Ok(JsonPage {
        total: row.try_get("total")?,
        last: row.try_get("last")?,
        rows: Bytes::from_owner(Rows(row)),
        shape: PhantomData,
    })
}

/// The JSON in the buffer in which it came from the database, and goes out.
struct Rows(PgRow);

impl AsRef<[u8]> for Rows {
    fn as_ref(&self) -> &[u8] {
        let rows = self.0.try_get_raw("rows").ok();
        // It was there when the page was read.
        rows.and_then(|rows| rows.as_bytes().ok()).unwrap_or_default()
    }
}

/// The ids of the page's rows first, then the rows: what a row brings along is looked up for this page only.
fn statement(
    list: List,
    companies: Option<Companies>,
    conditions: &impl Fn(&mut QueryBuilder<Postgres>),
    after: Option<&Cursor>,
    page: Page,
) -> QueryBuilder<Postgres> {
    let table = list.table;
    let mut query = QueryBuilder::new(String::with_capacity(LENGTH));
    query.push("WITH ");
    if let Some((company, push_all)) = companies {
        query.push("companies (id) AS MATERIALIZED (");
        push_all(&mut query, company);
        query.push("), ");
    }
    query.push("page AS MATERIALIZED (");
    if companies.is_some() {
        // The first of each company, of which the first in all are.
        push_id_and_key(&mut query, list);
        query.push(" FROM companies CROSS JOIN LATERAL (");
        push_id_and_key(&mut query, list);
        push_from(&mut query, list, companies);
        let most = Page {
            limit: page.limit + if after.is_some() { 0 } else { page.offset },
            offset: 0,
        };
        push_page(&mut query, list, conditions, after, most);
        query.push(format_args!(") {table}"));
        push_order(&mut query, list);
        push_slice(&mut query, after, page);
    } else {
        push_id_and_key(&mut query, list);
        push_from(&mut query, list, companies);
        push_page(&mut query, list, conditions, after, page);
    }
    query.push("), rows AS (SELECT row_to_json(r)::text AS json FROM (");
    query.push(list.columns).push(list.from);
    query.push(format_args!(" AND {table}.id = ANY(ARRAY(SELECT id FROM page LIMIT "));
    query.push_bind(page.limit).push("))");
    push_order(&mut query, list);
    query.push(") r) SELECT coalesce((SELECT '[' || string_agg(json, ',') || ']' FROM rows), '[]') AS rows, (");
    push_count(&mut query, list, companies, conditions);
    query.push(") AS total, (SELECT row_to_json(p) FROM page p WHERE (SELECT count(*) FROM page) > ");
    query.push_bind(page.limit).push(" OFFSET ");
    query.push_bind(page.limit - 1).push(" LIMIT 1) AS last");
    query
}

fn push_id_and_key(query: &mut QueryBuilder<Postgres>, list: List) {
    query.push(format_args!("SELECT {}.id", list.table));
    if list.kind != SortType::Id {
        query.push(format_args!(", {}.{}", list.table, list.column));
    }
}

fn push_from(query: &mut QueryBuilder<Postgres>, list: List, companies: Option<Companies>) {
    query.push(list.from);
    if companies.is_some() {
        query.push(format_args!(" AND {}.company_id = companies.id", list.table));
    }
}

fn push_count(
    query: &mut QueryBuilder<Postgres>,
    list: List,
    companies: Option<Companies>,
    conditions: &impl Fn(&mut QueryBuilder<Postgres>),
) {
    if companies.is_some() {
        query.push("SELECT coalesce(sum(counted.n), 0)::bigint FROM companies CROSS JOIN LATERAL (");
    }
    query.push("SELECT count(*) AS n");
    push_from(query, list, companies);
    conditions(query);
    if companies.is_some() {
        query.push(") counted");
    }
}
