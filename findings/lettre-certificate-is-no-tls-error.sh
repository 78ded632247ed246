#!/usr/bin/env bash
# lettre 0.11.23 (Tokio, rustls): a server whose certificate is not trusted.
#
# Seen:     the error's `is_tls()` is false, as are `is_client()`, `is_response()` and `is_timeout()`; only its words ("Connection error: ...
#           invalid peer certificate") tell it from a server that was not reached.
# Guess:    `is_tls()` ("true if the error is from TLS") is true for a handshake that fails.
# So what:  who tells an operator what is wrong with the mail server by the kind of the error sends them to look at the network.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cargo init --quiet --name probe --vcs none .
cat > Cargo.toml <<'TOML'
[package]
name = "probe"
version = "0.1.0"
edition = "2024"

[dependencies]
lettre = { version = "=0.11.23", default-features = false, features = ["builder", "smtp-transport", "tokio1", "tokio1-rustls", "aws-lc-rs", "rustls-platform-verifier"] }
rcgen = { version = "=0.14.10", default-features = false, features = ["aws_lc_rs", "crypto"] }
tokio = { version = "=1.54.1", features = ["macros", "net", "rt-multi-thread"] }
tokio-rustls = { version = "0.26", default-features = false, features = ["aws-lc-rs", "tls12"] }
TOML
cat > src/main.rs <<'RUST'
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, pki_types::PrivateKeyDer},
};

#[tokio::main]
async fn main() {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            // The client hangs up: it does not know the certificate's authority.
            let _ = TlsAcceptor::from(Arc::new(config.clone())).accept(socket).await;
        }
    });
    let url = format!("smtps://localhost:{port}");
    let mailer: AsyncSmtpTransport<Tokio1Executor> = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).unwrap().build();
    let error = mailer.test_connection().await.expect_err("the certificate is not trusted");
    println!("is_tls={} is_client={} is_response={} is_timeout={}", error.is_tls(), error.is_client(), error.is_response(), error.is_timeout());
    let mut words = error.to_string();
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(&error);
    while let Some(inner) = cause {
        words = format!("{words}: {inner}");
        cause = inner.source();
    }
    println!("{words}");
}
RUST
seen="$(cargo run --quiet)"
echo "$seen"
grep -qx 'is_tls=false is_client=false is_response=false is_timeout=false' <<<"$seen"
grep -qi 'certificate' <<<"$seen"
