//! A port that was free when it was chosen may be taken when it is bound: then choose again.

use crate::{net, process::Readiness};
use anyhow::{Result, bail};

/// How many ports are tried before giving up.
const TRIES: usize = 5;

/// What one try came to: the readiness of what was started, and what to hand to the caller when it is ready.
pub type Try<T> = Result<(Readiness, T)>;

/// Calls `start` with a free port until it is ready, at most five times. Only a start that failed because the
/// port is now taken is tried again.
pub fn start_on_free_port<T>(what: &str, choose: impl Fn() -> u16, mut start: impl FnMut(u16) -> Try<T>) -> Result<T> {
    let mut port = 0;
    for _ in 0..TRIES {
        port = choose();
        match start(port)? {
            (Readiness::Ready, value) => return Ok(value),
            (Readiness::EndedEarly(_), _) if net::is_taken(port) => continue,
            (Readiness::EndedEarly(last_words), _) => bail!("{what} ended at its start\n{last_words}"),
        }
    }
    bail!("{what}: port {port} is taken by another process")
}

#[cfg(test)]
mod tests {
    use super::start_on_free_port;
    use crate::process::Readiness;
    use std::net::TcpListener;

    #[test]
    fn a_port_that_was_taken_in_between_is_replaced() {
        let mut strangers = Vec::new();
        let port = start_on_free_port("it", crate::net::free_port, |port| {
            if strangers.len() < 2 {
                strangers.push(TcpListener::bind(("127.0.0.1", port)).expect("free"));
                return Ok((Readiness::EndedEarly("address in use".to_owned()), port));
            }
            Ok((Readiness::Ready, port))
        });
        assert!(port.is_ok_and(|port| port > 0));
        assert_eq!(strangers.len(), 2);
    }

    #[test]
    fn another_reason_to_end_is_told_at_once() {
        let mut starts = 0;
        let end = start_on_free_port("it", crate::net::free_port, |_| {
            starts += 1;
            Ok((Readiness::EndedEarly("disk full".to_owned()), ()))
        });
        assert!(end.is_err_and(|error| error.to_string().contains("disk full")));
        assert_eq!(starts, 1);
    }
}
