//! A private Postgres with the extensions that the project needs: found on the machine or fetched, a cluster of
//! its own under `.data/`, a server on a free port.

mod cluster;
mod extensions;
mod given;
mod installation;
mod obtain;
mod server;

pub use given::check_given;
pub use installation::{Installation, installed, pgbench};
pub use obtain::describe;
pub use server::{Server, start, start_with, stop_left_behind};

use extensions::NEEDED;
use obtain::obtain;
