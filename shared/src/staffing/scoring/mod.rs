//! How well a consultant fits a tender, and why. Pure: facts in, an [`Explanation`] out.
//!
//! The score is a weighted mean over the criteria that apply. A criterion with no data on one side is left out and the weights
//! of the others are renormalised. Everything is counted in ten-thousandths (`points.rs`), so the contributions add up to the
//! score exactly. Each criterion is a file with two functions: `measure` says how much, or why it does not apply; `tell` says it
//! in words, those of the catalogue (`words.rs`). Only what is kept is told, so that scoring a whole market stays cheap.
//!
//! | criterion | default weight | what it compares |
//! |---|---|---|
//! | skills | 0.45 | importance x level reached; a missing required skill caps it |
//! | semantic | 0.20 | the texts of profile (with missions) and tender, as vectors |
//! | experience | 0.10 | years against the years asked for |
//! | availability | 0.10 | free from (and from missions that are agreed on), against the tender's dates: whole up to two weeks late, nothing from 90 days or the tender's end on |
//! | rate | 0.10 | per day, against the budget |
//! | location | 0.05 | remote, else distance, else town, region, country by name, whatever address they stand in, in French or English |

mod availability;
mod criterion;
mod experience;
mod explain;
mod explanation;
mod facts;
mod gazetteer;
mod location;
mod measures;
mod place;
mod points;
mod rate;
mod recommendations;
mod score;
mod semantic;
mod skills;
mod weights;
mod words;

pub use criterion::Criterion;
pub use explain::{explain, explain_given};
pub use explanation::{CriterionScore, Explanation, HeldSkill, LeftOut, Recommendation, SkillsFound, speak};
pub use facts::{Mission, Need, Place, Profile, SkillHeld, SkillNeeded};
pub use points::{ONE, Points};
pub use score::{Scored, score, score_given};
pub use semantic::calibrate;
pub use weights::{InvalidWeights, Weights};

/// Of the rules in this room: raised whenever they give another score for the same facts.
pub const VERSION: &str = "3";

#[cfg(test)]
mod tests;
