//! PDF: any bytes after its header.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: cv_fuzz::leave_libraries_to_the_reader(), |bytes: &[u8]| {
    cv_engine::readers::pdf(bytes, &cv_fuzz::limits());
});
