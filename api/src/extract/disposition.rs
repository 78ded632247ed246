//! The file name that a part of a form gives (RFC 7578, 4.2): `filename*` (RFC 8187) where it can be read, wherever it stands, else `filename`, as
//! browsers, curl and mail programs write them.

use axum::http::HeaderValue;

/// The name in a `Content-Disposition`; none where it gives none.
pub fn file_name(disposition: &HeaderValue) -> Option<String> {
    let text = String::from_utf8_lossy(disposition.as_bytes());
    let parameters: Vec<(String, String)> = parameters(&text);
    let named = |name: &str| {
        let found = parameters.iter().find(|(given, _)| given == name);
        found.map(|(_, value)| value.as_str())
    };
    let extended = named("filename*").and_then(extended);
    extended.or_else(|| named("filename").map(unescaped))
}

/// `name=value` pairs after the type; quotes are taken off, and what they escape is kept as it is.
fn parameters(text: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut rest = text.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, value)) = rest.split_once('=') {
        let name = name.trim_matches([' ', '\t', ';']).to_ascii_lowercase();
        let value = value.trim_start();
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => {
                let end = end_of_quoted(quoted);
                (&quoted[..end], quoted.get(end + 1..).unwrap_or_default())
            }
            None => {
                let end = value.find(';').unwrap_or(value.len());
                (value[..end].trim_end(), &value[end..])
            }
        };
        all.push((name, value.to_owned()));
        rest = after;
    }
    all
}

/// Where the closing quote stands; the end, where there is none.
fn end_of_quoted(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' if !is_escaped => return at,
            b'\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    text.len()
}

/// `charset'language'percent-encoded`, in UTF-8 or Latin-1.
fn extended(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let (charset, _, encoded) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes = percent_decoded(encoded)?;
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" => String::from_utf8(bytes).ok(),
        "iso-8859-1" => Some(bytes.into_iter().map(char::from).collect()),
        _ => None,
    }
}

fn percent_decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            bytes.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    Some(bytes)
}

/// curl escapes quotes and backslashes by a backslash, browsers write `%22`; a backslash before anything else is a path of Windows.
fn unescaped(text: &str) -> String {
    let plain = text.replace("\\\"", "\"").replace("\\\\", "\\");
    plain.replace("%22", "\"").replace("%0D", "").replace("%0A", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_the_programs_that_write_them_mean_them() {
        for (disposition, expected) in [
            ("form-data; name=\"file\"; filename=\"cv.pdf\"", Some("cv.pdf")),
            ("form-data; name=file; filename=cv.pdf", Some("cv.pdf")),
            (
                "form-data; filename*=UTF-8''CV%20%C3%89lodie.pdf; name=\"file\"; filename=\"CV Elodie.pdf\"",
                Some("CV Élodie.pdf"),
            ),
            (
                "form-data; name=\"file\"; filename=\"CV Elodie.pdf\"; filename*=utf-8'fr'CV%20%C3%89lodie.pdf",
                Some("CV Élodie.pdf"),
            ),
            ("form-data; name=\"file\"; filename*=iso-8859-1''%E9.pdf", Some("é.pdf")),
            (
                "form-data; name=\"file\"; filename*=UTF-8''%zz; filename=\"cv.pdf\"",
                Some("cv.pdf"),
            ),
            (
                "form-data; name=\"file\"; filename=\"CV \\\"final\\\"; v2.pdf\"",
                Some("CV \"final\"; v2.pdf"),
            ),
            (
                "form-data; name=\"file\"; filename=\"CV %22final%22.pdf\"",
                Some("CV \"final\".pdf"),
            ),
            (
                "form-data; name=\"file\"; filename=\"C:\\dossiers\\cv.pdf\"",
                Some("C:\\dossiers\\cv.pdf"),
            ),
            ("form-data; name=\"file\"; filename=\"100 %.pdf\"", Some("100 %.pdf")),
            ("form-data; name=\"file\"", None),
        ] {
            let value = HeaderValue::from_bytes(disposition.as_bytes()).unwrap();
            assert_eq!(file_name(&value).as_deref(), expected, "{disposition}");
        }
    }
}
