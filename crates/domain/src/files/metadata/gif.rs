//! GIF: pictures, their times and the number of rounds are kept; comments, applications' own blocks and what stands
//! behind the last pixel are not.

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
    let mut size = Reader::new(descriptor.get(4..8)?);
    let pixels = u32::from(size.u16_le()?) * u32::from(size.u16_le()?);
    let min_bits = input.u8()?;
    out.push(min_bits);
    let mut data = Vec::new();
    loop {
        let len = input.u8().map_or(0, usize::from);
        // A picture that is cut off is shown as far as it goes.
        let block = input.take_up_to(len);
        data.extend_from_slice(block);
        if block.is_empty() || block.len() < len {
            break;
        }
    }
    for block in data.get(..used(&data, min_bits, pixels))?.chunks(255) {
        out.push(u8::try_from(block.len()).ok()?);
        out.extend_from_slice(block);
    }
    out.push(0);
    Some(out)
}

/// How many bytes of compressed data a reader needs for so many pixels: up to the code that ends them.
fn used(data: &[u8], min_bits: u8, pixels: u32) -> usize {
    const CODES: usize = 4096;
    if !(1..=11).contains(&min_bits) {
        return data.len();
    }
    let (clear, end) = (1_usize << min_bits, (1_usize << min_bits) + 1);
    let bytes = |at: usize| at.div_ceil(8).min(data.len());
    let code = |at: usize, bits: usize| {
        let first = at / 8;
        let three = [0, 1, 2].map(|index| data.get(first + index).copied().map(u32::from));
        let word = three[0]? | three[1].unwrap_or(0) << 8 | three[2].unwrap_or(0) << 16;
        let is_whole = at + bits <= data.len() * 8;
        is_whole.then_some((word >> (at % 8)) as usize & ((1 << bits) - 1))
    };
    // How many pixels each code stands for.
    let mut lengths = vec![1_u32; end + 1];
    let (mut at, mut bits, mut left, mut before) = (0, usize::from(min_bits) + 1, pixels, None::<u32>);
    while let Some(found) = code(at, bits) {
        at += bits;
        if found == clear {
            lengths.truncate(end + 1);
            (bits, before) = (usize::from(min_bits) + 1, None);
            continue;
        }
        if found == end || left == 0 {
            // Without the code for the end, the last one counted was enough.
            return bytes(if found == end { at } else { at - bits });
        }
        let length = match (lengths.get(found), before) {
            (Some(length), _) => *length,
            (None, Some(before)) if found == lengths.len() => before.saturating_add(1),
            // No reader gets over this one.
            _ => return bytes(at),
        };
        left = left.saturating_sub(length);
        if let Some(before) = before.filter(|_| lengths.len() < CODES) {
            lengths.push(before.saturating_add(1));
            if lengths.len() == 1 << bits && bits < 12 {
                bits += 1;
            }
        }
        before = Some(length);
    }
    data.len()
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
