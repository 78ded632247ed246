//! Objects of a PDF, through their references.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// The resources of a page: its own, or those of the pages that it is one of.
pub(super) fn resources_of(document: &Document, page: ObjectId) -> Option<&Dictionary> {
    let mut dictionary = document.get_dictionary(page).ok()?;
    for _ in 0..16 {
        if let Some(found) = dictionary
            .get(b"Resources")
            .ok()
            .and_then(|r| resolve(document, r)?.as_dict().ok())
        {
            return Some(found);
        }
        dictionary = document
            .get_dictionary(dictionary.get(b"Parent").ok()?.as_reference().ok()?)
            .ok()?;
    }
    None
}

/// The object behind a reference.
pub(super) fn resolve<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Object> {
    document.dereference(object).ok().map(|(_, o)| o)
}

/// A whole or a real number.
pub(super) fn number(object: &Object) -> Option<f32> {
    match object {
        Object::Integer(i) => Some(*i as f32),
        Object::Real(r) => Some(*r),
        _ => None,
    }
}
