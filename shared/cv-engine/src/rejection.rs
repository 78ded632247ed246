//! Why a file was refused. Every refusal has a stable code (part of the API) and a sentence for people.

use serde::{Deserialize, Serialize};

/// Stable codes of refusal; the wire name is [`Code::as_str`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Code {
    /// No byte, or no visible character.
    #[serde(rename = "cv_empty")]
    Empty,
    /// A password is needed to read it.
    #[serde(rename = "cv_encrypted")]
    Encrypted,
    /// A readable container whose text cannot be recovered: a scan, or glyph ids without a character map.
    #[serde(rename = "cv_no_text")]
    NoText,
    /// More bytes than allowed, as sent or once decompressed.
    #[serde(rename = "cv_too_large")]
    TooLarge,
    /// Damaged beyond reading.
    #[serde(rename = "cv_unreadable")]
    Unreadable,
    /// A type that is not read here, judged by content and never by name.
    #[serde(rename = "cv_unsupported_type")]
    UnsupportedType,
    /// Processor time, memory, wall time, pages or parts beyond the limits.
    #[serde(rename = "cv_limits_exceeded")]
    LimitsExceeded,
}

impl Code {
    /// The code as it travels.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::Empty => "cv_empty",
            Code::Encrypted => "cv_encrypted",
            Code::NoText => "cv_no_text",
            Code::TooLarge => "cv_too_large",
            Code::Unreadable => "cv_unreadable",
            Code::UnsupportedType => "cv_unsupported_type",
            Code::LimitsExceeded => "cv_limits_exceeded",
        }
    }
}

/// A refused file: a stable code and an English sentence that says what is wrong and how to fix it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}: {detail}", code.as_str())]
pub struct Rejection {
    /// Stable code.
    pub code: Code,
    /// What is wrong and what to do about it; never quotes the file's text.
    pub detail: String,
}

impl Rejection {
    /// A refusal with its reason.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }

    /// Nothing in it to read.
    pub fn empty() -> Self {
        Self::new(
            Code::Empty,
            "The file has no visible text. Send the CV as PDF, DOCX, ODT, RTF, HTML or plain text.",
        )
    }

    /// The container is damaged; `what` names the part.
    pub fn unreadable(what: impl std::fmt::Display) -> Self {
        Self::new(
            Code::Unreadable,
            format!("The file is damaged: {what}. Export the CV again and send the new file."),
        )
    }

    /// A decompression bomb or an over-long document; `what` names the limit.
    pub fn too_large(what: impl std::fmt::Display) -> Self {
        Self::new(
            Code::TooLarge,
            format!("The file is too large: {what}. Send a shorter or simpler CV."),
        )
    }
}
