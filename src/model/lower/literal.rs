//! Literal values: texts, dates, members, numbers with units.

use super::Lower;
use super::symbols::nearest;
use crate::calendar::Date;
use crate::diag::typing;
use crate::model::{Type, Value};
use crate::quantity::Dimension;
use crate::syntax::ast::{Bracket, BracketContent, Expr, ExprKind, Path, Statement};
use crate::syntax::builtin;
use crate::syntax::vocabulary::ClauseWord;
use smol_str::SmolStr;

impl<'t> Path<'t> {
    /// The name, where the path is one name without index.
    pub(crate) fn single(&self) -> Option<&str> {
        match self.segments.as_slice() {
            [only] if only.index.is_none() => Some(only.name.text.as_ref()),
            _ => None,
        }
    }

    /// The path as one text, without the quotes of its names: `37-4-2/指标/环节`, `清单/应当[甲]`.
    pub(crate) fn written(&self) -> String {
        let mut out = String::new();
        for segment in &self.segments {
            out.extend(segment.joint);
            out.push_str(&segment.name.text);
            if let Some(index) = &segment.index {
                out.push('[');
                out.push_str(&index.text);
                out.push(']');
            }
        }
        out
    }
}

impl<'s> Lower<'s> {
    /// A literal of a type; `None` where it is none of that type. Reports unknown members.
    pub(super) fn literal(&mut self, expr: &Expr<'s>, ty: &Type) -> Option<Value> {
        match (ty, &expr.kind) {
            (Type::Text, ExprKind::Text(word)) => Some(Value::Text(SmolStr::new(&word.text))),
            (Type::Bool, ExprKind::Path(path)) => truth(path.single()?).map(Value::Bool),
            (Type::Integer | Type::Decimal, ExprKind::Number(number)) => Some(Value::Number(*number)),
            (Type::Quantity(Dimension::Count), ExprKind::Number(number)) => Some(Value::Number(*number)),
            (Type::Quantity(dimension), ExprKind::Quantity(quantity)) => {
                (quantity.unit.dimension() == *dimension).then(|| quantity.in_base().map(Value::Number))?
            }
            (Type::Date | Type::Time, ExprKind::Moment(moment)) => Some(Value::Moment(*moment)),
            (Type::Date, ExprKind::Stretch(_, last)) => Some(Value::Moment((*last).into())),
            (Type::Period, ExprKind::Quantity(_)) => self.period(expr).map(Value::Period),
            (Type::Enum(id), ExprKind::Path(path)) => {
                let word = path.single()?;
                let members = &self.rules.enumerations[*id].members;
                let twin = builtin::twin(word).filter(|_| !members.iter().any(|member| member == word));
                if let Some(at) = members.iter().position(|member| member == twin.unwrap_or(word)) {
                    return Some(Value::Member(u16::try_from(at).ok()?));
                }
                let list = members.join("、");
                let near = nearest(word, members.iter().map(SmolStr::as_str)).map(str::to_owned);
                self.report(typing::not_a_member(expr.span, word, &list, near.as_deref()));
                None
            }
            (Type::Enum(id), ExprKind::Text(word)) => {
                let at =
                    self.rules.enumerations[*id].members.iter().position(|member| *member == *word.text)?;
                Some(Value::Member(u16::try_from(at).ok()?))
            }
            _ => None,
        }
    }

    /// The value of a member as one text: a quoted text, a word, or the source as written.
    pub(super) fn value_text(&mut self, member: Statement<'s>) -> Option<SmolStr> {
        let value = member.value()?;
        if let [only] = value.items.as_slice()
            && let ExprKind::Text(word) = &only.kind
        {
            return Some(SmolStr::new(&word.text));
        }
        Some(SmolStr::new(self.rules.sources.text(value.span).trim()))
    }

    /// The value of a member as a date.
    pub(super) fn value_date(&mut self, member: Statement<'s>) -> Option<Date> {
        let value = member.value();
        let expr = value.as_ref().and_then(|value| value.items.first());
        match expr.map(|expr| &expr.kind) {
            Some(ExprKind::Moment(moment)) => Some(moment.date()),
            Some(ExprKind::Stretch(_, last)) => Some(*last),
            _ => {
                let span = expr.map_or(member.span(), |expr| expr.span);
                self.report(typing::not_a_date(span, ("别的内容", "something else")));
                None
            }
        }
    }

    /// The words of a value: names, quoted or not.
    pub(super) fn value_words(&mut self, member: Statement<'s>) -> Vec<SmolStr> {
        let items = member.value().map(|value| value.items).unwrap_or_default();
        items.iter().filter_map(|expr| self.word(expr)).collect()
    }

    /// The words in a bracket.
    pub(super) fn bracket_words(&mut self, bracket: &Bracket<'s>) -> Vec<SmolStr> {
        match &bracket.content {
            BracketContent::Items(items) => items.iter().filter_map(|expr| self.word(expr)).collect(),
            BracketContent::Fields(_) | BracketContent::Clauses(_) => Vec::new(),
        }
    }

    /// One word: a name or a quoted text.
    pub(super) fn word(&mut self, expr: &Expr<'s>) -> Option<SmolStr> {
        match &expr.kind {
            ExprKind::Text(word) => Some(SmolStr::new(&word.text)),
            ExprKind::Path(path) if path.segments.iter().all(|segment| segment.index.is_none()) => {
                Some(match path.single() {
                    Some(word) => SmolStr::new(word),
                    None => SmolStr::new(self.rules.sources.text(path.span)),
                })
            }
            ExprKind::Number(_) | ExprKind::Quantity(_) | ExprKind::Moment(_) | ExprKind::Stretch(..) => {
                Some(SmolStr::new(self.rules.sources.text(expr.span).trim()))
            }
            _ => {
                self.report(typing::not_a_text(expr.span));
                None
            }
        }
    }

    /// The quoted text of a clause.
    pub(super) fn clause_text(&mut self, member: Statement<'s>, word: ClauseWord) -> Option<SmolStr> {
        let clause = member.clauses().into_iter().find(|clause| clause.word == word)?;
        match clause.items.first().map(|expr| &expr.kind) {
            Some(ExprKind::Text(word)) => Some(SmolStr::new(&word.text)),
            _ => {
                self.report(typing::not_a_text(clause.span));
                None
            }
        }
    }
}

/// 是, 否 and their English spellings.
pub(super) fn truth(word: &str) -> Option<bool> {
    match word {
        "是" | "true" | "yes" => Some(true),
        "否" | "false" | "no" => Some(false),
        _ => None,
    }
}
