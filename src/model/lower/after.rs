//! 前置: what comes before a step.

use super::Lower;
use super::head::Head;
use super::sentence::Sentence;
use crate::calendar::Roll;
use crate::diag::{names, typing};
use crate::model::{Branch, ExprKind, Id, Join, LinkEnd, Row, Step, StepField};
use crate::syntax::ast::{self, BracketContent, Statement};
use crate::syntax::vocabulary::{ClauseWord, Keyword, Operator, QuantifierWord};
use crate::text::Span;

impl<'s> Lower<'s> {
    /// 前置 [NAME]：A、B、任一（C、D）、其中 2项（E、F、G）、H.开始 后 3日 [，于 完成]
    pub(super) fn after_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        let to = match self.take_clause(&mut sentence, ClauseWord::On) {
            Some(clause) => self.link_end(&clause),
            None => Some(LinkEnd::Start),
        };
        self.no_more_clauses(&sentence);
        let Some(after) = self.scope.step else { return };
        let items = sentence.value.take().map(|value| value.items).unwrap_or_default();
        if items.is_empty() {
            self.report(names::required(statement.span(), "前置的步骤", "the steps that come first"));
        }
        let Some(to) = to else { return };
        if sentence.name.is_some() && items.len() > 1 {
            let span = items.get(1).map_or(statement.span(), |item| item.span);
            self.report(names::surplus(span, "第二项", "a second part").help(
                "有名称的前置只写一项；其余另写一句",
                "a named ‘after’ says one thing: write another sentence for the rest",
            ));
            return;
        }
        for item in &items {
            self.after_item(after, item, to, &sentence);
        }
    }

    fn after_item(&mut self, after: Id<Step>, item: &ast::Expr<'s>, to: LinkEnd, sentence: &Sentence<'s>) {
        match &item.kind {
            ast::ExprKind::Call(path, bracket) if matches!(path.single(), Some("任一" | "any of")) => {
                self.join(after, (1, "任一"), &bracket.content, (item.span, to), sentence);
            }
            ast::ExprKind::Quantified(quantified) if quantified.over.is_none() => {
                let (word, span) = quantified.word;
                let count = quantified.count.and_then(|(count, _)| super::condition::whole(count));
                let content = quantified.bracket.as_ref().map(|bracket| &bracket.content);
                match (word, count, content) {
                    (QuantifierWord::Among | QuantifierWord::AtLeast, Some(need), Some(content)) => {
                        self.join(after, (need, word.zh()), content, (item.span, to), sentence);
                    }
                    _ => self.report(names::surplus(span, word.zh(), word.en()).help(
                        "写成「任一（A、B）」或「其中 2项（A、B、C）」",
                        "write ‘any of (A, B)’ or ‘among 2 (A, B, C)’",
                    )),
                }
            }
            ast::ExprKind::Bound(Operator::NotLater | Operator::LessEqual, _, inner) => {
                self.longest_lag(after, inner, to, sentence, item.span);
            }
            _ => {
                let Some(branch) = self.branch(item) else { return };
                if to == LinkEnd::Start && branch.from == LinkEnd::Finish && branch.lag.is_none() {
                    self.edge(branch.before, after, item.span, sentence.clone());
                } else {
                    let tail = self.branch_tail(branch, to);
                    let join = Join { need: 1, to, branches: vec![branch] };
                    self.joined(after, join, &tail, item.span, sentence);
                }
            }
        }
    }

    fn join(
        &mut self,
        after: Id<Step>,
        (need, word): (u32, &str),
        content: &BracketContent<'s>,
        (span, to): (Span, LinkEnd),
        sentence: &Sentence<'s>,
    ) {
        let items = match content {
            BracketContent::Items(items) => items.as_slice(),
            BracketContent::Fields(_) | BracketContent::Clauses(_) => &[],
        };
        let branches: Vec<Option<Branch>> = items.iter().map(|item| self.branch(item)).collect();
        let count = branches.len();
        let Some(branches) = branches.into_iter().collect::<Option<Vec<Branch>>>() else { return };
        if need == 0 || need as usize > count {
            self.report(names::required(span, "够数的分支", "enough branches").help(
                format!("括号里有 {count}项，要求的项数应在 1 与 {count} 之间"),
                format!("the bracket has {count}: ask for at least 1 and at most {count} of them"),
            ));
            return;
        }
        let own = sentence.name.as_ref().map(|named| named.name.to_string());
        let tail = format!("{}/{}", of_end(to), own.as_deref().unwrap_or(word));
        self.joined(after, Join { need, to, branches }, &tail, span, sentence);
    }

    fn joined(&mut self, after: Id<Step>, join: Join, tail: &str, span: Span, sentence: &Sentence<'s>) {
        let own = Sentence { name: None, ..sentence.clone() };
        if let Some(id) = self.obligation(&own, tail, "前置", Row::Joined(Box::new(join)), span) {
            // One that takes the place of an inherited one is there already.
            if !self.rules.steps[after].joins.contains(&id) {
                self.rules.steps[after].joins.push(id);
            }
        }
    }

    /// `不晚于 A.完成 后 30日`: the step must begin (or end) by then; a limit as any other.
    fn longest_lag(
        &mut self,
        after: Id<Step>,
        inner: &ast::Expr<'s>,
        to: LinkEnd,
        sentence: &Sentence<'s>,
        span: Span,
    ) {
        let Some(branch) = self.branch(inner) else { return };
        let Some(period) = branch.lag else {
            return self.report(names::required(inner.span, "「后 N日」", "‘followed by N days’").help(
                "写成「不晚于 A.完成 后 30日」",
                "write ‘no later than A.finish followed by 30 days’",
            ));
        };
        let field = |end: LinkEnd| if end == LinkEnd::Start { StepField::Start } else { StepField::Finish };
        let from = self.expr(ExprKind::StepField(branch.before, field(branch.from)), inner.span);
        let until = self.expr(ExprKind::StepField(after, field(to)), span);
        let tail = format!("{}/最迟", self.branch_tail(branch, to));
        let row = Row::Within {
            period,
            from,
            to: until,
            roll: Roll::Next,
            extension: None,
            excluding: Vec::new(),
            written_notice: false,
            metering: None,
        };
        let own = Sentence { name: None, ..sentence.clone() };
        self.obligation(&own, &tail, "前置", row, span);
    }

    /// `A`, `A.完成`, `A.开始`, `A.完成 后 3日`, `不早于 A.完成 后 3日`
    fn branch(&mut self, item: &ast::Expr<'s>) -> Option<Branch> {
        match &item.kind {
            ast::ExprKind::Bound(Operator::NotEarlier | Operator::GreaterEqual, _, inner) => {
                self.branch(inner)
            }
            ast::ExprKind::Binary(event, Operator::Behind, _, amount) => {
                let branch = self.branch(event)?;
                if branch.lag.is_some() {
                    self.report(names::surplus(amount.span, "第二个期间", "a second period"));
                    return None;
                }
                Some(Branch { lag: Some(self.period(amount)?), ..branch })
            }
            ast::ExprKind::Path(path) => {
                let last = path.segments.last()?;
                let end = (last.joint == Some('.')).then(|| end_word(&last.name.text)).flatten();
                let Some(from) = end else {
                    let before = self.step_of(item)?;
                    return Some(Branch { before, from: LinkEnd::Finish, lag: None });
                };
                let mut step = path.clone();
                step.segments.pop();
                if let Some(last) = step.segments.last() {
                    step.span = Span::new(step.span.file, step.span.start, last.name.span.end);
                }
                let expr = ast::Expr { span: step.span, kind: ast::ExprKind::Path(step) };
                Some(Branch { before: self.step_of(&expr)?, from, lag: None })
            }
            // A name in quotes: “30+X”.
            ast::ExprKind::Text(_) => {
                Some(Branch { before: self.step_of(item)?, from: LinkEnd::Finish, lag: None })
            }
            ast::ExprKind::Junk => None,
            _ => {
                self.report(typing::not_a_step(item.span, ("别的内容", "something else")).help(
                    "写成「A」「A.完成 后 3日」「任一（A、B）」「其中 2项（A、B、C）」",
                    "write ‘A’, ‘A.finish followed by 3 days’, ‘any of (A, B)’ or ‘among 2 (A, B, C)’",
                ));
                None
            }
        }
    }

    fn branch_tail(&self, branch: Branch, to: LinkEnd) -> String {
        let name = &self.rules.steps[branch.before].name;
        let end = if branch.from == LinkEnd::Start { ".开始" } else { "" };
        format!("{}/{name}{end}", of_end(to))
    }

    /// `于 完成`
    fn link_end(&mut self, clause: &ast::Clause<'s>) -> Option<LinkEnd> {
        let word = clause.items.first().and_then(|item| self.word(item));
        let end = word.as_deref().and_then(end_word);
        if end.is_none() {
            self.report(names::required(clause.span, "「于 完成」", "‘on finish’"));
        }
        end
    }
}

fn of_end(to: LinkEnd) -> &'static str {
    match to {
        LinkEnd::Start => "前置",
        LinkEnd::Finish => "完成前置",
    }
}

fn end_word(word: &str) -> Option<LinkEnd> {
    match Keyword::of(word)? {
        Keyword::Start => Some(LinkEnd::Start),
        Keyword::Finish => Some(LinkEnd::Finish),
        _ => None,
    }
}
