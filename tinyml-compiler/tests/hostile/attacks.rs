//! The hostile files.

use tinyml_compiler::diagnostic::Code;

/// A hostile file, and what it is refused for.
pub(crate) struct Attack {
    pub(crate) idea: &'static str,
    pub(crate) text: String,
    pub(crate) code: Code,
}

pub(crate) const MEGA: usize = 1 << 20;

fn attack(idea: &'static str, text: String, code: Code) -> Attack {
    Attack { idea, text, code }
}

/// Text that is not JSON, or hardly.
pub(crate) fn syntax() -> Vec<Attack> {
    vec![
        attack("a million nested arrays", "[".repeat(1_000_000), Code::TooDeep),
        attack("a million nested objects", "{\"a\":".repeat(1_000_000), Code::TooDeep),
        attack("16 MB of spaces", " ".repeat(16 * MEGA), Code::EmptyFile),
        attack("16 MB of line breaks before a mistake", "\n".repeat(16 * MEGA) + "x", Code::Syntax),
        attack("16 MB of zeros as one number", "0.".to_owned() + &"0".repeat(16 * MEGA), Code::WrongType),
        attack("16 MB of nines as one number", "9".repeat(16 * MEGA), Code::NumberTooLarge),
        attack("a string of 64 MB", format!("\"{}\"", "s".repeat(60 * MEGA)), Code::TextTooLong),
        attack("an escaped string of 16 MB", format!("\"{}\"", "\\n".repeat(8 * MEGA)), Code::TextTooLong),
        attack("a key of 64 MB", format!("{{\"{}\": 1}}", "k".repeat(60 * MEGA)), Code::TextTooLong),
        attack("an unclosed string of 16 MB", "\"".to_owned() + &"s".repeat(16 * MEGA), Code::Truncated),
    ]
}

/// More of something than a model needs.
pub(crate) fn amounts() -> Vec<Attack> {
    let layers = |layers: &str| format!("{{\"version\": 1, \"layers\": [{layers}]}}");
    let weights =
        |rows: &str| layers(&format!("{{\"type\": \"dense\", \"name\": \"a\", \"weights\": [{rows}]}}"));
    let numbers = list("0", 65_536);
    vec![
        attack("a million layers", layers(&list("{}", 1_000_000)), Code::ArrayTooLong),
        attack(
            "60 MB of zeros in a row",
            weights(&format!("[{}]", list("0", 30_000_000))),
            Code::ArrayTooLong,
        ),
        attack("60 MB of empty rows", weights(&list("[]", 20_000_000)), Code::ArrayTooLong),
        attack("too many long rows", weights(&list(&format!("[{numbers}]"), 300)), Code::TooManyValues),
        attack(
            "a million repeated keys",
            format!("{{{}}}", list("\"a\":0", 1_000_000)),
            Code::ObjectTooLarge,
        ),
        attack("a million unknown fields", format!("{{{}}}", fields(1_000_000)), Code::ObjectTooLarge),
        attack("layers full of unknown fields", layers(&list(&object(1_000), 200)), Code::UnknownField),
        attack("layers full of repeated fields", layers(&list(&repeated(1_000), 200)), Code::DuplicateField),
        attack("objects in objects", format!("[{}]", list("[{\"a\":{}}]", 60_000)), Code::WrongType),
        attack("mixed arrays", format!("[{}]", list(&format!("[null,{numbers}]"), 20)), Code::ArrayTooLong),
        attack("mixed short arrays", format!("[{}]", list("[0,null]", 65_536)), Code::WrongType),
        attack("arrays three deep", format!("[{}]", list("[[[]]]", 65_536)), Code::WrongType),
    ]
}

/// Very many mistakes.
pub(crate) fn mistakes() -> Vec<Attack> {
    let layer =
        |rows: &str| format!("{{\"type\": \"dense\", \"name\": \"a\", \"weights\": [{rows}], \"bias\": []}}");
    let layers = |layers: &str| format!("{{\"version\": 1, \"layers\": [{layers}]}}");
    let rows = list("[0],[0,0]", 32_000);
    let ragged: Vec<String> =
        (0..40).map(|index| layer(&rows).replacen("\"a\"", &format!("\"a{index}\""), 1)).collect();
    let nulls = layer(&format!("[{}]", list("null", 60_000)));
    vec![
        attack("ragged rows in many layers", layers(&ragged.join(",")), Code::RowLength),
        attack("a row of nulls", layers(&nulls), Code::WrongType),
        attack("rows of strings", layers(&layer(&list("\"\"", 60_000))), Code::WrongType),
        attack("60,000 wrong inputs", "{\"inputs\": [".to_owned() + &list("7", 60_000) + "]}", Code::TooMany),
        attack("60,000 faults", inputs(1, 60_000), Code::TooMany),
        attack("16 inputs with 32 faults of the same values", inputs(16, 32), Code::FaultOverlap),
        attack("a million metadata", metadata(), Code::TrainingTooLarge),
        attack("mistakes at the end of 20 MB", late_mistake(), Code::BiasLength),
    ]
}

/// So many equal items with commas between them.
fn list(item: &str, amount: usize) -> String {
    let mut list = format!("{item},").repeat(amount);
    list.pop();
    list
}

fn fields(amount: usize) -> String {
    (0..amount).map(|index| format!("\"f{index}\":0")).collect::<Vec<_>>().join(",")
}

fn object(amount: usize) -> String {
    format!("{{{}}}", fields(amount))
}

fn repeated(amount: usize) -> String {
    format!("{{{}}}", list("\"name\":0", amount))
}

/// Inputs whose faults all mean the same raw values.
fn inputs(amount: usize, faults: usize) -> String {
    let faults: Vec<String> =
        (0..faults).map(|index| format!("{{\"name\":\"f{index}\",\"range\":[0,9]}}")).collect();
    let input = |index: usize| {
        let faults = faults.join(",");
        format!("{{\"name\":\"x{index}\",\"type\":\"u8\",\"range\":[0,99],\"faults\":[{faults}]}}")
    };
    format!("{{\"version\": 1, \"inputs\": [{}]}}", (0..amount).map(input).collect::<Vec<_>>().join(","))
}

fn metadata() -> String {
    let inner = vec![object(1_000); 200];
    let outer: Vec<String> =
        inner.iter().enumerate().map(|(index, inner)| format!("\"o{index}\":{inner}")).collect();
    format!("{{\"version\": 1, \"training\": {{{}}}}}", outer.join(","))
}

/// Layers that are all right up to the last few, so that places are looked up behind 20 MB of text.
fn late_mistake() -> String {
    let row = format!("[{}]", list("0.0009765625", 1_000));
    let rows = list(&row, 60);
    let layer = |index: usize| {
        format!("{{\"type\": \"dense\", \"name\": \"fc{index}\", \"weights\": [{rows}], \"bias\": [1]}}")
    };
    let layers: Vec<String> = (0..27).map(layer).collect();
    format!("{{\"version\": 1, \"layers\": [{}]}}", layers.join(","))
}
