//! The gate of every route under `/api/v1`: who asks, and how often.

use crate::{
    extract::{RequestContext, auth},
    problem::Problem,
    state::App,
};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, Method},
    middleware::Next,
    response::{IntoResponse, Response},
};
use shared::{cache::Verdict, config::RateLimits, identity::domain::Via};
use std::{
    net::{IpAddr, Ipv6Addr},
    time::Duration,
};

const WINDOW: Duration = Duration::from_secs(60);

/// Routes that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Read,
    Write,
    Costly,
    Login,
}

impl Class {
    fn of(method: &Method, route: &str) -> Self {
        let route = route.trim_start_matches("/api/v1");
        match (method.as_str(), route) {
            (
                "POST",
                "/auth/login"
                | "/auth/signup/candidate"
                | "/auth/register"
                | "/auth/verify-matricule"
                | "/auth/forgot-password"
                | "/auth/reset-password",
            ) => Self::Login,
            (
                "POST",
                "/matches"
                | "/matches/generate"
                | "/rag/query"
                | "/consultants/{id}/cv"
                | "/cv_analysis/upload"
                | "/cv_analysis/analyze"
                | "/consultants/{id}/portfolio",
            ) => Self::Costly,
            ("POST", "/scoring-profiles/{id}/preview") => Self::Costly,
            ("POST", _) if route.starts_with("/matches/find-for") => Self::Costly,
            ("GET" | "HEAD" | "OPTIONS", _) => Self::Read,
            _ => Self::Write,
        }
    }

    fn limit(self, limits: RateLimits) -> (&'static str, u32) {
        match self {
            Self::Read => ("read", limits.read),
            Self::Write => ("write", limits.write),
            Self::Costly => ("costly", limits.costly),
            Self::Login => ("login", limits.login),
        }
    }
}

/// Finds out who asks, counts the request, and lets it through or not.
pub async fn gate(State(app): State<App>, matched: Option<MatchedPath>, mut request: Request, next: Next) -> Response {
    let Some(route) = matched.filter(|m| m.as_str().starts_with("/api/v1/")) else {
        return next.run(request).await;
    };
    let class = Class::of(request.method(), route.as_str());
    let asked = if class == Class::Login {
        Err(Problem::Unauthenticated)
    } else {
        auth::ask(&app, request.method(), request.headers()).await
    };
    // An outage is no reason to count the caller as a stranger.
    if let Err(problem @ (Problem::Unavailable | Problem::Internal(_))) = &asked {
        return problem.clone().into_response();
    }
    let (name, limit) = class.limit(app.config.rate_limits);
    let verdict = if limit == 0 {
        None
    } else {
        let who = match &asked {
            Ok(caller) => match caller.via {
                Via::Session(_) => format!("user:{}", caller.actor.user_id),
                Via::Key(id, _) => format!("key:{id}"),
            },
            Err(_) => {
                let address = request.extensions().get::<RequestContext>().and_then(|c| c.address);
                address.map_or_else(|| "nobody".to_owned(), |address| format!("from:{}", household(address)))
            }
        };
        Some(app.limiter.take(&format!("{name}:{who}"), limit, WINDOW).await)
    };
    let mut response = match verdict {
        Some(verdict) if !verdict.allowed => Problem::RateLimited {
            retry_after: seconds(verdict).max(1),
        }
        .into_response(),
        _ => {
            request.extensions_mut().insert(auth::Asked(asked));
            next.run(request).await
        }
    };
    if let Some(verdict) = verdict {
        say(response.headers_mut(), verdict);
    }
    response
}

/// Whom an address counts for: of IPv6 its network of 64 bits, within which anybody has addresses without end (RFC 4291, 2.5.1); IPv4 that is written
/// as IPv6 is IPv4.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64)).into(),
        v4 => v4,
    }
}

/// Whole seconds until the next window, rounded up.
fn seconds(verdict: Verdict) -> u64 {
    u64::try_from(verdict.reset.as_millis().div_ceil(1000)).unwrap_or(60)
}

fn say(headers: &mut HeaderMap, verdict: Verdict) {
    headers.insert("ratelimit-limit", HeaderValue::from(verdict.limit));
    headers.insert("ratelimit-remaining", HeaderValue::from(verdict.remaining));
    headers.insert("ratelimit-reset", HeaderValue::from(seconds(verdict)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_of_64_bits_counts_as_one() {
        let of = |address: &str| household(address.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:0:1::27"), of("2001:db8:0:1:ffff::1"));
        assert_ne!(of("2001:db8:0:1::1"), of("2001:db8:0:2::1"));
        assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7");
        assert_ne!(of("192.0.2.7"), of("192.0.2.8"));
    }

    #[test]
    fn every_route_has_the_class_of_its_cost() {
        let of = |method: Method, route: &str| Class::of(&method, &format!("/api/v1{route}"));
        assert_eq!(of(Method::POST, "/auth/login"), Class::Login);
        assert_eq!(of(Method::POST, "/auth/verify-matricule"), Class::Login);
        assert_eq!(of(Method::POST, "/auth/forgot-password"), Class::Login);
        assert_eq!(of(Method::POST, "/auth/reset-password"), Class::Login);
        assert_eq!(of(Method::POST, "/auth/refresh"), Class::Write);
        assert_eq!(of(Method::POST, "/matches/find-for-tender/{tender_id}"), Class::Costly);
        assert_eq!(of(Method::GET, "/matches"), Class::Read);
        assert_eq!(of(Method::DELETE, "/matches/{id}"), Class::Write);
    }
}
