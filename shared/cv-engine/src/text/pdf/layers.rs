//! Layers of a PDF that are switched off when it is opened (optional content, ISO 32000-1, 8.11): what they hold nobody sees.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Most groups looked at.
const GROUPS: usize = 10_000;

/// The groups that the default configuration shows not.
#[derive(Debug, Default)]
pub struct Layers {
    off: HashSet<ObjectId>,
}

impl Layers {
    /// Of the document as a viewer opens it.
    pub fn of(document: &Document) -> Self {
        Self {
            off: off(document).unwrap_or_default(),
        }
    }

    /// True when content that belongs to this group, or membership of groups, is not shown.
    pub fn hide(&self, document: &Document, content: &Object) -> bool {
        if self.off.is_empty() {
            return false;
        }
        let is_off = |o: &Object| o.as_reference().is_ok_and(|id| self.off.contains(&id));
        if is_off(content) {
            return true;
        }
        let Some(membership) = dictionary(document, content) else {
            return false;
        };
        let Ok(groups) = membership.get(b"OCGs") else {
            return false;
        };
        let all_on = membership
            .get(b"P")
            .and_then(Object::as_name)
            .is_ok_and(|p| p == b"AllOn");
        let any_on = membership
            .get(b"P")
            .map_or(true, |p| p.as_name().is_ok_and(|p| p == b"AnyOn"));
        match groups
            .as_array()
            .ok()
            .or_else(|| document.dereference(groups).ok()?.1.as_array().ok())
        {
            Some(list) if list.is_empty() => false,
            Some(list) if all_on => list.iter().take(GROUPS).any(is_off),
            Some(list) => any_on && list.iter().take(GROUPS).all(is_off),
            None => (all_on || any_on) && is_off(groups),
        }
    }
}

fn dictionary<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

fn off(document: &Document) -> Option<HashSet<ObjectId>> {
    let properties = dictionary(document, document.catalog().ok()?.get(b"OCProperties").ok()?)?;
    let shown = dictionary(document, properties.get(b"D").ok()?)?;
    let ids = |of: &Dictionary, key: &[u8]| -> Vec<ObjectId> {
        let list = of
            .get(key)
            .ok()
            .and_then(|o| document.dereference(o).ok())
            .and_then(|(_, o)| o.as_array().ok());
        list.map(|l| l.iter().take(GROUPS).filter_map(|o| o.as_reference().ok()).collect())
            .unwrap_or_default()
    };
    let mut off: HashSet<ObjectId> = ids(shown, b"OFF").into_iter().collect();
    if shown
        .get(b"BaseState")
        .and_then(Object::as_name)
        .is_ok_and(|s| s == b"OFF")
    {
        let on = ids(shown, b"ON");
        off.extend(ids(properties, b"OCGs").into_iter().filter(|id| !on.contains(id)));
    }
    Some(off)
}
