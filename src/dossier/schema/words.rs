//! Small schemas: texts in the forms that the reader takes.

use crate::model::{Fact, Presence, RuleSet, Type};
use crate::quantity::{Dimension, Unit};
use serde_json::{Value, json};

/// Days that exist from 1900 to 2199; a leap year's last day of February apart.
const DAY: &str = "(?:(?:19|20|21)[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29)";

/// What a number in words may be made of. It says less than the reader knows: the order of the characters is not told.
const NUMBER: &str = "(?:[-+−－]\\s*|负\\s*)?[0-9０-９.．〇零一二三四五六七八九十百千万亿两半分之第]+";

pub(super) fn date() -> Value {
    json!({ "type": "string", "pattern": format!("^{DAY}$") })
}

pub(super) fn moment() -> Value {
    let time = "(?:[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::00)?)?";
    json!({ "type": "string", "pattern": format!("^{DAY}{time}$") })
}

pub(super) fn as_of() -> Value {
    json!({ "type": "string", "pattern": format!("^(?:{DAY}|today|今天|今日)$") })
}

pub(super) fn name() -> Value {
    json!({ "type": "string", "pattern": "\\S" })
}

pub(super) fn count() -> Value {
    json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX })
}

pub(super) fn yes_no() -> Value {
    json!({ "enum": [true, false, "是", "否", "yes", "no"] })
}

pub(super) fn digest() -> Value {
    json!({ "type": "string", "pattern": "^[0-9a-fA-F]{64}$" })
}

pub(super) fn period() -> Value {
    let dimensions = [Dimension::Workdays, Dimension::Days, Dimension::Months, Dimension::Minutes];
    let units: Vec<&str> = dimensions.into_iter().flat_map(spellings).collect();
    quantity(&units)
}

fn quantity(units: &[&str]) -> Value {
    json!({ "type": "string", "maxLength": 64, "pattern": format!("^\\s*{NUMBER}\\s*个?\\s*(?:{})\\s*$", units.join("|")) })
}

fn spellings(dimension: Dimension) -> Vec<&'static str> {
    let of = |(spelled, unit): &(&'static str, Unit)| (unit.dimension() == dimension).then_some(*spelled);
    Unit::SPELLINGS.iter().filter_map(of).collect()
}

/// A word as a pattern that fits it alone.
pub(super) fn literal(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if matches!(c, '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '^' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The same, or nothing.
pub(super) fn or_null(schema: Value) -> Value {
    let mut schema = schema;
    if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
        return schema;
    }
    match schema.get("type").cloned() {
        Some(Value::String(one)) => {
            if let Some(place) = schema.get_mut("type") {
                *place = json!([one, "null"]);
            }
            schema
        }
        _ => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}

/// A schema with its description.
pub(super) fn described(mut schema: Value, words: &str) -> Value {
    if let (Some(object), false) = (schema.as_object_mut(), words.is_empty()) {
        object.insert("description".into(), words.into());
    }
    schema
}

/// What a field of a type holds.
pub(super) fn typed(
    rules: &RuleSet,
    ty: &Type,
    record: &mut dyn FnMut(crate::model::Id<crate::model::Schema>) -> Value,
) -> Value {
    match ty {
        Type::Text => json!({ "type": "string" }),
        Type::Bool => json!({ "enum": [true, false, "是", "否", "yes", "no", "true", "false"] }),
        Type::Integer => json!({ "anyOf": [{ "type": "integer" }, number_in_words()] }),
        Type::Decimal => json!({ "anyOf": [{ "type": "number" }, number_in_words()] }),
        Type::Quantity(dimension) => of_dimension(*dimension),
        Type::Date => date(),
        Type::Time => moment(),
        Type::Period => period(),
        Type::Enum(id) => {
            let members = &rules.enumerations[*id].members;
            let mut words: Vec<Value> = members.iter().map(|member| json!(member.as_str())).collect();
            let has = |word: &str| members.iter().any(|member| member == word);
            words.extend(
                [("是", true), ("否", false)].iter().filter(|(word, _)| has(word)).map(|(_, yes)| json!(yes)),
            );
            json!({ "enum": words })
        }
        Type::List(of) => {
            let one = typed(rules, of, record);
            json!({ "anyOf": [{ "type": "array", "items": or_null(one.clone()) }, one] })
        }
        // A licence may be its kind alone.
        Type::Record(id) if Some(*id) == rules.licence => {
            json!({ "anyOf": [{ "type": "string" }, record(*id)] })
        }
        Type::Record(id) => record(*id),
    }
}

fn number_in_words() -> Value {
    json!({ "type": "string", "maxLength": 64, "pattern": format!("^\\s*{NUMBER}\\s*[%％]?\\s*$") })
}

fn of_dimension(dimension: Dimension) -> Value {
    let mut units = spellings(dimension);
    if !matches!(dimension, Dimension::Number | Dimension::Count) {
        return quantity(&units);
    }
    units.push("");
    json!({ "anyOf": [{ "type": "number" }, quantity(&units)] })
}

/// What a field is, in words: its type, its units, and what its absence means.
pub(crate) fn said(rules: &RuleSet, ty: &Type, presence: &Presence) -> (String, String) {
    let (zh, en) = type_words(rules, ty);
    let (zh_absent, en_absent) = match presence {
        Presence::Open => ("可以后补", "may come later"),
        Presence::Default(_) => ("有默认值", "has a default"),
        Presence::Optional => ("可缺", "absent means none"),
        Presence::Required => ("必填", "required"),
    };
    (format!("{zh}，{zh_absent}"), format!("{en}, {en_absent}"))
}

fn type_words(rules: &RuleSet, ty: &Type) -> (String, String) {
    let plain = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    match ty {
        Type::Text => plain("文本", "a text"),
        Type::Bool => plain("是否", "yes or no"),
        Type::Integer => plain("整数", "a whole number"),
        Type::Decimal => plain("小数", "a decimal"),
        Type::Quantity(dimension) => {
            let units = super::super::typing::units_of(*dimension);
            let bare = matches!(dimension, Dimension::Number | Dimension::Count);
            match (units.is_empty(), bare) {
                (true, _) => plain("数字或百分比", "a number or a percentage"),
                (false, true) => (
                    format!("数量，可带单位：{}", units.join("、")),
                    format!("a count, perhaps with a unit: {}", units.join(", ")),
                ),
                (false, false) => (
                    format!("带单位的数量：{}", units.join("、")),
                    format!("a quantity with its unit: {}", units.join(", ")),
                ),
            }
        }
        Type::Date => plain("日期", "a date"),
        Type::Time => plain("时间", "a time"),
        Type::Period => plain("期间，如「10个工作日」", "a period, such as ‘10 workdays’"),
        Type::Enum(id) => {
            let members: Vec<&str> = rules.enumerations[*id].members.iter().map(|one| one.as_str()).collect();
            (format!("取值：{}", members.join("、")), format!("one of: {}", members.join(", ")))
        }
        Type::List(of) => {
            let (zh, en) = type_words(rules, of);
            (format!("列表（{zh}）"), format!("a list of: {en}"))
        }
        Type::Record(id) => {
            let fields = &rules.schemas[*id].fields;
            let of = |zh: bool| {
                let one = |field: &crate::model::Field| {
                    let (words_zh, words_en) = type_words(rules, &field.ty);
                    if zh {
                        format!("{}（{words_zh}）", field.name)
                    } else {
                        format!("{} ({words_en})", field.name)
                    }
                };
                fields.iter().map(one).collect::<Vec<_>>().join(if zh { "、" } else { ", " })
            };
            (of(true), of(false))
        }
    }
}

/// Whether the default of a field says something; for editors.
pub(super) fn default_of(presence: &Presence) -> Option<Value> {
    let Presence::Default(value) = presence else { return None };
    match crate::model::Fact::Known(value.clone()) {
        Fact::Known(crate::model::Value::Bool(yes)) => Some(json!(yes)),
        Fact::Known(crate::model::Value::Text(text)) => Some(json!(text.as_str())),
        _ => None,
    }
}
