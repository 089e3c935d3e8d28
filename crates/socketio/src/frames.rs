//! Reads along the frames of a websocket, only to know whether a message has begun and not ended: the library keeps
//! what it has of one to itself, for as long as the client likes. Pure.

/// Where in the stream of frames the reading is.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    /// The head of the present frame, as far as it has come: RFC 6455, 5.2.
    head: [u8; LONGEST_HEAD],
    have: u8,
    /// Bytes of the present frame's content that are still to come.
    left: u64,
    /// More frames of the present message follow.
    goes_on: bool,
}

const LONGEST_HEAD: usize = 14;

impl Frames {
    /// Reads on.
    pub(crate) fn read(&mut self, mut bytes: &[u8]) {
        while let Some((&byte, rest)) = bytes.split_first() {
            if self.left > 0 {
                let taken = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
                self.left -= taken as u64;
                bytes = bytes.get(taken..).unwrap_or_default();
                continue;
            }
            if let Some(place) = self.head.get_mut(usize::from(self.have)) {
                *place = byte;
                self.have += 1;
            }
            bytes = rest;
            if usize::from(self.have) >= self.head_length() {
                self.begin_content();
            }
        }
    }

    /// Whether a message has begun and not ended.
    pub(crate) fn is_unfinished(&self) -> bool {
        self.have > 0 || self.left > 0 || self.goes_on
    }

    fn head_length(&self) -> usize {
        let [_, second, ..] = self.head;
        if self.have < 2 {
            return 2;
        }
        let length = match second & 0x7f {
            126 => 2,
            127 => 8,
            _ => 0,
        };
        let mask = if second & 0x80 == 0 { 0 } else { 4 };
        2 + length + mask
    }

    fn begin_content(&mut self) {
        let [first, second, a, b, c, d, e, f, g, h, ..] = self.head;
        self.left = match second & 0x7f {
            126 => u64::from(u16::from_be_bytes([a, b])),
            127 => u64::from_be_bytes([a, b, c, d, e, f, g, h]),
            length => u64::from(length),
        };
        let (is_last, is_control) = (first & 0x80 != 0, first & 0x08 != 0);
        // A control frame may stand between two frames of a message.
        if !is_control {
            self.goes_on = !is_last;
        }
        self.have = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A masked frame of so many bytes.
    fn frame(first: u8, length: usize) -> Vec<u8> {
        let mut frame = vec![first];
        match length {
            0..126 => frame.push(0x80 | u8::try_from(length).unwrap()),
            126..65_536 => {
                frame.push(0x80 | 126);
                frame.extend(u16::try_from(length).unwrap().to_be_bytes());
            }
            _ => {
                frame.push(0x80 | 127);
                frame.extend((length as u64).to_be_bytes());
            }
        }
        frame.extend([7; 4]);
        frame.extend(vec![b'x'; length]);
        frame
    }

    const TEXT: u8 = 0x81;
    const TEXT_BEGINS: u8 = 0x01;
    const GOES_ON: u8 = 0x00;
    const ENDS: u8 = 0x80;
    const PING: u8 = 0x89;

    #[test]
    fn only_at_the_end_of_a_message_nothing_is_unfinished() {
        for length in [0, 1, 125, 126, 65_535, 65_536] {
            let bytes = frame(TEXT, length);
            let mut frames = Frames::default();
            for (at, byte) in bytes.iter().enumerate() {
                assert_eq!(frames.is_unfinished(), at > 0, "{length} bytes, after {at}");
                frames.read(&[*byte]);
            }
            assert!(!frames.is_unfinished());
            frames.read(&[bytes.clone(), bytes.clone()].concat());
            assert!(!frames.is_unfinished());
            frames.read(&[bytes, vec![TEXT]].concat());
            assert!(frames.is_unfinished(), "the beginning of another one");
        }
    }

    #[test]
    fn a_message_in_fragments_is_unfinished_until_the_last_whatever_stands_between() {
        let mut frames = Frames::default();
        for (first, is_unfinished) in [
            (PING, false),
            (TEXT_BEGINS, true),
            (PING, true),
            (GOES_ON, true),
            (PING, true),
            (ENDS, false),
            (TEXT, false),
        ] {
            frames.read(&frame(first, 300));
            assert_eq!(frames.is_unfinished(), is_unfinished, "{first:x}");
        }
    }
}
