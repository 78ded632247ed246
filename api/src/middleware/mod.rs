//! What happens around every handler.

pub mod cors;
pub mod frame;
pub mod gate;
pub mod parameters;
