INSERT INTO companies (name, is_esn, created_at)
SELECT 'Tenant ' || n, true, now() FROM generate_series(1, current_setting('bench.companies')::bigint) n
WHERE NOT EXISTS (SELECT FROM companies c WHERE c.name = 'Tenant ' || n);
WITH tenants AS (
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS nth FROM companies WHERE name LIKE 'Tenant %'
    ORDER BY id LIMIT current_setting('bench.companies')::bigint
), served AS (
    SELECT coalesce((SELECT served FROM execution_lines WHERE queue = 'maintenance' AND kind = 'ping' AND priority = 5), 1) AS place
)
INSERT INTO executions (id, kind, queue, priority, payload, payload_version, max_attempts, scheduled_at, created_at, company_id, place, seated,
    history)
SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
        || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid,
    'ping', 'maintenance', 5, '{"work_ms":0}', 1, 5, now(), now(), t.id, s.place + n / current_setting('bench.companies')::bigint, true,
    jsonb_build_array(jsonb_build_object('seq', 1, 'at', now(), 'status', 'queued'))
FROM generate_series(0, current_setting('bench.jobs')::bigint - 1) n
JOIN tenants t ON t.nth = n % current_setting('bench.companies')::bigint CROSS JOIN served s;
