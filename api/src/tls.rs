//! HTTPS without a proxy in front: rustls, with the certificate that the configuration holds.

use anyhow::Context;
use axum::{
    Router,
    extract::{ConnectInfo, Request, connect_info::Connected},
    middleware::map_request,
    serve::IncomingStream,
};
use shared::config::TlsConfig;
use std::{net::SocketAddr, sync::Arc, time::Duration};
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

/// Whence a connection over TLS came.
#[derive(Debug, Clone, Copy)]
pub struct Peer(SocketAddr);

/// The listener's encrypted form.
pub type Encrypting = TlsListener<TcpListener, TlsAcceptor>;

impl Connected<IncomingStream<'_, Encrypting>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Encrypting>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// The service as it is behind such a listener: requests know their peer as elsewhere, and that they came encrypted.
pub fn behind(service: Router) -> Router {
    service.layer(map_request(async |mut request: Request| {
        if let Some(ConnectInfo(Peer(address))) = request.extensions().get::<ConnectInfo<Peer>>().copied() {
            request.extensions_mut().insert(ConnectInfo(address));
            request.extensions_mut().insert(Encrypted);
        }
        request
    }))
}

/// Listens for TLS where the other listens for bytes.
///
/// # Errors
/// The certificate or its key is not PEM, or they do not belong together.
pub fn listen(listener: TcpListener, config: &TlsConfig) -> anyhow::Result<Encrypting> {
    let certificates = CertificateDer::pem_slice_iter(config.certificates.as_bytes());
    let certificates: Vec<_> = certificates.collect::<Result<_, _>>().context("TLS_CERT")?;
    let key = PrivateKeyDer::from_pem_slice(config.key.expose().as_bytes()).context("TLS_KEY")?;
    let mut tls = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(certificates, key)
        .context("TLS_CERT and TLS_KEY")?;
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(tls_listener::builder(TlsAcceptor::from(Arc::new(tls)))
        .handshake_timeout(HANDSHAKE)
        .listen(listener))
}
