//! What changes matches: generation, and people.

mod by_hand;
mod closing;
mod decide;
mod generate;
mod request;
mod search;

pub use super::market::{Offer, Plan};
pub use by_hand::{annotate, create};
pub use closing::{close_between, forget_of_consultant, forget_of_tender};
pub use decide::{accept, cancel, propose, reject};
pub use generate::{GenerationReport, Outside, PlanError, plan, store};
pub use request::{RequestError, request};
pub use search::{SearchError, pair, search};
