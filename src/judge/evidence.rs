//! From typed positions to data paths and names.

use super::trace::{CommitmentPart, Evidence, RecordPart};
use crate::dossier::{DataPath, DocumentAt, Dossier};
use crate::model::{Arena, Id, RuleSet};
use smol_str::{SmolStr, format_smolstr};

/// Where in the dossier a piece of evidence stands, or would stand.
#[must_use]
pub fn evidence_path(rules: &RuleSet, dossier: &Dossier, at: Evidence) -> DataPath {
    match at {
        Evidence::Fact(slot) => match fact(rules, slot) {
            Some((group, field)) if group == "项目" => DataPath::key("project").then(field),
            Some((group, field)) => DataPath::key(group).then(field),
            None => DataPath::default(),
        },
        Evidence::Record(record, part) => part_path(DataPath::key("records").at(record as usize), part),
        Evidence::Document(at, slot) => {
            let (path, kind) = match at {
                DocumentAt::Record { record, document } => (
                    DataPath::key("records").at(record as usize).then("documents").at(document as usize),
                    dossier
                        .records
                        .get(record as usize)
                        .and_then(|held| held.documents.get(document as usize)),
                ),
                DocumentAt::Waiver { waiver, document } => (
                    DataPath::key("waivers").at(waiver as usize).then("documents").at(document as usize),
                    dossier
                        .waivers
                        .get(waiver as usize)
                        .and_then(|held| held.documents.get(document as usize)),
                ),
            };
            let field = kind.zip(slot).and_then(|(document, slot)| {
                let schema = rules.documents[document.kind].schema;
                rules.schemas[schema].fields.get(usize::from(slot)).map(|field| field.name.clone())
            });
            match field {
                Some(field) => path.then("fields").then(field),
                None => path.then("date"),
            }
        }
        Evidence::Role(role, member, slot) => {
            let path = DataPath::key("roles").then(role_name(rules, role)).at(member as usize);
            let field =
                by_position(&rules.roles, role).and_then(|id| rules.roles[id].schema).and_then(|schema| {
                    rules.schemas[schema].fields.get(usize::from(slot)).map(|field| field.name.clone())
                });
            field.map_or(path.clone(), |field| path.then(field))
        }
        Evidence::Binding(role) => DataPath::key("roles").then(role_name(rules, role)),
        Evidence::Absent(_, step, _) => match step.and_then(|step| latest_record(dossier, step)) {
            Some(record) => DataPath::key("records").at(record as usize).then("documents"),
            None => DataPath::key("records"),
        },
        Evidence::NoRecord(_) => DataPath::key("records"),
        Evidence::Event(event) => DataPath::key("events").at(event as usize).then("date"),
        Evidence::Attestation(entry) => DataPath::key("attestations").at(entry as usize),
        Evidence::Deviation(entry) => DataPath::key("deviations").at(entry as usize),
        Evidence::Waiver(entry) => DataPath::key("waivers").at(entry as usize),
        Evidence::NoFinding(_) => DataPath::key("attestations"),
        Evidence::Commitment(entry, part) => {
            let entry = DataPath::key("commitments").at(entry as usize);
            match part {
                CommitmentPart::Date => entry.then("date"),
                CommitmentPart::Checked => entry.then("checked"),
                CommitmentPart::Kept => entry.then("kept"),
            }
        }
        Evidence::NoCommitment(_) => DataPath::key("commitments"),
    }
}

/// What a piece of evidence is called, in the rules' own names.
#[must_use]
pub fn evidence_name(rules: &RuleSet, dossier: &Dossier, at: Evidence) -> SmolStr {
    let step_name = |step: u32| {
        by_position(&rules.steps, step).map(|id| rules.steps[id].name.clone()).unwrap_or_default()
    };
    match at {
        Evidence::Fact(slot) => fact(rules, slot)
            .map_or_else(SmolStr::default, |(group, field)| format_smolstr!("{group}.{field}")),
        Evidence::Record(record, part) => {
            let step =
                dossier.records.get(record as usize).map(|record| rules.steps[record.step].name.clone());
            format_smolstr!("{}.{}", step.unwrap_or_default(), part_name(part))
        }
        Evidence::Document(at, slot) => {
            let document = match at {
                DocumentAt::Record { record, document } => dossier
                    .records
                    .get(record as usize)
                    .and_then(|held| held.documents.get(document as usize)),
                DocumentAt::Waiver { waiver, document } => dossier
                    .waivers
                    .get(waiver as usize)
                    .and_then(|held| held.documents.get(document as usize)),
            };
            let Some(kind) = document.map(|document| &rules.documents[document.kind]) else {
                return SmolStr::default();
            };
            let field = slot.and_then(|slot| rules.schemas[kind.schema].fields.get(usize::from(slot)));
            format_smolstr!("{}.{}", kind.name, field.map_or("日期", |field| field.name.as_str()))
        }
        Evidence::Role(role, member, slot) => {
            let field = by_position(&rules.roles, role)
                .and_then(|id| rules.roles[id].schema)
                .and_then(|schema| rules.schemas[schema].fields.get(usize::from(slot)));
            let who = by_position(&rules.roles, role)
                .and_then(|id| dossier.roles.get(id.index()))
                .and_then(|binding| binding.members.get(member as usize))
                .and_then(|member| member.name.clone());
            let who = who.unwrap_or_else(|| format_smolstr!("{}", member + 1));
            format_smolstr!(
                "{}[{who}].{}",
                role_name(rules, role),
                field.map_or("", |field| field.name.as_str())
            )
        }
        Evidence::Binding(role) => role_name(rules, role),
        Evidence::Absent(document, ..) => by_position(&rules.documents, document)
            .map(|id| rules.documents[id].name.clone())
            .unwrap_or_default(),
        Evidence::NoRecord(step) => step_name(step),
        Evidence::Event(event) => {
            let entry = dossier.events.iter().flatten().find(|entry| entry.position == event);
            entry.map(|entry| rules.events[entry.kind].name.clone()).unwrap_or_default()
        }
        Evidence::NoFinding(obligation) => by_position(&rules.obligations, obligation)
            .map(|id| rules.obligations[id].id.clone())
            .unwrap_or_default(),
        Evidence::Commitment(entry, part) => {
            let held = dossier.commitments.get(entry as usize);
            let id = held.map(|held| rules.obligations[held.obligation].id.as_str()).unwrap_or_default();
            let part = match part {
                CommitmentPart::Date => "日期",
                CommitmentPart::Checked => "核查",
                CommitmentPart::Kept => "属实",
            };
            format_smolstr!("{id}.{part}")
        }
        Evidence::NoCommitment(obligation) => by_position(&rules.obligations, obligation)
            .map(|id| rules.obligations[id].id.clone())
            .unwrap_or_default(),
        Evidence::Attestation(_) => SmolStr::new_static("认定"),
        Evidence::Deviation(_) => SmolStr::new_static("偏离"),
        Evidence::Waiver(_) => SmolStr::new_static("免除"),
    }
}

fn by_position<T>(arena: &Arena<T>, position: u32) -> Option<Id<T>> {
    ((position as usize) < arena.len()).then(|| Id::new(position as usize))
}

fn role_name(rules: &RuleSet, role: u32) -> SmolStr {
    by_position(&rules.roles, role).map(|id| rules.roles[id].name.clone()).unwrap_or_default()
}

fn latest_record(dossier: &Dossier, step: u32) -> Option<u32> {
    dossier.by_step.get(step as usize)?.last().copied()
}

/// The 档案 and the field of a slot.
fn fact(rules: &RuleSet, slot: u32) -> Option<(SmolStr, SmolStr)> {
    let group = rules.facts.iter().rev().find(|group| group.first_slot <= slot)?;
    let field = rules.schemas[group.schema].fields.get((slot - group.first_slot) as usize)?;
    Some((group.name.clone(), field.name.clone()))
}

fn part_path(record: DataPath, part: RecordPart) -> DataPath {
    match part {
        RecordPart::Start => record.then("start"),
        RecordPart::Finish => record.then("finish"),
        RecordPart::By => record.then("by"),
        RecordPart::Outcome => record.then("outcome"),
        RecordPart::Manner => record.then("manner"),
        RecordPart::Sequence => record.then("sequence"),
        RecordPart::Meeting => record.then("meeting"),
        RecordPart::MeetingKind => record.then("meeting").then("kind"),
        RecordPart::Speakers => record.then("meeting").then("speakers"),
        RecordPart::Head => record.then("meeting").then("head"),
        RecordPart::Votes => record.then("meeting").then("votes"),
        RecordPart::Decision => record.then("meeting").then("decision"),
        RecordPart::Reasons => record.then("meeting").then("reasons"),
        RecordPart::Dissents => record.then("meeting").then("dissents"),
    }
}

fn part_name(part: RecordPart) -> &'static str {
    match part {
        RecordPart::Start => "开始",
        RecordPart::Finish => "完成",
        RecordPart::By => "承办",
        RecordPart::Outcome => "结论",
        RecordPart::Manner => "方式",
        RecordPart::Sequence => "顺序",
        RecordPart::Meeting => "会议",
        RecordPart::MeetingKind => "会议.种类",
        RecordPart::Speakers => "会议.发言",
        RecordPart::Head => "会议.行政首长",
        RecordPart::Votes => "会议.表决",
        RecordPart::Decision => "会议.决定",
        RecordPart::Reasons => "会议.理由",
        RecordPart::Dissents => "会议.不同意见",
    }
}
