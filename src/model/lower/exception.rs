//! 例外: what takes an obligation's place while its 情形 holds, and the duties it creates.
//!
//! Exceptions are lowered where they stand; what they replace and what they prevail over is looked
//! up once all obligations of all procedures are there.

use super::head::{Head, Named};
use super::{Lower, Scope};
use crate::diag::{exception as messages, names};
use crate::model::{Exception, ExceptionId, ExprId, ExprKind, Id, ObligationId, Procedure, Row, Step};
use crate::syntax::ast::{Clause, Expr, ExprKind as Ast, Statement};
use crate::syntax::vocabulary::{ClauseWord, Keyword};
use crate::text::Span;
use smol_str::{SmolStr, format_smolstr};
use std::collections::BTreeMap;

/// An exception whose bases and priorities are names still.
#[derive(Clone, Debug)]
pub(super) struct Unlinked {
    id: ExceptionId,
    /// The rule it stands in, outside procedures.
    rule: Option<SmolStr>,
    bases: Vec<(SmolStr, Span)>,
    over: Vec<(SmolStr, Span)>,
}

/// 例外 at the outermost level, by the procedure that they begin with: their files and texts.
pub(super) type Outer<'s> = BTreeMap<Id<Procedure>, Vec<(usize, Statement<'s>)>>;

impl<'s> Lower<'s> {
    /// `例外 N：BASE、…，情形 C，依据 …，优先于 M ｛ … ｝`
    pub(super) fn exception(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let items = statement.value().map(|value| value.items).unwrap_or_default();
        let bases: Vec<(SmolStr, Span)> = items.iter().filter_map(|item| self.id_words(item)).collect();
        self.exception_of(head, statement, bases);
    }

    pub(super) fn exception_of(
        &mut self,
        head: &Head<'s>,
        statement: Statement<'s>,
        bases: Vec<(SmolStr, Span)>,
    ) {
        let mut sentence = self.common(head, statement);
        let prior = self.take_clause(&mut sentence, ClauseWord::Prior);
        self.no_more_clauses(&sentence);
        self.no_superior_clauses(&sentence, false);
        let Some(Named { name, alias, span }) = sentence.name.clone() else {
            return self.report(names::nameless(head.span, &head.word));
        };
        let Some(when) = sentence.when else {
            // One that could not be read has been told.
            if statement.clauses().iter().any(|clause| clause.word == ClauseWord::When) {
                return;
            }
            return self.report(names::required(statement.span(), "「情形 …」", "‘when …’").help(
                "例外写明在什么情形下成立，如「例外 紧急：公示期，情形 项目.情况紧急 ｛ … ｝」",
                "say when the exception holds: ‘exception NAME: BASE, when CONDITION { … }’",
            ));
        };
        if bases.is_empty() {
            return self.report(
                names::required(statement.span(), "它所代替的义务", "what it replaces").help(
                    "写成「例外 名称：被代替的句子的名称，情形 …」",
                    "write ‘exception NAME: NAME_OF_THE_SENTENCE, when …’",
                ),
            );
        }
        let (above, above_alias) = self.path_above();
        let own = alias.as_ref().unwrap_or(&name);
        let when = self.inside_own_scope(Some(when), span).unwrap_or(when);
        let path = format_smolstr!("{above}/{name}");
        let key = (self.scope.procedure, path.clone());
        if let Some(first) = self.exception_names.insert(key, span) {
            return self.report(names::twice(span, &name, first));
        }
        let id = self.rules.exceptions.push(Exception {
            id: path,
            alias: format_smolstr!("{above_alias}/{own}"),
            name,
            procedure: self.scope.procedure,
            step: self.scope.step,
            register: self.scope.register,
            when,
            prevails_when: when,
            prior: Vec::new(),
            bases: Vec::new(),
            duties: Vec::new(),
            cites: if statement.clauses().iter().any(|clause| clause.word == ClauseWord::Cited) {
                sentence.cites.clone()
            } else {
                Vec::new()
            },
            authorised: sentence.authorised.clone(),
            span,
        });
        let over = prior.map(|clause| self.clause_names(&clause)).unwrap_or_default();
        self.exceptions.push(Unlinked { id, rule: self.scope.rule.clone(), bases, over });
        let outer = std::mem::replace(&mut self.scope.cites, sentence.cites);
        self.scope.exception = Some(id);
        for member in statement.body().into_iter().flatten() {
            self.exception_member(member);
        }
        self.scope.exception = None;
        self.scope.cites = outer;
    }

    pub(super) fn clause_names(&mut self, clause: &Clause<'s>) -> Vec<(SmolStr, Span)> {
        clause.items.iter().filter_map(|item| self.id_words(item)).collect()
    }

    /// A sentence of the new duty; what changes the order or the scope of steps has no place in it.
    fn exception_member(&mut self, member: Statement<'s>) {
        use Keyword as K;
        let Some(inner) = Head::read(member) else { return self.unknown_head(member) };
        match inner.keyword {
            Some(K::Cite) => {}
            Some(
                K::Scope
                | K::Outcome
                | K::Return
                | K::Waiver
                | K::Perform
                | K::After
                | K::Step
                | K::Sequence
                | K::Parallel
                | K::Exception
                | K::End,
            ) => self.report(names::misplaced(inner.span, &inner.word, "「例外」", "‘exception’").help(
                "例外里写代替原义务的新义务，如「历时」「材料」「应当」；步骤的范围、次序写在步骤里",
                "write the duties that take the other's place; scope and order belong to the step",
            )),
            _ if self.scope.procedure.is_some() || self.scope.register.is_some() => {
                self.sentence(&inner, member);
            }
            _ => self.rule_sentence(&inner, member),
        }
    }

    /// The name of a sentence, with the path before it: `公示期`, `公众参与/公示期`, `材料/公告`.
    pub(super) fn id_words(&mut self, expr: &Expr<'s>) -> Option<(SmolStr, Span)> {
        let Ast::Path(path) = &expr.kind else {
            let word = self.word(expr)?;
            return Some((word, expr.span));
        };
        let joined = path.segments.iter().map(|segment| segment.name.text.as_ref()).collect::<Vec<_>>();
        Some((SmolStr::new(joined.join("/")), expr.span))
    }

    /// 例外 at the outermost level, by the procedure that its base begins with. Reports those that name none.
    pub(super) fn outer_exceptions(&mut self) -> Outer<'s> {
        let mut outer = Outer::default();
        for (file, parsed) in self.files.iter().enumerate() {
            for statement in parsed.parse.tree.file_view().statements() {
                if Head::keyword_of(statement) != Some(Keyword::Exception) {
                    continue;
                }
                self.scope = Scope { file, ..Scope::default() };
                if let Some(of) = self.procedure_of_exception(statement) {
                    outer.entry(of).or_default().push((file, statement));
                }
            }
        }
        outer
    }

    /// Lowers the outermost 例外 of a procedure and of those that it refines, in the order of the texts.
    pub(super) fn exceptions_around(&mut self, id: Id<Procedure>, outer: &Outer<'s>) {
        if outer.is_empty() {
            return;
        }
        let mut found: Vec<(usize, Statement<'s>, usize)> = Vec::new();
        let mut seen = Vec::new();
        let mut here = Some(id);
        while let Some(procedure) = here.filter(|procedure| !seen.contains(procedure)) {
            let of = outer.get(&procedure).into_iter().flatten();
            found.extend(of.map(|(file, statement)| (*file, *statement, seen.len())));
            seen.push(procedure);
            here = self.rules.procedures[procedure].refines;
        }
        found.sort_by_key(|(file, statement, _)| (*file, statement.span().start));
        for (file, statement, above) in found {
            // Levels count from the topmost procedure down.
            let level = seen.len().saturating_sub(above + 1);
            self.scope = Scope { file, level, ..Scope::default() };
            self.outer_exception(id, statement);
        }
    }

    fn outer_exception(&mut self, id: Id<Procedure>, statement: Statement<'s>) {
        let Some(head) = Head::read(statement) else { return };
        let items = statement.value().map(|value| value.items).unwrap_or_default();
        let within = |(words, span): (SmolStr, Span)| {
            let rest = words.split_once('/').map(|(_, rest)| SmolStr::new(rest));
            (rest.unwrap_or(words), span)
        };
        let bases: Vec<(SmolStr, Span)> =
            items.iter().filter_map(|item| self.id_words(item)).map(within).collect();
        self.scope.procedure = Some(id);
        self.scope.step = bases.first().and_then(|(words, _)| self.step_before(words));
        self.exception_of(&head, statement, bases);
    }

    /// The step whose path a sentence's path begins with.
    fn step_before(&self, words: &str) -> Option<Id<Step>> {
        let mut path = words;
        while let Some((above, _)) = path.rsplit_once('/') {
            if let Ok(step) = self.step_at(above) {
                return Some(step);
            }
            path = above;
        }
        None
    }

    /// The procedure that the base of an outermost 例外 begins with; reports where there is none.
    fn procedure_of_exception(&mut self, statement: Statement<'s>) -> Option<Id<Procedure>> {
        let items = statement.value().map(|value| value.items).unwrap_or_default();
        let Some((words, span)) = items.first().and_then(|item| self.id_words(item)) else {
            self.report(names::required(statement.span(), "它所代替的义务", "what it replaces"));
            return None;
        };
        let name = words.split('/').next().unwrap_or_default();
        let found = self.procedure_named(name);
        // Those of registers are lowered with them.
        if found.is_none() && self.register_of_exception(name).is_none() {
            self.report(names::unknown(span, "程序或者本文件的清单", "procedure, or register of this file,", name, None).help(
                "写在最外层的例外，从程序或者清单的名称写起，如「程序名/步骤/公示期」「清单名/整改」；也可以写进步骤、清单里",
                "an exception at the outermost level begins with the procedure or the register: ‘PROCEDURE/STEP/NAME’, ‘REGISTER/NAME’",
            ));
        }
        found
    }

    /// Looks up what exceptions replace and prevail over, once all obligations are there.
    pub(super) fn link_exceptions(&mut self) {
        let unlinked = std::mem::take(&mut self.exceptions);
        for one in &unlinked {
            for (name, span) in &one.bases {
                self.link_base(one, name, *span);
            }
        }
        for one in &unlinked {
            for (name, span) in &one.over {
                self.link_prior(one.id, name, *span);
            }
        }
        self.close_priorities();
        self.check_distinguishable();
        self.combine_conditions();
    }

    fn link_base(&mut self, one: &Unlinked, name: &str, span: Span) {
        let Some(base) = self.base_of(one, name, span) else { return };
        if self.rules.obligations[base].register != self.rules.exceptions[one.id].register {
            let id = self.rules.obligations[base].id.clone();
            return self.report(messages::outside_register(span, &id));
        }
        if matches!(self.rules.obligations[base].row, Row::Perform { .. }) {
            let id = self.rules.obligations[base].id.clone();
            return self.report(messages::replaces_performance(span, &id));
        }
        if self.rules.obligations[base].standing.exception.is_some() {
            let id = self.rules.obligations[base].id.clone();
            return self.report(messages::replaces_exception(span, &id));
        }
        let standing = &mut self.rules.obligations[base].standing;
        if !standing.exceptions.contains(&one.id) {
            standing.exceptions.push(one.id);
            self.rules.exceptions[one.id].bases.push(base);
        }
    }

    /// The obligation of a name: beside the exception first, then anywhere in its procedure.
    fn base_of(&mut self, one: &Unlinked, name: &str, span: Span) -> Option<ObligationId> {
        let (procedure, step) = {
            let exception = &self.rules.exceptions[one.id];
            (exception.procedure, exception.step)
        };
        let beside = match (&one.rule, step) {
            (Some(rule), _) => Some(format_smolstr!("{rule}/{name}")),
            (None, Some(step)) => Some(format_smolstr!("{}/{name}", self.rules.steps[step].path)),
            (None, None) => None,
        };
        let near = beside.and_then(|id| self.rules.obligation_index.get(&(procedure, id)).copied());
        let candidates = match near.map_or_else(|| self.rules.find_obligation(procedure, name), Ok) {
            Ok(found) if self.rules.obligations[found].procedure == procedure => return Some(found),
            Ok(_) => Vec::new(),
            Err(candidates) => candidates,
        };
        if candidates.is_empty() {
            let known: Vec<SmolStr> = self
                .rules
                .obligations
                .iter()
                .filter(|obligation| obligation.procedure == procedure)
                .filter_map(|obligation| obligation.id.rsplit('/').next().map(SmolStr::new))
                .collect();
            let near = super::symbols::nearest(name, known.iter().map(SmolStr::as_str));
            self.report(names::unknown(span, "义务", "obligation", name, near));
        } else {
            self.report(names::ambiguous(span, name, &candidates));
        }
        None
    }

    /// 优先于: another exception that replaces one of the same obligations.
    fn link_prior(&mut self, id: ExceptionId, name: &str, span: Span) {
        let shares =
            |one: &Exception, other: &Exception| one.bases.iter().any(|base| other.bases.contains(base));
        let own = &self.rules.exceptions[id];
        let found = self
            .rules
            .exceptions
            .entries()
            .find(|(other, exception)| *other != id && exception.name == name && shares(own, exception));
        if let Some((other, _)) = found {
            if !self.rules.exceptions[other].prior.contains(&id) {
                self.rules.exceptions[other].prior.push(id);
            }
            return;
        }
        let rivals: Vec<SmolStr> = self
            .rules
            .exceptions
            .entries()
            .filter(|(other, exception)| *other != id && shares(own, exception))
            .map(|(_, exception)| exception.name.clone())
            .collect();
        // A base that was not found is reported already, and nothing can share it.
        if !own.bases.is_empty() {
            self.report(messages::no_rival(span, name, &rivals));
        }
    }

    /// 优先于 is transitive; a circle is an error.
    fn close_priorities(&mut self) {
        for id in self.rules.exceptions.ids() {
            let mut all: Vec<ExceptionId> = Vec::new();
            let mut open = self.rules.exceptions[id].prior.clone();
            while let Some(next) = open.pop() {
                if !all.contains(&next) {
                    all.push(next);
                    open.extend(&self.rules.exceptions[next].prior);
                }
            }
            if all.contains(&id) {
                let (span, name) = (self.rules.exceptions[id].span, self.rules.exceptions[id].name.clone());
                self.report(messages::priority_cycle(span, &name));
                all.retain(|other| *other != id);
            }
            all.sort_unstable();
            self.rules.exceptions[id].prior = all;
        }
    }

    /// Two exceptions of one obligation of which one never holds without the other need 优先于.
    fn check_distinguishable(&mut self) {
        let mut found = Vec::new();
        for obligation in self.rules.obligations.iter() {
            let all = &obligation.standing.exceptions;
            for (at, one) in all.iter().enumerate() {
                for other in all.iter().skip(at + 1) {
                    let (first, second) = (&self.rules.exceptions[*one], &self.rules.exceptions[*other]);
                    if first.prior.contains(other) || second.prior.contains(one) {
                        continue;
                    }
                    let (a, b) = (self.conjuncts(first.when), self.conjuncts(second.when));
                    let within = |a: &[String], b: &[String]| a.iter().all(|part| b.contains(part));
                    if within(&a, &b) || within(&b, &a) {
                        found.push((second.span, second.name.clone(), first.name.clone(), first.span));
                    }
                }
            }
        }
        found.sort_by_key(|(span, ..)| *span);
        found.dedup();
        for (span, name, other, at) in found {
            self.report(messages::indistinguishable(span, &name, &other, at));
        }
    }

    /// The parts of a condition that must all hold, in a form that can be compared.
    fn conjuncts(&self, when: ExprId) -> Vec<String> {
        let mut open = vec![when];
        let mut parts = Vec::new();
        while let Some(expr) = open.pop() {
            match &self.rules.exprs[expr].kind {
                ExprKind::And(all) => open.extend(all),
                _ => parts.push(self.form(expr)),
            }
        }
        parts
    }

    /// A condition in a form in which equal conditions are equal; nesting is bounded by the parser.
    fn form(&self, expr: ExprId) -> String {
        let list = |all: &[ExprId]| {
            let mut parts: Vec<String> = all.iter().map(|part| self.form(*part)).collect();
            parts.sort();
            parts.join(",")
        };
        match &self.rules.exprs[expr].kind {
            ExprKind::And(all) => format!("and({})", list(all)),
            ExprKind::Or(all) => format!("or({})", list(all)),
            ExprKind::Not(inner) => format!("not({})", self.form(*inner)),
            ExprKind::Given(inner) => format!("given({})", self.form(*inner)),
            ExprKind::Compare(op, a, b) => format!("{op:?}({},{})", self.form(*a), self.form(*b)),
            ExprKind::Contains(a, b) => format!("contains({},{})", self.form(*a), self.form(*b)),
            ExprKind::Arithmetic(op, a, b) => format!("{op:?}({},{})", self.form(*a), self.form(*b)),
            ExprKind::Sixties(inner, power) => format!("sixties({},{power})", self.form(*inner)),
            ExprKind::Member(item, all) => format!("member({},{all:?})", self.form(*item)),
            ExprKind::Shift { event, period, direction } => {
                format!("shift({},{period:?},{direction:?})", self.form(*event))
            }
            ExprKind::Quantified { quantity, over, depth, condition } => {
                format!("{quantity:?}{over:?}{depth}({})", self.form(*condition))
            }
            // What else names operands by their place differs from everything, which reports too little.
            other => format!("{other:?}"),
        }
    }

    /// The conditions that the judge asks, each as a whole, so that they are exact together.
    fn combine_conditions(&mut self) {
        for id in self.rules.exceptions.ids() {
            let (own, span) = (self.rules.exceptions[id].when, self.rules.exceptions[id].span);
            let prior = self.rules.exceptions[id].prior.clone();
            let over: Vec<ExprId> = prior.iter().map(|other| self.rules.exceptions[*other].when).collect();
            if let Some(any) = self.any_of(over, span) {
                let none = self.expr(ExprKind::Not(any), span);
                let both = self.expr(ExprKind::And(vec![own, none]), span);
                self.mark_entangled(both);
                self.rules.exceptions[id].prevails_when = both;
            }
        }
        for id in self.rules.obligations.ids() {
            let all = &self.rules.obligations[id].standing.exceptions;
            if all.is_empty() {
                continue;
            }
            let span = self.rules.obligations[id].span;
            let holding = all.iter().map(|one| self.rules.exceptions[*one].prevails_when).collect();
            let any = self.any_of(holding, span);
            self.rules.obligations[id].standing.replaced_when = any;
        }
    }

    fn any_of(&mut self, all: Vec<ExprId>, span: Span) -> Option<ExprId> {
        match all.as_slice() {
            [] => None,
            [only] => Some(*only),
            _ => {
                let any = self.expr(ExprKind::Or(all), span);
                self.mark_entangled(any);
                Some(any)
            }
        }
    }
}
