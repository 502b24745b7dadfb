//! `README.md` of a firmware: what it does, the wiring, what to type.

use super::{Adc, Board, Firmware};

/// The whole file.
pub(super) fn readme(firmware: &Firmware<'_>) -> String {
    let (board, model) = (firmware.board, &firmware.network.name);
    let input = firmware.network.inputs.iter().map(|input| format!("`{}`", input.name));
    let (input, output) = (input.collect::<Vec<_>>().join(", "), firmware.output_names());
    let what = match firmware.adc() {
        Some(adc) => format!("{}\n{}", flow(firmware, adc, &input, &output), wiring(board, adc, &input)),
        None => format!(
            "Once a second: {input} → `{name}.infer` → `{output}` in the defmt log.\n\n`src/main.rs` builds and runs as it is, on a \
             placeholder input: write your sensors into its function `input`, which says which integers the model takes.\n",
            name = firmware.name
        ),
    };
    format!(
        "# {package}

{what}
## What to type

With a probe and [probe-rs](https://probe.rs), in this folder:

```sh
rustup target add {target}
cargo run --release          # flashes the board and shows the defmt log
```
{other}
The model is in `weights/`; train `{model}` again, write the file anew, and the next build has it, verified. `src/model.rs` has
the attribute with its promises.
",
        package = firmware.package,
        target = board.target(),
        other = other(board),
    )
}

fn flow(firmware: &Firmware<'_>, adc: Adc, input: &str, output: &str) -> String {
    let value = match adc {
        Adc::Millivolts => "millivolts",
        Adc::Counts => "its count",
    };
    format!(
        "Once a second: the ADC → {value} as {input} → `{}.infer` → `{output}`, as a line on the serial port and in the defmt log.\n",
        firmware.name
    )
}

fn wiring(board: Board, adc: Adc, input: &str) -> String {
    let note = match adc {
        Adc::Millivolts => String::new(),
        Adc::Counts => format!(
            "\nThe model takes {input}, which is not declared as millivolts: `report` in `src/main.rs` gives it the converter's count.\n"
        ),
    };
    format!(
        "## Wiring

| from | to |
|---|---|
| the sensor's voltage (0 V to the supply at most) | {} |
| the sensor's ground | GND |
{}
{}
{note}",
        board.pin(),
        board.wiring(),
        board.converter()
    )
}

fn other(board: Board) -> &'static str {
    match board {
        Board::Rp2040 => "",
        Board::Nrf52 => {
            "
For the nRF52832 (`.cargo/config.toml` names the chip for probe-rs):

```sh
cargo run --release --no-default-features --features nrf52832 \\
  --config 'target.thumbv7em-none-eabihf.runner=\"probe-rs run --chip nRF52832_xxAA\"'
```
"
        }
    }
}
