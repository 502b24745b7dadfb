//! The models that are damaged.

use std::fs;
use std::ops::Range;
use std::path::Path;

use tinyml_compiler::tflite::fault::Fault;
use tinyml_compiler::tflite::flatbuffer::Buffer;
use tinyml_compiler::tflite::schema::{buffer, model};

/// Where models are, from the root of the repository.
const FOLDERS: [&str; 3] = ["tests/tflite/golden", "../shared/golden", "../shared/golden/ops"];

/// Buffers of more bytes are values, not structure.
const LARGE: usize = 64;

pub(crate) struct Model {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// All models, in the order of their names.
pub(crate) fn models() -> Vec<Model> {
    let mut models = Vec::new();
    for folder in FOLDERS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
        let Ok(entries) = fs::read_dir(&path) else {
            println!("skipped: there is no {folder}");
            continue;
        };
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "tflite"));
        paths.sort();
        models.extend(paths.into_iter().map(|path| Model {
            name: format!("{folder}/{}", path.file_name().expect("a name").to_string_lossy()),
            bytes: fs::read(&path).expect("a model"),
        }));
    }
    assert!(models.len() > 100, "the project's own models are there");
    models
}

impl Model {
    /// The ranges of bytes that say what the model is: all but the values of large constants, nearly every change of which
    /// gives another valid model.
    pub(crate) fn structure(&self) -> Vec<Range<usize>> {
        let mut values = self.values().expect("a model without damage");
        values.sort_by_key(|range| range.start);
        let mut structure = Vec::new();
        let mut start = 0;
        for range in values {
            if range.start > start {
                structure.push(start..range.start);
            }
            start = start.max(range.end);
        }
        structure.push(start..self.bytes.len());
        structure.retain(|range| !range.is_empty());
        structure
    }

    fn values(&self) -> Result<Vec<Range<usize>>, Fault> {
        let tables = Buffer(&self.bytes).root("Model")?.tables(model::BUFFERS)?;
        let mut values = Vec::new();
        for table in tables.iter() {
            let data = table?.text(buffer::DATA)?;
            if data.len() > LARGE {
                let start = data.as_ptr().addr() - self.bytes.as_ptr().addr();
                values.push(start..start + data.len());
            }
        }
        Ok(values)
    }
}
