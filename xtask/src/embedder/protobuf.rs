//! Writes protocol buffers: as much of the wire format as an ONNX model needs.
//! <https://protobuf.dev/programming-guides/encoding/>

/// A message being written.
#[derive(Clone, Debug, Default)]
pub struct Message {
    bytes: Vec<u8>,
}

/// Wire type of integers.
const VARINT: u64 = 0;
/// Wire type of strings, bytes and nested messages.
const DELIMITED: u64 = 2;
/// Wire type of 32-bit floats.
const FIXED32: u64 = 5;

impl Message {
    /// An integer field.
    pub fn integer(mut self, field: u64, value: i64) -> Self {
        self.varint(field << 3 | VARINT);
        self.varint(value.cast_unsigned());
        self
    }

    /// A repeated integer field.
    pub fn integers(self, field: u64, values: &[i64]) -> Self {
        values
            .iter()
            .fold(self, |message, value| message.integer(field, *value))
    }

    /// A 32-bit float field.
    pub fn float(mut self, field: u64, value: f32) -> Self {
        self.varint(field << 3 | FIXED32);
        self.bytes.extend_from_slice(&value.to_le_bytes());
        self
    }

    /// A string field.
    pub fn text(self, field: u64, value: &str) -> Self {
        self.raw(field, value.as_bytes())
    }

    /// A field of bytes.
    pub fn raw(mut self, field: u64, value: &[u8]) -> Self {
        self.varint(field << 3 | DELIMITED);
        self.varint(value.len() as u64);
        self.bytes.extend_from_slice(value);
        self
    }

    /// A nested message.
    pub fn message(self, field: u64, value: &Message) -> Self {
        self.raw(field, &value.bytes)
    }

    /// The finished bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::Message;

    /// The examples of the encoding guide: 150 in field 1, "testing" in field 2, and the first nested in field 3.
    #[test]
    fn writes_the_guides_examples() {
        assert_eq!(Message::default().integer(1, 150).into_bytes(), [0x08, 0x96, 0x01]);
        let text = Message::default().text(2, "testing").into_bytes();
        assert_eq!(text, [0x12, 0x07, b't', b'e', b's', b't', b'i', b'n', b'g']);
        let nested = Message::default().message(3, &Message::default().integer(1, 150));
        assert_eq!(nested.into_bytes(), [0x1a, 0x03, 0x08, 0x96, 0x01]);
    }

    #[test]
    fn a_negative_integer_takes_ten_bytes() {
        let bytes = Message::default().integer(1, -1).into_bytes();
        assert_eq!(bytes, [&[0x08][..], &[0xff; 9], &[0x01]].concat());
    }
}
