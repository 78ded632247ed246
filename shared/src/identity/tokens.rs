//! Access tokens (JWT, HS256) and opaque tokens (32 random bytes, of which only the hash is stored).

use super::SessionId;
use crate::{
    config::{Config, Secret},
    kernel::UserId,
};
use aws_lc_rs::hmac;
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use lru::LruCache;
use rand::{TryRngCore, rngs::OsRng};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    fmt,
    fmt::Write,
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use uuid::Uuid;

const ISSUER: &str = "talentmatch";
const AUDIENCE: &str = "talentmatch-api";
/// Seconds that two machines' clocks may differ.
const LEEWAY: i64 = 5;
/// Genuine tokens that one process remembers, a few hundred bytes each.
const REMEMBERED: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1023);

/// What an access token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    iss: String,
    aud: String,
    sub: String,
    iat: i64,
    nbf: i64,
    exp: i64,
    /// The session.
    sid: Uuid,
    /// The user's token version when it was minted.
    ver: i32,
}

impl Claims {
    /// Whose it is.
    #[must_use]
    pub fn user_id(&self) -> Option<UserId> {
        self.sub.parse().ok().map(UserId)
    }
    /// The session.
    #[must_use]
    pub fn session(&self) -> SessionId {
        SessionId(self.sid)
    }
    /// The user's token version when it was minted.
    #[must_use]
    pub fn version(&self) -> i32 {
        self.ver
    }
}

/// Why a token was not minted.
#[derive(Debug, thiserror::Error)]
#[error("no token was minted: {0}")]
pub struct MintError(String);

/// Mints and checks tokens.
#[derive(Clone)]
pub struct Tokens {
    header: Header,
    encoding: EncodingKey,
    /// By key id: the current key, and those from before a rotation.
    decoding: HashMap<String, DecodingKey>,
    /// The current key first.
    sealing: Vec<hmac::Key>,
    /// What refresh tokens are derived with.
    following: hmac::Key,
    /// What tokens of new passwords are derived with; the current key first.
    resetting: Vec<hmac::Key>,
    validation: Validation,
    /// Tokens that were found genuine, by their text: a caller sends the same one for half an hour, and reading it costs as much as the rest of
    /// finding out who asks. Whether one is good *now* is never remembered.
    genuine: Arc<Mutex<LruCache<Box<str>, Claims>>>,
    lifetime: Duration,
    refresh_lifetime: Duration,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens")
            .field("kid", &self.header.kid)
            .finish_non_exhaustive()
    }
}

impl Tokens {
    /// With the configuration's key and lifetimes.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let secret = config.secret_key.expose().as_bytes();
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(key_id(secret));
        let keys = config.previous_secret_keys.iter().chain([&config.secret_key]);
        let decoding = keys
            .map(|key| key.expose().as_bytes())
            .map(|key| (key_id(key), DecodingKey::from_secret(key)))
            .collect();
        let sealing = [&config.secret_key].into_iter().chain(&config.previous_secret_keys);
        let (sealing, resetting) = sealing
            .map(|key| key.expose().as_bytes())
            .map(|key| (derived_key(b"seal:", key), derived_key(b"reset:", key)))
            .unzip();
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        // Compared below with a clock that comes in as a value.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        Self {
            header,
            encoding: EncodingKey::from_secret(secret),
            decoding,
            sealing,
            following: derived_key(b"refresh:", secret),
            resetting,
            validation,
            genuine: Arc::new(Mutex::new(LruCache::new(REMEMBERED))),
            lifetime: config.access_token,
            refresh_lifetime: config.refresh_token,
        }
    }

    /// How long an access token is good.
    #[must_use]
    pub fn lifetime(&self) -> Duration {
        self.lifetime
    }

    /// How long a refresh token is good.
    #[must_use]
    pub fn refresh_lifetime(&self) -> Duration {
        self.refresh_lifetime
    }

    /// The refresh token that follows this one: whoever sends it twice gets the same. Nobody derives it without the key.
    #[must_use]
    pub fn following(&self, refresh_token: &Secret) -> Opaque {
        let tag = hmac::sign(&self.following, refresh_token.expose().as_bytes());
        Opaque::of(hex(tag.as_ref()))
    }

    /// The tokens that may open the way to a new password that has this id: with the current key first, then with those from before a rotation.
    pub fn resetting(&self, id: Uuid) -> impl Iterator<Item = Opaque> {
        let tags = self.resetting.iter().map(move |key| hmac::sign(key, id.as_bytes()));
        tags.map(|tag| Opaque::of(hex(tag.as_ref())))
    }

    /// An access token.
    ///
    /// # Errors
    /// The claims were not signed; a bug of the library or its build.
    pub fn access(
        &self,
        user: UserId,
        version: i32,
        session: SessionId,
        now: DateTime<Utc>,
    ) -> Result<String, MintError> {
        let now = now.timestamp();
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: user.to_string(),
            iat: now,
            nbf: now,
            exp: now.saturating_add(i64::try_from(self.lifetime.as_secs()).unwrap_or(i64::MAX)),
            sid: session.0,
            ver: version,
        };
        jsonwebtoken::encode(&self.header, &claims, &self.encoding).map_err(|e| MintError(e.to_string()))
    }

    /// The claims of a genuine token that is good now; why one is not good is nobody's business.
    #[must_use]
    pub fn read(&self, token: &str, now: DateTime<Utc>) -> Option<Claims> {
        let remembered = self.genuine().get(token).cloned();
        let claims = remembered.or_else(|| self.verify(token))?;
        let now = now.timestamp();
        let is_good = claims.exp > now - LEEWAY && claims.nbf <= now + LEEWAY;
        is_good.then_some(claims)
    }

    /// The claims of a genuine token, whenever it is good.
    fn verify(&self, token: &str) -> Option<Claims> {
        let key = self.decoding.get(&jsonwebtoken::decode_header(token).ok()?.kid?)?;
        let claims = jsonwebtoken::decode::<Claims>(token, key, &self.validation)
            .ok()?
            .claims;
        self.genuine().put(token.into(), claims.clone());
        Some(claims)
    }

    fn genuine(&self) -> MutexGuard<'_, LruCache<Box<str>, Claims>> {
        self.genuine.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What may be stored of content that can hold a password: without our key nobody can try guesses on it. With the current key first,
    /// then with those from before a rotation.
    #[must_use]
    pub fn seals(&self, content: &[u8]) -> Vec<Vec<u8>> {
        let sealed = self.sealing.iter().map(|key| hmac::sign(key, content));
        sealed.map(|tag| tag.as_ref().to_vec()).collect()
    }
}

/// Derived, so that what is made for one purpose is never good for another.
fn derived_key(purpose: &[u8], secret: &[u8]) -> hmac::Key {
    let derived = Sha256::digest([purpose, secret].concat());
    hmac::Key::new(hmac::HMAC_SHA256, &derived)
}

/// Names a key without telling it.
fn key_id(secret: &[u8]) -> String {
    hex(&Sha256::digest([b"kid:", secret].concat())[..6])
}

/// A random token that says nothing.
#[derive(Debug)]
pub struct Opaque {
    /// What the client gets, once.
    pub token: Secret,
    /// What is stored.
    pub hash: Vec<u8>,
}

impl Opaque {
    /// A fresh one.
    ///
    /// # Errors
    /// The machine has no randomness.
    pub fn generate() -> Result<Self, MintError> {
        let mut bytes = [0u8; 32];
        OsRng.try_fill_bytes(&mut bytes).map_err(|e| MintError(e.to_string()))?;
        Ok(Self::of(hex(&bytes)))
    }

    fn of(token: String) -> Self {
        Self {
            hash: fingerprint(&token),
            token: Secret::new(token),
        }
    }
}

/// The stored form of an opaque token. It has 256 random bits: nothing slower than one hash is needed.
#[must_use]
pub fn fingerprint(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Source;

    fn tokens(key: &str) -> Tokens {
        rotated(key, "")
    }

    fn rotated(key: &str, previous: &str) -> Tokens {
        let vars = [
            ("SECRET_KEY", key),
            ("SECRET_KEY_PREVIOUS", previous),
            ("DATABASE_URL", "postgres://x"),
            ("REDIS_URL", "redis://x"),
        ];
        let config = Config::from_source(Source::from_map(vars.map(|(k, v)| (k.into(), v.into())).into())).unwrap();
        Tokens::new(&config)
    }

    const KEY: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn a_token_is_good_from_its_minting_to_its_end_and_only_for_its_key() {
        let (tokens, start) = (tokens(KEY), DateTime::UNIX_EPOCH + chrono::Duration::days(20_000));
        let minutes = |m| start + chrono::Duration::minutes(m);
        let token = tokens.access(UserId(7), 3, SessionId(Uuid::nil()), start).unwrap();
        let claims = tokens.read(&token, minutes(29)).unwrap();
        assert_eq!((claims.user_id(), claims.version()), (Some(UserId(7)), 3));
        assert_eq!(tokens.read(&token, minutes(31)), None);
        assert_eq!(tokens.read(&token, minutes(-1)), None);
        assert_eq!(
            super::tests::tokens("another key of enough length").read(&token, start),
            None
        );
    }

    #[test]
    fn a_rotated_key_logs_nobody_out_and_a_dropped_one_does() {
        let now = DateTime::UNIX_EPOCH;
        let old = tokens(KEY).access(UserId(7), 0, SessionId(Uuid::nil()), now).unwrap();
        let next = "fedcba9876543210fedcba9876543210";
        assert!(rotated(next, KEY).read(&old, now).is_some());
        assert!(rotated(next, "").read(&old, now).is_none());
        let new = rotated(next, KEY)
            .access(UserId(7), 0, SessionId(Uuid::nil()), now)
            .unwrap();
        assert!(
            tokens(KEY).read(&new, now).is_none(),
            "new tokens are signed with the new key"
        );
    }

    #[test]
    fn a_seal_is_known_again_after_a_rotation_and_to_nobody_without_the_key() {
        let next = "fedcba9876543210fedcba9876543210";
        let old = tokens(KEY).seals(b"content").remove(0);
        assert!(rotated(next, KEY).seals(b"content").contains(&old));
        assert!(!tokens(next).seals(b"content").contains(&old));
        assert!(!tokens(KEY).seals(b"another").contains(&old));
    }

    #[test]
    fn another_algorithm_or_audience_is_refused() {
        let (tokens, now) = (tokens(KEY), DateTime::UNIX_EPOCH);
        let good = tokens.access(UserId(7), 0, SessionId(Uuid::nil()), now).unwrap();
        let claims = tokens.read(&good, now).unwrap();
        let mut header = tokens.header.clone();
        header.alg = Algorithm::HS512;
        let other_algorithm = jsonwebtoken::encode(&header, &claims, &tokens.encoding).unwrap();
        assert_eq!(tokens.read(&other_algorithm, now), None);
        let elsewhere = Claims {
            aud: "elsewhere".into(),
            ..claims.clone()
        };
        let other_audience = jsonwebtoken::encode(&tokens.header, &elsewhere, &tokens.encoding).unwrap();
        assert_eq!(tokens.read(&other_audience, now), None);
        let from_elsewhere = Claims {
            iss: "elsewhere".into(),
            ..claims
        };
        let other_issuer = jsonwebtoken::encode(&tokens.header, &from_elsewhere, &tokens.encoding).unwrap();
        assert_eq!(tokens.read(&other_issuer, now), None);
    }

    #[test]
    fn a_token_names_one_of_our_keys() {
        let (tokens, now) = (tokens(KEY), DateTime::UNIX_EPOCH);
        let good = tokens.access(UserId(7), 0, SessionId(Uuid::nil()), now).unwrap();
        let claims = tokens.read(&good, now).unwrap();
        for kid in [None, Some(String::new()), Some("another".to_owned())] {
            let mut header = tokens.header.clone();
            header.kid = kid;
            let signed = jsonwebtoken::encode(&header, &claims, &tokens.encoding).unwrap();
            assert_eq!(tokens.read(&signed, now), None, "{:?}", header.kid);
        }
    }
}
