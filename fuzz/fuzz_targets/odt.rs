//! OpenDocument: content and styles of any XML.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|parts: (&[u8], &[u8])| {
    let file = cv_fuzz::container(&[("content.xml", parts.0), ("styles.xml", parts.1)]);
    cv_engine::readers::container(&file, &cv_fuzz::limits());
});
