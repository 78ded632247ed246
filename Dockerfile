# syntax=docker/dockerfile:1
# One image, both programs: `api serve` (the default), `api migrate`, `worker run`.

FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
# Queries are checked against the committed .sqlx: no database is needed here.
ENV SQLX_OFFLINE=true CARGO_TERM_COLOR=never
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \
    cargo build --release --locked --workspace --bins \
    && install -D -t /out target/release/api target/release/worker

# Only the shared library of the wheel is used.
FROM python:3.13-slim-bookworm AS onnxruntime
RUN pip install --no-cache-dir --no-deps --target /wheel onnxruntime==1.24.4 \
    && cp /wheel/onnxruntime/capi/libonnxruntime.so.* /libonnxruntime.so

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates libstdc++6 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /var/lib/talentmatch talentmatch
COPY --from=build /out/api /out/worker /usr/local/bin/
COPY --from=onnxruntime /libonnxruntime.so /usr/local/lib/
ENV ENVIRONMENT=production \
    LISTEN_ADDR=0.0.0.0:8000 \
    METRICS_ADDR=0.0.0.0:9100 \
    STORAGE_DIR=/var/lib/talentmatch/files \
    ORT_DYLIB_PATH=/usr/local/lib/libonnxruntime.so \
    FASTEMBED_CACHE_DIR=/var/lib/talentmatch/models \
    HEALTH_PORT=8000
USER talentmatch
WORKDIR /var/lib/talentmatch
# Made here, so that a volume mounted over them belongs to the user too.
RUN mkdir files models
EXPOSE 8000 9100
# Both programs handle SIGTERM themselves, also as process 1: claim nothing more, finish, hand back, within SHUTDOWN_GRACE_SECONDS.
STOPSIGNAL SIGTERM
# A worker answers on METRICS_ADDR: run it with HEALTH_PORT=9100. bash speaks enough HTTP to spare the image a client.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["timeout", "2", "bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/$HEALTH_PORT && printf 'GET /livez HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
CMD ["api", "serve"]
