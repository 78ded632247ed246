//! PUT and PATCH /schedules/{name}

use crate::{
    body,
    extract::{Amendment, Auth, IfTag, Path, RequestOrigin, value::OneOf},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::{Problem, from::of_line},
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    jobs::schedules::{
        CatchUp, Cron, Zone,
        queries::{self, ScheduleState},
        usecases::{self, Settings},
    },
    kernel::{FaultKind, Faults, Line},
};

body! {
    /// A schedule's settings: fields given are set, absent ones stay.
    pub struct ScheduleFields keeps [cron, timezone, enabled, catch_up] {
        /// Minute, hour, day of month, month, day of week by name.
        cron: Line<100> = "15 3 * * MON-FRI",
        /// IANA name.
        timezone: Line<60> = "Europe/Paris",
        /// Nothing is fired while false.
        enabled: bool = true,
        /// What becomes of due times that nobody was there for.
        catch_up: OneOf<CatchUp> = "latest",
    }
}

/// Change a schedule
///
/// The next due time is the first of the new line after now. A schedule as `GET` shows it can be sent back whole.
#[utoipa::path(
    method(put, patch), path = "/schedules/{name}", operation_id = "set_schedule", tag = "operations",
    params(("name" = String, Path, description = "The schedule")), request_body = ScheduleFields,
    responses((status = 200, description = "The schedule", body = ScheduleState), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn set_schedule(
    State(app): State<App>,
    auth: Auth,
    Path(name): Path<String>,
    expected: IfTag,
    RequestOrigin(origin): RequestOrigin,
    amendment: Amendment<ScheduleFields>,
) -> Result<Reply, Problem> {
    let (grant, read) = (auth.grant()?, auth.grant()?);
    let all = queries::list(app.db.pool(), read).await?;
    let old = all.into_iter().find(|s| s.name == name);
    let (body, mut noted) = amendment.against(old.as_ref())?;
    let Some(old) = old else {
        noted.done()?;
        return Err(Problem::NotFound("schedule"));
    };
    expected.check(Reply::ok(&old)?.tagged_by_content().etag.as_ref())?;
    let mut faults = Faults::default();
    let (mut cron, mut timezone) = (Line::parse(&old.cron).ok(), Line::parse(&old.timezone).ok());
    let (mut enabled, mut catch_up) = (old.enabled, OneOf(old.catch_up));
    body.cron.apply(&mut cron);
    body.timezone.apply(&mut timezone);
    body.enabled.apply_required(&mut enabled, "enabled", &mut faults);
    body.catch_up.apply_required(&mut catch_up, "catch_up", &mut faults);
    let cron = cron.ok_or(FaultKind::NotNullable);
    let cron = cron.and_then(|c: Line<100>| Cron::parse(c.as_str()).map_err(|fault| of_line(&fault)));
    let timezone = timezone.ok_or(FaultKind::NotNullable);
    let timezone = timezone.and_then(|t: Line<60>| Zone::parse(t.as_str()).map_err(|fault| of_line(&fault)));
    let (cron, timezone) = (faults.note("cron", cron), faults.note("timezone", timezone));
    noted.extend(faults);
    let (cron, timezone) = noted
        .with(Ok::<_, Problem>(cron.zip(timezone)))?
        .ok_or_else(|| Problem::internal("a line without a fault is none"))?;
    let mut tx = app.db.begin().await?;
    usecases::configure(
        &mut tx,
        grant,
        &name,
        &Settings {
            cron,
            timezone,
            enabled,
            catch_up: catch_up.0,
        },
        &origin,
    )
    .await?;
    tx.commit().await?;
    let all = queries::list(app.db.pool(), read).await?;
    let now = all
        .into_iter()
        .find(|s| s.name == name)
        .ok_or(Problem::NotFound("schedule"))?;
    Ok(Reply::ok(&now)?.tagged_by_content())
}
