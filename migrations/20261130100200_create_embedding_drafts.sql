-- Vectors of a document that is too long to be embedded at one go: what one turn made, the next one takes up. They go with the commit that
-- indexes the document; what is left of one that was given up, a sweep drops.
CREATE TABLE embedding_drafts (
    company_id      bigint NOT NULL REFERENCES companies (id) ON DELETE CASCADE,
    subject_kind    text NOT NULL CHECK (subject_kind IN ('consultant', 'tender', 'resume')),
    subject_id      bigint NOT NULL,
    embedding_model text NOT NULL,
    content_sha256  bytea NOT NULL,
    embedding       vector(384) NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (subject_kind, subject_id, embedding_model, content_sha256)
);
CREATE INDEX embedding_drafts_company_idx ON embedding_drafts (company_id);
CREATE INDEX embedding_drafts_age_idx ON embedding_drafts (created_at);
