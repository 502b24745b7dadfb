//! Round numbers along an axis, and how they are written.
//!
//! Steps are 1, 2 or 5 times a power of ten; on a logarithmic axis ticks are powers of ten, with 2 and 5 between them
//! where there is room.

/// An axis between two ends, and its ticks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ticks {
    /// The ends of the axis.
    pub ends: (f64, f64),
    /// Whether equal factors are equally far apart.
    pub log: bool,
    /// Where the ticks are, and what is written there.
    pub at: Vec<(f64, String)>,
}

impl Ticks {
    /// About `wanted` ticks between two ends, which are moved outwards to ticks if they are `loose`.
    pub(crate) fn new((low, high): (f64, f64), wanted: usize, log: bool, loose: bool) -> Self {
        if log && low > 0.0 {
            return Self::logarithmic(low, high, wanted);
        }
        Self::linear((low, high), step((high - low) / wanted.max(1) as f64), loose)
    }

    /// The same for counts: no tick between two whole numbers.
    pub(crate) fn whole((low, high): (f64, f64), wanted: usize, loose: bool) -> Self {
        Self::linear((low, high), step((high - low) / wanted.max(1) as f64).max(1.0), loose)
    }

    fn linear((low, high): (f64, f64), step: f64, loose: bool) -> Self {
        let (first, last) = ((low / step), (high / step));
        // A value that is a tick but for its last bits stays where it is.
        let slack = 1e-6;
        let ends = match loose {
            true => ((first + slack).floor() * step, (last - slack).ceil() * step),
            false => (low, high),
        };
        let (from, to) = ((ends.0 / step - slack).ceil() as i64, (ends.1 / step + slack).floor() as i64);
        let at = (from..=to.min(from.saturating_add(100)))
            .map(|tick| (tick as f64 * step, label(tick as f64 * step, step)));
        Self { ends, log: false, at: at.collect() }
    }

    fn logarithmic(low: f64, high: f64, wanted: usize) -> Self {
        let (from, to) = (low.log10().floor() as i32, high.log10().ceil() as i32);
        let decades = (to - from).max(1) as usize;
        let every = decades.div_ceil(wanted.max(1)).max(1);
        let between: &[f64] = if decades * 3 <= wanted + 2 { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let powers = (from..=to).step_by(every);
        let all = powers.flat_map(|power| between.iter().map(move |unit| (unit * 10f64.powi(power), power)));
        let slack = 1.0 + 1e-9;
        let within = all.filter(|(value, _)| *value >= low / slack && *value <= high * slack);
        let at = within.map(|(value, power)| (value, label(value, 10f64.powi(power)))).collect();
        Self { ends: (low, high), log: true, at }
    }

    /// Where a value is: 0 at the first end, 1 at the last.
    pub(crate) fn place(&self, value: f64) -> f64 {
        let (low, high) = self.ends;
        if self.log {
            return (value.max(f64::MIN_POSITIVE) / low).ln() / (high / low).ln();
        }
        (value - low) / (high - low)
    }
}

/// The least round step that is not below `rough`.
fn step(rough: f64) -> f64 {
    if !(rough > 0.0 && rough.is_finite()) {
        return 1.0;
    }
    let power = 10f64.powi(rough.log10().floor() as i32);
    let round = [1.0, 2.0, 5.0, 10.0].into_iter().find(|unit| unit * power >= rough * (1.0 - 1e-9));
    let step = round.unwrap_or(10.0) * power;
    // At either end of what f64 can hold, powers of ten are lost; a step that isn't round is better than none.
    if step.is_normal() { step } else { rough.max(f64::MIN_POSITIVE) }
}

/// A value to the places of its step, with a minus sign and groups of three digits.
pub(crate) fn label(value: f64, step: f64) -> String {
    let greatest = value.abs().max(step);
    if greatest != 0.0 && !(1e-5..1e7).contains(&step) || greatest >= 1e9 {
        return powered(value);
    }
    let places = (-(step.log10() + 1e-9).floor()).max(0.0) as usize;
    grouped(&format!("{value:.places$}"))
}

/// `2×10⁻⁷`
fn powered(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let text = format!("{value:.1e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mantissa = mantissa.strip_suffix(".0").unwrap_or(mantissa).replace('-', "\u{2212}");
    let raised = exponent.chars().map(|c| match c {
        '-' => '⁻',
        digit => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][digit.to_digit(10).unwrap_or(0) as usize],
    });
    format!("{mantissa}×10{}", raised.collect::<String>())
}

/// A decimal number as a person writes it: `−12,345.6`.
pub(crate) fn grouped(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) if digits.chars().any(|c| ('1'..='9').contains(&c)) => ("\u{2212}", digits),
        Some(digits) => ("", digits),
        None => ("", number),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (digits, String::new()),
    };
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + &fraction
}

#[cfg(test)]
mod tests {
    use super::{Ticks, grouped, label};

    fn labels(ends: (f64, f64), wanted: usize, log: bool, loose: bool) -> Vec<String> {
        Ticks::new(ends, wanted, log, loose).at.into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(labels((0.0, 3300.0), 6, false, false), ["0", "1,000", "2,000", "3,000"]);
        assert_eq!(labels((-0.034, 0.035), 4, false, true), ["−0.04", "−0.02", "0.00", "0.02", "0.04"]);
        assert_eq!(labels((22.6, 62.4), 5, false, true), ["20", "30", "40", "50", "60", "70"]);
        assert_eq!(labels((0.0, 3e-7), 3, false, true), ["0", "1×10⁻⁷", "2×10⁻⁷", "3×10⁻⁷"]);
        assert_eq!(labels((0.015, 3.0), 8, true, false), ["0.02", "0.05", "0.1", "0.2", "0.5", "1", "2"]);
        assert_eq!(labels((1.0, 1e6), 4, true, false), ["1", "100", "10,000", "1,000,000"]);
    }

    #[test]
    fn ends_move_outwards_only_where_they_may() {
        assert_eq!(Ticks::new((0.3, 9.7), 5, false, true).ends, (0.0, 10.0));
        assert_eq!(Ticks::new((0.3, 9.7), 5, false, false).ends, (0.3, 9.7));
        assert!((Ticks::new((0.0, 0.3), 3, false, true).ends.1 - 0.3).abs() < 1e-12);
    }

    #[test]
    fn absurd_axes_have_few_ticks() {
        for ends in [(0.0, f64::MAX), (-f64::MAX, 1.0), (0.0, f64::MIN_POSITIVE), (1e300, 1.1e300)] {
            assert!(labels(ends, 5, false, true).len() <= 101, "{ends:?}");
        }
    }

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(
            ["-0.00", "1234567", "-1234.5", "999"].map(grouped),
            ["0.00", "1,234,567", "−1,234.5", "999"]
        );
        assert_eq!(label(-2.5e-8, 5e-9), "−2.5×10⁻⁸");
    }
}
