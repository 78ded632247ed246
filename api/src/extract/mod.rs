//! A request's parts, as types: who asks, and what, checked at the edge. A handler never sees a raw one.

pub mod auth;
pub mod body;
mod idempotency;
pub(crate) mod json;
mod path;
mod precondition;
pub mod query;
mod request;
pub mod same_origin;
pub mod skilled;
pub mod value;

pub use auth::Auth;
pub use idempotency::{IdempotencyKey, Write, replay};
pub use json::{Json, RawHash};
pub use path::Path;
pub use precondition::{IfMatch, content_tag, etag, spoken_tag};
pub use query::Query;
pub(crate) use request::traceparent;
pub use request::{ApiKeyUsed, RequestContext, RequestOrigin};
