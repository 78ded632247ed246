//! An SMTP server as mailer. The URL says how it is spoken to: `smtps://` over TLS from the start, `smtp://...?tls=required` over STARTTLS, and
//! `smtp://` alone in the clear, for a server on this machine.

use super::message;
use crate::ports::{Letter, MailError, Mailer};
use async_trait::async_trait;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{self, response::Code},
};
use std::{error::Error, fmt, time::Duration};

/// For each answer of the server's.
const PATIENCE: Duration = Duration::from_secs(20);

/// Replies that refuse us, not the letter: whoever sends has to log in, or to encrypt (RFC 4954, 6; RFC 3207, 4).
const ABOUT_US: [u16; 4] = [530, 534, 535, 538];

/// Sends over kept connections.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpMailer")
    }
}

impl SmtpMailer {
    /// To the server of this URL.
    ///
    /// # Errors
    /// It is no such URL.
    pub fn new(url: &str, from: Mailbox) -> Result<Self, String> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url);
        let builder = builder.map_err(|_| "SMTP_URL is not one".to_owned())?;
        let transport = builder.timeout(Some(PATIENCE)).build();
        Ok(Self { transport, from })
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let message = message(letter, &self.from)?;
        // What breaks off before the letter is begun is told apart from what breaks off in its midst.
        if !self.transport.test_connection().await.map_err(|error| fault(&error))? {
            return Err(MailError::Unavailable("the connection broke off".to_owned()));
        }
        let sent = self.transport.send(message).await;
        sent.map(drop).map_err(|error| {
            // The pool may have opened another connection for it.
            let is_before = error.is_client() || error.is_tls() || words(&error).starts_with("connection error");
            if error.status().is_some() || is_before {
                fault(&error)
            } else {
                MailError::Unclear("the connection broke off while it was handed over".to_owned())
            }
        })
    }
}

/// What the server said goes by its number: its words may hold the address.
fn fault(error: &smtp::Error) -> MailError {
    let number = error.status().map(number);
    let said = words(error);
    let is_about = |what: &[&str]| what.iter().any(|word| said.contains(word));
    match number {
        Some(n) if error.is_permanent() && !ABOUT_US.contains(&n) => {
            MailError::Refused(format!("the mail server answered {n}"))
        }
        Some(n) => MailError::Later(format!("it answered {n}")),
        None if is_about(&["starttls"]) => MailError::Unavailable("it offers no encryption (STARTTLS)".to_owned()),
        None if is_about(&["certificate"]) => MailError::Unavailable("its certificate is not trusted".to_owned()),
        None if error.is_tls() || is_about(&["corrupt message", "handshake", "tls"]) => {
            MailError::Unavailable("no encrypted connection comes about: is it the right port?".to_owned())
        }
        None if error.is_timeout() => MailError::Unavailable("it did not answer in time".to_owned()),
        None if error.is_client() => MailError::Unavailable("it offers no way of ours to log in".to_owned()),
        None => MailError::Unavailable("it was not reached".to_owned()),
    }
}

/// What the library and those below it say, in small letters: it tells their failures apart by these alone.
fn words(error: &smtp::Error) -> String {
    let mut said = error.to_string();
    let mut below = error.source();
    while let Some(cause) = below {
        said.push_str(&format!(": {cause}"));
        below = cause.source();
    }
    said.to_lowercase()
}

fn number(code: Code) -> u16 {
    code.into()
}
