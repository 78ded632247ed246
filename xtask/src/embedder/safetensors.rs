//! Reads the safetensors format: eight bytes of length, a JSON table of that length, then the raw numbers.
//! <https://huggingface.co/docs/safetensors>

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{fs, path::Path};

/// A file in memory.
pub struct SafeTensors {
    table: Value,
    numbers: Vec<u8>,
}

/// One array of 32-bit floats.
#[derive(Clone, Debug)]
pub struct Tensor {
    /// Length in each dimension.
    pub shape: Vec<i64>,
    /// The numbers, last dimension fastest, little-endian.
    pub bytes: Vec<u8>,
}

impl SafeTensors {
    /// Reads a whole file.
    pub fn read(path: &Path) -> Result<Self> {
        let mut file = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let head: [u8; 8] = file.get(..8).context("the file is too short")?.try_into()?;
        let table_end = 8 + usize::try_from(u64::from_le_bytes(head))?;
        let table = serde_json::from_slice(file.get(8..table_end).context("the table is cut off")?)?;
        Ok(SafeTensors {
            table,
            numbers: file.split_off(table_end),
        })
    }

    /// The array of this name.
    pub fn tensor(&self, name: &str) -> Result<Tensor> {
        let entry = self.table.get(name).with_context(|| format!("no tensor {name}"))?;
        if entry["dtype"] != "F32" {
            bail!("{name} holds {}, not F32", entry["dtype"]);
        }
        let numbers = |key: &str| -> Option<Vec<i64>> { entry[key].as_array()?.iter().map(Value::as_i64).collect() };
        let shape = numbers("shape").context("no shape")?;
        let range = numbers("data_offsets")
            .filter(|range| range.len() == 2)
            .context("no offsets")?;
        let (from, to) = (usize::try_from(range[0])?, usize::try_from(range[1])?);
        let bytes = self
            .numbers
            .get(from..to)
            .with_context(|| format!("{name} is cut off"))?
            .to_vec();
        Ok(Tensor { shape, bytes })
    }
}

impl Tensor {
    /// The transpose of a matrix.
    pub fn transposed(&self) -> Result<Tensor> {
        let &[rows, columns] = self.shape.as_slice() else {
            bail!("only a matrix has a transpose")
        };
        let (height, width) = (usize::try_from(rows)?, usize::try_from(columns)?);
        let mut bytes = Vec::with_capacity(self.bytes.len());
        for column in 0..width {
            for row in 0..height {
                let at = 4 * (row * width + column);
                bytes.extend_from_slice(&self.bytes[at..at + 4]);
            }
        }
        Ok(Tensor {
            shape: vec![columns, rows],
            bytes,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::SafeTensors;
    use std::fs;

    fn file(table: &str, numbers: &[f32]) -> Vec<u8> {
        let mut bytes = (table.len() as u64).to_le_bytes().to_vec();
        bytes.extend_from_slice(table.as_bytes());
        bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        bytes
    }

    fn read(bytes: &[u8]) -> anyhow::Result<SafeTensors> {
        let path = std::env::temp_dir().join(crate::secrets::random_hex(8)?);
        fs::write(&path, bytes)?;
        let read = SafeTensors::read(&path);
        fs::remove_file(&path)?;
        read
    }

    #[test]
    fn transposes_a_matrix() {
        let table = r#"{"w": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}"#;
        let tensors = read(&file(table, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])).expect("readable");
        let transposed = tensors
            .tensor("w")
            .and_then(|tensor| tensor.transposed())
            .expect("a matrix");
        assert_eq!(transposed.shape, [3, 2]);
        let expected: Vec<u8> = [1.0_f32, 4.0, 2.0, 5.0, 3.0, 6.0]
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .collect();
        assert_eq!(transposed.bytes, expected);
    }

    #[test]
    fn a_file_that_is_cut_off_is_an_error() {
        let table = r#"{"w": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}"#;
        let whole = file(table, &[1.0]);
        assert!(read(&whole).expect("the table is whole").tensor("w").is_err());
        assert!(read(&whole[..20]).is_err());
        assert!(read(&whole[..4]).is_err());
    }
}
