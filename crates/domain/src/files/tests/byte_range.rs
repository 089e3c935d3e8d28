//! Ranges as clients write them.

use crate::files::byte_range::ByteRange;

#[test]
fn headers_are_read_or_ignored() {
    let of_ten = |header: &str| ByteRange::parse(header).and_then(|range| range.within(10));
    let cases = [
        ("bytes=0-3", Some(0..4)),
        ("bytes=4-", Some(4..10)),
        ("bytes=-3", Some(7..10)),
        ("bytes=-30", Some(0..10)),
        ("bytes=8-18446744073709551615", Some(8..10)),
        ("bytes=10-", None),
        ("bytes=-0", None),
        ("bytes=3-2", None),
        ("bytes=+1-2", None),
        ("bytes=0-1,3-4", None),
        ("bytes=-", None),
        ("bytes=99999999999999999999-", None),
        ("bytes=1-99999999999999999999", None),
        ("lines=1-2", None),
        ("", None),
    ];
    for (header, expected) in cases {
        assert_eq!(of_ten(header), expected, "{header}");
    }
    assert_eq!(ByteRange::parse("bytes=0-").and_then(|range| range.within(0)), None);
}
