//! Fetching keys and discovery documents: briefly, in small amounts, and never elsewhere than asked.

use std::time::Duration;

use reqwest::redirect::Policy;
use serde_json::Value;
use thiserror::Error;

/// Largest document that is read.
const MAX_BYTES: usize = 256 * 1024;

/// Why a document could not be fetched.
#[derive(Debug, Error)]
pub enum FetchError {
    /// The address cannot be used.
    #[error("`{0}` is not an address that keys may come from")]
    Address(String),
    /// No answer, or a broken one.
    #[error("failed fetching keys: {0}")]
    Transport(#[from] reqwest::Error),
    /// Another status than 200.
    #[error("failed fetching keys: status {0}")]
    Status(u16),
    /// Too much.
    #[error("failed fetching keys: the document is too large")]
    TooLarge,
    /// Not what it should be.
    #[error("failed fetching keys: {0}")]
    Content(&'static str),
}

/// Fetches JSON documents.
#[derive(Debug, Clone)]
pub struct Fetcher {
    client: reqwest::Client,
}

impl Fetcher {
    /// A fetcher with deadlines, that follows no redirects and uses no proxy variables.
    ///
    /// # Errors
    /// When encryption cannot be set up.
    pub fn new() -> Result<Self, FetchError> {
        let client = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(3))
            .timeout(Duration::from_secs(5))
            .redirect(Policy::none())
            .no_proxy()
            .user_agent("liaison")
            .build()?;
        Ok(Self { client })
    }

    /// The document at this address.
    ///
    /// # Errors
    /// When it is not there, too large or not JSON.
    pub async fn json(&self, url: &reqwest::Url) -> Result<Value, FetchError> {
        let mut response = self.client.get(url.clone()).send().await?;
        if response.status() != reqwest::StatusCode::OK {
            return Err(FetchError::Status(response.status().as_u16()));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if bytes.len() + chunk.len() > MAX_BYTES {
                return Err(FetchError::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        serde_json::from_slice(&bytes).map_err(|_| FetchError::Content("the document is not JSON"))
    }
}
