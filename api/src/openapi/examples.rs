//! An example for every answer, made of the examples and bounds of its fields, so that it cannot be of another shape than the schema. That it
//! is the shape of real answers too, the permission walk shows.

use serde_json::{Map, Value, json};
use utoipa::openapi::{OpenApi, RefOr};

/// Deeper than any answer is; only a schema that contains itself gets here.
const DEEPEST: usize = 24;

/// Gives each answer of 2xx in JSON its example.
pub fn complete(api: &mut OpenApi) {
    let Ok(schemas) = serde_json::to_value(&api.components) else {
        return;
    };
    for item in api.paths.paths.values_mut() {
        for (_, operation) in super::operations(item) {
            for (status, response) in &mut operation.responses.responses {
                let RefOr::T(response) = response else { continue };
                let Some(RefOr::T(content)) = response
                    .content
                    .get_mut("application/json")
                    .filter(|_| status.starts_with('2'))
                else {
                    continue;
                };
                let schema = content.schema.as_ref().and_then(|s| serde_json::to_value(s).ok());
                content.example = schema.map(|schema| of(&schema, &schemas["schemas"], 0));
            }
        }
    }
}

/// An example of what a schema describes.
fn of(schema: &Value, schemas: &Value, depth: usize) -> Value {
    if depth > DEEPEST {
        return Value::Null;
    }
    let deeper = |schema: &Value| of(schema, schemas, depth + 1);
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
        return deeper(&schemas[name]);
    }
    for given in [
        &schema["example"],
        &schema["examples"][0],
        &schema["const"],
        &schema["enum"][0],
    ] {
        if !given.is_null() {
            return given.clone();
        }
    }
    for choice in ["oneOf", "anyOf"] {
        let one = schema[choice].as_array().into_iter().flatten();
        if let Some(one) = one.into_iter().find(|s| s["type"] != "null") {
            return deeper(one);
        }
    }
    if let Some(all) = schema["allOf"].as_array() {
        let fields = all.iter().map(deeper).filter_map(|part| match part {
            Value::Object(fields) => Some(fields),
            _ => None,
        });
        return Value::Object(fields.flatten().collect());
    }
    let kind = schema["type"].as_array().map_or(&schema["type"], |kinds| {
        kinds.iter().find(|kind| *kind != "null").unwrap_or(&Value::Null)
    });
    match kind.as_str() {
        Some("object") => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            let fields: Map<String, Value> = fields.map(|(name, schema)| (name.clone(), deeper(schema))).collect();
            Value::Object(fields)
        }
        Some("array") => json!([deeper(&schema["items"])]),
        Some("string") => json!(text(schema)),
        Some("integer" | "number") => match &schema["minimum"] {
            Value::Number(least) => json!(least),
            _ => json!(1),
        },
        Some("boolean") => json!(true),
        _ => Value::Null,
    }
}

fn text(schema: &Value) -> &'static str {
    match schema["format"].as_str() {
        Some("date-time") => "2026-03-01T09:00:00Z",
        Some("date") => "2026-03-01",
        Some("uuid") => "01936f5e-0000-7000-8000-000000000001",
        Some("email") => "helene.vasseur@exemple.fr",
        Some("uri") => "https://exemple.fr",
        _ => "texte",
    }
}
