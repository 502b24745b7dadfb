//! Reads a file of certificates. It was written by a machine, so any doubt is a reason to write it anew.

use super::write::checksum;
use super::{Entry, Stored, VERSION, again, unreadable};
use crate::diagnostic::{Code, Diagnostic, Place, Report, quoted};
use crate::json::{self, Node};
use crate::source::Source;
use crate::verify::{Certificate, Change, Range, Step, Trend, Worst};

/// What is wrong, in words.
type Read<T> = Result<T, String>;

impl Stored {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// It is no file of certificates of this version, or was edited.
    pub fn read(file: &Source) -> Result<Self, Report> {
        let wrong = |found: String| Report::from(unreadable(file, found));
        let first = |report: Report| {
            report
                .diagnostics()
                .first()
                .map_or(String::new(), |one| one.message.replace("the model file", "the file"))
        };
        let tree = json::parse(file).map_err(|report| wrong(first(report)))?;
        let (stored, sum) = document(&tree).map_err(wrong)?;
        if checksum(&stored.body()) == sum {
            return Ok(stored);
        }
        Err(Diagnostic::new(
            Code::CertificateEdited,
            format!("the certificate {} is not as it was written", quoted(file.display())),
        )
        .placed(Place::file(file.display()))
        .expected(format!("the checksum {}", checksum(&stored.body())))
        .found(sum)
        .help(again(file))
        .into())
    }
}

fn document(tree: &Node<'_>) -> Read<(Stored, String)> {
    let version = number(field(tree, "version")?)?;
    if version != f64::from(VERSION) {
        return Err(format!("version {version} of the format, not {VERSION}"));
    }
    exactly(tree, 5)?;
    let entries = items(field(tree, "certificates")?)?.iter().map(entry).collect::<Read<Vec<_>>>()?;
    let stored =
        Stored { release: text(field(tree, "tinyml")?)?, model: hash(field(tree, "model")?)?, entries };
    Ok((stored, text(field(tree, "checksum")?)?))
}

fn entry(node: &Node<'_>) -> Read<Entry> {
    exactly(node, 11)?;
    let ranges = items(field(node, "ranges")?)?.iter().map(range).collect::<Read<Vec<_>>>()?;
    let row = |row: &Node<'_>| items(row)?.iter().map(trend).collect::<Read<Vec<_>>>();
    let trends = items(field(node, "trends")?)?.iter().map(row).collect::<Read<Vec<_>>>()?;
    let agreement = match field(node, "agreement")? {
        Node::Null => None,
        other => Some(count(other)?),
    };
    let certificate = Certificate {
        exhaustive: truth(field(node, "exhaustive")?)?,
        points: count(field(node, "points")?)?,
        worst: worst(field(node, "worst")?)?,
        mean: number(field(node, "mean")?)?,
        rms: number(field(node, "rms")?)?,
        bound: number(field(node, "bound")?)?,
        agreement,
        ranges,
        trends,
    };
    Ok(Entry {
        options: text(field(node, "options")?)?,
        program: hash(field(node, "program")?)?,
        certificate,
    })
}

fn worst(node: &Node<'_>) -> Read<Worst> {
    exactly(node, 6)?;
    Ok(Worst {
        input: integers(field(node, "input")?)?,
        output: usize::try_from(count(field(node, "output")?)?).map_err(|error| error.to_string())?,
        raw: integer(field(node, "raw")?)?,
        integer: number(field(node, "integer")?)?,
        float: number(field(node, "float")?)?,
        error: number(field(node, "error")?)?,
    })
}

fn range(node: &Node<'_>) -> Read<Range> {
    exactly(node, 2)?;
    Ok(Range { proved: pair(field(node, "proved")?)?, seen: pair(field(node, "seen")?)? })
}

fn trend(node: &Node<'_>) -> Read<Trend> {
    exactly(node, 2)?;
    Ok(Trend { rise: change(field(node, "rise")?)?, fall: change(field(node, "fall")?)? })
}

fn change(node: &Node<'_>) -> Read<Change> {
    match node {
        Node::Text(word) if word == "never" => Ok(Change::Never),
        Node::Text(word) if word == "unknown" => Ok(Change::Unknown),
        step => {
            exactly(step, 3)?;
            let (from, to) = (integers(field(step, "from")?)?, integers(field(step, "to")?)?);
            Ok(Change::At(Box::new(Step { from, to, outputs: pair(field(step, "outputs")?)? })))
        }
    }
}

/// That an object has so many fields: those that are asked for, and no others.
fn exactly(node: &Node<'_>, fields: usize) -> Read<()> {
    match node {
        Node::Object(entries) if entries.len() == fields => Ok(()),
        other => Err(format!("{} where an object of {fields} fields should be", other.describe())),
    }
}

fn field<'n, 't>(node: &'n Node<'t>, name: &str) -> Read<&'n Node<'t>> {
    node.field(name).ok_or_else(|| format!("no field `{name}`"))
}

fn items<'t>(node: &Node<'t>) -> Read<Vec<Node<'t>>> {
    node.clone().into_items().map_err(|other| format!("{} where an array should be", other.describe()))
}

fn text(node: &Node<'_>) -> Read<String> {
    match node {
        Node::Text(text) => Ok(text.clone().into_owned()),
        other => Err(format!("{} where a string should be", other.describe())),
    }
}

fn truth(node: &Node<'_>) -> Read<bool> {
    match node {
        Node::Bool(value) => Ok(*value),
        other => Err(format!("{} where `true` or `false` should be", other.describe())),
    }
}

fn number(node: &Node<'_>) -> Read<f64> {
    match node {
        Node::Number(value) => Ok(*value),
        Node::Text(text) if text == "inf" => Ok(f64::INFINITY),
        other => Err(format!("{} where a number should be", other.describe())),
    }
}

fn whole(node: &Node<'_>, (least, greatest): (f64, f64)) -> Read<f64> {
    let value = number(node)?;
    let is_one = value.fract() == 0.0 && (least..=greatest).contains(&value);
    is_one.then_some(value).ok_or_else(|| format!("`{value}` where a whole number should be"))
}

fn integer(node: &Node<'_>) -> Read<i32> {
    whole(node, (f64::from(i32::MIN), f64::from(i32::MAX))).map(|value| value as i32)
}

fn count(node: &Node<'_>) -> Read<u64> {
    whole(node, (0.0, 9_007_199_254_740_992.0)).map(|value| value as u64)
}

fn integers(node: &Node<'_>) -> Read<Vec<i32>> {
    items(node)?.iter().map(integer).collect()
}

fn pair(node: &Node<'_>) -> Read<(i32, i32)> {
    match integers(node)?[..] {
        [low, high] => Ok((low, high)),
        _ => Err("an array of another length than two".to_owned()),
    }
}

fn hash(node: &Node<'_>) -> Read<u64> {
    let text = text(node)?;
    let digits =
        text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    let parsed = digits.then(|| u64::from_str_radix(&text, 16).ok()).flatten();
    parsed.ok_or_else(|| format!("{} where a hash should be", quoted(&text)))
}
