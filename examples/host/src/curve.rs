//! The thermometer's curve as a table and a plot of characters, and the promise that its model keeps.

use std::fmt::Write;
use tinyml_example_thermometer::Ntc;

const TABLE: std::ops::RangeInclusive<u16> = 0..=3300;
const TABLE_STEP_MV: usize = 100;

/// The plot's columns and rows, axes not counted.
const COLUMNS: u16 = 66;
const ROWS: u16 = 20;

/// Table, plot and promise.
pub(crate) fn report() -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = table(&mut text).and_then(|()| plot(&mut text)).and_then(|()| promise(&mut text));
    text
}

fn table(text: &mut String) -> std::fmt::Result {
    writeln!(text, "   mV        C      mV        C      mV        C")?;
    let rows: Vec<u16> = TABLE.step_by(TABLE_STEP_MV).collect();
    let height = rows.len().div_ceil(3);
    for row in 0..height {
        let cells = rows.iter().skip(row).step_by(height);
        let cells: Vec<String> = cells.map(|&mv| format!("{mv:5} {:8.2}", celsius(mv))).collect();
        writeln!(text, "{}", cells.join("   "))?;
    }
    Ok(())
}

fn plot(text: &mut String) -> std::fmt::Result {
    let points: Vec<f64> = (0..COLUMNS).map(|column| celsius(millivolts_of(column))).collect();
    let (low, high) = points.iter().fold((f64::MAX, f64::MIN), |(low, high), &y| (low.min(y), high.max(y)));
    let per_row = ((high - low) / f64::from(ROWS - 1)).max(f64::MIN_POSITIVE);
    writeln!(text)?;
    for row in (0..ROWS).rev() {
        let level = low + per_row * f64::from(row);
        let marks = points.iter().map(|y| if (y - level).abs() <= per_row / 2.0 { '*' } else { ' ' });
        writeln!(text, "{level:8.1} C |{}", marks.collect::<String>().trim_end())?;
    }
    let (start, end) = TABLE.into_inner();
    writeln!(text, "           +{}", "-".repeat(usize::from(COLUMNS)))?;
    writeln!(text, "            {start:<33}{:>33}\n", format!("{end} mV"))
}

fn millivolts_of(column: u16) -> u16 {
    (u32::from(column) * u32::from(*TABLE.end()) / u32::from(COLUMNS - 1)) as u16
}

fn promise(text: &mut String) -> std::fmt::Result {
    let [at] = Ntc::WORST_ERROR_AT;
    writeln!(
        text,
        "integer network against float network: at most {:.4} C off, at {at} mV; every input of {} to {} mV was run\n\
         {} B of constants, {} B of activations on the stack, {} multiplications",
        Ntc::WORST_ERROR,
        Ntc::ADC_MV_MIN,
        Ntc::ADC_MV_MAX,
        Ntc::FLASH_BYTES,
        Ntc::STACK_BYTES,
        Ntc::MACS,
    )
}

/// The only place where a temperature is a real number: it is for people to read.
fn celsius(millivolts: u16) -> f64 {
    f64::from(Ntc.infer(millivolts)) / 100.0
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, millivolts_of, report};

    #[test]
    fn the_report_covers_the_whole_range() {
        let text = report();
        assert!(text.contains("\n    0 ") && text.contains(" 3300 "));
        assert_eq!(text.lines().filter(|line| line.contains(" C |")).count(), 20);
        assert_eq!((millivolts_of(0), millivolts_of(COLUMNS - 1)), (0, 3300));
    }
}
