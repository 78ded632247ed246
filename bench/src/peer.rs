//! The peer: FastAPI and SQLAlchemy in one uvicorn process, started here because only `./dev bench http` needs it.

use anyhow::{Context, bail};
use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

/// Ends with its handle.
pub struct Peer {
    child: Child,
    pub host: String,
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[allow(clippy::disallowed_methods, reason = "a benchmark's settings come from its runner")]
fn library() -> anyhow::Result<String> {
    std::env::var("PEER_PYTHONPATH").context("the peer's libraries are not there: pip or python3 is missing")
}

impl Peer {
    /// Starts it and waits until it answers.
    pub async fn start() -> anyhow::Result<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/fastapi");
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = Command::new("python3")
            .current_dir(folder)
            .env("PYTHONPATH", library()?)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .args([
                "-m",
                "uvicorn",
                "main:app",
                "--no-access-log",
                "--log-level",
                "warning",
                "--port",
            ])
            .arg(port.to_string())
            .stdout(Stdio::null())
            .spawn()
            .context("python3")?;
        let mut peer = Self {
            child,
            host: format!("127.0.0.1:{port}"),
        };
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(&peer.host).await.is_ok() {
                return Ok(peer);
            }
            if let Some(status) = peer.child.try_wait()? {
                bail!("the peer ended: {status}");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!("the peer does not answer")
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}
