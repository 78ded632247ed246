//! The refusals of operations, by name; each says its status and its codes.

use super::refusal;
use std::collections::BTreeMap;
use utoipa::{
    IntoResponses,
    openapi::{RefOr, Response},
};

macro_rules! refusals {
    ($($(#[doc = $doc:literal])+ $name:ident: $status:literal $codes:literal;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug)]
        pub struct $name;
        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                BTreeMap::from([($status.to_owned(), RefOr::T(refusal($codes)))])
            }
        }
    )+};
}

refusals! {
    /// The caller's credentials are wrong.
    Credentials: "401" "`invalid_credentials`";
    /// The caller's refresh token is not good.
    SessionOver: "401" "`session_over`, `token_reused`";
    /// The account is locked for a while.
    Locked: "429" "`account_locked`, `rate_limited`";
    /// Too many requests of one address.
    Limited: "429" "`rate_limited`";
    /// The caller's role never has the right, or the row is not its to change.
    Forbidden: "403" "`forbidden`";
    /// The account waits for approval.
    Waiting: "403" "`awaiting_approval`";
    /// It does not exist, or the caller may not see it.
    NotFound: "404" "`not_found`";
    /// The same, or its file is lost.
    FileNotFound: "404" "`not_found`, `file_missing`";
    /// There is one already.
    Exists: "409" "`already_exists`";
    /// Something rests on it.
    InUse: "409" "`in_use`";
    /// The state does not allow it.
    WrongState: "409" "`wrong_state`";
    /// There is one already, or a state does not allow it.
    ExistsOrWrongState: "409" "`already_exists`, `wrong_state`";
    /// Something rests on it, or its state does not allow it.
    InUseOrWrongState: "409" "`in_use`, `wrong_state`";
    /// It changed since it was read.
    Stale: "412" "`stale`";
    /// Fields of the body are wrong.
    Invalid: "422" "`validation_failed`";
    /// Parameters of the query are wrong.
    InvalidQuery: "422" "`validation_failed`";
    /// The CV is not taken.
    CvRefused: "422" "`cv_empty`, `cv_unsupported_type`, `validation_failed`";
    /// The CV is too large.
    CvTooLarge: "413" "`cv_too_large`";
}
