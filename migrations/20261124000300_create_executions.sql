-- The ledger. A row here, written in the transaction that makes the work necessary, is the enqueue (docs/JOBS.md).
--
-- Two tables hold one history. `executions` has only live rows (queued, running), so every hot index stays as small as the backlog;
-- `finished_executions` has the terminal ones, partitioned by month of creation. A UUIDv7 begins with its creation time, so
-- partitioning by range of `id` keeps `id` the primary key and lets a look-up by id touch one partition.
CREATE TABLE executions (
    id                  uuid PRIMARY KEY,
    kind                text NOT NULL,
    queue               text NOT NULL,
    status              text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running')),
    priority            smallint NOT NULL DEFAULT 5 CHECK (priority BETWEEN 0 AND 9),
    payload             jsonb NOT NULL,
    payload_version     smallint NOT NULL,
    attempt             smallint NOT NULL DEFAULT 0,
    max_attempts        smallint NOT NULL CHECK (max_attempts >= 1),
    -- Workers that died while holding this row; at the cap it is parked as `poison`.
    deaths              smallint NOT NULL DEFAULT 0,
    -- Fencing: raised at every claim, hand-back and expiry. Only the holder of the current value may write.
    lease_token         integer NOT NULL DEFAULT 0,
    leased_until        timestamptz,
    worker              text,
    progress            smallint NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    progress_message    text,
    last_error_code     text,
    last_error          text,
    scheduled_at        timestamptz NOT NULL,
    created_at          timestamptz NOT NULL,
    started_at          timestamptz,
    cancel_requested_at timestamptz,
    company_id          bigint REFERENCES companies (id) ON DELETE RESTRICT,
    created_by          bigint,
    subject_kind        text,
    subject_id          bigint,
    parent_id           uuid,
    retry_of            uuid,
    schedule            text,
    idempotency_key     text,
    trace               text,
    external_id         text,
    external_status     text,
    -- Every change of status and progress, in order: what the event stream replays.
    history             jsonb NOT NULL DEFAULT '[]',
    CHECK ((status = 'running') = (leased_until IS NOT NULL)),
    CHECK ((subject_kind IS NULL) = (subject_id IS NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
CREATE INDEX executions_due_idx ON executions (queue, priority, scheduled_at, id) WHERE status = 'queued';
CREATE INDEX executions_lease_idx ON executions (leased_until) WHERE status = 'running';
CREATE INDEX executions_company_idx ON executions (company_id, id);
CREATE INDEX executions_subject_idx ON executions (subject_kind, subject_id) WHERE subject_kind IS NOT NULL;

CREATE TABLE finished_executions (
    LIKE executions INCLUDING DEFAULTS,
    result        jsonb,
    error_code    text,
    error_message text,
    finished_at   timestamptz NOT NULL,
    PRIMARY KEY (id),
    CHECK (status IN ('success', 'error', 'cancelled'))
) PARTITION BY RANGE (id);
CREATE INDEX finished_executions_company_idx ON finished_executions (company_id, id);
CREATE INDEX finished_executions_subject_idx ON finished_executions (subject_kind, subject_id) WHERE subject_kind IS NOT NULL;

-- The smallest UUIDv7 of an instant: 48 bits of Unix milliseconds, then zeros.
CREATE FUNCTION uuid7_floor(instant timestamptz) RETURNS uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (lpad(to_hex((extract(epoch FROM instant) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid;

-- Makes the partitions of `months` calendar months (UTC) from the one of `first` on. Safe to call again; what has no partition lands in the default one.
CREATE FUNCTION ensure_finished_executions_partitions(first timestamptz, months integer) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    lower_bound timestamptz;
    name text;
BEGIN
    FOR i IN 0 .. months - 1 LOOP
        lower_bound := date_trunc('month', first AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
        lower_bound := ((lower_bound AT TIME ZONE 'UTC') + make_interval(months => i)) AT TIME ZONE 'UTC';
        name := 'finished_executions_' || to_char(lower_bound AT TIME ZONE 'UTC', 'YYYY_MM');
        IF to_regclass(name) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF finished_executions FOR VALUES FROM (%L) TO (%L)', name,
                uuid7_floor(lower_bound),
                uuid7_floor(((lower_bound AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC'));
        END IF;
    END LOOP;
END $$;
CREATE TABLE finished_executions_default PARTITION OF finished_executions DEFAULT;
SELECT ensure_finished_executions_partitions(now(), 3);

-- One shape for readers. A row moves between the two in one commit, so a statement sees it in exactly one of them.
CREATE VIEW all_executions AS
    SELECT executions.*, NULL::jsonb AS result, NULL::text AS error_code, NULL::text AS error_message, NULL::timestamptz AS finished_at FROM executions
    UNION ALL
    SELECT * FROM finished_executions;

CREATE TABLE queues (
    name       text PRIMARY KEY,
    company_id bigint REFERENCES companies (id) ON DELETE RESTRICT,
    paused_at  timestamptz
);

CREATE TABLE workers (
    name         text PRIMARY KEY,
    company_id   bigint REFERENCES companies (id) ON DELETE RESTRICT,
    host         text NOT NULL,
    version      text NOT NULL,
    queues       text[] NOT NULL,
    running      integer NOT NULL DEFAULT 0,
    started_at   timestamptz NOT NULL,
    heartbeat_at timestamptz NOT NULL
);

-- Keys belong to caller and route, live 24 h and outlive the work. Inserted first in the request's own transaction, so an equal concurrent request waits for it.
CREATE TABLE idempotency_keys (
    caller       text NOT NULL,
    route        text NOT NULL,
    key          text NOT NULL CHECK (char_length(key) BETWEEN 1 AND 255),
    company_id   bigint REFERENCES companies (id) ON DELETE RESTRICT,
    request_hash bytea NOT NULL,
    status       smallint,
    headers      jsonb,
    body         jsonb,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (caller, route, key)
);
CREATE INDEX idempotency_keys_age_idx ON idempotency_keys (created_at);
