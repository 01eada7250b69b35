//! Slips that only the meaning of a sentence shows.

use super::Lower;
use crate::diag::names;
use crate::syntax::ast::{self, ExprKind};
use crate::syntax::vocabulary::Operator;

impl<'s> Lower<'s> {
    /// Reports what is no document: most often the comma before a clause was forgotten, `报告 不晚于 开始`.
    pub(super) fn no_document(&mut self, item: &ast::Expr<'s>) {
        let clause = match &item.kind {
            ExprKind::Junk => return,
            ExprKind::Binary(_, operator, span, _) => Some((*operator, *span, true)),
            ExprKind::Bound(operator, span, _) => Some((*operator, *span, false)),
            _ => None,
        };
        let found =
            clause.filter(|(operator, ..)| matches!(operator, Operator::NotLater | Operator::NotEarlier));
        let Some((_, span, only_missing)) = found else {
            let found = names::required(item.span, "材料的名称", "the name of a document");
            return self.report(found.help(
                "几种材料用「、」分开；条件和时间写成从句，前面加「，」",
                "separate documents with ‘、’ or a comma; write a comma before each clause",
            ));
        };
        let word = self.rules.sources.text(span).to_owned();
        let mut report = *crate::diag::syntax::missing_comma(span, &word);
        if !only_missing {
            // A 、 stands there: which one it replaces is told in words.
            report.fix = None;
            report = report.help("从句之前用「，」，不用「、」", "a clause follows a comma, not ‘、’");
        }
        self.report(report);
    }
}
