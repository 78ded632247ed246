//! ZIP containers, read with limits that count real bytes: a central directory lies.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::super::limits::Limits;
use super::super::rejection::{Code, Rejection};

/// Most parts that a word processor's file has.
const PARTS: usize = 2_000;

/// An open container and what may still be inflated from it.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    budget: u64,
}

impl<'a> Archive<'a> {
    /// Opens a container; more parts than a word processor writes are refused.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Rejection> {
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|e| Rejection::unreadable(format!("its ZIP container does not open ({e})")))?;
        if zip.len() > PARTS {
            return Err(Rejection::new(
                Code::LimitsExceeded,
                format!(
                    "The file holds {} parts, at most {PARTS} are read. Save it again from a word processor.",
                    zip.len()
                ),
            ));
        }
        Ok(Self {
            zip,
            budget: limits.decompressed_bytes as u64,
        })
    }

    /// Names of the parts, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.zip.file_names().flatten().map(|n| n.into_owned()).collect();
        names.sort();
        names
    }

    /// Inflates a part as text; none when there is no such part.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Rejection> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(zip::result::ZipError::UnsupportedArchive(why)) if why.to_ascii_lowercase().contains("password") => {
                return Err(Rejection::new(
                    Code::Encrypted,
                    "The file is protected by a password. Save it without one and send it again.",
                ));
            }
            Err(e) => return Err(Rejection::unreadable(format!("its part {name} does not open ({e})"))),
        };
        let mut bytes = Vec::new();
        let read = part.take(self.budget + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > self.budget {
            return Err(Rejection::too_large("it inflates to more than any CV holds"));
        }
        read.map_err(|e| Rejection::unreadable(format!("its part {name} does not inflate ({e})")))?;
        self.budget -= bytes.len() as u64;
        Ok(Some(super::plain::decode(&bytes)))
    }
}
