//! DOCX or ODT: what a container holds.

use super::super::limits::Limits;
use super::super::rejection::{Code, Rejection};
use super::super::warnings;
use super::container::Archive;
use super::document::Document;
use super::{docx, odt};

/// Reads a DOCX or an ODT, told apart by their parts.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Rejection> {
    let mut archive = Archive::open(bytes, limits)?;
    let names = archive.names();
    let has = |name: &str| names.iter().any(|n| n == name);
    let mut document = if has("word/document.xml") {
        docx::read(&mut archive)?
    } else if has("content.xml") {
        odt::read(&mut archive)?
    } else if has("mimetype")
        || has("[Content_Types].xml") && !names.iter().any(|n| n.starts_with("xl/") || n.starts_with("ppt/"))
    {
        return Err(Rejection::unreadable("the part that holds its text is missing"));
    } else {
        return Err(Rejection::new(
            Code::UnsupportedType,
            "The file is a ZIP container without a text document inside. Send the CV as PDF, DOCX, ODT, RTF, HTML or plain text.",
        ));
    };
    if names.iter().any(|n| n.ends_with("vbaProject.bin")) {
        document.warnings.push(warnings::MACROS.to_owned());
    }
    Ok(document)
}
