//! A stored file on its way out, and the note that somebody read it.

use crate::{extract::Auth, problem::Problem, state::App};
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use shared::{
    audit::Origin,
    resumes::{noted, queries::Resume},
};
use std::fmt::Write;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Streams the file as an attachment of its true type, after noting who reads it.
pub(super) async fn download(app: &App, auth: Auth, resume: &Resume, origin: &Origin) -> Result<Response, Problem> {
    let (size, stream) = app.files.stream(&resume.file_path).await?;
    note_reads(app, auth, std::slice::from_ref(resume), origin).await?;
    let mut response = Response::new(Body::from_stream(stream));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime(&resume.file_type)));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    let name = &resume.file_name;
    // Whoever does not know `filename*` takes the other (RFC 6266, 4.3).
    let (plain, full) = (plain(name), percent_encode(name));
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}");
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::try_from(disposition).map_err(Problem::internal)?,
    );
    Ok(response)
}

/// Writes the reads into the audit log.
pub(super) async fn note_reads(app: &App, auth: Auth, resumes: &[Resume], origin: &Origin) -> Result<(), Problem> {
    if resumes.is_empty() {
        return Ok(());
    }
    let mut tx = app.db.begin().await?;
    noted::note_reads(&mut tx, auth.actor(), resumes, origin).await?;
    Ok(tx.commit().await?)
}

fn mime(file_type: &str) -> &'static str {
    match file_type {
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "odt" => "application/vnd.oasis.opendocument.text",
        "rtf" => "application/rtf",
        // In whichever of three encodings it came.
        "txt" => "text/plain",
        // An attachment under a policy that allows nothing: no browser renders it here.
        "html" => "text/html",
        _ => "application/octet-stream",
    }
}

/// The name in ASCII: letters lose their accents, what has no such letter becomes `_`.
fn plain(name: &str) -> String {
    let folded = name.nfd().filter(|c| !is_combining_mark(*c));
    let plain = folded.map(|c| {
        if c == ' ' || (c.is_ascii_graphic() && !"\"\\%".contains(c)) {
            c
        } else {
            '_'
        }
    });
    plain.collect()
}

/// RFC 8187: everything but unreserved characters as `%xx` of its UTF-8.
fn percent_encode(text: &str) -> String {
    text.bytes()
        .fold(String::with_capacity(text.len()), |mut encoded, byte| {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                encoded.push(char::from(byte));
            } else {
                // Writing to a String does not fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
            encoded
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_leave_its_header() {
        assert_eq!(percent_encode("é\"\r\n;.pdf"), "%C3%A9%22%0D%0A%3B.pdf");
        assert_eq!(plain("é\"\r\n;\u{5c65}\\.pdf"), "e___;__.pdf");
    }
}
