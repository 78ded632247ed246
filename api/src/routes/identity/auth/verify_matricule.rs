//! POST /auth/verify-matricule

use crate::{
    body,
    extract::Json,
    openapi::refusals::{Invalid, Limited},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use shared::{
    kernel::{FaultKind, Whole},
    recruiting::employee_records,
};

body! {
    /// Which number.
    pub struct Matricule requires [matricule] {
        /// An employee's number.
        matricule: Whole<1, 999_999_999> = 1042,
    }
}

/// What is said of a number, and all that is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Verified {
    /// An employee has it.
    #[schema(example = true)]
    valid: bool,
}

/// Verify a matricule
///
/// Public, for sign-up forms. It counts with the log-ins of an address, so that nobody walks through all numbers.
#[utoipa::path(
    post, path = "/auth/verify-matricule", operation_id = "verify_matricule", tag = "auth", security(()), request_body = Matricule,
    responses((status = 200, description = "Whether an employee has it", body = Verified), Invalid, Limited)
)]
pub async fn verify_matricule(State(app): State<App>, Json(body, _): Json<Matricule>) -> Result<Response, Problem> {
    let given = body.matricule.optional();
    let matricule = given.ok_or_else(|| Problem::body("matricule", FaultKind::Required))?;
    let valid = employee_records::is_known(app.db.pool(), matricule.get().into()).await?;
    Ok(Reply::ok(&Verified { valid })?.into_response())
}
