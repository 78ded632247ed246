//! How much of a file is read, so that a hostile one costs little.

/// How much of a file is read.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Largest file, in bytes.
    pub bytes: usize,
    /// Most bytes inflated from a container or from a PDF's streams.
    pub decompressed_bytes: usize,
    /// Most pages read of a PDF; later ones are left out with a warning.
    pub pages: usize,
    /// Most bytes of text.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 10 * 1024 * 1024,
            decompressed_bytes: 24 * 1024 * 1024,
            pages: 40,
            text_bytes: 1024 * 1024,
        }
    }
}
