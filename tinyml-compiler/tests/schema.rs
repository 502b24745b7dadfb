//! Do the published JSON Schema and the reader agree?
//!
//! Editors know only the schema. What the reader accepts, the schema has to accept, and what is wrong about
//! the schema of a file (codes T04xx) both have to refuse. What a schema cannot say (shapes, unique names) is
//! left to the reader.

mod corpus;

use std::collections::BTreeSet;

use boon::{Compiler, SchemaIndex, Schemas};
use corpus::cases;
use serde_json::Value;
use tinyml_compiler::model::{
    ADD_FIELDS, CLAMP_FIELDS, CONVOLUTION_FIELDS, DEPLOY_FIELDS, FAULT_FIELDS, FLATTEN_FIELDS, Field,
    INPUT_FIELDS, LAYER_FIELDS, LEAKY_RELU_FIELDS, MODEL_FIELDS, NORMALIZE_FIELDS, OUTPUT_FIELDS,
    POOL_FIELDS,
};

const SCHEMA: &str = include_str!("../schema/model-v1.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).expect("the schema is JSON")
}

fn compiled() -> (Schemas, SchemaIndex) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("model-v1.schema.json", schema()).expect("the schema is well-formed");
    let index = compiler.compile("model-v1.schema.json", &mut schemas).expect("the schema is a JSON Schema");
    (schemas, index)
}

/// The file for the schema; `None` if it is no JSON.
fn parsed(bytes: &[u8]) -> Option<Value> {
    serde_json::from_slice(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).ok()
}

#[test]
fn every_good_model_fits_the_schema() {
    let (schemas, index) = compiled();
    for case in cases("good").into_iter().chain(cases("spatial")) {
        let value = parsed(&case.bytes).expect("a good model is JSON");
        if let Err(error) = schemas.validate(&value, index) {
            panic!("{}: {error}", case.name);
        }
    }
}

#[test]
fn what_is_wrong_with_fields_is_wrong_for_the_schema() {
    let (schemas, index) = compiled();
    let mut seen = 0;
    // A repeated field is gone when a JSON library hands the object over.
    for case in
        cases("bad").iter().filter(|case| case.name.starts_with("T04") && !case.name.starts_with("T0404"))
    {
        let value = parsed(&case.bytes).expect("a model with wrong fields is JSON");
        assert!(schemas.validate(&value, index).is_err(), "the schema accepts {}", case.name);
        seen += 1;
    }
    assert!(seen > 30, "only {seen} models compared");
}

#[test]
fn the_schema_is_never_stricter_than_the_reader() {
    let (schemas, index) = compiled();
    for case in cases("good").into_iter().chain(cases("spatial")).chain(cases("bad")) {
        let refused = parsed(&case.bytes).is_some_and(|value| schemas.validate(&value, index).is_err());
        assert!(!refused || case.read_any().is_err(), "only the schema refuses {}", case.name);
    }
}

#[test]
fn both_know_the_same_fields() {
    let tables = [
        ("", MODEL_FIELDS),
        ("/$defs/deploy", DEPLOY_FIELDS),
        ("/$defs/input", INPUT_FIELDS),
        ("/$defs/input/properties/normalize", NORMALIZE_FIELDS),
        ("/$defs/fault", FAULT_FIELDS),
        ("/$defs/output", OUTPUT_FIELDS),
        ("/$defs/dense", LAYER_FIELDS),
        ("/$defs/convolution", CONVOLUTION_FIELDS),
        ("/$defs/pool", POOL_FIELDS),
        ("/$defs/flatten", FLATTEN_FIELDS),
        ("/$defs/add", ADD_FIELDS),
        ("/$defs/leaky_relu", LEAKY_RELU_FIELDS),
        ("/$defs/clamp", CLAMP_FIELDS),
    ];
    let schema = schema();
    for (pointer, fields) in tables {
        let object = schema.pointer(pointer).expect("an object of the schema");
        assert_eq!(keys(&object["properties"]), names(fields, |_| true), "fields of {pointer:?}");
        let required =
            object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert_eq!(names(fields, |field| field.required), required, "required fields of {pointer:?}");
        assert_eq!(object["additionalProperties"], Value::Bool(false), "{pointer:?} is open");
    }
}

#[test]
fn every_field_is_described() {
    fn walk(value: &Value, at: &str) {
        if let Some(properties) = value.get("properties").and_then(Value::as_object) {
            for (name, property) in properties {
                let constant = property.get("const").is_some();
                assert!(constant || property.get("description").is_some(), "{at}/{name} has no description");
            }
        }
        for (name, inner) in value.as_object().into_iter().flatten() {
            walk(inner, &format!("{at}/{name}"));
        }
    }
    walk(&schema(), "");
}

fn keys(object: &Value) -> BTreeSet<&str> {
    object.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn names(fields: &[Field], keep: impl Fn(&&Field) -> bool) -> BTreeSet<&'static str> {
    fields.iter().filter(keep).map(|field| field.name).collect()
}
