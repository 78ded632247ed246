//! One keep-alive connection to the api: the load generator must cost little beside what it measures.

use anyhow::{Context, bail};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Request, StatusCode, client::conn::http1::SendRequest};
use hyper_util::rt::TokioIo;
use serde_json::Value;

pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    token: Option<String>,
    /// The server said that it closes the connection after this answer.
    told_to_close: bool,
}

impl Client {
    pub async fn connect(host: &str, token: Option<String>) -> anyhow::Result<Self> {
        let stream = tokio::net::TcpStream::connect(host)
            .await
            .with_context(|| format!("no api at {host}"))?;
        stream.set_nodelay(true)?;
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self {
            sender,
            host: host.to_owned(),
            token,
            told_to_close: false,
        })
    }

    /// No further request may be sent here.
    pub fn is_over(&self) -> bool {
        self.told_to_close || self.sender.is_closed()
    }

    pub async fn post(&mut self, path: &str, body: Bytes) -> anyhow::Result<(StatusCode, Bytes)> {
        self.post_with_key(path, body, "").await
    }

    /// With an Idempotency-Key, unless it is empty.
    pub async fn post_with_key(&mut self, path: &str, body: Bytes, key: &str) -> anyhow::Result<(StatusCode, Bytes)> {
        self.send(path, body, key, "application/json").await
    }

    /// GET.
    pub async fn get(&mut self, path: &str) -> anyhow::Result<(StatusCode, Bytes)> {
        let request = Request::get(path).header("host", &self.host);
        self.exchange(request, Bytes::new()).await
    }

    /// POST of a body of any kind.
    pub async fn send(
        &mut self,
        path: &str,
        body: Bytes,
        key: &str,
        kind: &str,
    ) -> anyhow::Result<(StatusCode, Bytes)> {
        let mut request = Request::post(path)
            .header("host", &self.host)
            .header("content-type", kind);
        if !key.is_empty() {
            request = request.header("idempotency-key", key);
        }
        self.exchange(request, body).await
    }

    async fn exchange(
        &mut self,
        mut request: hyper::http::request::Builder,
        body: Bytes,
    ) -> anyhow::Result<(StatusCode, Bytes)> {
        self.sender.ready().await?;
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let response = self.sender.send_request(request.body(Full::new(body))?).await?;
        let status = response.status();
        self.told_to_close = response.headers().get("connection").is_some_and(|v| v == "close");
        Ok((status, response.into_body().collect().await?.to_bytes()))
    }

    /// Logs in and returns the access token.
    pub async fn log_in(host: &str, email: &str, password: &str) -> anyhow::Result<String> {
        let mut client = Self::connect(host, None).await?;
        let body = serde_json::json!({ "email": email, "password": password }).to_string();
        let (status, answer) = client.post("/api/v1/auth/login", body.into()).await?;
        if status != StatusCode::OK {
            bail!("log-in answered {status}");
        }
        let answer: Value = serde_json::from_slice(&answer)?;
        Ok(answer["access_token"].as_str().context("no access_token")?.to_owned())
    }
}
