//! Connections: taken, answered, ended. One that does not say what it asks for is closed after a while: whoever opens many and sends nothing, or a
//! head byte by byte, would otherwise keep everybody else out.

use axum::{Router, body::Body, extract::ConnectInfo, serve::Listener};
use hyper::{Request, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
};
use std::{net::SocketAddr, pin::pin, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    time::sleep,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

/// How long a connection may take for the head of a request, from its beginning or the answer before. Longer than the minute for which proxies keep
/// connections that wait.
pub const PATIENCE: Duration = Duration::from_secs(75);

/// Answers until it is to stop, and then what was asked before.
pub async fn serve<L>(mut listener: L, service: Router, patience: Duration, stopping: CancellationToken)
where
    L: Listener<Addr = SocketAddr>,
{
    let open = TaskTracker::new();
    loop {
        let (stream, address) = tokio::select! {
            taken = listener.accept() => taken,
            () = stopping.cancelled() => break,
        };
        open.spawn(answer(stream, address, service.clone(), patience, stopping.clone()));
    }
    drop(listener);
    open.close();
    open.wait().await;
}

async fn answer(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    address: SocketAddr,
    service: Router,
    patience: Duration,
    stopping: CancellationToken,
) {
    let heard = CancellationToken::new();
    let told = heard.clone();
    let service = service_fn(move |request: Request<Incoming>| {
        told.cancel();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(address));
        service.clone().oneshot(request)
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(patience);
    let mut connection = pin!(builder.serve_connection_with_upgrades(TokioIo::new(stream), service));
    // Before the first request it is not even known which version of HTTP it will be.
    let mut silence = pin!(sleep(patience));
    let (mut has_asked, mut is_ending) = (false, false);
    loop {
        tokio::select! {
            // However it ended: a client that went away is no failure of ours.
            _ = connection.as_mut() => return,
            () = heard.cancelled(), if !has_asked => has_asked = true,
            () = silence.as_mut(), if !has_asked => return,
            () = stopping.cancelled(), if !is_ending => {
                is_ending = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}
