//! Bytes as an event file.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| tacite_fuzz::event_file(input));
