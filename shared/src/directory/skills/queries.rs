//! Read models of the catalogue.

use crate::{
    db::{
        DbError, Tx,
        search::{anywhere, push_has_word},
    },
    kernel::{CompanyId, Grant, Page, SkillId, permissions::SkillRead},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{PgPool, Postgres, QueryBuilder};

/// A skill of the catalogue.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Skill {
    /// Its id.
    pub id: SkillId,
    /// The company whose manager added it; none for the platform's own. Everyone may read it.
    pub company_id: Option<CompanyId>,
    /// Unique, whatever the case and accents.
    #[schema(example = "PostgreSQL")]
    pub name: String,
    /// `programming`, `language`, `soft_skill`, `framework`, `cloud`, `database`, `method`, ...
    #[schema(example = "database")]
    pub category: String,
    /// What it is.
    pub description: Option<String>,
    /// Other words for it, in French and English.
    pub aliases: Vec<String>,
    /// Made.
    pub created_at: DateTime<Utc>,
    /// Changed.
    pub updated_at: Option<DateTime<Utc>>,
}

impl Skill {
    /// When it was last written: what an `ETag` tells apart.
    #[must_use]
    pub fn version(&self) -> DateTime<Utc> {
        self.updated_at.unwrap_or(self.created_at)
    }
}

const COLUMNS: &str = "SELECT s.id, s.company_id, s.name, s.category, s.description, s.aliases, s.created_at, s.updated_at FROM skills s WHERE true";

/// What [`list`] filters by.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Part of a name or alias.
    pub q: Option<String>,
    /// Exactly this category.
    pub category: Option<String>,
}

/// Skills by name, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn list(
    pool: &PgPool,
    _grant: Grant<SkillRead>,
    filter: &Filter,
    page: Page,
) -> Result<(Vec<Skill>, i64), DbError> {
    let mut query = QueryBuilder::new(COLUMNS);
    push_filter(&mut query, filter);
    query.push(" ORDER BY fold(s.name), s.id LIMIT ").push_bind(page.limit);
    query.push(" OFFSET ").push_bind(page.offset);
    let rows = query.build_query_as().fetch_all(pool).await?;
    let mut count = QueryBuilder::new("SELECT count(*) FROM skills s WHERE true");
    push_filter(&mut count, filter);
    let total = count.build_query_scalar().fetch_one(pool).await?;
    Ok((rows, total))
}

fn push_filter(query: &mut QueryBuilder<Postgres>, filter: &Filter) {
    let Filter { q, category } = filter;
    if let Some(q) = q {
        query.push(" AND (fold(s.name) LIKE fold(").push_bind(anywhere(q));
        query.push(") OR EXISTS (SELECT FROM unnest(s.aliases) a WHERE fold(a) LIKE fold(");
        query.push_bind(anywhere(q)).push(")))");
    }
    if let Some(category) = category {
        query.push(" AND s.category = ").push_bind(category.clone());
    }
}

/// One skill.
///
/// # Errors
/// The database failed.
pub async fn one(pool: &PgPool, _grant: Grant<SkillRead>, id: SkillId) -> Result<Option<Skill>, DbError> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(" AND s.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_optional(pool).await?)
}

/// The skill as this transaction wrote it.
pub(super) async fn written(tx: &mut Tx, id: SkillId) -> Result<Skill, DbError> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(" AND s.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_one(tx.conn()).await?)
}

/// What a skill's deletion would erase.
pub(super) async fn rests_on(tx: &mut Tx, id: SkillId) -> Result<[(&'static str, i64); 2], DbError> {
    let n = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM consultant_skills WHERE skill_id = $1) AS "consultants!",
            (SELECT count(*) FROM tender_skills WHERE skill_id = $1) AS "tenders!""#,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok([("consultants", n.consultants), ("tenders", n.tenders)])
}

/// The skill of exactly this name, whatever the case and accents.
///
/// # Errors
/// The database failed.
pub async fn named(tx: &mut Tx, name: &str) -> Result<Option<SkillId>, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT id AS "id: SkillId" FROM skills WHERE fold(name) = fold($1)"#,
        name
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Adds the condition that the row `owner` (an SQL expression) has the wanted skill in `table`. The wanted one is an id, a name or an alias.
pub fn push_has_skill(
    query: &mut QueryBuilder<Postgres>,
    table: &'static str,
    owner_column: &'static str,
    owner: &'static str,
    wanted: &str,
) {
    query.push(format_args!(
        " AND {owner} IN (SELECT x.{owner_column} FROM {table} x WHERE x.skill_id = "
    ));
    if let Ok(id) = wanted.parse::<i64>() {
        query.push_bind(id);
    } else {
        // The catalogue is looked up once, before the owners are.
        query
            .push("ANY(ARRAY(SELECT s.id FROM skills s WHERE fold(s.name) = fold(")
            .push_bind(wanted.to_owned());
        query.push(") OR EXISTS (SELECT FROM unnest(s.aliases) a WHERE fold(a) = fold(");
        query.push_bind(wanted.to_owned()).push("))))");
    }
    query.push(")");
}

/// Adds a subquery of the owners in `table` that have a skill with a name or alias like the word.
pub fn push_owners_of_skills_like(
    query: &mut QueryBuilder<Postgres>,
    table: &'static str,
    owner_column: &'static str,
    word: &str,
) {
    query.push(format_args!(
        "SELECT x.{owner_column} FROM {table} x WHERE x.skill_id = ANY(ARRAY(SELECT s.id FROM skills s WHERE "
    ));
    push_has_word(query, "fold(s.name)", word);
    query.push(" OR EXISTS (SELECT FROM unnest(s.aliases) a WHERE ");
    push_has_word(query, "fold(a)", word);
    query.push(")))");
}
