//! WAV: the format, the number of samples and the samples are kept; titles, authors, places and editors' notes are not.

use super::reader::Reader;

/// The sound without whatever tells of its maker; nothing when it is no WAV.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut input = Reader::new(bytes);
    // The size is that of the file, or unknown when it was recorded to a stream.
    if input.take(4)? != b"RIFF" || input.take(8)?.get(4..)? != b"WAVE" {
        return None;
    }
    let mut body = b"WAVE".to_vec();
    let mut kept: Vec<[u8; 4]> = Vec::new();
    while let Some(kind) = input.array::<4>() {
        let Some(len) = input.len32_le() else { break };
        let is_whole = input.rest().len() >= len;
        let data = input.take_up_to(len);
        input.take_up_to(len % 2);
        let is_wanted = match &kind {
            b"fmt " => is_whole && (16..=64).contains(&len),
            b"fact" => is_whole && len == 4,
            // Samples of a recording that was cut off end where the file does.
            b"data" => kept.contains(b"fmt "),
            _ => false,
        };
        if is_wanted && !kept.contains(&kind) {
            body.extend_from_slice(&kind);
            body.extend_from_slice(&u32::try_from(data.len()).ok()?.to_le_bytes());
            body.extend_from_slice(data);
            body.resize(body.len().next_multiple_of(2), 0);
            kept.push(kind);
        }
    }
    if !kept.contains(b"data") {
        return None;
    }
    Some([b"RIFF", u32::try_from(body.len()).ok()?.to_le_bytes().as_slice(), &body].concat())
}
