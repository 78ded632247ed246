//! ZIP containers: any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = cv_fuzz::engine::text::archive::read(bytes, &cv_fuzz::limits());
});
