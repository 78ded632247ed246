//! What can go wrong with the database, in the words of the business where the database named the rule.

/// A rule held by a named constraint was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The constraint's name in the schema.
    pub constraint: String,
}

/// A failed statement.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A unique constraint: the row exists already.
    #[error("it exists already ({})", .0.constraint)]
    Duplicate(Conflict),
    /// A foreign key: what it points to is not there, or something still rests on it.
    #[error("a reference does not hold ({})", .0.constraint)]
    Reference(Conflict),
    /// A check or exclusion constraint.
    #[error("a rule of the data does not hold ({})", .0.constraint)]
    Rule(Conflict),
    /// Everything else: the connection, a time-out, a bug in a statement.
    #[error("database: {0}")]
    Sqlx(#[source] sqlx::Error),
}

impl DbError {
    /// The broken constraint's name, if that is what happened.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Self::Duplicate(c) | Self::Reference(c) | Self::Rule(c) => Some(&c.constraint),
            Self::Sqlx(_) => None,
        }
    }

    /// A value that does not become a column: a bug of its type.
    pub fn encode(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Sqlx(sqlx::Error::Encode(Box::new(error)))
    }

    /// A column that does not become its value: the schema and this build disagree.
    pub fn decode(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Sqlx(sqlx::Error::Decode(Box::new(error)))
    }

    /// The database went away before it answered; the same call may succeed later.
    #[must_use]
    pub fn lost() -> Self {
        Self::Sqlx(sqlx::Error::PoolTimedOut)
    }

    /// A statement returned fewer rows than it wrote: a bug of the statement.
    #[must_use]
    pub fn missing_row() -> Self {
        Self::Sqlx(sqlx::Error::RowNotFound)
    }

    /// True when the database ended the statement because it took too long ([`super::Db::open_within`]).
    #[must_use]
    pub fn is_cut_off(&self) -> bool {
        matches!(self, Self::Sqlx(sqlx::Error::Database(e)) if e.code().as_deref() == Some("57014"))
    }

    /// True when two transactions waited for each other and this one was ended: it did nothing, and is at no fault.
    #[must_use]
    pub fn gave_way(&self) -> bool {
        matches!(self, Self::Sqlx(sqlx::Error::Database(e)) if e.code().as_deref() == Some("40P01"))
    }

    /// True when the database was not reached, went away, or gave way to another transaction: the same call may succeed later.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Sqlx(
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Tls(_),
            ) => true,
            // 57P0x: shutting down, crash, starting up; 53300: too many connections; 40P01: two waited for each other and this one was ended.
            Self::Sqlx(sqlx::Error::Database(e)) => e
                .code()
                .is_some_and(|c| c.starts_with("57P") || c.starts_with("08") || ["53300", "40P01"].contains(&&*c)),
            _ => false,
        }
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(e) = &error
            && let Some(name) = e.constraint()
        {
            let conflict = Conflict {
                constraint: name.to_owned(),
            };
            match e.kind() {
                sqlx::error::ErrorKind::UniqueViolation => return Self::Duplicate(conflict),
                sqlx::error::ErrorKind::ForeignKeyViolation => return Self::Reference(conflict),
                sqlx::error::ErrorKind::CheckViolation | sqlx::error::ErrorKind::ExclusionViolation => {
                    return Self::Rule(conflict);
                }
                _ => {}
            }
        }
        Self::Sqlx(error)
    }
}
