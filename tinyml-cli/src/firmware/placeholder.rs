//! `src/main.rs` for a model that no converter can feed alone: it builds, runs, and says where its data must come from.

use tinyml_compiler::diagnostic::number;
use tinyml_compiler::network::Input;

use super::Firmware;

/// The whole file.
pub(super) fn main(firmware: &Firmware<'_>) -> String {
    let inputs = &firmware.network.inputs;
    let names: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
    let lent: Vec<String> = inputs.iter().map(lent).collect();
    let (pattern, types, values) = match inputs.as_slice() {
        [input] => (input.name.clone(), ty(input), middle(input)),
        several => (
            format!("({})", names.join(", ")),
            format!("({})", several.iter().map(ty).collect::<Vec<_>>().join(", ")),
            format!("({})", several.iter().map(middle).collect::<Vec<_>>().join(", ")),
        ),
    };
    let what: String = inputs.iter().map(|input| format!("/// - {}\n", what(input))).collect();
    format!(
        "//! The model `{model}`: once a second the network runs. Its input is a placeholder: write your sensors into `input`.
#![no_std]
#![no_main]

use defmt_rtt as _;
use embassy_executor::Spawner;
use embassy_time::{{Duration, Ticker}};
use panic_probe as _;

mod model;

#[embassy_executor::main]
async fn main(_spawner: Spawner) {{
    let _board = {hal}::init(Default::default());
    let mut second = Ticker::every(Duration::from_secs(1));

    loop {{
        let {pattern} = input();
{run}        second.next().await;
    }}
}}

/// A placeholder: the middle of every declared range. The raw integers of your sensors belong here:
///
{what}fn input() -> {types} {{
    {values}
}}
",
        model = firmware.network.name,
        hal = firmware.board.hal(),
        run = run(firmware, &lent.join(", ")),
    )
}

/// The call, and what becomes of its result.
fn run(firmware: &Firmware<'_>, arguments: &str) -> String {
    let (name, outputs) = (firmware.name, firmware.output_names());
    if firmware.is_classifier() {
        format!(
            "        let class = model::{name}.classify({arguments});\n        defmt::info!(\"{outputs}: {{=str}}\", class.label());\n"
        )
    } else {
        format!(
            "        let output = model::{name}.infer({arguments});\n        defmt::info!(\"{outputs}: {{}}\", output);\n"
        )
    }
}

fn lent(input: &Input) -> String {
    if input.length.is_some() { format!("&{}", input.name) } else { input.name.clone() }
}

fn ty(input: &Input) -> String {
    input.length.map_or(input.ty.name().to_owned(), |length| format!("[{}; {length}]", input.ty.name()))
}

fn middle(input: &Input) -> String {
    let middle = input.min + (input.max - input.min) / 2;
    input.length.map_or(middle.to_string(), |length| format!("[{middle}; {length}]"))
}

/// `` `image`: 64 values of u8, 0..=16, in steps of 1 mV ``
fn what(input: &Input) -> String {
    let values = match input.length {
        Some(length) => format!("{length} values of {}", input.ty.name()),
        None => input.ty.name().to_owned(),
    };
    let unit = input.unit.as_deref().unwrap_or_default();
    let unit = unit.split_whitespace().collect::<Vec<_>>().join(" ");
    let step = match (input.scale == 1.0, unit.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!(" {unit}"),
        (false, _) => format!(" in steps of {} {unit}", number(input.scale)),
    };
    format!("`{}`: {values}, {}..={}{}", input.name, input.min, input.max, step.trim_end())
}
