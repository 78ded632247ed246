//! What a key may look like: it must be safe as a path and taken by every object store.

use crate::ports::FileStoreError;

/// S3's own limit, in bytes.
const LONGEST_KEY: usize = 1024;
/// The longest file name of common file systems, in bytes.
const LONGEST_SEGMENT: usize = 255;

/// Checks a key. No segment begins with a dot: `..` would leave the store, and the disk store keeps its unfinished files under such a name.
pub(super) fn check(key: &str) -> Result<(), FileStoreError> {
    let is_segment = |s: &str| {
        (1..=LONGEST_SEGMENT).contains(&s.len())
            && !s.starts_with('.')
            && s.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_=".contains(&b))
    };
    if key.len() <= LONGEST_KEY && key.split('/').all(is_segment) {
        Ok(())
    } else {
        Err(FileStoreError::InvalidKey(key.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_leave_the_store_is_no_key() {
        for bad in [
            "",
            "/",
            "/etc/passwd",
            "a/../b",
            "..",
            "a//b",
            "a/",
            ".hidden",
            "a/.b",
            "a b",
            "é",
            "a\\b",
            "a\0b",
            "a:b",
        ] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
        assert!(check(&"a".repeat(256)).is_err());
        assert!(check(&vec!["abcdefgh"; 120].join("/")).is_err());
    }

    #[test]
    fn what_the_product_makes_is_one() {
        for good in ["resumes/12/0b9f.pdf", "lake/year=2026/month=11/part-0_1.json", "a"] {
            assert!(check(good).is_ok(), "{good:?}");
        }
    }
}
