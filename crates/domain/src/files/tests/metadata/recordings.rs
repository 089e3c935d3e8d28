//! Sound and film: nothing of the maker, and everything else where it was.

use liaison_protocol::file::RemainingMetadata;

use super::{ContentType, SECRET, clean, cleaned, holds, riff, riff_chunk};

#[test]
fn a_wav_says_nothing_of_its_maker() {
    let secret = SECRET.as_bytes();
    let format = riff_chunk(b"fmt ", &[1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0]);
    let data = riff_chunk(b"data", &[1, 2, 3, 4, 5, 6]);
    let plain = riff(b"WAVE", &[format.clone(), data.clone()].concat());
    assert_eq!(clean(ContentType::Wav, &plain).bytes, plain);
    for kind in [b"LIST", b"id3 ", b"bext", b"iXML", b"_PMX", b"JUNK", b"cart", b"axml", b"fact"] {
        let noted = riff_chunk(kind, secret);
        let bytes = riff(b"WAVE", &[format.clone(), noted.clone(), data.clone(), noted].concat());
        assert_eq!(cleaned(ContentType::Wav, &bytes, &String::from_utf8_lossy(kind)), plain);
    }
    assert_eq!(cleaned(ContentType::Wav, &[plain.as_slice(), secret].concat(), "behind the end"), plain);
}

/// A frame of MPEG 1, layer 3, 32 kbit/s at 44.1 kHz.
pub(super) fn mp3_frame(filling: u8) -> Vec<u8> {
    let mut frame = vec![filling; 104];
    frame[..4].copy_from_slice(&[0xff, 0xfb, 0x10, 0xc0]);
    frame
}

#[test]
fn an_mp3_says_nothing_of_its_maker() {
    let secret = SECRET.as_bytes();
    let sound: Vec<u8> = (1..6).flat_map(mp3_frame).collect();
    let id3 = |len: u8, text: &[u8]| [b"ID3\x04\0\0\0\0\0", [len].as_slice(), text].concat();
    let tagged = id3(secret.len() as u8, secret);
    let mut old = [b"TAG".as_slice(), secret].concat();
    old.resize(128, 0);
    let mut ape = [secret, b"APETAGEX\xd0\x07\0\0"].concat();
    ape.extend_from_slice(&(secret.len() as u32 + 32).to_le_bytes());
    ape.extend_from_slice(&[0; 16]);
    let lyrics = [b"LYRICSBEGIN", secret, format!("{:06}LYRICS200", secret.len() + 11).as_bytes()].concat();
    let cut_off = &mp3_frame(9)[..40];
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("before", [tagged.clone(), sound.clone()].concat()),
        ("twice before", [tagged.clone(), tagged.clone(), sound.clone()].concat()),
        ("behind", [sound.clone(), tagged.clone()].concat()),
        ("in the old way", [sound.clone(), old.clone()].concat()),
        ("in the old way behind half a frame", [sound.clone(), cut_off.to_vec(), old.clone()].concat()),
        ("ape", [sound.clone(), ape.clone()].concat()),
        ("ape and the old way", [sound.clone(), ape, old.clone()].concat()),
        ("lyrics", [sound.clone(), lyrics, old].concat()),
        ("between", [sound.clone(), secret.to_vec(), sound.clone()].concat()),
        ("behind without a name", [sound.clone(), secret.to_vec()].concat()),
    ];
    for (carrier, bytes) in cases {
        let left = cleaned(ContentType::Mp3, &bytes, carrier);
        let frames = if carrier == "between" { 9 } else { 4 };
        assert!(left.len() >= frames * 104 && left.starts_with(&sound[..frames.min(4) * 104]), "{carrier}");
    }
}

pub(super) fn ogg_page(flags: u8, number: u32, packets: &[&[u8]]) -> Vec<u8> {
    let pieces: Vec<u8> = packets
        .iter()
        .flat_map(|packet| {
            let whole = std::iter::repeat_n(255, packet.len() / 255);
            whole.chain([(packet.len() % 255) as u8]).collect::<Vec<_>>()
        })
        .collect();
    let mut page =
        [b"OggS\0", [flags].as_slice(), &[0; 8], b"\x07\0\0\0", &number.to_le_bytes(), &[0; 4]].concat();
    page.push(pieces.len() as u8);
    page.extend_from_slice(&pieces);
    page.extend(packets.concat());
    page
}

#[test]
fn an_ogg_says_nothing_of_its_maker() {
    let secret = SECRET.as_bytes();
    let comments = |head: &[u8], end: &[u8]| {
        let len = (secret.len() as u32).to_le_bytes();
        let long = [secret, &[b'x'; 700]].concat();
        [head, &len, secret, &[2, 0, 0, 0], &len, secret, &(long.len() as u32).to_le_bytes(), &long, end]
            .concat()
    };
    let opus = [
        ogg_page(2, 0, &[b"OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0"]),
        ogg_page(0, 1, &[&comments(b"OpusTags", secret)]),
        ogg_page(4, 2, &[b"sound"]),
    ]
    .concat();
    let mut head = b"\x01vorbis".to_vec();
    head.resize(30, 1);
    let vorbis = [
        ogg_page(2, 0, &[&head]),
        ogg_page(0, 1, &[&comments(b"\x03vorbis", b"\x01"), b"\x05vorbis setup"]),
        ogg_page(4, 2, &[b"sound"]),
    ]
    .concat();
    for (carrier, bytes) in [("opus", &opus), ("vorbis", &vorbis)] {
        let left = cleaned(ContentType::Ogg, bytes, carrier);
        assert_eq!(left.len(), bytes.len(), "{carrier}: nothing is moved");
        assert!(holds(&left, b"sound") && (carrier == "opus" || holds(&left, b"\x05vorbis setup")));
        let behind = cleaned(ContentType::Ogg, &[bytes, secret].concat(), "behind the end");
        assert_eq!(behind, left);
    }
    // One behind the other, and whatever is behind them.
    let both = [opus.clone(), vorbis.clone()].concat();
    let left = cleaned(ContentType::Ogg, &both, "chained");
    assert_eq!(left.len(), both.len());
    let mut foreign = ogg_page(0, 3, &[secret]);
    foreign[14] = 9;
    for (carrier, behind) in [
        ("behind a chain", secret.to_vec()),
        ("an archive", [b"PK\x03\x04", secret].concat()),
        ("a page of no stream", foreign),
        ("a page behind the last", ogg_page(0, 3, &[secret])),
        ("half a page", ogg_page(2, 0, &[secret])[..50].to_vec()),
    ] {
        assert_eq!(cleaned(ContentType::Ogg, &[both.clone(), behind].concat(), carrier), left, "{carrier}");
    }
    // One of another kind, or woven into the first, may say anything.
    let flac = [ogg_page(2, 0, &[b"\x7fFLAC"]), ogg_page(0, 1, &[secret])].concat();
    let woven = [ogg_page(2, 0, &[b"OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0"]), vorbis].concat();
    for unknown in [[opus.clone(), flac.clone()].concat(), flac, woven] {
        assert_eq!(clean(ContentType::Ogg, &unknown).remains, Some(RemainingMetadata::Unreadable));
    }
}

pub(super) fn mp4_box(kind: &[u8], content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    [&(content.len() as u32 + 8).to_be_bytes(), kind, &content].concat()
}

pub(super) fn mp4(handler: &[u8; 4], in_movie: &[u8], in_track: &[u8], in_file: &[u8]) -> Vec<u8> {
    let secret = SECRET.as_bytes();
    let hdlr = mp4_box(b"hdlr", &[&[0; 8], handler, &[0; 12], secret, b"\0"]);
    let mut entry = vec![0; 78];
    entry[42..42 + secret.len()].copy_from_slice(secret);
    let avc1 = mp4_box(b"avc1", &[&entry, &mp4_box(b"avcC", &[b"config"]), &mp4_box(b"lena", &[secret])]);
    let stsd = mp4_box(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1], &avc1]);
    let url = mp4_box(b"url ", &[&[0, 0, 0, 0], secret]);
    let dinf = mp4_box(b"dinf", &[&mp4_box(b"dref", &[&[0, 0, 0, 0, 0, 0, 0, 1], &url])]);
    let tables = mp4_tables(0);
    let minf = mp4_box(b"minf", &[&dinf, &mp4_box(b"stbl", &[&stsd, &tables])]);
    let mdia = mp4_box(
        b"mdia",
        &[&mp4_box(b"mdhd", &[&[0, 0, 0, 0, 7, 7, 7, 7, 7, 7, 7, 7, 0, 0, 0, 9]]), &hdlr, &minf],
    );
    let trak = mp4_box(b"trak", &[&mdia, in_track]);
    let moov = mp4_box(b"moov", &[&mp4_box(b"mvhd", &[&[0; 100]]), &trak, in_movie]);
    let mut film =
        [mp4_box(b"ftyp", &[b"isom\0\0\0\0isom"]), moov, in_file.to_vec(), mp4_box(b"mdat", &[b"frames"])]
            .concat();
    let at = film.windows(tables.len()).position(|window| window == tables).unwrap();
    let tables = mp4_tables(film.len() as u32 - 6);
    film[at..at + tables.len()].copy_from_slice(&tables);
    film
}

/// Two chunks of six bytes: two samples, and one.
fn mp4_tables(place: u32) -> Vec<u8> {
    let table = |kind: &[u8; 4], numbers: &[u32]| {
        let numbers: Vec<u8> = numbers.iter().flat_map(|number| number.to_be_bytes()).collect();
        mp4_box(kind, &[&[0; 4], &numbers])
    };
    [
        table(b"stsz", &[0, 3, 1, 2, 3]),
        table(b"stsc", &[2, 1, 2, 1, 2, 1, 1]),
        table(b"stco", &[2, place, place + 3]),
    ]
    .concat()
}

#[test]
fn an_mp4_says_nothing_of_its_maker() {
    let secret = SECRET.as_bytes();
    let place = mp4_box(b"\xa9xyz", &[b"\0\x12\x15\xc7+52.5200+013.4050/", secret]);
    let tags = mp4_box(
        b"meta",
        &[&[0; 4], &mp4_box(b"ilst", &[&mp4_box(b"\xa9ART", &[&mp4_box(b"data", &[secret])])])],
    );
    let udta = mp4_box(b"udta", &[&place, &tags, &[0; 4]]);
    let large = [b"\0\0\0\x01uuid".as_slice(), &(16 + secret.len() as u64).to_be_bytes(), secret].concat();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("names of handler, encoder and place", mp4(b"vide", b"", b"", b"")),
        ("in the movie", mp4(b"vide", &udta, b"", b"")),
        ("in the track", mp4(b"soun", b"", &udta, b"")),
        ("in the file", mp4(b"vide", b"", b"", &[udta.clone(), tags.clone()].concat())),
        ("xmp", mp4(b"vide", b"", b"", &mp4_box(b"uuid", &[&[7; 16], secret]))),
        ("a long one", mp4(b"vide", b"", b"", &large)),
        ("free space", mp4(b"vide", &mp4_box(b"free", &[secret]), b"", &mp4_box(b"skip", &[secret]))),
    ];
    for (carrier, bytes) in cases {
        let left = cleaned(ContentType::Mp4, &bytes, carrier);
        assert_eq!(left.len(), bytes.len(), "{carrier}: nothing is moved");
        assert!(holds(&left, b"avcCconfig") && left.ends_with(b"mdatframes"));
        assert!(holds(&left, &mp4_tables(left.len() as u32 - 6)), "{carrier}: places stay");
        assert!(!holds(&left, &[7; 8]), "{carrier}: no times, no marks of makers");
        assert!(!holds(&left, b"+52.52"), "{carrier}");
    }
    // What a camera has measured beside the picture is in the same place as the picture.
    let left = clean(ContentType::Mp4, &mp4(b"meta", b"", b"", b""));
    assert_eq!(left.remains, Some(RemainingMetadata::ExtraTracks));
    for malformed in [
        b"\0\0\0\x18ftypisom\0\0\x02\0isom".to_vec(),
        mp4_box(b"moov", &[&mp4_box(b"trak", &[b"\0\0\0\x20mdia"])]),
    ] {
        assert_eq!(clean(ContentType::Mp4, &malformed).remains, Some(RemainingMetadata::Unreadable));
    }
}

#[test]
fn the_data_of_an_mp4_is_what_its_tracks_play() {
    let secret = SECRET.as_bytes();
    let plain = clean(ContentType::Mp4, &mp4(b"vide", b"", b"", b"")).bytes;
    let with_brands = |brands: &[&[u8]]| {
        let film = mp4(b"vide", b"", b"", b"");
        let head = mp4_box(b"ftyp", brands);
        let moved = head.len() as u32 - 20;
        let mut film = [head, film[20..].to_vec()].concat();
        let (old, new) = (mp4_tables(film.len() as u32 - 6 - moved), mp4_tables(film.len() as u32 - 6));
        let at = film.windows(old.len()).position(|window| window == old).unwrap();
        film[at..at + new.len()].copy_from_slice(&new);
        film
    };
    let whole = mp4(b"vide", b"", b"", b"");
    for (carrier, bytes) in [
        ("a second mdat", [whole.clone(), mp4_box(b"mdat", &[secret])].concat()),
        ("one that goes to the end", [whole.as_slice(), b"\0\0\0\0mdat", secret].concat()),
        ("an mdat before", mp4(b"vide", b"", b"", &mp4_box(b"mdat", &[secret]))),
        ("behind the end", [whole.as_slice(), secret].concat()),
        ("an archive behind the end", [whole.as_slice(), b"PK\x03\x04", secret].concat()),
        ("brands", with_brands(&[b"Lena", b" Fox", secret, b"\0"])),
        ("the version of a brand", with_brands(&[b"mp42", &secret[..4], b"isom", secret])),
        (
            "behind a table",
            mp4(b"vide", b"", &mp4_box(b"edts", &[&mp4_box(b"elst", &[&[0; 8], secret])]), b""),
        ),
    ] {
        let left = cleaned(ContentType::Mp4, &bytes, carrier);
        assert!(holds(&left, b"mdatframes") && !holds(&left, b"Fox"), "{carrier}");
        assert!(left.len() <= bytes.len() && left.len() >= plain.len(), "{carrier}");
    }

    // In fragments: the run says where its samples are.
    let trex = [[0; 4], 1_u32.to_be_bytes(), [0; 4], [0; 4], 3_u32.to_be_bytes(), [0; 4]].concat();
    let mvex = mp4_box(b"mvex", &[&mp4_box(b"trex", &[&trex])]);
    let fragment = |offset: u32| {
        let tfhd = mp4_box(b"tfhd", &[b"\0\x02\0\0", &1_u32.to_be_bytes()]);
        let trun = mp4_box(b"trun", &[b"\0\0\0\x01", &2_u32.to_be_bytes(), &offset.to_be_bytes()]);
        mp4_box(b"moof", &[&mp4_box(b"mfhd", &[&[0; 8]]), &mp4_box(b"traf", &[&tfhd, &trun])])
    };
    let fragment = fragment(fragment(0).len() as u32 + 8);
    let data = mp4_box(b"mdat", &[b"moving", secret]);
    let bytes = [mp4(b"vide", &mvex, b"", b""), fragment.clone(), data.clone(), fragment, data].concat();
    let left = cleaned(ContentType::Mp4, &bytes, "fragments");
    assert_eq!(left.len(), bytes.len());
    assert_eq!(left.windows(10).filter(|window| window == b"mdatmoving").count(), 2);
    assert!(holds(&left, b"mdatframes"));
}

pub(super) fn ebml(id: &[u8], content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    [id, &((1 << 56) | content.len() as u64).to_be_bytes(), &content].concat()
}

pub(super) fn webm(kind: u8, more: &[u8], is_live: bool) -> Vec<u8> {
    let secret = SECRET.as_bytes();
    let head = ebml(b"\x1a\x45\xdf\xa3", &[&ebml(b"\x42\x82", &[b"webm"])]);
    let info = ebml(
        b"\x15\x49\xa9\x66",
        &[
            &ebml(b"\x2a\xd7\xb1", &[&[0x0f, 0x42, 0x40]]),
            &ebml(b"\x4d\x80", &[secret]),
            &ebml(b"\x57\x41", &[secret]),
            &ebml(b"\x7b\xa9", &[secret]),
            &ebml(b"\x44\x61", &[&[7; 8]]),
            &ebml(b"\x73\xa4", &[&[7; 16]]),
        ],
    );
    let vorbis = [
        b"\x02\x1e".as_slice(),
        &[secret.len() as u8 + 20],
        &[1; 30],
        b"\x03vorbis\x1b\0\0\0",
        secret,
        &[0, 0, 0, 0, 1, 1, 1, 1, 1],
        b"\x05vorbis",
    ]
    .concat();
    let track = ebml(
        b"\xae",
        &[
            &ebml(b"\x83", &[&[kind]]),
            &ebml(b"\x86", &[b"A_VORBIS"]),
            &ebml(b"\x63\xa2", &[&vorbis]),
            &ebml(b"\x53\x6e", &[secret]),
            &ebml(b"\x22\xb5\x9c", &[secret]),
            &ebml(b"\xe1", &[&ebml(b"\xb5", &[&[0; 4]]), &ebml(b"\xb5", &[secret])]),
        ],
    );
    let tracks = ebml(b"\x16\x54\xae\x6b", &[&track]);
    let cluster = ebml(b"\x1f\x43\xb6\x75", &[&ebml(b"\xe7", &[&[0]]), &ebml(b"\xa3", &[b"sound"])]);
    let content = [info, tracks, more.to_vec(), cluster].concat();
    let segment = if is_live {
        [b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff".as_slice(), &content].concat()
    } else {
        ebml(b"\x18\x53\x80\x67", &[&content])
    };
    [head, segment].concat()
}

#[test]
fn a_webm_says_nothing_of_its_maker() {
    let secret = SECRET.as_bytes();
    let tags = ebml(b"\x12\x54\xc3\x67", &[&ebml(b"\x73\x73", &[&ebml(b"\x67\xc8", &[secret])])]);
    let attachments = ebml(b"\x19\x41\xa4\x69", &[&ebml(b"\x61\xa7", &[secret])]);
    let short = [&b"\xbf\x84"[..], &SECRET.as_bytes()[..4]].concat();
    for (carrier, more) in [
        ("names", vec![]),
        ("tags", tags.clone()),
        ("attachments", attachments),
        ("voids and sums", [ebml(b"\xec", &[secret]), short].concat()),
        ("unknown", ebml(b"\x1f\x12\x34\x56", &[secret])),
    ] {
        for is_live in [false, true] {
            let bytes = webm(2, &more, is_live);
            let left = cleaned(ContentType::WebM, &bytes, carrier);
            assert_eq!(left.len(), bytes.len(), "{carrier}: nothing is moved");
            assert!(holds(&left, b"sound") && !holds(&left, &[7; 8]), "{carrier}");
            let behind = [bytes.clone(), tags.clone()].concat();
            assert!(!holds(&clean(ContentType::WebM, &behind).bytes, secret), "{carrier}, behind the end");
        }
    }
    assert_eq!(
        clean(ContentType::WebM, &webm(0x11, b"", false)).remains,
        Some(RemainingMetadata::ExtraTracks)
    );
    assert_eq!(clean(ContentType::WebM, b"\x1a\x45\xdf\xa3").remains, Some(RemainingMetadata::Unreadable));
}
