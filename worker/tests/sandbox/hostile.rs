//! Files that mean harm, made here: each ends with a profile or a named refusal, within the limits of its child, and leaves the others alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lopdf::{Document, Object, Stream, dictionary};
use serde_json::Value;

use super::{Folder, PDF_LINES, TEXT, bytes, docx, paragraphs, pdf, zip};

/// What may be said of a file that is refused for what it holds, not for what it costs.
const REFUSALS: [&str; 6] = [
    "cv_empty",
    "cv_encrypted",
    "cv_no_text",
    "cv_too_large",
    "cv_unreadable",
    "cv_unsupported_type",
];

type Files = Vec<(String, Vec<u8>)>;

/// Reads all in one run, through one keeper: code by file name, none where a profile was written. Good files stand between them.
fn verdicts(folder: &Folder, files: &Files) -> BTreeMap<String, Option<String>> {
    let mut paths = vec![folder.write("good-first.txt", TEXT)];
    paths.extend(files.iter().map(|(name, content)| folder.write(name, content)));
    paths.push(folder.write("good-last.txt", TEXT));
    let output = folder.parse(&paths.iter().map(std::path::PathBuf::as_path).collect::<Vec<_>>());
    let said = String::from_utf8_lossy(&output.stdout);
    let refused: BTreeMap<String, String> = said
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|line| {
            (
                line["file"].as_str().unwrap().to_owned(),
                line["code"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let wanted = if refused.is_empty() { 0 } else { 3 };
    assert_eq!(output.status.code(), Some(wanted), "{said}");
    let good = |stem: &str| std::fs::read(folder.0.join("out").join(stem).with_extension("json")).unwrap();
    assert_eq!(good("good-first"), good("good-last"));
    let mut verdicts = BTreeMap::new();
    for path in &paths[1..paths.len() - 1] {
        let code = refused.get(&path.display().to_string()).cloned();
        let written = folder
            .0
            .join("out")
            .join(path.file_stem().unwrap())
            .with_added_extension("json");
        assert_eq!(code.is_none(), written.exists(), "{}: {code:?}", path.display());
        verdicts.insert(path.file_name().unwrap().to_string_lossy().into_owned(), code);
    }
    verdicts
}

/// Each is answered for what it holds; none runs into the limits of its child.
fn assert_answered(folder: &Folder, files: &Files) -> BTreeMap<String, Option<String>> {
    let verdicts = verdicts(folder, files);
    for (name, code) in &verdicts {
        assert!(
            code.as_deref().is_none_or(|code| REFUSALS.contains(&code)),
            "{name}: {code:?}"
        );
    }
    verdicts
}

/// A PDF written by hand: these objects, a catalog in object 1, no table of places.
fn raw_pdf(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.7\n");
    for (number, object) in objects.iter().enumerate() {
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let _ = write!(
        file,
        "trailer << /Root 1 0 R /Size {} >>\nstartxref\n0\n%%EOF\n",
        objects.len() + 1
    );
    file.into_bytes()
}

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
const SHOWN: &str = "BT /F1 11 Tf 50 700 Td (Ana Silva, ana.silva@example.org) Tj ET";

fn stream(content: &str) -> String {
    format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// Catalog, tree, page, content, font; `change` spoils one of them.
fn spoiled(change: impl FnOnce(&mut Vec<String>)) -> Vec<u8> {
    let mut objects = vec![
        CATALOG.to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        stream(SHOWN),
        FONT.to_owned(),
    ];
    change(&mut objects);
    raw_pdf(&objects)
}

/// The same content with something else in the place of one part of the page or the tree.
fn replaced(place: usize, from: &str, to: &str) -> Vec<u8> {
    spoiled(|objects| {
        assert!(objects[place].contains(from), "{from} is there to be replaced");
        objects[place] = objects[place].replace(from, to);
    })
}

#[test]
fn pdf_objects_of_wrong_types_loops_and_huge_numbers() {
    let folder = Folder::new("hostile-pdf");
    let deep = |open: &str, close: &str, times: usize| format!("{}{}", open.repeat(times), close.repeat(times));
    let mut files: Files = vec![
        (
            "loop-of-pages.pdf".into(),
            replaced(1, "[3 0 R]", "[2 0 R 3 0 R 2 0 R]"),
        ),
        (
            "page-is-its-parent.pdf".into(),
            replaced(2, "/Parent 2 0 R", "/Parent 3 0 R"),
        ),
        ("kids-are-a-number.pdf".into(), replaced(1, "[3 0 R]", "7")),
        ("kids-are-null.pdf".into(), replaced(1, "[3 0 R]", "[null null 99 0 R]")),
        ("count-is-negative.pdf".into(), replaced(1, "/Count 1", "/Count -1")),
        (
            "count-is-huge.pdf".into(),
            replaced(1, "/Count 1", "/Count 99999999999999999999"),
        ),
        ("box-is-a-name.pdf".into(), replaced(2, "[0 0 595 842]", "/A4")),
        (
            "box-is-huge.pdf".into(),
            replaced(2, "[0 0 595 842]", "[-1e38 -1e38 1e38 1e38]"),
        ),
        ("box-is-nothing.pdf".into(), replaced(2, "[0 0 595 842]", "[0 0 0 0]")),
        (
            "turned-by-a-word.pdf".into(),
            replaced(2, "/MediaBox", "/Rotate (up) /MediaBox"),
        ),
        (
            "zoomed-away.pdf".into(),
            replaced(2, "/MediaBox", "/UserUnit 1e30 /MediaBox"),
        ),
        (
            "content-is-itself.pdf".into(),
            replaced(2, "/Contents 4 0 R", "/Contents 3 0 R"),
        ),
        (
            "content-many-times.pdf".into(),
            replaced(2, "/Contents 4 0 R", &format!("/Contents [{}]", "4 0 R ".repeat(5_000))),
        ),
        ("fonts-are-a-list.pdf".into(), replaced(2, "<< /F1 5 0 R >>", "[5 0 R]")),
        ("font-is-missing.pdf".into(), replaced(2, "5 0 R", "55 0 R")),
        (
            "font-descends-from-itself.pdf".into(),
            replaced(
                4,
                "/Subtype /Type1",
                "/Subtype /Type0 /DescendantFonts [5 0 R] /Encoding /Identity-H",
            ),
        ),
        (
            "font-has-widths-without-end.pdf".into(),
            replaced(
                4,
                "/BaseFont",
                "/FirstChar 0 /LastChar 2147483647 /Widths [1e308 -1e308] /BaseFont",
            ),
        ),
        (
            "font-encoding-is-huge.pdf".into(),
            replaced(
                4,
                "/BaseFont",
                "/Encoding << /Differences [4294967295 /A -1 /B 255 /C /D /E] >> /BaseFont",
            ),
        ),
        (
            "map-is-the-font.pdf".into(),
            replaced(4, "/BaseFont", "/ToUnicode 5 0 R /BaseFont"),
        ),
        ("length-lies.pdf".into(), replaced(3, "/Length ", "/Length 9999999")),
        (
            "length-is-itself.pdf".into(),
            replaced(3, "/Length ", "/Length 4 0 R /Was "),
        ),
        (
            "filter-is-unknown.pdf".into(),
            replaced(3, "/Length ", "/Filter /Magic /Length "),
        ),
        (
            "filter-is-itself.pdf".into(),
            replaced(3, "/Length ", "/Filter 4 0 R /Length "),
        ),
        (
            "filters-without-end.pdf".into(),
            replaced(
                3,
                "/Length ",
                &format!("/Filter [{}] /Length ", "/ASCIIHexDecode ".repeat(20_000)),
            ),
        ),
        (
            "predictor-is-huge.pdf".into(),
            replaced(
                3,
                "/Length ",
                "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 2147483647 >> /Length ",
            ),
        ),
        (
            "no-catalog.pdf".into(),
            spoiled(|objects| objects[0] = "null".to_owned()),
        ),
        (
            "catalog-is-a-list.pdf".into(),
            spoiled(|objects| objects[0] = "[1 0 R]".to_owned()),
        ),
        (
            "page-is-a-stream.pdf".into(),
            spoiled(|objects| objects[2] = stream("0")),
        ),
        (
            "deep-lists.pdf".into(),
            spoiled(|objects| objects.push(deep("[", "]", 50_000))),
        ),
        (
            "deep-strings.pdf".into(),
            spoiled(|objects| objects.push(deep("(", ")", 50_000))),
        ),
        (
            "many-objects.pdf".into(),
            spoiled(|objects| objects.extend((0..60_000).map(|n| n.to_string()))),
        ),
        (
            "chain-of-references.pdf".into(),
            spoiled(|objects| {
                objects[1] = "6 0 R".to_owned();
                objects.extend((7..5_000).map(|n| format!("{n} 0 R")));
                objects.push("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned());
            }),
        ),
    ];
    let contents = [
        ("saves-without-end", "q ".repeat(200_000)),
        ("restores-without-end", "Q ".repeat(200_000)),
        ("text-in-text", "BT ".repeat(10_000)),
        ("size-is-huge", "BT /F1 1e38 Tf 1e38 1e38 Td (Ana) Tj ET".to_owned()),
        ("size-is-no-number", "BT /F1 (11) Tf [] Td 5 Tj (Ana) TJ ET".to_owned()),
        (
            "matrix-is-flat",
            "0 0 0 0 0 0 cm BT /F1 11 Tf 0 0 0 0 0 0 Tm (Ana Silva) Tj ET".to_owned(),
        ),
        (
            "spread-without-bound",
            "BT /F1 11 Tf 1e30 Tc 1e30 Tw 1e30 TL (A b) Tj T* (C) ' ET".to_owned(),
        ),
        (
            "kerned-without-bound",
            format!("BT /F1 11 Tf [{}] TJ ET", "(A) -1e30 ".repeat(2_000)),
        ),
        ("picture-never-ends", "BI /W 10 /H 10 ID \u{1}\u{2}\u{3}".to_owned()),
        ("operands-without-operator", "1 ".repeat(300_000)),
        (
            "letters-everywhere",
            (0..2_000).fold(String::new(), |mut all, n| {
                let _ = write!(all, "BT /F1 7 Tf {} {} Td (x) Tj ET ", (n * 37) % 595, (n * 53) % 842);
                all
            }),
        ),
        ("rectangles-everywhere", "0 0 595 842 re f ".repeat(5_000) + SHOWN),
    ];
    for (name, content) in contents {
        files.push((format!("{name}.pdf"), spoiled(|objects| objects[3] = stream(&content))));
    }
    assert_answered(&folder, &files);
}

/// Forms that draw themselves and one another, and pages of one stream that grows.
#[test]
fn pdf_forms_that_draw_themselves_and_streams_that_grow() {
    let folder = Folder::new("hostile-forms");
    let form = |draws: &str, names: &str| {
        let content = draws.repeat(10);
        format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << {names} >> /Font << /F1 5 0 R >> >> /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        )
    };
    let draws = |objects: &mut Vec<String>| {
        objects[2] = objects[2].replace("/Font", "/XObject << /X 6 0 R >> /Font");
        objects[3] = stream("/X Do ");
    };
    let mut files: Files = vec![
        (
            "draws-itself.pdf".into(),
            spoiled(|objects| {
                draws(objects);
                objects.push(form("/X Do ", "/X 6 0 R"));
            }),
        ),
        (
            "draws-one-another.pdf".into(),
            spoiled(|objects| {
                draws(objects);
                objects.push(form("/Y Do ", "/Y 7 0 R"));
                objects.push(form("/X Do ", "/X 6 0 R"));
            }),
        ),
        // Ten times ten times ten ...: a laugh of forms.
        (
            "ten-to-the-eighth.pdf".into(),
            spoiled(|objects| {
                draws(objects);
                for n in 7..14 {
                    objects.push(form("/X Do ", &format!("/X {n} 0 R")));
                }
                objects.push(form("BT /F1 8 Tf 9 9 Td (x) Tj ET ", ""));
            }),
        ),
    ];
    let mut grown = Document::with_version("1.7");
    let mut inner = Stream::new(dictionary! {}, vec![b' '; 8 * 1024 * 1024]);
    inner.compress().unwrap();
    let inner = grown.add_object(inner);
    let tree = grown.new_object_id();
    let kids: Vec<Object> = (0..40)
        .map(|_| {
            let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => vec![Object::from(inner); 20] };
            grown.add_object(page).into()
        })
        .collect();
    grown.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 40 });
    let catalog = grown.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    grown.trailer.set("Root", catalog);
    files.push(("one-stream-eight-hundred-times.pdf".into(), bytes(grown)));
    for (name, code) in verdicts(&folder, &files) {
        let code = code.as_deref();
        assert!(
            code.is_none_or(|code| REFUSALS.contains(&code) || code == "cv_limits_exceeded"),
            "{name}: {code:?}"
        );
    }
}

/// Every format cut short and with bits turned, at places spread over the whole file.
#[test]
fn files_cut_short_and_with_bits_turned() {
    let folder = Folder::new("hostile-damaged");
    let odt = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        (
            "content.xml",
            br#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>Ana Silva</text:p></office:text></office:body></office:document-content>"#,
        ),
    ]);
    let whole: [(&str, Vec<u8>); 6] = [
        ("pdf", bytes(pdf(PDF_LINES))),
        ("docx", docx(&paragraphs(TEXT))),
        ("odt", odt),
        (
            "rtf",
            format!(
                "{{\\rtf1\\ansi {}}}",
                TEXT.replace('\n', "\\par\n").replace(['é', '–'], "-")
            )
            .into_bytes(),
        ),
        (
            "html",
            format!(
                "<!doctype html><html><body>{}</body></html>",
                TEXT.replace('\n', "<br>")
            )
            .into_bytes(),
        ),
        ("txt", TEXT.as_bytes().to_vec()),
    ];
    let mut files = Files::new();
    for (suffix, content) in &whole {
        for part in 1..12 {
            files.push((
                format!("cut{part}-{suffix}.{suffix}"),
                content[..content.len() * part / 12].to_vec(),
            ));
            let mut turned = content.clone();
            let mut at = part * 7;
            while at < turned.len() {
                turned[at] ^= 1 << (at % 8);
                at += 31 + part * 11;
            }
            files.push((format!("turned{part}-{suffix}.{suffix}"), turned));
        }
    }
    assert_answered(&folder, &files);
}

#[test]
fn containers_and_markup_that_mean_harm() {
    let folder = Folder::new("hostile-markup");
    let nested =
        |open: &str, close: &str, times: usize| format!("{}Ana Silva{}", open.repeat(times), close.repeat(times));
    let entity = |declared: &str, used: &str| {
        let xml = format!(
            r#"<!DOCTYPE w [{declared}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{used}</w:t></w:r></w:p></w:body></w:document>"#
        );
        zip(&[("word/document.xml", xml.as_bytes())])
    };
    let laughs: String = (1..20)
        .map(|n| format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10)))
        .collect();
    let body = docx(&paragraphs(TEXT));
    let zeros = vec![b'0'; 3 * 1024 * 1024];
    let bomb = |name: &str| zip(&[(name, zeros.repeat(20).as_slice())]);
    let archive = zip(&[("word/document.xml", body.as_slice())]);
    let upwards = zip(&[
        ("../../word/document.xml", b"<a/>"),
        ("/etc/passwd", b"x"),
        ("word/document.xml", b"<w:document/>"),
    ]);
    let mut lying = docx(&paragraphs(TEXT));
    // The sizes in the central directory: compressed and not.
    let directory = lying.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    lying[directory + 20..directory + 28].fill(0xff);
    let files: Files = vec![
        ("deep-tables.docx".into(), docx(&nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 20_000))),
        ("deep-boxes.docx".into(), docx(&nested("<w:txbxContent>", "</w:txbxContent>", 50_000))),
        ("deep-unknown.docx".into(), docx(&nested("<x>", "</x>", 100_000))),
        ("never-closed.docx".into(), docx(&"<w:p><w:r><w:t>Ana ".repeat(50_000))),
        ("attributes.docx".into(), docx(&format!("<w:p {}/>", (0..50_000).fold(String::new(), |all, n| all + &format!("a{n}=\"1\" "))))),
        ("laughs.docx".into(), entity(&format!("<!ENTITY a0 \"ha\">{laughs}"), "&a19;")),
        ("entity-is-itself.docx".into(), entity("<!ENTITY a \"&a;\">", "&a;")),
        ("entity-is-a-file.docx".into(), entity("<!ENTITY a SYSTEM \"file:///etc/passwd\">", "&a;")),
        ("entity-is-an-address.docx".into(), entity("<!ENTITY % a SYSTEM \"http://127.0.0.1:9/a.dtd\"> %a;", "Ana")),
        ("characters-beyond.docx".into(), docx("<w:p><w:r><w:t>&#0;&#xFFFFFFFF;&#xD800;&nothing;</w:t></w:r></w:p>")),
        ("bomb.docx".into(), bomb("word/document.xml")),
        ("bomb-in-header.docx".into(), bomb("word/header1.xml")),
        ("bomb.odt".into(), bomb("content.xml")),
        ("archive-in-archive.docx".into(), archive),
        ("upwards.docx".into(), upwards),
        ("sizes-lie.docx".into(), lying),
        ("names-twice.docx".into(), [docx(&paragraphs(TEXT)), docx(&paragraphs("Other"))].concat()),
        ("spaces-in-rows.odt".into(), zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml",
            br#"<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text><text:p>Ana<text:s text:c="4294967295"/>Silva</text:p></office:text></office:body></office:document-content>"#)])),
        ("cells-repeated.odt".into(), zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml",
            br#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:text><table:table><table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000000"><text:p>Ana</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>"#)])),
        ("deep-groups.rtf".into(), nested("{\\rtf1", "}", 100_000).into_bytes()),
        ("groups-never-close.rtf".into(), format!("{{\\rtf1 {}Ana", "{".repeat(300_000)).into_bytes()),
        ("groups-never-open.rtf".into(), format!("{{\\rtf1 Ana {}", "}".repeat(300_000)).into_bytes()),
        ("fallback-without-end.rtf".into(), b"{\\rtf1\\uc2147483647 \\u233 Ana Silva}".to_vec()),
        ("numbers-beyond.rtf".into(), b"{\\rtf1\\fs99999999999999999999\\u-99999999999 \\'zz\\bin99999999999 Ana}".to_vec()),
        ("deep.html".into(), format!("<!doctype html><html>{}", nested("<div>", "</div>", 200_000)).into_bytes()),
        ("deep-tables.html".into(), format!("<!doctype html><html>{}", nested("<table><tr><td>", "</td></tr></table>", 50_000)).into_bytes()),
        ("tag-never-ends.html".into(), format!("<!doctype html><html><p {}", "a=\"".repeat(200_000)).into_bytes()),
        ("comment-never-ends.html".into(), format!("<!doctype html><html><p>Ana</p><!-- {}", "<!--".repeat(100_000)).into_bytes()),
        ("entities.html".into(), format!("<!doctype html><html><p>Ana {}", "&#99999999999;&amp;&x".repeat(50_000)).into_bytes()),
        ("styles.html".into(), format!("<!doctype html><html><style>{}</style><p style=\"{}\">Ana</p>", "a{b{".repeat(100_000), "color:".repeat(50_000)).into_bytes()),
        ("spans.html".into(), b"<!doctype html><html><table><tr><td colspan=4294967295 rowspan=4294967295>Ana</td></tr></table>".to_vec()),
    ];
    let said = assert_answered(&folder, &files);
    for (name, code) in [
        // Entities that a file declares itself are never resolved: nothing is left of these.
        ("laughs.docx", "cv_empty"),
        ("entity-is-itself.docx", "cv_empty"),
        ("entity-is-a-file.docx", "cv_empty"),
        ("bomb.docx", "cv_too_large"),
        ("bomb.odt", "cv_too_large"),
    ] {
        assert_eq!(said[name].as_deref(), Some(code), "{name}");
    }
}

#[test]
fn more_parts_than_a_word_processor_writes() {
    let folder = Folder::new("hostile-parts");
    let names: Vec<String> = (0..3_000).map(|n| format!("word/part{n}.xml")).collect();
    let mut parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"<a/>".as_slice())).collect();
    parts.push(("word/document.xml", b"<w:document/>"));
    assert_eq!(
        folder.refusal(&folder.write("many.docx", zip(&parts))),
        "cv_limits_exceeded"
    );
}

/// Patterns that try all ways, lines without end, words of one letter: what costs a reader of text.
#[test]
fn text_that_costs() {
    let folder = Folder::new("hostile-text");
    let files: Files = [
        ("addresses", "a@".repeat(100_000)),
        ("dots", format!("ana@{}", "a.".repeat(200_000))),
        ("figures", "0 ".repeat(200_000)),
        ("phones", "+33 6 12 34 56 ".repeat(5_000)),
        ("dates", "2019 - 2020 - ".repeat(30_000)),
        ("months", "janv. - févr. - mars ".repeat(3_000)),
        ("headings", "Experience\nSkills\nEducation\n".repeat(700)),
        ("jobs", "Developer, Acme, 2019 - 2020\n".repeat(1_000)),
        (
            "skills",
            format!("Skills\n{}", "Rust, Go, C#/.NET (5 ans), ".repeat(3_000)),
        ),
        ("links", "https://a.b/c ".repeat(5_000)),
        ("spaces", format!("Ana{}Silva", " ".repeat(900_000))),
        ("tabs", "\t".repeat(300_000) + "Ana"),
        ("lines", "\n".repeat(500_000) + "Ana"),
        ("one-word", "a".repeat(900_000)),
        ("brackets", "(".repeat(300_000)),
        ("accents", format!("Ana {}", "e\u{301}\u{302}\u{303}".repeat(50_000))),
        ("directions", "\u{202e}avliS anA\u{202c} ".repeat(20_000)),
        ("nothing-seen", "\u{200b}\u{feff}\u{2060}".repeat(50_000)),
    ]
    .map(|(name, text)| (format!("{name}.txt"), text.into_bytes()))
    .into();
    assert_answered(&folder, &files);
}
