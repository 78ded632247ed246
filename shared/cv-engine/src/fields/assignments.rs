//! "Mission chez X pour Y": the customer and the employer of a consultant in one phrase.

use std::sync::LazyLock;

use regex::Regex;

use super::super::lexicon::pattern::pattern;

static PLACED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^\s*(?:mission|prestation|intervention|d[ée]tachement|assignment|placement|secondment|engagement)\s+
        (?:chez|aupr[èe]s\ de|au\ sein\ de|pour|at|with|to|for)\s+(?P<first>\S.{0,60}?)\s+
        (?P<link>pour\ le\ compte\ de|on\ behalf\ of|pour|via|par|for|through)\s+(?P<second>\S.{0,60}?)\s*[,:–-]?\s*$",
    )
});

/// Customer and employer, as a phrase names them.
#[derive(Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Where the work was done.
    pub client: String,
    /// Who paid for it.
    pub employer: String,
}

/// The two names of a phrase of this kind; none for any other text.
pub fn assignment(text: &str) -> Option<Assignment> {
    let found = PLACED.captures(text)?;
    let name = |group: &str| found[group].trim().to_owned();
    let (first, second) = (name("first"), name("second"));
    let names = [&first, &second]
        .iter()
        .all(|n| n.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    // "Chez X pour le compte de Y": there X is who sends people out.
    let reversed = found["link"].to_lowercase().contains(" of") || found["link"].to_lowercase().contains("compte");
    let (client, employer) = if reversed { (second, first) } else { (first, second) };
    names.then_some(Assignment { client, employer })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customer_and_employer_are_told_apart() {
        let said = |text: &str| assignment(text).map(|a| (a.client, a.employer));
        let expected = Some(("Naval Group".to_owned(), "Kalista Conseil".to_owned()));
        assert_eq!(said("Mission chez Naval Group pour Kalista Conseil"), expected);
        assert_eq!(said("Assignment at Naval Group for Kalista Conseil"), expected);
        assert_eq!(
            said("Mission chez Kalista Conseil pour le compte de Naval Group"),
            expected
        );
        assert_eq!(said("Mission pour améliorer les délais par le calcul"), None);
        assert_eq!(said("Engineer at Naval Group"), None);
    }
}
