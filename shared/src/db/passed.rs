//! JSON that the database made and an answer passes on.

use super::DbError;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use std::marker::PhantomData;

/// A column of JSON of this shape that is not taken apart to be put together again: most of what a list costs would be that.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent, bound = "")]
pub struct Passed<T>(Box<RawValue>, #[serde(skip)] PhantomData<T>);

impl<T> Passed<T> {
    /// Changes the JSON as such, whose shape stays.
    ///
    /// # Errors
    /// The statement made no JSON: a bug of it.
    pub fn edit(&mut self, change: impl FnOnce(&mut serde_json::Value)) -> Result<(), DbError> {
        let mut value = serde_json::from_str(self.0.get()).map_err(DbError::decode)?;
        change(&mut value);
        self.0 = serde_json::value::to_raw_value(&value).map_err(DbError::encode)?;
        Ok(())
    }
}

impl<T: DeserializeOwned> Passed<T> {
    /// The value, for who needs it.
    ///
    /// # Errors
    /// The statement made another shape: a bug of it.
    pub fn read(&self) -> Result<T, DbError> {
        serde_json::from_str(self.0.get()).map_err(DbError::decode)
    }
}
