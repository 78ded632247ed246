//! Puts an ONNX graph together. Field numbers are those of onnx.proto3.
//! <https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3>

use super::{protobuf::Message, safetensors::Tensor};

/// Element type of 32-bit floats.
const FLOAT: i64 = 1;
/// Element type of 64-bit integers.
const INT64: i64 = 7;
/// Operator set: the first that has LayerNormalization, with ReduceSum's axes as an input.
const OPERATOR_SET: i64 = 17;
/// File format version that belongs to that operator set.
const FORMAT: i64 = 8;

/// An attribute of a node.
pub enum Attribute {
    /// A number.
    Float(&'static str, f32),
    /// An integer.
    Integer(&'static str, i64),
    /// Several integers.
    Integers(&'static str, Vec<i64>),
}

/// A graph under construction; values are named by strings.
#[derive(Default)]
pub struct Graph {
    nodes: Vec<Message>,
    constants: Vec<Message>,
}

impl Graph {
    /// Adds a node with one output and returns that output's name.
    pub fn node(&mut self, operator: &str, inputs: &[&str], attributes: &[Attribute]) -> String {
        let output = format!("{operator}_{}", self.nodes.len());
        self.named(operator, inputs, attributes, &output);
        output
    }

    /// Adds a node whose output has the given name.
    pub fn named(&mut self, operator: &str, inputs: &[&str], attributes: &[Attribute], output: &str) {
        let node = inputs
            .iter()
            .fold(Message::default(), |node, input| node.text(1, input));
        let node = node.text(2, output).text(3, output).text(4, operator);
        self.nodes.push(
            attributes
                .iter()
                .fold(node, |node, attribute| node.message(5, &encode(attribute))),
        );
    }

    /// Adds an array of floats.
    pub fn tensor(&mut self, tensor: &Tensor) -> String {
        self.constant(&tensor.shape, FLOAT, &tensor.bytes)
    }

    /// Adds one float.
    pub fn float(&mut self, value: f32) -> String {
        self.constant(&[], FLOAT, &value.to_le_bytes())
    }

    /// Adds a list of integers.
    pub fn integers(&mut self, values: &[i64]) -> String {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.constant(&[values.len() as i64], INT64, &bytes)
    }

    /// Adds one integer, as an array without dimensions.
    pub fn integer(&mut self, value: i64) -> String {
        self.constant(&[], INT64, &value.to_le_bytes())
    }

    /// The finished model: inputs are integers and the output floats, all of them (batch, `second dimension`).
    pub fn into_model(self, inputs: &[&str], output: (&str, i64)) -> Vec<u8> {
        let graph = self
            .nodes
            .iter()
            .fold(Message::default(), |graph, node| graph.message(1, node));
        let graph = self
            .constants
            .iter()
            .fold(graph.text(2, "bert"), |graph, constant| graph.message(5, constant));
        let sequence = Message::default().text(2, "sequence");
        let graph = inputs.iter().fold(graph, |graph, name| {
            graph.message(11, &value_info(name, INT64, &sequence))
        });
        let width = Message::default().integer(1, output.1);
        let graph = graph.message(12, &value_info(output.0, FLOAT, &width));
        let operators = Message::default().text(1, "").integer(2, OPERATOR_SET);
        Message::default()
            .integer(1, FORMAT)
            .message(7, &graph)
            .message(8, &operators)
            .into_bytes()
    }

    fn constant(&mut self, shape: &[i64], element: i64, bytes: &[u8]) -> String {
        let name = format!("constant_{}", self.constants.len());
        let constant = Message::default()
            .integers(1, shape)
            .integer(2, element)
            .text(8, &name)
            .raw(9, bytes);
        self.constants.push(constant);
        name
    }
}

/// Field 20 says which of the value fields counts.
fn encode(attribute: &Attribute) -> Message {
    let named = |name: &str| Message::default().text(1, name);
    match attribute {
        Attribute::Float(name, value) => named(name).float(2, *value).integer(20, 1),
        Attribute::Integer(name, value) => named(name).integer(3, *value).integer(20, 2),
        Attribute::Integers(name, values) => named(name).integers(8, values).integer(20, 7),
    }
}

fn value_info(name: &str, element: i64, second: &Message) -> Message {
    let batch = Message::default().text(2, "batch");
    let shape = Message::default().message(1, &batch).message(1, second);
    let tensor = Message::default().integer(1, element).message(2, &shape);
    Message::default()
        .text(1, name)
        .message(2, &Message::default().message(1, &tensor))
}
