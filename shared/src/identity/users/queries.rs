//! Lists of users.

use crate::{
    db::{
        DbError, Tx,
        paging::{List, page_of},
        search::{push_has_word, words},
    },
    identity::queries::User,
    kernel::{Choice, CompanyId, Cursor, Grant, Listed, Page, Role, Scope, UserId, permissions::UserRead},
};
use sqlx::{PgPool, Postgres, QueryBuilder};

/// What [`list`] filters by.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this company.
    pub company_id: Option<CompanyId>,
    /// In one of these roles; any when empty.
    pub role: Vec<Role>,
    /// Able to log in, or not.
    pub is_active: Option<bool>,
    /// In the name or the address; every word must be found, small typos are forgiven.
    pub q: Option<String>,
}

const COLUMNS: &str = "SELECT u.id, u.email, u.first_name, u.last_name, \
    coalesce(u.full_name, nullif(concat_ws(' ', u.first_name, u.last_name), '')) AS full_name, u.role, u.company_id, u.is_active, \
    u.autorisations, u.created_at, u.updated_at";

const FROM: &str = " FROM users u WHERE true";

/// Users that the caller may see, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn list(
    pool: &PgPool,
    grant: Grant<UserRead>,
    filter: &Filter,
    after: Option<&Cursor>,
    page: Page,
) -> Result<Listed<User>, DbError> {
    let list = List::by_id(COLUMNS, FROM, "u", false);
    let conditions = |query: &mut QueryBuilder<Postgres>| push_conditions(query, grant.scope(), filter);
    let mut conn = pool.acquire().await?;
    page_of(&mut conn, list, filter.q.is_some(), conditions, after, page).await
}

/// One user that the caller may see.
///
/// # Errors
/// The database failed.
pub async fn one(pool: &PgPool, grant: Grant<UserRead>, id: UserId) -> Result<Option<User>, DbError> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(FROM);
    push_conditions(&mut query, grant.scope(), &Filter::default());
    query.push(" AND u.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_optional(pool).await?)
}

/// The user as this transaction wrote it.
pub(super) async fn written(tx: &mut Tx, id: UserId) -> Result<User, DbError> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(FROM);
    query.push(" AND u.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_one(tx.conn()).await?)
}

/// True when another admin than this one can log in.
pub(super) async fn has_other_admin(tx: &mut Tx, id: UserId) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM users WHERE role = 'admin' AND is_active AND statut = 'actif' AND id <> $1) AS "is!""#,
        id.0
    )
    .fetch_one(tx.conn())
    .await?)
}

fn push_conditions(query: &mut QueryBuilder<Postgres>, scope: Scope, filter: &Filter) {
    match (scope.user(), scope.company()) {
        (Some(user), _) => {
            query.push(" AND u.id = ").push_bind(user);
        }
        (None, Some(company)) => {
            query.push(" AND u.company_id = ").push_bind(company);
        }
        (None, None) => {}
    }
    let Filter {
        company_id,
        role,
        is_active,
        q,
    } = filter;
    if let Some(company) = company_id {
        query.push(" AND u.company_id = ").push_bind(*company);
    }
    if !role.is_empty() {
        let names: Vec<&'static str> = role.iter().map(|r| r.name()).collect();
        query.push(" AND u.role = ANY(").push_bind(names).push(")");
    }
    if let Some(is_active) = is_active {
        query.push(" AND u.is_active = ").push_bind(*is_active);
    }
    for word in q.iter().flat_map(|q| words(q)) {
        query.push(" AND ");
        push_has_word(query, "u.search", word);
    }
}
