//! The example firmwares on their emulators: every line that they print over a sweep of ADC codes must be the host's.

use crate::{
    emulators::{Emulator, log_of},
    firmware::{FIRMWARES, Firmware},
    host,
};
use anyhow::{Context, Result, bail, ensure};
use std::{fs, path::Path};

/// Builds, runs and compares all of them.
pub(crate) fn run() -> Result<()> {
    let failures: Vec<String> = FIRMWARES
        .iter()
        .filter_map(|firmware| check(firmware).with_context(|| format!("on the {}", firmware.chip)).err())
        .map(|error| format!("{error:#}"))
        .collect();
    if failures.is_empty() { Ok(()) } else { bail!("{}", failures.join("\n")) }
}

fn check(firmware: &Firmware) -> Result<()> {
    let elf = firmware.build()?;
    let expected = host::example(&["--sweep", firmware.board, firmware.sweep])?;
    let output = firmware.emulator.run(firmware.chip, &elf, firmware.sweep)?;
    compare(&expected, &output.stdout)?;
    let lines = expected.lines().count();
    if firmware.emulator == Emulator::Rp2040 {
        check_log(&log_of(&elf), lines)?;
    }
    println!("{}: {lines} lines, all equal to the host's; {}", firmware.chip, output.stderr.trim());
    Ok(())
}

fn compare(expected: &str, found: &str) -> Result<()> {
    let (expected, found): (Vec<&str>, Vec<&str>) =
        (expected.split('\n').collect(), found.split('\n').collect());
    if let Some((number, (host, chip))) =
        expected.iter().zip(&found).enumerate().find(|(_, (host, chip))| host != chip)
    {
        bail!("line {} is `{}`, and on the host `{}`", number + 1, chip.trim_end(), host.trim_end());
    }
    ensure!(
        expected.len() == found.len(),
        "{} lines, and on the host {}",
        found.len() - 1,
        expected.len() - 1
    );
    Ok(())
}

/// defmt separates its frames by zero bytes, which no other byte of a frame is; there is one frame a line.
fn check_log(log: &Path, lines: usize) -> Result<()> {
    let bytes = fs::read(log).with_context(|| format!("cannot read {}", log.display()))?;
    let frames = bytes.split(|&byte| byte == 0).filter(|frame| !frame.is_empty()).count();
    ensure!(frames == lines, "{frames} defmt frames for {lines} lines");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn the_first_difference_is_named() {
        let error =
            |found| compare("a\r\nb\r\n", found).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(compare("a\r\nb\r\n", "a\r\nb\r\n").is_ok());
        assert_eq!(error("a\r\nc\r\n"), "line 2 is `c`, and on the host `b`");
        assert_eq!(error("a\r\n"), "line 2 is ``, and on the host `b`");
        assert_eq!(error("a\r\nb\r\nc\r\n"), "line 3 is `c`, and on the host ``");
        assert_eq!(error("a\nb\r\n"), "line 1 is `a`, and on the host `a`");
    }
}
