//! Promises that are whole numbers: bytes, multiplications, instructions.

use syn::Expr;
use tinyml_compiler::cost::Target;
use tinyml_compiler::diagnostic::{Code, Diagnostic, nearest, quoted};

use super::Arguments;
use super::kind::{Kind, TakeValue};
use super::messages::{Refused, twice, wrong};
use super::syntax::{Argument, List, Name};
use crate::report::{Area, Errors};
use crate::value::{unit, whole, written};

const fn bytes(name: &'static str, expected: fn() -> String, value: TakeValue) -> Kind {
    Kind { help: alone, ..Kind::new(name, expected, value) }
}

fn alone(value: &Expr) -> Option<String> {
    unit(value).map(|_| "write the number alone, in bytes".to_owned())
}

pub(super) const MAX_FLASH: Kind = bytes(
    "max_flash",
    || "a whole number of bytes greater than zero, such as `2_048` or `2 * 1024`".to_owned(),
    |arguments, value| {
        arguments.options.promises.max_flash = Some(positive(value)?);
        Some(())
    },
);

pub(super) const MAX_RAM: Kind = bytes("max_ram", some_bytes, |arguments, value| {
    arguments.options.promises.max_ram = Some(whole(value)?);
    Some(())
});

pub(super) const MAX_STACK: Kind = bytes("max_stack", some_bytes, |arguments, value| {
    arguments.options.promises.max_stack = Some(whole(value)?);
    Some(())
});

fn some_bytes() -> String {
    "a whole number of bytes, such as `64` or `2 * 1024`".to_owned()
}

pub(super) const MAX_MACS: Kind = Kind::new(
    "max_macs",
    || "a whole number of multiplications, such as `1_000`".to_owned(),
    |arguments, value| {
        arguments.options.promises.max_macs = Some(whole(value)?);
        Some(())
    },
);

pub(super) const MAX_INSTRUCTIONS: Kind = Kind {
    list: Some(instructions),
    help: |value| {
        let number = positive(value)?;
        Some(format!("say for which target: `max_instructions(armv6m = {number})`"))
    },
    ..Kind::new("max_instructions", targets, |_, _| None)
};

fn targets() -> String {
    "a whole number for each target, as in `max_instructions(armv6m = 500, armv7em = 250)`".to_owned()
}

fn instructions(
    arguments: &mut Arguments,
    name: &Name,
    list: List,
    errors: &mut Errors,
) -> Result<(), Refused> {
    arguments.areas.add(MAX_INSTRUCTIONS.name, name.span);
    if list.is_empty() {
        return Err((name.span.into(), Box::new(wrong(&name.text, &targets(), "an empty list"))));
    }
    for argument in list {
        if let Err((area, diagnostic)) = target(arguments, argument) {
            errors.add(area, &diagnostic);
        }
    }
    Ok(())
}

/// One target of the list.
fn target(arguments: &mut Arguments, argument: Argument) -> Result<(), Refused> {
    let (name, value) = match argument {
        Argument::Pair(name, value) => (name, value),
        Argument::Path(text) => {
            return Err((
                text.span().into(),
                Box::new(wrong(MAX_INSTRUCTIONS.name, &targets(), &written(&text))),
            ));
        }
        Argument::List(name, _) => {
            return Err((name.span.into(), Box::new(wrong(MAX_INSTRUCTIONS.name, &targets(), "a list"))));
        }
    };
    let known = Target::ALL.iter().find(|(known, _)| *known == name.text);
    let (_, target) = known.ok_or_else(|| (name.span.into(), Box::new(unknown(&name.text))))?;
    let budgets = &mut arguments.options.promises.max_instructions;
    if budgets.iter().any(|(known, _)| known == target) {
        return Err((name.span.into(), Box::new(twice(&name.text))));
    }
    let expected = "a whole number of instructions, greater than zero";
    let refused = || (Area::of(&value), Box::new(wrong(&name.text, expected, &written(&value))));
    budgets.push((*target, positive(&value).ok_or_else(refused)?));
    arguments.areas.add_part(MAX_INSTRUCTIONS.name, &name.text, Area::of(&value));
    Ok(())
}

fn unknown(name: &str) -> Diagnostic {
    let names = || Target::ALL.into_iter().map(|(name, _)| name);
    let listed: Vec<String> =
        Target::ALL.iter().map(|(name, target)| format!("`{name}` ({})", target.cores())).collect();
    let diagnostic = Diagnostic::new(
        Code::ArgumentValue,
        format!("there is no target {} in the cost model", quoted(name)),
    )
    .expected(listed.join(" or "));
    match nearest(name, names()) {
        Some(near) => diagnostic.help(format!("did you mean {}?", quoted(near))),
        None => diagnostic,
    }
}

fn positive(value: &Expr) -> Option<u64> {
    whole(value).filter(|number| *number > 0)
}
