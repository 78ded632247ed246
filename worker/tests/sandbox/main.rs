//! `worker parse` on files of its own making: contents, codes and limits, through the real binary and its capped child.

mod hidden;
mod hostile;
mod layouts;
mod words;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use lopdf::content::{Content, Operation};
use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary};
use serde_json::Value;

const TEXT: &str = "Ana Silva\nRust Developer\nana.silva@example.org\nTél. : 06 12 34 56 78\nLyon, France\n\nExperience\n\n\
Rust Developer – Acme Ltd (Lyon)    March 2020 – Present\n- Wrote the parser.\n\nSkills\nRust, Linux, PostgreSQL\n";

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("parse-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn parse(&self, files: &[&Path]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_worker"))
            .arg("parse")
            .args(files)
            .args([
                "--out".as_ref(),
                self.0.join("out").as_os_str(),
                "--as-of".as_ref(),
                "2026-11".as_ref(),
            ])
            .output()
            .unwrap()
    }

    /// Parses one file that must be accepted.
    fn profile(&self, file: &Path) -> Value {
        let output = self.parse(&[file]);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
        let out = self
            .0
            .join("out")
            .join(file.file_stem().unwrap())
            .with_extension("json");
        serde_json::from_slice(&std::fs::read(out).unwrap()).unwrap()
    }

    /// Parses files that must be accepted, all in one run; their profiles in this order.
    fn profiles(&self, files: &[(&str, Vec<u8>)]) -> Vec<Value> {
        let paths: Vec<PathBuf> = files.iter().map(|(name, content)| self.write(name, content)).collect();
        let output = self.parse(&paths.iter().map(PathBuf::as_path).collect::<Vec<_>>());
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{said}");
        let answer = |path: &PathBuf| {
            self.0
                .join("out")
                .join(path.file_stem().unwrap())
                .with_extension("json")
        };
        paths
            .iter()
            .map(|path| serde_json::from_slice(&std::fs::read(answer(path)).unwrap()).unwrap())
            .collect()
    }

    /// Parses one file that must be refused, and answers its code.
    fn refusal(&self, file: &Path) -> String {
        let output = self.parse(&[file]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(3), "{}: {said}", file.display());
        let last: Value = serde_json::from_str(said.trim().lines().last().unwrap()).unwrap();
        assert!(
            last["detail"].as_str().is_some_and(|d| d.len() > 20),
            "a refusal says what to do: {last}"
        );
        last["code"].as_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _: std::io::Result<()> = std::fs::remove_dir_all(&self.0);
    }
}

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let xml = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    zip(&[("word/document.xml", xml.as_bytes())])
}

fn paragraphs(text: &str) -> String {
    text.lines()
        .map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"))
        .collect()
}

/// A one-page PDF of these lines (Latin text only); without lines, an empty page.
fn pdf(lines: &[&str]) -> Document {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" });
    let mut operations = vec![Operation::new("BT", vec![])];
    operations.push(Operation::new("Tf", vec!["F1".into(), 11.into()]));
    operations.push(Operation::new("Td", vec![50.into(), 780.into()]));
    for line in lines {
        operations.push(Operation::new("Tj", vec![Object::string_literal(*line)]));
        operations.push(Operation::new("Td", vec![0.into(), (-16).into()]));
    }
    operations.push(Operation::new("ET", vec![]));
    let content = Content { operations }.encode().unwrap();
    let content = document.add_object(Stream::new(dictionary! {}, content));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    });
    document.set_object(
        pages,
        dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 },
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    document
}

fn bytes(mut document: Document) -> Vec<u8> {
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

const PDF_LINES: &[&str] = &[
    "Ana Silva",
    "Rust Developer",
    "ana.silva@example.org",
    "Lyon, France",
    "Experience",
    "Rust Developer, Acme Ltd, March 2020 - Present",
    "Skills",
    "Rust, Linux, PostgreSQL",
];

fn encrypted() -> Vec<u8> {
    let mut document = pdf(PDF_LINES);
    document.trailer.set(
        "ID",
        vec![
            Object::string_literal("0123456789abcdef"),
            Object::string_literal("0123456789abcdef"),
        ],
    );
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "secret",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    bytes(document)
}

/// As Acrobat 9 protects a file that everybody may open: AES-256, revision 5, and no password but the owner's.
#[allow(deprecated, reason = "files of this revision are about")]
fn opened_without_a_password() -> Vec<u8> {
    let mut document = pdf(PDF_LINES);
    let crypt: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
    let version = EncryptionVersion::R5 {
        encrypt_metadata: true,
        crypt_filters: BTreeMap::from([(b"StdCF".to_vec(), crypt)]),
        file_encryption_key: &[7; 32],
        stream_filter: b"StdCF".to_vec(),
        string_filter: b"StdCF".to_vec(),
        owner_password: "owner",
        user_password: "",
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    bytes(document)
}

#[test]
fn a_pdf_that_opens_without_a_password_is_read() {
    let folder = Folder::new("open-to-all");
    let said = folder.profiles(&[
        ("acrobat9.pdf", opened_without_a_password()),
        ("plain.pdf", bytes(pdf(PDF_LINES))),
    ]);
    assert_eq!(said[0], said[1]);
    assert_eq!(said[0]["personal"]["full_name"], "Ana Silva");
}

#[test]
fn a_document_type_and_entities_that_nobody_declared_do_no_harm() {
    let folder = Folder::new("entities");
    let with = |head: &str, company: &str| {
        let body = paragraphs(&TEXT.replace("Acme Ltd", company));
        let xml = format!(
            r#"<?xml version="1.0"?>{head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
        );
        zip(&[("word/document.xml", xml.as_bytes())])
    };
    let declared = r#"<!DOCTYPE w:document [<!ENTITY co "Expanded"><!ENTITY file SYSTEM "file:///etc/passwd">]>"#;
    let said = folder.profiles(&[
        (
            "external.docx",
            with(r#"<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/w.dtd">"#, "Acme Ltd"),
        ),
        ("declared.docx", with(declared, "Acme&co;&file; Ltd")),
        ("undeclared.docx", with("", "Acme&nothing; Ltd")),
        ("ampersand.docx", with("", "Acme R&D Ltd")),
        ("alone.docx", with("", "Acme & Ltd")),
    ]);
    let companies: Vec<&Value> = said.iter().map(|s| &s["experiences"][0]["company"]).collect();
    assert_eq!(companies[..3], ["Acme Ltd"; 3]);
    assert_eq!(companies[3..], ["Acme R&D Ltd", "Acme & Ltd"]);
}

#[test]
fn the_same_cv_reads_the_same_in_text_word_and_pdf() {
    let folder = Folder::new("formats");
    let files = [
        folder.write("a.txt", TEXT),
        folder.write("b.docx", docx(&paragraphs(TEXT))),
        folder.write("c.pdf", bytes(pdf(PDF_LINES))),
    ];
    for file in &files {
        let profile = folder.profile(file);
        let context = file.display();
        assert_eq!(profile["personal"]["full_name"], "Ana Silva", "{context}");
        assert_eq!(profile["personal"]["emails"][0], "ana.silva@example.org", "{context}");
        assert_eq!(profile["personal"]["location"], "Lyon, France", "{context}");
        assert_eq!(profile["title"], "Rust Developer", "{context}");
        let job = &profile["experiences"][0];
        assert_eq!(
            (&job["title"], &job["company"]),
            (&"Rust Developer".into(), &"Acme Ltd".into()),
            "{context}"
        );
        assert_eq!(
            (&job["start"], &job["end"], &job["is_current"]),
            (&"2020-03".into(), &Value::Null, &true.into()),
            "{context}"
        );
        let skills: Vec<&str> = profile["skills"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| s["name"].as_str().unwrap())
            .collect();
        assert_eq!(skills, ["Rust", "Linux", "PostgreSQL"], "{context}");
        assert_eq!(
            (&profile["engine"], profile["suggested_years_experience"].as_f64()),
            (&"native".into(), Some(6.7)),
            "{context}"
        );
    }
    assert_eq!(folder.profile(&files[0])["personal"]["phones_e164"][0], "+33612345678");
}

#[test]
fn names_do_not_decide_contents_do() {
    let folder = Folder::new("renamed");
    assert_eq!(
        folder.profile(&folder.write("really-a-pdf.docx", bytes(pdf(PDF_LINES))))["personal"]["full_name"],
        "Ana Silva"
    );
    assert_eq!(
        folder.refusal(&folder.write("image.pdf", b"\x89PNG\r\n\x1a\n0000")),
        "cv_unsupported_type"
    );
}

#[test]
fn bad_files_are_refused_with_their_code() {
    let folder = Folder::new("bad");
    let whole = bytes(pdf(PDF_LINES));
    let bomb = zip(&[("word/document.xml", vec![b' '; 64 * 1024 * 1024].as_slice())]);
    let nested = format!("{}{}", "<w:tbl>".repeat(100_000), "</w:tbl>".repeat(100_000));
    for (name, content, code) in [
        ("empty.pdf", Vec::new(), "cv_empty"),
        ("blank.txt", b" \n\t\n".to_vec(), "cv_empty"),
        ("locked.pdf", encrypted(), "cv_encrypted"),
        ("picture.pdf", bytes(pdf(&[])), "cv_no_text"),
        ("header-only.pdf", whole[..20].to_vec(), "cv_unreadable"),
        ("big.txt", vec![b'a'; 11 * 1024 * 1024], "cv_too_large"),
        ("bomb.docx", bomb, "cv_too_large"),
        ("nested.docx", docx(&nested), "cv_unreadable"),
        (
            "no-document.docx",
            zip(&[("other.xml", b"<a/>")]),
            "cv_unsupported_type",
        ),
    ] {
        assert_eq!(folder.refusal(&folder.write(name, content)), code, "{name}");
    }
}

#[test]
fn deep_nesting_in_a_pdf_never_kills_the_worker() {
    let folder = Folder::new("deep");
    let mut content = b"%PDF-1.7\n1 0 obj\n".to_vec();
    content.extend(b"<< /A ".repeat(100_000));
    content.extend(b" >>".repeat(100_000));
    content.extend(b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");
    let code = folder.refusal(&folder.write("deep.pdf", content));
    assert!(
        ["cv_unreadable", "cv_limits_exceeded", "cv_no_text"].contains(&code.as_str()),
        "{code}"
    );
}

/// pdf_oxide and lopdf panic on some files; whatever they do to these, the answer is a profile or a named refusal, never a lost child.
#[test]
fn damaged_pdfs_end_as_an_answer() {
    let folder = Folder::new("damaged");
    let whole = bytes(pdf(PDF_LINES));
    for step in 1..40 {
        let mut damaged = whole.clone();
        for at in (step..damaged.len()).step_by(97) {
            damaged[at] = damaged[at].wrapping_add((step as u8).wrapping_mul(7)) | 0x80;
        }
        let file = folder.write(&format!("d{step}.pdf"), &damaged);
        let output = folder.parse(&[&file]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        match output.status.code() {
            Some(0) => {}
            Some(3) => assert!(
                [
                    "cv_unreadable",
                    "cv_no_text",
                    "cv_empty",
                    "cv_unsupported_type",
                    "cv_encrypted"
                ]
                .iter()
                .any(|c| said.contains(c)),
                "{step}: {said}"
            ),
            other => panic!("{step}: exit {other:?}, {said}"),
        }
    }
}

#[test]
fn one_refused_file_does_not_stop_the_others() {
    let folder = Folder::new("several");
    let files = [folder.write("first.txt", b""), folder.write("second.txt", TEXT)];
    let output = folder.parse(&[&files[0], &files[1]]);
    assert_eq!(output.status.code(), Some(3));
    assert!(folder.0.join("out/second.json").exists());
    assert!(!folder.0.join("out/first.json").exists());
}

/// Needs `tesseract` with French and English for its second half; without it the scan is refused, as a scan.
#[test]
fn a_scan_is_recognised_where_that_is_possible_and_refused_elsewhere() {
    let folder = Folder::new("scan");
    let scan = folder.write("scan.pdf", include_bytes!("../fixtures/scan.pdf"));
    let listed = Command::new("/usr/bin/tesseract").arg("--list-langs").output();
    let listed = listed
        .map(|o| String::from_utf8_lossy(&o.stdout).into_owned())
        .unwrap_or_default();
    if !["eng", "fra"]
        .iter()
        .all(|language| listed.lines().any(|l| l == *language))
    {
        assert_eq!(folder.refusal(&scan), "cv_no_text");
        return;
    }
    let profile = folder.profile(&scan);
    assert_eq!(profile["personal"]["full_name"], "Hélène Marchais");
    assert_eq!(profile["personal"]["emails"][0], "helene.marchais@example.org");
    assert!(
        profile["warnings"][0].as_str().unwrap().starts_with("ocr: "),
        "{profile}"
    );
}

/// One child after another out of one keeper: what a file did to its child is gone with it.
#[test]
fn a_hostile_file_between_others_changes_nothing_for_them() {
    let folder = Folder::new("between");
    let nested = [b"%PDF-1.4\n1 0 obj\n".to_vec(), b"[".repeat(400_000)].concat();
    let mut files = Vec::new();
    for number in 0..8 {
        files.push(folder.write(&format!("good{number}.txt"), TEXT));
        files.push(folder.write(&format!("bad{number}.pdf"), &nested));
    }
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let output = folder.parse(&paths);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 8);
    let read = |n: usize| std::fs::read(folder.0.join("out").join(format!("good{n}.json"))).unwrap();
    assert!((1..8).all(|n| read(n) == read(0)));
}

#[test]
fn files_of_one_name_and_files_that_are_missing_cost_the_others_nothing() {
    let folder = Folder::new("names");
    for (inside, name) in [("a", "Ana Silva"), ("b", "Bea Roux")] {
        std::fs::create_dir_all(folder.0.join(inside)).unwrap();
        folder.write(&format!("{inside}/cv.txt"), TEXT.replace("Ana Silva", name));
    }
    let files = ["a/cv.txt", "gone.txt", "b/cv.txt", "lost.txt", "bad.pdf"].map(|file| folder.0.join(file));
    folder.write("bad.pdf", [0u8; 100]);
    let output = folder.parse(&files.each_ref().map(PathBuf::as_path));
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("gone.txt") && said.contains("lost.txt"), "{said}");
    assert!(said.contains("b/cv.txt goes to "), "{said}");
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("bad.pdf"),
        "a refused one is said too"
    );
    let name = |file: &str| -> Value {
        let profile: Value = serde_json::from_slice(&std::fs::read(folder.0.join("out").join(file)).unwrap()).unwrap();
        profile["personal"]["full_name"].clone()
    };
    assert_eq!([name("cv.json"), name("cv.2.json")], ["Ana Silva", "Bea Roux"]);
}

#[test]
fn lines_that_end_as_on_an_old_mac_are_lines() {
    let folder = Folder::new("line-ends");
    let named = |name: &str, content: Vec<u8>| folder.profile(&folder.write(name, content));
    let expected = named("unix.txt", TEXT.into());
    assert_eq!(expected["experiences"][0]["company"], "Acme Ltd", "{expected}");
    let rtf: String = TEXT
        .lines()
        .map(|l| {
            l.chars()
                .map(|c| {
                    if c.is_ascii() {
                        c.to_string()
                    } else {
                        format!("\\u{}?", c as u32)
                    }
                })
                .collect::<String>()
        })
        .map(|l| l + "\\\r")
        .collect();
    for (name, content) in [
        ("mac.txt", TEXT.replace('\n', "\r").into_bytes()),
        ("mac.rtf", format!("{{\\rtf1\\ansi\r{rtf}}}").into_bytes()),
    ] {
        assert_eq!(named(name, content), expected, "{name}");
    }
}
