//! A BERT encoder with mean pooling and unit length, as an ONNX graph: what sentence-transformers does with
//! all-MiniLM-L6-v2. Devlin et al., "BERT", 2018; Reimers and Gurevych, "Sentence-BERT", 2019.

use super::{
    graph::{Attribute, Graph},
    safetensors::SafeTensors,
};
use anyhow::{Context, Result};
use std::{fs, path::Path};

/// Added to the attention score of padding, so that its weight vanishes.
const MASKED: f32 = -10_000.0;

/// Writes the model whose `config.json` and `model.safetensors` lie in `folder` to `file`.
pub fn export(folder: &Path, file: &Path) -> Result<()> {
    let config: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("config.json"))?)?;
    let number = |key: &str| {
        config[key]
            .as_i64()
            .with_context(|| format!("config.json has no {key}"))
    };
    let (width, heads) = (number("hidden_size")?, number("num_attention_heads")?);
    let epsilon = config["layer_norm_eps"]
        .as_f64()
        .context("config.json has no layer_norm_eps")? as f32;
    let weights = SafeTensors::read(&folder.join("model.safetensors"))?;
    let mut bert = Bert {
        graph: Graph::default(),
        weights,
        width,
        heads,
        epsilon,
    };
    let mask = bert
        .graph
        .node("Cast", &["attention_mask"], &[Attribute::Integer("to", 1)]);
    let bias = bert.attention_bias(&mask);
    let mut text = bert.embeddings()?;
    for layer in 0..number("num_hidden_layers")? {
        text = bert.layer(&format!("encoder.layer.{layer}"), &text, &bias)?;
    }
    bert.pool(&text, &mask);
    let inputs = ["input_ids", "attention_mask", "token_type_ids"];
    fs::write(file, bert.graph.into_model(&inputs, ("sentence_embedding", width)))?;
    Ok(())
}

struct Bert {
    graph: Graph,
    weights: SafeTensors,
    width: i64,
    heads: i64,
    epsilon: f32,
}

impl Bert {
    fn weight(&mut self, name: &str) -> Result<String> {
        Ok(self.graph.tensor(&self.weights.tensor(name)?))
    }

    /// Sum of the embeddings of word, position and segment, normalised.
    fn embeddings(&mut self) -> Result<String> {
        let words = self.weight("embeddings.word_embeddings.weight")?;
        let positions = self.weight("embeddings.position_embeddings.weight")?;
        let segments = self.weight("embeddings.token_type_embeddings.weight")?;
        let g = &mut self.graph;
        let word = g.node("Gather", &[&words, "input_ids"], &[]);
        let segment = g.node("Gather", &[&segments, "token_type_ids"], &[]);
        let (one, zero, first) = (g.integer(1), g.integers(&[0]), g.integers(&[0]));
        let shape = g.node("Shape", &["input_ids"], &[]);
        let length = g.node("Gather", &[&shape, &one], &[]);
        let length = g.node("Unsqueeze", &[&length, &first], &[]);
        let position = g.node("Slice", &[&positions, &zero, &length, &first], &[]);
        let position = g.node("Unsqueeze", &[&position, &first], &[]);
        let sum = g.node("Add", &[&word, &segment], &[]);
        let sum = g.node("Add", &[&sum, &position], &[]);
        self.normalise(&sum, "embeddings.LayerNorm")
    }

    /// 0 where there is text and [`MASKED`] where there is padding, shaped to be added to attention scores.
    fn attention_bias(&mut self, mask: &str) -> String {
        let g = &mut self.graph;
        let (axes, one, masked) = (g.integers(&[1, 2]), g.float(1.0), g.float(MASKED));
        let mask = g.node("Unsqueeze", &[mask, &axes], &[]);
        let padding = g.node("Sub", &[&one, &mask], &[]);
        g.node("Mul", &[&padding, &masked], &[])
    }

    /// Self-attention and feed-forward network, each with a residual connection.
    fn layer(&mut self, name: &str, text: &str, bias: &str) -> Result<String> {
        let attended = self.attention(name, text, bias)?;
        let attended = self.linear(&attended, &format!("{name}.attention.output.dense"))?;
        let sum = self.graph.node("Add", &[&attended, text], &[]);
        let text = self.normalise(&sum, &format!("{name}.attention.output.LayerNorm"))?;
        let inner = self.linear(&text, &format!("{name}.intermediate.dense"))?;
        let inner = self.gelu(&inner);
        let outer = self.linear(&inner, &format!("{name}.output.dense"))?;
        let sum = self.graph.node("Add", &[&outer, &text], &[]);
        self.normalise(&sum, &format!("{name}.output.LayerNorm"))
    }

    /// Scaled dot-product attention of several heads.
    fn attention(&mut self, name: &str, text: &str, bias: &str) -> Result<String> {
        let head = self.width / self.heads;
        let split = self.graph.integers(&[0, 0, self.heads, head]);
        let [query, key, value] = ["query", "key", "value"].map(|part| format!("{name}.attention.self.{part}"));
        let (query, key, value) = (
            self.linear(text, &query)?,
            self.linear(text, &key)?,
            self.linear(text, &value)?,
        );
        let (heads, width) = ([0, 2, 1, 3], self.width);
        let g = &mut self.graph;
        let mut arranged = |values: &str, order: [i64; 4]| {
            let values = g.node("Reshape", &[values, &split], &[]);
            g.node("Transpose", &[&values], &[Attribute::Integers("perm", order.to_vec())])
        };
        let (query, key, value) = (
            arranged(&query, heads),
            arranged(&key, [0, 2, 3, 1]),
            arranged(&value, heads),
        );
        let (scale, joined) = (g.float((head as f32).sqrt()), g.integers(&[0, 0, width]));
        let scores = g.node("MatMul", &[&query, &key], &[]);
        let scores = g.node("Div", &[&scores, &scale], &[]);
        let scores = g.node("Add", &[&scores, bias], &[]);
        let shares = g.node("Softmax", &[&scores], &[Attribute::Integer("axis", -1)]);
        let mixed = g.node("MatMul", &[&shares, &value], &[]);
        let mixed = g.node("Transpose", &[&mixed], &[Attribute::Integers("perm", heads.to_vec())]);
        Ok(g.node("Reshape", &[&mixed, &joined], &[]))
    }

    fn linear(&mut self, input: &str, name: &str) -> Result<String> {
        let weight = self.weights.tensor(&format!("{name}.weight"))?.transposed()?;
        let weight = self.graph.tensor(&weight);
        let bias = self.weight(&format!("{name}.bias"))?;
        let product = self.graph.node("MatMul", &[input, &weight], &[]);
        Ok(self.graph.node("Add", &[&product, &bias], &[]))
    }

    fn normalise(&mut self, input: &str, name: &str) -> Result<String> {
        let (scale, bias) = (
            self.weight(&format!("{name}.weight"))?,
            self.weight(&format!("{name}.bias"))?,
        );
        let attributes = [
            Attribute::Integer("axis", -1),
            Attribute::Float("epsilon", self.epsilon),
        ];
        Ok(self
            .graph
            .node("LayerNormalization", &[input, &scale, &bias], &attributes))
    }

    /// x/2 (1 + erf(x / sqrt 2)), exactly: the model was trained with it.
    fn gelu(&mut self, input: &str) -> String {
        let g = &mut self.graph;
        let (root, one, half) = (g.float(std::f32::consts::SQRT_2), g.float(1.0), g.float(0.5));
        let scaled = g.node("Div", &[input, &root], &[]);
        let erf = g.node("Erf", &[&scaled], &[]);
        let raised = g.node("Add", &[&erf, &one], &[]);
        let product = g.node("Mul", &[input, &raised], &[]);
        g.node("Mul", &[&product, &half], &[])
    }

    /// The mean over the words that are not padding, brought to length one.
    fn pool(&mut self, text: &str, mask: &str) {
        let g = &mut self.graph;
        let (last, words) = (g.integers(&[2]), g.integers(&[1]));
        let (least, shortest) = (g.float(1e-9), g.float(1e-12));
        let keep = || [Attribute::Integer("keepdims", 1)];
        let weights = g.node("Unsqueeze", &[mask, &last], &[]);
        let weighted = g.node("Mul", &[text, &weights], &[]);
        let sum = g.node("ReduceSum", &[&weighted, &words], &[Attribute::Integer("keepdims", 0)]);
        let count = g.node("ReduceSum", &[mask, &words], &keep());
        let count = g.node("Max", &[&count, &least], &[]);
        let mean = g.node("Div", &[&sum, &count], &[]);
        let squares = g.node("Mul", &[&mean, &mean], &[]);
        let length = g.node("ReduceSum", &[&squares, &words], &keep());
        let length = g.node("Sqrt", &[&length], &[]);
        let length = g.node("Max", &[&length, &shortest], &[]);
        g.named("Div", &[&mean, &length], &[], "sentence_embedding");
    }
}
