//! Companies, partnerships, consultants, skills.

pub mod companies;
pub mod consultants;
pub mod partnerships;
pub mod portfolios;
pub mod skills;
