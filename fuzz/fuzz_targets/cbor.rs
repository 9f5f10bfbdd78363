//! Bytes as CBOR of a kind.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| tacite_fuzz::cbor(input));
