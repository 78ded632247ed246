//! What the requests for an entity bring, each as one argument of a handler: who asks, for which one, of which version, with which body. How
//! such a request is answered is the same for all entities and stands here; what is its own is the handler's. An ordinary aggregate
//! ([`shared::aggregate`]) leaves nothing to the handler but its words (docs/adding-an-aggregate.md).
//!
//! | argument | request | answer |
//! |---|---|---|
//! | [`Making`] | `POST` of a collection, once under an `Idempotency-Key` | 201, `Location`, `ETag` |
//! | [`Listing`] | `GET` of a collection | 200, `X-Total-Count`, `Link` |
//! | [`Reading`] | `GET` of one | 200, `ETag` |
//! | [`Amending`] | `PUT`, `PATCH` of one, under `If-Match` | 200, `ETag` |
//! | [`Moving`] | `POST` of a verb to one, once, under `If-Match` | 200, `ETag` |
//! | [`Removing`] | `DELETE` of one, under `If-Match` | 204 |

mod amending;
mod keyed;
mod making;
mod moving;
mod reading;

pub use amending::Amending;
pub use making::Making;
pub use moving::{Moving, Removing};
pub use reading::{Listing, Reading};

use crate::{problem::Problem, reply::Reply};
use shared::{
    aggregate::{Aggregate, Shown},
    kernel::{Change, CompanyId},
};

/// A body that says what is to be written of an entity; made by [`body!`](crate::body).
pub trait Says {
    /// In the words of the business.
    type Changes;
    /// Whose it is to be, where the body says it.
    fn owner(&self) -> Change<CompanyId>;
    /// What is said of each field.
    fn changes(self) -> Self::Changes;
}

/// Fields of an aggregate, as its rules take them.
type ChangesOf<A> = <<A as Aggregate>::Fields as shared::kernel::Written>::Changes;

impl Reply {
    /// 200 with an entity and its tag.
    ///
    /// # Errors
    /// It does not serialise: a bug of its type.
    pub fn entity<S: Shown>(shown: &S) -> Result<Self, Problem> {
        Self::ok(shown).map(|reply| reply.tagged_as(shown))
    }

    /// With the tag of the entity that it shows.
    #[must_use]
    pub fn tagged_as<S: Shown>(self, shown: &S) -> Self {
        match shown.version() {
            Some(version) if S::IS_COMPOSED => self.composed(version),
            version => self.tagged(version),
        }
    }
}
