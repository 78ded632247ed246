//! Where files are kept: a folder, or a bucket where one is named.

use super::{secret::Secret, source::Source};
use std::path::PathBuf;

/// Where files are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileStoreConfig {
    /// A folder that api and workers share.
    Disk {
        /// Its path.
        dir: PathBuf,
    },
    /// A bucket of any S3 server.
    S3 {
        /// Base URL; none for AWS itself.
        endpoint: Option<String>,
        /// Made when missing.
        bucket: String,
        /// Region name.
        region: String,
        /// Access key id.
        access_key_id: String,
        /// Secret access key.
        secret_access_key: Secret,
    },
}

/// A bucket if the settings name one, else a folder.
pub(super) fn file_store(s: &mut Source) -> FileStoreConfig {
    match s.optional("S3_BUCKET") {
        None => FileStoreConfig::Disk {
            dir: PathBuf::from(s.text("STORAGE_DIR", ".data/files")),
        },
        Some(bucket) => FileStoreConfig::S3 {
            endpoint: s.optional("S3_ENDPOINT"),
            bucket,
            region: s.text("S3_REGION", "us-east-1"),
            access_key_id: s.required("S3_ACCESS_KEY_ID", "the access key of S3_BUCKET"),
            secret_access_key: Secret::new(s.required("S3_SECRET_ACCESS_KEY", "the secret key of S3_BUCKET")),
        },
    }
}
