//! Levels of skills and of languages, in words and in dots.

use super::super::profile::Proficiency;
use super::fold;

const PROFICIENCY: &[(&str, Proficiency)] = &[
    ("expert", Proficiency::Expert),
    ("experte", Proficiency::Expert),
    ("maitrise parfaite", Proficiency::Expert),
    ("master", Proficiency::Expert),
    ("avance", Proficiency::Advanced),
    ("avancee", Proficiency::Advanced),
    ("advanced", Proficiency::Advanced),
    ("confirme", Proficiency::Advanced),
    ("confirmee", Proficiency::Advanced),
    ("proficient", Proficiency::Advanced),
    ("senior", Proficiency::Advanced),
    ("tres bon", Proficiency::Advanced),
    ("strong", Proficiency::Advanced),
    ("maitrise", Proficiency::Advanced),
    ("intermediaire", Proficiency::Intermediate),
    ("intermediate", Proficiency::Intermediate),
    ("moyen", Proficiency::Intermediate),
    ("bon", Proficiency::Intermediate),
    ("good", Proficiency::Intermediate),
    ("working knowledge", Proficiency::Intermediate),
    ("pratique", Proficiency::Intermediate),
    ("familiar", Proficiency::Intermediate),
    ("competent", Proficiency::Intermediate),
    ("debutant", Proficiency::Beginner),
    ("debutante", Proficiency::Beginner),
    ("beginner", Proficiency::Beginner),
    ("notions", Proficiency::Beginner),
    ("notion", Proficiency::Beginner),
    ("basic", Proficiency::Beginner),
    ("basics", Proficiency::Beginner),
    ("novice", Proficiency::Beginner),
    ("elementary", Proficiency::Beginner),
    ("bases", Proficiency::Beginner),
    ("junior", Proficiency::Beginner),
];

/// Level that the whole text names, or none.
pub fn proficiency(text: &str) -> Option<Proficiency> {
    let folded = fold(text);
    let folded = folded
        .trim()
        .trim_matches(|c: char| !c.is_alphanumeric())
        .trim_start_matches("niveau ")
        .trim_end_matches(" level")
        .trim_end_matches(" niveau");
    PROFICIENCY
        .iter()
        .find(|(name, _)| folded == *name)
        .map(|(_, level)| *level)
}

/// Words about a language's level, the most telling first.
const LANGUAGE: &[(&str, &str)] = &[
    ("langue maternelle", "native"),
    ("maternelle", "native"),
    ("maternel", "native"),
    ("mother tongue", "native"),
    ("native", "native"),
    ("natif", "native"),
    ("native speaker", "native"),
    ("muttersprache", "native"),
    ("bilingue", "C2"),
    ("bilingual", "C2"),
    ("full professional", "C1"),
    ("professional working", "B2"),
    ("limited working", "B1"),
    ("courant", "C1"),
    ("courante", "C1"),
    ("couramment", "C1"),
    ("fluent", "C1"),
    ("fluently", "C1"),
    ("proficient", "C1"),
    ("advanced", "C1"),
    ("avance", "C1"),
    ("professionnel", "C1"),
    ("professional", "C1"),
    ("upper intermediate", "B2"),
    ("upper-intermediate", "B2"),
    ("technique", "B1"),
    ("intermediate", "B1"),
    ("intermediaire", "B1"),
    ("conversational", "B1"),
    ("conversationnel", "B1"),
    ("working knowledge", "B1"),
    ("bon niveau", "B2"),
    ("notions", "A2"),
    ("basic", "A2"),
    ("elementary", "A2"),
    ("elementaire", "A2"),
    ("debutant", "A1"),
    ("beginner", "A1"),
];

/// `A1` to `C2` or `native` that a text about a language names.
pub fn language_level(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let cefr = ["A1", "A2", "B1", "B2", "C1", "C2"];
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
    cefr.into_iter()
        .find(|level| words.iter().any(|w| w.eq_ignore_ascii_case(level)))
        .or_else(|| {
            LANGUAGE
                .iter()
                .find(|(name, _)| folded.contains(name))
                .map(|(_, level)| *level)
        })
}

/// True for a rating drawn with dots, stars or bars: it names nothing.
pub fn is_rating(text: &str) -> bool {
    let marks = text
        .chars()
        .filter(|c| {
            matches!(
                c,
                '●' | '○'
                    | '★'
                    | '☆'
                    | '■'
                    | '□'
                    | '⋆'
                    | '•'
                    | '▪'
                    | '▫'
                    | '█'
                    | '░'
                    | '◦'
                    | '⚫'
                    | '⚪'
                    | '/'
                    | '%'
            )
        })
        .count();
    let rest = text.chars().filter(|c| c.is_alphabetic()).count();
    rest == 0 && (marks > 0 || text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace()))
}
