//! How letters leave, and where their links lead.

use super::{address, secret::Secret, source::Source};
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
    if let Err(wrong) = check_server(&url) {
        s.fault(
            "SMTP_URL",
            &format!("{wrong}; it must be like smtps://user:password@host or smtp://user:password@host?tls=required"),
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

/// What our mailer reads in the address of a server.
fn check_server(url: &str) -> Result<(), String> {
    let read = address::read(url, &["smtps://", "smtp://"])?;
    if read.host_str().is_none_or(str::is_empty) {
        return Err("it names no host".to_owned());
    }
    if read.username().is_empty() != read.password().is_none_or(str::is_empty) {
        return Err("a user and a password come together".to_owned());
    }
    for (name, value) in read.query_pairs() {
        if name != "tls" || !["required", "opportunistic"].contains(&&*value) {
            return Err("behind `?` stands tls=required or tls=opportunistic, and nothing else".to_owned());
        }
    }
    Ok(())
}

fn check_sender(s: &mut Source, from: &str) {
    let named = from.rsplit_once('<');
    let address = named.map_or(from, |(_, rest)| rest.strip_suffix('>').unwrap_or_default());
    // Signs that mean something else in a header (RFC 5322, 3.2.3) stand between quotes.
    let name = named.map_or("", |(name, _)| name.trim());
    let is_quoted = name.len() > 1 && name.starts_with('"') && name.ends_with('"');
    let is_name = is_quoted || !name.contains(|c: char| "()<>[]:;@\\,.\"".contains(c));
    if !from.is_empty() && (EmailAddress::parse(address).is_err() || !is_name) {
        s.fault(
            "MAIL_FROM",
            "it must be like TalentMatch <no-reply@example.com>, or \"Talents, Inc.\" <no-reply@example.com>",
        );
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
    match address::read(&url, &["http://", "https://"]) {
        Err(wrong) => s.fault("PUBLIC_URL", &wrong),
        // Paths are put behind it.
        Ok(read) if read.query().is_some() || read.fragment().is_some() || !read.username().is_empty() => {
            s.fault("PUBLIC_URL", "it has no user, no `?` and no `#`: links go on behind it");
        }
        Ok(_) => {}
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
        for good in [
            "no-reply@exemple.fr",
            "Talents <no-reply@exemple.fr>",
            "\"Talents, Lyon\" <no-reply@exemple.fr>",
        ] {
            assert!(read(&[url, public, ("MAIL_FROM", good)]).is_ok(), "{good}");
        }
        for bad in [
            "Talents",
            "Talents <no-reply>",
            "Talents <no-reply@exemple.fr",
            "Talents, Lyon <no-reply@exemple.fr>",
        ] {
            let faults = read(&[url, public, ("MAIL_FROM", bad)]).unwrap_err().0;
            assert!(
                matches!(faults.as_slice(), [one] if one.starts_with("MAIL_FROM")),
                "{bad}: {faults:?}"
            );
        }
    }

    #[test]
    fn what_the_mailer_or_a_link_would_stumble_over_is_a_fault_at_start() {
        let from = ("MAIL_FROM", "no-reply@exemple.fr");
        let (server, public) = ("smtp://u:p@mail.exemple.fr?tls=required", "https://talent.exemple.fr");
        let faults = |server: &str, public: &str| match read(&[("SMTP_URL", server), ("PUBLIC_URL", public), from]) {
            Ok(_) => Vec::new(),
            Err(error) => error.0,
        };
        for good in [
            server,
            "smtp://127.0.0.1",
            "smtps://u:p%40ss@mail.exemple.fr:465",
            "smtp://u:p@[::1]:587/talent?tls=opportunistic",
        ] {
            assert_eq!(faults(good, public), Vec::<String>::new(), "{good}");
        }
        for bad in [
            "smtp://u:p@127.0.0.1?tls=whatever",
            "smtp://u:p@127.0.0.1?ssl=true",
            "smtp://u:p@127.0.0.1:99999",
            "smtp://",
            "smtp://u@127.0.0.1",
            "smtp://:p@127.0.0.1",
        ] {
            let found = faults(bad, public);
            assert!(
                matches!(found.as_slice(), [one] if one.starts_with("SMTP_URL") && !one.contains("127.0.0.1")),
                "{bad}: {found:?}"
            );
        }
        for bad in [
            "http://",
            "https://x.fr/app?x=1#y",
            "https://x.fr#y",
            "https://u:p@x.fr",
            "https://x.fr:port",
            "ftp://x",
        ] {
            let found = faults(server, bad);
            assert!(
                matches!(found.as_slice(), [one] if one.starts_with("PUBLIC_URL")),
                "{bad}: {found:?}"
            );
        }
        assert_eq!(faults(server, "https://x.fr:8443/app/"), Vec::<String>::new());
    }
}
