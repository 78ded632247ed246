//! A request's parts, as types: who asks, and what, checked at the edge. A handler never sees a raw one.

pub mod auth;
pub mod body;
pub mod disposition;
mod idempotency;
pub(crate) mod json;
mod noted;
mod path;
mod precondition;
pub mod query;
mod request;
pub mod same_origin;
pub mod skilled;
pub mod tags;
pub mod value;

pub use auth::Auth;
pub use idempotency::{IdempotencyKey, Write, replay};
pub use json::{Amendment, Draft, Json, RawHash};
pub use noted::Noted;
pub use path::Path;
pub use precondition::{IfMatch, IfTag};
pub use query::Query;
pub(crate) use request::traceparent;
pub use request::{ApiKeyUsed, RequestContext, RequestOrigin};
