//! Spans to an OpenTelemetry collector: OTLP over HTTP with protobuf, in batches, from a thread of its own. A request only puts its
//! span in a bounded queue: a collector that is slow or away costs spans, never a request.

use async_trait::async_trait;
use bytes::Bytes;
use opentelemetry::{
    Context,
    trace::{SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState, TracerProvider},
};
use opentelemetry_http::{HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};
use tokio::runtime::Handle;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{Layer, Registry, filter::filter_fn};

/// From a batch to the collector's answer.
const PATIENCE: Duration = Duration::from_secs(5);

static IS_EXPORTED: AtomicBool = AtomicBool::new(false);

/// Where spans go, and the layer that gathers them.
pub(super) type Export = (SdkTracerProvider, Box<dyn Layer<Registry> + Send + Sync>);

pub(super) fn export(service: &'static str, endpoint: &str) -> Result<Export, String> {
    let collector = Collector {
        client: reqwest::Client::builder()
            .timeout(PATIENCE)
            .build()
            .map_err(|e| e.to_string())?,
        runtime: Handle::try_current().map_err(|e| e.to_string())?,
    };
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(collector)
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(format!("{}/v1/traces", endpoint.trim_end_matches('/')))
        .with_timeout(PATIENCE)
        .build()
        .map_err(|e| e.to_string())?;
    let name = format!("talentmatch-{service}");
    let spans = SdkTracerProvider::builder()
        .with_resource(Resource::builder().with_service_name(name).build())
        .with_batch_exporter(exporter)
        .build();
    // Our own spans only: the exporter's client has some too, and each would ask for the next. Events stay in the logs.
    let ours = filter_fn(|m| m.is_span() && ["api", "worker", "shared"].contains(&first(m.target())));
    let layer = tracing_opentelemetry::layer().with_tracer(spans.tracer(service));
    Ok((spans, layer.with_filter(ours).boxed()))
}

fn first(target: &str) -> &str {
    target.split("::").next().unwrap_or(target)
}

pub(super) fn note(is_exported: bool) {
    IS_EXPORTED.store(is_exported, Ordering::Relaxed);
}

/// True when spans go to a collector; else it is not worth making any.
#[must_use]
pub fn traces_are_exported() -> bool {
    IS_EXPORTED.load(Ordering::Relaxed)
}

/// Makes the span a child of what a W3C traceparent names; one that is malformed is left out.
pub fn follow(span: &Span, traceparent: &str) {
    if let Some(parent) = parse(traceparent).filter(SpanContext::is_valid) {
        // Nothing is exported, or the span has begun: it is its own trace then.
        drop(span.set_parent(Context::new().with_remote_span_context(parent)));
    }
}

/// Gives a span the name that was not known when it began: its field `otel.name` is read once only.
pub fn rename(span: &Span, name: String) {
    span.context().span().update_name(name);
}

/// The W3C traceparent of the current span, for what it asks others to do; none when nothing is exported.
#[must_use]
pub fn traceparent() -> Option<String> {
    if !traces_are_exported() {
        return None;
    }
    let context = Span::current().context();
    let span = context.span().span_context().clone();
    span.is_valid().then(|| {
        let flags = span.trace_flags().to_u8();
        format!("00-{}-{}-{flags:02x}", span.trace_id(), span.span_id())
    })
}

fn parse(traceparent: &str) -> Option<SpanContext> {
    let mut parts = traceparent.split('-').skip(1);
    let trace = TraceId::from_hex(parts.next()?).ok()?;
    let span = SpanId::from_hex(parts.next()?).ok()?;
    let flags = u8::from_str_radix(parts.next()?, 16).ok()?;
    Some(SpanContext::new(
        trace,
        span,
        TraceFlags::new(flags),
        true,
        TraceState::default(),
    ))
}

/// The exporter has a thread without a runtime, reqwest needs one: it runs on the process's.
#[derive(Debug)]
struct Collector {
    client: reqwest::Client,
    runtime: Handle,
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (client, request) = (self.client.clone(), reqwest::Request::try_from(request)?);
        let answer = self.runtime.spawn(async move {
            let answer = client.execute(request).await?;
            let status = answer.status();
            Ok::<_, reqwest::Error>((status, answer.bytes().await?))
        });
        let (status, body) = answer.await??;
        Ok(Response::builder().status(status).body(body)?)
    }
}
