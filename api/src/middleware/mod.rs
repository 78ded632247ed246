//! What happens around every handler.

pub mod conditional;
pub mod cors;
pub mod frame;
pub mod gate;
pub mod inflate;
pub mod inputs;
pub mod panic;
pub mod rest;
