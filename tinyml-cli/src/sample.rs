//! One input of a model from the command line: raw integers by name or by place.

use tinyml_compiler::diagnostic::{Code, Diagnostic, Report, count, nearest, quoted};
use tinyml_compiler::network::{Input, Network};

/// Raw values for every input, in the order in which they enter: one for a scalar, `length` for an array.
///
/// `named` are texts such as `adc_mv=1500` or `image=0,3,16`; `placed` stand for the inputs that are not named, in order.
///
/// # Errors
///
/// An input that the model does not have, one without a value, a value that its type cannot hold; all at once.
pub fn raw(network: &Network, named: &[String], placed: &[String]) -> Result<Vec<i32>, Report> {
    let mut report = Report::new();
    let named: Vec<(&str, &str)> =
        named.iter().map(|text| text.split_once('=').unwrap_or((text, ""))).collect();
    for (at, (name, _)) in named.iter().enumerate() {
        if !network.inputs.iter().any(|input| input.name == *name) {
            report.push(unknown(name, network));
        } else if named[..at].iter().any(|(before, _)| before == name) {
            report.push(Diagnostic::new(
                Code::InputCount,
                format!("the input {} is given twice", quoted(name)),
            ));
        }
    }
    let mut placed = placed.iter().flat_map(|text| text.split(','));
    let mut all = Vec::new();
    for input in &network.inputs {
        let own: Vec<&str> = match named.iter().find(|(name, _)| *name == input.name) {
            Some((_, text)) => text.split(',').collect(),
            None => placed.by_ref().take(input.width()).collect(),
        };
        if own.len() == input.width() {
            all.extend(own.iter().filter_map(|text| integer(input, text, &mut report)));
        } else {
            report.push(wrong_count(input, own.len()));
        }
    }
    let rest = placed.count();
    if rest > 0 {
        let inputs = count(network.width(), "value");
        let extra = format!("{} more than the model takes", count(rest, "value"));
        report.push(Diagnostic::new(Code::InputCount, extra).expected(format!("{inputs} in all")));
    }
    report.finish(Ok(all))
}

fn integer(input: &Input, text: &str, report: &mut Report) -> Option<i32> {
    let number: Option<i64> = text.trim().parse().ok();
    match number.filter(|number| (input.ty.min()..=input.ty.max()).contains(number)) {
        Some(number) => i32::try_from(number).ok(),
        None => {
            report.push(
                Diagnostic::new(
                    Code::InputValue,
                    format!("{} is no value of the input {}", quoted(text), quoted(&input.name)),
                )
                .expected(format!(
                    "a whole number from {} to {}: the raw {} that the sensor gives",
                    input.ty.min(),
                    input.ty.max(),
                    input.ty.name()
                )),
            );
            None
        }
    }
}

fn wrong_count(input: &Input, found: usize) -> Diagnostic {
    let name = &input.name;
    let (message, example) = match input.length {
        None => (format!("the input {} has no single value", quoted(name)), format!("{name}={}", input.min)),
        Some(length) => (
            format!("the input {} is an array of {}", quoted(name), count(length, "value")),
            format!("{name}={},{},…", input.min, input.max),
        ),
    };
    Diagnostic::new(Code::InputCount, message)
        .found(count(found, "value"))
        .help(format!("write `--input {example}`, or the values of all inputs in order"))
}

fn unknown(name: &str, network: &Network) -> Diagnostic {
    let names: Vec<&str> = network.inputs.iter().map(|input| input.name.as_str()).collect();
    let list = || names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
    let help = match nearest(name, names.iter().copied()) {
        Some(near) => format!("did you mean {}?", quoted(near)),
        None => format!("the model has {}", list()),
    };
    Diagnostic::new(Code::UnknownInput, format!("the model has no input {}", quoted(name))).help(help)
}

#[cfg(test)]
mod tests {
    use super::raw;
    use tinyml_compiler::network::Network;
    use tinyml_compiler::source::Source;

    fn network() -> Network {
        let text = r#"{"version": 1, "name": "m",
            "inputs": [{"name": "v", "type": "i16", "range": [-5, 5]}, {"name": "a", "type": "u8", "range": [0, 9], "length": 2}],
            "outputs": [{"name": "y", "type": "i16", "scale": 1}],
            "layers": [{"type": "dense", "name": "out", "weights": [[1, 2, 3]], "bias": [0]}]}"#;
        let source = Source::from_bytes("m.json", text.into()).expect("UTF-8");
        tinyml_compiler::read(&source).expect("a model")
    }

    fn raw_of(named: &[&str], placed: &[&str]) -> Result<Vec<i32>, Vec<&'static str>> {
        let owned = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let codes = |report: tinyml_compiler::diagnostic::Report| {
            report.diagnostics().iter().map(|diagnostic| diagnostic.code.id()).collect()
        };
        raw(&network(), &owned(named), &owned(placed)).map_err(codes)
    }

    #[test]
    fn by_name_and_by_place() {
        assert_eq!(raw_of(&[], &["-3", "1", "2"]), Ok(vec![-3, 1, 2]));
        assert_eq!(raw_of(&[], &["-3,1,2"]), Ok(vec![-3, 1, 2]));
        assert_eq!(raw_of(&["a=1,2"], &["-3"]), Ok(vec![-3, 1, 2]));
        assert_eq!(raw_of(&["a=1, 2", "v=32767"], &[]), Ok(vec![32767, 1, 2]));
    }

    #[test]
    fn all_mistakes_at_once() {
        assert_eq!(
            raw_of(&["w=1"], &["1.5", "256", "1", "7"]),
            Err(vec!["T0802", "T0804", "T0804", "T0803"])
        );
        assert_eq!(raw_of(&["v=1", "v=2"], &[]), Err(vec!["T0803", "T0803"]));
        assert_eq!(raw_of(&["v"], &["1", "2"]), Err(vec!["T0804"]));
    }
}
