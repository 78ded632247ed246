-- Append-only: who did what to which object, from where. Never secrets, never a CV's text.
CREATE TABLE audit_log (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
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
    at           timestamptz NOT NULL
);
CREATE INDEX audit_log_object_idx ON audit_log (object_kind, object_id);
CREATE INDEX audit_log_age_idx ON audit_log (at);
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_log is append-only';
END $$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
