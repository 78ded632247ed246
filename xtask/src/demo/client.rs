//! A client of the API.

use crate::{http::agent, secrets};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use ureq::{Body, http::Response};

/// A logged-in user.
pub struct Client {
    base: String,
    token: String,
}

/// An answer that was read to its end.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `Location`, where there is one.
    pub location: Option<String>,
    /// `X-Total-Count`, where there is one.
    pub total: Option<usize>,
    /// Media type.
    pub media_type: String,
    /// The body; null when it is not JSON.
    pub body: Value,
}

impl Client {
    /// Logs in.
    pub fn log_in(api_url: &str, email: &str, password: &str) -> Result<Client> {
        let base = format!("{api_url}/api/v1");
        let body = serde_json::to_vec(&json!({"email": email, "password": password}))?;
        let request = agent()
            .post(format!("{base}/auth/login"))
            .header("Content-Type", "application/json");
        let answer = read(request.send(&body[..])?)?;
        let token = answer.body["access_token"].as_str().map(str::to_owned);
        let token = token.with_context(|| format!("log-in of {email} answered {}: {}", answer.status, answer.body))?;
        Ok(Client { base, token })
    }

    /// GET, whatever it answers.
    pub fn get(&self, path: &str) -> Result<Answer> {
        read(
            agent()
                .get(format!("{}{path}", self.base))
                .header("Authorization", self.bearer())
                .call()?,
        )
    }

    /// GET that must answer 200.
    pub fn get_ok(&self, path: &str) -> Result<Answer> {
        let answer = self.get(path)?;
        if answer.status != 200 {
            bail!("GET {path} answered {}: {}", answer.status, answer.body);
        }
        Ok(answer)
    }

    /// All rows of a list, page by page.
    pub fn list(&self, path: &str) -> Result<Vec<Value>> {
        let separator = if path.contains('?') { '&' } else { '?' };
        let mut rows = Vec::new();
        loop {
            let page = self.get_ok(&format!("{path}{separator}limit=200&offset={}", rows.len()))?;
            let Value::Array(more) = page.body else {
                bail!("GET {path} does not answer a list")
            };
            let done = more.len() < 200;
            rows.extend(more);
            if done {
                return Ok(rows);
            }
        }
    }

    /// POST of JSON.
    pub fn post(&self, path: &str, body: &Value) -> Result<Answer> {
        let body = serde_json::to_vec(body)?;
        let request = agent()
            .post(format!("{}{path}", self.base))
            .header("Authorization", self.bearer());
        read(request.header("Content-Type", "application/json").send(&body[..])?)
    }

    /// POST of one file as the field `file` of a multipart form (RFC 7578).
    pub fn upload(&self, path: &str, file_name: &str, bytes: &[u8]) -> Result<Answer> {
        let boundary = secrets::random_hex(16)?;
        let mut body = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        let request = agent()
            .post(format!("{}{path}", self.base))
            .header("Authorization", self.bearer());
        read(
            request
                .header("Content-Type", format!("multipart/form-data; boundary={boundary}"))
                .send(&body[..])?,
        )
    }

    /// Opens an event stream.
    pub fn stream(&self, path: &str) -> Result<impl BufRead + use<>> {
        let request = agent()
            .get(format!("{}{path}", self.base))
            .header("Authorization", self.bearer());
        let response = request.header("Accept", "text/event-stream").call()?;
        if response.status() != 200 {
            bail!("GET {path} answered {}", response.status());
        }
        Ok(BufReader::new(response.into_body().into_reader()))
    }

    /// The value of the Authorization header.
    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.token)
    }
}

fn read(mut response: Response<Body>) -> Result<Answer> {
    let header = |name: &str| {
        response
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let (location, total) = (
        header("Location"),
        header("X-Total-Count").and_then(|total| total.parse().ok()),
    );
    let media_type = header("Content-Type").unwrap_or_default();
    let status = response.status().as_u16();
    let text = response.body_mut().read_to_string()?;
    Ok(Answer {
        status,
        location,
        total,
        media_type,
        body: serde_json::from_str(&text).unwrap_or(Value::Null),
    })
}
