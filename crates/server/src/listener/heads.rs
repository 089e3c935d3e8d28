//! Reads along the heads of requests, for what the HTTP library forgives and this server does not: a line that ends
//! without a carriage return. Proxies disagree about such lines, and what two programs read differently is a way past
//! one of them. Pure: bytes in, a verdict out.

/// Where in the stream of a connection the reading is.
#[derive(Debug, Default)]
pub(super) struct Heads {
    at: At,
    /// The beginning of the present line, in small letters: enough for the names that matter and a length.
    line: Vec<u8>,
    last: u8,
    /// The first line is behind.
    begun: bool,
    body: Body,
    is_malformed: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum At {
    #[default]
    Head,
    /// So many bytes of a body are to come.
    Body(u64),
    /// Somewhere in a body whose length is not known, until the next request begins.
    Unknown,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Body {
    #[default]
    None,
    Length(u64),
    Unknown,
}

/// Of each line so much is kept.
const KEPT: usize = 64;

impl Heads {
    /// Reads on, and says whether everything was well so far.
    pub(super) fn read(&mut self, mut bytes: &[u8]) -> bool {
        while let Some((&byte, rest)) = bytes.split_first() {
            match self.at {
                At::Unknown => break,
                At::Body(left) => {
                    let taken = left.min(bytes.len() as u64);
                    self.at = if taken == left { At::Head } else { At::Body(left - taken) };
                    bytes = bytes.get(usize::try_from(taken).unwrap_or(bytes.len())..).unwrap_or_default();
                }
                At::Head => {
                    self.read_head(byte);
                    bytes = rest;
                }
            }
        }
        !self.is_malformed
    }

    /// A request has ended: what comes next is the head of another one.
    pub(super) fn next_request(&mut self) {
        if self.at == At::Unknown {
            self.at = At::Head;
        }
    }

    fn read_head(&mut self, byte: u8) {
        let before = std::mem::replace(&mut self.last, byte);
        if byte != b'\n' {
            if byte != b'\r' && self.line.len() < KEPT {
                self.line.push(byte.to_ascii_lowercase());
            }
            return;
        }
        self.is_malformed |= before != b'\r';
        let is_empty = self.line.is_empty();
        if !is_empty {
            self.note_field();
            self.begun = true;
        } else if self.begun {
            self.at = match std::mem::take(&mut self.body) {
                Body::None | Body::Length(0) => At::Head,
                Body::Length(length) => At::Body(length),
                Body::Unknown => At::Unknown,
            };
            self.begun = false;
        }
        self.line.clear();
    }

    fn note_field(&mut self) {
        let line = String::from_utf8_lossy(&self.line);
        match line.split_once(':') {
            // The line of the request: after a switch of protocols nothing here is a head any more.
            None if line.starts_with("connect ") => self.body = Body::Unknown,
            Some(("transfer-encoding" | "upgrade", _)) => self.body = Body::Unknown,
            Some(("content-length", length)) if self.body != Body::Unknown => {
                self.body = length.trim().parse().map_or(Body::Unknown, Body::Length);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether all of it is well, whole and byte by byte.
    fn is_well(text: &str) -> bool {
        let whole = Heads::default().read(text.as_bytes());
        let mut heads = Heads::default();
        let in_pieces = text.bytes().all(|byte| heads.read(&[byte]));
        assert_eq!(whole, in_pieces, "{text:?}");
        whole
    }

    #[test]
    fn a_line_ends_with_carriage_return_and_line_feed() {
        for good in [
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\na\nb\nGET / HTTP/1.1\r\n",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na\n\r\n0\r\n\r\n",
            "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n\n\n\n",
        ] {
            assert!(is_well(good), "{good:?}");
        }
        for bad in [
            "GET / HTTP/1.1\nHost: x\n\n",
            "GET / HTTP/1.1\r\nHost: x\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n\n",
            "\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\nHost: x\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nabGET / HTTP/1.1\n",
        ] {
            assert!(!is_well(bad), "{bad:?}");
        }
    }

    #[test]
    fn after_a_body_of_unknown_length_the_next_request_is_read_again() {
        let mut heads = Heads::default();
        assert!(heads.read(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"));
        heads.next_request();
        assert!(!heads.read(b"GET / HTTP/1.1\nHost: x\n\n"));
    }
}
