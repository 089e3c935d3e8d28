//! What a deal before payment masks in addition: every way to get in touch outside the platform.

use liaison_masking::{Kind, Policy, mask};

fn masked(text: &str) -> String {
    mask(text, &Policy::deal_before_payment(), None).into_text()
}

#[track_caller]
fn check(table: &[(&str, &str)]) {
    let wrong: Vec<_> = table
        .iter()
        .map(|(text, expected)| (*text, masked(text), *expected))
        .filter(|(_, m, e)| m != e)
        .collect();
    assert!(wrong.is_empty(), "(text, masked, expected): {wrong:#?}");
}

#[track_caller]
fn stays(texts: &[&str]) {
    check(&texts.iter().map(|text| (*text, *text)).collect::<Vec<_>>());
}

#[test]
fn addresses_are_masked_however_they_are_written() {
    check(&[
        ("write to jane.doe+x@mail.example.co.uk please", "write to **** please"),
        ("jane@example.com.", "****."),
        ("jane ＠ ｇｍａｉｌ．ｃｏｍ", "****"),
        ("jane at gmail dot com", "****"),
        ("jane dot doe at gmail dot com ok", "**** ok"),
        ("jane (at) gmail (dot) com", "****"),
        ("jane[at]example[dot]org", "****"),
        ("jane @ gmail . com", "****"),
        ("jane.doe at gmail", "****"),
        ("jane arroba hotmail punto com", "****"),
        ("j\u{200B}ane@exam\u{200B}ple.com", "****"),
        ("pay jane@okbank", "pay ****"),
        ("josé@exämple.de", "****"),
    ]);
    stays(&[
        "meet at home",
        "2 reels@5000",
        "3 posts@inr",
        "look at the dot",
        "at noon",
        "we met at google in may",
    ]);
}

#[test]
fn links_are_masked() {
    check(&[
        ("see https://example.com/a?b=c.", "see ****."),
        ("http://1.2.3.4/x and www.example.de", "**** and ****"),
        ("my site is example.com", "my site is ****"),
        ("example.co.uk/shop, thanks", "****, thanks"),
        ("wa.me/919876543210", "****"),
        ("t.me/jane", "****"),
        ("example dot com", "****"),
        ("example [.] com", "****"),
        ("linktr.ee/jane", "****"),
        ("portfolio: janedoe.in", "portfolio: ****"),
    ]);
    stays(&[
        "great.In the end",
        "thanks.it is fine",
        "report.pdf",
        "the dot com boom",
        "ok.so what",
        "e.g. this",
        "5.5 or 10.000",
        "node.js",
    ]);
}

#[test]
fn handles_are_masked() {
    check(&[
        ("follow @jane_doe now", "follow **** now"),
        ("insta: jane_doe99", "insta: ****"),
        ("my telegram id is janedoe", "my telegram id is ****"),
        ("snap - jane.doe", "snap - ****"),
        ("IG handle: janedoe", "IG handle: ****"),
    ]);
    stays(&[
        "Instagram: two reels",
        "instagram story and reel",
        "one telegram message",
        "@ 5000",
        "I post on insta daily",
    ]);
}

#[test]
fn phone_numbers_are_masked() {
    check(&[
        ("call +91 98765 43210", "call ****"),
        ("9876543210", "****"),
        ("98765-43210 ok", "**** ok"),
        ("phone (64) 3591-3246", "phone ****"),
        ("+41 (0)62 585 51 90", "****"),
        ("01.84.17.61.18", "****"),
        ("whatsapp 358 0594", "whatsapp ****"),
        ("٩٨٧٦٥٤٣٢١٠", "****"),
        ("9 8 7 6 5 4 3 2 1 0", "****"),
        ("nine eight seven six five four three two one zero", "****"),
        ("my number: nine eight double seven 5 4 three two one", "my number: ****"),
    ]);
    stays(&[
        "budget 1500000",
        "₹ 1500000000",
        "between 10000-15000",
        "25000 30000 35000",
        "1 500 000 000",
        "order 9876543210",
        "2024-05-06 12:30",
        "from 2024-05-06 to 2024-06-07",
        "100000 followers, 3 reels",
        "one or two reels, three stories",
        "550e8400-e29b-41d4-a716-446655440000",
    ]);
}

#[test]
fn the_standard_policy_holds_as_well() {
    check(&[
        ("4242 4242 4242 4242, jane@example.com", "**** 4242, ****"),
        ("my otp is 482910", "my otp is ****"),
    ]);
    let kinds: Vec<_> =
        mask("jane@example.com t.me/jane @jane +4915112345678", &Policy::deal_before_payment(), None)
            .findings()
            .iter()
            .map(|finding| finding.kind)
            .collect();
    assert_eq!(kinds, [Kind::Email, Kind::Link, Kind::Handle, Kind::Phone]);
}
