//! What a way to a new password is bound by.

use chrono::Duration;

/// How long a link is good.
pub const LIFETIME: Duration = Duration::hours(1);

/// Letters to one address in that time: that its person asks for, and again so many that who looks after the account does.
pub const LETTERS: i64 = 3;
