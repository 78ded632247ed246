//! JSON that the database made and an answer passes on.

use super::DbError;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use sqlx::{FromRow, Row, postgres::PgRow};
use std::marker::PhantomData;

/// A column of JSON of this shape that is not taken apart to be put together again: most of what a list costs would be that.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent, bound = "")]
pub struct Passed<T>(Box<RawValue>, #[serde(skip)] PhantomData<T>);

impl<T: DeserializeOwned> Passed<T> {
    /// The value, for who needs it.
    ///
    /// # Errors
    /// The statement made another shape: a bug of it.
    pub fn read(&self) -> Result<T, DbError> {
        serde_json::from_str(self.0.get()).map_err(DbError::decode)
    }
}

/// A row of a list that is JSON of this shape already ([`super::paging::List::as_json`]): text that is not even looked at.
#[derive(Debug, Clone)]
pub struct JsonRow<T>(String, PhantomData<T>);

impl<'r, T> FromRow<'r, PgRow> for JsonRow<T> {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self(row.try_get("row")?, PhantomData))
    }
}

impl<T> JsonRow<T> {
    /// The JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
