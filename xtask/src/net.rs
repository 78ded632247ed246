//! Free ports on the loopback interface.

use std::net::TcpListener;

/// A port that nobody listens on at this moment. Another process may take it before its user binds it, so
/// whoever uses it tries again when the bind fails (see [`crate::port_race`]).
pub fn free_port() -> u16 {
    port_of(TcpListener::bind(("127.0.0.1", 0))).unwrap_or(0)
}

/// `wanted` when it is free, else any free one.
pub fn free_port_near(wanted: u16) -> u16 {
    port_of(TcpListener::bind(("127.0.0.1", wanted))).unwrap_or_else(free_port)
}

/// Whether somebody listens there.
pub fn is_taken(port: u16) -> bool {
    TcpListener::bind(("127.0.0.1", port)).is_err()
}

fn port_of(listener: std::io::Result<TcpListener>) -> Option<u16> {
    listener
        .and_then(|listener| listener.local_addr())
        .ok()
        .map(|address| address.port())
}
