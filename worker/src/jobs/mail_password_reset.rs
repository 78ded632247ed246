//! Sends the way to a new password.

use crate::{
    runtime::{JobContext, JobError, Outcome},
    state::State,
};
use serde_json::json;
use shared::{
    identity::password_resets::{jobs::PasswordResetMail, letter, usecases},
    ports::{Letter, MailError},
};
use std::{sync::Arc, time::Duration};

/// Between two tries at a server that said to come later: one that sees somebody knock every few seconds takes it for an abuser.
const LATER: Duration = Duration::from_secs(60);

/// Sends the letter, if the address is somebody's and the link still good. Mail has no key that makes a second try harmless: a worker that dies
/// between the server's yes and the commit sends it again, with the same link and the same Message-ID.
///
/// # Errors
/// The server refuses the letter (for good), takes none now (another try, as long as the link is good), or may have taken it (so many tries as the
/// policy says).
pub async fn run(state: Arc<State>, ctx: JobContext, job: PasswordResetMail) -> Result<Outcome, JobError> {
    let id = job.password_reset_id;
    let Some(open) = usecases::to_send(&state.db, id).await? else {
        return Ok(Outcome::Done(json!({ "sent": false })));
    };
    let token = state.tokens.resetting(id).find(|token| token.hash == open.token_hash);
    let token = token.ok_or_else(|| {
        JobError::fail(
            "key_unknown",
            "le lien a été fait avec une SECRET_KEY que ce worker n'a pas",
            "the link was made with a SECRET_KEY that this worker does not have",
        )
    })?;
    let content = letter::content(&state.public_url, token.token.expose(), open.locale);
    let letter = Letter {
        id: ctx.id().to_string(),
        to: open.email,
        subject: content.subject.to_owned(),
        text: content.text,
        html: content.html,
    };
    match state.mailer.send(&letter).await {
        Ok(()) => Ok(Outcome::Done(json!({ "sent": true }))),
        Err(MailError::Refused(why)) => Err(JobError::fail(
            "mail_refused",
            format!("le courrier est refusé : {why}"),
            format!("the mail is refused: {why}"),
        )),
        Err(MailError::Unavailable(why)) => Err(JobError::postpone(
            "mail_unavailable",
            format!("le serveur de courrier ne prend rien pour le moment : {why}"),
            format!("the mail server takes nothing now: {why}"),
        )),
        Err(MailError::Later(why)) => Err(JobError::postpone_for(
            LATER,
            "mail_unavailable",
            format!("le serveur de courrier ne prend rien pour le moment : {why}"),
            format!("the mail server takes nothing now: {why}"),
        )),
        // Counted: each try may be one more letter in the person's inbox.
        Err(MailError::Unclear(why)) => Err(JobError::retry(
            "mail_unclear",
            format!("le courrier est peut-être arrivé : {why}"),
            format!("the mail may have arrived: {why}"),
        )),
    }
}
