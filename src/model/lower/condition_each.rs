//! Quantified conditions: of each, of some, of at least so many.

use super::condition::whole;
use super::path::Typed;
use super::{Lower, Variable};
use crate::diag::{names, typing};
use crate::model::{Collection, ExprKind, Id, MOST_VARIABLES, QuantifierKind, Schema, Step};
use crate::syntax::ast::{self, BracketContent};
use crate::syntax::vocabulary::QuantifierWord;
use crate::text::Span;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    pub(super) fn quantified(
        &mut self,
        quantified: &ast::Quantified<'s>,
        done: bool,
        span: Span,
    ) -> Option<Typed> {
        let (word, word_span) = quantified.word;
        let count = match quantified.count {
            Some((number, at)) => match whole(number) {
                Some(count) => Some(count),
                None => {
                    self.report(typing::fractional_period(at, &number.to_string()));
                    return None;
                }
            },
            None => None,
        };
        if quantified.over.is_none() {
            return self.among_steps(quantified, count, done, span);
        }
        let quantity = match (word, count) {
            (QuantifierWord::EachPerson | QuantifierWord::EachCopy | QuantifierWord::Each, None) => {
                QuantifierKind::Each
            }
            (QuantifierWord::Exists, None) => QuantifierKind::Exists,
            (QuantifierWord::AtLeast | QuantifierWord::Among, Some(count)) => QuantifierKind::AtLeast(count),
            (QuantifierWord::Exactly, count) => QuantifierKind::Exactly(count.unwrap_or(1)),
            (QuantifierWord::AtLeast | QuantifierWord::Among, None) => {
                self.report(names::required(
                    word_span,
                    "个数，如「至少 2名」",
                    "a number, such as ‘at least 2’",
                ));
                return None;
            }
            (_, Some(_)) => {
                self.report(names::surplus(word_span, "个数", "a number"));
                return None;
            }
        };
        self.over_collection(quantified, quantity, span)
    }

    pub(super) fn over_collection(
        &mut self,
        quantified: &ast::Quantified<'s>,
        quantity: QuantifierKind,
        span: Span,
    ) -> Option<Typed> {
        let path = quantified.over.as_ref()?;
        let (over, schema) = self.collection_of(path)?;
        let Some(variable) = &quantified.variable else {
            self.report(names::required(
                path.span,
                "变量，如「每位 甲 属于 …」",
                "a variable, such as ‘each x in …’",
            ));
            return None;
        };
        let condition = match quantified.bracket.as_ref().map(|bracket| &bracket.content) {
            Some(BracketContent::Items(items)) if items.len() == 1 => items.first(),
            _ => None,
        };
        let Some(condition) = condition else {
            let at = quantified.bracket.as_ref().map_or(span, |bracket| bracket.span);
            self.report(names::required(at, "括号里的条件", "the condition in brackets").help(
                "写成「每位 甲 属于 论证专家（甲.字段 等于 …）」",
                "write ‘each x in ROLE (x.FIELD equals …)’",
            ));
            return None;
        };
        let (depth, condition) = self.with_variable(variable, schema, |lower| lower.condition(condition))?;
        let kind = ExprKind::Quantified { quantity, over, depth, condition: condition? };
        Some(self.truth_value(kind, span))
    }

    /// Lowers something with one more variable bound.
    pub(super) fn with_variable<T>(
        &mut self,
        variable: &ast::Word<'s>,
        schema: Id<Schema>,
        lower: impl FnOnce(&mut Self) -> T,
    ) -> Option<(u8, T)> {
        let name = SmolStr::new(&variable.text);
        let shadowed = self.symbol(&name).map(|(_, span)| span);
        if shadowed.is_some() || self.step_named(&name).is_ok() || !self.variable_free(&name) {
            self.report(names::shadowing(variable.span, &name, shadowed));
            return None;
        }
        let depth = self.next_variable(variable.span)?;
        self.scope.variables.push(Variable { name, schema });
        let lowered = lower(self);
        self.scope.variables.pop();
        Some((depth, lowered))
    }

    /// The number of the variable to be bound next; reports where an evaluation holds no more.
    pub(super) fn next_variable(&mut self, span: Span) -> Option<u8> {
        let depth = self.scope.variables.len();
        if depth >= MOST_VARIABLES {
            self.report(typing::too_deep(span, MOST_VARIABLES));
            return None;
        }
        u8::try_from(depth).ok()
    }

    /// `至少 1项（座谈会、听证会）已履行`
    pub(super) fn among_steps(
        &mut self,
        quantified: &ast::Quantified<'s>,
        count: Option<u32>,
        done: bool,
        span: Span,
    ) -> Option<Typed> {
        let items = match quantified.bracket.as_ref().map(|bracket| &bracket.content) {
            Some(BracketContent::Items(items)) if !items.is_empty() => items,
            _ => {
                self.report(names::required(quantified.word.1, "括号里的各项", "the items in brackets"));
                return None;
            }
        };
        if !done {
            self.report(
                names::required(span, "「已履行」", "‘done’")
                    .help("写成「至少 1项（甲、乙）已履行」", "write ‘at least 1 (a, b) done’"),
            );
            return None;
        }
        let steps: Vec<Option<Id<Step>>> = items.iter().map(|item| self.step_of(item)).collect();
        let steps: Vec<Id<Step>> = steps.into_iter().collect::<Option<_>>()?;
        let total = u32::try_from(steps.len()).unwrap_or(u32::MAX);
        let quantity = match (quantified.word.0, count) {
            (QuantifierWord::AtLeast | QuantifierWord::Among, Some(count)) => QuantifierKind::AtLeast(count),
            (QuantifierWord::Exactly, count) => QuantifierKind::Exactly(count.unwrap_or(1)),
            (QuantifierWord::Each, None) => QuantifierKind::AtLeast(total),
            (QuantifierWord::Exists, None) => QuantifierKind::AtLeast(1),
            (word, _) => {
                self.report(
                    names::surplus(
                        quantified.word.1,
                        &format!("「{}」", word.zh()),
                        &format!("‘{}’", word.en()),
                    )
                    .help(
                        "步骤用「至少 N项（…）已履行」「恰有 N项（…）已履行」",
                        "for steps write ‘at least N (…) done’ or ‘exactly N (…) done’",
                    ),
                );
                return None;
            }
        };
        if let QuantifierKind::AtLeast(wanted) | QuantifierKind::Exactly(wanted) = quantity
            && wanted > total
        {
            self.report(typing::more_than_items(quantified.word.1, wanted, total));
            return None;
        }
        Some(self.truth_value(ExprKind::StepsDone { quantity, steps }, span))
    }

    /// The collection and condition of `每位 … 属于 L（P）` where P is `X 不晚于 E 前 N`.
    pub(super) fn collection_with_schema(
        &mut self,
        quantified: &ast::Quantified<'s>,
    ) -> Option<(Collection, Id<Schema>)> {
        self.collection_of(quantified.over.as_ref()?)
    }
}
