//! The statements that write consultants and their skills.

use super::domain::{ConsultantStatus, Profile, SkillEntry};
use crate::{
    aggregate::Locked,
    db::{DbError, Tx},
    directory::skills::domain::Level,
    kernel::{
        CompanyId, ConsultantId, Currency, Latitude, Line, Longitude, Prose, Rate, Scope, SkillId, UserId, WebAddress,
        Whole, Years,
    },
};

/// Locks a consultant in the scope of a write: its company's, or the caller's own.
pub(super) async fn lock(tx: &mut Tx, scope: Scope, id: ConsultantId) -> Result<Option<Locked<Profile>>, DbError> {
    let row = sqlx::query!(
        r#"SELECT company_id AS "company_id: CompanyId", coalesce(updated_at, created_at) AS "version!",
            user_id AS "user_id: UserId", first_name AS "first_name: Line<100>", last_name AS "last_name: Line<100>",
            title AS "title: Line<200>", bio AS "bio: Prose<5000>", years_experience AS "years_experience: Years",
            (hourly_rate * 100)::bigint AS "hourly_rate: Rate", (daily_rate * 100)::bigint AS "daily_rate: Rate",
            currency AS "currency: Currency", availability_date, status AS "status: ConsultantStatus",
            location AS "location: Line<200>", latitude AS "latitude: Latitude", longitude AS "longitude: Longitude", remote_work,
            max_travel_distance AS "max_travel_distance: Whole<0, 40_000>", cv_url AS "cv_url: WebAddress",
            linkedin_url AS "linkedin_url: WebAddress", github_url AS "github_url: WebAddress", photo_url AS "photo_url: WebAddress"
        FROM consultants
        WHERE id = $1 AND ($2::bigint IS NULL OR company_id = $2) AND ($3::bigint IS NULL OR user_id = $3)
        FOR UPDATE"#,
        id.0,
        scope.company().map(|c| c.0),
        scope.user().map(|u| u.0),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| Locked {
        company_id: Some(r.company_id),
        version: r.version,
        fields: Profile {
            user_id: r.user_id,
            first_name: r.first_name,
            last_name: r.last_name,
            title: r.title,
            bio: r.bio,
            years_experience: r.years_experience,
            hourly_rate: r.hourly_rate,
            daily_rate: r.daily_rate,
            currency: r.currency,
            availability_date: r.availability_date,
            status: r.status,
            location: r.location,
            latitude: r.latitude,
            longitude: r.longitude,
            remote_work: r.remote_work,
            max_travel_distance: r.max_travel_distance,
            cv_url: r.cv_url,
            linkedin_url: r.linkedin_url,
            github_url: r.github_url,
            photo_url: r.photo_url,
        },
    }))
}

/// Locks the consultant that this user is.
pub(super) async fn lock_of_user(tx: &mut Tx, user: UserId) -> Result<Option<(ConsultantId, CompanyId)>, DbError> {
    let row = sqlx::query!(
        r#"SELECT id AS "id: ConsultantId", company_id AS "company_id: CompanyId" FROM consultants WHERE user_id = $1 FOR UPDATE"#,
        user.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| (r.id, r.company_id)))
}

/// The profile is nobody's any more.
pub(super) async fn unlink(tx: &mut Tx, id: ConsultantId) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE consultants SET user_id = NULL, updated_at = $2 WHERE id = $1",
        id.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn insert(tx: &mut Tx, company: CompanyId, p: &Profile) -> Result<ConsultantId, DbError> {
    let now = tx.now();
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO consultants (company_id, user_id, first_name, last_name, title, bio, years_experience, hourly_rate, daily_rate,
            currency, availability_date, status, location, latitude, longitude, remote_work, max_travel_distance, cv_url,
            linkedin_url, github_url, photo_url, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8::bigint::numeric / 100, $9::bigint::numeric / 100, $10, $11, $12, $13, $14, $15, $16, $17,
            $18, $19, $20, $21, $22) RETURNING id AS "id: ConsultantId""#,
        company.0,
        p.user_id.map(|u| u.0),
        p.first_name.as_ref().map(Line::as_str),
        p.last_name.as_ref().map(Line::as_str),
        p.title.as_str(),
        p.bio.as_ref().map(Prose::as_str),
        p.years_experience.map(Years::get),
        p.hourly_rate.map(Rate::cents),
        p.daily_rate.map(Rate::cents),
        p.currency.as_str(),
        p.availability_date,
        p.status as _,
        p.location.as_ref().map(Line::as_str),
        p.latitude.map(Latitude::get),
        p.longitude.map(Longitude::get),
        p.remote_work,
        p.max_travel_distance.map(Whole::get),
        p.cv_url.as_ref().map(WebAddress::as_str),
        p.linkedin_url.as_ref().map(WebAddress::as_str),
        p.github_url.as_ref().map(WebAddress::as_str),
        p.photo_url.as_ref().map(WebAddress::as_str),
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

pub(super) async fn update(tx: &mut Tx, id: ConsultantId, p: &Profile) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE consultants SET user_id = $2, first_name = $3, last_name = $4, title = $5, bio = $6, years_experience = $7,
            hourly_rate = $8::bigint::numeric / 100, daily_rate = $9::bigint::numeric / 100, currency = $10, availability_date = $11,
            status = $12, location = $13, latitude = $14, longitude = $15, remote_work = $16, max_travel_distance = $17, cv_url = $18,
            linkedin_url = $19, github_url = $20, photo_url = $21, updated_at = $22
        WHERE id = $1",
        id.0,
        p.user_id.map(|u| u.0),
        p.first_name.as_ref().map(Line::as_str),
        p.last_name.as_ref().map(Line::as_str),
        p.title.as_str(),
        p.bio.as_ref().map(Prose::as_str),
        p.years_experience.map(Years::get),
        p.hourly_rate.map(Rate::cents),
        p.daily_rate.map(Rate::cents),
        p.currency.as_str(),
        p.availability_date,
        p.status as _,
        p.location.as_ref().map(Line::as_str),
        p.latitude.map(Latitude::get),
        p.longitude.map(Longitude::get),
        p.remote_work,
        p.max_travel_distance.map(Whole::get),
        p.cv_url.as_ref().map(WebAddress::as_str),
        p.linkedin_url.as_ref().map(WebAddress::as_str),
        p.github_url.as_ref().map(WebAddress::as_str),
        p.photo_url.as_ref().map(WebAddress::as_str),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Marks a consultant as changed, when its skills are.
pub(super) async fn touch(tx: &mut Tx, id: ConsultantId) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!("UPDATE consultants SET updated_at = $2 WHERE id = $1", id.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Puts it away, or takes it out again; false when it is so already.
pub(super) async fn set_archived(tx: &mut Tx, id: ConsultantId, archived: bool) -> Result<bool, DbError> {
    let now = tx.now();
    let done = sqlx::query!(
        "UPDATE consultants SET archived_at = CASE WHEN $2 THEN $3::timestamptz END, updated_at = $3 WHERE id = $1 AND (archived_at IS NULL) = $2",
        id.0,
        archived,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn delete(tx: &mut Tx, id: ConsultantId) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM consultants WHERE id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Gives it a skill; that it was taken away once is forgotten.
pub(super) async fn insert_skill(
    tx: &mut Tx,
    company: CompanyId,
    id: ConsultantId,
    skill: SkillId,
    entry: &SkillEntry,
) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "WITH back AS (DELETE FROM removed_skills WHERE consultant_id = $2 AND skill_id = $3)
        INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, years_experience, details, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)",
        company.0,
        id.0,
        skill.0,
        entry.proficiency_level as _,
        entry.years_experience.map(Years::get),
        entry.details.as_ref().map(Prose::as_str),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Adds the skills that the consultant lacks, the catalogue has and nobody took away; returns those added.
pub(super) async fn add_missing_skills(
    tx: &mut Tx,
    company: CompanyId,
    id: ConsultantId,
    skills: &[(SkillId, Level, Option<Years>)],
) -> Result<Vec<SkillId>, DbError> {
    let now = tx.now();
    let ids: Vec<i64> = skills.iter().map(|(id, _, _)| id.0).collect();
    let levels: Vec<String> = skills
        .iter()
        .map(|(_, level, _)| crate::kernel::Choice::name(*level).to_owned())
        .collect();
    let years: Vec<Option<f64>> = skills.iter().map(|(_, _, years)| years.map(Years::get)).collect();
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, years_experience, created_at)
        SELECT $1, $2, s.id, n.level, n.years, $6
        FROM unnest($3::bigint[], $4::text[], $5::float8[]) AS n (id, level, years) JOIN skills s ON s.id = n.id
        WHERE NOT EXISTS (SELECT FROM removed_skills r WHERE r.consultant_id = $2 AND r.skill_id = s.id)
        ON CONFLICT (consultant_id, skill_id) DO NOTHING RETURNING skill_id AS "id: SkillId""#,
        company.0,
        id.0,
        &ids,
        &levels,
        &years as &[Option<f64>],
        now,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The stored entry, locked.
pub(super) async fn lock_skill(tx: &mut Tx, id: ConsultantId, skill: SkillId) -> Result<Option<SkillEntry>, DbError> {
    Ok(sqlx::query_as!(
        SkillEntry,
        r#"SELECT proficiency_level AS "proficiency_level: Level", years_experience AS "years_experience: Years", details AS "details: Prose<500>"
        FROM consultant_skills WHERE consultant_id = $1 AND skill_id = $2 FOR UPDATE"#,
        id.0,
        skill.0,
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub(super) async fn update_skill(
    tx: &mut Tx,
    id: ConsultantId,
    skill: SkillId,
    entry: &SkillEntry,
) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE consultant_skills SET proficiency_level = $3, years_experience = $4, details = $5, updated_at = $6
        WHERE consultant_id = $1 AND skill_id = $2",
        id.0,
        skill.0,
        entry.proficiency_level as _,
        entry.years_experience.map(Years::get),
        entry.details.as_ref().map(Prose::as_str),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes a skill away, and remembers that it was; false when the consultant does not have it.
pub(super) async fn delete_skill(
    tx: &mut Tx,
    company: CompanyId,
    id: ConsultantId,
    skill: SkillId,
) -> Result<bool, DbError> {
    let now = tx.now();
    let done = sqlx::query!(
        "WITH gone AS (DELETE FROM consultant_skills WHERE consultant_id = $1 AND skill_id = $2 RETURNING consultant_id, skill_id)
        INSERT INTO removed_skills (company_id, consultant_id, skill_id, removed_at) SELECT $3, consultant_id, skill_id, $4 FROM gone
        ON CONFLICT (consultant_id, skill_id) DO UPDATE SET removed_at = excluded.removed_at",
        id.0,
        skill.0,
        company.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
