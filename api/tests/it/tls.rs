//! HTTPS without a proxy: the program itself, with a certificate of the test's own.

use crate::command_line::{Killed, program};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use reqwest::{Certificate, Client};
use shared::testing::{TestDb, unique};
use std::io::{BufRead, BufReader};

/// The address that the program says it answers at.
pub fn address(serving: &mut Killed) -> String {
    let lines = BufReader::new(serving.0.stderr.take().unwrap()).lines();
    for line in lines {
        let line = line.unwrap();
        if let Some(at) = line.split("addr=").nth(1).filter(|_| line.contains("answers")) {
            return at.split_whitespace().next().unwrap().to_owned();
        }
    }
    panic!("it ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_certificate_it_speaks_https_and_nothing_else() {
    let db = TestDb::new().await;
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let folder = std::env::temp_dir().join(unique("tls"));
    std::fs::create_dir(&folder).unwrap();
    let (cert_file, key_file) = (folder.join("cert.pem"), folder.join("key.pem"));
    std::fs::write(&cert_file, cert.pem()).unwrap();
    std::fs::write(&key_file, signing_key.serialize_pem()).unwrap();
    let mut command = program(&db, &["serve"], "test");
    command
        .env("TLS_CERT_FILE", &cert_file)
        .env("TLS_KEY_FILE", &key_file)
        .env("NO_COLOR", "1");
    let mut serving = Killed(command.spawn().unwrap());
    let port = address(&mut serving).rsplit(':').next().unwrap().to_owned();
    std::fs::remove_dir_all(&folder).unwrap();

    let trusting = Client::builder()
        .tls_certs_only([Certificate::from_pem(cert.pem().as_bytes()).unwrap()])
        .build()
        .unwrap();
    let answer = trusting
        .get(format!("https://localhost:{port}/livez"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let strict = answer.headers()["strict-transport-security"].to_str().unwrap();
    assert!(
        strict.starts_with("max-age="),
        "a browser comes back over HTTPS: {strict}"
    );
    let answer = trusting
        .get(format!("https://localhost:{port}/api/v1/auth/me"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["ratelimit-limit"], "3000", "its address is known");

    let distrusting = Client::builder().build().unwrap();
    let plain = distrusting.get(format!("http://localhost:{port}/livez")).send().await;
    assert!(plain.is_err(), "nothing is answered to who does not encrypt");
    assert!(
        distrusting
            .get(format!("https://localhost:{port}/livez"))
            .send()
            .await
            .is_err()
    );
}
