//! What is wrong with an input, field by field: collected, so that the caller learns of every fault at once.

/// One field that does not do.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Its path in the input, segments joined by `/`, each escaped as in a JSON pointer: `daily_rate`, `skills/0/level`.
    pub field: String,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// The ways in which a field does not do. Their words, in each language, are the api's.
#[derive(Debug, Clone, PartialEq)]
pub enum FaultKind {
    /// It must be given.
    Required,
    /// It was cleared, but must have a value.
    NotNullable,
    /// There is no such field.
    Unknown,
    /// It is not of this JSON type.
    WrongType(&'static str),
    /// It is not one of these.
    NotOneOf(&'static [&'static str]),
    /// It has fewer characters or items.
    TooShort(usize),
    /// It has more characters or items.
    TooLong(usize),
    /// It contains control characters.
    ControlCharacters,
    /// It is outside these bounds, both included.
    OutOfRange(f64, f64),
    /// It has more than two decimals.
    TooManyDecimals,
    /// It is not written as this: "an e-mail address", "a date like 2026-03-01".
    Malformed(&'static str),
    /// It comes before the other field's value.
    Before(&'static str),
    /// It is less than the other field's value.
    LessThan(&'static str),
    /// Only together with the other field.
    OnlyWith(&'static str),
    /// One at least of these fields is needed, of which this is one.
    OneOfFields(&'static str),
    /// The caller may not set it.
    NotYours,
    /// What it points to does not exist, or the caller may not see it.
    NoSuch,
    /// An item before it names the same.
    Repeated,
    /// Its items or fields have these faults.
    Inside(Faults),
}

/// Every fault of an input; never empty where it is an error.
#[derive(Debug, Clone, Default, PartialEq, thiserror::Error)]
#[error("{} fields are invalid", .0.len())]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// A single fault.
    #[must_use]
    pub fn one(field: impl Into<String>, kind: FaultKind) -> Self {
        let mut faults = Self::default();
        faults.add(field, kind);
        faults
    }

    /// Adds one.
    pub fn add(&mut self, field: impl Into<String>, kind: FaultKind) {
        self.0.push(Fault {
            field: field.into(),
            kind,
        });
    }

    /// The value that was read for a field, or nothing and a note of what is wrong with it, or inside it.
    pub fn note<T>(&mut self, field: &str, read: Result<T, FaultKind>) -> Option<T> {
        match read {
            Ok(value) => return Some(value),
            Err(FaultKind::Inside(faults)) => {
                let inner = faults.0.into_iter();
                self.0.extend(inner.map(|fault| Fault {
                    field: format!("{field}/{}", fault.field),
                    kind: fault.kind,
                }));
            }
            Err(kind) => self.add(field, kind),
        }
        None
    }

    /// The value that was made, or nothing and its faults beside the others.
    pub fn gather<T>(&mut self, made: Result<T, Self>) -> Option<T> {
        made.map_err(|more| self.0.extend(more.0)).ok()
    }

    /// What was made of all the parts, unless something was wrong. A part is missing only where a fault says why.
    ///
    /// # Errors
    /// The faults.
    pub fn whole<T>(self, made: Option<T>) -> Result<T, Self> {
        match made {
            Some(made) => self.or(made),
            None => Err(self),
        }
    }

    /// A name that somebody else chose, as a segment of a path (RFC 6901, 3).
    #[must_use]
    pub fn segment(name: &str) -> String {
        name.replace('~', "~0").replace('/', "~1")
    }

    /// The value, unless something was wrong.
    ///
    /// # Errors
    /// The faults, when there are any.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}
