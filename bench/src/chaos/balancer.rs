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
/// Looks without an answer until a replica is out.
const FALL: usize = 3;
/// For one answer.
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
    pub async fn connect(&self, token: &str) -> anyhow::Result<Kept> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let count = self.replicas.len();
        let ready = |at: &usize| self.replicas[*at].ready.load(Ordering::Relaxed);
        let at = (turn..turn + count).map(|n| n % count).find(ready);
        let at = at.context("no replica is ready")?;
        let client = Client::connect(&self.replicas[at].address, Some(token.to_owned())).await?;
        Ok(Kept { client, at })
    }

    /// The connection that is there, or another when it is over or its replica is not ready any more: a request that is sent
    /// while the server closes an idle connection has no answer, so a balancer closes it first.
    pub async fn keep<'a>(&self, kept: &'a mut Option<Kept>, token: &str) -> anyhow::Result<&'a mut Client> {
        let is_usable = |kept: &Kept| {
            !kept.client.is_over() && (self.replicas.len() == 1 || self.replicas[kept.at].ready.load(Ordering::Relaxed))
        };
        let next = match kept.take().filter(is_usable) {
            Some(kept) => kept,
            None => self.connect(token).await?,
        };
        Ok(&mut kept.insert(next).client)
    }
}

/// A connection, and whose it is.
pub struct Kept {
    /// Speaks to the replica.
    pub client: Client,
    at: usize,
}

/// A replica that says 503 is out at once; one that says nothing, after the third look in a row, as balancers do: a slow answer is none.
async fn watch(replicas: Arc<Vec<Replica>>, at: usize) {
    let replica = &replicas[at];
    let mut silent = 0;
    loop {
        let asked = tokio::time::timeout(PATIENCE, is_ready(&replica.address)).await;
        silent = if matches!(asked, Ok(Ok(_))) { 0 } else { silent + 1 };
        match asked {
            Ok(Ok(is_ready)) => replica.ready.store(is_ready, Ordering::Relaxed),
            _ if silent >= FALL => replica.ready.store(false, Ordering::Relaxed),
            _ => {}
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn is_ready(address: &str) -> anyhow::Result<bool> {
    let (status, _) = Client::connect(address, None).await?.get("/readyz").await?;
    Ok(status == StatusCode::OK)
}
