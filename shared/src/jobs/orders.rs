//! Who ordered an execution, in the audit log.

use super::Execution;
use crate::{
    audit::{self, Entry, Origin},
    db::{DbError, Tx},
    kernel::Actor,
};
use serde_json::json;

/// Writes that somebody ordered an execution; what that does is in its own lines.
///
/// # Errors
/// The database failed.
pub async fn note(tx: &mut Tx, actor: Actor, execution: &Execution, origin: &Origin) -> Result<(), DbError> {
    let entry = Entry {
        actor: Some(actor),
        action: "order",
        object_kind: "execution",
        object_id: execution.id.to_string(),
        company_id: execution.company_id,
        before: None,
        after: Some(json!({ "kind": execution.kind, "subject": execution.subject, "retry_of": execution.retry_of })),
        origin,
    };
    audit::record(tx, entry).await
}
