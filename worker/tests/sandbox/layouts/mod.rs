//! One person's CV in every layout that CVs have: wherever a producer puts the words, the same profile comes out.

mod others;
mod page;
mod pdf;
mod word;

use serde_json::{Value, json};

use super::Folder;

pub const NAME: &str = "Zoé Hatfield";
pub const TITLE: &str = "Data Engineer";
pub const EMAIL: &str = "zoe.hatfield@example.org";
pub const PHONE: &str = "+33 6 39 98 41 27";
pub const PLACE: &str = "Nantes, France";
/// Heading and lines of each section.
pub const EXPERIENCE: (&str, &[&str]) = (
    "Experience",
    &[
        "Data Engineer, Redfin Labs, March 2020 - Present",
        "- Wrote pipelines for the finance office.",
        "Backend Developer, Globex Ltd, January 2016 - February 2020",
        "- Moved the billing to queues.",
    ],
);
pub const EDUCATION: (&str, &[&str]) = (
    "Education",
    &["Master of Science in Physics, University of Leeds, 2013 - 2015"],
);
pub const SKILLS: (&str, &[&str]) = ("Skills", &["Python, PostgreSQL, Docker"]);
pub const LANGUAGES: (&str, &[&str]) = ("Languages", &["English: native", "French: C1"]);
pub const SECTIONS: [(&str, &[&str]); 4] = [EXPERIENCE, EDUCATION, SKILLS, LANGUAGES];

/// The whole CV, a line a line.
pub fn lines() -> Vec<String> {
    let mut lines: Vec<String> = [NAME, TITLE, EMAIL, PHONE, PLACE].map(str::to_owned).into();
    for (heading, body) in SECTIONS {
        lines.push(String::new());
        lines.push(heading.to_owned());
        lines.extend(body.iter().map(|line| (*line).to_owned()));
    }
    lines
}

/// What matters of a profile, in few words.
fn essence(profile: &Value) -> Value {
    let list = |field: &str, parts: &[&str]| -> Vec<String> {
        let entries = profile[field].as_array().unwrap();
        let text = |entry: &Value| {
            parts
                .iter()
                .map(|part| entry[part].as_str().unwrap_or("-").to_owned())
                .collect::<Vec<_>>()
                .join(" | ")
        };
        entries.iter().map(text).collect()
    };
    json!({
        "name": profile["personal"]["full_name"],
        "emails": profile["personal"]["emails"],
        "phones": profile["personal"]["phones_e164"],
        "location": profile["personal"]["location"],
        "title": profile["title"],
        "jobs": list("experiences", &["title", "company", "start", "end"]),
        "studies": list("educations", &["degree", "institution", "start", "end"]),
        "skills": list("skills", &["name"]),
        "languages": list("languages", &["code", "level"]),
    })
}

/// Reads files of this CV and compares each profile with the truth.
pub fn assert_all_read(folder: &Folder, files: &[(&str, Vec<u8>)]) {
    let truth = json!({
        "name": NAME,
        "emails": [EMAIL],
        "phones": ["+33639984127"],
        "location": PLACE,
        "title": TITLE,
        "jobs": ["Data Engineer | Redfin Labs | 2020-03 | -", "Backend Developer | Globex Ltd | 2016-01 | 2020-02"],
        "studies": ["Master of Science in Physics | University of Leeds | 2013 | 2015"],
        "skills": ["Python", "PostgreSQL", "Docker"],
        "languages": ["en | native", "fr | C1"],
    });
    for (profile, (name, _)) in folder.profiles(files).iter().zip(files) {
        assert_eq!(essence(profile), truth, "{name}");
    }
}
