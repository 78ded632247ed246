//! Read models of the catalogue.

use crate::{
    db::{
        DbError, Tx,
        paging::{List, page_of},
        search::{push_has_word, words},
    },
    kernel::{CompanyId, Cursor, FaultKind, Faults, Grant, Line, Listed, Page, SkillId, permissions::SkillRead},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{PgPool, Postgres, QueryBuilder};
use std::collections::HashSet;

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

const COLUMNS: &str =
    "SELECT s.id, s.company_id, s.name, s.category, s.description, s.aliases, s.created_at, s.updated_at";

const FROM: &str = " FROM skills s WHERE true";

/// Notes a fault for each entry of a body's `skills` that names a skill which is not in the catalogue, or one that an entry before it names.
///
/// # Errors
/// The database failed.
pub async fn check_named(tx: &mut Tx, ids: &[Option<SkillId>], faults: &mut Faults) -> Result<(), DbError> {
    let wanted: Vec<SkillId> = ids.iter().flatten().copied().collect();
    let known = known(tx, &wanted).await?;
    for (i, id) in ids.iter().enumerate() {
        let Some(id) = id else { continue };
        if !known.contains(id) {
            faults.add(format!("skills/{i}/skill_id"), FaultKind::NoSuch);
        } else if ids[..i].contains(&Some(*id)) {
            faults.add(format!("skills/{i}/skill_id"), FaultKind::Repeated);
        }
    }
    Ok(())
}

/// Notes a fault of the field that names a skill which is not in the catalogue.
///
/// # Errors
/// The database failed.
pub async fn check_known(
    tx: &mut Tx,
    field: &'static str,
    id: Option<SkillId>,
    faults: &mut Faults,
) -> Result<(), DbError> {
    let Some(id) = id else { return Ok(()) };
    if known(tx, &[id]).await?.is_empty() {
        faults.add(field, FaultKind::NoSuch);
    }
    Ok(())
}

/// Those of these ids that are in the catalogue.
async fn known(tx: &mut Tx, ids: &[SkillId]) -> Result<Vec<SkillId>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let wanted: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let known = sqlx::query_scalar!(r#"SELECT id AS "id: SkillId" FROM skills WHERE id = ANY($1)"#, &wanted)
        .fetch_all(tx.conn())
        .await?;
    Ok(known)
}

/// What [`list`] filters by.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In the name or the aliases; every word must be found, small typos are forgiven.
    pub q: Option<String>,
    /// Exactly one of these categories; any when empty.
    pub category: Vec<String>,
}

/// Skills by name, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn list(
    pool: &PgPool,
    _grant: Grant<SkillRead>,
    filter: &Filter,
    after: Option<&Cursor>,
    page: Page,
) -> Result<Listed<Skill>, DbError> {
    let list = List::by_name(COLUMNS, FROM, "s");
    let conditions = |query: &mut QueryBuilder<Postgres>| push_filter(query, filter);
    let mut conn = pool.acquire().await?;
    page_of(&mut conn, list, filter.q.is_some(), conditions, after, page).await
}

fn push_filter(query: &mut QueryBuilder<Postgres>, filter: &Filter) {
    let Filter { q, category } = filter;
    for word in q.iter().flat_map(|q| words(q)) {
        query.push(" AND s.id IN (SELECT n.skill_id FROM skill_names n WHERE ");
        push_has_word(query, "n.folded", word);
        query.push(")");
    }
    match category.as_slice() {
        [] => {}
        // One is read in order from its index.
        [one] => {
            query.push(" AND s.category = ").push_bind(one.clone());
        }
        several => {
            query
                .push(" AND s.category = ANY(")
                .push_bind(several.to_vec())
                .push(")");
        }
    }
}

/// One skill.
///
/// # Errors
/// The database failed.
pub async fn one(pool: &PgPool, _grant: Grant<SkillRead>, id: SkillId) -> Result<Option<Skill>, DbError> {
    Ok(select(id).build_query_as().fetch_optional(pool).await?)
}

/// The skill as this transaction wrote it.
pub(super) async fn written(tx: &mut Tx, id: SkillId) -> Result<Skill, DbError> {
    Ok(select(id).build_query_as().fetch_one(tx.conn()).await?)
}

fn select(id: SkillId) -> QueryBuilder<Postgres> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(FROM).push(" AND s.id = ").push_bind(id);
    query
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

/// The skill of exactly this name or alias, whatever the case and accents.
///
/// # Errors
/// The database failed.
pub async fn named(tx: &mut Tx, name: &str) -> Result<Option<SkillId>, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT skill_id AS "id: SkillId" FROM skill_names WHERE folded = fold($1)"#,
        name
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Those of the words that are a skill's already.
pub(super) async fn taken(tx: &mut Tx, words: &[Line<100>]) -> Result<HashSet<String>, DbError> {
    let words: Vec<String> = words.iter().map(|word| word.as_str().to_owned()).collect();
    let taken = sqlx::query_scalar!(
        r#"SELECT word AS "word!" FROM unnest($1::text[]) word WHERE fold(word) IN (SELECT folded FROM skill_names)"#,
        &words
    );
    Ok(taken.fetch_all(tx.conn()).await?.into_iter().collect())
}

/// Skills that are a condition each, which goes by index whatever is asked for beside them. The planner weighs every order of such conditions, so that
/// many of them keep it busy for minutes: more become one.
const CONDITIONS: usize = 6;

/// Adds the condition that the row `owner` (an SQL expression) has all of the wanted skills in `table`. A wanted one is an id, a name or an alias.
pub fn push_has_skills(
    query: &mut QueryBuilder<Postgres>,
    table: &'static str,
    owner_column: &'static str,
    owner: &'static str,
    wanted: &[String],
) {
    if wanted.len() <= CONDITIONS {
        for skill in wanted {
            push_has_skill(query, table, owner_column, owner, skill);
        }
        return;
    }
    let ids: Vec<i64> = wanted.iter().filter_map(|skill| skill.parse().ok()).collect();
    let words = wanted.iter().filter(|skill| skill.parse::<i64>().is_err());
    let words: Vec<String> = words.cloned().collect();
    query
        .push(format_args!(
            " AND {owner} IN (SELECT x.{owner_column} FROM (SELECT 'id ' || i.n AS wanted, i.id AS skill_id FROM unnest("
        ))
        .push_bind(ids)
        .push("::bigint[]) WITH ORDINALITY i (id, n) UNION ALL SELECT 'word ' || w.n, k.skill_id FROM unnest(")
        .push_bind(words)
        .push(format_args!(
            "::text[]) WITH ORDINALITY w (word, n) JOIN skill_names k ON k.folded = fold(w.word)) a \
             JOIN {table} x ON x.skill_id = a.skill_id GROUP BY x.{owner_column} HAVING count(DISTINCT a.wanted) = "
        ))
        .push_bind(i64::try_from(wanted.len()).unwrap_or(i64::MAX))
        .push(")");
}

fn push_has_skill(
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
            .push("ANY(ARRAY(SELECT n.skill_id FROM skill_names n WHERE n.folded = fold(")
            .push_bind(wanted.to_owned())
            .push(")))");
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
        "SELECT x.{owner_column} FROM {table} x WHERE x.skill_id = ANY(ARRAY(SELECT n.skill_id FROM skill_names n WHERE "
    ));
    push_has_word(query, "n.folded", word);
    query.push("))");
}
