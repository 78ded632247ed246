//! What a way to a new password is bound by.

use chrono::Duration;

/// How long a link is good.
pub const LIFETIME: Duration = Duration::hours(1);

/// Letters to one address in that time; whoever asks more often gets the same answer, and no other letter.
pub const LETTERS: i64 = 3;
