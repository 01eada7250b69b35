//! What a sentence about a verdict may mention: dates, names, places in the dossier.

use super::View;
use crate::calendar::{Counted, Date, TimeUnit};
use crate::diag::Lang;
use crate::dossier::{Record, TaskEntry};
use crate::judge::{
    ConditionNode, Evidence, Explanation, KnownState, Label, MissingFact, RecordPart, Sited, Status, Subject,
    Tally, TaskPart, Test, Tri, Verdict, Voice, evidence_site, exceptions_in_place, explain, measured,
    missing, period_events, tally, voices,
};
use crate::model::{ExprId, ExprKind, Id, Obligation, Row, Step, UnitRef};
use smol_str::SmolStr;

/// One verdict with everything that was found out about it.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub(super) view: View<'a>,
    pub(super) verdict: Verdict,
    pub(super) obligation: std::borrow::Cow<'a, Obligation>,
    pub(super) told: Option<Explanation>,
    pub(super) missing: Vec<MissingFact>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(view: View<'a>, verdict: Verdict) -> Self {
        let View { rules, dossier, report, .. } = view;
        let missing = match verdict.status {
            Status::Unproven => missing(rules, dossier, report.as_of, &verdict),
            _ => Vec::new(),
        };
        let told = explain(rules, dossier, report.as_of, &verdict);
        let obligation = measured(rules, dossier, report.as_of, &verdict);
        Self { view, verdict, obligation, told, missing }
    }

    /// The id, with the entry of a register.
    pub(super) fn id(&self) -> SmolStr {
        Subject::from(&self.verdict).id(self.view.rules, self.view.dossier)
    }

    fn tests(&self) -> impl DoubleEndedIterator<Item = &Test> {
        self.told.iter().flat_map(|told| &told.tests)
    }

    /// The date of a label in the tests, the latest one made.
    pub(super) fn date(&self, label: Label) -> Option<Date> {
        self.tests().rev().find_map(|test| match test {
            Test::Days((one, day), _, _) if *one == label => Some(*day),
            Test::Days(_, _, (one, day)) if *one == label => Some(*day),
            Test::Moments((one, moment), _, _) if *one == label => Some(moment.date()),
            Test::Moments(_, _, (one, moment)) if *one == label => Some(moment.date()),
            _ => None,
        })
    }

    /// The period that was counted.
    pub(super) fn counted(&self) -> Option<&Counted> {
        self.told.as_ref().and_then(|told| told.counted.last())
    }

    /// How many days of the counted period's unit lie between its start and a day.
    pub(super) fn length_to(&self, end: Date) -> Option<i64> {
        let counted = self.counted()?;
        let unit = counted.period.unit;
        if !matches!(unit, TimeUnit::Day | TimeUnit::Workday) {
            return None;
        }
        unit.days_left(counted.start.date(), end, &self.view.rules.calendar).ok()
    }

    /// How many days are left until a day, in the unit of the obligation's own period.
    pub(super) fn left_until(&self, day: Date) -> i64 {
        let as_of = self.view.report.as_of;
        let unit = match &self.obligation.row {
            Row::Within { period, .. } | Row::Lasts { period, .. } => Some(period.unit),
            Row::Follow(follow) => follow.limit.map(|limit| limit.unit),
            _ => None,
        };
        let counted = unit.and_then(|unit| unit.days_left(as_of, day, &self.view.rules.calendar).ok());
        counted.unwrap_or_else(|| i64::from(day.days_since(as_of)))
    }

    /// Whether [`Self::left_until`] counts working days.
    pub(super) fn in_workdays(&self) -> bool {
        match &self.obligation.row {
            Row::Within { period, .. } | Row::Lasts { period, .. } => period.unit == TimeUnit::Workday,
            Row::Follow(follow) => follow.limit.is_some_and(|limit| limit.unit == TimeUnit::Workday),
            _ => false,
        }
    }

    /// The words of an expression in the rules, on one line.
    pub(super) fn words(&self, expr: ExprId) -> String {
        super::condition::words(self.view.rules, expr)
    }

    /// A condition of the obligation, said and not quoted.
    pub(super) fn condition(&self, expr: ExprId, lang: Lang) -> String {
        super::show::condition(self.view.rules, Some(&self.obligation), (expr, true), lang)
    }

    /// A value that the obligation speaks of, said and not quoted.
    pub(super) fn value_of(&self, expr: ExprId, lang: Lang) -> String {
        let each = match &self.obligation.row {
            Row::Ahead(ahead) => ahead.each,
            _ => None,
        };
        super::show::value(self.view.rules, &self.obligation, (expr, each), lang)
    }

    /// Of whom it is asked, where of every element of a collection.
    pub(super) fn every(&self, lang: Lang) -> String {
        match &self.obligation.row {
            Row::Ahead(ahead) => ahead
                .each
                .map(|(over, _)| super::show::every(self.view.rules, over, lang))
                .unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// The entry of the obligation's task.
    fn task_entry(&self) -> Option<(u32, &'a TaskEntry)> {
        let dossier = self.view.dossier;
        let at = (*dossier.by_task.get(self.obligation.task?.index())?)?;
        Some((at, dossier.tasks.get(at as usize)?))
    }

    /// The period that the obligation asks for; a parameter that is not set by its name.
    pub(super) fn length(&self, lang: Lang) -> String {
        if let Some(expr) = self.obligation.length {
            return format!("「{}」", self.words(expr));
        }
        let period = match &self.obligation.row {
            Row::Lasts { period, .. } | Row::Within { period, .. } => *period,
            Row::Ahead(ahead) => ahead.period,
            _ => return String::new(),
        };
        super::wording::period_words(period, lang)
    }

    /// The names of the exceptions that take the obligation's place.
    pub(super) fn exceptions(&self, between: &str) -> String {
        let View { rules, dossier, report, .. } = self.view;
        let all = exceptions_in_place(rules, dossier, report.as_of, &self.verdict);
        let names: Vec<&str> = all.iter().map(|id| rules.exceptions[*id].name.as_str()).collect();
        names.join(between)
    }

    /// The words of what cannot be computed, where that is what leaves the verdict open.
    pub(super) fn incalculable(&self) -> Option<String> {
        if !self.missing.is_empty() {
            return None;
        }
        let mut open: Vec<&ConditionNode> =
            self.told.as_ref().map(|told| told.conditions.iter().rev().collect()).unwrap_or_default();
        while let Some(node) = open.pop() {
            if node.read.as_ref().is_some_and(|read| read.state == KnownState::Undefined) {
                return Some(super::condition::words(self.view.rules, node.expr));
            }
            open.extend(node.children.iter().rev());
        }
        None
    }

    /// The latest record of a step.
    pub(super) fn record(&self, step: Id<Step>) -> Option<(u32, &'a Record)> {
        let at = *self.view.dossier.by_step.get(step.index())?.last()?;
        Some((at, self.view.dossier.records.get(at as usize)?))
    }

    /// The part of a task that the verdict is about.
    pub(super) fn task_part(&self) -> Option<SmolStr> {
        let Row::Task { part: Some(part), .. } = &self.obligation.row else { return None };
        let rules = self.view.rules;
        let schema = rules.tasks[self.obligation.task?].parts;
        rules.schemas[schema].fields.get(usize::from(*part)).map(|field| field.name.clone())
    }

    /// What the verdict stands under for people: its step, or its task with its title; of a rule and of an entry
    /// of a register the id says it.
    pub(super) fn heading(&self) -> SmolStr {
        let rules = self.view.rules;
        if let Some(step) = self.obligation.step {
            return rules.steps[step].name.clone();
        }
        let Some(task) = self.obligation.task.map(|task| &rules.tasks[task]) else { return self.id() };
        match &task.title {
            Some(title) => smol_str::format_smolstr!("{} {title}", task.name),
            None => task.name.clone(),
        }
    }

    /// 配合: who helps with a task.
    pub(super) fn support(&self) -> Vec<SmolStr> {
        let task = self.obligation.task.map(|task| &self.view.rules.tasks[task]);
        task.into_iter().flat_map(|task| &task.support).flat_map(|unit| self.unit_names(*unit)).collect()
    }

    /// Who is to do it: the organs that lead the task, else the organs of the step's 承办, or those of the steps around it.
    pub(super) fn by_whom(&self) -> Vec<SmolStr> {
        if let Row::By { units } | Row::Opinions { units, .. } = &self.obligation.row {
            return units.iter().flat_map(|unit| self.unit_names(*unit)).collect();
        }
        let rules = self.view.rules;
        if let Some(task) = self.obligation.task {
            return rules.tasks[task].lead.iter().flat_map(|unit| self.unit_names(*unit)).collect();
        }
        if let Some(answers) = self.obligation.answers {
            return self.unit_names(answers);
        }
        let mut around = self.obligation.step;
        while let Some(step) = around {
            let organs =
                rules.steps[step].obligations.iter().find_map(|id| match &rules.obligations[*id].row {
                    Row::By { units } => Some(units),
                    _ => None,
                });
            if let Some(units) = organs {
                return units.iter().flat_map(|unit| self.unit_names(*unit)).collect();
            }
            around = rules.steps[step].parent;
        }
        Vec::new()
    }

    /// What the organs of a 会签 or 或签 have said.
    pub(super) fn voices(&self) -> Vec<Voice> {
        let View { rules, dossier, report, .. } = self.view;
        voices(rules, dossier, report.as_of, self.verdict.obligation)
    }

    /// How many events counted in the period of a 频次, and which.
    pub(super) fn period_events(&self) -> Option<(u32, Vec<u32>)> {
        let View { rules, dossier, report, .. } = self.view;
        period_events(rules, dossier, report.as_of, &self.verdict)
    }

    /// The votes of a 表决.
    pub(super) fn tally(&self) -> Option<Tally> {
        let View { rules, dossier, report, .. } = self.view;
        tally(rules, dossier, report.as_of, self.verdict.obligation)
    }

    fn unit_names(&self, unit: UnitRef) -> Vec<SmolStr> {
        let rules = self.view.rules;
        match unit {
            UnitRef::Unit(unit) => vec![rules.units[unit].name.clone()],
            UnitRef::Role(role) => {
                let bound = self.view.dossier.roles.get(role.index());
                let names: Vec<SmolStr> = bound
                    .into_iter()
                    .flat_map(|bound| &bound.members)
                    .filter_map(|member| member.name.clone())
                    .collect();
                if names.is_empty() { vec![rules.roles[role].name.clone()] } else { names }
            }
        }
    }

    /// The leaves of the conditions that decided: what was read and what it was.
    pub(super) fn leaves(&self) -> Vec<&ConditionNode> {
        let mut found = Vec::new();
        let mut open: Vec<&ConditionNode> =
            self.told.iter().flat_map(|told| told.conditions.iter().rev()).collect();
        while let Some(node) = open.pop() {
            if node.read.is_some() {
                found.push(node);
            }
            open.extend(node.children.iter().rev());
        }
        found
    }

    /// The smallest parts of the conditions that are false by themselves.
    pub(super) fn false_parts(&self) -> Vec<&ConditionNode> {
        let mut found = Vec::new();
        let mut open: Vec<&ConditionNode> =
            self.told.iter().flat_map(|told| told.conditions.iter().rev()).collect();
        while let Some(node) = open.pop() {
            let deeper: Vec<&ConditionNode> =
                node.children.iter().filter(|child| child.truth == Some(Tri::False)).collect();
            if node.truth == Some(Tri::False) && deeper.is_empty() {
                found.push(node);
            } else {
                open.extend(deeper.into_iter().rev());
            }
        }
        found
    }

    /// What was read and what it was, under the parts that are false; literals are left out.
    pub(super) fn values(&self, lang: Lang) -> Vec<(String, String)> {
        const MOST: usize = 4;
        let rules = self.view.rules;
        let parts = self.false_parts();
        let mut open: Vec<&ConditionNode> = parts.into_iter().rev().collect();
        let mut found: Vec<(String, String)> = Vec::new();
        while let Some(node) = open.pop() {
            let literal = matches!(rules.exprs[node.expr].kind, ExprKind::Const(_));
            if let Some(value) = super::condition::read(rules, self.view.dossier, node, lang)
                && !literal
            {
                let pair = (self.words(node.expr), value);
                if !found.contains(&pair) {
                    found.push(pair);
                }
            }
            open.extend(node.children.iter().rev());
        }
        found.truncate(MOST);
        found
    }

    /// Where the values stand that decided, each path once, in order.
    pub(super) fn evidence(&self) -> Vec<Sited> {
        let View { rules, dossier, .. } = self.view;
        let mut found: Vec<Evidence> = self
            .leaves()
            .into_iter()
            .filter(|node| is_given(node))
            .filter_map(|node| node.evidence)
            .collect();
        let parts: Vec<Option<Evidence>> = self.tests().map(|test| self.evidence_of(test)).collect();
        found.extend(parts.into_iter().flatten());
        found.retain(|at| {
            !matches!(
                at,
                Evidence::NoRecord(_)
                    | Evidence::NoTask(_)
                    | Evidence::NoEvent(_)
                    | Evidence::NoFinding(_)
                    | Evidence::Absent(..)
            )
        });
        let mut paths: Vec<Sited> = found.into_iter().map(|at| evidence_site(rules, dossier, at)).collect();
        if let (Some(register), Some(at)) = (self.obligation.register, self.verdict.entry)
            && paths.is_empty()
        {
            // The entry itself, where nothing in it was read.
            let register = u32::try_from(register.index()).unwrap_or(u32::MAX);
            paths.push(evidence_site(rules, dossier, Evidence::Entry(register, at, None)));
        }
        let events = self.period_events().map(|(_, events)| events).unwrap_or_default();
        paths.extend(events.into_iter().map(|event| evidence_site(rules, dossier, Evidence::Event(event))));
        if let Row::Document { document, .. } = &self.obligation.row {
            let held = dossier.by_document.get(document.kind.index()).and_then(|all| all.first());
            paths.extend(held.map(|at| evidence_site(rules, dossier, Evidence::Document(*at, None))));
        }
        paths.sort();
        paths.dedup();
        paths
    }

    /// Where the value behind a test stands.
    fn evidence_of(&self, test: &Test) -> Option<Evidence> {
        let label = match test {
            Test::State(label, ..) | Test::Truth(label, ..) | Test::Flag(label, _) => *label,
            Test::Days((label, _), ..) | Test::Moments((label, _), ..) => *label,
            // Its events are looked up together.
            Test::Count(..) => return None,
        };
        let own = |part: RecordPart| {
            let (at, record) = self.record(self.obligation.step?)?;
            let given = match part {
                RecordPart::Start => record.start.is_some(),
                RecordPart::Finish => record.finish.is_some(),
                RecordPart::By => !record.by.is_empty(),
                RecordPart::Outcome => record.outcome.is_some(),
                RecordPart::Sequence => record.sequence.is_some(),
                RecordPart::Opinions => !record.opinions.is_empty(),
                _ => record.meeting.is_some(),
            };
            given.then_some(Evidence::Record(at, part))
        };
        match label {
            Label::Start => own(RecordPart::Start),
            Label::Finish => own(RecordPart::Finish),
            Label::Finished if self.obligation.task.is_none() => own(RecordPart::Finish),
            Label::Unit | Label::RightUnit => own(RecordPart::By),
            Label::Outcome => own(RecordPart::Outcome),
            Label::Minutes | Label::Arose | Label::Carried | Label::Recused => own(RecordPart::Meeting),
            Label::Consent => own(RecordPart::Opinions),
            Label::Order => own(RecordPart::Sequence),
            Label::FinishBefore => {
                let Row::Precedes { before } = self.obligation.row else { return None };
                let (at, record) = self.record(before)?;
                record.finish.map(|_| Evidence::Record(at, RecordPart::Finish))
            }
            Label::To | Label::Finished => {
                let (at, entry) = self.task_entry()?;
                entry.finish.map(|_| Evidence::Task(at, TaskPart::Finish))
            }
            Label::Finding => {
                let own = |entry: &crate::dossier::Attestation| {
                    entry.obligation == self.verdict.obligation && entry.entry == self.verdict.entry
                };
                position(&self.view.dossier.attestations, own).map(Evidence::Attestation)
            }
            Label::DeviationReason => {
                let own = |entry: &crate::dossier::DeviationEntry| {
                    entry.obligation == self.verdict.obligation && entry.entry == self.verdict.entry
                };
                position(&self.view.dossier.deviations, own).map(Evidence::Deviation)
            }
            _ => None,
        }
    }
}

fn is_given(node: &ConditionNode) -> bool {
    node.read.as_ref().is_some_and(|read| read.state == KnownState::Given)
}

fn position<T>(all: &[T], is: impl Fn(&T) -> bool) -> Option<u32> {
    all.iter().position(is).and_then(|at| u32::try_from(at).ok())
}
