//! What generation reads: the two sides of a market, in scoring's words.

use crate::{
    db::DbError,
    directory::{consultants::domain::ConsultantStatus, skills::domain::Level},
    kernel::{CompanyId, ConsultantId, SkillId, TenderId},
    staffing::{
        scoring::{Mission, Need, Place, Profile, SkillHeld, SkillNeeded, Weights},
        tenders::domain::Importance,
    },
};
use chrono::NaiveDate;
use pgvector::Vector;
use serde::Deserialize;
use sqlx::{PgConnection, types::Json};
use std::collections::{HashMap, HashSet};

/// A day's rate of somebody who only names an hour's.
const HOURS_A_DAY: f64 = 8.0;

/// The unit vector of a text, and which model made it.
#[derive(Debug, Clone)]
pub(in crate::staffing::matches) struct TextVector {
    pub model: String,
    pub numbers: Vec<f32>,
}

#[derive(Debug)]
pub(in crate::staffing::matches) struct Candidate {
    pub id: ConsultantId,
    pub company_id: CompanyId,
    pub profile: Profile,
    pub vector: Option<TextVector>,
}

#[derive(Debug)]
pub(in crate::staffing::matches) struct Opening {
    pub id: TenderId,
    pub company_id: CompanyId,
    pub need: Need,
    pub vector: Option<TextVector>,
}

/// A company's own rules: its default scoring profile.
#[derive(Debug, Clone)]
pub(in crate::staffing::matches) struct Rules {
    pub weights: Weights,
    pub min_score: f64,
}

/// Which rows; null arrays and ids: all of them.
#[derive(Debug)]
pub(in crate::staffing::matches) struct Selection<Id> {
    pub id: Option<Id>,
    pub companies: Option<Vec<i64>>,
    /// Only these ([`super::shortlist`]).
    pub among: Option<Vec<i64>>,
    /// Not only tenders that are open.
    pub of_any_status: bool,
}

impl<Id> Selection<Id> {
    /// This one, or of these companies.
    pub fn new(id: Option<Id>, companies: Option<Vec<i64>>) -> Self {
        Self {
            id,
            companies,
            among: None,
            of_any_status: false,
        }
    }
}

/// The company of a tender, whatever its status.
pub(in crate::staffing::matches) async fn company_of_tender(
    conn: &mut PgConnection,
    id: TenderId,
) -> Result<Option<CompanyId>, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT company_id AS "id: CompanyId" FROM tenders WHERE id = $1"#,
        id.0
    )
    .fetch_optional(conn)
    .await?)
}

/// The companies of these tenders.
pub(in crate::staffing::matches) async fn companies_of_tenders(
    conn: &mut PgConnection,
    ids: &[i64],
) -> Result<Vec<CompanyId>, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT DISTINCT company_id AS "id: CompanyId" FROM tenders WHERE id = ANY($1)"#,
        ids
    )
    .fetch_all(conn)
    .await?)
}

/// The company of a consultant.
pub(in crate::staffing::matches) async fn company_of_consultant(
    conn: &mut PgConnection,
    id: ConsultantId,
) -> Result<Option<CompanyId>, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT company_id AS "id: CompanyId" FROM consultants WHERE id = $1"#,
        id.0
    )
    .fetch_optional(conn)
    .await?)
}

/// Every pair of companies with an active partnership today, both ways round.
pub(in crate::staffing::matches) async fn partners(
    conn: &mut PgConnection,
) -> Result<HashSet<(CompanyId, CompanyId)>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT initiator_company_id AS "a: CompanyId", partner_company_id AS "b: CompanyId" FROM partnerships
        WHERE status = 'active' AND coalesce(start_date <= current_date, true) AND coalesce(end_date >= current_date, true)"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().flat_map(|r| [(r.a, r.b), (r.b, r.a)]).collect())
}

/// The default scoring profiles; one that does not read as weights (an older build's) counts as none.
pub(in crate::staffing::matches) async fn rules(conn: &mut PgConnection) -> Result<HashMap<CompanyId, Rules>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT company_id AS "company_id: CompanyId", weights, min_score FROM scoring_profiles WHERE is_default"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            let weights = serde_json::from_value(r.weights).ok()?;
            let min_score = r.min_score;
            Some((r.company_id, Rules { weights, min_score }))
        })
        .collect())
}

#[derive(Debug, Deserialize)]
struct HeldRow {
    id: SkillId,
    level: Level,
}

#[derive(Debug, Deserialize)]
struct MissionRow {
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
}

/// Consultants who can be staffed: not leaving, not away without a date of return, not archived, nor is their company.
pub(in crate::staffing::matches) async fn candidates(
    conn: &mut PgConnection,
    of: &Selection<ConsultantId>,
) -> Result<Vec<Candidate>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT c.id AS "id: ConsultantId", c.company_id AS "company_id: CompanyId", c.status AS "status: ConsultantStatus",
            c.years_experience, c.availability_date, c.daily_rate::float8 AS daily_rate, c.hourly_rate::float8 AS hourly_rate,
            c.currency, c.location, c.latitude, c.longitude, c.remote_work, c.max_travel_distance,
            v.embedding AS "embedding?: Vector", v.embedding_model AS "model?",
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.skill_id, 'level', s.proficiency_level) ORDER BY s.skill_id)
                FROM consultant_skills s WHERE s.consultant_id = c.id), '[]') AS "skills!: Json<Vec<HeldRow>>",
            coalesce((SELECT jsonb_agg(jsonb_build_object('start', k.start_date, 'end', k.end_date) ORDER BY k.id)
                FROM collaborations k WHERE k.consultant_id = c.id AND k.status = 'active'), '[]') AS "missions!: Json<Vec<MissionRow>>"
        FROM consultants c
        LEFT JOIN profile_vectors v ON v.subject_kind = 'consultant' AND v.subject_id = c.id
        WHERE ($1::bigint IS NULL OR c.id = $1) AND ($2::bigint[] IS NULL OR c.company_id = ANY($2))
            AND ($3::bigint[] IS NULL OR c.id = ANY($3)) AND c.archived_at IS NULL
            AND NOT EXISTS (SELECT FROM companies k WHERE k.id = c.company_id AND k.archived_at IS NOT NULL) AND c.status <> 'leaving' AND (c.status <> 'unavailable' OR c.availability_date IS NOT NULL)
        ORDER BY c.id"#,
        of.id.map(|id| id.0),
        of.companies.as_deref(),
        of.among.as_deref(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Candidate {
            id: r.id,
            company_id: r.company_id,
            profile: Profile {
                skills: r
                    .skills
                    .0
                    .into_iter()
                    .map(|s| SkillHeld {
                        id: s.id,
                        level: s.level,
                    })
                    .collect(),
                years_experience: r.years_experience,
                status: r.status,
                available_from: r.availability_date,
                missions: r
                    .missions
                    .0
                    .into_iter()
                    .map(|m| Mission {
                        start: m.start,
                        end: m.end,
                    })
                    .collect(),
                daily_rate: r
                    .daily_rate
                    .or(r.hourly_rate.map(|h| h * HOURS_A_DAY))
                    .map(|rate| (rate, r.currency)),
                place: Place {
                    name: r.location,
                    coordinates: r.latitude.zip(r.longitude),
                },
                remote: r.remote_work,
                max_travel_km: r.max_travel_distance.map(f64::from),
            },
            vector: text_vector(r.embedding, r.model),
        })
        .collect())
}

#[derive(Debug, Deserialize)]
struct NeededRow {
    id: SkillId,
    name: String,
    importance: Importance,
    min_level: Option<Level>,
}

/// Tenders, the open ones unless asked otherwise. `as_of` is today.
pub(in crate::staffing::matches) async fn openings(
    conn: &mut PgConnection,
    of: &Selection<TenderId>,
    as_of: NaiveDate,
) -> Result<Vec<Opening>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT t.id AS "id: TenderId", t.company_id AS "company_id: CompanyId", t.min_years_experience, t.start_date, t.end_date,
            t.budget_max::float8 AS budget, t.currency, t.location, t.latitude, t.longitude, t.remote_allowed,
            v.embedding AS "embedding?: Vector", v.embedding_model AS "model?",
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'importance', n.importance, 'min_level', n.min_level)
                ORDER BY array_position(ARRAY['required', 'preferred', 'nice_to_have'], n.importance), s.name, s.id)
                FROM tender_skills n JOIN skills s ON s.id = n.skill_id WHERE n.tender_id = t.id), '[]') AS "skills!: Json<Vec<NeededRow>>"
        FROM tenders t
        LEFT JOIN profile_vectors v ON v.subject_kind = 'tender' AND v.subject_id = t.id
        WHERE ($1::bigint IS NULL OR t.id = $1) AND ($2::bigint[] IS NULL OR t.company_id = ANY($2))
            AND ($3::bigint[] IS NULL OR t.id = ANY($3)) AND ($4 OR t.status = 'open') AND t.archived_at IS NULL
            AND NOT EXISTS (SELECT FROM companies k WHERE k.id = t.company_id AND k.archived_at IS NOT NULL)
        ORDER BY t.id"#,
        of.id.map(|id| id.0),
        of.companies.as_deref(),
        of.among.as_deref(),
        of.of_any_status,
    )
    .fetch_all(conn)
    .await?;
    let needed = |s: NeededRow| SkillNeeded {
        id: s.id,
        name: s.name,
        importance: s.importance,
        min_level: s.min_level,
    };
    Ok(rows
        .into_iter()
        .map(|r| Opening {
            id: r.id,
            company_id: r.company_id,
            need: Need {
                skills: r.skills.0.into_iter().map(needed).collect(),
                min_years: r.min_years_experience,
                start: r.start_date,
                end: r.end_date,
                budget: r.budget.map(|b| (b, r.currency)),
                place: Place {
                    name: r.location,
                    coordinates: r.latitude.zip(r.longitude),
                },
                remote_allowed: r.remote_allowed,
                as_of,
            },
            vector: text_vector(r.embedding, r.model),
        })
        .collect())
}

fn text_vector(embedding: Option<Vector>, model: Option<String>) -> Option<TextVector> {
    let numbers = embedding?.to_vec();
    Some(TextVector { model: model?, numbers })
}
