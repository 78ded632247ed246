//! Who may come in: users, their passwords, sessions and tokens.
//!
//! ```text
//!   log-in --> session: access token (JWT, minutes), opaque token (a day), refresh token (days)
//!     ^            |
//!     |            | refresh: the token rotates; a used one that comes back revokes the session, and with it every token of it
//!     |            v
//!     '------- revoked: log-out, reuse of a refresh token; or the user's token version was raised
//! ```
//!
//! Every request asks the database once ([`Callers`]) who its caller is *now*: a deactivated user, a changed role
//! and a revoked session take effect with the next request, whatever the token says.
//!
//! A machine has an API key instead ([`api_keys`]).
//!
//! Owns: users, user_sessions, login_failures

pub mod api_keys;
mod callers;
pub mod domain;
pub mod password_resets;
pub mod passwords;
pub mod queries;
mod store;
pub mod tokens;
pub mod usecases;
pub mod users;

pub use callers::Callers;
pub use domain::{Caller, SessionId};
