//! The type that a stored file is served under. By content, never by name: names lie.

use cv_engine::{
    Rejection,
    detect::{FileKind, detect},
};

/// A type of file that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileType {
    Pdf,
    Docx,
    Odt,
    Zip,
    Rtf,
    Html,
    Txt,
}

impl FileType {
    /// Looks at the first bytes. Whether the file can really be read is for the capped child to find out.
    pub(super) fn of(content: &[u8]) -> Result<Self, Rejection> {
        Ok(match detect(content)? {
            FileKind::Pdf => Self::Pdf,
            FileKind::Zip
                if content.get(30..46) == Some(b"mimetypeapplicat") || holds(content, b"opendocument.text") =>
            {
                Self::Odt
            }
            FileKind::Zip if holds(content, b"word/") => Self::Docx,
            FileKind::Zip => Self::Zip,
            FileKind::Rtf => Self::Rtf,
            FileKind::Html => Self::Html,
            FileKind::Plain => Self::Txt,
        })
    }

    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Zip => "zip",
            Self::Rtf => "rtf",
            Self::Html => "html",
            Self::Txt => "txt",
        }
    }

    /// Served only as an attachment, so that HTML never runs.
    pub(super) fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Zip => "application/zip",
            Self::Rtf => "application/rtf",
            Self::Html => "text/html",
            Self::Txt => "text/plain",
        }
    }
}

/// Names of a ZIP's parts stand in clear in it.
fn holds(content: &[u8], name: &[u8]) -> bool {
    content.windows(name.len()).any(|w| w == name)
}
