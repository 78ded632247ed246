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

/// What is wrong with a file that was refused with this code and how to fix it, in French; [`Rejection::detail`] says in English which part of it
/// is at fault.
#[must_use]
pub fn in_french(code: &str) -> Option<&'static str> {
    Some(match code {
        "cv_empty" => "Le fichier n'a aucun texte visible. Envoyez le CV en PDF, DOCX, ODT, RTF, HTML ou texte simple.",
        "cv_encrypted" => "Le fichier est protégé par un mot de passe. Enregistrez-le sans, puis renvoyez-le.",
        "cv_no_text" => {
            "Le texte du fichier ne peut pas être lu : ce sont des images ou des polices sans table de caractères. Exportez le CV depuis le traitement de texte, avec un texte qui se copie."
        }
        "cv_too_large" => {
            "Le fichier est trop grand ou se décompresse au-delà de ce que tient un CV. Envoyez un CV plus court ou plus simple."
        }
        "cv_unreadable" => "Le fichier est endommagé. Exportez de nouveau le CV et envoyez le nouveau fichier.",
        "cv_unsupported_type" => {
            "Ce type de fichier n'est pas lu. Envoyez le CV en PDF, DOCX, ODT, RTF, HTML ou texte simple."
        }
        "cv_limits_exceeded" => {
            "La lecture du fichier dépasse le temps, la mémoire ou le nombre de parties admis. Envoyez un export plus simple du CV."
        }
        _ => return None,
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_its_words_in_french() {
        use Code::{Empty, Encrypted, LimitsExceeded, NoText, TooLarge, Unreadable, UnsupportedType};
        for code in [
            Empty,
            Encrypted,
            NoText,
            TooLarge,
            Unreadable,
            UnsupportedType,
            LimitsExceeded,
        ] {
            assert!(
                in_french(code.as_str()).is_some_and(|words| words.len() > 20),
                "{code:?}"
            );
        }
    }
}
