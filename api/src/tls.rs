//! HTTPS without a proxy in front: rustls, with the certificate that the configuration holds.

use anyhow::anyhow;
use axum::{Router, extract::Request, middleware::map_request};
use shared::config::TlsConfig;
use std::{sync::Arc, time::Duration};
use tls_listener::TlsListener;
use tokio::net::TcpListener;
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

/// A handshake that takes longer is given up.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// The request came over TLS that ended here.
#[derive(Debug, Clone, Copy)]
pub struct Encrypted;

/// The listener's encrypted form.
pub type Encrypting = TlsListener<TcpListener, TlsAcceptor>;

/// The service as it is behind such a listener: requests know that they came encrypted.
pub fn behind(service: Router) -> Router {
    service.layer(map_request(async |mut request: Request| {
        request.extensions_mut().insert(Encrypted);
        request
    }))
}

/// Listens for TLS where the other listens for bytes.
///
/// # Errors
/// The certificate or its key is not PEM, or they do not belong together.
pub fn listen(listener: TcpListener, config: &TlsConfig) -> anyhow::Result<Encrypting> {
    let mut tls = certified(config).map_err(|faults| anyhow!(faults.join("; ")))?;
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(tls_listener::builder(TlsAcceptor::from(Arc::new(tls)))
        .handshake_timeout(HANDSHAKE)
        .listen(listener))
}

/// What is wrong with the certificate and its key, each fault beginning with the setting's name.
#[must_use]
pub fn faults(config: &TlsConfig) -> Vec<String> {
    certified(config).err().unwrap_or_default()
}

fn certified(config: &TlsConfig) -> Result<ServerConfig, Vec<String>> {
    let mut faults = Vec::new();
    let certificates = CertificateDer::pem_slice_iter(config.certificates.as_bytes());
    let certificates: Vec<_> = certificates.collect::<Result<_, _>>().unwrap_or_default();
    if certificates.is_empty() {
        faults.push(
            "TLS_CERT: it is not PEM; give the text from -----BEGIN CERTIFICATE----- on, the server's own first, or its file in TLS_CERT_FILE"
                .to_owned(),
        );
    }
    let key = PrivateKeyDer::from_pem_slice(config.key.expose().as_bytes());
    // The library's own words are left out: they may quote what was given.
    let Ok(key) = key else {
        faults.push(
            "TLS_KEY: it is not PEM; give the text from -----BEGIN PRIVATE KEY----- on, without a passphrase, or its file in TLS_KEY_FILE"
                .to_owned(),
        );
        return Err(faults);
    };
    if !faults.is_empty() {
        return Err(faults);
    }
    let made = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|made| made.with_no_client_auth().with_single_cert(certificates, key));
    made.map_err(|error| {
        vec![format!(
            "TLS_CERT: it and TLS_KEY do not make a server's certificate: {error}; give the two that belong together"
        )]
    })
}
