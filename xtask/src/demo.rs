//! The main job, end to end: the thermistor's curve on the host, then the firmware for the RP2040, built and run.

use crate::{firmware::RP2040, host};
use anyhow::Result;

/// From a cold board to a hot one and beyond both ends of the divider.
const CODES: &str = "0,600,900,1200,1500,1800,2100,2400,2700,3000,3300,4095";

/// Shows it.
pub(crate) fn run() -> Result<()> {
    println!("the thermistor on the host:\n\n{}", host::example(&[])?);
    println!("building the firmware for the RP2040");
    let elf = RP2040.build()?;
    println!("\nthe same on an emulated RP2040, ADC codes {CODES}:\n");
    let output = RP2040.emulator.run(RP2040.chip, &elf, CODES)?;
    print!("{}\n{}", output.stdout.replace('\r', ""), output.stderr);
    Ok(())
}
