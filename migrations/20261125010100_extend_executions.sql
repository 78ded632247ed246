-- Fairness, limits, fan-in and schedules: what the ledger needs beyond one row after the other.

-- A claim takes turns between companies inside a priority: it steps through the (company, priority) pairs that wait and reads the
-- oldest of each, so its cost grows with the number of pairs and not with the backlog.
DROP INDEX executions_due_idx;
CREATE INDEX executions_fair_idx ON executions (queue, (coalesce(company_id, 0)), priority, scheduled_at, id) WHERE status = 'queued';

-- Running rows are few, so that they are a set is enough; a heartbeat then changes no indexed column and touches no index.
DROP INDEX executions_lease_idx;
CREATE INDEX executions_running_idx ON executions (kind) WHERE status = 'running';

-- What has no company is never looked for by company.
DROP INDEX executions_company_idx;
CREATE INDEX executions_company_idx ON executions (company_id, id) WHERE company_id IS NOT NULL;

-- A bulk retry passes over what was retried before.
CREATE INDEX executions_retry_of_idx ON executions (retry_of) WHERE retry_of IS NOT NULL;
CREATE INDEX finished_executions_retry_of_idx ON finished_executions (retry_of) WHERE retry_of IS NOT NULL;

-- What a worker can do, so that work which none of them knows can be shown as such.
ALTER TABLE workers ADD COLUMN knows text[] NOT NULL DEFAULT '{}';

-- A parent that waits for its children is queued without a due time; whoever sees the last child end makes it due.
ALTER TABLE executions ADD COLUMN awaits_children boolean NOT NULL DEFAULT false;
CREATE INDEX executions_parent_idx ON executions (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX executions_awaiting_idx ON executions (id) WHERE awaits_children;
CREATE INDEX finished_executions_parent_idx ON finished_executions (parent_id) WHERE parent_id IS NOT NULL;

CREATE OR REPLACE VIEW all_executions AS
    SELECT id, kind, queue, status, priority, payload, payload_version, attempt, max_attempts, deaths, lease_token, leased_until, worker,
        progress, progress_message, last_error_code, last_error, scheduled_at, created_at, started_at, cancel_requested_at, company_id,
        created_by, subject_kind, subject_id, parent_id, retry_of, schedule, idempotency_key, trace, external_id, external_status, history,
        NULL::jsonb AS result, NULL::text AS error_code, NULL::text AS error_message, NULL::timestamptz AS finished_at
    FROM executions
    UNION ALL
    SELECT id, kind, queue, status, priority, payload, payload_version, attempt, max_attempts, deaths, lease_token, leased_until, worker,
        progress, progress_message, last_error_code, last_error, scheduled_at, created_at, started_at, cancel_requested_at, company_id,
        created_by, subject_kind, subject_id, parent_id, retry_of, schedule, idempotency_key, trace, external_id, external_status, history,
        result, error_code, error_message, finished_at
    FROM finished_executions;

-- How many executions of a kind may run at once, over all workers; with a company, how many of that company's.
CREATE TABLE execution_limits (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text NOT NULL,
    company_id  bigint REFERENCES companies (id) ON DELETE CASCADE,
    max_running integer NOT NULL CHECK (max_running >= 0),
    UNIQUE NULLS NOT DISTINCT (kind, company_id)
);
-- Community editions of n8n run few workflows at once.
INSERT INTO execution_limits (kind, max_running) VALUES ('n8n_workflow', 4);

-- What is enqueued at set times. A row of the code's list is added when it is missing and never overwritten: operators change it.
CREATE TABLE schedules (
    name        text PRIMARY KEY,
    company_id  bigint REFERENCES companies (id) ON DELETE RESTRICT,
    -- The job as the code's list has it.
    kind            text NOT NULL,
    queue           text NOT NULL,
    priority        smallint NOT NULL CHECK (priority BETWEEN 0 AND 9),
    payload         jsonb NOT NULL,
    payload_version smallint NOT NULL,
    max_attempts    smallint NOT NULL CHECK (max_attempts >= 1),
    -- The operator's.
    cron        text NOT NULL,
    timezone    text NOT NULL,
    enabled     boolean NOT NULL DEFAULT true,
    catch_up    text NOT NULL CHECK (catch_up IN ('skip', 'latest', 'all')),
    -- Read under a row lock by whoever fires; null while it was never looked at, or disabled.
    next_due_at timestamptz,
    updated_at  timestamptz NOT NULL
);

-- One row a due time: two workers cannot fire it twice.
CREATE TABLE schedule_firings (
    schedule     text NOT NULL REFERENCES schedules (name) ON DELETE CASCADE,
    due_at       timestamptz NOT NULL,
    company_id   bigint REFERENCES companies (id) ON DELETE RESTRICT,
    execution_id uuid NOT NULL,
    PRIMARY KEY (schedule, due_at)
);

-- Effects of drills (`./dev chaos`), a row each. No unique key on purpose: an effect that happens twice must be counted, not refused.
CREATE TABLE drill_effects (
    execution_id uuid NOT NULL,
    company_id   bigint REFERENCES companies (id) ON DELETE CASCADE,
    label        text NOT NULL,
    done_at      timestamptz NOT NULL
);
CREATE INDEX drill_effects_label_idx ON drill_effects (label);
