//! The unknown facts on which an unproven verdict depends.

use super::eval::{Element, Env, Judge, Phase};
use super::explanation::ConditionNode;
use super::known::{Known, KnownState, Tri};
use super::trace::{Evidence, RecordPart, TaskPart, index32};
use super::{MissingFact, Reason, Recorder, Status, Subject, Trace, evidence_name, evidence_path};
use crate::calendar::Date;
use crate::dossier::{DocumentAt, Dossier};
use crate::model::{
    Collection, DocumentRef, Exception, ExprId, ExprKind, Fact, Id, LinkEnd, MeetingPart, Obligation,
    ObligationId, Row, RuleSet, Step, Task,
};

/// The facts that are not on file and decide an unproven verdict, each once, in the order of their
/// paths; empty for every other status.
#[must_use]
pub fn missing(
    rules: &RuleSet,
    dossier: &Dossier,
    as_of: Date,
    subject: impl Into<Subject>,
) -> Vec<MissingFact> {
    let subject = subject.into();
    let obligation = subject.obligation;
    let mut judge = Judge::new(rules, dossier, as_of);
    judge.begin();
    judge.turn_to(subject);
    // What an earlier attempt missed stays missed, whatever is not known of the latest one.
    if judge.settled(obligation).status != Status::Unproven {
        return Vec::new();
    }
    judge.turn_to(subject);
    let found = judge.missing_of(obligation);
    let mut facts: Vec<MissingFact> = found
        .into_iter()
        .map(|at| MissingFact {
            path: evidence_path(rules, dossier, at),
            name: evidence_name(rules, dossier, at),
        })
        .collect();
    facts.sort();
    facts.dedup();
    facts
}

impl Judge<'_> {
    /// Where the facts stand that decide an unproven verdict.
    fn missing_of(&self, id: ObligationId) -> Vec<Evidence> {
        let mut recorder = Recorder::default();
        let verdict = self.verdict(id, &mut recorder);
        if verdict.status != Status::Unproven {
            return Vec::new();
        }
        let duty = &self.rules.obligations[id];
        let mut found = Vec::new();
        if matches!(verdict.reason, Reason::ScopeUnknown | Reason::ExceptionUnknown) {
            self.missing_in_scope(duty, &mut found);
        } else {
            for node in &recorder.done {
                self.missing_in(node, Env::new(Phase::Due), &mut found);
            }
            self.missing_in_deemed(duty, &mut found);
            if found.is_empty() {
                self.missing_in_row(id, duty, &mut found);
            }
        }
        self.that_matter(id, verdict.status, found)
    }

    /// What is not known of deemed acts that perhaps hold and that the obligation rests on.
    fn missing_in_deemed(&self, duty: &Obligation, found: &mut Vec<Evidence>) {
        for when in self.perhaps_deemed(duty) {
            let mut recorder = Recorder::default();
            let env = Env::new(Phase::Open);
            match self.rules.exprs[when].kind.is_condition() {
                true => drop(self.truth(when, &env, &mut recorder)),
                false => drop(self.moment(when, &env, &mut recorder)),
            }
            for node in &recorder.done {
                self.missing_in(node, env, found);
            }
        }
    }

    /// What a duty that follows needs: whether it was set off, and when it was done.
    fn missing_in_follow(&self, follow: &crate::model::Follow) -> Vec<Evidence> {
        let env = Env::new(Phase::Open);
        let mut recorder = Recorder::default();
        self.scalar(follow.from, &env, &mut recorder);
        self.scalar(follow.act, &env, &mut recorder);
        recorder.done.iter().filter_map(|node| node.evidence).collect()
    }

    /// Of the facts of the case, those of which some value changes the verdict; one that only
    /// counts together with others stays where it was found.
    fn that_matter(&self, id: ObligationId, status: Status, found: Vec<Evidence>) -> Vec<Evidence> {
        let mut facts: Vec<u32> = Vec::new();
        let mut constants = Vec::new();
        for expr in self.speaks_of(id) {
            self.facts_in(expr, &mut facts, &mut constants);
        }
        facts.sort_unstable();
        facts.dedup();
        let changes = |slot: u32| {
            let values = self.values_of(slot, &constants, facts.len());
            values.into_iter().any(|value| self.status_with(id, &[(slot, value)]) != status)
        };
        let deciding: Vec<Evidence> =
            facts.iter().copied().filter(|slot| changes(*slot)).map(Evidence::Fact).collect();
        let is_fact = |at: &Evidence| matches!(at, Evidence::Fact(_));
        if deciding.is_empty() && self.rules.computes && self.idle_together(id, status, &found, &constants) {
            return found.into_iter().filter(|at| !is_fact(at)).collect();
        }
        let joint: Vec<Evidence> =
            found.iter().copied().filter(|at| !is_fact(at) || deciding.is_empty()).collect();
        deciding.into_iter().chain(joint).collect()
    }

    /// The status of an obligation with these facts of the case given.
    fn status_with(&self, id: ObligationId, values: &[(u32, crate::model::Value)]) -> Status {
        let mut dossier = self.dossier.clone();
        for (slot, value) in values {
            if let Some(fact) = dossier.facts.get_mut(*slot as usize) {
                *fact = Fact::Known(value.clone());
            }
        }
        let mut judge = Judge::new(self.rules, &dossier, self.as_of);
        judge.begin();
        judge.entry.set(self.entry.get());
        judge.period.set(self.period.get());
        judge.verdict(id, &mut super::Silent).status
    }

    /// Whether no values of some facts of the case together change a verdict that rests on something
    /// that cannot be computed.
    fn idle_together(
        &self,
        id: ObligationId,
        status: Status,
        found: &[Evidence],
        constants: &[crate::model::Value],
    ) -> bool {
        // LIMIT: with more assignments than this the facts are named, deciding or not.
        const MOST: usize = 4096;
        let slots = found.iter().filter_map(|at| match at {
            Evidence::Fact(slot) => Some(*slot),
            _ => None,
        });
        let slots: std::collections::BTreeSet<u32> = slots.collect();
        let mut assignments: Vec<Vec<(u32, crate::model::Value)>> = vec![Vec::new()];
        for slot in slots {
            let values = self.values_of(slot, constants, 1);
            if assignments.len().saturating_mul(values.len()) > MOST {
                return false;
            }
            let more = |one: &Vec<(u32, crate::model::Value)>| {
                let one = one.clone();
                values.clone().into_iter().map(move |value| {
                    let mut longer = one.clone();
                    longer.push((slot, value));
                    longer
                })
            };
            assignments = assignments.iter().flat_map(more).collect();
        }
        let own = super::outcome::Outcome::new(status, Reason::FactMissing);
        self.rests_on_nothing(id, &own) && assignments.iter().all(|one| self.status_with(id, one) == status)
    }

    /// Every condition that an obligation's verdict may rest on.
    pub(super) fn speaks_of(&self, id: ObligationId) -> Vec<ExprId> {
        let obligation = &self.rules.obligations[id];
        let mut all: Vec<ExprId> = obligation.when.into_iter().chain(obligation.length).collect();
        match &obligation.row {
            Row::Must { condition, .. } | Row::MustNot { condition } | Row::Indicator { condition, .. } => {
                all.push(*condition);
            }
            Row::Document { test, .. } => all.extend(*test),
            Row::Follow(follow) => all.extend(follow.on),
            Row::Frequency(frequency) => all.extend(frequency.from.into_iter().chain(frequency.to)),
            _ => {}
        }
        all.extend(self.exceptions_of(obligation).map(|one| one.when));
        // Judged in its place, the duties of an exception speak for it too.
        let duties =
            obligation.standing.exceptions.iter().flat_map(|one| &self.rules.exceptions[*one].duties);
        all.extend(duties.flat_map(|duty| self.speaks_of(*duty)));
        if let Some(procedure) = obligation.procedure {
            all.extend(&self.rules.procedures[procedure].scope);
            all.extend(self.rules.procedures[procedure].bounded.iter().map(|order| order.within));
            all.extend(self.rules.procedures[procedure].deemed.iter().filter_map(|one| one.when));
        }
        for step in self.steps_bound(obligation) {
            let rules = &self.rules.steps[step];
            all.extend(&rules.scope);
            all.extend(rules.waivers.iter().filter_map(|waiver| waiver.when));
            all.extend(rules.returns.iter().filter_map(|edge| edge.when));
            all.extend(rules.must_when);
        }
        all
    }

    /// The exceptions that may take an obligation's place or create it, those of the step's own 期限,
    /// and what outranks them.
    fn exceptions_of<'j>(&'j self, obligation: &'j Obligation) -> impl Iterator<Item = &'j Exception> {
        let own = obligation.standing.exception.iter().chain(&obligation.standing.exceptions);
        let moving = matches!(obligation.row, Row::Perform { .. }).then_some(obligation.step).flatten();
        let deadlines = moving
            .into_iter()
            .flat_map(|step| &self.rules.steps[step].obligations)
            .map(|id| &self.rules.obligations[*id])
            .filter(|one| matches!(one.row, Row::Deadline { .. }))
            .flat_map(|one| &one.standing.exceptions);
        own.chain(deadlines).flat_map(|id| {
            let exception = &self.rules.exceptions[*id];
            std::iter::once(exception)
                .chain(exception.prior.iter().map(|other| &self.rules.exceptions[*other]))
        })
    }

    /// The steps around an obligation, and those that its edge comes from.
    fn steps_bound(&self, obligation: &Obligation) -> Vec<Id<Step>> {
        let mut steps = Vec::new();
        let mut around = obligation.step;
        while let Some(step) = around {
            steps.push(step);
            around = self.rules.steps[step].parent;
        }
        let before: Vec<Id<Step>> = match &obligation.row {
            Row::Precedes { before } => vec![*before],
            Row::Joined(join) => join.branches.iter().map(|branch| branch.before).collect(),
            Row::Within { metering: Some(metering), .. } => {
                let items = metering.items.iter().map(|item| item.step);
                items.chain(metering.excluded.iter().map(|one| one.step)).collect()
            }
            _ => Vec::new(),
        };
        if !before.is_empty() {
            let mut open = before;
            while let Some(step) = open.pop() {
                if !steps.contains(&step) {
                    steps.push(step);
                    open.extend(&self.rules.steps[step].after);
                    for join in &self.rules.steps[step].joins {
                        if let Row::Joined(join) = &self.rules.obligations[*join].row {
                            open.extend(join.branches.iter().map(|branch| branch.before));
                        }
                    }
                    open.extend(self.rules.steps[step].parent);
                    open.extend(&self.rules.steps[step].children);
                }
            }
        }
        steps
    }

    /// The missing leaves under a node that is itself undecided.
    fn missing_in(&self, node: &ConditionNode, env: Env, found: &mut Vec<Evidence>) {
        if let Some(read) = &node.read {
            if read.state == KnownState::Missing {
                found.extend(node.evidence);
                // What a table gives depends on what its rows ask.
                for child in &node.children {
                    self.missing_in(child, env, found);
                }
            }
            return;
        }
        if node.truth != Some(Tri::Missing) {
            return;
        }
        if self.rules.exprs[node.expr].entangled {
            found.extend(self.essential(node.expr, &env));
            self.missing_lists(node, &env, found);
            return;
        }
        let before = found.len();
        let idle = self.idle(node);
        for child in node.children.iter().filter(|child| !idle.contains(&child.expr)) {
            self.missing_in(child, self.inside(node, child, env), found);
        }
        if found.len() == before {
            self.missing_leaf(node.expr, &env, found);
        }
    }

    /// The fields that a sum, or the earliest or latest of several, lacks.
    fn missing_in_aggregate(&self, over: Collection, slot: u16, env: &Env, found: &mut Vec<Evidence>) {
        let unknown = |element: &Element| {
            let fields = self.element_fields(*element, env);
            let fact = fields.and_then(|all| all.get(usize::from(slot)));
            !matches!(fact, Some(Fact::Known(_) | Fact::None))
        };
        match self.elements(over, env) {
            Some(elements) => {
                let places = elements.into_iter().filter(unknown);
                found.extend(places.filter_map(|element| self.element_place(element, slot, env)));
            }
            None => self.missing_collection(over, env, found),
        }
    }

    /// A collection that is not on file at all.
    fn missing_collection(&self, over: Collection, env: &Env, found: &mut Vec<Evidence>) {
        match over {
            Collection::Role(role) => found.push(Evidence::Binding(index32(role.index()))),
            Collection::Documents(document) => found.push(absent(document)),
            Collection::Fact(slot) => found.push(Evidence::Fact(slot)),
            Collection::Register(id) => found.push(Evidence::Register(index32(id.index()))),
            Collection::Listed(list) => found.extend(self.list_place(list, env).map(Evidence::List)),
        }
    }

    /// What stands inside something that cannot be computed: whatever it is, that stays so.
    fn idle(&self, node: &ConditionNode) -> Vec<ExprId> {
        let undefined =
            |one: &&ConditionNode| one.read.as_ref().is_some_and(|read| read.state == KnownState::Undefined);
        let mut inside = Vec::new();
        for one in node.children.iter().filter(undefined) {
            let mut open = vec![one.expr];
            while let Some(expr) = open.pop() {
                inside.push(expr);
                self.rules.exprs[expr].kind.operands(&mut open);
            }
        }
        inside
    }

    /// Lists that are not given at all, under a node that is itself undecided.
    fn missing_lists(&self, node: &ConditionNode, env: &Env, found: &mut Vec<Evidence>) {
        if node.truth != Some(Tri::Missing) {
            return;
        }
        let whole = matches!(self.rules.exprs[node.expr].kind, ExprKind::Quantified { .. });
        if whole && node.children.is_empty() {
            return self.missing_leaf(node.expr, env, found);
        }
        for child in &node.children {
            self.missing_lists(child, &self.inside(node, child, *env), found);
        }
    }

    /// Where an operand was evaluated: inside a quantifier, with its element bound.
    fn inside(&self, node: &ConditionNode, child: &ConditionNode, env: Env) -> Env {
        let ExprKind::Quantified { over, depth, .. } = &self.rules.exprs[node.expr].kind else {
            return env;
        };
        let elements = self.elements(*over, &env);
        let element = child.element.and_then(|at| elements.and_then(|all| all.get(at).copied()));
        element.map_or(env, |element| env.with(*depth, element))
    }

    /// A list that is not given: a field, or who did a step.
    fn missing_list(&self, list: ExprId, env: &Env) -> Option<Evidence> {
        use crate::model::StepField;
        if matches!(self.rules.exprs[list].kind, ExprKind::StepField(_, StepField::By)) {
            return self.read(list, env, &mut super::Silent).1;
        }
        match self.list_of(list, env) {
            Some(Fact::Unknown) => self.list_place(list, env).map(Evidence::List),
            _ => None,
        }
    }

    /// What is missing where an expression without operands is undecided.
    fn missing_leaf(&self, expr: ExprId, env: &Env, found: &mut Vec<Evidence>) {
        match &self.rules.exprs[expr].kind {
            ExprKind::RoleBound(role) => found.push(Evidence::Binding(index32(role.index()))),
            ExprKind::RoleWithin(part, whole) => {
                let unbound = |role: &&crate::model::Id<crate::model::Role>| {
                    !self.dossier.roles.get(role.index()).is_some_and(|binding| binding.bound)
                };
                found.extend(
                    [part, whole]
                        .iter()
                        .filter(|role| unbound(role))
                        .map(|role| Evidence::Binding(index32(role.index()))),
                );
            }
            ExprKind::HasDocument(document) => found.push(absent(*document)),
            ExprKind::Contains(list, _) => found.extend(self.missing_list(*list, env)),
            ExprKind::Judged(judged) => {
                let period = self.period.take();
                found.extend(judged.of.iter().flat_map(|id| self.missing_of(*id)));
                self.period.set(period);
            }
            ExprKind::StepsDone { steps, .. } => {
                found.extend(steps.iter().filter(|step| self.state(**step).done() == Tri::Missing).map(
                    |step| match self.state(*step).record {
                        Some(record) => Evidence::Record(record, RecordPart::Finish),
                        None => Evidence::NoRecord(index32(step.index())),
                    },
                ));
            }
            ExprKind::Quantified { over, .. } | ExprKind::Count(over) => {
                self.missing_collection(*over, env, found);
            }
            ExprKind::Sum(over, slot) | ExprKind::Earliest(over, slot) | ExprKind::Latest(over, slot) => {
                self.missing_in_aggregate(*over, *slot, env, found);
            }
            ExprKind::Sixties(inner, _) => self.missing_leaf(*inner, env, found),
            ExprKind::Compare(_, a, b) | ExprKind::Arithmetic(_, a, b) => {
                self.missing_leaf(*a, env, found);
                self.missing_leaf(*b, env, found);
            }
            _ => {}
        }
    }

    /// The missing facts of procedure, steps around, waivers, and 情形.
    fn missing_in_scope(&self, obligation: &Obligation, found: &mut Vec<Evidence>) {
        let mut conditions: Vec<(ExprId, Env)> = Vec::new();
        let whole = Env::new(Phase::Due);
        if let Some(procedure) = obligation.procedure {
            conditions.extend(self.rules.procedures[procedure].scope.iter().map(|scope| (*scope, whole)));
            let bounded = &self.rules.procedures[procedure].bounded;
            conditions.extend(bounded.iter().map(|order| (order.within, whole)));
        }
        let steps = self.steps_bound(obligation);
        for step in steps {
            let env = Env::new(Phase::Due);
            let rules = &self.rules.steps[step];
            conditions.extend(rules.scope.iter().map(|scope| (*scope, env)));
            conditions.extend(rules.waivers.iter().filter_map(|waiver| Some((waiver.when?, env))));
            conditions.extend(self.rules.steps[step].must_when.map(|when| (when, env)));
        }
        let own = Env::new(Phase::Due);
        conditions.extend(obligation.when.map(|when| (when, own)));
        conditions.extend(self.exceptions_of(obligation).map(|one| (one.when, own)));
        for (condition, env) in conditions {
            let mut recorder = Recorder::default();
            if self.truth(condition, &env, &mut recorder) == Tri::Missing {
                for node in &recorder.done {
                    self.missing_in(node, env, found);
                }
            }
        }
    }

    /// What a row needs of the record itself.
    fn missing_in_row(&self, id: ObligationId, obligation: &Obligation, found: &mut Vec<Evidence>) {
        if let Row::Frequency(frequency) = &obligation.row {
            return found.extend(self.missing_in_frequency(frequency));
        }
        if let Some(task) = obligation.task {
            return found.push(self.missing_of_task(id, task, obligation));
        }
        let Some((step, state)) = self.step_of(obligation) else {
            // A rule, or an entry of a register: conditions tell what they lack, a finding is itself lacking.
            if matches!(obligation.row, Row::Finding { .. }) {
                found.push(Evidence::NoFinding(index32(id.index())));
            }
            return;
        };
        let part = |part: RecordPart| match state.record {
            Some(record) => Evidence::Record(record, part),
            None => Evidence::NoRecord(index32(step.index())),
        };
        match &obligation.row {
            Row::By { units } => {
                let unbound: Vec<Evidence> = self.unbound_roles(units).collect();
                let given = self.record_of(state).is_some_and(|record| !record.by.is_empty());
                // Who it was, or when, where the name was the organ's on other days only.
                let out_of_time = given && unbound.is_empty();
                if out_of_time && state.start == Known::Missing {
                    found.push(part(RecordPart::Start));
                }
                if out_of_time && state.finish == Known::Missing {
                    found.push(part(RecordPart::Finish));
                }
                if given && !out_of_time {
                    found.extend(unbound);
                } else {
                    found.push(part(RecordPart::By));
                }
            }
            Row::Opinions { units, .. } => {
                let undated = self
                    .record_of(state)
                    .is_some_and(|record| record.opinions.iter().any(|one| one.date.is_none()));
                if state.finish == Known::Missing {
                    found.push(part(RecordPart::Finish));
                }
                if undated {
                    found.push(part(RecordPart::Opinions));
                }
                found.extend(self.unbound_roles(units));
            }
            Row::Vote(vote) => self.missing_in_vote(vote, state, &part, found),
            Row::Outcome => found.push(part(RecordPart::Outcome)),
            Row::Perform { .. } => found.push(part(match state.finish {
                Known::Is(_) => RecordPart::Outcome,
                _ => RecordPart::Finish,
            })),
            Row::Order { .. } => found.push(part(RecordPart::Sequence)),
            Row::Finding { .. } => found.push(Evidence::NoFinding(index32(id.index()))),
            Row::Meeting(meeting) => self.missing_in_meeting(meeting, &part, found),
            Row::Precedes { before } => {
                if state.start.is().is_none() {
                    return found.push(part(RecordPart::Start));
                }
                self.each_predecessor(*before, &mut Vec::new(), &mut |step| {
                    self.missing_before(step, LinkEnd::Finish, found);
                });
            }
            Row::Joined(join) => {
                match join.to {
                    LinkEnd::Start if state.start.is().is_none() => {
                        return found.push(part(RecordPart::Start));
                    }
                    LinkEnd::Finish if state.finish.is().is_none() => {
                        return found.push(part(RecordPart::Finish));
                    }
                    _ => {}
                }
                for branch in &join.branches {
                    self.each_predecessor(branch.before, &mut Vec::new(), &mut |step| {
                        self.missing_before(step, branch.from, found);
                    });
                }
            }
            Row::Document { document, .. } => {
                let env = Env::new(Phase::Due);
                match self.documents(*document, &env).next() {
                    Some((at, _)) => found.push(Evidence::Document(at, None)),
                    None => found.push(Evidence::Absent(
                        index32(document.kind.index()),
                        Some(index32(step.index())),
                        None,
                    )),
                }
            }
            Row::Follow(follow) => found.extend(self.missing_in_follow(follow)),
            Row::Within { metering: Some(metering), .. } => {
                let before = found.len();
                found.extend(self.missing_in_metering(metering));
                if found.len() == before {
                    found.push(part(RecordPart::Finish));
                }
            }
            Row::Lasts { .. } | Row::Within { .. } | Row::Deadline { .. } => {
                found.push(part(RecordPart::Finish))
            }
            Row::Ahead(ahead) => {
                if let Some((crate::model::Collection::Role(role), _)) = ahead.each {
                    found.push(Evidence::Binding(index32(role.index())));
                }
            }
            // Sentences of tasks have been answered for above.
            Row::Task { .. } | Row::Indicator { .. } | Row::Frequency(_) => {}
            // The conditions tell what they lack; a step that may have been done elsewhere is itself lacking.
            Row::Must { .. } | Row::MustNot { .. } => {
                if state.record.is_none() {
                    found.push(part(RecordPart::Finish));
                }
            }
        }
    }

    /// What is missing of a step that comes first.
    fn missing_before(&self, step: Id<Step>, from: LinkEnd, found: &mut Vec<Evidence>) {
        let state = self.state(step);
        let place = |part| match state.record {
            Some(record) => Evidence::Record(record, part),
            None => Evidence::NoRecord(index32(step.index())),
        };
        if from == LinkEnd::Start {
            if state.start == Known::Missing {
                found.push(place(RecordPart::Start));
            }
        } else if state.finish == Known::Missing {
            found.push(place(RecordPart::Finish));
        } else if state.returned == Tri::Missing {
            found.push(place(RecordPart::Outcome));
        }
    }

    /// The roles among them that nobody is bound to.
    pub(super) fn unbound_roles<'u>(
        &'u self,
        units: &'u [crate::model::UnitRef],
    ) -> impl Iterator<Item = Evidence> + 'u {
        units.iter().filter_map(|unit| match unit {
            crate::model::UnitRef::Role(role) => {
                let bound = self.dossier.roles.get(role.index()).is_some_and(|binding| binding.bound);
                (!bound).then(|| Evidence::Binding(index32(role.index())))
            }
            crate::model::UnitRef::Unit(_) => None,
        })
    }

    /// What a sentence of a task needs of its entry.
    fn missing_of_task(&self, id: ObligationId, task: Id<Task>, obligation: &Obligation) -> Evidence {
        let entry = self.task_entry(task).map(|(at, _)| at);
        match (&obligation.row, entry) {
            (Row::Finding { .. }, _) => Evidence::NoFinding(index32(id.index())),
            (_, None) => Evidence::NoTask(index32(task.index())),
            (Row::Document { document, .. }, Some(at)) => {
                let own = self
                    .on_file_documents(document.kind)
                    .find(|(place, _)| matches!(place, DocumentAt::Task { task, .. } if *task == at));
                own.map_or(Evidence::Task(at, TaskPart::Documents), |(at, _)| Evidence::Document(at, None))
            }
            (Row::Task { part: Some(part), .. }, Some(at)) => Evidence::Task(at, TaskPart::Part(*part)),
            (_, Some(at)) => Evidence::Task(at, TaskPart::Finish),
        }
    }

    fn missing_in_meeting(
        &self,
        part: &MeetingPart,
        place: &dyn Fn(RecordPart) -> Evidence,
        found: &mut Vec<Evidence>,
    ) {
        match part {
            MeetingPart::Kind(_) => found.push(place(RecordPart::MeetingKind)),
            MeetingPart::SpeaksLast => found.extend([place(RecordPart::Head), place(RecordPart::Speakers)]),
            MeetingPart::AgainstMajority => {
                found.extend([place(RecordPart::Votes), place(RecordPart::Decision)])
            }
            MeetingPart::Dissent => found.extend([place(RecordPart::Votes), place(RecordPart::Dissents)]),
        }
    }
}

/// Whether a recorder keeps everything; a compile-time reminder that explanations need it.
const _: () = assert!(Recorder::ON);

/// A document that is not on file.
fn absent(document: DocumentRef) -> Evidence {
    let from = document.from.map(|step| index32(step.index()));
    Evidence::Absent(index32(document.kind.index()), from, None)
}
