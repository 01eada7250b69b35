//! Sentences: what they have in common, and the table of their kinds.

use super::Lower;
use super::head::Head;
use crate::diag::{modality, names, typing};
use crate::model::{
    Brief, Citation, Deviation, Duty, ExprId, ExprKind, Level, Obligation, ObligationId, Row, Standing,
    Weight, Window,
};
use crate::syntax::ast::{Clause, Statement, Value};
use crate::syntax::vocabulary::{ClauseWord, Keyword, Modality};
use crate::text::Span;
use smol_str::SmolStr;

/// A sentence with what every kind has read already; `clauses` is what the kind has to read.
#[derive(Clone, Debug)]
pub(super) struct Sentence<'t> {
    /// The name after the keyword.
    pub(super) name: Option<super::head::Named>,
    /// The name as it is written, kept where the kind makes none of it.
    pub(super) written: Option<SmolStr>,
    /// 授权: the superior articles that allow a relaxation.
    pub(super) authorised: Vec<Citation>,
    /// 上位: the superior obligations that it carries out beside them, by name.
    pub(super) implements: Vec<(SmolStr, Span)>,
    pub(super) duty: Duty,
    pub(super) value: Option<Value<'t>>,
    pub(super) clauses: Vec<Clause<'t>>,
    pub(super) when: Option<ExprId>,
    /// `情形 C 应当`: the modality at the end of the 情形 clause.
    pub(super) when_duty: Option<Modality>,
    pub(super) deviation: Option<Deviation>,
    pub(super) cites: Vec<Citation>,
    pub(super) note: Option<SmolStr>,
    pub(super) weight: Option<Weight>,
    /// 施行, 失效.
    pub(super) window: Window,
    pub(super) span: Span,
}

impl Sentence<'_> {
    /// A sentence that nobody wrote: what a step or 依次 implies.
    pub(super) fn implied(span: Span, cites: Vec<Citation>) -> Self {
        Self {
            name: None,
            written: None,
            authorised: Vec::new(),
            implements: Vec::new(),
            duty: Duty::Must,
            value: None,
            clauses: Vec::new(),
            when: None,
            when_duty: None,
            deviation: None,
            cites,
            note: None,
            weight: None,
            window: Window::default(),
            span,
        }
    }
}

impl<'s> Lower<'s> {
    /// Lowers one sentence of a step or a procedure.
    pub(super) fn sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        use Keyword as K;
        let in_step = self.scope.step.is_some();
        if matches!(head.keyword, Some(K::Cite | K::Scope | K::End | K::Return | K::Perform | K::Items)) {
            self.no_name(head);
        }
        match head.keyword {
            Some(K::Scope) if in_step => {
                if let Some(step) = self.scope.step {
                    self.step_scope(step, statement);
                }
            }
            Some(K::Outcome) if in_step => self.outcome(head, statement),
            Some(K::Return) if in_step => self.return_edge(statement),
            Some(K::Waiver) if in_step => self.waiver(statement),
            Some(K::Exception) => self.exception(head, statement),
            Some(K::Meeting) if in_step => self.meeting(head, statement),
            Some(K::Perform) if in_step => self.perform_sentence(head, statement),
            Some(K::After) if in_step => self.after_sentence(head, statement),
            Some(K::By) if in_step => self.by_sentence(head, statement),
            Some(K::CoSign | K::AnySign) if in_step => self.opinion_sentence(head, statement),
            Some(K::Vote) if in_step => self.vote_sentence(head, statement, ""),
            Some(K::Document) if in_step => self.document_sentence(head, statement),
            Some(K::Order) if in_step => self.order_sentence(head, statement),
            Some(K::NotReplacedBy) if in_step => self.not_replaced_by(head, statement),
            Some(K::Finding) if in_step => self.finding_sentence(head, statement),
            Some(K::Lasts) => self.lasts_sentence(head, statement),
            Some(K::Within) => self.within_sentence(head, statement),
            Some(K::Frequency) if self.scope.register.is_none() => self.frequency_sentence(head, statement),
            Some(K::Deadline) if in_step || self.scope.register.is_some() => {
                self.deadline_sentence(head, statement)
            }
            // Read before the sentences of its block.
            Some(K::Items) => {}
            Some(K::FollowUp | K::Serve | K::Owed | K::Commitment | K::Offender) => {
                self.follow_sentence(head, statement);
            }
            Some(K::Deemed) => self.deemed_sentence(head, statement),
            Some(K::Estimate) if in_step => self.estimate_sentence(head, statement),
            Some(K::Suspension) if in_step => self.stops_sentence(head, statement),
            None => self.condition_sentence(head, statement),
            Some(_) => {
                let (zh, en) = if in_step {
                    ("「步骤」", "‘step’")
                } else if self.scope.register.is_some() {
                    ("「清单」", "‘register’")
                } else {
                    ("「程序」", "‘procedure’")
                };
                self.report(names::misplaced(head.span, &head.word, zh, en));
            }
        }
    }

    /// Reads what all sentences have in common.
    pub(super) fn common(&mut self, head: &Head<'s>, statement: Statement<'s>) -> Sentence<'s> {
        self.common_with(head, statement, Vec::new())
    }

    /// The same, with clauses that are written elsewhere before its own.
    pub(super) fn common_with(
        &mut self,
        head: &Head<'s>,
        statement: Statement<'s>,
        mut clauses: Vec<Clause<'s>>,
    ) -> Sentence<'s> {
        let value = statement.value();
        let modality = head.modality.or(value.as_ref().and_then(|value| value.modality));
        let mut sentence = Sentence {
            name: head.items.first().map(Into::into),
            written: head.items.first().map(|item| SmolStr::new(&item.word.text)),
            authorised: Vec::new(),
            implements: Vec::new(),
            duty: modality.map_or(Duty::Must, |(word, _)| duty(word)),
            value,
            clauses: Vec::new(),
            when: None,
            when_duty: None,
            deviation: None,
            cites: Vec::new(),
            note: None,
            weight: None,
            window: Window::default(),
            span: statement.span(),
        };
        if let Some(surplus) = head.items.get(1) {
            let text = surplus.word.text.to_string();
            self.report(names::surplus(surplus.word.span, &format!("「{text}」"), &format!("‘{text}’")));
        }
        self.find_inherited(sentence.written.as_ref());
        // Citations come first: they say how a bare 日 of the sentence counts.
        clauses.extend(statement.clauses());
        for clause in clauses.iter().filter(|clause| clause.word == ClauseWord::Cited) {
            let cites = self.citations(&clause.items);
            sentence.cites.extend(cites);
        }
        if sentence.cites.is_empty() {
            sentence.cites = self.scope.cites.clone();
        }
        self.common_clauses(&mut sentence, clauses);
        sentence
    }

    fn common_clauses(&mut self, sentence: &mut Sentence<'s>, clauses: Vec<Clause<'s>>) {
        let mut rest = clauses.into_iter().peekable();
        while let Some(clause) = rest.next() {
            match clause.word {
                ClauseWord::Cited => {}
                ClauseWord::When | ClauseWord::Unless => {
                    sentence.when_duty = clause.modality.map(|(word, _)| word).or(sentence.when_duty);
                    let condition = self.clause_condition(&clause);
                    sentence.when = self.both(sentence.when, condition, clause.span);
                }
                ClauseWord::Note => {
                    sentence.note = match clause.items.first().map(|expr| &expr.kind) {
                        Some(crate::syntax::ast::ExprKind::Text(word)) => Some(SmolStr::new(&word.text)),
                        _ => {
                            self.report(typing::not_a_text(clause.span));
                            None
                        }
                    };
                }
                ClauseWord::Authorised => {
                    let cites = self.citations(&clause.items);
                    sentence.authorised.extend(cites);
                }
                ClauseWord::Implements => {
                    let named = self.clause_names(&clause);
                    sentence.implements.extend(named);
                }
                ClauseWord::TakesEffect | ClauseWord::LapsesOn => self.sentence_window(sentence, &clause),
                ClauseWord::Severe => sentence.weight = Some(Weight::Unlawful),
                ClauseWord::Improper => sentence.weight = Some(Weight::Improper),
                ClauseWord::Hint => sentence.weight = Some(Weight::Hint),
                ClauseWord::Deviating => {
                    let with = if clause.items.is_empty() {
                        rest.next_if(|next| next.word == ClauseWord::With)
                    } else {
                        Some(clause.clone())
                    };
                    let by = rest.next_if(|next| next.word == ClauseWord::NoLaterThan);
                    sentence.deviation = self.deviation(with.as_ref(), by.as_ref(), clause.span);
                }
                _ => sentence.clauses.push(clause),
            }
        }
    }

    fn deviation(
        &mut self,
        with: Option<&Clause<'s>>,
        by: Option<&Clause<'s>>,
        span: Span,
    ) -> Option<Deviation> {
        let Some(reason) = with.and_then(|clause| clause.items.first()) else {
            self.report(names::required(span, "「凭 材料.字段」", "‘with DOCUMENT.FIELD’"));
            return None;
        };
        let reason = self.reason(reason)?;
        let by = match by {
            Some(clause) => Some(self.clause_moment(clause)?),
            None => None,
        };
        Some(Deviation { reason, by })
    }

    /// The text that states a reason: a field, or a document as a whole.
    fn reason(&mut self, expr: &crate::syntax::ast::Expr<'s>) -> Option<ExprId> {
        if let crate::syntax::ast::ExprKind::Path(path) = &expr.kind
            && let super::path::Resolved::Document(document) = self.resolve(path)?
        {
            return Some(self.expr(ExprKind::HasDocument(document), expr.span));
        }
        Some(self.value(expr)?.expr)
    }

    /// The condition of a 情形 or 除非 clause.
    pub(super) fn clause_condition(&mut self, clause: &Clause<'s>) -> Option<ExprId> {
        let [only] = clause.items.as_slice() else {
            self.report(names::required(clause.span, "一个条件", "one condition"));
            return None;
        };
        let condition = self.case_condition(only)?;
        if clause.word == ClauseWord::Unless {
            return Some(self.expr(ExprKind::Not(condition), clause.span));
        }
        Some(condition)
    }

    /// The date of a clause such as 自, 至, 不晚于.
    pub(super) fn clause_moment(&mut self, clause: &Clause<'s>) -> Option<ExprId> {
        let [only] = clause.items.as_slice() else {
            self.report(typing::not_a_date(clause.span, ("别的内容", "something else")));
            return None;
        };
        self.moment(only)
    }

    /// Both conditions, where there are two.
    pub(super) fn both(&mut self, a: Option<ExprId>, b: Option<ExprId>, span: Span) -> Option<ExprId> {
        match (a, b) {
            (Some(a), Some(b)) => {
                let both = self.expr(ExprKind::And(vec![a, b]), span);
                // What stands in both of them makes them depend on each other.
                self.mark_entangled(both);
                Some(both)
            }
            (one, other) => one.or(other),
        }
    }

    /// 适用：C
    pub(super) fn scope_condition(&mut self, statement: Statement<'s>) -> Option<ExprId> {
        let value = statement.value();
        match value.as_ref().map(|value| value.items.as_slice()) {
            Some([only]) => self.condition(only),
            _ => {
                self.report(names::required(statement.span(), "一个条件", "one condition"));
                None
            }
        }
    }

    /// Reports 上位 and 授权 of a sentence that is no obligation.
    pub(super) fn no_superior_clauses(&mut self, sentence: &Sentence<'s>, authorised: bool) {
        if let Some((_, span)) = sentence.implements.first() {
            self.report(names::surplus(*span, "「上位」", "‘implements’"));
        }
        if sentence.window != Window::default() {
            self.report(names::surplus(sentence.span, "「施行」「失效」", "‘in_force’ and ‘lapses’"));
        }
        if let (Some(cite), true) = (sentence.authorised.first(), authorised) {
            self.report(names::surplus(cite.span, "「授权」", "‘authorised by’"));
        }
    }

    /// Reports the clauses that a kind has not read.
    pub(super) fn no_more_clauses(&mut self, sentence: &Sentence<'s>) {
        for clause in &sentence.clauses {
            let (zh, en) = (format!("「{}」", clause.word.zh()), format!("‘{}’", clause.word.en()));
            self.report(names::surplus(clause.word_span, &zh, &en));
        }
    }

    /// Takes the clause of a word out of a sentence.
    pub(super) fn take_clause(
        &mut self,
        sentence: &mut Sentence<'s>,
        word: ClauseWord,
    ) -> Option<Clause<'s>> {
        let at = sentence.clauses.iter().position(|clause| clause.word == word)?;
        Some(sentence.clauses.remove(at))
    }

    /// Adds an obligation of the current step, procedure or rule; `tail` is the end of its id.
    pub(super) fn obligation(
        &mut self,
        sentence: &Sentence<'s>,
        tail: &str,
        keyword: &str,
        row: Row,
        span: Span,
    ) -> Option<ObligationId> {
        self.check_modality(sentence, &row, span)?;
        let (above, above_alias) = self.path_above();
        let id = self.under(&above, tail);
        let alias_tail = match sentence.name.as_ref().and_then(|named| named.alias.clone()) {
            Some(alias) => alias,
            None => self.english_tail(tail, keyword),
        };
        let alias = self.under(&above_alias, &alias_tail);
        let (id, alias, known) = self.version_id(sentence, (id, alias), span)?;
        let known = self.taken(sentence, (&id, known), &row, span).ok()?;
        let name = sentence.name.as_ref().map_or_else(|| SmolStr::new(keyword), |named| named.name.clone());
        let obligation = Obligation {
            id,
            alias,
            name,
            procedure: self.scope.procedure,
            step: self.scope.step,
            register: self.scope.register,
            task: self.scope.task,
            answers: self.scope.answers,
            duty: sentence.duty,
            severity: self.weight(sentence),
            row,
            length: self.length.take(),
            when: sentence.when,
            standing: Standing {
                exception: self.scope.exception,
                authorised: sentence.authorised.clone(),
                window: sentence.window,
                ..Standing::default()
            },
            deviation: sentence.deviation,
            cites: sentence.cites.clone(),
            brief: Brief::default(),
            note: sentence.note.clone(),
            span,
        };
        Some(self.place(obligation, known, &sentence.implements))
    }

    /// `above/end`. PERF: every obligation and every step has two; the machinery of formatting took most of that.
    pub(super) fn under(&mut self, above: &str, end: &str) -> SmolStr {
        self.line.clear();
        self.line.push_str(above);
        self.line.push('/');
        self.line.push_str(end);
        SmolStr::new(&self.line)
    }

    /// The end of an alias path: keywords in English, names by their aliases where they have one.
    fn english_tail(&mut self, tail: &str, keyword: &str) -> SmolStr {
        let english = |word: &str| {
            let kind = Keyword::of(word).map(Keyword::en);
            SmolStr::new(kind.or_else(|| Modality::of(word).map(Modality::en)).unwrap_or(word))
        };
        let Some((first, rest)) = tail.split_once('/') else {
            return if tail == keyword { english(tail) } else { SmolStr::new(tail) };
        };
        let rest = if first == Keyword::Meeting.zh() { english(rest) } else { self.alias_of(rest) };
        self.under(&english(first), &rest)
    }

    /// The alias of a step or a document; its name where it has none.
    fn alias_of(&self, name: &str) -> SmolStr {
        let step = self.step_named(name).ok().and_then(|step| self.rules.steps[step].alias.clone());
        let document = || match self.symbol(name) {
            Some((super::symbols::Symbol::Document(id), _)) => self.rules.documents[id].alias.clone(),
            _ => None,
        };
        step.or_else(document).unwrap_or_else(|| SmolStr::new(name))
    }

    /// Whether a word of duty can stand before a kind, and with a severity.
    fn check_modality(&mut self, sentence: &Sentence<'s>, row: &Row, span: Span) -> Option<()> {
        if sentence.duty == Duty::MustNot && !matches!(row, Row::MustNot { .. }) {
            self.report(modality::forbids_no_condition(span));
            return None;
        }
        let (zh, en) = match sentence.duty {
            Duty::Encouraged => ("鼓励", "encouraged"),
            Duty::Strive => ("力争", "strive"),
            Duty::Inferred => ("推定", "inferred"),
            _ => return Some(()),
        };
        if sentence.weight.is_some_and(|weight| weight != Weight::Hint) {
            self.report(modality::never_counted(span, zh, en));
            return None;
        }
        Some(())
    }

    /// The path and the alias path above a sentence.
    pub(super) fn path_above(&self) -> (SmolStr, SmolStr) {
        let (path, alias) = self.block_above();
        match self.scope.exception.map(|id| &self.rules.exceptions[id]) {
            Some(exception) => (exception.id.clone(), exception.alias.clone()),
            None => (path, alias),
        }
    }

    fn block_above(&self) -> (SmolStr, SmolStr) {
        if let Some(task) = self.scope.task {
            let task = &self.rules.tasks[task];
            return (task.name.clone(), task.alias.clone().unwrap_or_else(|| task.name.clone()));
        }
        let Some(procedure) = self.scope.procedure else {
            if let Some(register) = self.scope.register {
                let register = &self.rules.registers[register];
                let alias = register.alias.clone().unwrap_or_else(|| register.name.clone());
                return (register.name.clone(), alias);
            }
            return (self.rule_name(), self.rule_name());
        };
        let step = self.scope.step.and_then(|step| Some((step, self.step_aliases.get(step.index())?)));
        if let Some((step, alias)) = step {
            return (self.rules.steps[step].path.clone(), alias.clone());
        }
        let procedure = &self.rules.procedures[procedure];
        (procedure.name.clone(), procedure.alias.clone().unwrap_or_else(|| procedure.name.clone()))
    }

    /// How much a violation weighs: its own clause, else its modality, else the rank of its source.
    pub(super) fn weight(&self, sentence: &Sentence<'s>) -> Weight {
        if let Some(weight) = sentence.weight {
            return weight;
        }
        if matches!(sentence.duty, Duty::Encouraged | Duty::Strive | Duty::May | Duty::Inferred) {
            return Weight::Hint;
        }
        // An article that demands a stated reason makes its absence unlawful; without one the
        // deviation is improper at most.
        if sentence.duty == Duty::Presumptive && sentence.deviation.is_none() {
            return Weight::Improper;
        }
        let highest = sentence.cites.iter().map(|cite| self.rules.instruments[cite.instrument].level).min();
        match highest {
            Some(Level::Law | Level::AdministrativeRegulation | Level::LocalRegulation | Level::Rule) => {
                Weight::Unlawful
            }
            Some(Level::NormativeDocument) | None => Weight::Improper,
        }
    }

    /// Adds the ids' aliases to the index, once all obligations are there.
    pub(super) fn index_obligations(&mut self) {
        self.rules.obligation_index.reserve(self.rules.obligations.len());
        for (id, obligation) in self.rules.obligations.entries().filter(|(_, one)| one.alias != one.id) {
            self.rules.obligation_index.entry((obligation.procedure, obligation.alias.clone())).or_insert(id);
        }
    }
}

fn duty(word: Modality) -> Duty {
    match word {
        Modality::Must => Duty::Must,
        Modality::MustNot => Duty::MustNot,
        Modality::Presumptive => Duty::Presumptive,
        Modality::InPrinciple => Duty::InPrinciple,
        Modality::May => Duty::May,
        Modality::Encourage => Duty::Encouraged,
        Modality::Strive => Duty::Strive,
        Modality::Inferred => Duty::Inferred,
    }
}
