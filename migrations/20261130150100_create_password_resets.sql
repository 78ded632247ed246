-- A way to a new password, asked for by a person for itself or by who looks after its account. One is written for an unknown address too, with no
-- user: so the answer takes as long, and nobody learns whose addresses are known. Of the address and the token only hashes are kept.
CREATE TABLE password_resets (
    id            uuid PRIMARY KEY,
    company_id    bigint REFERENCES companies (id) ON DELETE CASCADE,
    user_id       bigint REFERENCES users (id) ON DELETE CASCADE,
    -- The user's when it was asked for: what ends every session makes every link void, and a new password does.
    token_version integer,
    -- Of the address that the letter goes to: one that changed meanwhile no longer opens the account.
    email_hash    bytea NOT NULL,
    token_hash    bytea NOT NULL UNIQUE,
    -- Of the letter.
    locale        text NOT NULL CHECK (locale IN ('fr', 'en')),
    requested_by  bigint REFERENCES users (id) ON DELETE SET NULL,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL CHECK (expires_at > created_at),
    CHECK ((user_id IS NULL) = (token_version IS NULL))
);
CREATE INDEX password_resets_email_idx ON password_resets (email_hash, created_at);
CREATE INDEX password_resets_user_idx ON password_resets (user_id);
CREATE INDEX password_resets_company_idx ON password_resets (company_id);
CREATE INDEX password_resets_expires_idx ON password_resets (expires_at);
