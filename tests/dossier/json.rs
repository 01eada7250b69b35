//! A dossier of any format as a JSON value.

use rulecheck::dossier::Format;
use serde_json::Value;

/// The value that the text says, by the common readers of its format where there are any.
pub(crate) fn value(format: Format, text: &str) -> Value {
    match format {
        Format::Json => serde_json::from_str(text).unwrap(),
        Format::Ron => ron_value(text),
        _ => yaml_value(text),
    }
}

fn ron_value(text: &str) -> Value {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let value: ron::Value = options.from_str(text).unwrap();
    plain(value)
}

/// RON's values hold keys of any kind and tuples.
fn plain(value: ron::Value) -> Value {
    match value {
        ron::Value::Bool(yes) => Value::Bool(yes),
        ron::Value::Char(one) => Value::String(one.to_string()),
        ron::Value::String(text) => Value::String(text),
        ron::Value::Number(number) => {
            let number = number.into_f64();
            if number.fract() == 0.0 { Value::from(number as i64) } else { Value::from(number) }
        }
        ron::Value::Option(Some(inner)) => plain(*inner),
        ron::Value::Option(None) | ron::Value::Unit => Value::Null,
        ron::Value::Seq(items) => Value::Array(items.into_iter().map(plain).collect()),
        ron::Value::Map(map) => Value::Object(
            map.into_iter()
                .map(|(key, value)| {
                    let ron::Value::String(key) = key else { panic!("a key is a text") };
                    (key, plain(value))
                })
                .collect(),
        ),
        ron::Value::Bytes(_) => panic!("no bytes in dossiers"),
    }
}

/// YAML by its events alone: every scalar without quotes that is no number, yes or no is a text.
fn yaml_value(text: &str) -> Value {
    let said = |event: &granit_parser::Event<'_>| !matches!(event, granit_parser::Event::Comment(..));
    let mut events = granit_parser::Parser::new_from_str(text).map(|event| event.unwrap().0).filter(said);
    let mut anchors = std::collections::HashMap::new();
    loop {
        match events.next().expect("a document") {
            granit_parser::Event::DocumentStart(..) => {
                let first = events.next().unwrap();
                return node(first, &mut events, &mut anchors);
            }
            _ => continue,
        }
    }
}

type Anchors = std::collections::HashMap<usize, Value>;

fn node<'t>(
    event: granit_parser::Event<'t>,
    events: &mut impl Iterator<Item = granit_parser::Event<'t>>,
    anchors: &mut Anchors,
) -> Value {
    use granit_parser::{Event, ScalarStyle};
    let (id, value) = match event {
        Event::Alias(id) => return anchors[&id].clone(),
        Event::Scalar(words, ScalarStyle::Plain, id, _) => (
            id,
            match words.as_ref() {
                "" | "~" | "null" => Value::Null,
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                words => words.parse::<i64>().map_or_else(|_| Value::from(words), Value::from),
            },
        ),
        Event::Scalar(words, _, id, _) => (id, Value::from(words.as_ref())),
        Event::SequenceStart(_, id, _) => {
            let mut items = Vec::new();
            loop {
                match events.next().unwrap() {
                    Event::SequenceEnd => break (id, Value::Array(items)),
                    event => items.push(node(event, events, anchors)),
                }
            }
        }
        Event::MappingStart(_, id, _) => {
            let mut map = serde_json::Map::new();
            loop {
                match events.next().unwrap() {
                    Event::MappingEnd => break (id, Value::Object(map)),
                    Event::Scalar(key, ..) => {
                        let value = events.next().unwrap();
                        let value = node(value, events, anchors);
                        map.insert(key.into_owned(), value);
                    }
                    other => panic!("{other:?}"),
                }
            }
        }
        other => panic!("{other:?}"),
    };
    if id > 0 {
        anchors.insert(id, value.clone());
    }
    value
}
