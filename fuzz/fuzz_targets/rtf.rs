//! Rich text: any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = cv_fuzz::engine::text::plain::from_text(&cv_fuzz::engine::text::rtf::to_text(bytes).0);
});
