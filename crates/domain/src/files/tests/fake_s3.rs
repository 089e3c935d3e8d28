//! A server that speaks as much of S3 as the file store uses, in memory.

use std::{collections::BTreeMap, sync::Arc};

use parking_lot::Mutex;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

type Objects = BTreeMap<String, Vec<u8>>;

/// What the server holds.
#[derive(Clone, Default)]
pub(super) struct FakeS3 {
    objects: Arc<Mutex<Objects>>,
    parts: Arc<Mutex<Objects>>,
    requests: Arc<Mutex<Vec<String>>>,
}

struct Request {
    method: String,
    path: String,
    query: String,
    range: Option<(usize, usize)>,
    is_signed: bool,
    body: Vec<u8>,
}

impl FakeS3 {
    /// Starts it and tells its address.
    pub(super) async fn start() -> (Self, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let fake = Self::default();
        let serving = fake.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let fake = serving.clone();
                tokio::spawn(async move { fake.serve(stream).await });
            }
        });
        (fake, address)
    }

    /// Paths and sizes of what is stored.
    pub(super) fn objects(&self) -> Vec<(String, usize)> {
        self.objects.lock().iter().map(|(path, bytes)| (path.clone(), bytes.len())).collect()
    }

    /// Parts of uploads that were neither completed nor aborted.
    pub(super) fn parts(&self) -> usize {
        self.parts.lock().len()
    }

    /// Methods and queries of what was asked.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().clone()
    }

    async fn serve(&self, mut stream: TcpStream) {
        while let Some(request) = read(&mut stream).await {
            let line = format!("{} ?{}", request.method, request.query);
            self.requests.lock().push(line);
            let answer = self.answer(&request);
            if stream.write_all(&answer).await.is_err() {
                return;
            }
        }
    }

    fn answer(&self, request: &Request) -> Vec<u8> {
        let (path, query) = (request.path.clone(), request.query.as_str());
        if !request.is_signed {
            return response("403 Forbidden", "", b"");
        }
        match request.method.as_str() {
            "PUT" if query.contains("partNumber=") => {
                let number = query.split(['=', '&']).nth(1).unwrap();
                self.parts.lock().insert(format!("{path} {number:0>5}"), request.body.clone());
                response("200 OK", "ETag: \"part\"\r\n", b"")
            }
            "PUT" => {
                self.objects.lock().insert(path, request.body.clone());
                response("200 OK", "ETag: \"whole\"\r\n", b"")
            }
            "POST" if query.starts_with("uploads") => response("200 OK", "", UPLOAD_STARTED.as_bytes()),
            "POST" => {
                let mut parts = self.parts.lock();
                let whole: Vec<u8> = parts.values().flatten().copied().collect();
                parts.clear();
                self.objects.lock().insert(path, whole);
                response("200 OK", "", UPLOAD_COMPLETED.as_bytes())
            }
            "DELETE" if query.contains("uploadId=") => {
                self.parts.lock().clear();
                response("204 No Content", "", b"")
            }
            "DELETE" => {
                self.objects.lock().remove(&path);
                response("204 No Content", "", b"")
            }
            "GET" => self.get(&path, request.range),
            _ => response("400 Bad Request", "", b""),
        }
    }

    fn get(&self, path: &str, range: Option<(usize, usize)>) -> Vec<u8> {
        const HEADERS: &str = "ETag: \"whole\"\r\nLast-Modified: Fri, 15 Jan 2027 08:00:00 GMT\r\n";
        let objects = self.objects.lock();
        let Some(bytes) = objects.get(path) else { return response("404 Not Found", "", b"") };
        let Some((first, last)) = range else { return response("200 OK", HEADERS, bytes) };
        let headers = format!("{HEADERS}Content-Range: bytes {first}-{last}/{}\r\n", bytes.len());
        response("206 Partial Content", &headers, &bytes[first..=last])
    }
}

const UPLOAD_STARTED: &str =
    "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>";
const UPLOAD_COMPLETED: &str =
    "<CompleteMultipartUploadResult><ETag>\"whole\"</ETag></CompleteMultipartUploadResult>";

fn response(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let header = |name: &str| {
        head.lines().find_map(|line| {
            line.split_once(':')
                .filter(|(found, _)| found.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.trim())
        })
    };
    let length: usize = header("content-length").map_or(0, |value| value.parse().unwrap());
    while bytes.len() < end + length {
        stream.read_buf(&mut bytes).await.ok()?;
    }
    let mut line = head.lines().next()?.split(' ');
    let method = line.next()?.to_owned();
    let (path, query) = line.next().map(|target| target.split_once('?').unwrap_or((target, "")))?;
    let range = header("range").map(|value| {
        let (first, last) = value.strip_prefix("bytes=").unwrap().split_once('-').unwrap();
        (first.parse().unwrap(), last.parse().unwrap())
    });
    Some(Request {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        range,
        is_signed: header("authorization")
            .is_some_and(|value| value.starts_with("AWS4-HMAC-SHA256 Credential=id/")),
        body: bytes[end..end + length].to_vec(),
    })
}
