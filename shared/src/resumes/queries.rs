//! Read models of resumes and their analyses.

use super::warnings;
use crate::{
    db::{
        DbError, Tx,
        paging::{List, page_of},
    },
    kernel::{
        CompanyId, ConsultantId, Cursor, Grant, Listed, Locale, Page, ResumeId, Scope, SkillId, permissions::ResumeRead,
    },
};
use chrono::{DateTime, Utc};
use cv_engine::catalogue::CatalogueSkill;
use serde::Serialize;
use serde_json::Value;
use sqlx::{PgPool, Postgres, QueryBuilder};
use std::collections::HashMap;

/// An uploaded CV with its newest analysis.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Resume {
    /// Its id.
    pub id: ResumeId,
    /// Whose it is.
    pub company_id: CompanyId,
    /// Of whom it tells.
    pub consultant_id: Option<ConsultantId>,
    /// As uploaded, sanitised.
    pub file_name: String,
    /// Key in the file store.
    pub file_path: String,
    /// By content: `pdf`, `docx`, `odt`, `txt`, ...
    pub file_type: String,
    /// Bytes.
    pub file_size: i64,
    /// Hexadecimal SHA-256 of the content.
    pub sha256: String,
    /// What the newest analysis read in it.
    #[schema(value_type = Option<cv_engine::profile::ParsedData>)]
    pub parsed_data: Option<Value>,
    /// Uploaded.
    pub created_at: DateTime<Utc>,
    /// Changed.
    pub updated_at: Option<DateTime<Utc>>,
}

/// One analysis of a resume; all are kept.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct ResumeAnalysis {
    /// Its id.
    pub id: i64,
    /// Of which upload.
    pub resume_id: ResumeId,
    /// `native`, `n8n`, `agent`.
    pub engine: String,
    /// The engine's version.
    pub engine_version: String,
    /// The execution that made it.
    pub execution_id: uuid::Uuid,
    /// What it read.
    #[schema(value_type = cv_engine::profile::ParsedData)]
    pub parsed_data: Value,
    /// Made.
    pub created_at: DateTime<Utc>,
}

impl Resume {
    /// What its analysis warns of, in this language.
    pub fn speak(&mut self, locale: Locale) {
        self.parsed_data.iter_mut().for_each(|parsed| speak(parsed, locale));
    }
}

impl ResumeAnalysis {
    /// What it warns of, in this language.
    pub fn speak(&mut self, locale: Locale) {
        speak(&mut self.parsed_data, locale);
    }
}

fn speak(parsed: &mut Value, locale: Locale) {
    let warnings = parsed.get_mut("warnings").and_then(Value::as_array_mut);
    for warning in warnings.into_iter().flatten() {
        let spoken = warning
            .as_str()
            .map(|stored| warnings::spoken(stored).in_(locale).into());
        *warning = spoken.unwrap_or_default();
    }
}

const RESUME: &str = "SELECT r.id, r.company_id, r.consultant_id, r.file_name, r.file_path, r.file_type, r.file_size, \
    encode(r.sha256, 'hex') AS sha256, r.created_at, r.updated_at, \
    (SELECT a.parsed_data FROM resume_analyses a WHERE a.resume_id = r.id ORDER BY a.id DESC LIMIT 1) AS parsed_data";

const FROM: &str = " FROM resumes r WHERE true";

/// One resume that the caller may see.
///
/// # Errors
/// The database failed.
pub async fn one(pool: &PgPool, grant: Grant<ResumeRead>, id: ResumeId) -> Result<Option<Resume>, DbError> {
    let mut query = QueryBuilder::new(RESUME);
    query.push(FROM);
    push_scope(&mut query, grant);
    query.push(" AND r.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_optional(pool).await?)
}

/// The resume as this transaction wrote it.
pub(super) async fn written(tx: &mut Tx, id: ResumeId) -> Result<Resume, DbError> {
    let mut query = QueryBuilder::new(RESUME);
    query.push(FROM);
    query.push(" AND r.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_one(tx.conn()).await?)
}

/// A consultant's resumes, newest first, and how many there are; none for a consultant that the caller may not see.
///
/// # Errors
/// The database failed.
pub async fn of_consultant(
    pool: &PgPool,
    grant: Grant<ResumeRead>,
    id: ConsultantId,
    after: Option<&Cursor>,
    page: Page,
) -> Result<Listed<Resume>, DbError> {
    let conditions = |query: &mut QueryBuilder<Postgres>| {
        push_scope(query, grant);
        query.push(" AND r.consultant_id = ").push_bind(id);
    };
    let list = List::by_id(RESUME, FROM, "r", true);
    page_of(&mut *pool.acquire().await?, list, false, conditions, after, page).await
}

/// A resume's analyses, newest first, and how many there are.
///
/// # Errors
/// The database failed.
pub async fn analyses(
    pool: &PgPool,
    grant: Grant<ResumeRead>,
    id: ResumeId,
    after: Option<&Cursor>,
    page: Page,
) -> Result<Listed<ResumeAnalysis>, DbError> {
    let conditions = |query: &mut QueryBuilder<Postgres>| {
        push_scope(query, grant);
        query.push(" AND r.id = ").push_bind(id);
    };
    let list = List::by_id(
        "SELECT a.id, a.resume_id, a.engine, a.engine_version, a.execution_id, a.parsed_data, a.created_at",
        " FROM resume_analyses a JOIN resumes r ON r.id = a.resume_id WHERE true",
        "a",
        true,
    );
    page_of(&mut *pool.acquire().await?, list, false, conditions, after, page).await
}

fn push_scope(query: &mut QueryBuilder<Postgres>, grant: Grant<ResumeRead>) {
    match grant.scope() {
        Scope::All => {}
        Scope::Company(c) | Scope::CompanyAndPartners(c) | Scope::ProposedTo(c) => {
            query.push(" AND r.company_id = ").push_bind(c);
        }
        Scope::Own(user, company) => {
            query.push(" AND r.company_id = ").push_bind(company);
            query
                .push(" AND EXISTS (SELECT FROM consultants c WHERE c.id = r.consultant_id AND c.user_id = ")
                .push_bind(user);
            query.push(")");
        }
    }
}

/// The company of a consultant that the scope reaches for writing.
pub(super) async fn consultant_company(
    pool: &PgPool,
    scope: Scope,
    id: ConsultantId,
) -> Result<Option<CompanyId>, DbError> {
    let (company, user) = (scope.company(), scope.user());
    Ok(sqlx::query_scalar!(
        r#"SELECT company_id AS "id: CompanyId" FROM consultants
        WHERE id = $1 AND ($2::bigint IS NULL OR company_id = $2) AND ($3::bigint IS NULL OR user_id = $3)"#,
        id.0,
        company.map(|c| c.0),
        user.map(|u| u.0),
    )
    .fetch_optional(pool)
    .await?)
}

/// A resume's company and consultant, where the scope reaches it for writing; locked until the transaction ends.
pub(super) async fn for_writing(
    tx: &mut Tx,
    scope: Scope,
    id: ResumeId,
) -> Result<Option<(CompanyId, Option<ConsultantId>)>, DbError> {
    let (company, user) = (scope.company(), scope.user());
    let row = sqlx::query!(
        r#"SELECT r.company_id, r.consultant_id FROM resumes r
        WHERE r.id = $1 AND ($2::bigint IS NULL OR r.company_id = $2)
            AND ($3::bigint IS NULL OR EXISTS (SELECT FROM consultants c WHERE c.id = r.consultant_id AND c.user_id = $3))
        FOR UPDATE"#,
        id.0,
        company.map(|c| c.0),
        user.map(|u| u.0),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| (CompanyId(r.company_id), r.consultant_id.map(ConsultantId))))
}

/// A consultant's resumes, locked until the transaction ends.
pub(super) async fn held_of_consultant(tx: &mut Tx, id: ConsultantId) -> Result<Vec<ResumeId>, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT id AS "id: ResumeId" FROM resumes WHERE consultant_id = $1 ORDER BY id FOR UPDATE"#,
        id.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The consultant that a caller who only reaches its own rows is; none for the others.
pub(super) async fn own_consultant(pool: &PgPool, scope: Scope) -> Result<Option<ConsultantId>, DbError> {
    let (Some(user), Some(company)) = (scope.user(), scope.company()) else {
        return Ok(None);
    };
    Ok(sqlx::query_scalar!(
        r#"SELECT id AS "id: ConsultantId" FROM consultants WHERE user_id = $1 AND company_id = $2"#,
        user.0,
        company.0,
    )
    .fetch_optional(pool)
    .await?)
}

/// What an analysis needs to know of a resume.
#[derive(Debug, Clone)]
pub struct ToAnalyse {
    /// Which.
    pub id: ResumeId,
    /// Whose.
    pub company_id: CompanyId,
    /// Of whom it tells.
    pub consultant_id: Option<ConsultantId>,
    /// Key in the file store.
    pub file_path: String,
    /// An analysis of the same content by the same engine version, if there is one: `(parsed_data, pages)`.
    pub known: Option<(Value, Value)>,
}

/// Reads it, for a worker.
///
/// # Errors
/// The database failed.
pub async fn to_analyse(
    pool: &PgPool,
    id: ResumeId,
    engine: &str,
    version: &str,
) -> Result<Option<ToAnalyse>, DbError> {
    let row = sqlx::query!(
        r#"SELECT r.company_id, r.consultant_id, r.file_path, a.parsed_data AS "parsed_data?", a.pages AS "pages?"
        FROM resumes r
        LEFT JOIN LATERAL (
            SELECT a.parsed_data, a.pages FROM resume_analyses a JOIN resumes same ON same.id = a.resume_id
            WHERE same.sha256 = r.sha256 AND same.company_id = r.company_id AND a.engine = $2 AND a.engine_version = $3
            ORDER BY a.id DESC LIMIT 1) a ON true
        WHERE r.id = $1"#,
        id.0,
        engine,
        version,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|r| ToAnalyse {
        id,
        company_id: CompanyId(r.company_id),
        consultant_id: r.consultant_id.map(ConsultantId),
        file_path: r.file_path,
        known: r.parsed_data.zip(r.pages),
    }))
}

/// The skills catalogue as the engine matches it, and the ids of its names.
///
/// # Errors
/// The database failed.
pub async fn catalogue(pool: &PgPool) -> Result<(Vec<CatalogueSkill>, HashMap<String, SkillId>), DbError> {
    let rows = sqlx::query!("SELECT id, name, category, aliases FROM skills ORDER BY id")
        .fetch_all(pool)
        .await?;
    let ids = rows.iter().map(|r| (r.name.clone(), SkillId(r.id))).collect();
    let skills = rows.into_iter().map(|r| CatalogueSkill {
        name: r.name,
        category: r.category,
        aliases: r.aliases,
    });
    Ok((skills.collect(), ids))
}
