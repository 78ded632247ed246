//! Hearing at once of what a person cancelled; the heartbeat would see it within seconds anyway.

use super::{
    Settings,
    running::{Running, StopReason},
};
use shared::bell::{self, Listening, channel_of_cancels};

/// Stops what is cancelled, until the handle is dropped.
pub(super) fn listen(settings: &Settings, running: Running) -> redis::RedisResult<Listening> {
    let channel = channel_of_cancels(&settings.redis_prefix);
    bell::listen(settings.redis_url.expose(), vec![channel], move |_, payload| {
        for id in bell::ids(payload) {
            running.stop(id, StopReason::Cancelled);
        }
    })
}
