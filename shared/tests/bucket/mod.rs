//! An S3 server in the test's own process, which can be told to let nobody write.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use async_trait::async_trait;
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use s3s::{
    S3Result,
    access::{S3Access, S3AccessContext},
    auth::SimpleAuth,
    s3_error,
    service::S3ServiceBuilder,
};
use shared::{
    config::{FileStoreConfig, Secret},
    testing::unique,
};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// The server; it ends with the test's runtime.
pub struct Server {
    pub url: String,
    /// The folder that has its buckets.
    pub disk: PathBuf,
    pub read_only: Arc<AtomicBool>,
}

struct Access(Arc<AtomicBool>);

#[async_trait]
impl S3Access for Access {
    async fn check(&self, asked: &mut S3AccessContext<'_>) -> S3Result<()> {
        let reads = matches!(asked.method().as_str(), "GET" | "HEAD");
        if asked.credentials().is_none() || (!reads && self.0.load(Ordering::SeqCst)) {
            return Err(s3_error!(AccessDenied));
        }
        Ok(())
    }
}

pub fn folder() -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(unique("files"));
    std::fs::create_dir_all(&dir).expect("a folder");
    dir
}

pub async fn s3_server() -> Server {
    let disk = folder();
    let read_only = Arc::new(AtomicBool::new(false));
    let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(&disk).expect("a folder"));
    service.set_auth(SimpleAuth::from_single("access", "secret"));
    service.set_access(Access(Arc::clone(&read_only)));
    let service = service.build();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let builder = Builder::new(TokioExecutor::new());
                // A client that hangs up is none of the test's business.
                let _ = builder.serve_connection(TokioIo::new(socket), service).await;
            });
        }
    });
    Server { url, disk, read_only }
}

pub fn s3(url: &str, bucket: &str, secret: &str) -> FileStoreConfig {
    FileStoreConfig::S3 {
        endpoint: Some(url.to_owned()),
        bucket: bucket.to_owned(),
        region: "us-east-1".into(),
        access_key_id: "access".into(),
        secret_access_key: Secret::new(secret),
    }
}
