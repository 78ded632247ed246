//! A private Redis: found on the machine or fetched, its data under `.data/`, a free port, a random password.

mod obtain;
mod server;

pub use obtain::installed;
pub use server::{Server, start};
