//! A page of a list in one statement: the rows, and how many there are in all.

use super::{DbError, search};
use crate::kernel::{CompanyId, Cursor, Listed, Page, SortType, SortValue};
use sqlx::{Connection, FromRow, PgConnection, Postgres, QueryBuilder, Row, postgres::PgRow};

/// A company and whoever opens its rows to it: the id, and what adds `SELECT` of all of them to a statement.
pub type Companies = (CompanyId, fn(&mut QueryBuilder<Postgres>, CompanyId));

/// What a list reads, and in which order.
#[derive(Debug, Clone, Copy)]
pub struct List {
    /// The select list.
    pub columns: &'static str,
    /// The tables, joined, with `WHERE` and a first condition.
    pub from: &'static str,
    /// The alias of the table whose rows are listed.
    pub table: &'static str,
    /// The column that it is sorted by.
    pub column: &'static str,
    /// What that holds.
    pub kind: SortType,
    /// Largest first.
    pub descending: bool,
    /// It may be missing: then it comes last. A column that is always there is sorted without a word of that, as its index is.
    pub nullable: bool,
    /// Each row is one column `row`, the JSON of the select list, which the answer passes on ([`super::JsonRow`]): half of what a list costs would be
    /// taking rows apart and putting them together again.
    pub as_json: bool,
    /// The companies whose rows they are, where that is known. Each is then read by itself, through its own index: the planner takes rows for
    /// evenly spread, and would walk the whole table for the rows of a company that came late.
    pub companies: Option<Companies>,
    /// Its conditions look for words ([`search::push_has_word`]).
    pub forgiving: bool,
}

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

/// The page's rows that the conditions let through, and how many they let through in all.
///
/// # Errors
/// The database failed.
pub async fn page_of<T>(
    conn: &mut PgConnection,
    list: List,
    conditions: impl Fn(&mut QueryBuilder<Postgres>),
    after: Option<&Cursor>,
    page: Page,
) -> Result<Listed<T>, DbError>
where
    T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    if list.forgiving {
        let mut tx = conn.begin().await?;
        search::forgive(&mut tx).await?;
        let listed = read(&mut tx, list, conditions, after, page).await?;
        tx.commit().await?;
        return Ok(listed);
    }
    read(conn, list, conditions, after, page).await
}

async fn read<T>(
    conn: &mut PgConnection,
    list: List,
    conditions: impl Fn(&mut QueryBuilder<Postgres>),
    after: Option<&Cursor>,
    page: Page,
) -> Result<Listed<T>, DbError>
where
    T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    let mut query = QueryBuilder::new(if list.as_json {
        "SELECT row_to_json(r)::text AS row"
    } else {
        list.columns
    });
    query.push(", (");
    push_count(&mut query, list, &conditions);
    query.push(") AS total");
    if list.as_json {
        query.push(" FROM (").push(list.columns);
    }
    query.push(list.from);
    match list.companies {
        None => push_page(&mut query, list, &conditions, after, page),
        Some(companies) => {
            // The ids of the page's rows first, the rows afterwards.
            query.push(format_args!(" AND {}.id = ANY(ARRAY(SELECT {0}.id", list.table));
            push_each(&mut query, companies);
            query.push(format_args!("(SELECT {}.id", list.table));
            if list.kind != SortType::Id {
                query.push(format_args!(", {}.{}", list.table, list.column));
            }
            query.push(list.from);
            push_of_each(&mut query, list);
            let most = Page {
                limit: page.limit + if after.is_some() { 0 } else { page.offset },
                offset: 0,
            };
            push_page(&mut query, list, &conditions, after, most);
            query.push(format_args!(") {}", list.table));
            push_order(&mut query, list);
            push_slice(&mut query, after, page);
            query.push("))");
            push_order(&mut query, list);
        }
    }
    if list.as_json {
        query.push(") r");
    }
    let mut found: Vec<Counted<T>> = query.build_query_as().fetch_all(&mut *conn).await?;
    let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > page.limit;
    if more {
        found.pop();
    }
    let total = match found.first() {
        Some(first) => first.total,
        None if after.is_none() && page.offset == 0 => 0,
        // Beyond the end no row tells.
        None => {
            let mut count = QueryBuilder::new("");
            push_count(&mut count, list, &conditions);
            count.build_query_scalar().fetch_one(conn).await?
        }
    };
    let rows = found.into_iter().map(|counted| counted.row).collect();
    Ok(Listed { rows, total, more })
}

/// Conditions, order and slice.
fn push_page(
    query: &mut QueryBuilder<Postgres>,
    list: List,
    conditions: &impl Fn(&mut QueryBuilder<Postgres>),
    after: Option<&Cursor>,
    page: Page,
) {
    conditions(query);
    if let Some(cursor) = after {
        push_after(query, list, cursor);
    }
    push_order(query, list);
    push_slice(query, after, page);
}

fn push_slice(query: &mut QueryBuilder<Postgres>, after: Option<&Cursor>, page: Page) {
    // One more than the page holds: so one knows whether others follow.
    query.push(" LIMIT ").push_bind(page.limit + 1);
    // After a row, `offset` only says which page it is.
    let offset = if after.is_some() { 0 } else { page.offset };
    query.push(" OFFSET ").push_bind(offset);
}

/// Begins what is done for each company by itself.
fn push_each(query: &mut QueryBuilder<Postgres>, (company, push_all): Companies) {
    query.push(" FROM unnest(ARRAY(");
    push_all(query, company);
    query.push(")) each(company) CROSS JOIN LATERAL ");
}

fn push_of_each(query: &mut QueryBuilder<Postgres>, list: List) {
    query.push(format_args!(" AND {}.company_id = each.company", list.table));
}

fn push_count(query: &mut QueryBuilder<Postgres>, list: List, conditions: &impl Fn(&mut QueryBuilder<Postgres>)) {
    let Some(companies) = list.companies else {
        query.push("SELECT count(*)").push(list.from);
        return conditions(query);
    };
    query.push("SELECT coalesce(sum(counted.n), 0)::bigint");
    push_each(query, companies);
    query.push("(SELECT count(*) AS n").push(list.from);
    push_of_each(query, list);
    conditions(query);
    query.push(") counted");
}

fn push_order(query: &mut QueryBuilder<Postgres>, list: List) {
    let List { table, column, .. } = list;
    let direction = if list.descending { "DESC" } else { "ASC" };
    if list.kind == SortType::Id {
        query.push(format_args!(" ORDER BY {table}.id {direction}"));
    } else {
        query.push(format_args!(
            " ORDER BY {table}.{column} {direction}{}, {table}.id",
            if list.nullable { " NULLS LAST" } else { "" }
        ));
    }
}

fn push_after(query: &mut QueryBuilder<Postgres>, list: List, cursor: &Cursor) {
    let List { table, column, .. } = list;
    let beyond = if list.descending { "<" } else { ">" };
    let Some(value) = &cursor.value else {
        if list.kind == SortType::Id {
            query
                .push(format_args!(" AND {table}.id {beyond} "))
                .push_bind(cursor.id);
        } else {
            // Rows without a value come last, by id.
            query
                .push(format_args!(" AND {table}.{column} IS NULL AND {table}.id > "))
                .push_bind(cursor.id);
        }
        return;
    };
    query.push(format_args!(" AND ({table}.{column} {beyond} "));
    push_value(query, list.kind, value);
    query.push(format_args!(" OR {table}.{column} = "));
    push_value(query, list.kind, value);
    query.push(format_args!(" AND {table}.id > ")).push_bind(cursor.id);
    query.push(format_args!(" OR {table}.{column} IS NULL)"));
}

fn push_value(query: &mut QueryBuilder<Postgres>, kind: SortType, value: &SortValue) {
    match value {
        SortValue::Text(text) => query.push_bind(text.clone()),
        SortValue::Number(number) => query.push_bind(*number),
        SortValue::Date(day) => query.push_bind(*day),
        SortValue::Instant(instant) => query.push_bind(*instant),
    };
    if kind == SortType::Money {
        query.push("::numeric");
    }
}
