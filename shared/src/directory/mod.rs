//! Who there is: companies and their partnerships, consultants, and the catalogue of skills.

pub mod companies;
pub mod consultants;
pub mod partnerships;
pub mod portfolios;
pub mod skills;
