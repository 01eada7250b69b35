//! The unknown facts on which an unproven verdict depends.

use super::eval::{Env, Judge, Phase};
use super::explanation::ConditionNode;
use super::known::{Known, KnownState, Tri};
use super::trace::{Evidence, RecordPart};
use super::{MissingFact, Reason, Recorder, Status, Trace, evidence_name, evidence_path};
use crate::calendar::Date;
use crate::dossier::Dossier;
use crate::model::{ExprId, MeetingPart, Obligation, ObligationId, Row, RuleSet};

/// The facts that are not on file and decide an unproven verdict, each once, in the order of their
/// paths; empty for every other status.
#[must_use]
pub fn missing(
    rules: &RuleSet,
    dossier: &Dossier,
    as_of: Date,
    obligation: ObligationId,
) -> Vec<MissingFact> {
    let mut judge = Judge::new(rules, dossier, as_of);
    judge.begin();
    let mut recorder = Recorder::default();
    let verdict = judge.verdict(obligation, &mut recorder);
    if verdict.status != Status::Unproven {
        return Vec::new();
    }
    let duty = &rules.obligations[obligation];
    let mut found = Vec::new();
    if verdict.reason == Reason::ScopeUnknown {
        judge.missing_in_scope(duty, &mut found);
    } else {
        for node in &recorder.done {
            judge.missing_in(node, Env::new(Phase::Due), &mut found);
        }
        if found.is_empty() {
            judge.missing_in_row(obligation, duty, &mut found);
        }
    }
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
    /// The missing leaves under a node that is itself undecided.
    fn missing_in(&self, node: &ConditionNode, env: Env, found: &mut Vec<Evidence>) {
        if let Some(read) = &node.read {
            if read.state == KnownState::Missing {
                found.extend(node.evidence);
            }
            return;
        }
        if node.truth != Some(Tri::Missing) {
            return;
        }
        if self.rules.exprs[node.expr].entangled {
            found.extend(self.essential(node.expr, &env));
            return;
        }
        let before = found.len();
        for child in &node.children {
            self.missing_in(child, env, found);
        }
        if found.len() == before {
            self.missing_leaf(node.expr, found);
        }
    }

    /// What is missing where an expression without operands is undecided.
    fn missing_leaf(&self, expr: ExprId, found: &mut Vec<Evidence>) {
        use crate::model::{Collection, ExprKind};
        let documents = |document: crate::model::DocumentRef| {
            Evidence::Absent(
                index32(document.kind.index()),
                document.from.map(|step| index32(step.index())),
                None,
            )
        };
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
            ExprKind::HasDocument(document) => found.push(documents(*document)),
            ExprKind::StepsDone { steps, .. } => {
                found.extend(steps.iter().filter(|step| self.state(**step).done() == Tri::Missing).map(
                    |step| match self.state(*step).record {
                        Some(record) => Evidence::Record(record, RecordPart::Finish),
                        None => Evidence::NoRecord(index32(step.index())),
                    },
                ));
            }
            ExprKind::Quantified { over, .. } | ExprKind::Count(over) => match over {
                Collection::Role(role) => found.push(Evidence::Binding(index32(role.index()))),
                Collection::Documents(document) => found.push(documents(*document)),
                Collection::Fact(slot) => found.push(Evidence::Fact(*slot)),
            },
            ExprKind::Compare(_, a, b) => {
                self.missing_leaf(*a, found);
                self.missing_leaf(*b, found);
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
        }
        let mut around = obligation.step;
        let mut steps = Vec::new();
        while let Some(step) = around {
            steps.push(step);
            around = self.rules.steps[step].parent;
        }
        if let Row::Precedes { before } = &obligation.row {
            self.each_predecessor(*before, &mut Vec::new(), &mut |step| steps.push(step));
        }
        for step in steps {
            let env = Env::new(Phase::Due);
            let rules = &self.rules.steps[step];
            conditions.extend(rules.scope.iter().map(|scope| (*scope, env)));
            conditions.extend(rules.waivers.iter().filter_map(|waiver| Some((waiver.when?, env))));
        }
        let own = Env::new(Phase::Due);
        conditions.extend(obligation.when.map(|when| (when, own)));
        if let Row::Perform { must_when: Some(when), .. } = &obligation.row {
            conditions.push((*when, own));
        }
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
        let Some((step, state)) = self.step_of(obligation) else { return };
        let part = |part: RecordPart| match state.record {
            Some(record) => Evidence::Record(record, part),
            None => Evidence::NoRecord(index32(step.index())),
        };
        match &obligation.row {
            Row::By { units } => {
                let unbound = units.iter().filter_map(|unit| match unit {
                    crate::model::UnitRef::Role(role) => {
                        let bound = self.dossier.roles.get(role.index()).is_some_and(|binding| binding.bound);
                        (!bound).then(|| Evidence::Binding(index32(role.index())))
                    }
                    crate::model::UnitRef::Unit(_) => None,
                });
                let given = self.record_of(&state).is_some_and(|record| !record.by.is_empty());
                if given {
                    found.extend(unbound);
                } else {
                    found.push(part(RecordPart::By));
                }
            }
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
                    let state = self.state(step);
                    let place = |part| match state.record {
                        Some(record) => Evidence::Record(record, part),
                        None => Evidence::NoRecord(index32(step.index())),
                    };
                    if state.finish == Known::Missing {
                        found.push(place(RecordPart::Finish));
                    } else if state.returned == Tri::Missing {
                        found.push(place(RecordPart::Outcome));
                    }
                });
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
            Row::Lasts { .. } | Row::Within { .. } | Row::Deadline { .. } => {
                found.push(part(RecordPart::Finish))
            }
            Row::Ahead(ahead) => {
                if let Some((crate::model::Collection::Role(role), _)) = ahead.each {
                    found.push(Evidence::Binding(index32(role.index())));
                }
            }
            Row::Must { .. } | Row::MustNot { .. } => {}
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

fn index32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
