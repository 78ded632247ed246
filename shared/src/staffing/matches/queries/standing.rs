//! Where a match stands, and what is held while that changes.

use super::super::{domain::MatchStatus, market::Plan};
use crate::{
    db::{DbError, Tx},
    kernel::{CompanyId, MatchId, TenderId},
};

/// The two companies of a match, which never change, and its tender.
#[derive(Debug)]
pub struct Sides {
    /// The consultant's company.
    pub company_id: CompanyId,
    /// The tender's company.
    pub tender_company_id: CompanyId,
    /// For what.
    pub tender_id: TenderId,
}

/// Read before the match is locked: what it depends on is locked first, in the order partnership, tender, match, as whoever ends or removes one
/// of them locks.
///
/// # Errors
/// The database failed.
pub async fn sides(tx: &mut Tx, id: MatchId) -> Result<Option<Sides>, DbError> {
    Ok(sqlx::query_as!(
        Sides,
        r#"SELECT company_id AS "company_id: CompanyId", tender_company_id AS "tender_company_id: CompanyId", tender_id AS "tender_id: TenderId"
        FROM matches WHERE id = $1"#,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// How many consultants a tender has taken.
pub(in crate::staffing::matches) async fn accepted_of(tx: &mut Tx, tender: TenderId) -> Result<i64, DbError> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM matches WHERE tender_id = $1 AND status = 'accepted'"#,
        tender.0
    );
    Ok(count.fetch_one(tx.conn()).await?)
}

/// Holds both sides of what will be inserted against being removed, in the order of their ids.
pub(in crate::staffing::matches) async fn hold_sides(tx: &mut Tx, plan: &Plan) -> Result<(), DbError> {
    let consultants: Vec<i64> = plan.offers.iter().map(|o| o.consultant_id.0).collect();
    let tenders: Vec<i64> = plan.offers.iter().map(|o| o.tender_id.0).collect();
    sqlx::query!(
        "SELECT id FROM consultants WHERE id = ANY($1) ORDER BY id FOR KEY SHARE",
        &consultants
    )
    .fetch_all(tx.conn())
    .await?;
    sqlx::query!(
        "SELECT id FROM tenders WHERE id = ANY($1) ORDER BY id FOR KEY SHARE",
        &tenders
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// Where a match stands, and whose it is.
#[derive(Debug)]
pub struct Standing {
    /// The consultant's company.
    pub company_id: CompanyId,
    /// The tender's company.
    pub tender_company_id: CompanyId,
    /// Where it stands.
    pub status: MatchStatus,
}

/// Where a match stands; it stays there while this transaction is open, and whoever asks the same waits: of those who would make the same of it,
/// the second sees what the first made.
///
/// # Errors
/// The database failed.
pub async fn standing(tx: &mut Tx, id: MatchId) -> Result<Option<Standing>, DbError> {
    Ok(sqlx::query_as!(
        Standing,
        r#"SELECT company_id AS "company_id: CompanyId", tender_company_id AS "tender_company_id: CompanyId", status AS "status: MatchStatus"
        FROM matches WHERE id = $1 FOR NO KEY UPDATE"#,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Collaborations that rest on a match, by name and count.
pub(in crate::staffing::matches) async fn collaborations_of(
    tx: &mut Tx,
    id: MatchId,
) -> Result<(&'static str, i64), DbError> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM collaborations WHERE match_id = $1"#,
        id.0
    );
    Ok(("collaborations", count.fetch_one(tx.conn()).await?))
}
