//! The bars: what a model may cost at most, whatever the goldens say. They move by a decision, never by a blessing.

use super::graphs;
use super::measurement::{Measurement, Results, key};

/// The limits of one model on one core at one optimisation level: instructions of the worst input, bytes.
struct Bar {
    model: &'static str,
    architecture: &'static str,
    level: &'static str,
    instructions: u32,
    flash: i64,
    ram: i64,
    stack: u64,
}

const fn bar(
    model: &'static str,
    core: &'static str,
    level: &'static str,
    instructions: u32,
    flash: i64,
    stack: u64,
) -> Bar {
    Bar { model, architecture: core, level, instructions, flash, ram: 0, stack }
}

const BARS: [Bar; 12] = [
    bar("ntc", "armv6-m", "3", 490, 620, 160),
    bar("ntc", "armv7e-m", "3", 240, 620, 160),
    bar("ntc", "armv6-m", "s", 600, 620, 160),
    bar("ntc", "armv7e-m", "s", 260, 620, 160),
    bar("ntc_piecewise", "armv6-m", "3", 26, 330, 0),
    bar("ntc_piecewise", "armv7e-m", "3", 24, 330, 0),
    bar("ntc_piecewise", "armv6-m", "s", 26, 330, 0),
    bar("ntc_piecewise", "armv7e-m", "s", 24, 330, 0),
    bar("sine", "armv6-m", "3", 1650, 1100, 256),
    bar("sine", "armv7e-m", "3", 900, 1100, 256),
    bar("sine_i8", "armv6-m", "3", 1650, 1100, 256),
    bar("sine_i8", "armv7e-m", "3", 900, 1100, 256),
];

/// The models whose instructions may depend on the input. All others run layer after layer, and must not.
const VARYING: [&str; 5] = ["ntc_fault", "ntc_piecewise", "sine_piecewise", "tanh_piecewise", "tanh_tree"];

/// What is over its bar, and which bar nothing was measured for.
pub(crate) fn check(results: &Results) -> Vec<String> {
    let over =
        BARS.iter().flat_map(|bar| over(bar, results.get(&key(bar.model, bar.architecture, bar.level))));
    let varying = results.iter().filter_map(|(key, found)| varying(key, found));
    over.chain(varying).chain(graphs::check(results)).collect()
}

/// What is wrong with a spread.
fn varying(key: &str, found: &Measurement) -> Option<String> {
    let may = VARYING.iter().any(|model| key.split('/').next() == Some(*model));
    (found.least < found.most && !may).then(|| {
        format!("{key}: {} to {} instructions, as many for every input are promised", found.least, found.most)
    })
}

fn over(bar: &Bar, found: Option<&Measurement>) -> Vec<String> {
    let name = format!("bar of {}", key(bar.model, bar.architecture, bar.level));
    let Some(found) = found else {
        return vec![format!("{name}: nothing was measured")];
    };
    let costs = [
        ("instructions", f64::from(found.most), f64::from(bar.instructions)),
        ("bytes of flash", found.flash as f64, bar.flash as f64),
        ("bytes of RAM", found.ram as f64, bar.ram as f64),
        ("bytes of stack", found.stack as f64, bar.stack as f64),
    ];
    let over = costs.into_iter().filter(|(_, found, most)| found > most);
    over.map(|(what, found, most)| format!("{name}: {found} {what}, at most {most} are allowed")).collect()
}

#[cfg(test)]
mod tests {
    use super::{Measurement, bar, over, varying};

    #[test]
    fn only_what_is_over_is_named() {
        let bar = bar("m", "armv6-m", "3", 100, 50, 160);
        let mut found = Measurement {
            hash: String::new(),
            mean: 50.0,
            least: 1,
            most: 100,
            stack: 160,
            constants: 0,
            flash: 50,
            ram: 0,
        };
        assert_eq!(over(&bar, Some(&found)), Vec::<String>::new());
        (found.most, found.ram) = (101, 4);
        assert_eq!(
            over(&bar, Some(&found)),
            [
                "bar of m/armv6-m/3: 101 instructions, at most 100 are allowed",
                "bar of m/armv6-m/3: 4 bytes of RAM, at most 0 are allowed",
            ]
        );
        assert_eq!(over(&bar, None), ["bar of m/armv6-m/3: nothing was measured"]);
        let spread = "m/armv6-m/3: 1 to 101 instructions, as many for every input are promised";
        assert_eq!(varying("m/armv6-m/3", &found).as_deref(), Some(spread));
        found.least = 101;
        assert_eq!(varying("m/armv6-m/3", &found), None);
    }
}
