//! Types that a JSON field or a query parameter may have: how each is read, and how the documentation describes it. Both from one
//! place, so that they cannot disagree.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde_json::Value;
use shared::kernel::{
    After, Choice, CompanyId, ConsultantId, Currency, EmailAddress, ExecutionId, FaultKind, Faults, Latitude, Line,
    Longitude, MatchId, Prose, Rate, ResumeId, SkillId, Sort, TenderId, UserId, WebAddress, Whole, Years,
};
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};

/// A value of the wire.
pub trait Wire: Sized {
    /// From a JSON value that is not null.
    ///
    /// # Errors
    /// What is wrong with it.
    fn from_json(value: Value) -> Result<Self, FaultKind>;

    /// From a query parameter.
    ///
    /// # Errors
    /// What is wrong with it.
    fn from_text(text: &str) -> Result<Self, FaultKind>;

    /// For the documentation.
    fn schema() -> ObjectBuilder;

    /// As a field of a body.
    #[must_use]
    fn describe(description: &str, example: Value) -> Schema {
        let described = Self::schema().description(Some(description.trim().to_owned()));
        Schema::Object(described.examples([example]).build())
    }
}

fn string(value: Value) -> Result<String, FaultKind> {
    match value {
        Value::String(text) => Ok(text),
        _ => Err(FaultKind::WrongType("string")),
    }
}

fn number(value: &Value) -> Result<f64, FaultKind> {
    value.as_f64().ok_or(FaultKind::WrongType("number"))
}

fn integer(value: &Value) -> Result<i64, FaultKind> {
    value.as_i64().ok_or(FaultKind::WrongType("integer"))
}

fn text_schema(min: usize, max: usize) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(min))
        .max_length(Some(max))
}

fn formatted(format: KnownFormat) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(format)))
}

fn number_schema(min: f64, max: f64) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Number)
        .minimum(Some(min))
        .maximum(Some(max))
}

macro_rules! text {
    ($([$($generics:tt)*] $type:ty: $parse:expr, $schema:expr;)+) => {$(
        impl<$($generics)*> Wire for $type {
            fn from_json(value: Value) -> Result<Self, FaultKind> {
                Self::from_text(&string(value)?)
            }
            fn from_text(text: &str) -> Result<Self, FaultKind> {
                $parse(text)
            }
            fn schema() -> ObjectBuilder {
                $schema
            }
        }
    )+};
}

fn date(text: &str) -> Result<NaiveDate, FaultKind> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    // chrono would take a year of any length, signed; the database has none before 4713 BC.
    day.filter(|day| text.len() == 10 && day.year() >= 1)
        .ok_or(FaultKind::Malformed("date"))
}

fn instant(text: &str) -> Result<DateTime<Utc>, FaultKind> {
    DateTime::parse_from_rfc3339(text)
        .map(|t| t.to_utc())
        .map_err(|_| FaultKind::Malformed("instant"))
}

fn execution(text: &str) -> Result<ExecutionId, FaultKind> {
    text.parse().map(ExecutionId).map_err(|_| FaultKind::Malformed("uuid"))
}

text! {
    [const MAX: usize] Line<MAX>: Line::parse, text_schema(1, MAX);
    [const MAX: usize] Prose<MAX>: Prose::parse, text_schema(1, MAX);
    [] WebAddress: WebAddress::parse, ObjectBuilder::new().schema_type(Type::String).pattern(Some("^https?://")).max_length(Some(WebAddress::MAX));
    [] EmailAddress: EmailAddress::parse, ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::Custom("email".to_owned()))).max_length(Some(EmailAddress::MAX));
    [] After: After::parse, ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[0-9]{1,18}(:.*)?$")).max_length(Some(2000));
    [] Currency: Currency::parse, ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[A-Z]{3}$"));
    [] NaiveDate: date, formatted(KnownFormat::Date);
    [] DateTime<Utc>: instant, formatted(KnownFormat::DateTime);
    [] ExecutionId: execution, formatted(KnownFormat::Uuid);
}

macro_rules! numeric {
    ($($type:ty: $parse:expr, $min:expr, $max:expr;)+) => {$(
        impl Wire for $type {
            fn from_json(value: Value) -> Result<Self, FaultKind> {
                $parse(number(&value)?)
            }
            fn from_text(text: &str) -> Result<Self, FaultKind> {
                $parse(text.parse().map_err(|_| FaultKind::WrongType("number"))?)
            }
            fn schema() -> ObjectBuilder {
                number_schema($min, $max)
            }
        }
    )+};
}

numeric! {
    Years: Years::parse, Years::MIN, Years::MAX;
    Latitude: Latitude::parse, Latitude::MIN, Latitude::MAX;
    Longitude: Longitude::parse, Longitude::MIN, Longitude::MAX;
    Rate: Rate::from_units, 0.0, Rate::MAX;
    Share: Share::parse, 0.0, 1.0;
}

/// A number between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share(pub f64);

impl Share {
    fn parse(number: f64) -> Result<Self, FaultKind> {
        if (0.0..=1.0).contains(&number) {
            Ok(Self(number))
        } else {
            Err(FaultKind::OutOfRange(0.0, 1.0))
        }
    }
}

impl<const MIN: i32, const MAX: i32> Wire for Whole<MIN, MAX> {
    fn from_json(value: Value) -> Result<Self, FaultKind> {
        Self::parse(integer(&value)?)
    }
    fn from_text(text: &str) -> Result<Self, FaultKind> {
        Self::parse(text.parse().map_err(|_| FaultKind::WrongType("integer"))?)
    }
    fn schema() -> ObjectBuilder {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(f64::from(MIN)))
            .maximum(Some(f64::from(MAX)))
    }
}

macro_rules! ids {
    ($($type:ident),+) => {$(
        impl Wire for $type {
            fn from_json(value: Value) -> Result<Self, FaultKind> {
                integer(&value).map($type)
            }
            fn from_text(text: &str) -> Result<Self, FaultKind> {
                text.parse().map($type).map_err(|_| FaultKind::WrongType("integer"))
            }
            fn schema() -> ObjectBuilder {
                ObjectBuilder::new().schema_type(Type::Integer).format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
            }
        }
    )+};
}

ids!(CompanyId, UserId, SkillId, TenderId, ConsultantId, MatchId, ResumeId);

impl Wire for bool {
    fn from_json(value: Value) -> Result<Self, FaultKind> {
        value.as_bool().ok_or(FaultKind::WrongType("boolean"))
    }
    fn from_text(text: &str) -> Result<Self, FaultKind> {
        // As Python and spreadsheets write it, too.
        match text.to_ascii_lowercase().as_str() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(FaultKind::WrongType("boolean")),
        }
    }
    fn schema() -> ObjectBuilder {
        ObjectBuilder::new().schema_type(Type::Boolean)
    }
}

/// An enumeration on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OneOf<C>(pub C);

impl<C: Choice> Wire for OneOf<C> {
    fn from_json(value: Value) -> Result<Self, FaultKind> {
        Self::from_text(&string(value)?)
    }
    fn from_text(text: &str) -> Result<Self, FaultKind> {
        C::named(text).map(Self).ok_or(FaultKind::NotOneOf(C::NAMES))
    }
    fn schema() -> ObjectBuilder {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(C::NAMES.iter().copied()))
    }
}

impl<C: Choice> Wire for Sort<C> {
    fn from_json(value: Value) -> Result<Self, FaultKind> {
        Self::parse(&string(value)?)
    }
    fn from_text(text: &str) -> Result<Self, FaultKind> {
        Self::parse(text)
    }
    fn schema() -> ObjectBuilder {
        let both = C::NAMES
            .iter()
            .flat_map(|name| [(*name).to_owned(), format!("-{name}")]);
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(both.collect::<Vec<_>>()))
    }
}

/// Text that is compared and never shown or stored: a password, a token.
#[derive(Debug, Clone)]
pub struct Secret(pub shared::config::Secret);

impl Wire for Secret {
    fn from_json(value: Value) -> Result<Self, FaultKind> {
        Self::from_text(&string(value)?)
    }
    fn from_text(text: &str) -> Result<Self, FaultKind> {
        match text.len() {
            0 => Err(FaultKind::TooShort(1)),
            1..=1024 => Ok(Self(shared::config::Secret::new(text))),
            _ => Err(FaultKind::TooLong(1024)),
        }
    }
    fn schema() -> ObjectBuilder {
        text_schema(1, 1024).format(Some(SchemaFormat::KnownFormat(KnownFormat::Password)))
    }
}

/// A list.
#[derive(Debug, Clone)]
pub struct List<T>(pub Vec<T>);

impl<T> List<T> {
    /// The most items.
    const MAX: usize = 100;
}

impl<T: Wire> Wire for List<T> {
    fn from_json(value: Value) -> Result<Self, FaultKind> {
        let Value::Array(items) = value else {
            return Err(FaultKind::WrongType("array"));
        };
        if items.len() > Self::MAX {
            return Err(FaultKind::TooLong(Self::MAX));
        }
        let mut faults = Faults::default();
        let read = items.into_iter().enumerate();
        let read = read.filter_map(|(at, item)| faults.note(&at.to_string(), T::from_json(item)));
        let read = read.collect();
        faults.or(Self(read)).map_err(FaultKind::Inside)
    }
    fn from_text(text: &str) -> Result<Self, FaultKind> {
        text.split(',').map(T::from_text).collect::<Result<_, _>>().map(Self)
    }
    fn schema() -> ObjectBuilder {
        T::schema()
    }
    fn describe(description: &str, example: Value) -> Schema {
        let items = ArrayBuilder::new().items(T::schema()).max_items(Some(Self::MAX));
        let described = items.description(Some(description.trim().to_owned()));
        Schema::Array(described.examples([example]).build())
    }
}
