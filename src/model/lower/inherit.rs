//! 沿用: a 测试 that takes another one and changes only what it names.
//!
//! INVARIANT: what the scenario does not name is as in the other, expectations too. `缺` takes away
//! what the other has; what it does not have cannot be taken away.

use super::Lower;
use super::head::Head;
use crate::diag::names;
use crate::model::{
    Expectation, RawValue, Submission, SubmittedDocument, SubmittedMeeting, SubmittedRecord, SubmittedTask,
    TestCase,
};
use crate::syntax::ast::Statement;
use crate::syntax::vocabulary::{ClauseWord, Keyword};
use crate::text::Span;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// The scenario that this one takes over, without what it says is not there. An error has been
    /// reported: nothing more can be said of a scenario whose other is not known.
    pub(super) fn inherited(&mut self, statement: Statement<'s>) -> Result<Option<TestCase>, ()> {
        let mut base = None;
        for clause in statement.clauses() {
            match (clause.word, clause.items.first()) {
                (ClauseWord::Inherits, Some(target)) if base.is_none() => {
                    let name = self.word(target).ok_or(())?;
                    base = Some(self.earlier_test(&name, target.span).ok_or(())?);
                }
                (word, _) => {
                    let (zh, en) = (format!("「{}」", word.zh()), format!("‘{}’", word.en()));
                    self.report(names::surplus(clause.span, &zh, &en));
                }
            }
        }
        self.take_away(base.as_mut().map(|base| &mut base.dossier), statement);
        Ok(base)
    }

    /// Only what stands earlier in the same file can be taken over, so that no circle can be written.
    fn earlier_test(&mut self, name: &SmolStr, span: Span) -> Option<TestCase> {
        let here = |test: &&TestCase| test.span.file == span.file;
        if let Some(found) = self.rules.tests.iter().filter(here).find(|test| test.name == *name) {
            return Some(found.clone());
        }
        let known: Vec<SmolStr> =
            self.rules.tests.iter().filter(here).map(|test| test.name.clone()).collect();
        let near = super::symbols::nearest(name, known.iter().map(SmolStr::as_str));
        let found = names::unknown(span, "测试", "test", name, near);
        self.report(if near.is_some() {
            found
        } else {
            found.help(
                "只能沿用同一文件里写在前面的测试",
                "a test extends one that stands earlier in the same file",
            )
        });
        None
    }

    /// `缺 记录：甲、乙；` in a scenario, `缺：结论、公告；` in its 记录 and 事实.
    fn take_away(&mut self, mut base: Option<&mut Submission>, statement: Statement<'s>) {
        for member in statement.body().into_iter().flatten() {
            let Some(head) = Head::read(member) else { continue };
            if head.keyword == Some(Keyword::Lacks) && !member.has_colon() {
                self.report(
                    names::required(
                        head.span,
                        "「：」和要去掉的名称",
                        "the colon and the names to be taken away",
                    )
                    .help("写成「缺 记录：甲；」", "write ‘lacks record: NAME;’"),
                );
                continue;
            }
            match head.keyword {
                Some(Keyword::Lacks) => self.lacks_whole(base.as_deref_mut(), &head, member),
                Some(Keyword::Record) => {
                    let key = (Self::head_word(&head), Self::attempt_of(member));
                    let record = base.as_deref_mut().and_then(|base| {
                        base.records.iter_mut().find(|one| (one.step.clone(), attempt(one)) == key)
                    });
                    self.lacks_inside(record, member);
                }
                Some(Keyword::Task) => {
                    let name = Self::head_word(&head);
                    let task = base
                        .as_deref_mut()
                        .and_then(|base| base.tasks.iter_mut().flatten().find(|one| one.task == name));
                    self.lacks_inside(task, member);
                }
                Some(Keyword::Given) => {
                    let name = Self::head_word(&head);
                    let fields = base.as_deref_mut().and_then(|base| {
                        base.groups.iter_mut().find(|(group, _)| *group == name).map(|(_, value)| value)
                    });
                    self.lacks_inside(fields, member);
                }
                _ => {}
            }
        }
    }

    fn head_word(head: &Head<'_>) -> SmolStr {
        head.items.first().map(|item| SmolStr::new(&item.word.text)).unwrap_or_default()
    }

    /// 次数 of a record's block; 1 where it is not written. Faults in it are reported where it is read.
    fn attempt_of(block: Statement<'s>) -> u32 {
        let mut members = block.body().into_iter().flatten();
        let member = members.find(|member| Head::keyword_of(*member) == Some(Keyword::Attempt));
        let value = member.and_then(|member| member.value());
        value.and_then(|value| value.items.first().and_then(super::scenario::whole_number)).unwrap_or(1)
    }

    fn lacks_whole(&mut self, base: Option<&mut Submission>, head: &Head<'s>, member: Statement<'s>) {
        let Some(base) = base else { return self.nothing_inherited(head) };
        let kind = head.items.first().and_then(|item| Keyword::of(&item.word.text));
        for name in self.value_words(member) {
            let gone = match kind {
                Some(Keyword::Record) => drop_all(&mut base.records, |one| one.step == name),
                Some(Keyword::Task) => {
                    base.tasks.as_mut().is_some_and(|tasks| drop_all(tasks, |one| one.task == name))
                }
                Some(Keyword::Role) => drop_all(&mut base.roles, |one| one.0 == name),
                Some(Keyword::Given) => drop_all(&mut base.groups, |one| one.0 == name),
                Some(Keyword::Event) => drop_all(&mut base.events, |one| one.event == name),
                Some(Keyword::Finding) => drop_all(&mut base.attestations, |one| one.obligation == name),
                Some(Keyword::Deviation) => drop_all(&mut base.deviations, |one| one.obligation == name),
                Some(Keyword::Commitment | Keyword::Owed) => {
                    drop_all(&mut base.commitments, |one| one.obligation == name)
                }
                Some(Keyword::Waiver) => drop_all(&mut base.waivers, |one| one.step == name),
                Some(Keyword::Suspension) => drop_all(&mut base.suspensions, |one| one.clock == name),
                Some(Keyword::Extension) => drop_all(&mut base.extensions, |one| one.clock == name),
                _ => {
                    return self.report(
                        names::required(
                            head.span,
                            "「缺」的种类，如「缺 记录：甲」「缺 角色：乙」",
                            "what is taken away, such as ‘lacks record: A’ or ‘lacks role: B’",
                        )
                        .help(
                            "可以写：记录、任务、角色、事实、事件、认定、偏离、告知承诺、容缺、免除、暂停、延长",
                            "one of: record, task, role, given, event, finding, deviation, commitment, owed, waived, suspension, extension",
                        ),
                    );
                }
            };
            if !gone {
                self.not_there(member, &name);
            }
        }
    }

    fn lacks_inside(&mut self, mut from: Option<&mut impl Lacking>, block: Statement<'s>) {
        for member in block.body().into_iter().flatten() {
            let Some(head) = Head::read(member).filter(|head| head.keyword == Some(Keyword::Lacks)) else {
                continue;
            };
            let Some(from) = from.as_deref_mut() else {
                self.nothing_inherited(&head);
                continue;
            };
            for name in self.value_words(member) {
                if !from.lack(&name) {
                    self.not_there(member, &name);
                }
            }
        }
    }

    fn nothing_inherited(&mut self, head: &Head<'_>) {
        let found = names::misplaced(head.span, &head.word, "没有「沿用」的内容", "what extends nothing");
        self.report(found.help(
            "没有写的就是没有，删去这一句；或先写「测试 “乙” 沿用 “甲”」",
            "what is not written is not there: remove it, or write ‘test \"b\" extends \"a\"’",
        ));
    }

    fn not_there(&mut self, member: Statement<'_>, name: &str) {
        let rules = &self.rules;
        let documents = rules.documents.iter().map(|one| &one.name);
        let steps = rules.steps.iter().map(|one| &one.name);
        let roles = rules.roles.iter().map(|one| &one.name);
        let fields = rules.schemas.iter().flat_map(|one| &one.fields).map(|one| &one.name);
        let known: Vec<SmolStr> = documents.chain(steps).chain(roles).chain(fields).cloned().collect();
        let near = super::symbols::nearest(name, known.iter().map(SmolStr::as_str));
        let found = names::unknown(member.span(), "内容", "part", name, near);
        let (zh, en) = ("被沿用的测试里没有它", "the extended test does not have it");
        self.report(match near {
            Some(near) => {
                found.help(format!("{zh}；是否应为「{near}」？"), format!("{en}; did you mean ‘{near}’?"))
            }
            None => found.help(zh, en),
        });
    }
}

fn attempt(record: &SubmittedRecord) -> u32 {
    record.attempt.unwrap_or(1)
}

/// Removes what fits; whether there was any.
fn drop_all<T>(list: &mut Vec<T>, fits: impl Fn(&T) -> bool) -> bool {
    let before = list.len();
    list.retain(|one| !fits(one));
    list.len() < before
}

/// What single parts can be taken from.
trait Lacking {
    /// Removes a part; whether it was there.
    fn lack(&mut self, name: &str) -> bool;
}

impl Lacking for RawValue {
    fn lack(&mut self, name: &str) -> bool {
        let Self::Map(fields) = self else { return false };
        drop_all(fields, |(field, _)| field == name)
    }
}

impl Lacking for SubmittedRecord {
    fn lack(&mut self, name: &str) -> bool {
        use Keyword as K;
        match Keyword::of(name) {
            Some(K::Start) => self.start.take().is_some(),
            Some(K::Finish) => self.finish.take().is_some(),
            Some(K::By) => !std::mem::take(&mut self.by).is_empty(),
            Some(K::Outcome) => self.outcome.take().is_some(),
            Some(K::Recorded) => self.recorded.take().is_some(),
            Some(K::Notice) => self.notice.take().is_some(),
            Some(K::Manner) => self.manner.take().is_some(),
            Some(K::Order) => self.sequence.take().is_some(),
            Some(K::Meeting) => self.meeting.take().is_some(),
            _ => {
                drop_all(&mut self.documents, |one| one.kind == name)
                    || drop_all(&mut self.data, |(field, _)| field == name)
            }
        }
    }
}

impl Lacking for SubmittedTask {
    fn lack(&mut self, name: &str) -> bool {
        use Keyword as K;
        match Keyword::of(name) {
            Some(K::Start) => self.start.take().is_some(),
            Some(K::Finish) => std::mem::take(&mut self.done) | self.finish.take().is_some(),
            Some(K::By) => !std::mem::take(&mut self.by).is_empty(),
            _ => {
                drop_all(&mut self.documents, |one| one.kind == name)
                    || drop_all(&mut self.parts, |(part, _)| part == name)
                    || drop_all(&mut self.indicators, |(indicator, _)| indicator == name)
            }
        }
    }
}

/// The base with what the scenario itself says in place of what the base says of the same thing.
///
/// Destructured whole: a new part of a submission does not compile until it is said here what
/// naming it again means.
pub(super) fn overlay(base: Submission, own: Submission) -> Submission {
    let Submission {
        ruleset,
        procedure,
        as_of,
        groups,
        roles,
        registers,
        shared,
        records,
        events,
        suspensions,
        extensions,
        waivers,
        deviations,
        commitments,
        attestations,
        tasks,
        partial,
    } = own;
    Submission {
        ruleset: ruleset.or(base.ruleset),
        procedure: procedure.or(base.procedure),
        as_of: as_of.or(base.as_of),
        groups: merge_groups(base.groups, groups),
        roles: replace(base.roles, roles, |a, b| a.0 == b.0),
        registers: merge_registers(base.registers, registers),
        shared: replace(base.shared, shared, |a, b| a == b),
        records: merge_records(base.records, records),
        events: replace(base.events, events, |a, b| a.event == b.event),
        suspensions: replace(base.suspensions, suspensions, |a, b| a.clock == b.clock && a.kind == b.kind),
        extensions: replace(base.extensions, extensions, |a, b| a.clock == b.clock),
        waivers: replace(base.waivers, waivers, |a, b| a.step == b.step),
        deviations: replace(base.deviations, deviations, |a, b| a.obligation == b.obligation),
        commitments: replace(base.commitments, commitments, |a, b| a.obligation == b.obligation),
        attestations: replace(base.attestations, attestations, |a, b| a.obligation == b.obligation),
        tasks: super::scenario_task::merge_tasks(base.tasks, tasks),
        partial: base.partial || partial,
    }
}

/// The expectations of the base, those of the same obligation replaced.
pub(super) fn overlay_expected(base: Vec<Expectation>, own: Vec<Expectation>) -> Vec<Expectation> {
    replace(base, own, |a, b| a.obligation == b.obligation && a.entry == b.entry)
}

/// `own` in place of everything in `base` that is the same thing.
fn replace<T>(mut base: Vec<T>, own: Vec<T>, same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    base.retain(|one| !own.iter().any(|other| same(one, other)));
    base.extend(own);
    base
}

fn merge_groups(
    mut base: Vec<(SmolStr, RawValue)>,
    own: Vec<(SmolStr, RawValue)>,
) -> Vec<(SmolStr, RawValue)> {
    for (name, value) in own {
        match (base.iter_mut().find(|(group, _)| *group == name), value) {
            (Some((_, RawValue::Map(fields))), RawValue::Map(own)) => set_fields(fields, own),
            (Some((_, old)), value) => *old = value,
            (None, value) => base.push((name, value)),
        }
    }
    base
}

/// An entry of the same name is changed in the fields that are named; the others are added.
fn merge_registers(
    mut base: Vec<(SmolStr, Vec<RawValue>)>,
    own: Vec<(SmolStr, Vec<RawValue>)>,
) -> Vec<(SmolStr, Vec<RawValue>)> {
    for (name, entries) in own {
        let Some((_, old)) = base.iter_mut().find(|(register, _)| *register == name) else {
            base.push((name, entries));
            continue;
        };
        for entry in entries {
            let same =
                old.iter_mut().find(|one| entry_name(one).is_some() && entry_name(one) == entry_name(&entry));
            match (same, entry) {
                (Some(RawValue::Map(fields)), RawValue::Map(own)) => set_fields(fields, own),
                (_, entry) => old.push(entry),
            }
        }
    }
    base
}

/// What an entry is called.
fn entry_name(entry: &RawValue) -> Option<&RawValue> {
    let RawValue::Map(fields) = entry else { return None };
    let named = |(field, _): &&(SmolStr, RawValue)| matches!(field.as_str(), "名称" | "姓名" | "name");
    fields.iter().find(named).map(|(_, name)| name)
}

pub(super) fn set_fields(fields: &mut Vec<(SmolStr, RawValue)>, own: Vec<(SmolStr, RawValue)>) {
    let old = std::mem::take(fields);
    *fields = replace(old, own, |a, b| a.0 == b.0);
}

fn merge_records(mut base: Vec<SubmittedRecord>, own: Vec<SubmittedRecord>) -> Vec<SubmittedRecord> {
    for record in own {
        match base.iter_mut().find(|one| one.step == record.step && attempt(one) == attempt(&record)) {
            Some(old) => merge_record(old, record),
            None => base.push(record),
        }
    }
    base
}

fn merge_record(old: &mut SubmittedRecord, own: SubmittedRecord) {
    let SubmittedRecord {
        step: _,
        attempt,
        start,
        finish,
        by,
        manner,
        recorded,
        notice,
        documents,
        outcome,
        data,
        sequence,
        meeting,
        opinions,
    } = own;
    set(&mut old.attempt, attempt);
    set(&mut old.start, start);
    set(&mut old.finish, finish);
    set(&mut old.manner, manner);
    set(&mut old.recorded, recorded);
    set(&mut old.notice, notice);
    set(&mut old.outcome, outcome);
    set(&mut old.sequence, sequence);
    if !by.is_empty() {
        old.by = by;
    }
    merge_documents(&mut old.documents, documents);
    set_fields(&mut old.data, data);
    match (&mut old.meeting, meeting) {
        (Some(old), Some(own)) => merge_meeting(old, own),
        (old, own) => set(old, own),
    }
    let same = |a: &crate::model::SubmittedOpinion, b: &crate::model::SubmittedOpinion| a.by == b.by;
    old.opinions = replace(std::mem::take(&mut old.opinions), opinions, same);
}

pub(super) fn set<T>(old: &mut Option<T>, own: Option<T>) {
    if own.is_some() {
        *old = own;
    }
}

/// A document of a kind that is there once is changed; where there are several, the new ones take their place.
pub(super) fn merge_documents(old: &mut Vec<SubmittedDocument>, own: Vec<SubmittedDocument>) {
    let count =
        |list: &[SubmittedDocument], kind: &SmolStr| list.iter().filter(|one| one.kind == *kind).count();
    let mut added = Vec::new();
    let single = |kind: &SmolStr, old: &[SubmittedDocument]| count(old, kind) == 1 && count(&own, kind) == 1;
    let changed: Vec<SmolStr> =
        own.iter().map(|one| one.kind.clone()).filter(|kind| single(kind, old)).collect();
    old.retain(|one| changed.contains(&one.kind) || count(&own, &one.kind) == 0);
    for document in own {
        match old.iter_mut().find(|one| one.kind == document.kind && changed.contains(&one.kind)) {
            Some(one) => {
                set(&mut one.date, document.date);
                set(&mut one.reference, document.reference);
                set(&mut one.sha256, document.sha256);
                set_fields(&mut one.fields, document.fields);
            }
            None => added.push(document),
        }
    }
    old.extend(added);
}

fn merge_meeting(old: &mut SubmittedMeeting, own: SubmittedMeeting) {
    let SubmittedMeeting {
        kind,
        expected,
        present,
        head,
        speakers,
        votes,
        ballots,
        recused,
        decision,
        reasons,
        dissents,
    } = own;
    set(&mut old.kind, kind);
    set(&mut old.expected, expected);
    set(&mut old.present, present);
    set(&mut old.head, head);
    set(&mut old.speakers, speakers);
    // Votes and their names are one: who writes one of them anew does not keep the other.
    if votes.is_some() || ballots.is_some() {
        (old.votes, old.ballots) = (votes, ballots);
    }
    set(&mut old.recused, recused);
    set(&mut old.decision, decision);
    set(&mut old.reasons, reasons);
    set(&mut old.dissents, dissents);
}
