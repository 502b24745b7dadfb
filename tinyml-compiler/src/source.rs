//! The text of a model file, and its lines and columns.
//!
//! A source is made from bytes: finding and opening the file is done elsewhere. Sizes and encoding are
//! checked here, so that everything behind may rely on a `str` of bounded length.

use crate::diagnostic::{Code, Diagnostic, Place, Position, Report};
use crate::file::MODEL;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// A model file as text.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    display: String,
    text: String,
    certificate: Option<Box<Self>>,
}

impl Source {
    /// Takes the bytes of a file, known to the user as `display`.
    ///
    /// A byte order mark is skipped: editors on Windows write one, and it holds no meaning in UTF-8.
    ///
    /// # Errors
    ///
    /// A file that is too large, or not UTF-8.
    pub fn from_bytes(display: impl Into<String>, mut bytes: Vec<u8>) -> Result<Self, Report> {
        let display = display.into();
        if bytes.len() > MAX_BYTES {
            return Err(MODEL.too_large(&display, bytes.len() as u64).into());
        }
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { display, text, certificate: None }),
            Err(error) => Err(not_utf8(&display, error.as_bytes(), error.utf8_error().valid_up_to()).into()),
        }
    }

    /// The file as its user knows it.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// The same model with the file of certificates that lies beside it.
    #[must_use]
    pub fn certified(self, certificate: Option<Self>) -> Self {
        Self { certificate: certificate.map(Box::new), ..self }
    }

    /// The file of certificates that lies beside the model, if there is one.
    pub fn certificate(&self) -> Option<&Self> {
        self.certificate.as_deref()
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Lines and columns of byte offsets, in one walk through the text; an offset past the end means the end.
    pub fn positions(&self, offsets: &[usize]) -> Vec<Position> {
        let mut order: Vec<usize> = (0..offsets.len()).collect();
        order.sort_by_key(|&index| offsets[index]);
        let mut positions = vec![Position { line: 1, column: 1 }; offsets.len()];
        let mut lines = Lines { text: &self.text, at: 0, line: 1, start: 0 };
        for index in order {
            positions[index] = lines.position(offsets[index]);
        }
        positions
    }

    /// The place of one byte offset.
    pub fn place(&self, offset: usize, pointer: Option<String>) -> Place {
        let position = self.positions(&[offset]).into_iter().next();
        Place { file: self.display.clone(), position, pointer }
    }
}

fn not_utf8(display: &str, bytes: &[u8], offset: usize) -> Diagnostic {
    let help = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            "the file looks like UTF-16 (PowerShell's `>` writes it); save it as UTF-8"
        }
        [0x1f, 0x8b, ..] => "the file is compressed with gzip; unpack it first",
        [_, _, _, _, b'T', b'F', b'L', b'3', ..] => "this is a TensorFlow Lite file, not a model in JSON",
        [0x89, b'H', b'D', b'F', ..] => "this is an HDF5 file (Keras writes it), not a model in JSON",
        [b'P', b'K', 3, 4, ..] => "this is a zip archive (PyTorch and Keras write them), not a model in JSON",
        _ => "save the file as UTF-8",
    };
    let valid = bytes.get(..offset).unwrap_or_default();
    let line_start = valid.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let line = valid.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let column = String::from_utf8_lossy(&valid[line_start..]).chars().count() + 1;
    let found =
        bytes.get(offset).map_or(String::new(), |byte| format!("byte 0x{byte:02x} at offset {offset}"));
    let position = Some(Position { line, column });
    Diagnostic::new(Code::NotUtf8, "the model file is not UTF-8 text")
        .placed(Place { position, ..Place::file(display) })
        .found(found)
        .help(help)
}

/// Walks forward through a text and counts its lines.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    start: usize,
}

impl Lines<'_> {
    /// The position of an offset that is not before the last one asked for.
    fn position(&mut self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let bytes = self.text.as_bytes();
        while self.at < offset {
            self.at += 1;
            if bytes[self.at - 1] == b'\n' {
                self.line += 1;
                self.start = self.at;
            }
        }
        // `chars().count()` is fast also where this crate is built without optimisation.
        let column = self.text.get(self.start..offset).map_or(0, |before| before.chars().count()) + 1;
        Position { line: self.line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, Source};
    use crate::diagnostic::{Code, Position};

    fn position(text: &str, offset: usize) -> (usize, usize) {
        let source = Source::from_bytes("model.json", text.into()).expect("valid text");
        let Position { line, column } = source.positions(&[offset])[0];
        (line, column)
    }

    #[test]
    fn columns_count_characters() {
        let text = "{\n  \"°C\": 1,\r\n\n\"é\"}";
        assert_eq!(position(text, 0), (1, 1));
        assert_eq!(position(text, text.find(": 1").expect("a colon")), (2, 7));
        assert_eq!(position(text, text.find('é').expect("a letter")), (4, 2));
        assert_eq!(position(text, 1000), (4, 5));
        assert_eq!(position("", 0), (1, 1));
    }

    #[test]
    fn positions_keep_the_order_of_their_offsets() {
        let source = Source::from_bytes("model.json", "a\nb\nc".into()).expect("valid text");
        let lines: Vec<usize> = source.positions(&[4, 0, 2]).iter().map(|position| position.line).collect();
        assert_eq!(lines, [3, 1, 2]);
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        let source = Source::from_bytes("model.json", "\u{feff}{}".into()).expect("valid text");
        assert_eq!(source.text(), "{}");
    }

    #[test]
    fn other_files_are_named() {
        let cases: [(&[u8], &str); 4] = [
            (b"\xff\xfe{\0}\0", "UTF-16"),
            (b"\x1f\x8b\x08\0", "gzip"),
            (b"\x1c\0\0\0TFL3\xf0\x9f", "TensorFlow Lite"),
            (b"{\n \"name\": \"T\xfcr\"}", "save the file as UTF-8"),
        ];
        for (bytes, word) in cases {
            let error = Source::from_bytes("model.json", bytes.to_vec()).expect_err("not UTF-8");
            assert_eq!(error.diagnostics()[0].code, Code::NotUtf8);
            assert!(error.to_string().contains(word), "{error}");
        }
        let latin = Source::from_bytes("m.json", b"{\n \"name\": \"T\xfcr\"}".to_vec()).expect_err("Latin 1");
        assert!(latin.to_string().contains("m.json:2:12"), "{latin}");
        assert!(latin.to_string().contains("byte 0xfc at offset 13"), "{latin}");
    }

    #[test]
    fn the_size_is_limited() {
        let error = Source::from_bytes("model.json", vec![b' '; MAX_BYTES + 1]).expect_err("too large");
        assert_eq!(error.diagnostics()[0].code, Code::FileTooLarge);
    }
}
