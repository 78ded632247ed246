//! Sections and fields of any lines: the whole engine behind the text extractors.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    cv_fuzz::analyse(text.as_bytes());
});
