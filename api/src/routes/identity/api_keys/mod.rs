//! Keys of machines.

pub mod create;
pub mod list;
pub mod revoke;
