//! Words that certificates are told by: what says so, schemes and examinations.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use super::words;

const NAMES: &str = "certified certification certifications certifie certifiee certificate certificat habilitation habilitations \
    itil prince2 pmp capm togaf cissp cism cisa ceh oscp ccna ccnp ccie rhcsa rhce lpic psm psm1 psm2 pspo csm cspo istqb cobit cmmi \
    toeic toefl ielts caces ssiap sst ckad cka cks scjp ocp oca mcsa mcse mcp tosa pix comptia";
/// Two words that name a scheme together.
const PAIRS: &[[&str; 2]] = &[
    ["scrum", "master"],
    ["product", "owner"],
    ["green", "belt"],
    ["black", "belt"],
    ["lead", "auditor"],
    ["lead", "implementer"],
];

/// `(AZ-305)`, `(1Z0-808)`: the number of an examination.
static EXAMINATION: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:[A-Z]{2,4}-[A-Z]?\d{2,4}|1Z0-\d{3})\b"));

/// True when the text names a certificate.
pub fn is_named(text: &str) -> bool {
    let words = words(text);
    let listed = |w: &String| NAMES.split_whitespace().any(|name| name == w);
    words.iter().any(listed)
        || words
            .windows(2)
            .any(|pair| PAIRS.iter().any(|[a, b]| pair[0] == *a && pair[1] == *b))
        || EXAMINATION.is_match(text)
}
