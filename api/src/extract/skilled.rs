//! The body that makes an entity together with its skills: `skills[]` in the shape that adds one to an entity that is there. Every fault of
//! every skill is named, under `skills/{index}`.

use super::{
    Noted,
    body::{Body, Entity, Fields, New},
    value::{List, Wire},
};
use serde_json::{Map, Value, json};
use shared::kernel::{Change, FaultKind, Faults, SkillId, Written};
use std::{borrow::Cow, marker::PhantomData};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr,
        schema::{ObjectBuilder, Schema},
    },
};

/// A new entity and its skills.
#[derive(Debug)]
pub struct Skilled<T, S> {
    /// The entity's own fields.
    pub entity: T,
    /// Its skills; none when not given.
    pub skills: Vec<S>,
}

impl<T: Entity, S: Body + PartialSchema> Body for Skilled<T, S> {
    fn read(fields: &mut Fields) -> Self {
        let New(entity) = New::read(fields);
        let given = fields.take::<List<Raw<S>>>("skills", &[]).optional();
        let mut skills = Vec::new();
        for (i, raw) in given.map(|list| list.0).unwrap_or_default().into_iter().enumerate() {
            let mut inner = Fields::new(raw.0);
            let skill = S::read(&mut inner);
            fields.note(under(i, inner.faults()));
            skills.push(skill);
        }
        Self { entity, skills }
    }
}

/// The skills as far as they could be read: which, and what is said of each.
pub fn entries<E: Written>(
    skills: impl IntoIterator<Item = (Change<SkillId>, E::Changes)>,
    noted: &mut Noted,
) -> Vec<(Option<SkillId>, Option<E>)> {
    let read = skills.into_iter().enumerate().map(|(i, (skill, changes))| {
        let entry = noted.note(E::create(changes).map_err(|faults| under(i, faults)));
        (skill.optional(), entry)
    });
    read.collect()
}

/// Faults of a skill by their place in the whole body.
fn under(index: usize, mut faults: Faults) -> Faults {
    for fault in &mut faults.0 {
        fault.field = format!("skills/{index}/{}", fault.field);
    }
    faults
}

impl<T: Entity + PartialSchema, S: Body + PartialSchema> PartialSchema for Skilled<T, S> {
    fn schema() -> RefOr<Schema> {
        let mut schema = New::<T>::schema();
        if let RefOr::T(Schema::Object(object)) = &mut schema {
            let skills = <List<Raw<S>> as Wire>::describe("Its skills.", json!([]));
            object.properties.insert("skills".to_owned(), skills.into());
        }
        schema
    }
}

impl<T: Entity + ToSchema, S: Body + PartialSchema> ToSchema for Skilled<T, S> {
    fn name() -> Cow<'static, str> {
        New::<T>::name()
    }
}

/// An object that is read later.
#[derive(Debug, Clone)]
struct Raw<S>(Map<String, Value>, PhantomData<fn() -> S>);

impl<S: PartialSchema> Wire for Raw<S> {
    fn from_json(value: Value) -> Result<Self, FaultKind> {
        match value {
            Value::Object(fields) => Ok(Self(fields, PhantomData)),
            _ => Err(FaultKind::WrongType("object")),
        }
    }
    fn from_text(_: &str) -> Result<Self, FaultKind> {
        Err(FaultKind::WrongType("object"))
    }
    fn schema() -> ObjectBuilder {
        match S::schema() {
            RefOr::T(Schema::Object(object)) => object.into(),
            _ => ObjectBuilder::new(),
        }
    }
}
