//! What must be, in English: one clause a row.

use super::expr_en::{listed, quoted};
use super::limit_en::counted_en;
use super::sentence::Telling;
use crate::calendar::{Period, TimeUnit};
use crate::model::{
    Ahead, DocumentField, Duty, ExprId, ExprKind, Follow, FollowKind, MeetingPart, Row, StepField, Threshold,
    Tie, UnitRef, Vote, VoteBase,
};
use smol_str::SmolStr;

/// The word of duty before a verb.
fn must(duty: Duty) -> &'static str {
    match duty {
        Duty::Must => "must",
        Duty::MustNot => "must not",
        Duty::Presumptive => "must as a rule",
        Duty::InPrinciple => "must in principle",
        Duty::May => "may",
        Duty::Encouraged => "should, as is encouraged,",
        Duty::Strive => "should, as a target,",
        Duty::Inferred => "must by our reading",
    }
}

impl Telling<'_> {
    /// The word of duty before a verb.
    pub(super) fn must_en(&self) -> &'static str {
        must(self.obligation.duty)
    }

    /// The clause of the row.
    pub(super) fn row_en(&self) -> String {
        let must = self.must_en();
        let subject = self.subject_en();
        match &self.obligation.row {
            Row::Perform { may, must_when, due } => self.perform_en(*may, *must_when, *due),
            Row::Precedes { before } => {
                let before = quoted(&self.rules.steps[*before].name);
                format!(
                    "{before} {must} be finished before {subject} starts (on one day the times decide where they are given)"
                )
            }
            Row::Joined(join) => super::join::en(self.rules, join, &subject, must),
            Row::By { units } => format!("{subject} {must} be done by {}", self.units_en(units, "or")),
            Row::Opinions { units, all: true } => {
                format!(
                    "before it is finished, {subject} {must} have the consent of all of {}",
                    self.units_en(units, "and")
                )
            }
            Row::Opinions { units, all: false } => {
                format!(
                    "before it is finished, {subject} {must} have the consent of one of {}",
                    self.units_en(units, "or")
                )
            }
            Row::Document { document, by, test, owed } => self.document_en(document.kind, *by, *test, *owed),
            Row::Lasts { period, from, to } => self.lasts_en(*period, *from, *to),
            Row::Within { period, from, to, roll, extension, excluding, written_notice, metering } => self
                .within_en(
                    (*period, *roll),
                    (*from, *to),
                    extension.as_ref(),
                    (excluding, *written_notice, metering.as_deref()),
                ),
            Row::Follow(follow) => self.follow_en(follow, must),
            Row::Deadline { act: Some(act), due, literal: _ } => {
                let act = self.act_en(*act, must);
                format!("{}: {act} by {} (that day included)", self.named_en(), self.speaker.en(*due))
            }
            Row::Deadline { act: None, due, literal: _ } => {
                format!("{subject} {must} be finished by {} (that day included)", self.speaker.en(*due))
            }
            Row::Task { part, due, literal: _ } => self.task_en(*part, *due),
            Row::Indicator { condition, due } => {
                let by = due.or_else(|| self.task_due());
                let by = by
                    .map(|due| format!(", by {} (that day included)", self.speaker.en(due)))
                    .unwrap_or_default();
                format!(
                    "{subject}{} {must} reach this: {}{by}",
                    self.led_en(),
                    self.speaker.if_en(*condition, true)
                )
            }
            Row::Frequency(frequency) => super::recurring::en(self.rules, &self.speaker, frequency, must),
            Row::Ahead(ahead) => self.ahead_en(ahead, must),
            Row::Must { condition, by } => {
                format!(
                    "for {subject} it {must} be so that {}{}",
                    self.speaker.if_en(*condition, true),
                    self.by_en(*by)
                )
            }
            Row::MustNot { condition } => {
                format!(
                    "for {subject} it must not be, at any time, that {}",
                    self.speaker.if_en(*condition, true)
                )
            }
            Row::Outcome => format!("{subject} {must} end with {}{}", self.outcomes_en(), self.returns_en()),
            Row::Meeting(part) => meeting_en(part, &subject, must),
            Row::Vote(vote) => format!("what {subject} adopts {must} have {}", self.vote_en(vote)),
            Row::Order { parts } => format!("{subject} {must} go in this order: {}", parts.join(", ")),
            Row::Finding { text, by } => format!(
                "for {subject} it {must} hold that “{text}”; whether it does is found by a person and put on record{}, and no number of days takes the place of that finding",
                self.by_en(*by)
            ),
        }
    }

    /// What the sentence is about: the step, the task, the entries of the register, or the rule.
    pub(super) fn subject_en(&self) -> String {
        let rules = self.rules;
        if let Some(step) = self.obligation.step {
            return quoted(&rules.steps[step].name);
        }
        if let Some(task) = self.obligation.task {
            let task = &rules.tasks[task];
            let title = task.title.as_ref().map(|title| format!(" {title}")).unwrap_or_default();
            return format!("task {}", quoted(&format!("{}{title}", task.name)));
        }
        if let Some(register) = self.obligation.register {
            return format!("every entry of the register {}", quoted(&rules.registers[register].name));
        }
        match self.obligation.procedure {
            Some(procedure) => quoted(&rules.procedures[procedure].name),
            None => quoted(self.obligation.id.split('/').next().unwrap_or_default()),
        }
    }

    /// The name of the sentence, with its subject.
    pub(super) fn named_en(&self) -> String {
        format!("{} of {}", quoted(&self.obligation.name), self.subject_en())
    }

    fn perform_en(&self, may: bool, must_when: Option<ExprId>, due: Option<ExprId>) -> String {
        let subject = self.subject_en();
        let who = match self.doers() {
            [] => String::new(),
            units => format!(" by {}", self.units_en(units, "or")),
        };
        let by = match (due, self.end()) {
            (Some(due), _) => format!(", by {} (that day included)", self.speaker.en(due)),
            (None, Some(end)) if Some(end) == self.obligation.step => {
                "; its finish ends the procedure".to_owned()
            }
            (None, Some(end)) => {
                format!(", at the latest when {} ends the procedure", quoted(&self.rules.steps[end].name))
            }
            (None, None) => String::new(),
        };
        let returns = if self.has_outcome() { String::new() } else { self.returns_en() };
        let word = match self.obligation.duty {
            duty @ (Duty::Encouraged | Duty::Strive) => must(duty),
            _ if may => "may",
            duty => must(duty),
        };
        let duty = match must_when {
            Some(when) => {
                format!(
                    "{subject} may be done{who}; where {}, it must be done{by}",
                    self.speaker.if_en(when, true)
                )
            }
            None if may => format!("{subject} {word} be done{who}; leaving it out violates nothing"),
            None => format!("{subject} {word} be done{who}{by}"),
        };
        format!("{duty}{returns}")
    }

    fn units_en(&self, units: &[UnitRef], last: &str) -> String {
        let names: Vec<&SmolStr> = units.iter().map(|unit| self.unit(*unit)).collect();
        listed(&names, last)
    }

    /// The period: written, or what it is read from.
    pub(super) fn length_en(&self, period: Period) -> String {
        match self.obligation.length {
            Some(read) => format!("the period set by {}", self.speaker.en(read)),
            None => period.en().to_string(),
        }
    }

    /// What is done at a moment, with its word of duty.
    pub(super) fn act_en(&self, act: ExprId, must: &str) -> String {
        match self.speaker.kind(act) {
            ExprKind::StepField(step, StepField::Finish) => {
                format!("{} {must} be finished", quoted(&self.rules.steps[*step].name))
            }
            ExprKind::StepField(step, StepField::Start) => {
                format!("{} {must} be started", quoted(&self.rules.steps[*step].name))
            }
            ExprKind::DocumentField(document, DocumentField::Date) => {
                format!("{} {must} be issued", quoted(&self.rules.documents[document.kind].name))
            }
            ExprKind::Event(event) => format!("{} {must} happen", quoted(&self.rules.events[*event].name)),
            _ => format!("{} {must} come", self.speaker.en(act)),
        }
    }

    fn follow_en(&self, follow: &Follow, must: &str) -> String {
        let Follow { kind, act, from, on, limit, roll } = follow;
        let on = on.map(|on| format!("where {}, ", self.speaker.if_en(on, true))).unwrap_or_default();
        let within = match limit {
            Some(limit) => format!("within {} from {}", self.length_en(*limit), self.speaker.en(*from)),
            None => format!("after {}", self.speaker.en(*from)),
        };
        let counted = limit.map_or("no limit is written".to_owned(), |limit| {
            counted_en(limit, *roll, self.obligation.length.is_some())
        });
        let what = match kind {
            FollowKind::Plain | FollowKind::Offender | FollowKind::Failing => self.act_en(*act, must),
            FollowKind::Serve => format!("this {must} be served: {}", self.act_en(*act, must)),
            FollowKind::Owed(document) => {
                format!(
                    "{}, which is owed, {must} be handed in",
                    quoted(&self.rules.documents[document.kind].name)
                )
            }
            FollowKind::Commitment => format!("the promise {must} be checked"),
        };
        format!("{}: {on}{what} {within} ({counted})", self.named_en())
    }

    fn ahead_en(&self, ahead: &Ahead, must: &str) -> String {
        let Ahead { each, act, event, period, clear } = ahead;
        let (speaker, who) = match each {
            Some((over, depth)) => {
                (self.speaker.inside(*depth, *over, *act), format!("{}, ", self.speaker.each_en(*over)))
            }
            None => (self.speaker.clone(), String::new()),
        };
        let (act, event) = (speaker.en(*act), speaker.en(*event));
        let clear = if *clear { " clear" } else { "" };
        let length = self.length_en(*period);
        let counted = match period.unit {
            TimeUnit::Workday => "counted back in statutory working days, the day itself not counted",
            _ => "counted back, the day itself not counted",
        };
        format!(
            "{}: {who}{act} {must} be at least {length}{clear} before {event} ({counted})",
            self.named_en()
        )
    }

    /// By when a condition must hold.
    pub(super) fn by_en(&self, by: Option<ExprId>) -> String {
        if let Some(by) = by {
            return format!(", by {} (that day included)", self.speaker.en(by));
        }
        if let Some(register) = self.obligation.register {
            let date = self.rules.registers[register].date;
            return date.map(|date| format!(", as of {}", self.speaker.en(date))).unwrap_or_default();
        }
        match (self.obligation.step, self.obligation.task.and_then(|_| self.task_due())) {
            (Some(_), _) => ", when the step is finished at the latest".to_owned(),
            (None, Some(due)) => format!(", by {} (that day included)", self.speaker.en(due)),
            (None, None) if self.obligation.answers.is_some() => ", as the file stands".to_owned(),
            (None, None) => ", when the procedure ends at the latest".to_owned(),
        }
    }

    fn outcomes_en(&self) -> String {
        let outcomes = self.obligation.step.map(|step| self.rules.steps[step].outcomes.as_slice());
        match outcomes {
            Some(outcomes) if !outcomes.is_empty() => format!("an outcome: {}", listed(outcomes, "or")),
            _ => "an outcome".to_owned(),
        }
    }

    /// When the case goes back.
    fn returns_en(&self) -> String {
        let returns = self.obligation.step.map(|step| self.rules.steps[step].returns.as_slice());
        let one = |back: &crate::model::Return| {
            let to = quoted(&self.rules.steps[back.to].name);
            let when = back.when.map(|when| format!("where {}, ", self.speaker.if_en(when, true)));
            format!("; {}the case goes back to {to} and is done again", when.unwrap_or_default())
        };
        returns.into_iter().flatten().map(one).collect()
    }

    /// Who leads a task and who helps.
    pub(super) fn led_en(&self) -> String {
        let Some(task) = self.obligation.task.map(|task| &self.rules.tasks[task]) else {
            return String::new();
        };
        let part = |units: &[UnitRef], word: &str| match units {
            [] => String::new(),
            units => format!(", {word} {},", self.units_en(units, "and")),
        };
        format!("{}{}", part(&task.lead, "led by"), part(&task.support, "helped by")).replace(",,", ",")
    }

    fn vote_en(&self, vote: &Vote) -> String {
        let Vote { approve, base, without_abstentions, quorum, veto, recused, tie } = vote;
        let of = match (approve, base) {
            (Threshold::Count(_), _) => "",
            (_, VoteBase::Expected) => " of those expected",
            (_, VoteBase::Present) => " of those present",
        };
        let mut parts = vec![format!("{}{of} for it", share_en(*approve, "vote"))];
        if *without_abstentions {
            parts.push("abstentions do not count".to_owned());
        }
        if let Some(quorum) = quorum {
            parts.push(format!("of those expected {} must be present", share_en(*quorum, "person")));
        }
        if !veto.is_empty() {
            parts.push(format!("{} may veto", self.units_en(veto, "and")));
        }
        if !recused.is_empty() {
            parts.push(format!("{} must not vote and do not count", self.units_en(recused, "and")));
        }
        match tie {
            Tie::Counted => {}
            Tie::Carried => parts.push("a tie carries it".to_owned()),
            Tie::Lost => parts.push("a tie defeats it".to_owned()),
            Tie::Head => parts.push("the vote of the head decides a tie".to_owned()),
        }
        parts.join("; ")
    }
}

fn share_en(threshold: Threshold, unit: &str) -> String {
    match threshold {
        Threshold::Count(1) => format!("1 {unit}"),
        Threshold::Count(least) => format!("at least {least} {unit}s"),
        Threshold::Share { part: 1, whole: 2, above: true } => "a majority".to_owned(),
        Threshold::Share { part, whole, above: true } => format!("more than {part}/{whole}"),
        Threshold::Share { part, whole, above: false } => format!("at least {part}/{whole}"),
    }
}

fn meeting_en(part: &MeetingPart, subject: &str, must: &str) -> String {
    match part {
        MeetingPart::Kind(kinds) => format!("the meeting of {subject} {must} be {}", listed(kinds, "or")),
        MeetingPart::SpeaksLast => format!("at the meeting of {subject} the head {must} speak last"),
        MeetingPart::AgainstMajority => {
            format!("in {subject}, a decision against the opinion of the majority {must} give its reasons")
        }
        MeetingPart::Dissent => format!("in {subject}, dissent at the meeting {must} be recorded"),
    }
}
