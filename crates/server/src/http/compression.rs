//! Answers of the API are compressed: a page of a list is a fifth of its size on the wire.

use axum::http::{HeaderValue, Response, header::CONTENT_TYPE};
use tower_http::compression::{
    CompressionLayer, CompressionLevel,
    predicate::{And, Predicate, SizeAbove},
};

/// Below this an answer takes one packet anyway. Tokens are in answers that are smaller, so that their length tells
/// nothing of what was compressed with them.
const WORTH_IT: u64 = 1024;

/// The layer around the API. Files are as small as they get, and ranges of them must keep their length: only JSON.
pub(super) fn layer() -> CompressionLayer<And<SizeAbove, IsJson>> {
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(SizeAbove::new(WORTH_IT).and(IsJson))
}

#[derive(Debug, Clone, Copy)]
pub(super) struct IsJson;

impl Predicate for IsJson {
    fn should_compress<B>(&self, response: &Response<B>) -> bool
    where
        B: axum::body::HttpBody,
    {
        let is_json = |value: &HeaderValue| value.as_bytes().starts_with(b"application/json");
        response.headers().get(CONTENT_TYPE).is_some_and(is_json)
    }
}
