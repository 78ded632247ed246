//! What stands before the replicas of api in production: sends each new connection to one that says it is ready.

use crate::client::Client;
use anyhow::Context;
use hyper::StatusCode;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

/// Between looks at a replica's `/readyz`.
const LOOK: Duration = Duration::from_millis(200);
/// A replica that does not answer in this time is not ready.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Debug)]
struct Replica {
    /// host:port
    address: String,
    ready: AtomicBool,
}

/// The replicas; cheap to clone. With one of them there is no choice, and no look.
#[derive(Debug, Clone)]
pub struct Balancer {
    replicas: Arc<Vec<Replica>>,
    turn: Arc<AtomicUsize>,
}

impl Balancer {
    /// Of these addresses, all of which are ready now.
    pub fn start(addresses: &[String]) -> Self {
        let replica = |address: &String| Replica {
            address: address.clone(),
            ready: AtomicBool::new(true),
        };
        let balancer = Self {
            replicas: Arc::new(addresses.iter().map(replica).collect()),
            turn: Arc::default(),
        };
        if addresses.len() > 1 {
            for at in 0..addresses.len() {
                tokio::spawn(watch(balancer.replicas.clone(), at));
            }
        }
        balancer
    }

    /// A connection to the next that is ready.
    pub async fn connect(&self, token: &str) -> anyhow::Result<Client> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let count = self.replicas.len();
        let ready = |at: &usize| self.replicas[*at].ready.load(Ordering::Relaxed);
        let at = (turn..turn + count).map(|n| n % count).find(ready);
        let at = at.context("no replica is ready")?;
        Client::connect(&self.replicas[at].address, Some(token.to_owned())).await
    }

    /// The connection that is there, or another when it is over.
    pub async fn keep<'a>(&self, kept: &'a mut Option<Client>, token: &str) -> anyhow::Result<&'a mut Client> {
        let client = match kept.take().filter(|client| !client.is_over()) {
            Some(client) => client,
            None => self.connect(token).await?,
        };
        Ok(kept.insert(client))
    }
}

async fn watch(replicas: Arc<Vec<Replica>>, at: usize) {
    let replica = &replicas[at];
    loop {
        let asked = tokio::time::timeout(PATIENCE, is_ready(&replica.address)).await;
        replica.ready.store(matches!(asked, Ok(Ok(true))), Ordering::Relaxed);
        tokio::time::sleep(LOOK).await;
    }
}

async fn is_ready(address: &str) -> anyhow::Result<bool> {
    let (status, _) = Client::connect(address, None).await?.get("/readyz").await?;
    Ok(status == StatusCode::OK)
}
