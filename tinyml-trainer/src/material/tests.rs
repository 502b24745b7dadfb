//! That images are shifted as they should be.

use super::shifted;
use crate::Task;
use crate::dataset::{Dataset, Targets};
use crate::description::read;
use crate::template::template;
use tinyml_compiler::source::Source;

const IMAGE: &str = r#"
name = "tiny"
[[inputs]]
columns = "p{0..5}"
length = 6
name = "pixels"
type = "u8"
range = [0, 16]
[[outputs]]
name = "kind"
column = "kind"
type = "i16"
scale = 0.001
labels = ["a", "b"]
[network]
hidden = [3]
[training]
image = [3, 2]
"#;

#[test]
fn an_image_moves_to_all_sides() {
    let description =
        read(&Source::from_bytes("tiny.toml", IMAGE.into()).expect("text")).expect("a description");
    let targets = Targets::Classes { labels: vec!["a".into(), "b".into()], class: vec![0] };
    let dataset = Dataset { width: 6, x: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], targets };
    let task = Task { dataset, description };
    let copies = shifted(&[1, 2, 3, 4, 5, 6], &task, &template(&task));
    assert_eq!(copies.len(), 8);
    assert_eq!(copies[0], [5, 6, 0, 0, 0, 0]);
    assert_eq!(copies[3], [2, 3, 0, 5, 6, 0]);
    assert_eq!(copies[5], [0, 0, 0, 2, 3, 0]);
    assert_eq!(copies[6], [0, 0, 0, 1, 2, 3]);
}
