//! Any text is a process, which becomes TOML that can be read, or refused with a place.

#![no_main]

use liaison_flow::{Source, check, import};

libfuzzer_sys::fuzz_target!(|text: &str| {
    match import(&Source::new("fuzz.edn", text)) {
        Ok(imported) => assert!(check(&Source::new("fuzz.toml", imported.text)).definition.is_some()),
        Err(faults) => assert!(faults.is_fatal()),
    }
});
