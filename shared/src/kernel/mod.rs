//! Vocabulary without I/O: what every other room may speak of. Imports nothing of ours.

pub mod actor;
pub mod change;
pub mod choice;
pub mod clock;
mod currencies;
pub mod environment;
pub mod expected;
pub mod fault;
pub mod fields;
pub mod ids;
pub mod language;
pub mod measure;
pub mod money;
pub mod page;
pub mod permissions;
pub mod queue;
pub mod subject;
pub mod text;

pub use actor::{Actor, Role};
pub use change::Change;
pub use choice::Choice;
pub use clock::Clock;
pub use environment::Environment;
pub use expected::Expected;
pub use fault::{Fault, FaultKind, Faults};
pub use ids::*;
pub use language::{Locale, Words};
pub use measure::{Latitude, Longitude, Whole, Years};
pub use money::{Currency, Rate};
pub use page::{After, ById, ByName, Cursor, Listed, Page, Sort, SortKey, SortType, SortValue};
pub use permissions::{Forbidden, Grant, Permission, Scope};
pub use queue::{Queue, Ring, UnknownQueue};
pub use subject::SubjectKind;
pub use text::{EmailAddress, Line, Prose, WebAddress};
