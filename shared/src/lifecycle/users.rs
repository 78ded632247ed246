//! A user that leaves its company, or becomes something else.

use crate::{
    aggregate::By,
    audit::Origin,
    db::{Refused, Tx},
    directory::consultants,
    identity::{
        queries::User,
        users::{
            domain::PersonChanges,
            usecases::{self, Judged},
        },
    },
    kernel::{Expected, Grant, UserId, permissions::UserWrite},
};

/// Changes a user ([`usecases::update`]). A consultant's profile stays with its company, and is nobody's any more, when its user leaves that or
/// becomes something else.
///
/// # Errors
/// [`Refused`].
pub async fn update(
    tx: &mut Tx,
    grant: Grant<UserWrite>,
    id: UserId,
    changes: PersonChanges,
    expected: &Expected,
    origin: &Origin,
) -> Result<User, Refused> {
    let changed = match usecases::judge(tx, grant, id, changes, expected).await? {
        Judged::Same(user) => return Ok(user),
        Judged::Other(changed) => changed,
    };
    if changed.leaves {
        let by = By {
            grant,
            expected,
            origin,
        };
        consultants::usecases::unlink(tx, by, id).await?;
    }
    usecases::update(tx, grant.actor(), changed, origin).await
}
