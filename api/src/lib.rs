//! HTTP in, JSON out. The list of routes is [`router`]; one verb is one file under `routes/`.

mod cached;
pub mod cli;
pub mod connections;
pub mod entity;
pub mod extract;
pub mod metrics;
pub mod middleware;
pub mod openapi;
pub mod problem;
pub mod reply;
pub mod router;
pub mod routes;
pub mod serve;
pub mod state;
pub mod tls;
