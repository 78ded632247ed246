CREATE TABLE rag_documents (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id        bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    document_id       text NOT NULL CHECK (char_length(document_id) BETWEEN 1 AND 200),
    document_type     text NOT NULL CHECK (document_type IN ('cv', 'tender', 'skill', 'portfolio', 'job_offer', 'other')),
    -- What the document is about, for the caller's right to read it.
    subject_kind      text,
    subject_id        bigint,
    title             text NOT NULL,
    content           text NOT NULL,
    content_sha256    bytea NOT NULL,
    document_metadata jsonb NOT NULL DEFAULT '{}',
    file_path         text,
    chunk_count       integer NOT NULL DEFAULT 0,
    indexed_at        timestamptz,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz,
    UNIQUE (company_id, document_id)
);
CREATE INDEX rag_documents_subject_idx ON rag_documents (subject_kind, subject_id);

CREATE TABLE rag_chunks (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id      bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    rag_document_id bigint NOT NULL REFERENCES rag_documents (id) ON DELETE CASCADE,
    chunk_id        text NOT NULL,
    content         text NOT NULL,
    -- Null where no model was loaded when the chunk was indexed: lexical search still finds it.
    embedding       vector(384),
    embedding_model text,
    chunk_index     integer NOT NULL,
    token_count     integer NOT NULL,
    page            integer,
    -- Words in both languages, accents folded: a French stem and an English stem of each.
    search          tsvector GENERATED ALWAYS AS (
        to_tsvector('french', fold(content)) || to_tsvector('english', fold(content))) STORED,
    UNIQUE (rag_document_id, chunk_index)
);
CREATE INDEX rag_chunks_search_idx ON rag_chunks USING gin (search);
CREATE INDEX rag_chunks_embedding_idx ON rag_chunks USING hnsw (embedding vector_cosine_ops);
CREATE INDEX rag_chunks_company_idx ON rag_chunks (company_id);

-- One vector for a consultant (profile and missions) and for a tender: the semantic criterion of matching.
CREATE TABLE profile_vectors (
    subject_kind    text NOT NULL CHECK (subject_kind IN ('consultant', 'tender')),
    subject_id      bigint NOT NULL,
    company_id      bigint NOT NULL REFERENCES companies (id) ON DELETE RESTRICT,
    embedding       vector(384) NOT NULL,
    embedding_model text NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (subject_kind, subject_id)
);

CREATE TABLE rag_queries (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    company_id         bigint REFERENCES companies (id) ON DELETE RESTRICT,
    query_text         text NOT NULL,
    user_id            bigint REFERENCES users (id) ON DELETE SET NULL,
    generated_response text,
    latency_ms         integer NOT NULL,
    sources            jsonb NOT NULL DEFAULT '[]',
    created_at         timestamptz NOT NULL
);
CREATE INDEX rag_queries_age_idx ON rag_queries (created_at);
