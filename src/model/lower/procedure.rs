//! Procedures: their steps, their order, their graph.

use super::head::{Head, Named};
use super::{Lower, Scope};
use crate::diag::{names, procedure as messages, refine};
use crate::graph::{Cycles, DagBuilder};
use crate::model::{BoundedOrder, Citation, Edge, ExprId, Id, LinkEnd, ObligationId, Procedure, Row, Step};
use crate::syntax::ast::{ExprKind, Statement};
use crate::syntax::vocabulary::Keyword;
use crate::text::Span;
use smol_str::SmolStr;

/// Two steps that 依次 puts in order, where it says so, and at which level.
type Chained = (Id<Step>, Id<Step>, Span, usize);

/// The steps with which a block begins and ends, so that 依次 can chain it.
#[derive(Clone, Debug, Default)]
struct Ends {
    first: Vec<Id<Step>>,
    last: Vec<Id<Step>>,
}

impl<'s> Lower<'s> {
    /// Lowers all procedures: steps first, so that sentences may name later steps.
    pub(super) fn lower_procedures(&mut self) {
        let ids: Vec<Id<Procedure>> = self.rules.procedures.ids().collect();
        let outer = self.outer_exceptions();
        for id in &ids {
            let bodies = self.bodies.get(id.index()).cloned().unwrap_or_default();
            let mut chained = Vec::new();
            self.refining.bounded = false;
            for (level, (file, statement)) in bodies.iter().enumerate() {
                self.scope = Scope { file: *file, procedure: Some(*id), level, ..Scope::default() };
                self.refining.bounded |= level > 0 && has_scope(*statement);
                self.collect_steps(*statement, None, false, &mut chained);
            }
            if self.rules.procedures[*id].steps.is_empty() {
                let (span, name) = (self.rules.procedures[*id].span, self.rules.procedures[*id].name.clone());
                self.report(messages::no_steps(span, &name));
            }
            self.refining.scopes.clear();
            for (level, (file, statement)) in bodies.iter().enumerate() {
                self.scope = Scope { file: *file, procedure: Some(*id), level, ..Scope::default() };
                self.procedure_sentences(*statement);
            }
            self.exceptions_around(*id, &outer);
            self.chain(&chained);
            self.scope.level = 0;
            self.default_performances(*id);
            self.build_graph(*id);
        }
    }

    /// Creates the steps of a block; `ordered` chains them. Pairs that 依次 puts in order go to `chained`.
    fn collect_steps(
        &mut self,
        block: Statement<'s>,
        parent: Option<Id<Step>>,
        ordered: bool,
        chained: &mut Vec<Chained>,
    ) -> Ends {
        let mut ends = Ends::default();
        for member in block.body().into_iter().flatten() {
            if !matches!(
                Head::keyword_of(member),
                Some(Keyword::Step | Keyword::Sequence | Keyword::Parallel | Keyword::OffClock)
            ) {
                continue;
            }
            let Some(head) = Head::read(member) else { continue };
            let part = match (head.keyword, head.items.is_empty()) {
                (Some(Keyword::Step), _) | (Some(Keyword::Sequence | Keyword::Parallel), false) => {
                    let Some(step) = self.collect_step(&head, member, parent) else { continue };
                    self.collect_steps(member, Some(step), head.keyword == Some(Keyword::Sequence), chained);
                    Ends { first: vec![step], last: vec![step] }
                }
                (Some(Keyword::Sequence), true) => self.collect_steps(member, parent, true, chained),
                (Some(Keyword::Parallel), true) => self.collect_steps(member, parent, false, chained),
                (Some(Keyword::OffClock), _) => {
                    let Some(block) = self.off_clock_block(&head, parent) else { continue };
                    let outer = self.off_clock.replace(block);
                    let ends = self.collect_steps(member, parent, false, chained);
                    self.off_clock = outer;
                    ends
                }
                _ => continue,
            };
            if ordered {
                for before in &ends.last {
                    chained.extend(
                        part.first.iter().map(|after| (*before, *after, member.span(), self.scope.level)),
                    );
                }
                if ends.first.is_empty() {
                    ends.first = part.first;
                }
                ends.last = part.last;
            } else {
                ends.first.extend(part.first);
                ends.last.extend(part.last);
            }
        }
        ends
    }

    /// Creates a step, or finds the one that a refining procedure continues.
    fn collect_step(
        &mut self,
        head: &Head<'_>,
        statement: Statement<'s>,
        parent: Option<Id<Step>>,
    ) -> Option<Id<Step>> {
        let Named { name, alias, span } = self.single_name(head)?;
        let procedure = self.scope.procedure?;
        if let Some(known) = self.step_under(parent, &name) {
            let level = self.scope.level;
            let same_body = self.refining.steps.get(known.index()).is_some_and(|(last, _)| *last == level);
            if same_body {
                let first = self.rules.steps[known].span;
                self.report(names::twice(span, &name, first));
                return None;
            }
            if let Some((last, _)) = self.refining.steps.get_mut(known.index()) {
                *last = level;
            }
            self.collect_outcomes(known, statement);
            return Some(known);
        }
        let above = match parent {
            Some(parent) => self.rules.steps[parent].path.clone(),
            None => self.rules.procedures[procedure].name.clone(),
        };
        let path = self.under(&above, &name);
        let above = match parent.and_then(|parent| self.step_aliases.get(parent.index())) {
            Some(above) => above.clone(),
            None => {
                let procedure = &self.rules.procedures[procedure];
                procedure.alias.as_ref().unwrap_or(&procedure.name).clone()
            }
        };
        let alias_path = self.under(&above, alias.as_ref().unwrap_or(&name));
        self.step_aliases.push(alias_path);
        self.refining.steps.push((self.scope.level, self.scope.level));
        let step = Step {
            name: name.clone(),
            alias: alias.clone(),
            path,
            procedure,
            position: u32::try_from(self.rules.procedures[procedure].steps.len()).unwrap_or(u32::MAX),
            parent,
            children: Vec::new(),
            parallel: head.keyword == Some(Keyword::Parallel),
            scope: Vec::new(),
            waivers: Vec::new(),
            outcomes: Vec::new(),
            returns: Vec::new(),
            optional: false,
            must_when: None,
            perform: None,
            after: Vec::new(),
            joins: Vec::new(),
            obligations: Vec::new(),
            minimum: Vec::new(),
            maximum: Vec::new(),
            estimate: None,
            off_clock: self.off_clock,
            stops: Vec::new(),
            cites: Vec::new(),
            span,
        };
        let id = self.rules.steps.push(step);
        self.rules.procedures[procedure].steps.push(id);
        if let Some(parent) = parent {
            self.rules.steps[parent].children.push(id);
        }
        for key in std::iter::once(name).chain(alias) {
            self.step_names.entry((procedure, key)).or_default().push(id);
        }
        self.collect_outcomes(id, statement);
        Some(id)
    }

    /// Outcomes are known before any condition is read.
    fn collect_outcomes(&mut self, step: Id<Step>, statement: Statement<'s>) {
        for member in statement.body().into_iter().flatten() {
            if Head::keyword_of(member) == Some(Keyword::Outcome) {
                let mut words = self.value_words(member);
                // Where the refining procedure does not apply the superior outcomes are given.
                if self.refining.bounded && self.scope.level > 0 {
                    let above = std::mem::take(&mut self.rules.steps[step].outcomes);
                    words.extend(above.into_iter().filter(|word| !words.contains(word)).collect::<Vec<_>>());
                }
                self.rules.steps[step].outcomes = words;
            }
        }
    }

    /// The step of a name directly under another one.
    fn step_under(&self, parent: Option<Id<Step>>, name: &str) -> Option<Id<Step>> {
        let key = (self.scope.procedure?, SmolStr::new(name));
        let found = self.step_names.get(&key)?;
        found.iter().copied().find(|id| self.rules.steps[*id].parent == parent)
    }

    fn procedure_sentences(&mut self, statement: Statement<'s>) {
        let Some(id) = self.scope.procedure else { return };
        let cites = self.block_cites(statement);
        if !cites.is_empty() {
            self.rules.procedures[id].cites = cites.clone();
            self.scope.cites = cites;
        }
        let shared = self.block_start(statement);
        let lower = self.scope.level > 0;
        self.own_scope(id, statement);
        for member in statement.body().into_iter().flatten() {
            let Some(head) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            match head.keyword {
                Some(Keyword::Cite) => {}
                Some(Keyword::Scope) if lower => {}
                Some(Keyword::Step) => self.step_block(&head, member),
                Some(Keyword::Sequence | Keyword::Parallel) => self.step_block(&head, member),
                Some(Keyword::OffClock) => self.off_clock_steps(member),
                Some(Keyword::End) => self.procedure_end(id, member),
                Some(Keyword::LawOf) => self.law_of(id, member),
                Some(Keyword::Scope) => {
                    if let Some(condition) = self.scope_condition(member) {
                        self.rules.procedures[id].scope.push(condition);
                    }
                }
                _ => self.sentence(&head, member),
            }
        }
        if shared {
            self.shared_starts.pop();
        }
    }

    fn procedure_end(&mut self, id: Id<Procedure>, member: Statement<'s>) {
        let items = member.value().map(|value| value.items).unwrap_or_default();
        match items.as_slice() {
            [only] => {
                let Some(step) = self.step_of(only) else { return };
                let above = self.rules.procedures[id].end;
                if self.lower_scope().is_some() && above != Some(step) {
                    self.report(refine::unbounded(member.span(), ("另一个「办结」", "another ‘end’")).help(
                        "办结仍写上位的步骤，或者不写「适用」",
                        "keep the superior end, or leave out the scope",
                    ));
                }
                self.rules.procedures[id].end = Some(step);
            }
            _ => self.report(names::required(
                member.span(),
                "办结的步骤（一个）",
                "the one step that ends the procedure",
            )),
        }
    }

    /// A step or a group, with its sentences; the scope is the enclosing block's.
    pub(super) fn step_block(&mut self, head: &Head<'_>, statement: Statement<'s>) {
        let parent = self.scope.step;
        let step = match head.name() {
            Some(named) => self.step_under(parent, &named.name),
            None => parent,
        };
        if head.items.is_empty() && head.keyword == Some(Keyword::Step) {
            return;
        }
        if !head.items.is_empty() && step.is_none() {
            return;
        }
        self.scope.step = step;
        if let Some(step) = step {
            self.own_scope_of_step(step);
        }
        let own = self.block_cites(statement);
        let outer = (!own.is_empty()).then(|| std::mem::replace(&mut self.scope.cites, own));
        if let Some(step) = step
            && self.rules.steps[step].cites.is_empty()
        {
            self.rules.steps[step].cites = self.scope.cites.clone();
        }
        let shared = self.block_start(statement);
        for member in statement.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            match inner.keyword {
                Some(Keyword::Cite) => {}
                Some(Keyword::Step | Keyword::Sequence | Keyword::Parallel) => {
                    self.step_block(&inner, member)
                }
                Some(Keyword::OffClock) => self.off_clock_steps(member),
                _ => self.sentence(&inner, member),
            }
        }
        if shared {
            self.shared_starts.pop();
        }
        self.scope.step = parent;
        if let Some(cites) = outer {
            self.scope.cites = cites;
        }
    }

    /// The citations of the 依据 sentences of a block.
    pub(super) fn block_cites(&mut self, block: Statement<'s>) -> Vec<Citation> {
        let mut cites = Vec::new();
        for member in block.body().into_iter().flatten() {
            if Head::keyword_of(member) == Some(Keyword::Cite) {
                if let Some(head) = Head::read(member) {
                    self.no_name(&head);
                }
                let items = member.value().map(|value| value.items).unwrap_or_default();
                cites.extend(self.citations(&items));
                if items.iter().all(|item| matches!(item.kind, ExprKind::Junk)) && items.is_empty() {
                    self.report(names::required(member.span(), "引用的法规", "an instrument"));
                }
            }
        }
        cites
    }

    /// The edges that 依次 implies.
    fn chain(&mut self, chained: &[Chained]) {
        for (before, after, span, level) in chained {
            self.scope.step = Some(*after);
            self.scope.level = *level;
            self.scope.cites = self.rules.steps[*after].cites.clone();
            if !self.rules.steps[*after].after.contains(before) {
                self.edge(
                    *before,
                    *after,
                    *span,
                    super::sentence::Sentence::implied(*span, self.scope.cites.clone()),
                );
            }
        }
    }

    /// Every step is to be done unless it says otherwise.
    fn default_performances(&mut self, id: Id<Procedure>) {
        for step in self.rules.procedures[id].steps.clone() {
            if self.rules.steps[step].perform.is_none() {
                self.scope.step = Some(step);
                let (span, cites) = (self.rules.steps[step].span, self.rules.steps[step].cites.clone());
                let sentence = super::sentence::Sentence::implied(span, cites);
                self.perform(sentence, false, None, None);
            }
            self.share_deadline(step);
        }
    }

    /// A step's own 期限 is also the day through which it must be done.
    fn share_deadline(&mut self, step: Id<Step>) {
        let deadline =
            self.rules.steps[step].obligations.iter().find_map(|id| match self.rules.obligations[*id].row {
                Row::Deadline { due, .. } if self.rules.obligations[*id].standing.exception.is_none() => {
                    Some(due)
                }
                _ => None,
            });
        if let (Some(deadline), Some(perform)) = (deadline, self.rules.steps[step].perform)
            && let Row::Perform { due: due @ None, .. } = &mut self.rules.obligations[perform].row
        {
            *due = Some(deadline);
        }
    }

    fn build_graph(&mut self, id: Id<Procedure>) {
        let order = self.order(id, None);
        if self.joins_cycle(id, order.clone()) {
            return;
        }
        match order.build() {
            Ok(dag) => self.rules.procedures[id].dag = dag,
            Err(cycles) => self.report_cycles(id, &cycles),
        }
        let mut before: Option<ExprId> = None;
        for within in self.refining.scopes.clone().into_iter().flatten() {
            if before == Some(within) {
                continue;
            }
            before = Some(within);
            // A part of an order without circles has none.
            if let Ok(dag) = self.order(id, Some(within)).build() {
                self.rules.procedures[id].bounded.push(BoundedOrder { within, dag });
            }
        }
        if self.rules.procedures[id].end.is_none() && !self.rules.procedures[id].steps.is_empty() {
            let (span, name) = (self.rules.procedures[id].span, self.rules.procedures[id].name.clone());
            self.report(messages::no_end(span, &name));
        }
    }

    /// The order of a procedure; `outside`: without what refining procedures add inside that scope.
    fn order(&self, id: Id<Procedure>, outside: Option<ExprId>) -> DagBuilder {
        let scopes = &self.refining.scopes;
        let level = scopes.iter().position(|scope| outside.is_some() && *scope == outside);
        let added = |within: Option<ExprId>| {
            level.is_some_and(|level| within.is_some() && scopes.iter().skip(level).any(|one| *one == within))
        };
        let of_step = |step: Id<Step>| scopes.get(self.born(step)).copied().flatten();
        let steps = &self.rules.procedures[id].steps;
        let start = |step: &Step| step.position as usize * 2;
        let mut builder = DagBuilder::new(steps.len() * 2);
        for step in steps.iter().filter(|step| !added(of_step(**step))) {
            let step = &self.rules.steps[*step];
            builder.edge(start(step), start(step) + 1, u32::MAX);
            if let Some(parent) = step.parent {
                let parent = &self.rules.steps[parent];
                builder.edge(start(parent), start(step), u32::MAX);
                builder.edge(start(step) + 1, start(parent) + 1, u32::MAX);
            }
        }
        let edges = self.rules.procedures[id].edges.iter().enumerate();
        for (label, edge) in edges.filter(|(_, edge)| !added(edge.within)) {
            let (before, after) = (&self.rules.steps[edge.before], &self.rules.steps[edge.after]);
            builder.edge(start(before) + 1, start(after), u32::try_from(label).unwrap_or(u32::MAX));
        }
        builder
    }

    /// Looks for cycles through joins too. The graph that is kept is that of the plain edges: a join
    /// with a choice is no edge.
    fn joins_cycle(&mut self, id: Id<Procedure>, mut builder: DagBuilder) -> bool {
        let at = |step: &Step, end: LinkEnd| step.position as usize * 2 + usize::from(end == LinkEnd::Finish);
        let mut spans: Vec<(Span, Id<Step>, Id<Step>)> = Vec::new();
        for step in self.rules.procedures[id].steps.clone() {
            for obligation in self.rules.steps[step].joins.clone() {
                let obligation = &self.rules.obligations[obligation];
                let Row::Joined(join) = &obligation.row else { continue };
                for branch in &join.branches {
                    let (from, to) = (&self.rules.steps[branch.before], &self.rules.steps[step]);
                    builder.edge(at(from, branch.from), at(to, join.to), u32::MAX);
                    spans.push((obligation.span, branch.before, step));
                }
            }
        }
        if spans.is_empty() {
            return false;
        }
        let Err(cycles) = builder.build() else { return false };
        // A cycle of plain edges alone is reported with its clauses.
        let Some(cycle) = cycles.cycles.first() else { return false };
        let inside = |step: Id<Step>| {
            let position = self.rules.steps[step].position as usize;
            cycle.members().any(|node| node / 2 == position)
        };
        let own: Vec<Span> = spans
            .iter()
            .filter(|(_, before, after)| inside(*before) && inside(*after))
            .map(|(span, ..)| *span)
            .collect();
        let Some(span) = own.first().copied() else { return false };
        let mut members: Vec<String> = Vec::new();
        for node in cycle.members() {
            let step = self.rules.procedures[id].steps.get(node / 2).copied();
            let name = step.map(|step| self.rules.steps[step].name.to_string()).unwrap_or_default();
            if members.last() != Some(&name) {
                members.push(name);
            }
        }
        self.report(messages::cycle(span, &members, &own));
        true
    }

    fn report_cycles(&mut self, id: Id<Procedure>, cycles: &Cycles) {
        for cycle in &cycles.cycles {
            let mut members: Vec<String> = Vec::new();
            for node in cycle.members() {
                let step = self.rules.procedures[id].steps.get(node / 2).copied();
                let name = step.map(|step| self.rules.steps[step].name.to_string()).unwrap_or_default();
                if members.last() != Some(&name) {
                    members.push(name);
                }
            }
            members.extend(
                members.first().cloned().filter(|first| members.last() != Some(first) || members.len() == 1),
            );
            let edges: Vec<Span> = cycle
                .labels()
                .filter_map(|label| self.rules.procedures[id].edges.get(label as usize).map(|edge| edge.span))
                .collect();
            let span = edges.first().copied().unwrap_or(self.rules.procedures[id].span);
            self.report(messages::cycle(span, &members, &edges));
        }
    }

    /// Adds an edge and its obligation.
    pub(super) fn edge(
        &mut self,
        before: Id<Step>,
        after: Id<Step>,
        span: Span,
        sentence: super::sentence::Sentence<'s>,
    ) {
        let name = self.rules.steps[before].name.clone();
        let outer = self.scope.step.replace(after);
        let obligation: Option<ObligationId> =
            self.obligation(&sentence, &format!("前置/{name}"), "前置", Row::Precedes { before }, span);
        self.scope.step = outer;
        if let (Some(obligation), Some(procedure)) = (obligation, self.scope.procedure) {
            // An edge that takes the place of an inherited one is there already.
            if !self.rules.steps[after].after.contains(&before) {
                self.rules.steps[after].after.push(before);
                let within = self.lower_scope();
                self.rules.procedures[procedure].edges.push(Edge { before, after, obligation, within, span });
            }
        }
    }
}

/// Whether a procedure has a scope (适用) of its own.
fn has_scope(procedure: Statement<'_>) -> bool {
    procedure.body().into_iter().flatten().any(|member| Head::keyword_of(member) == Some(Keyword::Scope))
}
