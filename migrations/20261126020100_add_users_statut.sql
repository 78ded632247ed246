-- Whether a sign-up was let in; told at the log-in, after a right password only. Approval itself is recruitment's.
ALTER TABLE users ADD COLUMN statut text NOT NULL DEFAULT 'actif'
    CONSTRAINT users_statut_known CHECK (statut IN ('actif', 'en_attente', 'inactif', 'refuse'));

-- The few accounts whose hashes come from older systems: a failed log-in looks which kinds are left.
CREATE INDEX users_older_hashes_idx ON users (password_hash) WHERE password_hash NOT LIKE '$argon2%';
