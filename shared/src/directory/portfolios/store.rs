//! The statements that write portfolios.

use super::domain::Showcase;
use crate::{
    aggregate::Locked,
    db::{DbError, Tx},
    kernel::{CompanyId, ConsultantId, Line, PortfolioId, Prose, Scope, WebAddress},
};

pub(super) async fn insert(tx: &mut Tx, company: CompanyId, s: &Showcase) -> Result<PortfolioId, DbError> {
    let now = tx.now();
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO portfolios (company_id, consultant_id, title, description, image_url, project_url, start_date, end_date, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id AS "id: PortfolioId""#,
        company.0,
        s.consultant_id.map(|c| c.0),
        s.title.as_str(),
        s.description.as_ref().map(Prose::as_str),
        s.image_url.as_ref().map(WebAddress::as_str),
        s.project_url.as_ref().map(WebAddress::as_str),
        s.start_date,
        s.end_date,
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// A portfolio that generation wrote.
pub(super) async fn insert_generated(
    tx: &mut Tx,
    company: CompanyId,
    consultant: ConsultantId,
    title: &str,
    content: &serde_json::Value,
) -> Result<PortfolioId, DbError> {
    let now = tx.now();
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO portfolios (company_id, consultant_id, title, content, created_at) VALUES ($1, $2, $3, $4, $5)
        RETURNING id AS "id: PortfolioId""#,
        company.0,
        consultant.0,
        title,
        content,
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Locks a portfolio in the scope of a write: its company's, or the caller's own.
pub(super) async fn lock(tx: &mut Tx, scope: Scope, id: PortfolioId) -> Result<Option<Locked<Showcase>>, DbError> {
    let company = scope.company();
    let row = sqlx::query!(
        r#"SELECT company_id AS "company_id: CompanyId", coalesce(updated_at, created_at) AS "version!",
            consultant_id AS "consultant_id: ConsultantId", title AS "title: Line<200>", description AS "description: Prose<20_000>",
            image_url AS "image_url: WebAddress", project_url AS "project_url: WebAddress", start_date, end_date
        FROM portfolios f WHERE id = $1 AND ($2::bigint IS NULL OR company_id = $2)
            AND ($3::bigint IS NULL OR consultant_id IN (SELECT c.id FROM consultants c WHERE c.user_id = $3))
        FOR UPDATE OF f"#,
        id.0,
        company.map(|c| c.0),
        scope.user().map(|u| u.0),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| Locked {
        company_id: Some(r.company_id),
        version: r.version,
        fields: Showcase {
            consultant_id: r.consultant_id,
            title: r.title,
            description: r.description,
            image_url: r.image_url,
            project_url: r.project_url,
            start_date: r.start_date,
            end_date: r.end_date,
        },
    }))
}

pub(super) async fn update(tx: &mut Tx, id: PortfolioId, s: &Showcase) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE portfolios SET consultant_id = $2, title = $3, description = $4, image_url = $5, project_url = $6, start_date = $7,
            end_date = $8, updated_at = $9 WHERE id = $1",
        id.0,
        s.consultant_id.map(|c| c.0),
        s.title.as_str(),
        s.description.as_ref().map(Prose::as_str),
        s.image_url.as_ref().map(WebAddress::as_str),
        s.project_url.as_ref().map(WebAddress::as_str),
        s.start_date,
        s.end_date,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes what generation wrote of a consultant.
pub(super) async fn delete_generated(tx: &mut Tx, id: ConsultantId) -> Result<(), DbError> {
    sqlx::query!(
        "DELETE FROM portfolios WHERE consultant_id = $1 AND content IS NOT NULL",
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: PortfolioId) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM portfolios WHERE id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
