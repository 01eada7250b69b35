//! Expressions and values in words.

use crate::diag::Lang;
use crate::dossier::Dossier;
use crate::judge::{ConditionNode, KnownState, Tri};
use crate::model::{Comparison, ExprId, ExprKind, RuleSet, StepField, Type, Value};

/// The words of an expression in the rules, on one line, shortened.
pub(super) fn words(rules: &RuleSet, expr: ExprId) -> String {
    const MOST: usize = 60;
    if let Some(field) = licence_field(rules, expr) {
        return field.to_owned();
    }
    if let ExprKind::Compare(op, left, right) = &rules.exprs[expr].kind
        && let Some(field) = licence_field(rules, *left)
    {
        return format!("{field} {} {}", operator(*op), words(rules, *right));
    }
    if let ExprKind::Not(inner) = &rules.exprs[expr].kind
        && let ExprKind::Compare(_, left, _) = &rules.exprs[*inner].kind
        && licence_field(rules, *left).is_some()
    {
        return format!("非 {}", words(rules, *inner));
    }
    let text = rules.sources.text(rules.exprs[expr].span);
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if joined.chars().count() <= MOST {
        return joined;
    }
    let mut short: String = joined.chars().take(MOST - 1).collect();
    short.push('…');
    short
}

/// The field of a licence that 持有 reads; it stands nowhere in the rules.
fn licence_field(rules: &RuleSet, expr: ExprId) -> Option<&str> {
    let ExprKind::Licence { slot, .. } = rules.exprs[expr].kind else { return None };
    rules.schemas[rules.licence?].fields.get(usize::from(slot)).map(|field| field.name.as_str())
}

fn operator(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "等于",
        Comparison::NotEqual => "不等于",
        Comparison::Less => "早于",
        Comparison::LessEqual => "不晚于",
        Comparison::Greater => "晚于",
        Comparison::GreaterEqual => "不早于",
    }
}

/// What was read, in words: `2024-05-05`, `低`, `未知`.
pub(super) fn read(rules: &RuleSet, dossier: &Dossier, node: &ConditionNode, lang: Lang) -> Option<String> {
    let read = node.read.as_ref()?;
    let pick = |zh: &str, en: &str| if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() };
    Some(match (&read.value, read.state) {
        (Some(Value::Member(_)), _) if matches!(rules.exprs[node.expr].kind, ExprKind::Const(_)) => {
            words(rules, node.expr)
        }
        (Some(Value::Member(member)), _) => member_name(rules, dossier, node, *member).unwrap_or_default(),
        (Some(value), _) => value_words(value, lang),
        (None, KnownState::Missing) => pick("缺", "missing"),
        (None, KnownState::Undefined) => pick("算不出", "cannot be computed"),
        (None, KnownState::Open) => pick("未定", "not yet"),
        (None, _) => pick("无", "none"),
    })
}

/// A truth value in words.
pub(super) fn truth(value: Tri, lang: Lang) -> &'static str {
    match (value, lang) {
        (Tri::True, Lang::Zh) => "是",
        (Tri::False, Lang::Zh) => "否",
        (Tri::Missing, Lang::Zh) => "缺事实",
        (Tri::Open, Lang::Zh) => "未定",
        (Tri::True, Lang::En) => "yes",
        (Tri::False, Lang::En) => "no",
        (Tri::Missing, Lang::En) => "a fact is missing",
        (Tri::Open, Lang::En) => "not yet decided",
    }
}

fn value_words(value: &Value, lang: Lang) -> String {
    match value {
        Value::Bool(truth) => match (truth, lang) {
            (true, Lang::Zh) => "是".to_owned(),
            (false, Lang::Zh) => "否".to_owned(),
            (true, Lang::En) => "yes".to_owned(),
            (false, Lang::En) => "no".to_owned(),
        },
        Value::Number(number) => number.normalize().to_string(),
        Value::Text(text) => format!("「{text}」"),
        Value::Moment(moment) => moment.to_string(),
        Value::Period(period) => match lang {
            Lang::Zh => period.zh().to_string(),
            Lang::En => period.en().to_string(),
        },
        Value::Member(member) => format!("#{member}"),
        Value::List(items) => format!("[{}]", items.len()),
        Value::Record(_) => "{…}".to_owned(),
    }
}

/// The name of a member of an enumeration or of an outcome, by what is read.
fn member_name(rules: &RuleSet, dossier: &Dossier, node: &ConditionNode, member: u16) -> Option<String> {
    let schema_field = |schema: crate::model::Id<crate::model::Schema>, slot: usize| {
        let field = rules.schemas[schema].fields.get(slot)?;
        match &field.ty {
            Type::Enum(id) => {
                rules.enumerations[*id].members.get(usize::from(member)).map(ToString::to_string)
            }
            _ => None,
        }
    };
    match &rules.exprs[node.expr].kind {
        ExprKind::Variable { .. } => {
            let (schema, slot) = crate::judge::evidence_schema(rules, dossier, node.evidence?)?;
            schema_field(schema, usize::from(slot))
        }
        ExprKind::StepField(step, StepField::Outcome) => {
            rules.steps[*step].outcomes.get(usize::from(member)).map(ToString::to_string)
        }
        ExprKind::Fact(slot) => {
            let group = rules.facts.iter().rev().find(|group| group.first_slot <= *slot)?;
            schema_field(group.schema, (slot - group.first_slot) as usize)
        }
        ExprKind::DocumentField(document, crate::model::DocumentField::Slot(slot)) => {
            schema_field(rules.documents[document.kind].schema, usize::from(*slot))
        }
        ExprKind::Lookup(lookup) => {
            schema_field(rules.tables[lookup.table].results, usize::from(lookup.result))
        }
        ExprKind::RoleField(role, slot) => schema_field(rules.roles[*role].schema?, usize::from(*slot)),
        _ => None,
    }
}
