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
        })
    }

    pub async fn post(&mut self, path: &str, body: Bytes) -> anyhow::Result<(StatusCode, Bytes)> {
        self.sender.ready().await?;
        let mut request = Request::post(path)
            .header("host", &self.host)
            .header("content-type", "application/json");
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let response = self.sender.send_request(request.body(Full::new(body))?).await?;
        let status = response.status();
        Ok((status, response.into_body().collect().await?.to_bytes()))
    }

    pub async fn get(&mut self, path: &str) -> anyhow::Result<(StatusCode, Bytes)> {
        self.sender.ready().await?;
        let mut request = Request::get(path).header("host", &self.host);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let response = self.sender.send_request(request.body(Full::default())?).await?;
        let status = response.status();
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
