//! POST /auth/forgot-password

use crate::{
    body,
    extract::{Draft, IdempotencyKey, RequestContext, RequestOrigin},
    openapi::refusals::{Invalid, Limited},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use serde::Serialize;
use shared::{
    identity::password_resets::usecases,
    kernel::{EmailAddress, Faults},
};
use std::ops::ControlFlow;

body! {
    /// Who lost a password.
    pub struct ForgottenPassword requires [email] {
        /// The account's address, whatever its case.
        email: EmailAddress = "manager@exemple.fr",
    }
}

/// For people.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LinkPromised {
    /// What will happen.
    #[schema(example = "Si cette adresse a un compte, un lien valable une heure lui est envoyé")]
    message: &'static str,
}

const PROMISE: [&str; 2] = [
    "Si cette adresse a un compte, un lien valable une heure lui est envoyé",
    "If this address has an account, a link that is good for an hour is sent to it",
];

/// Ask for a new password
///
/// The account's person gets a letter with a link, good for an hour and once, in the language of the request. The answer is always the same, known
/// address or not; at most three letters an hour go to one address.
#[utoipa::path(
    post, path = "/auth/forgot-password", operation_id = "forgot_password", tag = "auth", security(()), request_body = ForgottenPassword,
    responses((status = 200, description = "The same for every address", body = LinkPromised), Invalid, Limited)
)]
pub async fn forgot_password(
    State(app): State<App>,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    context: RequestContext,
    Draft(body, hash, mut noted): Draft<ForgottenPassword>,
) -> Result<Response, Problem> {
    let mut faults = Faults::default();
    let email = body.email.required("email", &mut faults);
    noted.extend(faults);
    let mut write = match key.begin_public(&app.db, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    noted.done()?;
    if let Some(email) = email {
        usecases::ask(&mut write.tx, &app.tokens, &email, context.locale, &origin).await?;
    }
    let message = context.locale.of(PROMISE);
    write.finish(Reply::ok(&LinkPromised { message })?).await
}
