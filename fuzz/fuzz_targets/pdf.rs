//! PDF: any bytes after its header.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: cv_fuzz::leave_libraries_to_the_reader(), |bytes: &[u8]| {
    let _ = cv_fuzz::engine::text::pdf::read(bytes, &cv_fuzz::limits(), None);
});
