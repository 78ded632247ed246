//! Knowledge: the texts of consultants, tenders and CVs, cut into chunks that can be found by meaning and by words.
//!
//! ```text
//!   subject changed --index_document--> read, chunk, embed (no transaction) --> document + chunks + profile vector, one commit
//!   question --> vector arm (cosine) --.
//!            '-> lexical arm (words) --+--> reciprocal rank fusion --> chunks that the caller may read, with their sources
//! ```
//!
//! A long document is embedded over several turns of its job, between which others have theirs; what is made of it waits in drafts, which nobody
//! searches. Behind the first [`chunking::MOST`] chunks a document is not searched, and the execution and the CV say so.
//!
//! A document's chunks are replaced whole. Text that did not change is not embedded again. Vectors are stored with their model's
//! name, and vectors of two models never meet. Without a model everything is still found by its words, and the answer says so.
//!
//! Others who may cause a change: whoever writes a subject enqueues [`IndexDocument`](crate::indexing::IndexDocument); whoever deletes one calls
//! [`usecases::forget`] in the same transaction.
//!
//! Owns: rag_documents, rag_chunks, rag_queries, profile_vectors, embedding_drafts

pub mod chunking;
pub mod domain;
pub mod queries;
mod store;
pub mod usecases;
