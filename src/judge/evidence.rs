//! From typed positions to data paths and names.

use super::trace::{CommitmentPart, Evidence, ListAt, RecordPart, TaskPart};
use crate::dossier::{DataPath, DocumentAt, Dossier};
use crate::model::{Arena, Id, RuleSet, Type};
use smol_str::{SmolStr, format_smolstr};

/// Where in the dossier a piece of evidence stands, or would stand.
#[must_use]
pub fn evidence_path(rules: &RuleSet, dossier: &Dossier, at: Evidence) -> DataPath {
    dossier.place_of(folded_path(rules, dossier, at))
}

/// The same in the dossier that acts were folded into.
fn folded_path(rules: &RuleSet, dossier: &Dossier, at: Evidence) -> DataPath {
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
                DocumentAt::Task { task, document } => (
                    DataPath::key("tasks").at(task as usize).then("documents").at(document as usize),
                    dossier.tasks.get(task as usize).and_then(|held| held.documents.get(document as usize)),
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
        Evidence::MemberName(role, member) => {
            DataPath::key("roles").then(role_name(rules, role)).at(member as usize)
        }
        Evidence::Entry(register, at, slot) => {
            let path = entry_path(rules, dossier, register, at);
            let field = slot.and_then(|slot| entry_field(rules, register, slot));
            field.map_or(path.clone(), |field| path.then(field))
        }
        Evidence::Register(register) => DataPath::key("registers").then(register_name(rules, register)),
        Evidence::List(list) => list_path(rules, dossier, list),
        Evidence::Listed(list, at, slot) => {
            let path = list_path(rules, dossier, list).at(at as usize);
            let field = inner_field(rules, dossier, list, slot);
            field.map_or(path.clone(), |field| path.then(field))
        }
        Evidence::Binding(role) => DataPath::key("roles").then(role_name(rules, role)),
        Evidence::Absent(_, step, _) => match step.and_then(|step| latest_record(dossier, step)) {
            Some(record) => DataPath::key("records").at(record as usize).then("documents"),
            None => DataPath::key("records"),
        },
        Evidence::NoRecord(_) => DataPath::key("records"),
        Evidence::Event(event) => {
            DataPath::key("events").at(dossier.event_place(event).1 as usize).then("date")
        }
        Evidence::NoEvent(_) => DataPath::key("events"),
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
        Evidence::Task(entry, part) => {
            let path = DataPath::key("tasks").at(entry as usize);
            let field = task_field(rules, dossier, entry, part);
            match part {
                TaskPart::Finish => path.then("finish"),
                TaskPart::Part(_) => path.then("parts").then(field.unwrap_or_default()),
                TaskPart::Indicator(_) => path.then("indicators").then(field.unwrap_or_default()),
                TaskPart::Documents => path.then("documents"),
            }
        }
        Evidence::NoTask(_) => DataPath::key("tasks"),
    }
}

/// A place in the dossier or in one of its shared files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sited {
    /// 0: the dossier itself; 1 and on: its shared files.
    pub file: u32,
    /// The path in that file.
    pub path: DataPath,
}

/// Where a piece of evidence stands, or would stand, with its file.
#[must_use]
pub fn evidence_site(rules: &RuleSet, dossier: &Dossier, at: Evidence) -> Sited {
    Sited { file: evidence_file(rules, dossier, at), path: evidence_path(rules, dossier, at) }
}

fn evidence_file(rules: &RuleSet, dossier: &Dossier, at: Evidence) -> u32 {
    let role = |id: u32| {
        let given = |file: &crate::dossier::SharedFacts| file.gives_role(id);
        dossier.shared.iter().position(|file| given(file))
    };
    let group = |slot: u32| {
        let at = rules.facts.iter().rposition(|group| group.first_slot <= slot)?;
        dossier.shared.iter().position(|file| file.gives_group(at))
    };
    let shared = match at {
        Evidence::Entry(register, at, _)
        | Evidence::List(ListAt::Entry(register, at, _))
        | Evidence::Listed(ListAt::Entry(register, at, _), ..) => {
            let entries = dossier.registers.get(register as usize);
            return entries.and_then(|entries| entries.place(at)).map_or(0, |(file, _)| file);
        }
        Evidence::Event(event) => return dossier.event_place(event).0,
        Evidence::Role(id, ..)
        | Evidence::MemberName(id, _)
        | Evidence::List(ListAt::Role(id, ..))
        | Evidence::Listed(ListAt::Role(id, ..), ..) => role(id),
        Evidence::Fact(slot)
        | Evidence::List(ListAt::Fact(slot) | ListAt::Inner(slot, ..))
        | Evidence::Listed(ListAt::Fact(slot) | ListAt::Inner(slot, ..), ..) => group(slot),
        _ => None,
    };
    shared.and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(0)
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
                DocumentAt::Task { task, document } => {
                    dossier.tasks.get(task as usize).and_then(|held| held.documents.get(document as usize))
                }
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
        Evidence::MemberName(role, _) => format_smolstr!("{}.名称", role_name(rules, role)),
        Evidence::Entry(register, at, slot) => {
            let entry = entry_name(rules, dossier, register, at);
            match slot.and_then(|slot| entry_field(rules, register, slot)) {
                Some(field) => format_smolstr!("{entry}.{field}"),
                None => entry,
            }
        }
        Evidence::Register(register) => register_name(rules, register),
        Evidence::List(list) => list_name(rules, dossier, list),
        Evidence::Listed(list, at, slot) => {
            let field = inner_field(rules, dossier, list, slot).unwrap_or_default();
            format_smolstr!("{}[{}].{field}", list_name(rules, dossier, list), at + 1)
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
        Evidence::NoEvent(event) => {
            by_position(&rules.events, event).map(|id| rules.events[id].name.clone()).unwrap_or_default()
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
        Evidence::Task(entry, part) => {
            let task = dossier.tasks.get(entry as usize).map(|held| rules.tasks[held.task].name.clone());
            let task = task.unwrap_or_default();
            match (part, task_field(rules, dossier, entry, part)) {
                (TaskPart::Documents, _) => format_smolstr!("{task}.材料"),
                (TaskPart::Indicator(_), Some(field)) => format_smolstr!("{task}.指标.{field}"),
                (_, Some(field)) => format_smolstr!("{task}.完成.{field}"),
                (_, None) => format_smolstr!("{task}.完成"),
            }
        }
        Evidence::NoTask(task) => {
            by_position(&rules.tasks, task).map(|id| rules.tasks[id].name.clone()).unwrap_or_default()
        }
        Evidence::Attestation(_) => SmolStr::new_static("认定"),
        Evidence::Deviation(_) => SmolStr::new_static("偏离"),
        Evidence::Waiver(_) => SmolStr::new_static("免除"),
    }
}

fn register_name(rules: &RuleSet, register: u32) -> SmolStr {
    by_position(&rules.registers, register).map(|id| rules.registers[id].name.clone()).unwrap_or_default()
}

fn entry_path(rules: &RuleSet, dossier: &Dossier, register: u32, at: u32) -> DataPath {
    let entries = dossier.registers.get(register as usize);
    let local = entries.and_then(|entries| entries.place(at)).map_or(at, |(_, local)| local);
    DataPath::key("registers").then(register_name(rules, register)).at(local as usize)
}

/// `成品油经营主体[甲站]`
fn entry_name(rules: &RuleSet, dossier: &Dossier, register: u32, at: u32) -> SmolStr {
    let entry = dossier.registers.get(register as usize).and_then(|entries| entries.get(at));
    let key = entry.map(|entry| entry.key.as_str()).unwrap_or_default();
    format_smolstr!("{}[{key}]", register_name(rules, register))
}

fn field_name(rules: &RuleSet, schema: Id<crate::model::Schema>, slot: u16) -> Option<SmolStr> {
    rules.schemas[schema].fields.get(usize::from(slot)).map(|field| field.name.clone())
}

fn entry_field(rules: &RuleSet, register: u32, slot: u16) -> Option<SmolStr> {
    let id = by_position(&rules.registers, register)?;
    field_name(rules, rules.registers[id].schema, slot)
}

/// The field that holds a list, as evidence of its own.
fn of_list(list: ListAt) -> Evidence {
    match list {
        ListAt::Fact(slot) => Evidence::Fact(slot),
        ListAt::Entry(register, at, slot) => Evidence::Entry(register, at, Some(slot)),
        ListAt::Role(role, member, slot) => Evidence::Role(role, member, slot),
        ListAt::Document(at, slot) => Evidence::Document(at, Some(slot)),
        ListAt::Inner(fact, at, slot) => Evidence::Listed(ListAt::Fact(fact), at, slot),
    }
}

fn list_path(rules: &RuleSet, dossier: &Dossier, list: ListAt) -> DataPath {
    evidence_path(rules, dossier, of_list(list))
}

fn list_name(rules: &RuleSet, dossier: &Dossier, list: ListAt) -> SmolStr {
    evidence_name(rules, dossier, of_list(list))
}

/// The schema and the slot of a field of an entry or of a role's member.
#[must_use]
pub fn evidence_schema(
    rules: &RuleSet,
    dossier: &Dossier,
    at: Evidence,
) -> Option<(Id<crate::model::Schema>, u16)> {
    match at {
        Evidence::Entry(register, _, Some(slot)) => {
            Some((rules.registers[by_position(&rules.registers, register)?].schema, slot))
        }
        Evidence::Role(role, _, slot) => Some((rules.roles[by_position(&rules.roles, role)?].schema?, slot)),
        Evidence::Listed(list, _, slot) => Some((records_of(rules, dossier, list)?, slot)),
        _ => None,
    }
}

/// The name of a field of the records in a list.
fn inner_field(rules: &RuleSet, dossier: &Dossier, list: ListAt, slot: u16) -> Option<SmolStr> {
    field_name(rules, records_of(rules, dossier, list)?, slot)
}

/// The fields of the records in a list.
fn records_of(rules: &RuleSet, dossier: &Dossier, list: ListAt) -> Option<Id<crate::model::Schema>> {
    let field = |schema: Id<crate::model::Schema>, slot: u16| {
        rules.schemas[schema].fields.get(usize::from(slot)).map(|field| &field.ty)
    };
    let ty = match list {
        ListAt::Fact(slot) => {
            let group = rules.facts.iter().rev().find(|group| group.first_slot <= slot)?;
            field(group.schema, u16::try_from(slot - group.first_slot).ok()?)?
        }
        ListAt::Entry(register, _, slot) => {
            field(rules.registers[by_position(&rules.registers, register)?].schema, slot)?
        }
        ListAt::Role(role, _, slot) => field(rules.roles[by_position(&rules.roles, role)?].schema?, slot)?,
        ListAt::Document(at, slot) => {
            let document = match at {
                DocumentAt::Record { record, document } => {
                    dossier.records.get(record as usize)?.documents.get(document as usize)?
                }
                DocumentAt::Waiver { waiver, document } => {
                    dossier.waivers.get(waiver as usize)?.documents.get(document as usize)?
                }
                DocumentAt::Task { task, document } => {
                    dossier.tasks.get(task as usize)?.documents.get(document as usize)?
                }
            };
            field(rules.documents[document.kind].schema, slot)?
        }
        ListAt::Inner(fact, _, slot) => field(records_of(rules, dossier, ListAt::Fact(fact))?, slot)?,
    };
    let mut ty = ty;
    while let Type::List(inner) = ty {
        ty = inner;
    }
    match ty {
        Type::Record(schema) => Some(*schema),
        _ => None,
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

/// The name of a task's part or 指标.
fn task_field(rules: &RuleSet, dossier: &Dossier, entry: u32, part: TaskPart) -> Option<SmolStr> {
    let task = &rules.tasks[dossier.tasks.get(entry as usize)?.task];
    let (schema, slot) = match part {
        TaskPart::Part(slot) => (task.parts, slot),
        TaskPart::Indicator(slot) => (task.indicators, slot),
        TaskPart::Finish | TaskPart::Documents => return None,
    };
    rules.schemas[schema].fields.get(usize::from(slot)).map(|field| field.name.clone())
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
        RecordPart::Expected => record.then("meeting").then("expected"),
        RecordPart::Present => record.then("meeting").then("present"),
        RecordPart::Ballots => record.then("meeting").then("ballots"),
        RecordPart::Recused => record.then("meeting").then("recused"),
        RecordPart::Opinions => record.then("opinions"),
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
        RecordPart::Expected => "会议.应到",
        RecordPart::Present => "会议.实到",
        RecordPart::Ballots => "会议.投票",
        RecordPart::Recused => "会议.回避",
        RecordPart::Opinions => "意见",
        RecordPart::Decision => "会议.决定",
        RecordPart::Reasons => "会议.理由",
        RecordPart::Dissents => "会议.不同意见",
    }
}
