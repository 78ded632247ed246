//! Hashes of older systems: bcrypt (`$2b$`, `$2a$`, `$2y$`), and `{salt}${hex}` of the booking service, which is PBKDF2-HMAC-SHA256 over
//! the salt's hexadecimal characters themselves as UTF-8, with 100,000 rounds and 32 bytes out.

use aws_lc_rs::pbkdf2;
use std::num::NonZeroU32;

/// What bcrypt looks at; it ignores the rest, so a longer password was never wholly hashed and is not taken.
const BCRYPT_BYTES: usize = 72;
pub(super) const ROUNDS: NonZeroU32 = NonZeroU32::new(100_000).expect("not zero");

/// Whether the password belongs to an older hash; none when the hash is of no older kind.
pub(super) fn check(password: &[u8], hash: &str) -> Option<bool> {
    if ["$2b$", "$2a$", "$2y$"].iter().any(|kind| hash.starts_with(kind)) {
        let fits = password.len() <= BCRYPT_BYTES;
        // Compared even when it does not fit: how long it took tells nothing.
        let is_right = bcrypt::verify(cut(password), hash).unwrap_or(false);
        return Some(fits && is_right);
    }
    let (salt, hex) = hash.split_once('$')?;
    if salt.is_empty() || !salt.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let expected = bytes(hex).filter(|bytes| bytes.len() == 32)?;
    let algorithm = pbkdf2::PBKDF2_HMAC_SHA256;
    Some(pbkdf2::verify(algorithm, ROUNDS, salt.as_bytes(), password, &expected).is_ok())
}

/// What bcrypt looks at.
pub(super) fn cut(password: &[u8]) -> &[u8] {
    &password[..password.len().min(BCRYPT_BYTES)]
}

/// The cost that a bcrypt hash names: its work is two to that power.
pub(super) fn bcrypt_cost(hash: &str) -> Option<u32> {
    let rest = ["$2b$", "$2a$", "$2y$"]
        .iter()
        .find_map(|kind| hash.strip_prefix(kind))?;
    rest.split_once('$')?.0.parse().ok()
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| {
            u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16)
                .ok()
                .filter(|_| pair.len() == 2)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fictional. The hashes below are by Python 3.11, passlib 1.7.4 and bcrypt 4.0.1:
    ///
    /// ```text
    /// bcrypt.using(rounds=12).hash(password)
    /// salt + "$" + hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), 100_000, 32).hex()
    /// bcrypt.using(rounds=4, truncate_error=False).hash("x" * 80)
    /// ```
    const PASSWORD: &str = "Mot de passe fictif 42 é";
    const BY_PASSLIB: &str = "$2b$12$G2E0wI85zrmdCd4koR3lSuDwV2tqyXsTkquyc2GV9WnffwzH2U9ae";
    const BY_HASHLIB: &str =
        "9f2c4e6a8b0d1f3a5c7e9b1d3f5a7c9e$1d288d9c6c87f08190f8511cbcea0389cccc3622d7b0784966803f4359c992c1";
    const OF_EIGHTY: &str = "$2b$04$7EGBEn//jaXS82TIYO63vOrJE17QIHDyUNigmYSRAmxkLAS7IN1qy";

    #[test]
    fn hashes_made_by_python_are_verified() {
        for hash in [BY_PASSLIB, BY_HASHLIB] {
            assert_eq!(check(PASSWORD.as_bytes(), hash), Some(true), "{hash}");
            assert_eq!(check(b"Mot de passe fictif 42 e", hash), Some(false), "{hash}");
        }
    }

    #[test]
    fn a_password_that_bcrypt_would_cut_is_refused() {
        assert_eq!(check(&[b'x'; 80], OF_EIGHTY), Some(false));
        assert_eq!(
            check(&[b'x'; 72], OF_EIGHTY),
            Some(true),
            "what was cut was all that was hashed"
        );
    }

    #[test]
    fn other_texts_are_no_older_hash() {
        for other in [
            "",
            "$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA",
            "zz$00",
            "ab$0g",
            "ab$00",
            "-",
        ] {
            assert_eq!(check(b"x", other), None, "{other}");
        }
    }
}
