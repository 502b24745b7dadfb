//! The text of a file of certificates.
//!
//! Numbers are written so that they are read as the same bits. The same certificates give the same text.

use super::{Fnv, Stored, VERSION, hex};
use crate::verify::{Certificate, Change, Range, Step, Trend, Worst};

/// Places where an output rises or falls are written for so many inputs; for more, there would be too many.
const STEPS_MAX: usize = 16;

impl Stored {
    /// The text of the file.
    pub fn text(&self) -> String {
        let body = self.body();
        format!("{{\n{body},\n  \"checksum\": \"{}\"\n}}\n", checksum(&body))
    }

    /// Everything but the checksum.
    pub(super) fn body(&self) -> String {
        let entries = self.entries.iter().map(|entry| {
            let certificate = certificate(&entry.certificate);
            let (options, program) = (string(&entry.options), hex(entry.program));
            format!("    {{\n      \"options\": {options},\n      \"program\": \"{program}\",\n{certificate}\n    }}")
        });
        let entries: Vec<String> = entries.collect();
        let list =
            if entries.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", entries.join(",\n")) };
        format!(
            "  \"version\": {VERSION},\n  \"tinyml\": {},\n  \"model\": \"{}\",\n  \"certificates\": {list}",
            string(&self.release),
            hex(self.model)
        )
    }
}

/// FNV-1a of the body.
pub(super) fn checksum(body: &str) -> String {
    let mut hash = Fnv::default();
    body.bytes().for_each(|byte| hash.add(byte));
    hex(hash.0)
}

fn certificate(certificate: &Certificate) -> String {
    let Certificate { exhaustive, points, worst, mean, rms, bound, agreement, ranges, trends } = certificate;
    let agreement = agreement.map_or("null".to_owned(), |agreement| agreement.to_string());
    let ranges = ranges.iter().map(range).collect::<Vec<_>>().join(", ");
    let rows = trends
        .iter()
        .map(|row| format!("        [{}]", row.iter().map(trend).collect::<Vec<_>>().join(", ")));
    let fields = [
        ("exhaustive", exhaustive.to_string()),
        ("points", points.to_string()),
        ("worst", worst_of(worst)),
        ("mean", number(*mean)),
        ("rms", number(*rms)),
        ("bound", number(*bound)),
        ("agreement", agreement),
        ("ranges", format!("[{ranges}]")),
        ("trends", format!("[\n{}\n      ]", rows.collect::<Vec<_>>().join(",\n"))),
    ];
    let lines = fields.map(|(name, value)| format!("      \"{name}\": {value}"));
    lines.join(",\n")
}

fn worst_of(worst: &Worst) -> String {
    let Worst { input, output, raw, integer, float, error } = worst;
    format!(
        "{{ \"input\": {input:?}, \"output\": {output}, \"raw\": {raw}, \"integer\": {}, \"float\": {}, \"error\": {} }}",
        number(*integer),
        number(*float),
        number(*error)
    )
}

fn range(range: &Range) -> String {
    let pair = |(low, high): (i32, i32)| format!("[{low}, {high}]");
    format!("{{ \"proved\": {}, \"seen\": {} }}", pair(range.proved), pair(range.seen))
}

fn trend(trend: &Trend) -> String {
    format!("{{ \"rise\": {}, \"fall\": {} }}", change(&trend.rise), change(&trend.fall))
}

fn change(change: &Change) -> String {
    match change {
        Change::Never => "\"never\"".to_owned(),
        Change::At(step) if step.from.len() <= STEPS_MAX => {
            let Step { from, to, outputs } = &**step;
            format!("{{ \"from\": {from:?}, \"to\": {to:?}, \"outputs\": [{}, {}] }}", outputs.0, outputs.1)
        }
        Change::At(_) | Change::Unknown => "\"unknown\"".to_owned(),
    }
}

/// A number as JSON has it; what JSON has no number for, as a string.
fn number(value: f64) -> String {
    if value.is_finite() { format!("{value:?}") } else { format!("\"{value}\"") }
}

fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
