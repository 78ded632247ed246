//! Names of spoken languages in French and English, with their ISO 639-1 code (639-3 where there is none).

use super::words;

const LANGUAGES: &[(&str, &[&str])] = &[
    ("fr", &["francais", "french"]),
    ("en", &["anglais", "english"]),
    ("es", &["espagnol", "spanish", "castillan", "espanol"]),
    ("de", &["allemand", "german", "deutsch"]),
    ("it", &["italien", "italian", "italiano"]),
    ("pt", &["portugais", "portuguese"]),
    ("ar", &["arabe", "arabic"]),
    ("nl", &["neerlandais", "dutch", "flamand", "flemish"]),
    ("wo", &["wolof"]),
    ("fan", &["fang"]),
    ("ga", &["irish", "irlandais", "gaelic"]),
    ("ta", &["tamil", "tamoul"]),
    ("hi", &["hindi"]),
    ("vi", &["vietnamese", "vietnamien"]),
    ("ko", &["korean", "coreen"]),
    ("ja", &["japanese", "japonais"]),
    ("pl", &["polish", "polonais"]),
    ("zh", &["chinese", "mandarin", "chinois", "cantonese", "cantonais"]),
    ("ru", &["russian", "russe"]),
    ("yo", &["yoruba"]),
    ("ht", &["haitian", "haitien"]),
    ("tr", &["turkish", "turc"]),
    ("sv", &["swedish", "suedois"]),
    ("mr", &["marathi"]),
    ("tw", &["twi"]),
    ("ln", &["lingala"]),
    ("bm", &["bambara"]),
    ("ro", &["romanian", "roumain"]),
    ("el", &["greek", "grec"]),
    ("uk", &["ukrainian", "ukrainien"]),
    ("he", &["hebrew", "hebreu"]),
    ("ber", &["berber", "berbere", "tamazight", "kabyle"]),
    ("da", &["danish", "danois"]),
    ("no", &["norwegian", "norvegien"]),
    ("fi", &["finnish", "finnois"]),
    ("cs", &["czech", "tcheque"]),
    ("sk", &["slovak", "slovaque"]),
    ("hu", &["hungarian", "hongrois"]),
    ("bg", &["bulgarian", "bulgare"]),
    ("hr", &["croatian", "croate"]),
    ("sr", &["serbian", "serbe"]),
    ("sl", &["slovenian", "slovene"]),
    ("et", &["estonian", "estonien"]),
    ("lv", &["latvian", "letton"]),
    ("lt", &["lithuanian", "lituanien"]),
    ("fa", &["persian", "persan", "farsi"]),
    ("ur", &["urdu", "ourdou"]),
    ("bn", &["bengali"]),
    ("pa", &["punjabi", "pendjabi"]),
    ("gu", &["gujarati"]),
    ("te", &["telugu"]),
    ("kn", &["kannada"]),
    ("ml", &["malayalam"]),
    ("si", &["sinhala", "cinghalais"]),
    ("th", &["thai", "thailandais"]),
    ("id", &["indonesian", "indonesien"]),
    ("ms", &["malay", "malais"]),
    ("tl", &["tagalog", "filipino"]),
    ("sw", &["swahili"]),
    ("ha", &["hausa", "haoussa"]),
    ("ig", &["igbo"]),
    ("am", &["amharic", "amharique"]),
    ("so", &["somali"]),
    ("mg", &["malagasy", "malgache"]),
    ("rw", &["kinyarwanda"]),
    ("ff", &["fulfulde", "fula", "peul"]),
    ("sn", &["shona"]),
    ("zu", &["zulu"]),
    ("xh", &["xhosa"]),
    ("af", &["afrikaans"]),
    ("ca", &["catalan"]),
    ("eu", &["basque"]),
    ("gl", &["galician", "galicien"]),
    ("br", &["breton"]),
    ("co", &["corse", "corsican"]),
    ("oc", &["occitan"]),
    ("cy", &["welsh", "gallois"]),
    ("is", &["icelandic", "islandais"]),
    ("sq", &["albanian", "albanais"]),
    ("mk", &["macedonian", "macedonien"]),
    ("bs", &["bosnian", "bosnien"]),
    ("hy", &["armenian", "armenien"]),
    ("ka", &["georgian", "georgien"]),
    ("az", &["azeri", "azerbaijani"]),
    ("kk", &["kazakh"]),
    ("uz", &["uzbek"]),
    ("mn", &["mongolian", "mongol"]),
    ("ne", &["nepali", "nepalais"]),
    ("my", &["burmese", "birman"]),
    ("km", &["khmer"]),
    ("lo", &["lao"]),
    ("lb", &["luxembourgish", "luxembourgeois"]),
    ("mt", &["maltese", "maltais"]),
    ("eo", &["esperanto"]),
    ("la", &["latin"]),
];

/// Code of the language that a folded word names.
pub fn code(word: &str) -> Option<&'static str> {
    let stem = word.strip_suffix('e').unwrap_or(word);
    LANGUAGES
        .iter()
        .find(|(_, names)| names.iter().any(|n| *n == word || *n == stem))
        .map(|(code, _)| *code)
}

/// Languages named in a text, as (position in characters, length, code).
pub fn mentions(text: &str) -> Vec<(usize, usize, &'static str)> {
    let folded: Vec<char> = super::fold(text).chars().collect();
    let mut out = Vec::new();
    let mut start = 0;
    while start < folded.len() {
        let length = folded[start..].iter().take_while(|c| c.is_alphabetic()).count();
        if length == 0 {
            start += 1;
            continue;
        }
        let word: String = folded[start..start + length].iter().collect();
        if let Some(code) = code(&word) {
            out.push((start, length, code));
        }
        start += length;
    }
    out
}

/// Function words that tell French from English.
const FRENCH: &[&str] = &[
    "de", "des", "et", "le", "la", "les", "du", "en", "pour", "dans", "avec", "sur", "au", "aux", "une", "un", "par",
    "ans",
];
const ENGLISH: &[&str] = &[
    "the", "and", "of", "in", "for", "to", "with", "on", "at", "by", "an", "a", "from", "years", "as",
];

/// Language that a document is written in: `fr` or `en`, none for neither.
pub fn of_document(text: &str) -> Option<&'static str> {
    let words = words(text);
    let count = |list: &[&str]| words.iter().filter(|w| list.contains(&w.as_str())).count();
    let (french, english) = (count(FRENCH), count(ENGLISH));
    match french.cmp(&english) {
        std::cmp::Ordering::Greater => Some("fr"),
        std::cmp::Ordering::Less => Some("en"),
        // Too little prose: accents are French here.
        std::cmp::Ordering::Equal => text
            .chars()
            .any(|c| matches!(c, 'é' | 'è' | 'ê' | 'à' | 'ç' | 'É'))
            .then_some("fr"),
    }
}
