//! Borders, budget and overlap.

use super::{sentences::sentences, *};
use rand::{Rng, SeedableRng, rngs::StdRng};

fn section(text: &str) -> Section {
    Section {
        heading: None,
        page: Some(1),
        text: text.to_owned(),
    }
}

fn split(text: &str) -> Vec<String> {
    sentences(text, BUDGET).into_iter().map(|s| s.text).collect()
}

fn cut(sections: &[Section]) -> Vec<Chunk> {
    let (chunks, left_out) = chunks(sections);
    assert_eq!(left_out, 0);
    chunks
}

#[test]
fn sentences_end_at_points_but_not_within_names_numbers_and_abbreviations() {
    assert_eq!(
        split("M. J. Dupont a migré 3.5 To vers AWS. Il dirige l'équipe ! Node.js et .NET, e.g. ASP.NET."),
        [
            "M. J. Dupont a migré 3.5 To vers AWS.",
            "Il dirige l'équipe !",
            "Node.js et .NET, e.g. ASP.NET."
        ]
    );
}

#[test]
fn a_line_is_a_statement() {
    assert_eq!(
        split("- Java\n- Kotlin\n\nÉducation"),
        ["- Java", "- Kotlin", "Éducation"]
    );
}

#[test]
fn a_short_text_is_one_chunk_with_its_heading_and_page() {
    let mut short = section("Java, Kotlin.\nSpring.");
    short.heading = Some("Skills".into());
    let cut = cut(&[short]);
    assert_eq!(cut.len(), 1);
    assert_eq!(
        (cut[0].content.as_str(), cut[0].page),
        ("Skills\nJava, Kotlin.\nSpring.", Some(1))
    );
}

#[test]
fn blank_sections_give_nothing() {
    assert_eq!(cut(&[section(""), section(" \n\n ")]), []);
}

#[test]
fn neighbours_overlap_within_a_section_and_never_across() {
    let text: String = (0..60)
        .map(|i| format!("Sentence number {i} speaks of project {i}. "))
        .collect();
    let cut = cut(&[section(&text), section("Another page.")]);
    assert!(cut.len() >= 4, "{}", cut.len());
    for pair in cut[..cut.len() - 1].windows(2) {
        let last = pair[0].content.rsplit("Sentence").next().unwrap().trim();
        assert!(
            pair[1].content.contains(last),
            "{last:?} is not repeated in {:?}",
            pair[1].content
        );
    }
    assert_eq!(cut.last().unwrap().content, "Another page.");
}

#[test]
fn a_new_block_begins_a_new_chunk_once_the_current_one_is_half_full() {
    let block: String = (0..12)
        .map(|i| format!("Line {i} tells of a mission somewhere.\n"))
        .collect();
    let text = format!("{block}\nFORMATION\nMaster.");
    let cut = cut(&[section(&text)]);
    assert_eq!(cut.len(), 2);
    assert!(cut[1].content.starts_with("FORMATION"), "{:?}", cut[1].content);
}

#[test]
fn whatever_the_text_no_word_is_lost_and_no_chunk_is_over_budget() {
    let mut rng = StdRng::seed_from_u64(7);
    for _ in 0..300 {
        let words: Vec<String> = (0..rng.random_range(1..400)).map(|_| random_word(&mut rng)).collect();
        let text: String = words
            .iter()
            .map(|w| w.clone() + if rng.random_bool(0.1) { "\n" } else { " " })
            .collect();
        let mut one = section(&text);
        one.heading = rng.random_bool(0.5).then(|| "Missions récentes".into());
        let cut = cut(&[one]);
        let joined = cut.iter().map(|c| c.content.as_str()).collect::<Vec<_>>().join("\n");
        for word in words.iter().filter(|w| tokens(w) < 100) {
            assert!(joined.contains(word.as_str()), "{word:?} is lost");
        }
        for chunk in &cut {
            assert!(chunk.tokens <= BUDGET, "{} tokens", chunk.tokens);
        }
    }
}

fn random_word(rng: &mut StdRng) -> String {
    let length = if rng.random_bool(0.01) {
        rng.random_range(500..3000)
    } else {
        rng.random_range(1..14)
    };
    let end = ["", "", "", ".", "!", ",", "…"][rng.random_range(0..7)];
    let letters: String = (0..length)
        .map(|_| ['a', 'é', 'Z', '-', '9', '#'][rng.random_range(0..6)])
        .collect();
    letters + end
}

#[test]
fn what_stands_behind_the_most_chunks_is_counted() {
    let sentence = "One more sentence of about a dozen words that says nothing new at all. ";
    let section = Section {
        heading: None,
        page: None,
        text: sentence.repeat(MOST * 20),
    };
    let (chunks, left_out) = chunks(&[section]);
    assert_eq!(chunks.len(), MOST);
    assert!(left_out > 0);
}
