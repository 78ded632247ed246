//! HTML: any bytes, in any encoding.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = cv_fuzz::engine::text::html::read_bytes(bytes);
});
