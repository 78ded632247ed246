//! A new password for who lost the old one: a letter with a link that is good for an hour, once.
//!
//! ```text
//!   asked for (known or not) --> row, and the letter's job, in one commit --> letter with the token --> a new password:
//!                                                                             every session ends, other links are void
//! ```
//!
//! The token is derived from the row's id with the product's key: neither the row nor the job's payload holds it, and a second try of the
//! letter has the same one.
//!
//! Owns: password_resets

pub(in crate::identity) mod closing;
mod domain;
pub mod jobs;
pub mod letter;
pub mod queries;
mod store;
pub mod usecases;
