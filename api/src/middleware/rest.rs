//! The rest of a body that nobody read. A request may be answered before its body has come: nobody is logged in, the route does not exist, a
//! limit is reached. HTTP/1.1 has no way to pass over a body, so the connection is good for another request only once the body was read; else
//! the answer must say `Connection: close`, or whoever sends the next request on it loses that (RFC 9112, 9.3 and 9.6).

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::{HeaderMap, Version, header},
};
use http_body_util::BodyExt;
use std::{
    mem,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::sync::oneshot;

/// What is read and thrown away at most: as much as the largest upload, so that whoever sends one reads why it is refused.
const MOST: usize = 16 * 1024 * 1024;
/// How long one waits for it. A client that is slower than that has to connect again.
const LONGEST: Duration = Duration::from_secs(5);

/// What comes back of a body that was lent.
pub struct Rest {
    back: oneshot::Receiver<Returned>,
    /// The client sends its body only when told to, and has not been told.
    waits: bool,
}

struct Returned {
    body: Body,
    was_touched: bool,
}

/// The body in whose place whatever reads it finds the lent one.
struct Lent {
    body: Body,
    was_touched: bool,
    is_over: bool,
    back: Option<oneshot::Sender<Returned>>,
}

/// The request, with a body that comes back when whoever reads it lets go; none where there is no body, or where (HTTP/2) each has a stream of
/// its own.
pub fn lend(request: Request) -> (Request, Option<Rest>) {
    if request.version() > Version::HTTP_11 || request.body().is_end_stream() {
        return (request, None);
    }
    let (head, body) = request.into_parts();
    let (sender, back) = oneshot::channel();
    let lent = Lent {
        body,
        was_touched: false,
        is_over: false,
        back: Some(sender),
    };
    let waits = expects_continue(&head.headers);
    (Request::from_parts(head, Body::new(lent)), Some(Rest { back, waits }))
}

fn expects_continue(headers: &HeaderMap) -> bool {
    let expected = headers.get(header::EXPECT).map(|value| value.as_bytes());
    expected.is_some_and(|value| value.eq_ignore_ascii_case(b"100-continue"))
}

impl Rest {
    /// Reads what is left, within bounds; whether the connection can be used again.
    pub async fn settle(mut self) -> bool {
        match self.back.try_recv() {
            // Nothing came back: it was read to its end, or the connection is broken anyway.
            Err(oneshot::error::TryRecvError::Closed) => true,
            // Somebody still holds it.
            Err(oneshot::error::TryRecvError::Empty) => false,
            // To read would be to ask for it.
            Ok(returned) if self.waits && !returned.was_touched => false,
            Ok(returned) => {
                let drained = tokio::time::timeout(LONGEST, drain(returned.body)).await;
                drained.unwrap_or(false)
            }
        }
    }
}

async fn drain(mut body: Body) -> bool {
    if body.size_hint().lower() > MOST as u64 {
        return false;
    }
    let mut read = 0;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return false };
        read += frame.data_ref().map_or(0, Bytes::len);
        if read > MOST {
            return false;
        }
    }
    true
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        this.was_touched = true;
        let polled = Pin::new(&mut this.body).poll_frame(context);
        if let Poll::Ready(None | Some(Err(_))) = &polled {
            this.is_over = true;
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if self.is_over || self.body.is_end_stream() {
            return;
        }
        if let Some(back) = self.back.take() {
            let returned = Returned {
                body: mem::take(&mut self.body),
                was_touched: self.was_touched,
            };
            // Nobody waits for it any more: the connection is gone.
            let _ = back.send(returned);
        }
    }
}
