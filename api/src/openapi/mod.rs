//! The documentation of every route, OpenAPI 3.1, generated from the code; `api openapi` prints it and `api/openapi.json` holds it.

mod examples;
mod headers;
pub mod refusals;

use crate::problem::render::ProblemBody;
use std::collections::HashSet;
use utoipa::{
    Modify, OpenApi, ToSchema,
    openapi::{
        self, Components, HttpMethod, ObjectBuilder, PathItem, RefOr, Required, Response, ResponseBuilder, Schema,
        Type,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        request_body::RequestBody,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};

/// The document's head; the paths come from the router.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "TalentMatch",
        description = "Consultants, tenders and the matches between them. Long work answers 202 with its execution: follow it by polling, \
            long-polling or server-sent events. Errors are `application/problem+json` (RFC 9457) with a stable `code`."
    ),
    // Wherever the document was read.
    servers((url = "/")),
    tags(
        (name = "auth", description = "Sessions"),
        (name = "users", description = "Who may come in"),
        (name = "api-keys", description = "Machines' credentials"),
        (name = "audit", description = "Who did what"),
        (name = "companies", description = "IT-services companies and clients"),
        (name = "partnerships", description = "Who opens its consultants and tenders to whom"),
        (name = "skills", description = "The catalogue of skills"),
        (name = "consultants", description = "People and what they can do"),
        (name = "portfolios", description = "What companies and consultants show of past work"),
        (name = "resumes", description = "CVs and their analyses"),
        (name = "tenders", description = "What is looked for"),
        (name = "matches", description = "Consultants for tenders, scored and explained"),
        (name = "scoring-profiles", description = "How much each criterion counts for a company"),
        (name = "collaborations", description = "Consultants at work for tenders"),
        (name = "rag", description = "Search in documents"),
        (name = "executions", description = "Long work, in one shape"),
        (name = "operations", description = "For those who run the platform"),
        (name = "health", description = "For whoever starts, stops and balances the processes")
    ),
    components(schemas(ProblemBody, crate::routes::executions::events::StreamEvent)),
    modifiers(&Schemes)
)]
pub struct Document;

/// The type of every refusal's body (RFC 9457).
const PROBLEM: &str = "application/problem+json";

/// The bytes of a file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[allow(dead_code, reason = "for the documentation")]
pub struct FileContent(Vec<u8>);

struct Schemes;

impl Modify for Schemes {
    fn modify(&self, api: &mut openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("The access token of `/auth/login`, or its opaque `token`"))
            .build();
        let components = api.components.get_or_insert_with(Components::new);
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let key = ApiKeyValue::with_description("X-API-Key", "A machine's key, from `/api-keys`");
        components.add_security_scheme("api_key", SecurityScheme::ApiKey(ApiKey::Header(key)));
        let cookie = ApiKeyValue::with_description(
            "session_token",
            "A browser's session; a change needs a same-origin proof too",
        );
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
}

/// POSTs without an `Idempotency-Key`: they only read, end sessions, their answer is a secret that nobody keeps, or what they are sent is good once.
pub const WITHOUT_KEY: [&str; 11] = [
    "change_password",
    "find_matches_for_consultant",
    "find_matches_for_tender",
    "log_in",
    "log_out",
    "log_out_everywhere",
    "preview_scoring_profile",
    "query_documents",
    "refresh",
    "reset_password",
    "verify_matricule",
];

/// The header that makes a POST safe to repeat.
fn key_parameter() -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(255));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "The same key and body answer with the same response, within 24 hours",
        ))
        .schema(Some(Schema::Object(schema.build())))
        .build()
}

/// What holds for every operation: its security, the refusals that any may give, the headers that any takes, an example of its answer.
pub fn complete(api: &mut openapi::OpenApi) {
    examples::complete(api);
    let may_be_left_out = bodies_without_needs(api);
    for (path, item) in &mut api.paths.paths {
        name_patch(item);
        tell_versions(item);
        for (method, operation) in operations(item) {
            let is_public = operation.security.is_some();
            if is_public {
                // Nothing is asked for; `[{}]`, as the derive writes it, is an empty choice to some generators.
                operation.security = Some(Vec::new());
            } else {
                let by = |scheme: &str| SecurityRequirement::new(scheme, Vec::<String>::new());
                operation.security = Some(["bearer", "api_key", "cookie"].map(by).to_vec());
                if method != HttpMethod::Get {
                    refuse(operation, "403", "`cross_site`");
                    // What a write is about may go away, or be put to use, while it runs.
                    refuse(operation, "409", "`wrong_state`");
                }
                refuse(operation, "401", "`unauthenticated`");
            }
            if let Some(RefOr::T(body)) = &operation.request_body {
                let is_form = body.content.contains_key("multipart/form-data");
                let form = if is_form {
                    "`invalid_multipart`"
                } else {
                    "`invalid_json`"
                };
                refuse(operation, "400", &format!("{form}, `invalid_path`, `invalid_header`"));
                refuse(operation, "413", "`body_too_large`");
                refuse(operation, "415", "`unsupported_media_type`");
            } else if operation.parameters.as_ref().is_some_and(|p| !p.is_empty()) {
                refuse(operation, "400", "`invalid_path`, `invalid_header`");
            }
            if path.starts_with("/api/") {
                // Also of what takes neither parameters nor a body: that there is none is checked.
                refuse(operation, "422", "`validation_failed`");
                refuse(operation, "429", "`rate_limited`");
            }
            let is_keyed = method == HttpMethod::Post
                && operation
                    .operation_id
                    .as_deref()
                    .is_some_and(|id| !WITHOUT_KEY.contains(&id));
            if is_keyed {
                operation
                    .parameters
                    .get_or_insert_default()
                    .push(RefOr::T(key_parameter()));
                refuse(operation, "400", "`invalid_header`");
                refuse(operation, "422", "`idempotency_mismatch`");
            }
            if let Some(RefOr::T(body)) = &mut operation.request_body
                && named_schema(body).is_some_and(|name| may_be_left_out.contains(&name))
            {
                body.required = Some(Required::False);
            }
            name_file_types(operation);
            stream_is_text(operation);
            headers::name(operation);
            refuse(operation, "500", "`internal_error`");
            refuse(operation, "503", "`unavailable`, `timed_out`");
        }
    }
}

/// The name of the schema of a JSON body.
fn named_schema(body: &RequestBody) -> Option<String> {
    let RefOr::T(json) = body.content.get("application/json")? else {
        return None;
    };
    match json.schema.as_ref()? {
        RefOr::Ref(named) => named.ref_location.rsplit('/').next().map(str::to_owned),
        RefOr::T(_) => None,
    }
}

/// Schemas of bodies that need no field: such a body may be left out.
fn bodies_without_needs(api: &openapi::OpenApi) -> HashSet<String> {
    let schemas = api.components.iter().flat_map(|all| &all.schemas);
    let free =
        schemas.filter(|(_, schema)| matches!(schema, RefOr::T(Schema::Object(object)) if object.required.is_empty()));
    free.map(|(name, _)| name.clone()).collect()
}

/// PUT and PATCH of an entity are one handler, documented once; a name is one operation's: `put_company`, `patch_company`.
fn name_patch(item: &mut PathItem) {
    let noun = |id: &str| id.split_once('_').map(|(_, noun)| format!("patch_{noun}"));
    if let Some(patch) = &mut item.patch {
        patch.operation_id = patch.operation_id.as_deref().and_then(noun);
    }
}

/// What is refused when it is stale says so: its reads and writes name its version, and a write takes the one that was read.
fn tell_versions(item: &mut PathItem) {
    let refuses_stale = |operation: &Operation| operation.responses.responses.contains_key("412");
    if !operations(item).any(|(_, operation)| refuses_stale(operation)) {
        return;
    }
    for (_, operation) in operations(item) {
        if let Some(RefOr::T(answer)) = operation.responses.responses.get_mut("200") {
            let tag = headers::header(Type::String, "The version, for `If-Match` and `If-None-Match`");
            answer.headers.insert("ETag".to_owned(), tag);
        }
        if refuses_stale(operation) {
            let version = ParameterBuilder::new()
                .name("If-Match")
                .parameter_in(ParameterIn::Header)
                .required(Required::False)
                .description(Some(
                    "The `ETag` that was read: a write to what has changed since is refused",
                ))
                .schema(Some(Schema::Object(
                    ObjectBuilder::new().schema_type(Type::String).build(),
                )));
            operation
                .parameters
                .get_or_insert_default()
                .push(RefOr::T(version.build()));
        }
    }
}

/// A file is answered with its true type: what is one, is any of those that are served.
fn name_file_types(operation: &mut Operation) {
    const TYPES: [&str; 6] = [
        "application/pdf",
        "application/rtf",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "text/html",
        "text/plain",
    ];
    if let Some(RefOr::T(answer)) = operation.responses.responses.get_mut("200")
        && let Some(file) = answer.content.get("application/octet-stream").cloned()
    {
        for name in TYPES {
            answer.content.insert(name.to_owned(), file.clone());
        }
    }
}

/// A stream is text to whoever reads it by a schema; what its events hold stays among the components.
fn stream_is_text(operation: &mut Operation) {
    let stream = |answer: &mut Response| -> Option<()> {
        let RefOr::T(content) = answer.content.get_mut("text/event-stream")? else {
            return None;
        };
        let text = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("Server-sent events; each `data` is a `StreamEvent` in JSON"));
        content.schema = Some(RefOr::T(Schema::Object(text.build())));
        Some(())
    };
    if let Some(RefOr::T(answer)) = operation.responses.responses.get_mut("200") {
        // Most answers are none.
        let _ = stream(answer);
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (HttpMethod, &mut Operation)> {
    let PathItem {
        get,
        post,
        put,
        patch,
        delete,
        ..
    } = item;
    [
        (HttpMethod::Get, get),
        (HttpMethod::Post, post),
        (HttpMethod::Put, put),
        (HttpMethod::Patch, patch),
        (HttpMethod::Delete, delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_mut().map(|o| (method, o)))
}

/// Adds these codes to those that the operation says of itself.
fn refuse(operation: &mut Operation, status: &str, codes: &str) {
    let responses = &mut operation.responses.responses;
    let response = responses
        .entry(status.to_owned())
        .or_insert_with(|| RefOr::T(refusal(codes)));
    // An answer of another kind, such as what is not ready, stays what it says.
    if let RefOr::T(response) = response
        && response.content.contains_key(PROBLEM)
    {
        for code in codes.split(", ") {
            if !response.description.contains(code) {
                response.description.extend([", ", code]);
            }
        }
    }
}

/// A refusal with these codes.
fn refusal(codes: &str) -> Response {
    let content = openapi::ContentBuilder::new()
        .schema(Some(openapi::Ref::from_schema_name(ProblemBody::name())))
        .build();
    ResponseBuilder::new()
        .description(codes)
        .content(PROBLEM, content)
        .build()
}
