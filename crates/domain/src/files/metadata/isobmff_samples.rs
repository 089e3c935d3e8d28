//! Which bytes of an MP4 are sound and picture: those that a track's tables, or the runs of a fragment, point at. The
//! rest of its boxes of data is played by nobody.

use std::ops::Range;

use super::{isobmff::head, reader::Reader};

/// Zeroes whatever no track points at in the boxes of data; nothing when the tables cannot be read.
pub(super) fn silence_the_rest(bytes: &mut [u8]) -> Option<()> {
    let mut used = used(bytes)?;
    used.sort_unstable_by_key(|range| range.start);
    let data: Vec<Range<usize>> =
        boxes(bytes, 0..bytes.len()).filter(|(kind, _)| kind == b"mdat").map(|(_, body)| body).collect();
    for body in data {
        let mut at = body.start;
        for range in &used {
            if range.end <= at {
                continue;
            }
            let start = range.start.clamp(at, body.end);
            bytes.get_mut(at..start)?.fill(0);
            at = range.end.clamp(start, body.end);
            if at == body.end {
                break;
            }
        }
        bytes.get_mut(at..body.end)?.fill(0);
    }
    Some(())
}

/// The boxes in a part of a file, each with the place of its content. Ends where none begins.
fn boxes(bytes: &[u8], within: Range<usize>) -> impl Iterator<Item = ([u8; 4], Range<usize>)> {
    let mut at = within.start;
    std::iter::from_fn(move || {
        let rest = bytes.get(at..within.end).filter(|rest| !rest.is_empty())?;
        let (head, size, kind) = head(rest)?;
        let body = at + head..(at + size).min(within.end);
        at = body.end;
        (body.start <= body.end).then_some((kind, body))
    })
}

fn child(bytes: &[u8], within: &Range<usize>, path: &[&[u8; 4]]) -> Option<Range<usize>> {
    let Some((first, rest)) = path.split_first() else { return Some(within.clone()) };
    let (_, body) = boxes(bytes, within.clone()).find(|(kind, _)| kind == *first)?;
    child(bytes, &body, rest)
}

fn used(bytes: &[u8]) -> Option<Vec<Range<usize>>> {
    let mut used = Vec::new();
    let mut defaults: Vec<(u32, u32)> = Vec::new();
    let mut next = 0;
    for (kind, body) in boxes(bytes, 0..bytes.len()) {
        let start = std::mem::replace(&mut next, body.end);
        match &kind {
            b"moov" => {
                for (kind, body) in boxes(bytes, body) {
                    match &kind {
                        b"trak" => track(bytes, &body, &mut used)?,
                        b"mvex" => {
                            for (_, body) in boxes(bytes, body).filter(|(kind, _)| kind == b"trex") {
                                let mut input = Reader::new(bytes.get(body)?);
                                let [_, track, _, _, size] = numbers(&mut input)?;
                                defaults.push((track, size));
                            }
                        }
                        _ => {}
                    }
                }
            }
            // Positions count from the head of the box.
            b"moof" => fragment(bytes, start, body, &defaults, &mut used)?,
            _ => {}
        }
    }
    Some(used)
}

fn numbers<const N: usize>(input: &mut Reader<'_>) -> Option<[u32; N]> {
    let mut numbers = [0; N];
    for number in &mut numbers {
        *number = input.u32()?;
    }
    Some(numbers)
}

fn push(used: &mut Vec<Range<usize>>, start: u64, len: u64) -> Option<()> {
    let end = start.checked_add(len)?;
    used.push(usize::try_from(start).ok()?..usize::try_from(end).ok()?);
    Some(())
}

/// The chunks of a track: where each begins, how many samples it has, and how long these are.
fn track(bytes: &[u8], track: &Range<usize>, used: &mut Vec<Range<usize>>) -> Option<()> {
    let table = child(bytes, track, &[b"mdia", b"minf", b"stbl"])?;
    let content = |kind: &[u8; 4]| bytes.get(child(bytes, &table, &[kind])?);
    let chunks = match (content(b"stco"), content(b"co64")) {
        (Some(table), _) => list(table, |input| input.u32().map(u64::from))?,
        (None, Some(table)) => list(table, |input| input.u64())?,
        (None, None) => return None,
    };
    if chunks.is_empty() {
        // Everything is in fragments.
        return Some(());
    }
    let runs = list(content(b"stsc")?, numbers::<3>)?;
    let mut sizes = Sizes::read(content(b"stsz"), content(b"stz2"))?;
    let mut runs = runs.into_iter().peekable();
    let mut samples = 0;
    for (number, start) in (1_u32..).zip(chunks) {
        while let Some([_, count, _]) = runs.next_if(|[first, ..]| *first <= number) {
            samples = count;
        }
        push(used, start, sizes.of_next(samples))?;
    }
    Some(())
}

/// The entries of a table whose number stands behind its version.
fn list<T>(table: &[u8], entry: impl Fn(&mut Reader<'_>) -> Option<T>) -> Option<Vec<T>> {
    let mut input = Reader::new(table);
    let [_, count] = numbers(&mut input)?;
    // Not allocated beforehand: the number may say anything.
    let mut entries = Vec::new();
    for _ in 0..count {
        entries.push(entry(&mut input)?);
    }
    Some(entries)
}

/// How long samples are.
enum Sizes {
    /// All of them alike.
    Same {
        size: u64,
        left: u64,
    },
    Each(std::vec::IntoIter<u64>),
}

impl Sizes {
    fn read(whole: Option<&[u8]>, compact: Option<&[u8]>) -> Option<Self> {
        if let Some(table) = whole {
            let mut input = Reader::new(table);
            let [_, size, count] = numbers(&mut input)?;
            return match size {
                0 => {
                    let sizes: Option<Vec<u64>> = (0..count).map(|_| input.u32().map(u64::from)).collect();
                    sizes.map(|sizes| Self::Each(sizes.into_iter()))
                }
                // In QuickTime a sample of sound, of as many bytes as its entry says somewhere.
                1 => None,
                size => Some(Self::Same { size: size.into(), left: count.into() }),
            };
        }
        let mut input = Reader::new(compact?);
        let [_, bits, count] = numbers(&mut input)?;
        let mut sizes = Vec::new();
        while sizes.len() < usize::try_from(count).ok()? {
            match bits & 0xff {
                4 => {
                    let pair = input.u8()?;
                    sizes.extend([u64::from(pair >> 4), u64::from(pair & 15)]);
                }
                8 => sizes.push(input.u8()?.into()),
                16 => sizes.push(input.u16()?.into()),
                _ => return None,
            }
        }
        Some(Self::Each(sizes.into_iter()))
    }

    fn of_next(&mut self, samples: u32) -> u64 {
        match self {
            Self::Same { size, left } => {
                let taken = (*left).min(samples.into());
                *left -= taken;
                size.saturating_mul(taken)
            }
            Self::Each(sizes) => {
                let count = usize::try_from(samples).unwrap_or(usize::MAX);
                sizes.by_ref().take(count).fold(0, u64::saturating_add)
            }
        }
    }
}

/// The runs of a fragment.
fn fragment(
    bytes: &[u8],
    start: usize,
    body: Range<usize>,
    defaults: &[(u32, u32)],
    used: &mut Vec<Range<usize>>,
) -> Option<()> {
    let start = u64::try_from(start).ok()?;
    // A track that names no place of its own goes on where the one before it ended.
    let mut end = start;
    for (_, track) in boxes(bytes, body).filter(|(kind, _)| kind == b"traf") {
        let mut input = Reader::new(bytes.get(child(bytes, &track, &[b"tfhd"])?)?);
        let [flags, id] = numbers(&mut input)?;
        let base = match flags {
            flags if flags & 0x1 != 0 => input.u64()?,
            flags if flags & 0x2_0000 != 0 => start,
            _ => end,
        };
        input.take(if flags & 0x2 != 0 { 4 } else { 0 })?;
        input.take(if flags & 0x8 != 0 { 4 } else { 0 })?;
        let size = match flags & 0x10 {
            0 => defaults.iter().find(|(track, _)| *track == id).map_or(0, |(_, size)| *size),
            _ => input.u32()?,
        };
        end = base;
        for (_, run) in boxes(bytes, track).filter(|(kind, _)| kind == b"trun") {
            let mut input = Reader::new(bytes.get(run)?);
            let [flags, count] = numbers(&mut input)?;
            if flags & 0x1 != 0 {
                end = base.checked_add_signed(input.u32()?.cast_signed().into())?;
            }
            input.take(if flags & 0x4 != 0 { 4 } else { 0 })?;
            let len = run_length(&mut input, flags, count, size)?;
            push(used, end, len)?;
            end = end.checked_add(len)?;
        }
    }
    Some(())
}

fn run_length(input: &mut Reader<'_>, flags: u32, count: u32, size: u32) -> Option<u64> {
    if flags & 0x200 == 0 {
        return u64::from(size).checked_mul(count.into());
    }
    let mut len = 0_u64;
    for _ in 0..count {
        input.take(if flags & 0x100 != 0 { 4 } else { 0 })?;
        len = len.checked_add(input.u32()?.into())?;
        input.take(if flags & 0x400 != 0 { 4 } else { 0 })?;
        input.take(if flags & 0x800 != 0 { 4 } else { 0 })?;
    }
    Some(len)
}
