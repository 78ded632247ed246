//! Hearing what others publish: changes, cancellations. Subscribes again when Redis comes back.

use crate::kernel::ExecutionId;
use futures::StreamExt;
use redis::Client;
use std::{sync::Arc, time::Duration};
use tokio::{sync::broadcast, task::AbortHandle};

/// Listens to `channels` until the returned handle is dropped. `heard` is called with channel and payload; with an empty channel
/// name it says "subscribed (again)": whatever was published before may have been missed.
///
/// # Errors
/// The URL is wrong.
pub fn listen(
    url: &str,
    channels: Vec<String>,
    heard: impl Fn(&str, &[u8]) + Send + Sync + 'static,
) -> redis::RedisResult<Listening> {
    Ok(listen_on(Client::open(url)?, channels, heard))
}

/// The same with a client that is there already.
pub(super) fn listen_on(
    client: Client,
    channels: Vec<String>,
    heard: impl Fn(&str, &[u8]) + Send + Sync + 'static,
) -> Listening {
    let task = tokio::spawn(async move {
        loop {
            if let Err(error) = hear(&client, &channels, &heard).await {
                tracing::debug!(%error, "not subscribed to Redis; trying again");
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    });
    Listening(Arc::new(Guard(task.abort_handle())))
}

async fn hear(client: &Client, channels: &[String], heard: &(impl Fn(&str, &[u8]) + Sync)) -> redis::RedisResult<()> {
    let mut subscription = client.get_async_pubsub().await?;
    subscription.subscribe(channels).await?;
    heard("", b"");
    let mut messages = subscription.into_on_message();
    while let Some(message) = messages.next().await {
        heard(message.get_channel_name(), message.get_payload_bytes());
    }
    Ok(())
}

/// Keeps a subscription alive; dropping the last clone ends it.
#[derive(Debug, Clone)]
pub struct Listening(#[allow(dead_code, reason = "held for its Drop")] Arc<Guard>);

#[derive(Debug)]
struct Guard(AbortHandle);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The ids in a message of the changes or cancels channel.
pub fn ids(payload: &[u8]) -> impl Iterator<Item = ExecutionId> + '_ {
    payload
        .as_chunks::<16>()
        .0
        .iter()
        .map(|bytes| ExecutionId(uuid::Uuid::from_bytes(*bytes)))
}

/// Executions that changed, as they change: what the api's streams wake on. A subscriber that lags, or a Redis that is away, only
/// costs latency, because every stream also looks at the ledger by itself.
#[derive(Debug, Clone)]
pub struct Changes {
    sender: broadcast::Sender<ExecutionId>,
    _listening: Option<Listening>,
}

impl Changes {
    /// Listens to the changes of this installation.
    ///
    /// # Errors
    /// The URL is wrong.
    pub fn start(url: &str, prefix: &str) -> redis::RedisResult<Self> {
        let (sender, _) = broadcast::channel(4096);
        let heard = sender.clone();
        let listening = listen(url, vec![super::channel_of_changes(prefix)], move |_, payload| {
            for id in ids(payload) {
                // Nobody is listening: fine.
                let _ = heard.send(id);
            }
        })?;
        Ok(Self {
            sender,
            _listening: Some(listening),
        })
    }

    /// Changes that never come: tests of the fallback.
    #[must_use]
    pub fn never() -> Self {
        Self {
            sender: broadcast::channel(1).0,
            _listening: None,
        }
    }

    /// From now on.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<ExecutionId> {
        self.sender.subscribe()
    }
}
