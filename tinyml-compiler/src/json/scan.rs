//! Steps over pieces of JSON that serde_json has accepted, without building anything.
//!
//! The scanner trusts its text: on broken JSON it stops somewhere, it neither panics nor loops. It walks over
//! many megabytes in builds without optimisation, where each call and each closure counts: hence the plain
//! loops over indices.

/// Which bytes may stand in a number or a literal, well-formed or not.
const WORD: [bool; 256] = {
    let mut word = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        word[byte] = b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.' | b'_') || b >= 0x80;
        byte += 1;
    }
    word
};

/// Whether a byte may stand in a number or a literal, well-formed or not.
pub(super) fn is_word(byte: u8) -> bool {
    WORD[byte as usize]
}

/// The first byte at or after `at` that is not white space.
pub(super) fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && is_space(bytes[at]) {
        at += 1;
    }
    at
}

/// The end of a text without the white space behind it.
pub(super) fn trimmed_end(bytes: &[u8]) -> usize {
    let mut end = bytes.len();
    while end > 0 && is_space(bytes[end - 1]) {
        end -= 1;
    }
    end
}

/// The end of the string whose opening quote is at `at`.
pub(super) fn skip_string(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The end of the value that starts at `at`.
pub(super) fn skip_value(bytes: &[u8], at: usize) -> usize {
    if at >= bytes.len() {
        return bytes.len();
    }
    match bytes[at] {
        b'"' => skip_string(bytes, at),
        b'[' | b'{' => skip_rest(bytes, at + 1),
        _ => skip_word(bytes, at),
    }
}

/// The end of the array or object that `at` lies in.
pub(super) fn skip_rest(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 1_usize;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at = skip_string(bytes, at);
                continue;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth == 1 => return at + 1,
            b']' | b'}' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// The end of a number, `true`, `false` or `null`; at least one byte further.
pub(super) fn skip_word(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while end < bytes.len() && WORD[bytes[end] as usize] {
        end += 1;
    }
    end
}

/// What a string, with its quotes, means.
pub(super) fn decode(text: &str) -> String {
    serde_json::from_str(text).unwrap_or_default()
}

/// The offset at which a line, counted from 1, starts.
pub(super) fn line_start(bytes: &[u8], line: usize) -> usize {
    let (mut at, mut lines) = (0, 1);
    while at < bytes.len() && lines < line {
        if bytes[at] == b'\n' {
            lines += 1;
        }
        at += 1;
    }
    at
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
