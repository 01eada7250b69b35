//! From a tree to a [`Submission`]: the shape of a dossier.

use super::super::fault::Spot;
use super::super::{PathPart, fault::Faults};
use super::keys;
use super::shape::{TEXT, Walk, normal};
use super::tree::{Entry, Kind, Node};
use crate::diag::dossier as faults;
use crate::model::{
    RawValue, Submission, SubmittedAct, SubmittedAttestation, SubmittedCommitment, SubmittedDeviation,
    SubmittedDocument, SubmittedEvent, SubmittedExtension, SubmittedMeeting, SubmittedOpinion,
    SubmittedRecord, SubmittedSuspension, SubmittedTask, SubmittedWaiver, Votes,
};
use smol_str::SmolStr;

/// What a tree says; faulty parts are left at their defaults and reported.
pub(in crate::dossier) fn submission(root: &Node<'_>, faults: &mut Faults) -> Submission {
    let mut walk = Walk { path: Vec::new(), faults };
    let mut result = Submission::default();
    let Kind::Map(entries) = &root.kind else {
        if !matches!(root.kind, Kind::Bad) {
            let found = root.kind.describe();
            walk.fault(Spot::Value, || {
                crate::diag::dossier::wrong_type(("一份卷宗（一组键值）", "a dossier (a record)"), found)
            });
        }
        return result;
    };
    let mut seen = 0u32;
    for entry in entries {
        match keys::find(keys::DOSSIER, &entry.key).and_then(|at| Some((at, keys::DOSSIER.get(at)?))) {
            Some((at, key)) => walk.below(PathPart::Key(SmolStr::new_static(key.en)), |walk| {
                if seen & (1 << at) != 0 {
                    walk.fault(Spot::Key, || faults::doubled_key(&entry.key));
                }
                seen |= 1 << at;
                if !matches!(entry.value.kind, Kind::Null) {
                    walk.part(&mut result, key.en, &entry.value);
                }
            }),
            // What editors look for; it says nothing of the project.
            None if entry.key == "$schema" => {
                walk.below(PathPart::Key(SmolStr::new_static("$schema")), |walk| {
                    drop(walk.text(&entry.value))
                });
            }
            None => walk.group(&mut result, entry),
        }
    }
    result
}

impl Walk<'_> {
    /// A key that may name a 档案; `项目` and `project` are one.
    fn group(&mut self, result: &mut Submission, entry: &Entry<'_>) {
        let key = if entry.key == "项目" { SmolStr::new_static("project") } else { normal(&entry.key) };
        self.below(PathPart::Key(key.clone()), |walk| {
            if result.groups.iter().any(|(other, _)| *other == key) {
                walk.fault(Spot::Key, || faults::doubled_key(&entry.key));
            }
            let value = walk.raw(&entry.value);
            result.groups.push((key, value));
        });
    }

    /// One known key of the dossier itself.
    fn part(&mut self, result: &mut Submission, key: &str, node: &Node<'_>) {
        match key {
            "ruleset" => result.ruleset = Some(self.name(node)),
            "procedure" => result.procedure = Some(self.name(node)),
            "as_of" => result.as_of = Some(self.name(node)),
            "roles" => result.roles = self.pairs(node),
            "registers" => result.registers = self.registers(node),
            "facts" => result.shared = self.texts(node),
            "records" => result.records = self.list(node, Self::step_record),
            "events" => result.events = self.list(node, Self::event),
            "suspensions" => result.suspensions = self.list(node, Self::suspension),
            "extensions" => result.extensions = self.list(node, Self::extension),
            "waivers" => result.waivers = self.list(node, Self::waiver),
            "deviations" => result.deviations = self.list(node, Self::deviation),
            "commitments" => result.commitments = self.list(node, Self::commitment),
            "attestations" => result.attestations = self.list(node, Self::attestation),
            "tasks" => result.tasks = Some(self.list(node, Self::task)),
            _ => result.partial = self.yes(node),
        }
    }

    fn step_record(&mut self, node: &Node<'_>) -> SubmittedRecord {
        let mut result = SubmittedRecord::default();
        self.record(node, keys::RECORD, |walk, key, value| match key {
            "step" => result.step = walk.name(value),
            "attempt" => result.attempt = walk.count(value),
            "start" => result.start = Some(walk.text(value)),
            "finish" => result.finish = Some(walk.text(value)),
            "by" => result.by = walk.texts(value),
            "manner" => result.manner = Some(walk.name(value)),
            "recorded" => result.recorded = Some(walk.text(value)),
            "notice" => result.notice = Some(walk.text(value)),
            "documents" => result.documents = walk.list(value, Self::document),
            "outcome" => result.outcome = Some(walk.text(value)),
            "data" => result.data = walk.pairs(value),
            "sequence" => result.sequence = Some(walk.list(value, Self::name)),
            "meeting" => result.meeting = Some(walk.meeting(value)),
            _ => result.opinions = walk.list(value, Self::opinion),
        });
        result
    }

    fn task(&mut self, node: &Node<'_>) -> SubmittedTask {
        let mut result = SubmittedTask::default();
        self.record(node, keys::TASK, |walk, key, value| match key {
            "task" => result.task = walk.name(value),
            "start" => result.start = Some(walk.text(value)),
            "finish" => result.finish = Some(walk.text(value)),
            "done" => result.done = walk.yes(value),
            "by" => result.by = walk.texts(value),
            "parts" => result.parts = walk.pairs(value),
            "indicators" => result.indicators = walk.pairs(value),
            _ => result.documents = walk.list(value, Self::document),
        });
        result
    }

    fn document(&mut self, node: &Node<'_>) -> SubmittedDocument {
        let mut result = SubmittedDocument::default();
        self.record(node, keys::DOCUMENT, |walk, key, value| match key {
            "kind" => result.kind = walk.name(value),
            "date" => result.date = Some(walk.text(value)),
            "fields" => result.fields = walk.pairs(value),
            "ref" => result.reference = Some(walk.text(value)),
            _ => result.sha256 = Some(walk.text(value)),
        });
        result
    }

    fn meeting(&mut self, node: &Node<'_>) -> SubmittedMeeting {
        let mut result = SubmittedMeeting::default();
        self.record(node, keys::MEETING, |walk, key, value| match key {
            "kind" => result.kind = Some(walk.name(value)),
            "expected" => result.expected = walk.count(value),
            "present" => result.present = walk.count(value),
            "head" => result.head = Some(walk.name(value)),
            "speakers" => result.speakers = Some(walk.list(value, Self::name)),
            "votes" => result.votes = Some(walk.votes(value)),
            "ballots" => result.ballots = Some(walk.list(value, Self::ballot)),
            "recused" => result.recused = Some(walk.list(value, Self::name)),
            "decision" => result.decision = Some(walk.text(value)),
            "reasons" => result.reasons = Some(walk.text(value)),
            _ => result.dissents = Some(walk.list(value, Self::dissent)),
        });
        result
    }

    fn votes(&mut self, node: &Node<'_>) -> Votes {
        let mut result = Votes::default();
        self.record(node, keys::VOTES, |walk, key, value| {
            let count = walk.count(value).unwrap_or_default();
            match key {
                "for" => result.approve = count,
                "against" => result.reject = count,
                _ => result.abstain = count,
            }
        });
        result
    }

    fn dissent(&mut self, node: &Node<'_>) -> (SmolStr, SmolStr) {
        let (mut by, mut text) = (SmolStr::default(), SmolStr::default());
        self.record(node, keys::DISSENT, |walk, key, value| match key {
            "by" => by = walk.name(value),
            _ => text = walk.text(value),
        });
        (by, text)
    }

    fn opinion(&mut self, node: &Node<'_>) -> SubmittedOpinion {
        self.said(node, keys::OPINION)
    }

    fn ballot(&mut self, node: &Node<'_>) -> SubmittedOpinion {
        self.said(node, keys::BALLOT)
    }

    fn said(&mut self, node: &Node<'_>, table: &'static [keys::Key]) -> SubmittedOpinion {
        let mut result = SubmittedOpinion::default();
        self.record(node, table, |walk, key, value| match key {
            "by" => result.by = walk.name(value),
            "result" => result.result = walk.name(value),
            "date" => result.date = Some(walk.text(value)),
            _ => result.text = Some(walk.text(value)),
        });
        result
    }

    fn event(&mut self, node: &Node<'_>) -> SubmittedEvent {
        let mut result = SubmittedEvent::default();
        self.record(node, keys::EVENT, |walk, key, value| match key {
            "event" => result.event = walk.name(value),
            "date" => result.date = Some(walk.text(value)),
            "by" => result.by = walk.texts(value),
            "ref" => result.reference = Some(walk.text(value)),
            key => walk.act(result.act.get_or_insert_default(), key, value),
        });
        result
    }

    /// What an act says besides its word, its day and who did it.
    fn act(&mut self, result: &mut SubmittedAct, key: &str, value: &Node<'_>) {
        match key {
            "step" => result.step = Some(self.name(value)),
            "to" => result.to = Some(self.name(value)),
            "clock" => result.clock = Some(self.name(value)),
            "obligation" => result.obligation = Some(self.name(value)),
            "kind" => result.kind = Some(self.name(value)),
            "amount" => result.amount = Some(self.text(value)),
            "notice" => result.notice = Some(self.text(value)),
            "result" => result.result = Some(self.name(value)),
            "text" => result.text = Some(self.text(value)),
            "outcome" => result.outcome = Some(self.text(value)),
            "manner" => result.manner = Some(self.name(value)),
            "recorded" => result.recorded = Some(self.text(value)),
            "documents" => result.documents = self.list(value, Self::document),
            "sequence" => result.sequence = Some(self.list(value, Self::name)),
            "meeting" => result.meeting = Some(self.meeting(value)),
            _ => result.data = self.pairs(value),
        }
    }

    fn suspension(&mut self, node: &Node<'_>) -> SubmittedSuspension {
        let mut result = SubmittedSuspension::default();
        self.record(node, keys::SUSPENSION, |walk, key, value| match key {
            "clock" => result.clock = walk.name(value),
            "kind" => result.kind = walk.name(value),
            "from" => result.from = walk.text(value),
            "to" => result.to = Some(walk.text(value)),
            _ => result.notice = Some(walk.text(value)),
        });
        result
    }

    fn extension(&mut self, node: &Node<'_>) -> SubmittedExtension {
        let mut result = SubmittedExtension::default();
        self.record(node, keys::EXTENSION, |walk, key, value| match key {
            "clock" => result.clock = walk.name(value),
            "amount" => result.amount = walk.text(value),
            "approved_by" => result.approved_by = Some(walk.name(value)),
            "date" => result.date = Some(walk.text(value)),
            _ => result.notice = Some(walk.text(value)),
        });
        result
    }

    fn waiver(&mut self, node: &Node<'_>) -> SubmittedWaiver {
        let mut result = SubmittedWaiver::default();
        self.record(node, keys::WAIVER, |walk, key, value| match key {
            "step" => result.step = walk.name(value),
            "approved_by" => result.approved_by = Some(walk.name(value)),
            "date" => result.date = Some(walk.text(value)),
            _ => result.documents = walk.list(value, Self::document),
        });
        result
    }

    fn deviation(&mut self, node: &Node<'_>) -> SubmittedDeviation {
        let mut result = SubmittedDeviation::default();
        self.record(node, keys::DEVIATION, |walk, key, value| match key {
            "obligation" => result.obligation = walk.name(value),
            "reason" => result.reason = walk.name(value),
            "by" => result.by = Some(walk.name(value)),
            _ => result.date = Some(walk.text(value)),
        });
        result
    }

    fn attestation(&mut self, node: &Node<'_>) -> SubmittedAttestation {
        let mut result = SubmittedAttestation::default();
        self.record(node, keys::ATTESTATION, |walk, key, value| match key {
            "obligation" => result.obligation = walk.name(value),
            "result" => result.result = walk.result(value),
            "by" => result.by = Some(walk.name(value)),
            "date" => result.date = Some(walk.text(value)),
            _ => result.reason = Some(walk.text(value)),
        });
        result
    }

    fn commitment(&mut self, node: &Node<'_>) -> SubmittedCommitment {
        let mut result = SubmittedCommitment::default();
        self.record(node, keys::COMMITMENT, |walk, key, value| match key {
            "obligation" => result.obligation = walk.name(value),
            "by" => result.by = Some(walk.name(value)),
            "date" => result.date = Some(walk.text(value)),
            "promise" => result.promise = Some(walk.text(value)),
            "checked" => result.checked = Some(walk.text(value)),
            _ => result.kept = Some(walk.result(value)),
        });
        result
    }

    /// `yes`, `no`, 是, 否, `true`, `false`.
    fn result(&mut self, node: &Node<'_>) -> SmolStr {
        match self.raw(node) {
            RawValue::Bool(met) => SmolStr::new_static(if met { "yes" } else { "no" }),
            RawValue::Text(text) => text,
            RawValue::Null => SmolStr::default(),
            _ => {
                let found = node.kind.describe();
                self.fault(Spot::Value, || faults::wrong_type(TEXT, found));
                SmolStr::default()
            }
        }
    }
}
