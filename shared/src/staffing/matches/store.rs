//! The statements that write matches.

use super::{
    domain::{MatchStatus, Pair, Standing},
    market::Offer,
};
use crate::{
    aggregate::Locked,
    db::{DbError, Tx},
    kernel::{CompanyId, ConsultantId, MatchId, Prose, TenderId, UserId},
};
use serde_json::Value;

/// Rows of one statement at most.
const BATCH: usize = 1000;

/// Offers as columns, in the order in which every generation locks them.
struct Columns {
    companies: Vec<i64>,
    tender_companies: Vec<i64>,
    consultants: Vec<i64>,
    tenders: Vec<i64>,
    scores: Vec<f64>,
    explanations: Vec<Value>,
}

fn columns(offers: &[&Offer]) -> Result<Columns, DbError> {
    let explanation =
        |o: &&Offer| serde_json::to_value(&o.explanation).map_err(|e| DbError::Sqlx(sqlx::Error::Encode(Box::new(e))));
    Ok(Columns {
        companies: offers.iter().map(|o| o.company_id.0).collect(),
        tender_companies: offers.iter().map(|o| o.tender_company_id.0).collect(),
        consultants: offers.iter().map(|o| o.consultant_id.0).collect(),
        tenders: offers.iter().map(|o| o.tender_id.0).collect(),
        scores: offers.iter().map(|o| o.score.share()).collect(),
        explanations: offers.iter().map(explanation).collect::<Result<_, _>>()?,
    })
}

fn batches(offers: &[Offer]) -> Vec<Vec<&Offer>> {
    let mut ordered: Vec<&Offer> = offers.iter().collect();
    ordered.sort_by_key(|o| (o.consultant_id, o.tender_id));
    ordered.chunks(BATCH).map(<[_]>::to_vec).collect()
}

/// Locks the matches that are there of these pairs, in the order in which whoever closes or removes many locks them.
pub(super) async fn hold(tx: &mut Tx, pairs: impl Iterator<Item = Pair>) -> Result<(), DbError> {
    let (consultants, tenders): (Vec<i64>, Vec<i64>) = pairs.map(|(c, t)| (c.0, t.0)).unzip();
    sqlx::query!(
        "SELECT m.id FROM matches m JOIN unnest($1::bigint[], $2::bigint[]) AS o (consultant_id, tender_id)
            ON m.consultant_id = o.consultant_id AND m.tender_id = o.tender_id
        ORDER BY m.consultant_id, m.tender_id FOR NO KEY UPDATE OF m",
        &consultants,
        &tenders,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// What became of offers.
#[derive(Debug, Default)]
pub(super) struct Upserted {
    pub created: u64,
    pub rescored: u64,
    pub kept: u64,
}

/// Adds what is not there, rescores what is pending, brings back what the system cancelled, and leaves alone what a person decided.
pub(super) async fn upsert(tx: &mut Tx, offers: &[Offer]) -> Result<Upserted, DbError> {
    let now = tx.now();
    let mut sum = Upserted::default();
    for batch in batches(offers) {
        let c = columns(&batch)?;
        // xmax is 0 only for a row that this statement inserted.
        let written = sqlx::query_scalar!(
            r#"INSERT INTO matches AS m
                (company_id, tender_company_id, consultant_id, tender_id, score, source, status, explanation, created_at)
            SELECT company_id, tender_company_id, consultant_id, tender_id, score, 'generated', 'pending', explanation, $7
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::float8[], $6::jsonb[])
                AS o (company_id, tender_company_id, consultant_id, tender_id, score, explanation)
            ON CONFLICT (consultant_id, tender_id) DO UPDATE SET score = excluded.score, explanation = excluded.explanation,
                status = 'pending', proposed_at = NULL, cancelled_by = NULL, decided_by = NULL, decided_at = NULL, reason = NULL, updated_at = $7
            WHERE m.status = 'pending' OR (m.status = 'cancelled' AND m.cancelled_by = 'system')
            RETURNING (xmax = 0) AS "inserted!""#,
            &c.companies,
            &c.tender_companies,
            &c.consultants,
            &c.tenders,
            &c.scores,
            &c.explanations,
            now,
        )
        .fetch_all(tx.conn())
        .await?;
        let created = written.iter().filter(|inserted| **inserted).count() as u64;
        sum.created += created;
        sum.rescored += written.len() as u64 - created;
        sum.kept += (batch.len() - written.len()) as u64;
    }
    Ok(sum)
}

/// Gives pending matches a new score.
pub(super) async fn rescore(tx: &mut Tx, offers: &[Offer]) -> Result<u64, DbError> {
    let now = tx.now();
    let mut rescored = 0;
    for batch in batches(offers) {
        let c = columns(&batch)?;
        rescored += sqlx::query!(
            r#"UPDATE matches m SET score = o.score, explanation = o.explanation, updated_at = $5
            FROM unnest($1::bigint[], $2::bigint[], $3::float8[], $4::jsonb[]) AS o (consultant_id, tender_id, score, explanation)
            WHERE m.consultant_id = o.consultant_id AND m.tender_id = o.tender_id AND m.status = 'pending'"#,
            &c.consultants,
            &c.tenders,
            &c.scores,
            &c.explanations,
            now,
        )
        .execute(tx.conn())
        .await?
        .rows_affected();
    }
    Ok(rescored)
}

/// Cancels pending generated matches, as the system; they may come back.
pub(super) async fn cancel_by_system(tx: &mut Tx, pairs: &[Pair], reason: &str) -> Result<u64, DbError> {
    let now = tx.now();
    let consultants: Vec<i64> = pairs.iter().map(|p| p.0.0).collect();
    let tenders: Vec<i64> = pairs.iter().map(|p| p.1.0).collect();
    Ok(sqlx::query!(
        r#"UPDATE matches m SET status = 'cancelled', cancelled_by = 'system', decided_by = NULL, decided_at = $3, reason = $4, updated_at = $3
        FROM unnest($1::bigint[], $2::bigint[]) AS o (consultant_id, tender_id)
        WHERE m.consultant_id = o.consultant_id AND m.tender_id = o.tender_id AND m.status = 'pending' AND m.source = 'generated'"#,
        &consultants,
        &tenders,
        now,
        reason,
    )
    .execute(tx.conn())
    .await?
    .rows_affected())
}

/// Closes what is still open between two companies. What generation made may come back; what a person made is a person's to withdraw.
pub(super) async fn cancel_between(
    tx: &mut Tx,
    (a, b): (CompanyId, CompanyId),
    by: Option<UserId>,
    reason: &str,
) -> Result<u64, DbError> {
    let now = tx.now();
    Ok(sqlx::query!(
        r#"UPDATE matches SET status = 'cancelled', cancelled_by = CASE source WHEN 'manual' THEN 'person' ELSE 'system' END,
            decided_by = CASE source WHEN 'manual' THEN $3::bigint END, decided_at = $4, reason = $5, updated_at = $4
        WHERE id IN (SELECT id FROM matches
            WHERE status IN ('pending', 'proposed')
                AND ((company_id = $1 AND tender_company_id = $2) OR (company_id = $2 AND tender_company_id = $1))
            ORDER BY consultant_id, tender_id FOR UPDATE)"#,
        a.0,
        b.0,
        by.map(|user| user.0),
        now,
        reason,
    )
    .execute(tx.conn())
    .await?
    .rows_affected())
}

/// Removes a consultant's matches that no person made or decided on.
pub(super) async fn forget_of_consultant(tx: &mut Tx, id: ConsultantId) -> Result<u64, DbError> {
    Ok(sqlx::query!(
        "DELETE FROM matches WHERE id IN (SELECT id FROM matches
            WHERE consultant_id = $1 AND NOT is_of_people(matches)
            ORDER BY consultant_id, tender_id FOR UPDATE)",
        id.0
    )
    .execute(tx.conn())
    .await?
    .rows_affected())
}

/// Removes a tender's matches that no person made or decided on.
pub(super) async fn forget_of_tender(tx: &mut Tx, id: TenderId) -> Result<u64, DbError> {
    Ok(sqlx::query!(
        "DELETE FROM matches WHERE id IN (SELECT id FROM matches
            WHERE tender_id = $1 AND NOT is_of_people(matches)
            ORDER BY consultant_id, tender_id FOR UPDATE)",
        id.0
    )
    .execute(tx.conn())
    .await?
    .rows_affected())
}

/// Locks a match, whoever sees it.
pub(super) async fn lock(tx: &mut Tx, id: MatchId) -> Result<Option<Locked<Standing>>, DbError> {
    let row = sqlx::query!(
        r#"SELECT company_id AS "company_id: CompanyId", tender_company_id AS "tender_company_id: CompanyId", tender_id AS "tender_id: TenderId",
            status AS "status: MatchStatus", coalesce(cancelled_by = 'person', false) AS "is_withdrawn!", proposed_at IS NOT NULL AS "was_proposed!",
            notes AS "notes: Prose<5000>", coalesce(updated_at, created_at) AS "version!"
        FROM matches WHERE id = $1 FOR UPDATE"#,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| Locked {
        company_id: Some(r.company_id),
        version: r.version,
        fields: Standing {
            company_id: r.company_id,
            tender_company_id: r.tender_company_id,
            tender_id: r.tender_id,
            status: r.status,
            is_withdrawn: r.is_withdrawn,
            was_proposed: r.was_proposed,
            notes: r.notes,
        },
    }))
}

/// Writes a person's decision.
pub(super) async fn decide(
    tx: &mut Tx,
    id: MatchId,
    status: MatchStatus,
    by: UserId,
    reason: Option<&str>,
) -> Result<(), DbError> {
    let now = tx.now();
    let cancelled_by = (status == MatchStatus::Cancelled).then_some("person");
    sqlx::query!(
        "UPDATE matches SET status = $2, cancelled_by = $3, decided_by = $4, decided_at = $5, reason = $6, updated_at = $5,
            proposed_at = CASE WHEN $2 = 'proposed' THEN $5 ELSE proposed_at END
        WHERE id = $1",
        id.0,
        crate::kernel::Choice::name(status),
        cancelled_by,
        by.0,
        now,
        reason,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Inserts a pending match that a person made.
pub(super) async fn insert_by_hand(tx: &mut Tx, offer: &Offer, notes: Option<&str>) -> Result<MatchId, DbError> {
    let now = tx.now();
    let explanation = serde_json::to_value(&offer.explanation).map_err(DbError::encode)?;
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, notes, explanation, created_at)
        VALUES ($1, $2, $3, $4, $5, 'manual', 'pending', $6, $7, $8) RETURNING id AS "id: MatchId""#,
        offer.company_id.0,
        offer.tender_company_id.0,
        offer.consultant_id.0,
        offer.tender_id.0,
        offer.score.share(),
        notes,
        explanation,
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

pub(super) async fn annotate(tx: &mut Tx, id: MatchId, notes: Option<&str>) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE matches SET notes = $2, updated_at = $3 WHERE id = $1",
        id.0,
        notes,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: MatchId) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM matches WHERE id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
