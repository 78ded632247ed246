//! Pairs that were scored and not stored, as people read them.

use super::{ConsultantSummary, TenderSummary};
use crate::{
    db::DbError,
    kernel::{CompanyId, ConsultantId, Locale, TenderId},
    staffing::{
        matches::market::Offer,
        scoring::{Explanation, Points, speak},
    },
};
use serde::Serialize;
use sqlx::{PgPool, types::Json};

/// A consultant for a tender, scored and explained, of which nothing is stored.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
#[schema(as = FoundMatch)]
pub struct Found {
    /// Who.
    pub consultant_id: ConsultantId,
    /// For what.
    pub tender_id: TenderId,
    /// The consultant's company.
    pub company_id: CompanyId,
    /// The tender's company.
    pub tender_company_id: CompanyId,
    /// How well it fits, 0 to 1.
    #[schema(value_type = f64, example = 0.82)]
    pub score: Points,
    /// Why the score is what it is.
    #[schema(value_type = Explanation)]
    pub explanation: serde_json::Value,
    /// Who, in short.
    pub consultant: ConsultantSummary,
    /// For what, in short.
    pub tender: TenderSummary,
}

/// Offers with their two sides in short, explained in the reader's language, in the same order; a side that is gone meanwhile takes its offer with it.
///
/// # Errors
/// The database failed.
pub async fn found(pool: &PgPool, offers: Vec<Offer>, locale: Locale) -> Result<Vec<Found>, DbError> {
    let consultants: Vec<i64> = offers.iter().map(|o| o.consultant_id.0).collect();
    let tenders: Vec<i64> = offers.iter().map(|o| o.tender_id.0).collect();
    let rows = sqlx::query!(
        r#"SELECT o.at AS "at!",
            jsonb_build_object('id', c.id, 'company_id', c.company_id, 'company_name', cc.name, 'first_name', c.first_name,
                'last_name', c.last_name, 'title', c.title, 'status', c.status, 'availability_date', c.availability_date,
                'location', c.location) AS "consultant!: Json<ConsultantSummary>",
            jsonb_build_object('id', t.id, 'company_id', t.company_id, 'company_name', tc.name, 'title', t.title, 'status', t.status,
                'start_date', t.start_date, 'end_date', t.end_date, 'location', t.location) AS "tender!: Json<TenderSummary>"
        FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS o (consultant_id, tender_id, at)
        JOIN consultants c ON c.id = o.consultant_id JOIN companies cc ON cc.id = c.company_id
        JOIN tenders t ON t.id = o.tender_id JOIN companies tc ON tc.id = t.company_id
        ORDER BY o.at"#,
        &consultants,
        &tenders,
    )
    .fetch_all(pool)
    .await?;
    let mut offers: Vec<Option<Offer>> = offers.into_iter().map(Some).collect();
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let at = usize::try_from(row.at - 1).ok();
        if let Some(offer) = at.and_then(|at| offers.get_mut(at)).and_then(Option::take) {
            let mut explanation = serde_json::to_value(&offer.explanation).map_err(DbError::encode)?;
            speak(&mut explanation, locale);
            all.push(Found {
                consultant_id: offer.consultant_id,
                tender_id: offer.tender_id,
                company_id: offer.company_id,
                tender_company_id: offer.tender_company_id,
                score: offer.score,
                explanation,
                consultant: row.consultant.0,
                tender: row.tender.0,
            });
        }
    }
    Ok(all)
}
