//! Read models of portfolios.

use super::content::{Content, Cv, Facts, Held};
use crate::{
    aggregate::{Rows, Shown},
    db::{
        DbError, Tx,
        paging::List,
        search::{push_has_word, words},
    },
    kernel::{CompanyId, ConsultantId, PortfolioId, Scope, TenderId, permissions::PortfolioRead},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sqlx::{PgPool, Postgres, QueryBuilder, types::Json};

/// A portfolio.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Portfolio {
    /// Its id.
    pub id: PortfolioId,
    /// Whose it is.
    pub company_id: CompanyId,
    /// Whose work it is; the company's where null.
    pub consultant_id: Option<ConsultantId>,
    /// What it is, in a line.
    #[schema(example = "Migration d'un SI bancaire vers Kubernetes")]
    pub title: String,
    /// In paragraphs.
    pub description: Option<String>,
    /// A picture.
    pub image_url: Option<String>,
    /// Where it can be seen.
    pub project_url: Option<String>,
    /// From.
    pub start_date: Option<NaiveDate>,
    /// Until.
    pub end_date: Option<NaiveDate>,
    /// What generation wrote.
    #[schema(value_type = Option<Content>)]
    pub content: Option<serde_json::Value>,
    /// Made.
    pub created_at: DateTime<Utc>,
    /// Changed.
    pub updated_at: Option<DateTime<Utc>>,
}

/// What a list filters by.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this company.
    pub company_id: Option<CompanyId>,
    /// Of this consultant.
    pub consultant_id: Option<ConsultantId>,
    /// In title or description; every word must be found, small typos are forgiven.
    pub q: Option<String>,
}

const COLUMNS: &str = "SELECT f.id, f.company_id, f.consultant_id, f.title, f.description, f.image_url, f.project_url, f.start_date, \
    f.end_date, f.content, f.created_at, f.updated_at";

const FROM: &str = " FROM portfolios f WHERE true";

impl Shown for Portfolio {
    fn key(&self) -> i64 {
        self.id.0
    }
    fn version(&self) -> Option<DateTime<Utc>> {
        Some(self.updated_at.unwrap_or(self.created_at))
    }
    /// Without what generation wrote, which says what a CV says.
    fn logged(&self) -> Option<serde_json::Value> {
        let mut logged = serde_json::to_value(self).ok()?;
        logged["content"] = serde_json::Value::Null;
        Some(logged)
    }
}

impl Rows for Portfolio {
    const LIST: List = List::by_id(COLUMNS, FROM, "f", false);
    type Read = PortfolioRead;
    type Filter = Filter;

    fn push_scope(query: &mut QueryBuilder<Postgres>, scope: Scope) {
        match scope {
            Scope::All => {}
            Scope::Company(c) | Scope::CompanyAndPartners(c) => {
                query.push(" AND f.company_id = ").push_bind(c);
            }
            Scope::Own(user, company) => {
                query.push(" AND f.company_id = ").push_bind(company);
                query.push(" AND f.consultant_id IN (SELECT c.id FROM consultants c WHERE c.user_id = ");
                query.push_bind(user).push(")");
            }
            Scope::ProposedTo(c) => {
                query.push(" AND EXISTS (SELECT FROM matches m WHERE m.consultant_id = f.consultant_id AND m.status IN ('proposed', 'accepted', 'rejected') AND m.tender_company_id = ");
                query.push_bind(c).push(")");
                // What was made in the light of a tender tells what it asks for, down to the order of the skills: it is for that tender's side.
                query.push(" AND (f.content->>'tender_id' IS NULL OR EXISTS (SELECT FROM tenders t WHERE t.id = (f.content->>'tender_id')::bigint AND t.company_id = ");
                query.push_bind(c).push("))");
            }
        }
    }

    fn push_filter(query: &mut QueryBuilder<Postgres>, filter: &Filter) {
        let Filter {
            company_id,
            consultant_id,
            q,
        } = filter;
        if let Some(company) = company_id {
            query.push(" AND f.company_id = ").push_bind(*company);
        }
        if let Some(consultant) = consultant_id {
            query.push(" AND f.consultant_id = ").push_bind(*consultant);
        }
        for word in q.iter().flat_map(|q| words(q)) {
            query.push(" AND ");
            push_has_word(query, "f.search", word);
        }
    }

    fn is_forgiving(filter: &Filter) -> bool {
        filter.q.is_some()
    }
}

/// The consultant's company, where the scope of a write reaches the consultant.
pub(super) async fn writable_company(
    tx: &mut Tx,
    scope: Scope,
    consultant: ConsultantId,
) -> Result<Option<CompanyId>, DbError> {
    let company = scope.company();
    Ok(sqlx::query_scalar!(
        r#"SELECT company_id AS "company_id: CompanyId" FROM consultants
        WHERE id = $1 AND ($2::bigint IS NULL OR company_id = $2) AND ($3::bigint IS NULL OR user_id = $3)"#,
        consultant.0,
        company.map(|c| c.0),
        scope.user().map(|u| u.0),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// What generation knows of a consultant, and of a tender where one is named; none when the consultant is no more.
pub(super) async fn facts(
    pool: &PgPool,
    consultant: ConsultantId,
    tender: Option<TenderId>,
) -> Result<Option<(CompanyId, Facts)>, DbError> {
    let row = sqlx::query!(
        r#"SELECT c.company_id AS "company_id: CompanyId", c.title, c.bio, c.years_experience, a.id AS "analysis_id?",
            a.parsed_data AS "cv?: Json<Cv>",
            (SELECT coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'level', h.proficiency_level, 'years', h.years_experience)
                ORDER BY s.name, s.id), '[]') FROM consultant_skills h JOIN skills s ON s.id = h.skill_id
                WHERE h.consultant_id = c.id) AS "skills!: Json<Vec<Held>>",
            ARRAY(SELECT s.name FROM tender_skills n JOIN skills s ON s.id = n.skill_id WHERE n.tender_id = $2
                ORDER BY array_position(ARRAY['required', 'preferred', 'nice_to_have'], n.importance), s.name, s.id) AS "wanted!"
        FROM consultants c
        LEFT JOIN LATERAL (SELECT a.id, a.parsed_data FROM resume_analyses a JOIN resumes r ON r.id = a.resume_id
            WHERE r.consultant_id = c.id ORDER BY r.id DESC, a.id DESC LIMIT 1) a ON true
        WHERE c.id = $1"#,
        consultant.0,
        tender.map(|t| t.0),
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|r| {
        let facts = Facts {
            consultant_id: consultant,
            title: r.title,
            bio: r.bio,
            years_experience: r.years_experience,
            skills: r.skills.0,
            cv: r.analysis_id.zip(r.cv.map(|cv| cv.0)),
            tender_id: tender,
            wanted: r.wanted,
        };
        (r.company_id, facts)
    }))
}

/// True when the consultant is this company's, and this user's where one is named.
pub(super) async fn is_of(
    tx: &mut Tx,
    consultant: ConsultantId,
    company: CompanyId,
    user: Option<i64>,
) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM consultants WHERE id = $1 AND company_id = $2 AND ($3::bigint IS NULL OR user_id = $3)) AS "is!""#,
        consultant.0,
        company.0,
        user
    )
    .fetch_one(tx.conn())
    .await?)
}
