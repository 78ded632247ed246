//! A bucket of any S3 server as file store.

use super::{keys, proof::Proof};
use crate::{
    config::Secret,
    ports::{FileStore, FileStoreError},
};
use async_trait::async_trait;
use aws_sdk_s3::{
    Client,
    config::{
        BehaviorVersion, Credentials, Region, RequestChecksumCalculation, ResponseChecksumValidation,
        timeout::TimeoutConfig,
    },
    error::{DisplayErrorContext, ProvideErrorMetadata, SdkError},
    operation::get_object::GetObjectOutput,
    primitives::ByteStream,
};
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio_util::io::ReaderStream;

/// Objects of one bucket. It is made once in a process' life at most: one that was there and is gone took the files with it, so the store
/// is away, and no file of it is missing.
#[derive(Debug, Clone)]
pub struct S3FileStore {
    client: Client,
    bucket: String,
    /// This process has seen the bucket.
    seen: Arc<AtomicBool>,
    /// It takes files.
    proof: Proof,
}

/// An empty object that proves that the bucket takes some; no key of a file is in this folder.
const PROBE: &str = "health/writable";

impl S3FileStore {
    /// A store in this bucket, which is made when it is not there. `endpoint`: the server's base URL; none for AWS itself.
    #[must_use]
    pub fn new(endpoint: Option<&str>, bucket: &str, region: &str, access_key_id: &str, secret: &Secret) -> Self {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(3))
            .operation_attempt_timeout(Duration::from_secs(60))
            .build();
        let mut config = aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .credentials_provider(Credentials::new(
                access_key_id,
                secret.expose(),
                None,
                None,
                "configuration",
            ))
            .region(Region::new(region.to_owned()))
            // Servers other than AWS have no host name per bucket, and not all of them know the newer checksums.
            .force_path_style(true)
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
            .timeout_config(timeouts);
        if let Some(url) = endpoint {
            config = config.endpoint_url(url);
        }
        Self {
            client: Client::from_conf(config.build()),
            bucket: bucket.to_owned(),
            seen: Arc::default(),
            proof: Proof::default(),
        }
    }

    async fn put_once(&self, key: &str, content: Bytes, content_type: &str) -> Result<(), Fault> {
        self.client
            .put_object()
            .bucket(&self.bucket)
            .key(key)
            .content_type(content_type)
            .body(ByteStream::from(content))
            .send()
            .await
            .map_err(Fault::of)?;
        Ok(())
    }

    fn was_seen(&self) -> bool {
        self.seen.load(Ordering::Acquire)
    }

    fn saw(&self) {
        self.seen.store(true, Ordering::Release);
    }

    async fn make_bucket(&self) -> Result<(), FileStoreError> {
        let made = match self
            .client
            .create_bucket()
            .bucket(&self.bucket)
            .send()
            .await
            .map_err(Fault::of)
        {
            // Another process was faster.
            Err(fault) if !fault.is(&["BucketAlreadyOwnedByYou", "BucketAlreadyExists"]) => Err(fault.named("")),
            _ => Ok(()),
        };
        made.inspect(|()| self.saw())
    }

    async fn open(&self, key: &str) -> Result<GetObjectOutput, FileStoreError> {
        keys::check(key)?;
        let found = self.client.get_object().bucket(&self.bucket).key(key).send().await;
        match found.map_err(|e| Fault::of(e).named(key)) {
            // Not every server says which of the two is missing.
            Err(FileStoreError::NotFound(_)) if self.is_gone().await => Err(no_bucket()),
            other => other,
        }
    }

    /// The bucket is not there; a caller who may not ask does not know.
    async fn is_gone(&self) -> bool {
        let found = self.client.head_bucket().bucket(&self.bucket).send().await;
        found
            .map_err(Fault::of)
            .is_err_and(|fault| fault.is(&["NotFound", "NoSuchBucket"]))
    }
}

#[async_trait]
impl FileStore for S3FileStore {
    async fn put(&self, key: &str, content: Bytes, content_type: &str) -> Result<(), FileStoreError> {
        keys::check(key)?;
        match self.put_once(key, content.clone(), content_type).await {
            Err(fault) if fault.is(&["NoSuchBucket"]) && !self.was_seen() => {
                self.make_bucket().await?;
                self.put_once(key, content, content_type)
                    .await
                    .map_err(|f| f.named(key))
            }
            put => {
                self.proof.note(put.is_ok());
                put.map_err(|f| f.named(key)).inspect(|()| self.saw())
            }
        }
    }

    async fn get(&self, key: &str) -> Result<Bytes, FileStoreError> {
        let body = self.open(key).await?.body.collect().await;
        body.map(|b| b.into_bytes())
            .map_err(|e| FileStoreError::Unavailable(e.to_string()))
    }

    async fn stream(
        &self,
        key: &str,
    ) -> Result<(u64, BoxStream<'static, Result<Bytes, FileStoreError>>), FileStoreError> {
        let found = self.open(key).await?;
        let size = found.content_length.and_then(|n| u64::try_from(n).ok());
        let size = size.ok_or_else(|| FileStoreError::Unavailable("the server names no size".to_owned()))?;
        let pieces = ReaderStream::with_capacity(found.body.into_async_read(), 64 * 1024)
            .map_err(|e| FileStoreError::Unavailable(e.to_string()));
        Ok((size, pieces.boxed()))
    }

    async fn delete(&self, key: &str) -> Result<(), FileStoreError> {
        keys::check(key)?;
        let deleted = self.client.delete_object().bucket(&self.bucket).key(key).send().await;
        match deleted.map_err(Fault::of) {
            Err(fault) if !fault.is(&["NoSuchKey", "NotFound"]) => Err(fault.named(key)),
            _ => Ok(()),
        }
    }

    async fn ready(&self) -> Result<(), FileStoreError> {
        match self
            .client
            .head_bucket()
            .bucket(&self.bucket)
            .send()
            .await
            .map_err(Fault::of)
        {
            Ok(_) => self.saw(),
            // A look at a bucket has no body that could name the fault.
            Err(fault) if fault.is(&["NotFound", "NoSuchBucket"]) => {
                if self.was_seen() {
                    return Err(no_bucket());
                }
                self.make_bucket().await?;
            }
            Err(fault) => return Err(fault.named("")),
        }
        if self.proof.holds() {
            return Ok(());
        }
        let proved = self.put_once(PROBE, Bytes::new(), "text/plain").await;
        self.proof.note(proved.is_ok());
        proved.map_err(|fault| fault.named(PROBE))
    }
}

fn no_bucket() -> FileStoreError {
    FileStoreError::Unavailable("its bucket is not there".to_owned())
}

/// What the server said, or that it said nothing.
struct Fault {
    code: Option<String>,
    status: Option<u16>,
    text: String,
}

impl Fault {
    fn of<E>(error: SdkError<E>) -> Self
    where
        E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    {
        Self {
            code: error.code().map(str::to_owned),
            status: error.raw_response().map(|r| r.status().as_u16()),
            text: DisplayErrorContext(&error).to_string(),
        }
    }

    fn is(&self, codes: &[&str]) -> bool {
        self.code.as_deref().is_some_and(|code| codes.contains(&code))
    }

    fn named(self, key: &str) -> FileStoreError {
        // 507 and the two names are what MinIO and Ceph answer when a disk or a quota is full.
        if self.is(&["XMinioStorageFull", "QuotaExceeded", "InsufficientStorage"]) || self.status == Some(507) {
            FileStoreError::Full
        } else if self.is(&["NoSuchKey", "NotFound"]) {
            FileStoreError::NotFound(key.to_owned())
        } else {
            FileStoreError::Unavailable(self.text)
        }
    }
}
