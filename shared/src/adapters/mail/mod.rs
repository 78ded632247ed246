//! Letters out: by SMTP, or into a folder.

pub mod folder;
pub mod smtp;

use crate::{
    config::{MailConfig, MailTransport},
    ports::{Letter, MailError, Mailer},
};
use lettre::{
    Message,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
};
use std::{error::Error, sync::Arc};

/// The mailer that the configuration names. Connects to nothing yet.
///
/// # Errors
/// SMTP_URL or MAIL_FROM is not one; the configuration said so at start.
pub fn mailer(config: &MailConfig) -> Result<Arc<dyn Mailer>, String> {
    let from: Mailbox = config
        .from
        .parse()
        .map_err(|_| "MAIL_FROM is not a mailbox".to_owned())?;
    Ok(match &config.transport {
        MailTransport::Smtp { url } => Arc::new(smtp::SmtpMailer::new(url.expose(), from)?),
        MailTransport::Folder { dir } => Arc::new(folder::FolderMailer::new(dir, from)),
    })
}

/// No program answers it by itself (RFC 3834, 5): no notices of absence come back.
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The letter as it is sent: text and HTML, in UTF-8.
fn message(letter: &Letter, from: &Mailbox) -> Result<Message, MailError> {
    let refused = |what: &str| MailError::Refused(what.to_owned());
    let to = letter.to.as_str().parse();
    let to = to.map_err(|_| refused("its address cannot be written in a letter"))?;
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(letter.subject.clone())
        .message_id(Some(format!("<{}@{}>", letter.id, from.email.domain())))
        .header(AutoSubmitted)
        .multipart(MultiPart::alternative_plain_html(
            letter.text.clone(),
            letter.html.clone(),
        ))
        .map_err(|_| refused("it cannot be written as a letter"))
}
