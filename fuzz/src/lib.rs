//! What the fuzz targets share: limits, a catalogue, and what holds for every answer of the engine.

use std::io::Write;
use std::sync::LazyLock;

use cv_engine::catalogue::{Catalogue, CatalogueSkill};
use cv_engine::{Analysis, Limits, Options, YearMonth};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let skills: Vec<CatalogueSkill> =
        serde_json::from_str(include_str!("../../seeds/skills.json")).expect("the seeds are a catalogue");
    Catalogue::new(&skills)
});

/// Tight limits: what a bomb may cost is another test's business, here the time belongs to the parsers.
pub fn limits() -> Limits {
    Limits {
        bytes: 1 << 20,
        decompressed_bytes: 4 << 20,
        pages: 4,
        text_bytes: 1 << 18,
    }
}

/// Reads a whole file, from its type to its fields. What holds for every answer is checked.
pub fn analyse(bytes: &[u8]) {
    let options = Options {
        as_of: YearMonth { year: 2026, month: 11 },
        catalogue: &CATALOGUE,
        limits: limits(),
        recogniser: None,
    };
    let Ok(analysis) = cv_engine::analyse(bytes, &options) else {
        return;
    };
    assert!(analysis.parsed.confidence.values().all(|c| (0.0..=1.0).contains(c)));
    assert!(analysis.parsed.suggested_years_experience.is_none_or(|y| (0.0..=100.0).contains(&y)));
    let json = serde_json::to_vec(&analysis).expect("an analysis is JSON");
    assert!(serde_json::from_slice::<Analysis>(&json).is_ok());
}

/// Panics inside a library are the reader's to contain, and unwind; panics of the engine's own stay findings.
pub fn leave_libraries_to_the_reader() {
    let abort = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if panic.location().is_none_or(|at| !at.file().contains("/registry/")) {
            abort(panic);
        }
    }));
}

/// A container with these parts, stored: the parts' text is what is fuzzed, not their checksums.
pub fn container(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, stored).expect("a part begins");
        zip.write_all(content).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}
