//! People who talk to the server.

use std::ops::Deref;

use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use super::{Answer, Socket, nodes::Nodes};

/// Somebody with a token, or without one.
#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    nodes: Nodes,
    pub(crate) who: String,
    pub(crate) token: Option<String>,
}

impl Client {
    pub(crate) fn new(
        http: reqwest::Client,
        nodes: impl Into<Nodes>,
        who: &str,
        token: Option<String>,
    ) -> Self {
        Self { http, nodes: nodes.into(), who: who.to_owned(), token }
    }

    /// A request to a path below `/api`, still open to change.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("http://{}/api{path}", self.nodes.for_request()));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Sends a request and reads the answer.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Answer {
        let request = request.build().unwrap();
        let said = request.body().and_then(|body| body.as_bytes()).unwrap_or_default();
        let asked = format!(
            "{}: {} {} {}",
            self.who,
            request.method(),
            request.url().as_str(),
            String::from_utf8_lossy(said.get(..said.len().min(500)).unwrap_or_default()),
        );
        let response = self.http.execute(request).await.unwrap_or_else(|error| panic!("{asked}: {error}"));
        Answer { request: asked, status: response.status().as_u16(), text: response.text().await.unwrap() }
    }

    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = self.request(method, path);
        self.send(match body {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PUT, path, Some(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PATCH, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, None).await
    }

    /// A socket with this token.
    pub(crate) async fn socket(&self) -> Socket {
        match Socket::connect(&self.nodes, self.token.as_deref().unwrap_or_default()).await {
            Ok(socket) => socket,
            Err(refusal) => panic!("{} may not connect: {refusal}", self.who),
        }
    }

    /// What the server says to somebody who may not connect.
    pub(crate) async fn refused_socket(&self) -> Value {
        match Socket::connect(&self.nodes, self.token.as_deref().unwrap_or_default()).await {
            Ok(_) => panic!("{} may connect", self.who),
            Err(refusal) => refusal,
        }
    }
}

/// A client who is somebody.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) id: i64,
    pub(crate) public_id: String,
    pub(crate) email: String,
    pub(crate) client: Client,
}

impl Deref for Person {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}
