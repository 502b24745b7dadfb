//! `src/main.rs` and its parts for a model whose input is one number of 16 bits: wired to the board's converter.
//!
//! The set-up of the peripherals is the example's to the letter; what follows a conversion is written for the model.

use tinyml_compiler::diagnostic::number;
use tinyml_compiler::network::{IntType, Output, Outputs};

use super::board::{ADC, LINE};
use super::{Adc, Board, Firmware, exchanged, fault};

/// Where the example's own part begins.
const REPORT: &str = "/// One conversion on its way";

/// `src/main.rs` and the modules that it needs.
pub(super) fn files(firmware: &Firmware<'_>, adc: Adc) -> Vec<(&'static str, String)> {
    let mut files = vec![("src/main.rs", main(firmware, adc))];
    if adc == Adc::Millivolts {
        files.push(("src/adc.rs", without_tests(ADC)));
    }
    if !firmware.is_classifier() {
        files.push(("src/line.rs", line(firmware)));
    }
    files
}

fn main(firmware: &Firmware<'_>, adc: Adc) -> String {
    let board = firmware.board;
    let template = board.template().main;
    let (before, after) = template.split_at(template.find(REPORT).unwrap_or(template.len()));
    debug_assert!(!after.is_empty(), "no `{REPORT}` in a template");
    let headline = before.lines().next().unwrap_or_default();
    let own = format!(
        "//! The model `{}`: once a second one conversion goes through the network, and out as a line of text.",
        firmware.network.name
    );
    let text = exchanged(before, headline, &own);
    let import = format!("use tinyml_example_thermometer::{{adc::{}, reading}};\n", board.millivolts());
    let text = exchanged(&text, &import, &format!("\n{}", imports(firmware, adc)));
    exchanged(&text, "thermistor", "sensor") + &report(firmware, adc)
}

/// The firmware's modules, and what is used of them.
fn imports(firmware: &Firmware<'_>, adc: Adc) -> String {
    let allow = "#[allow(dead_code, reason = \"shared with other boards and with tests\")]\n";
    let (mut modules, mut uses) = (String::new(), String::new());
    if adc == Adc::Millivolts {
        modules.push_str(&format!("{allow}mod adc;\n"));
        uses.push_str(&format!("use adc::{};\n", firmware.board.millivolts()));
    }
    if !firmware.is_classifier() {
        modules.push_str(&format!("{allow}mod line;\n"));
        uses.push_str("use line::Line;\n");
    }
    match uses.is_empty() {
        true => format!("{modules}mod model;\n"),
        false => format!("{modules}mod model;\n\n{uses}"),
    }
}

/// What follows a conversion.
fn report(firmware: &Firmware<'_>, adc: Adc) -> String {
    let (board, name, input) = (firmware.board, firmware.name, &firmware.network.inputs[0]);
    let (code, code_type) = board.code();
    let (input_name, input_type) = (&input.name, input.ty.name());
    let names = firmware.output_names();
    let warn = "defmt::warn!(\"UART write failed: {}\", error);";
    let heading = format!(
        "/// One conversion on its way: {code}, `{input_name}`, `{names}`, text.\n{} {{\n{}    let input: {input_type} = {};\n",
        board.report(),
        doubt(firmware, adc),
        conversion(board, adc, input.ty)
    );
    let log = format!("{code} {{={code_type}}}: {input_name} {{={input_type}}}");
    let send = |bytes: &str| format!("if let Err(error) = {}", board.send(bytes));
    let stop = fault::stop(firmware, code, &log);
    let body = match (&firmware.network.outputs, fault::line(firmware)) {
        (Outputs::Classes { .. }, _) => format!(
            "{stop}    let label = model::{name}.classify(input).label();
    defmt::info!(\"{log}, {names} {{=str}}\", {code}, input, label);
    for text in [label, \"\\r\\n\"] {{
        {} {{
            {warn}
        }}
    }}
",
            send("text.as_bytes()")
        ),
        (Outputs::Values(outputs), Some(line)) if outputs.len() == 1 => format!(
            "{line}    defmt::info!(\"{code} {{={code_type}}}: {{=str}}\", {code}, line.as_str());
    {} {{
        {warn}
    }}
",
            send("line.as_bytes()")
        ),
        (Outputs::Values(outputs), None) if outputs.len() == 1 => format!(
            "    let output = model::{name}.infer(input);
    defmt::info!(\"{log}, {names} {{={}}}\", {code}, input, output);
    {} {{
        {warn}
    }}
",
            firmware.output_type(),
            send("Line::new(input, output).as_bytes()")
        ),
        (Outputs::Values(_), _) => format!(
            "{stop}    let outputs = model::{name}.infer(input);
    defmt::info!(\"{log}, [{names}] {{}}\", {code}, input, outputs);
    for output in outputs {{
        {} {{
            {warn}
        }}
    }}
",
            send("Line::new(input, output).as_bytes()")
        ),
    };
    format!("{heading}{body}}}\n")
}

/// What a reader must check where the model does not say that its input is millivolts.
fn doubt(firmware: &Firmware<'_>, adc: Adc) -> String {
    let input = &firmware.network.inputs[0];
    match (adc, &input.unit) {
        (Adc::Millivolts, _) => String::new(),
        (Adc::Counts, None) => {
            format!(
                "    // The model file gives `{}` no unit: it is taken to be the converter's count.\n",
                input.name
            )
        }
        (Adc::Counts, Some(unit)) => format!(
            "    // The model file has `{}` in steps of {} {}: convert the count here if that is something else.\n",
            input.name,
            number(input.scale),
            one_line(unit)
        ),
    }
}

/// An expression of the input's type.
fn conversion(board: Board, adc: Adc, ty: IntType) -> String {
    let (code, code_type) = board.code();
    let (value, found) = match adc {
        Adc::Millivolts => (format!("{}({code})", board.millivolts()), "u16"),
        Adc::Counts => (code.to_owned(), code_type),
    };
    match (found, ty.name()) {
        (found, wanted) if found == wanted => value,
        // An offset can bring a grounded pin below zero.
        ("i16", wanted) => format!("{value}.max(0) as {wanted}"),
        // Twelve bits fit.
        (_, wanted) => format!("{value} as {wanted}"),
    }
}

/// The printed line with the model's units.
fn line(firmware: &Firmware<'_>) -> String {
    let input = &firmware.network.inputs[0];
    let output = match &firmware.network.outputs {
        Outputs::Values(outputs) if outputs.len() == 1 => outputs.first(),
        Outputs::Values(_) | Outputs::Classes { .. } => None,
    };
    let input_unit = unit(input.scale, input.unit.as_deref());
    let (decimals, output_unit) = output.map_or((0, String::new()), decimals);
    let text = without_tests(LINE);
    let headline = text.lines().next().unwrap_or_default().to_owned();
    let own = format!(
        "//! The line that is printed for each conversion: `{}` and `{}`, made by integer arithmetic alone.",
        input.name,
        firmware.output_names()
    );
    let text = exchanged(&text, &headline, &own);
    let note = "//!\n//! The constants below say what it is of; `cargo tinyml new` writes a model's own in their place.\n";
    let text = exchanged(&text, note, "");
    let text = exchanged(
        &text,
        "const INPUT_UNIT: &str = \" mV\";",
        &format!("const INPUT_UNIT: &str = {input_unit:?};"),
    );
    let text = exchanged(
        &text,
        "const OUTPUT_UNIT: &str = \" C\";",
        &format!("const OUTPUT_UNIT: &str = {output_unit:?};"),
    );
    exchanged(
        &text,
        "const OUTPUT_DECIMALS: usize = 2;",
        &format!("const OUTPUT_DECIMALS: usize = {decimals};"),
    )
}

/// Digits behind the point, and what stands behind the number: a step of 0.01 is two digits, one of 0.05 a factor.
fn decimals(output: &Output) -> (usize, String) {
    let power = (0..=9).find(|&digits| (output.scale * 10_f64.powi(digits) - 1.0).abs() < 1e-9);
    match power.and_then(|digits| usize::try_from(digits).ok()) {
        Some(digits) => (digits, unit(1.0, output.unit.as_deref())),
        None => (0, unit(output.scale, output.unit.as_deref())),
    }
}

/// ` mV`, or ` x 0.05 C` where a step is not one unit. ASCII, since not every terminal on a serial line knows more.
fn unit(scale: f64, unit: Option<&str>) -> String {
    let factor = if scale == 1.0 { String::new() } else { format!(" x {}", number(scale)) };
    let ascii: String = unit.unwrap_or_default().replace('µ', "u").replace('Ω', "Ohm");
    let ascii: String = ascii.chars().filter(|c| c.is_ascii_graphic()).take(16).collect();
    if ascii.is_empty() { factor } else { format!("{factor} {ascii}") }
}

/// A foreign text as part of a comment.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file of an example without its tests, which no chip runs.
fn without_tests(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    format!("{}\n", code.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{Adc, Board, conversion, unit};
    use tinyml_compiler::network::IntType;

    #[test]
    fn conversions_have_the_type_of_the_input() {
        let of = |board, adc, ty| conversion(board, adc, ty);
        assert_eq!(of(Board::Rp2040, Adc::Millivolts, IntType::U16), "rp2040_millivolts(code)");
        assert_eq!(of(Board::Rp2040, Adc::Counts, IntType::I16), "code as i16");
        assert_eq!(of(Board::Nrf52, Adc::Millivolts, IntType::I16), "nrf52_millivolts(sample) as i16");
        assert_eq!(of(Board::Nrf52, Adc::Counts, IntType::U16), "sample.max(0) as u16");
        assert_eq!(of(Board::Nrf52, Adc::Counts, IntType::I16), "sample");
    }

    #[test]
    fn units_are_ascii() {
        assert_eq!(unit(1.0, Some("°C")), " C");
        assert_eq!(unit(0.05, Some("µV")), " x 0.05 uV");
        assert_eq!([unit(1.0, None), unit(1.0, Some("°"))], ["", ""]);
    }
}
