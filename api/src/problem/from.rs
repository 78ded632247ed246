//! The errors of the rooms below, as problems.

use super::{Part, Problem};
use cv_engine::Code;
use shared::{
    db::{DbError, Refused},
    identity::{
        api_keys::KeyError,
        password_resets::usecases::ResetError,
        passwords::{self, PasswordError},
        usecases::{LogInError, PasswordChangeError},
    },
    jobs::{
        schedules::{CronFault, usecases::ScheduleError},
        usecases::ControlError,
    },
    kernel::{FaultKind, Faults, Forbidden},
    knowledge::usecases::SearchError,
    ports::FileStoreError,
    resumes::{requests::ResumeError, usecases::UploadError},
    staffing::matches::{self, usecases::RequestError},
};

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        match error {
            // Each write looks first; what it looked at went away, or was used, before it could write.
            DbError::Reference(conflict) => {
                tracing::warn!(
                    constraint = conflict.constraint,
                    "a row was removed or put to use while it was referred to"
                );
                Self::ChangedMeanwhile
            }
            error if error.is_unavailable() => {
                tracing::warn!(%error, "the database does not answer");
                Self::Unavailable
            }
            error if error.is_cut_off() => {
                tracing::warn!(%error, "the database ended a statement that took too long");
                Self::TimedOut
            }
            error => Self::internal(error),
        }
    }
}

impl From<Forbidden> for Problem {
    fn from(_: Forbidden) -> Self {
        Self::Forbidden
    }
}

impl From<Faults> for Problem {
    fn from(faults: Faults) -> Self {
        Self::Invalid(Part::Body, faults)
    }
}

impl From<FileStoreError> for Problem {
    fn from(error: FileStoreError) -> Self {
        match error {
            FileStoreError::NotFound(_) => Self::FileMissing,
            FileStoreError::Full | FileStoreError::Unavailable(_) => {
                tracing::warn!(%error, "the file store does not answer");
                Self::Unavailable
            }
            FileStoreError::InvalidKey(_) => Self::internal(error),
        }
    }
}

impl From<ResetError> for Problem {
    fn from(error: ResetError) -> Self {
        match error {
            ResetError::Invalid(faults) => faults.into(),
            ResetError::Password(error) => Self::internal(error),
            ResetError::Db(error) => error.into(),
        }
    }
}

impl From<LogInError> for Problem {
    fn from(error: LogInError) -> Self {
        match error {
            LogInError::InvalidCredentials => Self::InvalidCredentials,
            LogInError::AwaitsApproval => Self::AwaitsApproval,
            LogInError::Locked { retry_after } => Self::AccountLocked {
                retry_after: retry_after.as_secs().max(1),
            },
            LogInError::SessionOver => Self::SessionOver,
            LogInError::Reused => Self::TokenReused,
            LogInError::Db(error) => error.into(),
            error @ (LogInError::Password(_) | LogInError::Mint(_)) => Self::internal(error),
        }
    }
}

impl From<ControlError> for Problem {
    fn from(error: ControlError) -> Self {
        match error {
            ControlError::NotFound(_) => Self::NotFound("execution"),
            ControlError::WrongState { status, allowed, .. } => Self::WrongState {
                current: format!("{status:?}").to_lowercase(),
                allowed: allowed.to_owned(),
            },
            ControlError::RunAgain { by } => Self::RunAgain(by.to_string()),
            ControlError::PartOf { whole } => Self::PartOf(whole.to_string()),
            ControlError::Db(error) => error.into(),
        }
    }
}

/// What is wrong with a schedule's line or zone.
pub fn of_line(fault: &CronFault) -> FaultKind {
    FaultKind::Malformed(match fault {
        CronFault::Fields(_) | CronFault::Field(_) => "cron",
        CronFault::Weekday => "cron_weekday",
        CronFault::Backwards(_) => "cron_forwards",
        CronFault::Never => "cron_that_comes",
        CronFault::Zone(_) => "timezone",
    })
}

impl From<ScheduleError> for Problem {
    fn from(error: ScheduleError) -> Self {
        match error {
            ScheduleError::NotFound(_) => Self::NotFound("schedule"),
            ScheduleError::Cron(fault @ CronFault::Zone(_)) => Self::body("timezone", of_line(&fault)),
            ScheduleError::Cron(fault) => Self::body("cron", of_line(&fault)),
            ScheduleError::Db(error) => error.into(),
        }
    }
}

impl From<UploadError> for Problem {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::NoConsultant(_) | UploadError::NoProfile => Self::NotFound("consultant"),
            UploadError::Empty => Self::CvEmpty,
            UploadError::TooLarge(_) => Self::CvTooLarge,
            UploadError::Rejected(rejection) => match rejection.code {
                Code::Empty => Self::CvEmpty,
                Code::TooLarge => Self::CvTooLarge,
                code => Self::CvRejected(code.as_str()),
            },
            UploadError::KeyMismatch => Self::IdempotencyMismatch,
            UploadError::Store(error) => error.into(),
            UploadError::Db(error) => error.into(),
        }
    }
}

impl From<ResumeError> for Problem {
    fn from(error: ResumeError) -> Self {
        match error {
            ResumeError::NoResume(_) => Self::NotFound("resume"),
            ResumeError::NoConsultant(_) => Self::NotFound("consultant"),
            ResumeError::OtherConsultant => Self::body("consultant_id", FaultKind::NotYours),
            ResumeError::NoProfile => Self::body("apply", FaultKind::OnlyWith("consultant_id")),
            ResumeError::Db(error) => error.into(),
        }
    }
}

impl From<RequestError> for Problem {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Invalid(faults) => faults.into(),
            RequestError::Db(error) => error.into(),
        }
    }
}

impl From<SearchError> for Problem {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::EmptyQuery => Self::body("query", FaultKind::TooShort(1)),
            SearchError::Limit => Self::body("limit", FaultKind::OutOfRange(1.0, 200.0)),
            SearchError::Db(error) => error.into(),
        }
    }
}

impl From<Refused> for Problem {
    fn from(error: Refused) -> Self {
        match error {
            Refused::NotFound(kind) => Self::NotFound(kind),
            Refused::NotYours => Self::Forbidden,
            Refused::Exists(kind) => Self::Exists(kind),
            Refused::Invalid(faults) => faults.into(),
            Refused::Stale => Self::Stale,
            Refused::OwnAccount => Self::OwnAccount,
            Refused::LastAdmin => Self::LastAdmin,
            Refused::InUse(counts) => Self::InUse(counts),
            Refused::Kept(counts) => Self::Kept(counts),
            Refused::PartnershipOver => Self::PartnershipOver,
            Refused::AtWork => Self::AtWork,
            Refused::TenderClosed(current) => Self::TenderClosed { current },
            Refused::TenderFull(required) => Self::TenderFull { required },
            Refused::TooOften(wait) => Self::RateLimited {
                retry_after: wait.as_secs() + 1,
            },
            Refused::WrongState { current, allowed } => Self::WrongState {
                current: current.to_owned(),
                allowed,
            },
            Refused::Db(error) => error.into(),
        }
    }
}

impl From<matches::usecases::SearchError> for Problem {
    fn from(error: matches::usecases::SearchError) -> Self {
        use matches::usecases::SearchError as E;
        match error {
            E::Request(error) => error.into(),
            E::Invalid(faults) => faults.into(),
            E::NotYourSide => Self::Forbidden,
            E::NoMeeting => Self::CannotMeet,
            E::Db(error) => error.into(),
        }
    }
}

impl Problem {
    /// The same where what was not found stands in the path and not in the body.
    #[must_use]
    pub fn of_path(self, kind: &'static str) -> Self {
        match self {
            Self::Invalid(_, faults) if faults.0.iter().any(|f| f.kind == FaultKind::NoSuch) => Self::NotFound(kind),
            other => other,
        }
    }
}

impl Problem {
    /// A new password that does not do, as a fault of its field.
    #[must_use]
    pub fn of_password(field: &'static str, error: PasswordError) -> Self {
        match error {
            PasswordError::Unfit => Self::body(field, FaultKind::TooShort(passwords::MIN_LENGTH)),
            PasswordError::Failed(_) => Self::internal(error),
        }
    }
}

impl From<PasswordChangeError> for Problem {
    fn from(error: PasswordChangeError) -> Self {
        match error {
            PasswordChangeError::Current(error) => error.into(),
            PasswordChangeError::New(error) => Self::of_password("new_password", error),
            PasswordChangeError::Machine => Self::Forbidden,
            PasswordChangeError::Db(error) => error.into(),
        }
    }
}

impl From<KeyError> for Problem {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Refused(error) => error.into(),
            KeyError::Mint(error) => Self::internal(error),
        }
    }
}
