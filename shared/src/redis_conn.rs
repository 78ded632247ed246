//! The connection to Redis that everything but blocking pops and subscriptions shares.

use redis::{Client, RedisError, aio::ConnectionManagerConfig};
use std::time::Duration;

/// A shared connection that reconnects by itself.
pub type RedisConn = redis::aio::ConnectionManager;

/// Opens a connection manager that connects when first used, so that a dead Redis keeps nobody from starting. Its response
/// time-out outlasts a Redis that stalls for a moment (fork, fsync).
///
/// # Errors
/// The URL is wrong.
pub fn connect(url: &str) -> Result<RedisConn, RedisError> {
    let config = ConnectionManagerConfig::new()
        .set_response_timeout(Some(Duration::from_secs(5)))
        .set_connection_timeout(Some(Duration::from_secs(2)))
        .set_number_of_retries(2)
        .set_max_delay(Duration::from_secs(1));
    Client::open(url)?.get_connection_manager_lazy(config)
}

/// True when Redis answers within a second.
pub async fn answers(conn: &mut RedisConn) -> bool {
    let ping = async { redis::cmd("PING").query_async::<String>(conn).await.is_ok() };
    tokio::time::timeout(Duration::from_secs(1), ping)
        .await
        .unwrap_or(false)
}
