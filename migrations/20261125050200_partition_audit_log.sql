-- The audit log by months (UTC), so that old ones can go to the file store whole. Lines keep their numbers.
ALTER TABLE audit_log RENAME TO audit_log_before;
ALTER INDEX audit_log_pkey RENAME TO audit_log_before_pkey;
ALTER INDEX audit_log_object_idx RENAME TO audit_log_before_object_idx;
ALTER INDEX audit_log_age_idx RENAME TO audit_log_before_age_idx;
ALTER INDEX audit_log_actor_idx RENAME TO audit_log_before_actor_idx;

CREATE TABLE audit_log (
    id           bigint GENERATED ALWAYS AS IDENTITY,
    company_id   bigint,
    actor_id     bigint,
    actor_role   text,
    action       text NOT NULL,
    object_kind  text NOT NULL,
    object_id    text,
    request_id   text,
    address      text,
    before       jsonb,
    after        jsonb,
    at           timestamptz NOT NULL,
    api_key_id   bigint,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX audit_log_object_idx ON audit_log (object_kind, object_id);
CREATE INDEX audit_log_age_idx ON audit_log (at);
CREATE INDEX audit_log_actor_idx ON audit_log (actor_id, id);

-- Makes the partitions of `months` calendar months (UTC) from the one of `first` on. Safe to call again; what has no partition lands in the default one.
CREATE FUNCTION ensure_audit_log_partitions(first timestamptz, months integer) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    lower_bound timestamp := date_trunc('month', first AT TIME ZONE 'UTC');
    name text;
BEGIN
    FOR i IN 1 .. months LOOP
        name := 'audit_log_' || to_char(lower_bound, 'YYYY_MM');
        IF to_regclass(name) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF audit_log FOR VALUES FROM (%L) TO (%L)', name,
                lower_bound AT TIME ZONE 'UTC', (lower_bound + interval '1 month') AT TIME ZONE 'UTC');
            -- Statement triggers stay with the table that they were made for.
            EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
                name || '_never_emptied', name);
        END IF;
        lower_bound := lower_bound + interval '1 month';
    END LOOP;
END $$;
CREATE TABLE audit_log_default PARTITION OF audit_log DEFAULT;
CREATE TRIGGER audit_log_default_never_emptied BEFORE TRUNCATE ON audit_log_default
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

SELECT ensure_audit_log_partitions(month, 1) FROM (SELECT DISTINCT date_trunc('month', at, 'UTC') AS month FROM audit_log_before) months;
SELECT ensure_audit_log_partitions(now(), 3);
INSERT INTO audit_log (id, company_id, actor_id, actor_role, action, object_kind, object_id, request_id, address, before, after, at, api_key_id)
    OVERRIDING SYSTEM VALUE
    SELECT id, company_id, actor_id, actor_role, action, object_kind, object_id, request_id, address, before, after, at, api_key_id FROM audit_log_before;
SELECT setval(pg_get_serial_sequence('audit_log', 'id'), coalesce((SELECT max(id) FROM audit_log), 0) + 1, false);
DROP TABLE audit_log_before;

CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_log_never_emptied BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
