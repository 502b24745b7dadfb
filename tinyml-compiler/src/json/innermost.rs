//! From an offset in the text to the spot that it lies in.
//!
//! This is how a syntax error gets its pointer: the text up to it is well-formed, and there is no tree.

use super::scan::{decode, is_word, skip_string, skip_word};
use crate::diagnostic::Spot;

/// The innermost value around an offset up to which a text is well-formed, and where the token at the offset
/// starts.
pub(super) fn innermost(text: &str, offset: usize) -> (Spot, usize) {
    let bytes = text.as_bytes();
    let mut open: Vec<Open> = Vec::new();
    let (mut at, mut start) = (0, 0);
    while at < bytes.len() && at <= offset {
        start = at;
        at = match bytes[at] {
            b'"' => skip_string(bytes, at),
            byte if is_word(byte) => skip_word(bytes, at),
            _ => at + 1,
        };
        if at <= offset {
            step(&mut open, bytes[start], (start, at));
        }
    }
    let spot = open.iter().fold(Spot::root(), |spot, open| match open {
        Open::Array(index) => spot.index(*index),
        Open::Object { key: Some((from, to)), .. } => {
            spot.key(text.get(*from..*to).map(decode).unwrap_or_default())
        }
        Open::Object { key: None, .. } => spot,
    });
    (spot, start)
}

/// An array or object that has been opened and not closed.
enum Open {
    Array(usize),
    Object { key: Option<(usize, usize)>, expects_key: bool },
}

/// Follows a token that starts with `byte` and lies at `token`.
fn step(open: &mut Vec<Open>, byte: u8, token: (usize, usize)) {
    match byte {
        b'"' => {
            if let Some(Open::Object { key, expects_key: expects_key @ true }) = open.last_mut() {
                (*key, *expects_key) = (Some(token), false);
            }
        }
        b'[' => open.push(Open::Array(0)),
        b'{' => open.push(Open::Object { key: None, expects_key: true }),
        b']' | b'}' => {
            open.pop();
        }
        b',' => match open.last_mut() {
            Some(Open::Array(index)) => *index += 1,
            Some(Open::Object { key, expects_key }) => (*key, *expects_key) = (None, true),
            None => {}
        },
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::innermost;

    const TEXT: &str = r#" { "a" : [ 1, [2, {"b\u0022~/": "x]}", "a": null}], 3 ], "a": 4, "c": {} } "#;

    #[test]
    fn offsets_have_their_innermost_spot() {
        let pointer = |needle: &str| {
            let offset = TEXT.find(needle).expect("a piece of the text");
            innermost(TEXT, offset).0.pointer()
        };
        assert_eq!(pointer("1, ["), "/a/0");
        assert_eq!(pointer("null"), "/a/1/1/a");
        assert_eq!(pointer("3 ]"), "/a/2");
        assert_eq!(pointer("{} }"), "/c");
    }

    #[test]
    fn the_token_at_an_offset_has_its_start() {
        let start = |offset| innermost(r#"{"key": [12.5, "text"]}"#, offset).1;
        assert_eq!([0, 3, 10, 12, 14, 17].map(start), [0, 1, 9, 9, 14, 15]);
    }

    #[test]
    fn broken_text_is_walked_to_its_end() {
        for end in 0..TEXT.len() {
            innermost(&TEXT[..end], end);
        }
    }
}
