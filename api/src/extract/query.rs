//! Query parameters: declared once, read one by one, so that one answer names every fault, an unknown parameter included.

use super::value::Wire;
use crate::problem::{Part, Problem};
use axum::{extract::FromRequestParts, http::request::Parts};
use shared::kernel::{After, FaultKind, Faults, Page, Whole};
use std::borrow::Cow;
use utoipa::openapi::{
    Required,
    path::{Parameter, ParameterBuilder, ParameterIn},
    schema::{ArrayBuilder, Schema},
};

/// A query's shape; made by [`query!`](crate::query).
pub trait Parameters: Sized {
    /// Reads it, noting what is wrong.
    fn read(query: &mut Pairs) -> Self;
}

/// The parameters that a route takes.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: Parameters> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let mut pairs = Pairs::new(parts.uri.query().unwrap_or_default());
        let value = T::read(&mut pairs);
        pairs
            .finish(value)
            .map(Self)
            .map_err(|f| Problem::Invalid(Part::Query, f))
    }
}

/// Values of one parameter.
const MOST: usize = 50;

/// The parameters that nobody has read yet.
#[derive(Debug)]
pub struct Pairs {
    pairs: Vec<(String, String)>,
    faults: Faults,
}

impl Pairs {
    /// Of a raw query.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        let pairs = raw.split('&').filter(|p| !p.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Self {
            pairs: pairs.collect(),
            faults: Faults::default(),
        }
    }

    /// Of names and values that are decoded.
    #[must_use]
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self {
            pairs,
            faults: Faults::default(),
        }
    }

    fn remove(&mut self, names: &[&str]) -> Vec<(String, String)> {
        self.pairs
            .extract_if(.., |(name, _)| names.contains(&name.as_str()))
            .collect()
    }

    fn note<T>(&mut self, name: String, read: Result<T, FaultKind>) -> Option<T> {
        read.map_err(|kind| self.faults.add(name, kind)).ok()
    }

    /// At most one value; an empty one counts as absent.
    pub fn one<T: Wire>(&mut self, names: &[&str]) -> Option<T> {
        let mut found = self.remove(names).into_iter().filter(|(_, value)| !value.is_empty());
        let (name, value) = found.next()?;
        if found.next().is_some() {
            self.faults.add(name, FaultKind::TooLong(1));
            return None;
        }
        self.note(name, T::from_text(&value))
    }

    /// Any number of values, comma-separated or repeated; `name[]` is how some clients (axios, PHP) repeat a name.
    pub fn many<T: Wire>(&mut self, names: &[&str]) -> Vec<T> {
        let mut all = Vec::new();
        let mut too_many = None;
        let is_one = |name: &str| names.contains(&name.strip_suffix("[]").unwrap_or(name));
        let found: Vec<_> = self.pairs.extract_if(.., |(name, _)| is_one(name)).collect();
        'found: for (name, value) in found {
            for item in value.split(',').map(str::trim).filter(|item| !item.is_empty()) {
                if let Some(item) = self.note(name.clone(), T::from_text(item)) {
                    all.push(item);
                }
                if all.len() > MOST {
                    too_many = Some(name);
                    break 'found;
                }
            }
        }
        if let Some(name) = too_many {
            self.faults.add(name, FaultKind::TooLong(MOST));
        }
        all
    }

    /// The value, or every fault: those of the parameters that nobody read among them.
    ///
    /// # Errors
    /// When there are any.
    pub fn finish<T>(mut self, value: T) -> Result<T, Faults> {
        for (name, _) in self.pairs {
            self.faults.add(name, FaultKind::Unknown);
        }
        self.faults.or(value)
    }
}

/// `application/x-www-form-urlencoded`: `+` is a space, `%xx` a byte.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(h, l)| h * 16 + l),
            _ => None,
        };
        match (escaped, first) {
            (Some(byte), _) => {
                bytes.push(byte);
                rest = &tail[2..];
                continue;
            }
            (None, b'+') => bytes.push(b' '),
            (None, byte) => bytes.push(*byte),
        }
        rest = tail;
    }
    match String::from_utf8_lossy(&bytes) {
        Cow::Borrowed(text) => text.to_owned(),
        Cow::Owned(text) => text,
    }
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

/// How a declared parameter is read and described.
pub trait Arity: Sized {
    /// Reads it.
    fn take(pairs: &mut Pairs, names: &[&str]) -> Self;
    /// For the documentation.
    fn schema() -> Schema;
}

impl<T: Wire> Arity for Option<T> {
    fn take(pairs: &mut Pairs, names: &[&str]) -> Self {
        pairs.one(names)
    }
    fn schema() -> Schema {
        Schema::Object(T::schema().build())
    }
}

impl<T: Wire> Arity for Vec<T> {
    fn take(pairs: &mut Pairs, names: &[&str]) -> Self {
        pairs.many(names)
    }
    fn schema() -> Schema {
        Schema::Array(ArrayBuilder::new().items(T::schema()).max_items(Some(MOST)).build())
    }
}

/// A parameter for the documentation.
#[must_use]
pub fn parameter<A: Arity>(name: &str, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description.trim().to_owned()))
        .schema(Some(A::schema()))
        .build()
}

/// `limit` and `offset` (alias `skip`): refused, never clamped.
#[derive(Debug, Clone, Copy)]
pub struct Paging(pub Page);

impl Paging {
    /// Reads both.
    pub fn take(pairs: &mut Pairs) -> Self {
        let limit: Option<Whole<1, 200>> = pairs.one(&["limit"]);
        let offset: Option<Whole<0, { i32::MAX }>> = pairs.one(&["offset", "skip"]);
        Self(Page {
            limit: limit.map_or(Page::DEFAULT_LIMIT, |n| n.get().into()),
            offset: offset.map_or(0, |n| n.get().into()),
        })
    }

    /// For the documentation.
    #[must_use]
    pub fn parameters() -> Vec<Parameter> {
        vec![
            parameter::<Option<Whole<1, 200>>>("limit", "Rows at most; 100 when absent"),
            parameter::<Option<Whole<0, { i32::MAX }>>>("offset", "Rows passed over; `skip` is the same"),
        ]
    }
}

/// Declares a query: `name ["older name"]: Option<T>` or `Vec<T>`; `paged` adds `limit` and `offset` as `page`.
#[macro_export]
macro_rules! query {
    (
        $(#[doc = $about:literal])+
        $vis:vis struct $name:ident {
            $($(#[doc = $doc:literal])+ $field:ident $([$($alias:literal),+])? : $type:ty),* $(,)?
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug)]
        $vis struct $name {
            $($(#[doc = $doc])+ pub $field: $type,)*
        }
        impl $crate::extract::query::Parameters for $name {
            #[allow(unused_variables, reason = "a list may have no parameter of its own")]
            fn read(pairs: &mut $crate::extract::query::Pairs) -> Self {
                Self {
                    $($field: <$type as $crate::extract::query::Arity>::take(pairs, &[stringify!($field), $($($alias),+)?]),)*
                }
            }
        }
        impl utoipa::IntoParams for $name {
            fn into_params(_: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>) -> Vec<utoipa::openapi::path::Parameter> {
                vec![$($crate::extract::query::parameter::<$type>(stringify!($field), concat!($($doc),+))),*]
            }
        }
    };
}

query! {
    /// A list without parameters of its own.
    pub struct NoFilter {}
}

query! {
    /// A list that is only paged, and to which rows are added all the time.
    pub struct FromHere {
        /// The row after which the page begins: `Link` names it, so that pages neither repeat nor miss a row; `offset` then only counts
        after: Option<After>,
    }
}

/// A list's own parameters and its page.
#[derive(Debug)]
pub struct Paged<T> {
    /// The list's own.
    pub filter: T,
    /// Which part of it.
    pub page: Page,
}

impl<T: Parameters> Parameters for Paged<T> {
    fn read(pairs: &mut Pairs) -> Self {
        Self {
            filter: T::read(pairs),
            page: Paging::take(pairs).0,
        }
    }
}

impl<T: utoipa::IntoParams> utoipa::IntoParams for Paged<T> {
    fn into_params(inside: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut all = T::into_params(inside);
        all.extend(Paging::parameters());
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded() {
        assert_eq!(decode("a+b%20c%C3%A9%zz%2"), "a b cé%zz%2");
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let mut pairs = Pairs::new("limit=0&remote=maybe&colour=red&status=a,b");
        let _: Option<bool> = pairs.one(&["remote"]);
        let _ = Paging::take(&mut pairs);
        let faults = pairs.finish(()).unwrap_err();
        let fields: Vec<&str> = faults.0.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["remote", "limit", "colour", "status"]);
    }
}
