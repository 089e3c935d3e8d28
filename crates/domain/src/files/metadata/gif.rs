//! GIF: pictures, their times and the number of rounds are kept; comments and applications' own blocks are not.

use super::reader::Reader;

/// The picture without whatever tells of its maker; nothing when it is no GIF.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut input = Reader::new(bytes);
    let mut out = Vec::with_capacity(bytes.len());
    let signature = input.take(6).filter(|found| *found == b"GIF87a" || *found == b"GIF89a")?;
    out.extend_from_slice(signature);
    let screen = input.take(7)?;
    out.extend_from_slice(screen);
    out.extend_from_slice(input.take(table(*screen.get(4)?))?);
    let mut has_picture = false;
    loop {
        // Whatever follows the end, or the last whole block, is left out.
        match input.u8() {
            Some(b',') => {
                let Some(picture) = picture(&mut input) else { break };
                out.push(b',');
                out.extend_from_slice(&picture);
                has_picture = true;
            }
            Some(b'!') => {
                let Some(label) = input.u8() else { break };
                let Some(blocks) = blocks(&mut input) else { break };
                extension(&mut out, label, &blocks);
            }
            _ => break,
        }
    }
    out.push(b';');
    has_picture.then_some(out)
}

/// Bytes of a colour table.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn picture(input: &mut Reader<'_>) -> Option<Vec<u8>> {
    let descriptor = input.take(9)?;
    let mut out = descriptor.to_vec();
    out.extend_from_slice(input.take(table(*descriptor.get(8)?))?);
    out.push(input.u8()?);
    loop {
        let len = input.u8();
        // A picture that is cut off is shown as far as it goes.
        let data = input.take_up_to(usize::from(len.unwrap_or(0)));
        out.push(u8::try_from(data.len()).unwrap_or(0));
        out.extend_from_slice(data);
        if data.is_empty() {
            return Some(out);
        }
        if data.len() < usize::from(len.unwrap_or(0)) {
            out.push(0);
            return Some(out);
        }
    }
}

fn blocks<'a>(input: &mut Reader<'a>) -> Option<Vec<&'a [u8]>> {
    let mut blocks = Vec::new();
    loop {
        let len = input.u8()?;
        if len == 0 {
            return Some(blocks);
        }
        blocks.push(input.take(usize::from(len))?);
    }
}

/// Keeps what times and repeats pictures, and nothing else that stands in its place.
fn extension(out: &mut Vec<u8>, label: u8, blocks: &[&[u8]]) {
    match (label, blocks) {
        (0xf9, [control]) if control.len() == 4 => {
            out.extend_from_slice(&[b'!', 0xf9, 4]);
            out.extend_from_slice(control);
            out.push(0);
        }
        (0xff, [name @ (b"NETSCAPE2.0" | b"ANIMEXTS1.0"), rounds]) if matches!(rounds, [1, _, _]) => {
            out.extend_from_slice(&[b'!', 0xff, 11]);
            out.extend_from_slice(name);
            out.push(3);
            out.extend_from_slice(rounds);
            out.push(0);
        }
        _ => {}
    }
}
