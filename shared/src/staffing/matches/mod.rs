//! Matches: a consultant for a tender, how well it fits, and what people decided.
//!
//! ```text
//!                 propose             accept
//!   pending ---------------> proposed -------> accepted
//!    ^  |  |                  |   |
//!    |  |  '------ reject ----|---'----------> rejected
//!    |  |                     |     reject
//!    |  '------- cancel ------'--------------> cancelled by a person
//!    |  '- generation: under the bar --------> cancelled by the system --.
//!    '------------- generation: above the bar again ---------------------'
//! ```
//!
//! A human decides: no job proposes, accepts or rejects. Either side's manager proposes and cancels; the tender's side (its
//! company's manager or client, or an admin) accepts and rejects; who, when and why is kept. A client sees a match from
//! `proposed` on, also when it was withdrawn after that, a consultant its own, a manager those of either side that is its company.
//!
//! Generation ([`usecases::plan`], [`usecases::store`]) rescores what is pending, adds what passes the bar, cancels what fell
//! under it (unless a person made it), and leaves alone whatever a person decided, even while the job was running.
//!
//! Who may meet: consultant and tender of the same company, or of two companies with an active partnership. With its end, what is still open between
//! the two is closed; a match goes forward only on a partnership and a tender that bear it, held before the match in the order partnership, tender,
//! match. What generation found goes with its consultant or tender when that is removed.
//!
//! Owns: matches

pub mod aggregate;
pub mod domain;
pub mod jobs;
mod market;
mod outside;
pub mod queries;
mod store;
pub mod usecases;

pub use domain::ScoringEngine;
