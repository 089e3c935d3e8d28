//! Any text is a definition, or refused with a place; what can be used can be drawn, explained and explored.

#![no_main]

use liaison_flow::simulate::explore;
use liaison_flow::{Checked, Source, check, explain, mermaid, svg};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Checked { definition, faults } = check(&Source::new("fuzz.toml", text));
    assert!(definition.is_some() || faults.is_fatal());
    drop(faults.to_string());
    if let (Some(definition), false) = (definition, faults.is_fatal()) {
        assert!(svg(&definition, None).ends_with("</svg>\n"));
        assert!(!mermaid(&definition).is_empty() && !explain(&definition).is_empty());
        assert!(explore(&definition).unsettled.is_empty());
    }
});
