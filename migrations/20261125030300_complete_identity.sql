-- API keys for machines, and which key an audited request came with.
CREATE TABLE api_keys (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Null: a key of the platform's, which reaches every company.
    company_id   bigint REFERENCES companies (id) ON DELETE RESTRICT,
    name         text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    -- The first characters, so that people tell keys apart; of the rest only the hash.
    prefix       text NOT NULL,
    key_hash     bytea NOT NULL UNIQUE CHECK (octet_length(key_hash) = 32),
    permissions  text[] NOT NULL CHECK (cardinality(permissions) >= 1),
    created_by   bigint NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    created_at   timestamptz NOT NULL
);
CREATE INDEX api_keys_company_idx ON api_keys (company_id, id);

ALTER TABLE audit_log ADD COLUMN api_key_id bigint;
CREATE INDEX audit_log_actor_idx ON audit_log (actor_id, id);
CREATE TRIGGER audit_log_never_emptied BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE users
    ADD CONSTRAINT users_email_form CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
    ADD CONSTRAINT users_names_length CHECK (char_length(first_name) <= 100 AND char_length(last_name) <= 100 AND char_length(full_name) <= 200);
