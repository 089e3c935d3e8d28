//! MP4 and M4A: boxes that a player does not need become free space of zeros, where they stand, so that every position
//! in the file stays true. Times are set to zero, names of encoders are taken out, and so is data that no track uses.

use super::{isobmff_samples, reader::Reader};

/// What a walk through the boxes has found.
#[derive(Default)]
struct Found {
    has_tracks: bool,
    /// A track that is neither sound nor picture: subtitles, places, what a camera measured. Its data is among theirs.
    has_other_tracks: bool,
}

/// In which box we are: which boxes may be there, and what is done with each.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    File,
    Movie,
    Track,
    Media,
    MediaInfo,
    DataInfo,
    SampleTable,
    Extension,
    Fragment,
    TrackFragment,
    RandomAccess,
    Edits,
    Entry,
}

/// What is done with a box.
enum Treatment {
    Keep,
    Enter(Place),
    /// Zeroes the times of its creation and change.
    Undate,
    Brands,
    /// Entries of one length, whose number stands before them.
    List,
    Handler,
    References,
    Samples,
    Free,
}

/// The film or sound without whatever tells of its maker, and whether it has tracks that cannot be judged; nothing
/// when it is no such file.
pub(super) fn clean(bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut out = bytes.to_vec();
    let mut found = Found::default();
    let end = walk(&mut out, Place::File, &mut found)?;
    // What follows the last whole box is no part of the film.
    out.truncate(end);
    if !found.has_tracks {
        return None;
    }
    isobmff_samples::silence_the_rest(&mut out)?;
    Some((out, found.has_other_tracks))
}

fn treatment(place: Place, kind: [u8; 4]) -> Treatment {
    use Treatment::{Brands, Enter, Free, Handler, Keep, List, References, Samples, Undate};
    match (place, &kind) {
        (Place::File, b"moov") => Enter(Place::Movie),
        (Place::File, b"moof") => Enter(Place::Fragment),
        (Place::File, b"mfra") => Enter(Place::RandomAccess),
        (Place::File, b"ftyp" | b"styp") => Brands,
        (Place::File, b"mdat" | b"sidx" | b"ssix" | b"pdin") => Keep,
        (Place::Movie, b"mvhd") | (Place::Track, b"tkhd") | (Place::Media, b"mdhd") => Undate,
        (Place::Movie, b"trak") => Enter(Place::Track),
        (Place::Movie, b"mvex") => Enter(Place::Extension),
        (Place::Track, b"mdia") => Enter(Place::Media),
        (Place::Track, b"edts") => Enter(Place::Edits),
        (Place::Track, b"tref") => Keep,
        (Place::Edits, b"elst") => List,
        (Place::Media, b"hdlr") => Handler,
        (Place::Media, b"minf") => Enter(Place::MediaInfo),
        (Place::MediaInfo, b"vmhd" | b"smhd" | b"nmhd") => Keep,
        (Place::MediaInfo, b"dinf") => Enter(Place::DataInfo),
        (Place::MediaInfo, b"stbl") => Enter(Place::SampleTable),
        (Place::DataInfo, b"dref") => References,
        (Place::SampleTable, b"stsd") => Samples,
        (
            Place::SampleTable,
            b"stts" | b"ctts" | b"stsc" | b"stsz" | b"stco" | b"co64" | b"stss" | b"stsh" | b"stps",
        ) => List,
        (
            Place::SampleTable,
            b"cslg" | b"stz2" | b"sdtp" | b"sbgp" | b"sgpd" | b"subs" | b"saiz" | b"saio" | b"padb",
        ) => Keep,
        (Place::Extension, b"mehd" | b"trex" | b"trep") => Keep,
        (Place::Fragment, b"mfhd") => Keep,
        (Place::Fragment, b"traf") => Enter(Place::TrackFragment),
        (
            Place::TrackFragment,
            b"tfhd" | b"tfdt" | b"trun" | b"sbgp" | b"sgpd" | b"subs" | b"saiz" | b"saio" | b"sdtp",
        ) => Keep,
        (Place::RandomAccess, b"tfra" | b"mfro") => Keep,
        (
            Place::Entry,
            b"esds" | b"avcC" | b"hvcC" | b"lhvC" | b"vvcC" | b"vpcC" | b"av1C" | b"dvcC" | b"dvvC" | b"dOps"
            | b"dac3" | b"dec3" | b"dac4" | b"alac" | b"pasp" | b"clap" | b"btrt" | b"fiel" | b"gama"
            | b"chan" | b"chnl" | b"mdcv" | b"clli" | b"SmDm" | b"CoLL" | b"frma" | b"enda" | b"d263"
            | b"damr",
        ) => Keep,
        (Place::Entry, b"wave") => Enter(Place::Entry),
        // Colours by number; a profile has a name and an owner.
        (Place::Entry, b"colr") => Keep,
        _ => Free,
    }
}

/// Goes through the boxes of a box, and tells where the last whole one ends. Nothing is moved.
fn walk(content: &mut [u8], place: Place, found: &mut Found) -> Option<usize> {
    let mut at = 0;
    while let Some(rest) = content.get_mut(at..).filter(|rest| !rest.is_empty()) {
        let len = rest.len();
        let Some((head, size, kind)) = head(rest) else {
            // Too short for a box: where QuickTime ends a list, or what is left of a cut.
            rest.fill(0);
            return (len < 8 || place == Place::File).then_some(at);
        };
        let size = match size {
            // A film that is cut off, or that goes on to the end.
            size if size > len && place == Place::File && kind == *b"mdat" => len,
            size if size > len && place == Place::File => return Some(at),
            size if size > len => return None,
            size => size,
        };
        let (whole, _) = rest.split_at_mut(size);
        match treatment(place, kind) {
            Treatment::Free => free(whole, head)?,
            Treatment::Keep if kind == *b"colr" => {
                if !matches!(whole.get(head..head + 4), Some(b"nclx" | b"nclc")) {
                    free(whole, head)?;
                }
            }
            Treatment::Keep => {}
            Treatment::Brands => brands(whole.get_mut(head..)?),
            Treatment::List => list(kind, whole.get_mut(head..)?)?,
            Treatment::Enter(place) => {
                found.has_tracks |= place == Place::Track || place == Place::Fragment;
                walk(whole.get_mut(head..)?, place, found)?;
            }
            Treatment::Undate => undate(whole.get_mut(head..)?)?,
            Treatment::Handler => {
                let body = whole.get_mut(head..)?;
                found.has_other_tracks |= !matches!(body.get(8..12), Some(b"vide" | b"soun"));
                // The maker's code and the handler's name.
                body.get_mut(12..)?.fill(0);
            }
            Treatment::References => references(whole.get_mut(head..)?)?,
            Treatment::Samples => samples(whole.get_mut(head..)?, found)?,
        }
        at += size;
    }
    Some(at)
}

/// Length of the head, size of the whole and kind of the box that begins here.
pub(super) fn head(bytes: &[u8]) -> Option<(usize, usize, [u8; 4])> {
    let mut input = Reader::new(bytes);
    let size = input.len32()?;
    let kind = input.array()?;
    match size {
        0 => Some((8, bytes.len(), kind)),
        1 => {
            let size = usize::try_from(input.u64()?).ok()?;
            (size >= 16).then_some((16, size, kind))
        }
        size => (size >= 8).then_some((8, size, kind)),
    }
}

fn free(whole: &mut [u8], head: usize) -> Option<()> {
    whole.get_mut(4..8)?.copy_from_slice(b"free");
    whole.get_mut(head..)?.fill(0);
    Some(())
}

/// What the file says it is compatible with: names of four letters, of which only those are kept that stand for
/// something. The version between them is the encoder's own.
fn brands(body: &mut [u8]) {
    let mut names = body.chunks_exact_mut(4);
    for (index, name) in names.by_ref().enumerate() {
        match index {
            1 => name.fill(0),
            _ if BRANDS.iter().any(|known| *known == name) => {}
            _ => name.copy_from_slice(b"isom"),
        }
    }
    names.into_remainder().fill(0);
}

const BRANDS: [&[u8]; 44] = [
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9", b"isoa", b"isob",
    b"isoc", b"mp41", b"mp42", b"mp71", b"avc1", b"hvc1", b"hev1", b"vvc1", b"av01", b"M4A ", b"M4B ",
    b"M4P ", b"M4V ", b"M4VH", b"M4VP", b"MSNV", b"f4v ", b"f4a ", b"qt  ", b"dash", b"msdh", b"msix",
    b"cmfc", b"cmf2", b"cmfs", b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3g2a", b"dby1", b"iphp", b"lmsg",
];

/// Zeroes what stands behind the last entry.
fn list(kind: [u8; 4], body: &mut [u8]) -> Option<()> {
    let mut input = Reader::new(body);
    let (version, count) = (input.u32()? >> 24, input.u32()?);
    let (before, entry) = match &kind {
        // As many entries as a third number says, where they are not all of the second.
        b"stsz" if count == 0 => (12, 4),
        b"stsz" => (12, 0),
        b"stco" | b"stss" | b"stps" => (8, 4),
        b"stts" | b"ctts" | b"co64" | b"stsh" => (8, 8),
        b"elst" if version == 1 => (8, 20),
        _ => (8, 12),
    };
    let count = if kind == *b"stsz" { input.u32()? } else { count };
    let end = usize::try_from(count).ok()?.checked_mul(entry)?.checked_add(before)?;
    if let Some(rest) = body.get_mut(end..) {
        rest.fill(0);
    }
    Some(())
}

fn undate(body: &mut [u8]) -> Option<()> {
    let end = if *body.first()? == 1 { 20 } else { 12 };
    body.get_mut(4..end)?.fill(0);
    Some(())
}

/// Where the data is: in this file. Anything else is an address.
fn references(body: &mut [u8]) -> Option<()> {
    let mut at = 8;
    while let Some(rest) = body.get_mut(at..).filter(|rest| rest.len() >= 8) {
        let (head, size, _) = head(rest)?;
        let entry = rest.get_mut(..size)?;
        entry.get_mut(head..head + 4)?.copy_from_slice(&[0, 0, 0, 1]);
        entry.get_mut(head + 4..)?.fill(0);
        at += size;
    }
    body.get_mut(at..)?.fill(0);
    Some(())
}

/// How samples are encoded: besides numbers, an entry has room for the names of the encoder and of its maker.
fn samples(body: &mut [u8], found: &mut Found) -> Option<()> {
    let mut at = 8;
    while let Some(rest) = body.get_mut(at..).filter(|rest| rest.len() >= 8) {
        let (head, size, kind) = head(rest)?;
        let entry = rest.get_mut(head..size)?;
        let children = match &kind {
            b"avc1" | b"avc2" | b"avc3" | b"avc4" | b"hvc1" | b"hev1" | b"dvh1" | b"dvhe" | b"vvc1"
            | b"vvi1" | b"vp08" | b"vp09" | b"av01" | b"mp4v" | b"s263" | b"jpeg" | b"mjpa" => {
                entry.get_mut(12..16)?.fill(0);
                entry.get_mut(42..74)?.fill(0);
                78
            }
            b"mp4a" | b"Opus" | b"alac" | b"ac-3" | b"ec-3" | b"ac-4" | b"samr" | b"sawb" | b".mp3"
            | b"sowt" | b"twos" => {
                let version = Reader::new(entry.get(8..)?).u16()?;
                entry.get_mut(12..16)?.fill(0);
                match version {
                    1 => 28 + 16,
                    2 => 28 + 36,
                    _ => 28,
                }
            }
            _ => {
                // Of an unknown kind: what its bytes mean cannot be told.
                found.has_other_tracks = true;
                at += size;
                continue;
            }
        };
        walk(entry.get_mut(children..)?, Place::Entry, found)?;
        at += size;
    }
    Some(())
}
