//! 免除, and rules outside procedures.

use super::head::Head;
use super::{Lower, Scope};
use crate::diag::names;
use crate::model::{ObligationId, Waiver};
use crate::syntax::ast::{BracketContent, Clause, Expr, ExprKind as Ast, Statement};
use crate::syntax::vocabulary::{ClauseWord, Keyword};
use smol_str::SmolStr;

/// A named 免除: its formal names, and what it says.
#[derive(Clone, Debug)]
pub(super) struct Named<'t> {
    name: SmolStr,
    file: usize,
    formals: Vec<SmolStr>,
    statement: Statement<'t>,
}

impl<'s> Lower<'s> {
    /// `免除 区域评估：事项，情形 …，凭 …；` at the outermost level: to be used by `免除：区域评估（…）`.
    pub(super) fn declare_waiver(&mut self, head: &Head<'_>, statement: Statement<'s>) {
        let Some(named) = self.single_name(head) else { return };
        let own = |waiver: &&Named<'s>| waiver.file == self.scope.file && waiver.name == named.name;
        if let Some(first) = self.waivers.iter().find(own) {
            let first = first.statement.span();
            return self.report(names::twice(named.span, &named.name, first));
        }
        let formals = self.value_words(statement);
        self.waivers.push(Named { name: named.name, file: self.scope.file, formals, statement });
    }

    /// `免除：区域评估（地震安全性评价）`: the clauses of the named 免除, and those written here.
    fn used_waiver(&mut self, statement: Statement<'s>) -> Option<Vec<Clause<'s>>> {
        let value = statement.value()?;
        let [only] = value.items.as_slice() else {
            if let Some(second) = value.items.get(1) {
                self.report(names::surplus(second.span, "第二个免除", "a second waiver"));
            }
            return None;
        };
        let (path, arguments) = match &only.kind {
            Ast::Path(path) => (path, Vec::new()),
            Ast::Call(path, bracket) => match &bracket.content {
                BracketContent::Items(items) => (path, items.clone()),
                BracketContent::Fields(_) | BracketContent::Clauses(_) => (path, Vec::new()),
            },
            _ => {
                self.report(names::required(only.span, "免除的名称", "the name of a waiver"));
                return None;
            }
        };
        let name = path.single().unwrap_or_default().to_owned();
        let Some(named) = self.waiver_named(&name) else {
            let known: Vec<SmolStr> = self.waivers.iter().map(|waiver| waiver.name.clone()).collect();
            let near = super::symbols::nearest(&name, known.iter().map(SmolStr::as_str));
            self.report(names::unknown(path.span, "免除", "waiver", &name, near));
            return None;
        };
        if named.formals.len() != arguments.len() {
            let formals = named.formals.join("、");
            self.report(names::arguments(only.span, &name, &formals, named.statement.span()));
            return None;
        }
        let stands: Vec<(SmolStr, Expr<'s>)> = named.formals.into_iter().zip(arguments).collect();
        let mut clauses = named.statement.clauses();
        for clause in &mut clauses {
            clause.items.iter_mut().for_each(|item| replace(item, &stands));
        }
        Some(clauses)
    }

    fn waiver_named(&self, name: &str) -> Option<Named<'s>> {
        let (prefix, rest) = name.split_once('·').unwrap_or(("", name));
        let imports = &self.files.get(self.scope.file)?.imports;
        let of = |file: usize, name: &str| {
            self.waivers.iter().find(|waiver| waiver.file == file && waiver.name == name).cloned()
        };
        if let Some((_, file, _)) = imports.iter().find(|(alias, ..)| alias == prefix) {
            return of(*file, rest);
        }
        of(self.scope.file, name)
            .or_else(|| imports.iter().find_map(|(_, file, _)| of(*file, name)))
            .or_else(|| self.waivers.iter().find(|waiver| waiver.name == name).cloned())
    }

    /// 免除：情形 C，凭 D（test）、E，经 U 批准
    pub(super) fn waiver(&mut self, statement: Statement<'s>) {
        let Some(head) = Head::read(statement) else { return };
        let used = self.used_waiver(statement);
        if statement.value().is_some_and(|value| !value.items.is_empty()) && used.is_none() {
            return;
        }
        let mut sentence = self.common_with(&head, statement, used.unwrap_or_default());
        let evidence = match self.take_clause(&mut sentence, ClauseWord::With) {
            Some(clause) => self.evidence(&clause.items),
            None => Vec::new(),
        };
        let approved_by = match self.take_clause(&mut sentence, ClauseWord::Through) {
            Some(clause) => clause.items.first().and_then(|item| self.unit_of(item)),
            None => None,
        };
        self.no_more_clauses(&sentence);
        self.no_superior_clauses(&sentence, false);
        if sentence.when.is_none() && evidence.is_empty() && approved_by.is_none() {
            return self.report(
                names::required(statement.span(), "「情形 …」「凭 …」", "‘when …’ or ‘with …’").help(
                    "写成「免除：情形 条件，凭 材料；」",
                    "write ‘waived: when CONDITION, with DOCUMENT;’",
                ),
            );
        }
        if let Some(step) = self.scope.step {
            let waiver = Waiver {
                when: self.inside_own_scope(sentence.when, sentence.span),
                evidence,
                approved_by,
                cites: sentence.cites,
                authorised: sentence.authorised,
                span: sentence.span,
            };
            self.rules.steps[step].waivers.push(waiver);
        }
    }

    /// Lowers all 规则.
    pub(super) fn lower_rules(&mut self) {
        for (file, parsed) in self.files.iter().enumerate() {
            for statement in parsed.parse.tree.file_view().statements() {
                let Some(head) = Head::read(statement) else { continue };
                if head.keyword == Some(Keyword::Rule) {
                    self.scope = Scope { file, ..Scope::default() };
                    self.rule(&head, statement);
                }
            }
        }
    }

    fn rule(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let Some(named) = self.single_name(head) else { return };
        self.scope.rule = Some(named.name);
        self.scope.cites = self.block_cites(statement);
        let first: ObligationId = self.rules.obligations.next_id();
        let mut scope = None;
        let shared = self.block_start(statement);
        for member in statement.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            match inner.keyword {
                Some(Keyword::Cite) => {}
                Some(Keyword::Scope) => {
                    let condition = self.scope_condition(member);
                    scope = self.both(scope, condition, member.span());
                }
                Some(Keyword::Items) => {}
                Some(Keyword::Exception) => self.exception(&inner, member),
                _ => self.rule_sentence(&inner, member),
            }
        }
        if shared {
            self.shared_starts.pop();
        }
        self.bind_scope(scope, first);
    }

    /// A sentence of a 规则.
    pub(super) fn rule_sentence(&mut self, head: &Head<'s>, member: Statement<'s>) {
        match head.keyword {
            Some(Keyword::Finding) => self.finding_sentence(head, member),
            Some(Keyword::Lasts) => self.lasts_sentence(head, member),
            Some(Keyword::Within) => self.within_sentence(head, member),
            Some(Keyword::Frequency) => self.frequency_sentence(head, member),
            Some(Keyword::FollowUp | Keyword::Serve | Keyword::Offender) => {
                self.follow_sentence(head, member)
            }
            None => self.condition_sentence(head, member),
            _ => self.report(names::misplaced(head.span, &head.word, "「规则」", "‘rule’")),
        }
    }

    /// The name of the rule that is being lowered.
    pub(super) fn rule_name(&self) -> SmolStr {
        self.scope.rule.clone().unwrap_or_default()
    }
}

/// Puts what the formal names stand for in their place; nesting is bounded by the parser.
fn replace<'t>(expr: &mut Expr<'t>, stands: &[(SmolStr, Expr<'t>)]) {
    match &mut expr.kind {
        Ast::Path(path) => {
            let found = path.single().and_then(|name| stands.iter().find(|(formal, _)| formal == name));
            if let Some((_, actual)) = found {
                *expr = actual.clone();
            }
        }
        Ast::Prefix(_, _, inner) | Ast::Bound(_, _, inner) => replace(inner, stands),
        Ast::Binary(left, _, _, right) => {
            replace(left, stands);
            replace(right, stands);
        }
        Ast::Call(_, bracket) => replace_in(&mut bracket.content, stands),
        Ast::Postfix(inner, _, _, bracket) => {
            replace(inner, stands);
            if let Some(bracket) = bracket {
                replace_in(&mut bracket.content, stands);
            }
        }
        Ast::Quantified(quantified) => {
            if let Some(bracket) = &mut quantified.bracket {
                replace_in(&mut bracket.content, stands);
            }
        }
        _ => {}
    }
}

fn replace_in<'t>(content: &mut BracketContent<'t>, stands: &[(SmolStr, Expr<'t>)]) {
    match content {
        BracketContent::Items(items) => items.iter_mut().for_each(|item| replace(item, stands)),
        BracketContent::Fields(fields) => fields.iter_mut().for_each(|(_, value)| replace(value, stands)),
        BracketContent::Clauses(clauses) => {
            clauses.iter_mut().flat_map(|clause| &mut clause.items).for_each(|item| replace(item, stands));
        }
    }
}
