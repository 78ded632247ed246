//! Read models that are rows of one statement: one of them, a page of them, the one that was just written.

use super::Shown;
use crate::{
    db::{
        DbError, Tx,
        paging::{List, page_of},
    },
    kernel::{Cursor, Grant, Listed, Page, Permission, Scope},
};
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder, postgres::PgRow};

/// A read model: the statement, and who sees which of its rows.
pub trait Rows: Shown + for<'r> FromRow<'r, PgRow> + Unpin {
    /// The statement, and the order of its lists.
    const LIST: List;
    /// The right to read it.
    type Read: Permission;
    /// What a list of them is filtered by.
    type Filter: Sync;
    /// Adds the conditions that keep to the rows of the scope.
    fn push_scope(query: &mut QueryBuilder<Postgres>, scope: Scope);
    /// Adds the conditions of a filter.
    fn push_filter(query: &mut QueryBuilder<Postgres>, filter: &Self::Filter);
    /// Whether a filter looks for words ([`push_has_word`](crate::db::search::push_has_word)), which are found in spite of small typos.
    fn is_forgiving(_: &Self::Filter) -> bool {
        false
    }
}

/// One of the rows that the caller sees.
///
/// # Errors
/// The database failed.
pub async fn one<R: Rows>(pool: &PgPool, grant: Grant<R::Read>, id: impl Into<i64>) -> Result<Option<R>, DbError> {
    let mut query = select::<R>(id.into());
    R::push_scope(&mut query, grant.scope());
    Ok(query.build_query_as().fetch_optional(pool).await?)
}

/// A page of the rows that the caller sees and the filter lets through, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn list<R: Rows>(
    pool: &PgPool,
    grant: Grant<R::Read>,
    filter: &R::Filter,
    after: Option<&Cursor>,
    page: Page,
) -> Result<Listed<R>, DbError> {
    let all = |query: &mut QueryBuilder<Postgres>| {
        R::push_scope(query, grant.scope());
        R::push_filter(query, filter);
    };
    page_of(
        &mut *pool.acquire().await?,
        R::LIST,
        R::is_forgiving(filter),
        all,
        after,
        page,
    )
    .await
}

/// The row as this transaction wrote it.
///
/// # Errors
/// The database failed.
pub async fn written<R: Rows>(tx: &mut Tx, id: impl Into<i64>) -> Result<R, DbError> {
    Ok(select::<R>(id.into()).build_query_as().fetch_one(tx.conn()).await?)
}

fn select<R: Rows>(id: i64) -> QueryBuilder<Postgres> {
    let List {
        columns, from, table, ..
    } = R::LIST;
    let mut query = QueryBuilder::new(columns);
    query.push(from).push(format_args!(" AND {table}.id = ")).push_bind(id);
    query
}
