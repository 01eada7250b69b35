//! The kinds of sentence that a step holds.

use super::Lower;
use super::head::Head;
use super::sentence::Sentence;
use crate::diag::{names, typing};
use crate::model::{
    DocumentRef, Duty, ExprId, ExprKind, Id, MeetingPart, PeriodOf, Role, Row, Step, StepField, UnitRef,
    Value, Weight,
};
use crate::syntax::ast::{self, BracketContent, Statement};
use crate::syntax::vocabulary::{ClauseWord, Keyword, Modality};
use crate::text::Span;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// 履行：应当｜可以｜鼓励｜可以，情形 C 应当
    pub(super) fn perform_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        let stated = sentence.value.as_ref().and_then(|value| value.modality).is_some();
        if !stated && head.modality.is_none() {
            self.report(
                names::required(statement.span(), "「应当」或「可以」", "‘must’ or ‘may’")
                    .help("写成「履行：可以；」", "write ‘perform: may;’"),
            );
        }
        if let Some(extra) = sentence.value.as_ref().and_then(|value| value.items.first()) {
            self.report(names::surplus(extra.span, "这部分内容", "this part"));
        }
        let due = match self.take_clause(&mut sentence, ClauseWord::NoLaterThan) {
            Some(clause) => self.clause_moment(&clause),
            None => None,
        };
        self.no_more_clauses(&sentence);
        let may = sentence.duty == Duty::May;
        let mut must_when = None;
        match sentence.when_duty {
            Some(Modality::Must) if may => {
                must_when = sentence.when.take();
                sentence.duty = Duty::May;
            }
            Some(_) => self.report(names::surplus(
                statement.span(),
                "「情形」末尾的语气词",
                "the modality after the condition",
            )),
            None => {}
        }
        self.inherit_performance();
        if let (Some(due), Some(_)) = (due, self.lower_scope()) {
            let span = self.rules.exprs[due].span;
            self.report(
                crate::diag::refine::unbounded(
                    span,
                    ("「履行」的「不晚于」", "the ‘no later than’ of ‘perform’"),
                )
                .help("改写成「期限：…」", "write ‘deadline: …’ instead"),
            );
        }
        self.perform(sentence, may, must_when, due);
    }

    /// What an inherited step implies is there before a lower sentence takes its place.
    fn inherit_performance(&mut self) {
        let Some(step) = self.scope.step else { return };
        if self.scope.level > self.born(step) && self.rules.steps[step].perform.is_none() {
            let level = std::mem::replace(&mut self.scope.level, 0);
            let (span, cites) = (self.rules.steps[step].span, self.rules.steps[step].cites.clone());
            self.perform(Sentence::implied(span, cites), false, None, None);
            self.scope.level = level;
        }
    }

    /// Adds the obligation that the current step be done.
    pub(super) fn perform(
        &mut self,
        sentence: Sentence<'s>,
        may: bool,
        must_when: Option<ExprId>,
        due: Option<ExprId>,
    ) {
        let Some(step) = self.scope.step else { return };
        let soft = matches!(sentence.duty, Duty::Encouraged | Duty::Strive | Duty::Inferred);
        let mut sentence = sentence;
        if must_when.is_some() && sentence.weight.is_none() {
            // The permission weighs nothing, the duty it turns into does.
            let as_duty = Sentence { duty: Duty::Must, ..sentence.clone() };
            sentence.weight = Some(self.weight_of(&as_duty));
        }
        let (tail, span) = ("履行".to_owned(), sentence.span);
        let id = self.obligation(&sentence, &tail, "履行", Row::Perform { may, must_when, due }, span);
        self.rules.steps[step].perform = self.rules.steps[step].perform.or(id);
        self.permission(step, (may || soft, must_when), span);
    }

    /// 承办：U
    pub(super) fn by_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        self.no_more_clauses(&sentence);
        let items = sentence.value.take().map(|value| value.items).unwrap_or_default();
        let units: Vec<UnitRef> = items.iter().filter_map(|item| self.unit_of(item)).collect();
        if units.is_empty() {
            if items.is_empty() {
                self.report(names::required(statement.span(), "承办的机构或角色", "the organ or role"));
            }
            return;
        }
        let tail = self.tail(&sentence, "承办");
        self.obligation(&sentence, &tail, "承办", Row::By { units }, sentence.span);
    }

    /// A declared organ or role.
    pub(super) fn unit_of(&mut self, expr: &ast::Expr<'s>) -> Option<UnitRef> {
        let ast::ExprKind::Path(path) = &expr.kind else {
            self.report(names::required(expr.span, "机构或角色", "an organ or a role"));
            return None;
        };
        let name = path.single().unwrap_or_default().to_owned();
        match self.symbol(&name).map(|(symbol, _)| symbol) {
            Some(super::symbols::Symbol::Unit(unit)) => Some(UnitRef::Unit(unit)),
            Some(super::symbols::Symbol::Role(role)) => Some(UnitRef::Role(role)),
            _ => {
                let known: Vec<SmolStr> = self
                    .rules
                    .units
                    .iter()
                    .map(|unit| unit.name.clone())
                    .chain(self.rules.roles.iter().map(|role: &Role| role.name.clone()))
                    .collect();
                let near = super::symbols::nearest(&name, known.iter().map(SmolStr::as_str));
                self.report(names::unknown(expr.span, "机构或角色", "organ or role", &name, near));
                None
            }
        }
    }

    /// 材料 [NAME]：A、B（情形 C），不晚于 E
    pub(super) fn document_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        let by = match self.take_clause(&mut sentence, ClauseWord::NoLaterThan) {
            Some(clause) => self.clause_moment(&clause),
            None => None,
        };
        self.no_more_clauses(&sentence);
        let items = sentence.value.take().map(|value| value.items).unwrap_or_default();
        if items.is_empty() {
            self.report(names::required(statement.span(), "材料的名称", "the documents"));
        }
        for item in &items {
            self.document_item(&sentence, item, by);
        }
    }

    fn document_item(&mut self, sentence: &Sentence<'s>, item: &ast::Expr<'s>, by: Option<ExprId>) {
        let (path, bracket) = match &item.kind {
            ast::ExprKind::Path(path) => (path, None),
            ast::ExprKind::Call(path, bracket) => (path, Some(bracket)),
            ast::ExprKind::Junk => return,
            _ => return self.no_document(item),
        };
        let Some(document) = self.document_of(path) else { return };
        let mut own = sentence.clone();
        let mut test = None;
        match bracket.map(|bracket| (&bracket.content, bracket.span)) {
            None => {}
            Some((BracketContent::Clauses(clauses), _)) => {
                for clause in clauses {
                    match clause.word {
                        ClauseWord::When | ClauseWord::Unless => {
                            let condition = self.clause_condition(clause);
                            own.when = self.both(own.when, condition, clause.span);
                        }
                        ClauseWord::Cited => {
                            let cites = self.citations(&clause.items);
                            own.cites = cites;
                        }
                        ClauseWord::Note => own.note = clause.items.first().and_then(|item| self.word(item)),
                        word => self.report(names::surplus(
                            clause.span,
                            &format!("「{}」", word.zh()),
                            &format!("‘{}’", word.en()),
                        )),
                    }
                }
            }
            Some((BracketContent::Items(items), span)) => match items.as_slice() {
                [only] => test = self.condition(only),
                _ => self.report(names::required(span, "一个条件", "one condition")),
            },
            Some((BracketContent::Fields(_), span)) => {
                self.report(names::surplus(span, "字段的值", "values of fields"));
            }
        }
        let name = self.rules.documents[document.kind].name.clone();
        self.rules.documents[document.kind].required = true;
        own.name = None;
        self.obligation(
            &own,
            &format!("材料/{name}"),
            &name,
            Row::Document { document, by, test, owed: None },
            item.span,
        );
    }

    /// 结论：A、B
    pub(super) fn outcome(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let sentence = self.common(head, statement);
        self.no_more_clauses(&sentence);
        if self.scope.step.is_some_and(|step| self.rules.steps[step].outcomes.is_empty()) {
            self.report(names::required(statement.span(), "结论的取值", "the outcomes"));
        }
        let tail = self.tail(&sentence, "结论");
        self.obligation(&sentence, &tail, "结论", Row::Outcome, sentence.span);
    }

    /// 返回：STEP，情形 C
    pub(super) fn return_edge(&mut self, statement: Statement<'s>) {
        let Some(head) = Head::read(statement) else { return };
        let sentence = self.common(&head, statement);
        self.no_more_clauses(&sentence);
        let target = sentence.value.as_ref().and_then(|value| value.items.first()).cloned();
        let Some(target) = target else {
            return self.report(names::required(statement.span(), "返回的步骤", "the step to go back to"));
        };
        if let (Some(to), Some(step)) = (self.step_of(&target), self.scope.step) {
            let when = self.inside_own_scope(sentence.when, sentence.span);
            self.no_superior_clauses(&sentence, true);
            self.rules.steps[step].returns.push(crate::model::Return { to, when, span: sentence.span });
        }
    }

    /// 顺序：甲、乙、丙
    pub(super) fn order_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let sentence = self.common(head, statement);
        self.no_more_clauses(&sentence);
        let parts = self.value_words(statement);
        if parts.len() < 2 {
            return self.report(names::required(statement.span(), "两项以上", "two parts or more"));
        }
        let tail = self.tail(&sentence, "顺序");
        self.obligation(&sentence, &tail, "顺序", Row::Order { parts }, sentence.span);
    }

    /// 不得代替：征求意见、会签
    pub(super) fn not_replaced_by(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        self.no_more_clauses(&sentence);
        sentence.duty = Duty::MustNot;
        let (words, Some(step)) = (self.value_words(statement), self.scope.step) else { return };
        if words.is_empty() {
            return self.report(names::required(
                statement.span(),
                "不得用来代替的做法",
                "what must not replace it",
            ));
        }
        let manner = self.expr(ExprKind::StepField(step, StepField::Manner), sentence.span);
        let members = words.into_iter().map(Value::Text).collect();
        let condition = self.expr(ExprKind::Member(manner, members), sentence.span);
        let tail = self.tail(&sentence, "不得代替");
        self.obligation(&sentence, &tail, "不得代替", Row::MustNot { condition }, sentence.span);
    }

    /// 会议 ｛ … ｝
    pub(super) fn meeting(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let outer = self.common(head, statement);
        self.no_more_clauses(&outer);
        for member in statement.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            match inner.keyword {
                Some(Keyword::Cite) => continue,
                Some(Keyword::Vote) => {
                    self.vote_sentence(&inner, member, "会议/");
                    continue;
                }
                _ => {}
            }
            let (keyword, inner) = meeting_part(inner);
            let mut sentence = self.common(&inner, member);
            self.no_more_clauses(&sentence);
            sentence.name = None;
            // What is said of the meeting is said of each of its parts.
            if inner.modality.is_none()
                && sentence.value.as_ref().is_none_or(|value| value.modality.is_none())
            {
                sentence.duty = outer.duty;
            }
            sentence.weight = sentence.weight.or(outer.weight);
            sentence.when = self.both(outer.when, sentence.when, sentence.span);
            let words = self.value_words(member);
            let part = match keyword {
                Some(Keyword::MeetingKind) => MeetingPart::Kind(words),
                Some(Keyword::SpeaksLast) => MeetingPart::SpeaksLast,
                Some(Keyword::AgainstMajority) => MeetingPart::AgainstMajority,
                Some(Keyword::Dissent) => MeetingPart::Dissent,
                _ => {
                    self.report(names::misplaced(inner.span, &inner.word, "「会议」", "‘meeting’"));
                    continue;
                }
            };
            let word = keyword.map_or("", Keyword::zh);
            self.obligation(&sentence, &format!("会议/{word}"), word, Row::Meeting(part), sentence.span);
        }
    }

    /// 认定 NAME：“…”
    pub(super) fn finding_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        let by = match self.take_clause(&mut sentence, ClauseWord::NoLaterThan) {
            Some(clause) => self.clause_moment(&clause),
            None => None,
        };
        self.no_more_clauses(&sentence);
        let text = match sentence
            .value
            .as_ref()
            .and_then(|value| value.items.first())
            .map(|expr| (&expr.kind, expr.span))
        {
            Some((ast::ExprKind::Text(word), _)) => SmolStr::new(&word.text),
            other => {
                let span = other.map_or(statement.span(), |(_, span)| span);
                return self.report(typing::not_a_text(span));
            }
        };
        let tail = self.tail(&sentence, "认定");
        self.obligation(&sentence, &tail, "认定", Row::Finding { text, by }, sentence.span);
    }

    /// 应当 NAME：C, 不得 NAME：C, 一般 NAME：C
    pub(super) fn condition_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        let by = match self.take_clause(&mut sentence, ClauseWord::NoLaterThan) {
            Some(clause) => self.clause_moment(&clause),
            None => None,
        };
        self.no_more_clauses(&sentence);
        let value = sentence.value.take();
        if let Some((duty, span)) = value.as_ref().and_then(|value| value.modality)
            && head.modality.is_some_and(|(own, _)| own == duty)
        {
            let word = self.rules.sources.text(span).to_owned();
            return self.report(*crate::diag::slips::misplaced_duty(span, &word));
        }
        let items = value.map(|value| value.items).unwrap_or_default();
        let [only] = items.as_slice() else {
            let span = items.get(1).map_or(statement.span(), |extra| extra.span);
            return self.report(names::required(
                span,
                "一个条件（几个条件用「且」「或」相连）",
                "one condition (join several with ‘and’ or ‘or’)",
            ));
        };
        let keyword = head.word.clone();
        let tail = self.tail(&sentence, &keyword);
        if sentence.duty == Duty::MustNot {
            if let Some(condition) = self.condition(only) {
                self.obligation(&sentence, &tail, &keyword, Row::MustNot { condition }, sentence.span);
            }
            return;
        }
        if let Some(ahead) = self.ahead(only) {
            if let Some(row) = ahead {
                self.obligation(&sentence, &tail, &keyword, row, sentence.span);
            }
            return;
        }
        if let Some(condition) = self.condition(only) {
            self.obligation(&sentence, &tail, &keyword, Row::Must { condition, by }, sentence.span);
        }
    }

    /// Recognises row 8: `X 不晚于 E 前 N`, alone or of each element. The outer `None`: another
    /// form; the inner one: this form, with a fault.
    fn ahead(&mut self, expr: &ast::Expr<'s>) -> Option<Option<Row>> {
        use crate::syntax::vocabulary::{Operator, QuantifierWord};
        match &expr.kind {
            ast::ExprKind::Binary(act, Operator::NotLater | Operator::LessEqual, _, right) => {
                let (event, operator, amount) = backward(right)?;
                Some(self.ahead_row(None, act, event, operator, amount))
            }
            ast::ExprKind::Quantified(quantified)
                if matches!(
                    quantified.word.0,
                    QuantifierWord::EachPerson | QuantifierWord::EachCopy | QuantifierWord::Each
                ) =>
            {
                let Some(BracketContent::Items(items)) =
                    quantified.bracket.as_ref().map(|bracket| &bracket.content)
                else {
                    return None;
                };
                let [only] = items.as_slice() else { return None };
                let ast::ExprKind::Binary(act, Operator::NotLater | Operator::LessEqual, _, right) =
                    &only.kind
                else {
                    return None;
                };
                let (event, operator, amount) = backward(right)?;
                let variable = quantified.variable.clone()?;
                Some(self.ahead_of_each(quantified, &variable, act, event, operator, amount))
            }
            _ => None,
        }
    }

    fn ahead_of_each(
        &mut self,
        quantified: &ast::Quantified<'s>,
        variable: &ast::Word<'s>,
        act: &ast::Expr<'s>,
        event: &ast::Expr<'s>,
        operator: crate::syntax::vocabulary::Operator,
        amount: &ast::Expr<'s>,
    ) -> Option<Row> {
        let (over, schema) = self.collection_with_schema(quantified)?;
        let (depth, row) = self
            .with_variable(variable, schema, |lower| lower.ahead_row(None, act, event, operator, amount))?;
        match row? {
            Row::Ahead(mut ahead) => {
                ahead.each = Some((over, depth));
                Some(Row::Ahead(ahead))
            }
            other => Some(other),
        }
    }

    fn ahead_row(
        &mut self,
        each: Option<(crate::model::Collection, u8)>,
        act: &ast::Expr<'s>,
        event: &ast::Expr<'s>,
        operator: crate::syntax::vocabulary::Operator,
        amount: &ast::Expr<'s>,
    ) -> Option<Row> {
        let (act, event, length) = (self.moment(act), self.moment(event), self.length(amount));
        self.length = length.and_then(PeriodOf::read);
        let period = length.map(PeriodOf::written);
        let clear = operator == crate::syntax::vocabulary::Operator::AheadClear;
        Some(Row::Ahead(crate::model::Ahead { each, act: act?, event: event?, period: period?, clear }))
    }

    /// The end of a sentence's id: its name, else its keyword.
    pub(super) fn tail(&self, sentence: &Sentence<'s>, keyword: &str) -> String {
        sentence.name.as_ref().map_or_else(|| keyword.to_owned(), |named| named.name.to_string())
    }

    /// A built-in of the current step's record.
    pub(super) fn own(&mut self, field: StepField, span: Span) -> Option<ExprId> {
        let step: Id<Step> = self.scope.step?;
        Some(self.expr(ExprKind::StepField(step, field), span))
    }

    /// The documents and tests of 凭.
    pub(super) fn evidence(&mut self, items: &[ast::Expr<'s>]) -> Vec<(DocumentRef, Option<ExprId>)> {
        let mut out = Vec::new();
        for item in items {
            let (path, bracket) = match &item.kind {
                ast::ExprKind::Path(path) => (path, None),
                ast::ExprKind::Call(path, bracket) => (path, Some(bracket)),
                _ => {
                    self.no_document(item);
                    continue;
                }
            };
            let Some(document) = self.document_of(path) else { continue };
            let test = match bracket.map(|bracket| (&bracket.content, bracket.span)) {
                None => None,
                Some((BracketContent::Items(items), _)) if items.len() == 1 => {
                    items.first().and_then(|only| self.condition(only))
                }
                Some((_, span)) => {
                    self.report(names::required(span, "一个条件", "one condition"));
                    None
                }
            };
            out.push((document, test));
        }
        out
    }

    pub(super) fn weight_of(&self, sentence: &Sentence<'s>) -> Weight {
        self.weight(sentence)
    }
}

/// The part of a meeting that a sentence is about: a word of duty may stand before it.
fn meeting_part<'s>(mut head: Head<'s>) -> (Option<Keyword>, Head<'s>) {
    let part = match head.keyword {
        Some(keyword) => return (Some(keyword), head),
        None => head.items.first().and_then(|item| Keyword::of(&item.word.text)),
    };
    if head.modality.is_some() && part.is_some() {
        head.items.remove(0);
        head.keyword = part;
    }
    (part, head)
}

/// `E 前 N` and `E 前 满N`.
fn backward<'e, 't>(
    expr: &'e ast::Expr<'t>,
) -> Option<(&'e ast::Expr<'t>, crate::syntax::vocabulary::Operator, &'e ast::Expr<'t>)> {
    use crate::syntax::vocabulary::Operator;
    match &expr.kind {
        ast::ExprKind::Binary(event, operator @ (Operator::Ahead | Operator::AheadClear), _, amount) => {
            Some((event, *operator, amount))
        }
        _ => None,
    }
}
