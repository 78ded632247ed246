//! `Idempotency-Key`: the same key and body answer with the same response, however many arrive at once.

use super::{Auth, RawHash, RequestContext};
use crate::{problem::Problem, reply::Reply, state::App};
use axum::{
    extract::FromRequestParts,
    http::{HeaderName, HeaderValue, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use serde_json::json;
use shared::{
    db::{Db, Tx},
    identity::{domain::Via, tokens::Tokens},
    jobs::idempotency::{self, Answer, Begun, Key},
    kernel::Locale,
};
use std::ops::ControlFlow;

/// The caller's key and the route it was sent to, if it sent one.
#[derive(Debug)]
pub struct IdempotencyKey(Option<Sent>);

#[derive(Debug)]
struct Sent {
    route: String,
    key: String,
    /// Whom a public route takes for its caller.
    address: String,
    tokens: Tokens,
}

impl FromRequestParts<App> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get("idempotency-key") else {
            return Ok(Self(None));
        };
        let key = value
            .to_str()
            .ok()
            .filter(|k| (1..=255).contains(&k.len()))
            .ok_or(Problem::InvalidHeader("Idempotency-Key"))?;
        // With the path's values: the same key for another consultant is another request.
        let route = format!("{} {}", parts.method, parts.uri.path());
        let address = parts.extensions.get::<RequestContext>().and_then(|c| c.address);
        Ok(Self(Some(Sent {
            route,
            key: key.to_owned(),
            address: address.map_or_else(|| "nobody".to_owned(), |address| format!("from:{address}")),
            tokens: app.tokens.clone(),
        })))
    }
}

impl IdempotencyKey {
    /// Whether the request has one.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.0.is_some()
    }

    /// Binds the key to its caller and content.
    #[must_use]
    pub fn bind(self, auth: Auth, hash: RawHash) -> Option<Key> {
        let caller = match auth.0.via {
            Via::Session(_) => format!("user:{}", auth.actor().user_id),
            Via::Key(id, _) => format!("key:{id}"),
        };
        Some(self.0?.bind(caller, &hash))
    }

    /// Begins the request's transaction; a request that was answered before breaks off with its answer.
    ///
    /// # Errors
    /// The key was used for another content, or the database failed.
    pub async fn begin(self, db: &Db, auth: Auth, hash: RawHash) -> Result<ControlFlow<Response, Write>, Problem> {
        begin(db, self.bind(auth, hash)).await
    }

    /// Answers what is safe to repeat and takes transactions of its own: the first to end is remembered, and whoever comes later, or ends later,
    /// answers the same. No connection is held while others work.
    ///
    /// # Errors
    /// Those of `act`, or as [`IdempotencyKey::begin`].
    pub async fn around(
        self,
        db: &Db,
        auth: Auth,
        hash: RawHash,
        act: impl Future<Output = Result<Reply, Problem>>,
    ) -> Result<Response, Problem> {
        let Some(key) = self.bind(auth, hash) else {
            return Ok(act.await?.into_response());
        };
        // Only a look: what it wrote is taken back.
        if let ControlFlow::Break(replayed) = begin(db, Some(key.clone())).await? {
            return Ok(replayed);
        }
        let reply = act.await?;
        match begin(db, Some(key)).await? {
            ControlFlow::Continue(write) => write.finish(reply).await,
            ControlFlow::Break(replayed) => Ok(replayed),
        }
    }

    /// The same on a public route, whose caller is an address.
    ///
    /// # Errors
    /// As [`IdempotencyKey::begin`].
    pub async fn begin_public(self, db: &Db, hash: RawHash) -> Result<ControlFlow<Response, Write>, Problem> {
        let bound = self.0.map(|sent| {
            let caller = sent.address.clone();
            sent.bind(caller, &hash)
        });
        begin(db, bound).await
    }
}

impl Sent {
    fn bind(self, caller: String, hash: &RawHash) -> Key {
        let mut seals = self.tokens.seals(hash.0.as_deref().unwrap_or_default()).into_iter();
        Key {
            caller,
            route: self.route,
            key: self.key,
            request_hash: seals.next().unwrap_or_default(),
            older_hashes: seals.collect(),
        }
    }
}

async fn begin(db: &Db, key: Option<Key>) -> Result<ControlFlow<Response, Write>, Problem> {
    let mut tx = db.begin().await?;
    if let Some(key) = &key {
        match idempotency::begin(&mut tx, key).await? {
            Begun::Fresh => {}
            Begun::Replay(answer) => return Ok(ControlFlow::Break(replay(&answer))),
            Begun::Mismatch => return Err(Problem::IdempotencyMismatch),
        }
    }
    Ok(ControlFlow::Continue(Write { tx, key }))
}

/// A transaction whose answer will be remembered under the key.
#[derive(Debug)]
pub struct Write {
    /// The request's only transaction.
    pub tx: Tx,
    key: Option<Key>,
}

impl Write {
    /// The key's text, for the execution that shows it.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        self.key.as_ref().map(|k| k.key.clone())
    }

    /// Remembers the answer, commits, answers.
    ///
    /// # Errors
    /// The database failed; nothing was written.
    pub async fn finish(self, reply: Reply) -> Result<Response, Problem> {
        let body = serde_json::from_slice(&reply.body).map_err(Problem::internal)?;
        self.finish_remembering(reply, body).await
    }

    /// The same, remembering another body: of an answer that is given once and never again, such as a new key.
    ///
    /// # Errors
    /// As [`Write::finish`].
    pub async fn finish_remembering(mut self, reply: Reply, body: serde_json::Value) -> Result<Response, Problem> {
        if let Some(key) = &self.key {
            let answer = Answer {
                status: reply.status.as_u16(),
                headers: json!({ "location": reply.location, "etag": reply.etag.as_ref().and_then(|tag| tag.to_str().ok()),
                    "language": reply.locale.map(Locale::tag) }),
                body,
            };
            idempotency::remember(&mut self.tx, key, &answer).await?;
        }
        self.tx.commit().await?;
        Ok(reply.into_response())
    }
}

/// The remembered answer, marked as such.
#[must_use]
pub fn replay(answer: &Answer) -> Response {
    let reply = Reply {
        status: StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK),
        location: answer.headers["location"].as_str().map(str::to_owned),
        etag: answer.headers["etag"].as_str().and_then(|tag| tag.parse().ok()),
        locale: answer.headers["language"].as_str().and_then(Locale::named),
        body: serde_json::to_vec(&answer.body).unwrap_or_default(),
    };
    let mut response = reply.into_response();
    let replayed = HeaderName::from_static("idempotency-replayed");
    response
        .headers_mut()
        .insert(replayed, HeaderValue::from_static("true"));
    response
}
