//! Lines to sections: headings by their words and by the style that the document's headings share.

mod infer;
pub mod part;
mod splitter;
mod styles;

use super::lexicon::headings::Section;
use super::lexicon::languages;
use super::text::line::Line;
use part::Part;

/// Splits a document into sections. Without headings, what each line holds decides.
pub fn split(lines: &[Line]) -> Vec<Part> {
    let mut parts = splitter::by_headings(lines);
    relabel_programming_languages(&mut parts);
    let found = |parts: &[Part], s: Section| parts.iter().any(|p| p.section == s);
    infer::relabel(&mut parts);
    if !found(&parts, Section::Experience) && found(&parts, Section::Education) {
        parts = infer::jobs_before_headings(parts);
    }
    let found = |s: Section| found(&parts, s);
    if !found(Section::Experience) && !found(Section::Education) {
        return infer::infer(parts);
    }
    parts
}

/// A "Languages" part under skills that names no spoken language holds programming languages.
fn relabel_programming_languages(parts: &mut [Part]) {
    for part in parts.iter_mut().filter(|p| p.section == Section::Languages) {
        if part.lines.iter().all(|l| languages::mentions(&l.text()).is_empty()) {
            part.section = Section::Skills;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::plain::from_text;
    use super::*;

    fn sections(text: &str) -> Vec<Section> {
        split(&from_text(text).lines).into_iter().map(|p| p.section).collect()
    }

    #[test]
    fn headings_and_inline_headings() {
        let text =
            "Ana Silva\n\nWHAT I HAVE DONE\nAcme, 2019 to 2021\n\nTOOLBOX\ndaily: Rust, Go\n\nSPOKEN: English, Welsh\n";
        assert_eq!(
            sections(text),
            [
                Section::Header,
                Section::Experience,
                Section::Skills,
                Section::Languages
            ]
        );
    }

    #[test]
    fn a_heading_under_the_languages_is_no_level_of_them() {
        for (heading, section) in [
            ("EXPÉRIENCE PROFESSIONNELLE", Section::Experience),
            ("Professional experience", Section::Experience),
            ("Parcours professionnel", Section::Experience),
            ("Vie professionnelle", Section::Experience),
            ("Formation professionnelle", Section::Education),
            ("Compétences techniques", Section::Skills),
        ] {
            let text = format!(
                "Ana Silva\n\nSKILLS\nRust, Go\n\nLANGUES\nAnglais : C1\n{heading}\nEngineer, Acme, 2019 – 2021\n"
            );
            let found = sections(&text);
            assert_eq!(found.last(), Some(&section), "{heading}: {found:?}");
        }
        for level in [
            "Professionnel",
            "Technique",
            "Notions",
            "Professional working",
            "Full professional proficiency",
        ] {
            let text = format!("Ana Silva\n\nSKILLS\nRust, Go\n\nLANGUES\nAnglais\n{level}\nAllemand\nB1\n");
            assert_eq!(sections(&text).last(), Some(&Section::Languages), "{level}");
        }
    }

    #[test]
    fn a_heading_that_wraps_is_one() {
        let text = "Ana Silva\n\nEXPÉRIENCE\nPROFESSIONNELLE\nEngineer, Acme, 2019 – 2021\n\nFORMATION ET\nLANGUES\nAnglais : C1\n\nCOMPÉTENCES\nLOISIRS\nVoile\n";
        let parts = split(&from_text(text).lines);
        let found: Vec<(Section, Option<&str>)> = parts.iter().map(|p| (p.section, p.heading.as_deref())).collect();
        assert_eq!(
            found,
            [
                (Section::Header, None),
                (Section::Experience, Some("EXPÉRIENCE PROFESSIONNELLE")),
                (Section::Languages, Some("FORMATION ET LANGUES")),
                (Section::Other, Some("LOISIRS")),
            ]
        );
    }

    #[test]
    fn headings_that_no_word_explains_are_named_by_what_they_hold() {
        let text = "Ana Silva\n\n# Skills\nRust, Go\n\n# Summary\nText.\n\n# Certifications\nCKA\n\n# Adventures\nEngineer at Acme (2019 – 2021)\n\n\
                    # Ivory tower\nBSc Physics, Oxford University (2015 – 2018)\n\n# Tongues\nEnglish: native\n";
        let expected = [Section::Experience, Section::Education, Section::Languages];
        assert_eq!(sections(text)[4..], expected);
    }

    #[test]
    fn headings_by_level_and_between_signs() {
        let text = "# Ana Silva\n\n## Mon monde\nInfirmière, CHU de Lille, 2013 - 2024\n\n## Me former\nBTS Tourisme, Lycée Pasteur, 2010 - 2012\n\n## Parler\nAnglais (B1)\n";
        assert_eq!(
            sections(text),
            [
                Section::Header,
                Section::Experience,
                Section::Education,
                Section::Languages
            ]
        );
        let text = "Ana Silva\n\n=== CIVILIAN CAREER ===\n2022 - 2024 Driver, Acme\n\n=== COURSES ===\nHND Logistics, Fife College, 2022\n";
        assert_eq!(
            sections(text),
            [Section::Header, Section::Experience, Section::Education]
        );
    }

    #[test]
    fn without_headings_the_content_decides() {
        let text = "Ana Silva\nana@example.com\nRust, Go, Linux, AWS\n\nEngineer at Acme (2019 – 2021)\n- Built it.\n\nBSc Physics, Oxford University (2015 – 2018)\nEnglish: Native\n";
        assert_eq!(
            sections(text),
            [
                Section::Header,
                Section::Skills,
                Section::Experience,
                Section::Education,
                Section::Languages
            ]
        );
    }
}
