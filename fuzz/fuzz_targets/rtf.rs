//! Rich text: any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    cv_engine::readers::rtf(bytes);
});
