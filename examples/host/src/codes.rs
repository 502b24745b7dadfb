//! The list of ADC codes on the command line: numbers and ranges, as the emulators take them too.

/// What a 12-bit converter can give; a single-ended sample of the nRF52 is signed.
const LEGAL: std::ops::RangeInclusive<i16> = -4096..=4095;

/// `1,5,10..20/5` as 1, 5, 10, 15, 20; white space may stand around each item.
pub(crate) fn parse(list: &str) -> Result<Vec<i16>, String> {
    let mut codes = Vec::new();
    for item in list.split(',') {
        let (first, last, step) = parse_item(item.trim()).ok_or_else(|| {
            let (low, high) = LEGAL.into_inner();
            format!(
                "`{}` is no ADC code {low}..{high} and no range FIRST..LAST[/STEP] of such codes",
                item.trim()
            )
        })?;
        codes.extend((first..=last).step_by(step));
    }
    Ok(codes)
}

fn parse_item(item: &str) -> Option<(i16, i16, usize)> {
    let (range, step) = match item.split_once('/') {
        Some((range, step)) if range.contains("..") => (range, step.parse().ok()?),
        Some(_) => return None,
        None => (item, 1),
    };
    let (first, last) = range.split_once("..").unwrap_or((range, range));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    let legal = LEGAL.contains(&first) && LEGAL.contains(&last) && first <= last && step >= 1;
    legal.then_some((first, last, step))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn numbers_and_ranges_with_both_ends() {
        assert_eq!(parse("7"), Ok(vec![7]));
        assert_eq!(parse("1, 5,10..20/5\n"), Ok(vec![1, 5, 10, 15, 20]));
        assert_eq!(parse("-2..1"), Ok(vec![-2, -1, 0, 1]));
    }

    #[test]
    fn what_the_converter_cannot_give() {
        for bad in ["", "4096", "-4097", "5..4", "0..9/0", "1,,2", "0x10", "1.5", "5/2"] {
            assert!(parse(bad).is_err_and(|message| message.contains("is no ADC code")), "`{bad}`");
        }
    }
}
