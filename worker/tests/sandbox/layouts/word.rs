//! Word: page headers and footers, text boxes, tables, columns of a table, links.

use super::{EDUCATION, EMAIL, EXPERIENCE, LANGUAGES, NAME, PHONE, PLACE, SECTIONS, SKILLS, TITLE, assert_all_read};
use crate::{Folder, zip};

const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml""#;
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn paragraphs<T: AsRef<str>>(lines: &[T]) -> String {
    crate::paragraphs(&lines.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("\n"))
}

fn sections(which: &[(&str, &[&str])]) -> String {
    let section = |(heading, body): &(&str, &[&str])| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{heading}</w:t></w:r></w:p>{}"#,
            paragraphs(body)
        )
    };
    which.iter().map(section).collect()
}

fn table<T: AsRef<str>>(rows: &[Vec<T>]) -> String {
    let cell = |content: &T| format!("<w:tc>{}</w:tc>", content.as_ref());
    let row = |cells: &Vec<T>| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

/// A text box as Word writes it: for new readers, and once more for old ones.
fn text_box(content: &str) -> String {
    format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>\
         <w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>\
         </mc:AlternateContent></w:r></w:p>"
    )
}

fn docx(body: &str, more: &[(&str, String)]) -> Vec<u8> {
    let document = format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>");
    let mut parts = vec![("word/document.xml", document.as_bytes())];
    parts.extend(more.iter().map(|(name, text)| (*name, text.as_bytes())));
    zip(&parts)
}

fn part(kind: &str, content: &str) -> String {
    format!("<w:{kind} {SPACES}>{content}</w:{kind}>")
}

#[test]
fn headers_footers_boxes_tables_and_links() {
    let folder = Folder::new("layout-word");
    let top = [NAME, TITLE];
    let contact = paragraphs(&[EMAIL, PHONE, PLACE]);
    let heads = paragraphs(&top);
    let in_header = docx(
        &sections(&SECTIONS),
        &[("word/header1.xml", part("hdr", &format!("{heads}{contact}")))],
    );
    let in_footer = docx(
        &format!("{heads}{}", sections(&SECTIONS)),
        &[("word/footer1.xml", part("ftr", &contact))],
    );
    let boxes = docx(
        &format!(
            "{heads}{}{}{}",
            text_box(&contact),
            sections(&[EXPERIENCE, EDUCATION]),
            text_box(&sections(&[SKILLS, LANGUAGES]))
        ),
        &[],
    );
    let side_by_side = docx(
        &format!(
            "{heads}{}",
            table(&[vec![
                format!("{contact}{}", sections(&[SKILLS, LANGUAGES])),
                sections(&[EXPERIENCE, EDUCATION]),
            ]])
        ),
        &[],
    );
    let rows = |cells: &[[&str; 2]]| -> String {
        let rows: Vec<Vec<String>> = cells
            .iter()
            .map(|row| row.iter().map(|cell| paragraphs(&[cell])).collect())
            .collect();
        table(&rows)
    };
    let jobs_in_table = docx(
        &format!(
            "{heads}{contact}{}{}{}",
            sections(&[("Experience", &[])]),
            rows(&[
                ["March 2020 - Present", "Data Engineer, Redfin Labs"],
                ["January 2016 - February 2020", "Backend Developer, Globex Ltd"],
            ]),
            sections(&[EDUCATION, SKILLS, LANGUAGES])
        ),
        &[],
    );
    assert_all_read(
        &folder,
        &[
            ("header.docx", in_header),
            ("footer.docx", in_footer),
            ("boxes.docx", boxes),
            ("side-by-side.docx", side_by_side),
            ("jobs-in-table.docx", jobs_in_table),
        ],
    );
}

#[test]
fn links_that_live_only_in_relations() {
    let folder = Folder::new("layout-word-links");
    let link = r#"<w:p><w:hyperlink r:id="rId9"><w:r><w:t>LinkedIn</w:t></w:r></w:hyperlink></w:p>"#;
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="{RELATIONS}/hyperlink" Target="https://www.linkedin.com/in/zoe-hatfield" TargetMode="External"/></Relationships>"#
    );
    let body = format!("{}{link}{}", paragraphs(&[NAME, TITLE, EMAIL]), sections(&SECTIONS));
    let file = docx(&body, &[("word/_rels/document.xml.rels", relations)]);
    let profile = &folder.profiles(&[("links.docx", file)])[0];
    assert_eq!(
        profile["personal"]["links"][0]["url"],
        "https://www.linkedin.com/in/zoe-hatfield"
    );
}
