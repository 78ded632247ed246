//! The headers of good answers, for the documentation.

use utoipa::openapi::{
    Header, HeaderBuilder, ObjectBuilder, RefOr, Schema, Type,
    path::{Operation, ParameterIn},
};

pub(super) fn header(kind: Type, about: &str) -> RefOr<Header> {
    let schema = Schema::Object(ObjectBuilder::new().schema_type(kind).build());
    RefOr::T(
        HeaderBuilder::new()
            .description(Some(about))
            .schema(Some(schema))
            .build(),
    )
}

/// Names them: the total and the neighbours of a list, where what was made or enqueued can be read, how a file is called.
pub(super) fn name(operation: &mut Operation) {
    let takes = |name: &str| {
        let parameters = operation.parameters.iter().flatten();
        parameters
            .filter_map(|parameter| match parameter {
                RefOr::T(parameter) => Some(parameter),
                RefOr::Ref(_) => None,
            })
            .any(|parameter| parameter.parameter_in == ParameterIn::Query && parameter.name == name)
    };
    let (is_paged, is_by_cursor) = (takes("offset"), takes("cursor"));
    for (status, answer) in &mut operation.responses.responses {
        let RefOr::T(answer) = answer else { continue };
        let is_file = answer.content.contains_key("application/octet-stream");
        let mut add = |name: &str, kind: Type, about: &str| {
            answer.headers.insert(name.to_owned(), header(kind, about));
        };
        match status.as_str() {
            "200" if is_paged => {
                add("X-Total-Count", Type::Integer, "Rows in all");
                add("Link", Type::String, "The neighbouring pages (RFC 8288)");
            }
            "200" if is_by_cursor => {
                add(
                    "X-Next-Cursor",
                    Type::String,
                    "The `cursor` of the next page, where there is one",
                );
                add("Link", Type::String, "The next page (RFC 8288)");
            }
            "200" if is_file => add(
                "Content-Disposition",
                Type::String,
                "`attachment`, with the name of the file",
            ),
            "201" => add("Location", Type::String, "Where what was made can be read"),
            "202" => add("Location", Type::String, "Where the execution can be followed"),
            "429" | "503" => add("Retry-After", Type::Integer, "Seconds to wait before the next try"),
            _ => {}
        }
    }
}
