//! Whether what another engine said is a profile at all: an object whose known fields have their types, one of them at least with content.
//! What says that a workflow was started, or repeats the question, is none.

use serde::Deserialize;
use serde_json::Value;

/// As the native engine's `parsed_data`, with nothing that must be there.
#[derive(Deserialize)]
#[allow(
    dead_code,
    reason = "read for the types of its fields; the values are taken by grounding"
)]
struct Personal {
    full_name: Option<String>,
    emails: Option<Vec<String>>,
    phones: Option<Vec<String>>,
    location: Option<String>,
    links: Option<Vec<Link>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
#[allow(dead_code, reason = "as above")]
enum Link {
    Url(String),
    Named { url: Option<String> },
}

#[derive(Deserialize)]
#[serde(untagged)]
#[allow(dead_code, reason = "as above")]
enum Skill {
    Raw(String),
    Rated {
        raw: Option<String>,
        name: Option<String>,
        years: Option<f64>,
        proficiency_level: Option<String>,
    },
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "as above")]
struct Experience {
    title: Option<String>,
    company: Option<String>,
    client: Option<String>,
    location: Option<String>,
    start: Option<String>,
    end: Option<String>,
    is_current: Option<bool>,
    description: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "as above")]
struct Education {
    degree: Option<String>,
    institution: Option<String>,
    location: Option<String>,
    start: Option<String>,
    end: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "as above")]
struct Language {
    name: Option<String>,
    level: Option<String>,
}

/// Whether a field's value is of its type.
type Typed = fn(&Value) -> bool;

fn is<T: for<'a> Deserialize<'a>>(value: &Value) -> bool {
    Option::<T>::deserialize(value).is_ok()
}

const FIELDS: [(&str, Typed); 8] = [
    ("personal", is::<Personal>),
    ("title", is::<String>),
    ("summary", is::<String>),
    ("skills", is::<Vec<Skill>>),
    ("experiences", is::<Vec<Experience>>),
    ("educations", is::<Vec<Education>>),
    ("languages", is::<Vec<Language>>),
    ("certifications", is::<Vec<String>>),
];

/// Nothing that says anything: no text, number or truth value at any depth.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(fields) => fields.values().all(is_blank),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether it is a profile with content.
///
/// # Errors
/// In words for a warning: what is wrong with it, never what it says.
pub fn check(said: &Value) -> Result<(), String> {
    let mut has_content = false;
    for (name, is_typed) in FIELDS {
        let Some(value) = said.get(name) else { continue };
        if !is_typed(value) {
            return Err(format!("`{name}` is not what it is in a profile"));
        }
        has_content |= !is_blank(value);
    }
    if has_content {
        Ok(())
    } else {
        Err("an answer without a profile".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_profile_has_a_known_field_with_content() {
        for said in [
            json!({ "title": "Data engineer" }),
            json!({ "personal": { "full_name": "Ana", "links": ["a.example", { "url": null }] }, "skills": null }),
            json!({ "skills": ["Rust", { "raw": "Go", "years": 3 }], "of_its_own": 7 }),
            json!({ "experiences": [{ "title": "Dev", "is_current": null }] }),
        ] {
            assert_eq!(check(&said), Ok(()), "{said}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        for (said, why) in [
            (json!({ "message": "Workflow was started" }), "without a profile"),
            (json!({ "text": "the question" }), "without a profile"),
            (json!({}), "without a profile"),
            (json!("a text"), "without a profile"),
            (json!([1]), "without a profile"),
            (
                json!({ "personal": {}, "skills": [], "title": " " }),
                "without a profile",
            ),
            (json!({ "skills": "Rust, Go" }), "`skills`"),
            (json!({ "title": ["Dev"] }), "`title`"),
            (json!({ "title": "Dev", "experiences": {} }), "`experiences`"),
            (
                json!({ "title": "Dev", "personal": { "emails": "a@b.example" } }),
                "`personal`",
            ),
            (json!({ "title": "Dev", "skills": [{ "raw": 7 }] }), "`skills`"),
        ] {
            let refused = check(&said).unwrap_err();
            assert!(refused.contains(why), "{said}: {refused}");
        }
    }
}
