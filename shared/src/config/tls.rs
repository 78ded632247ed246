//! HTTPS that api speaks itself.

use super::{secret::Secret, source::Source};

/// A server's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsConfig {
    /// PEM: the server's certificate, then those that lead to the authority's.
    pub certificates: String,
    /// PEM.
    pub key: Secret,
}

/// A certificate with its key, or neither.
pub(super) fn tls(s: &mut Source) -> Option<TlsConfig> {
    match (s.optional("TLS_CERT"), s.optional("TLS_KEY")) {
        (Some(certificates), Some(key)) => Some(TlsConfig {
            certificates,
            key: Secret::new(key),
        }),
        (None, None) => None,
        (Some(_), None) => {
            s.fault("TLS_KEY", "it is not set; TLS_CERT needs its key");
            None
        }
        (None, Some(_)) => {
            s.fault("TLS_CERT", "it is not set; TLS_KEY is of a certificate");
            None
        }
    }
}
