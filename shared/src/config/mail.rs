//! How letters leave, and where their links lead.

use super::{Secret, Source};
use crate::kernel::EmailAddress;
use std::path::PathBuf;

/// Letters to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailConfig {
    /// How they leave.
    pub transport: MailTransport,
    /// Whom they are from: `Name <address>`, or the address alone.
    pub from: String,
}

/// How letters leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailTransport {
    /// By a mail server.
    Smtp {
        /// With user and password.
        url: Secret,
    },
    /// As files.
    Folder {
        /// Its path.
        dir: PathBuf,
    },
}

impl MailConfig {
    /// Letters pass the network in the clear.
    pub(super) fn is_plain(&self) -> bool {
        match &self.transport {
            MailTransport::Smtp { url } => {
                url.expose().starts_with("smtp://") && !url.expose().contains("tls=required")
            }
            MailTransport::Folder { .. } => false,
        }
    }
}

const LOCAL: &str = "http://127.0.0.1:8000";

/// Nobody's (RFC 2606, 2): a file is not answered.
const NOBODY: &str = "TalentMatch <no-reply@talentmatch.invalid>";

/// What the settings say, a folder when they name no server.
pub(super) fn mail(s: &mut Source) -> MailConfig {
    let Some(url) = s.optional("SMTP_URL") else {
        let dir = PathBuf::from(s.text("MAIL_DIR", ".data/mail"));
        let from = s.text("MAIL_FROM", NOBODY);
        check_sender(s, &from);
        return MailConfig {
            transport: MailTransport::Folder { dir },
            from,
        };
    };
    let schemes = ["smtps://", "smtp://"];
    let host = schemes.iter().find_map(|scheme| url.strip_prefix(scheme));
    if host.is_none_or(str::is_empty) {
        s.fault(
            "SMTP_URL",
            "it must be like smtps://user:password@host or smtp://user:password@host?tls=required",
        );
    }
    let from = s.required(
        "MAIL_FROM",
        "whom letters are from, like TalentMatch <no-reply@example.com>",
    );
    check_sender(s, &from);
    MailConfig {
        transport: MailTransport::Smtp { url: Secret::new(url) },
        from,
    }
}

fn check_sender(s: &mut Source, from: &str) {
    let named = from.rsplit_once('<');
    let address = named.map_or(from, |(_, rest)| rest.strip_suffix('>').unwrap_or_default());
    if !from.is_empty() && EmailAddress::parse(address).is_err() {
        s.fault("MAIL_FROM", "it must be like TalentMatch <no-reply@example.com>");
    }
}

/// Links in letters that leave this machine lead to an address that was thought about.
pub(super) fn public_url(s: &mut Source) -> String {
    if s.optional("PUBLIC_URL").is_none() && s.optional("SMTP_URL").is_some() {
        s.fault(
            "PUBLIC_URL",
            "it is not set; links in letters begin with it, like https://talent.example.com",
        );
    }
    let url = s.text("PUBLIC_URL", LOCAL);
    if !["http://", "https://"].iter().any(|scheme| url.starts_with(scheme)) {
        s.fault("PUBLIC_URL", "it must begin with http:// or https://");
    }
    url.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, ConfigError, MailTransport, Source};

    fn read(more: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let minimal = [
            ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
            ("DATABASE_URL", "postgres://x"),
            ("REDIS_URL", "redis://x"),
        ];
        let all = minimal.iter().chain(more);
        let owned = all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::from_source(Source::from_map(owned.collect()))
    }

    #[test]
    fn without_a_server_letters_become_files() {
        let config = read(&[("PUBLIC_URL", "https://talent.exemple.fr/")]).unwrap();
        assert!(matches!(config.mail.transport, MailTransport::Folder { .. }));
        assert_eq!(config.public_url, "https://talent.exemple.fr");
    }

    #[test]
    fn a_server_needs_a_sender_and_links_that_lead_somewhere() {
        let faults = read(&[("SMTP_URL", "mail.exemple.fr")]).unwrap_err().0;
        for name in ["SMTP_URL", "MAIL_FROM", "PUBLIC_URL"] {
            assert!(
                faults.iter().any(|fault| fault.starts_with(name)),
                "{name} in {faults:?}"
            );
        }
        let url = ("SMTP_URL", "smtps://u:p@mail.exemple.fr");
        let public = ("PUBLIC_URL", "https://talent.exemple.fr");
        for good in ["no-reply@exemple.fr", "Talents <no-reply@exemple.fr>"] {
            assert!(read(&[url, public, ("MAIL_FROM", good)]).is_ok(), "{good}");
        }
        for bad in ["Talents", "Talents <no-reply>", "Talents <no-reply@exemple.fr"] {
            let faults = read(&[url, public, ("MAIL_FROM", bad)]).unwrap_err().0;
            assert!(
                matches!(faults.as_slice(), [one] if one.starts_with("MAIL_FROM")),
                "{bad}: {faults:?}"
            );
        }
    }
}
