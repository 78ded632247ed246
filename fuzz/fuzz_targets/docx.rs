//! Word: a body of any XML, with a page header and relations of any XML.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|parts: (&[u8], &[u8], &[u8])| {
    let file = cv_fuzz::container(&[
        ("word/header1.xml", parts.1),
        ("word/document.xml", parts.0),
        ("word/_rels/document.xml.rels", parts.2),
    ]);
    cv_engine::readers::container(&file, &cv_fuzz::limits());
});
