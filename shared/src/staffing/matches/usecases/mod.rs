//! What changes matches: generation, and people.

mod decide;
mod generate;
mod request;

pub use super::market::{Offer, Plan};
pub use decide::{MoveError, accept, cancel, propose, reject};
pub use generate::{GenerationReport, PlanError, plan, store};
pub use request::{RequestError, request};
