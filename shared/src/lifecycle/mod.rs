//! What crosses areas: one thing begins or ends, and others that know it begin or end with it, in one commit.
//!
//! ```text
//!   a consultant goes ----> its CVs with files, matches, portfolios, text          a tender goes ----> its matches, text
//!   either is put away ---> its text                                               a CV goes --------> its text
//!   a partnership ends ---> what was open between the two                          a user leaves ----> its consultant's profile is nobody's
//!   an analysis is kept --> text and matches are made again                        a portfolio is ordered, for a tender
//! ```
//!
//! Each area writes its own tables; here is only the order in which they are asked, which is the order of locks
//! ([`consultants`](crate::directory::consultants)). Owns nothing.

pub mod consultants;
pub mod partnerships;
pub mod portfolios;
pub mod resumes;
pub mod tenders;
pub mod users;
