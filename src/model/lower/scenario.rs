//! 测试: part of a dossier and what is expected of it.

use super::head::Head;
use super::{Lower, Scope, inherit};
use crate::diag::names;
use crate::model::{RawValue, Submission, SubmittedEvent, TestCase};
use crate::syntax::ast::{self, ExprKind, Statement};
use crate::syntax::vocabulary::Keyword;
use smol_str::{SmolStr, ToSmolStr as _};

/// A number without digits after the point, with or without a unit.
pub(super) fn whole_number(expr: &ast::Expr<'_>) -> Option<u32> {
    match &expr.kind {
        ExprKind::Number(number) => super::condition::whole(*number),
        ExprKind::Quantity(quantity) => super::condition::whole(quantity.number),
        _ => None,
    }
}

impl<'s> Lower<'s> {
    /// Lowers all scenarios.
    pub(super) fn lower_scenarios(&mut self) {
        for (file, parsed) in self.files.iter().enumerate() {
            for statement in parsed.parse.tree.file_view().statements() {
                let Some(head) = Head::read(statement) else { continue };
                if head.keyword == Some(Keyword::Test) {
                    self.scope = Scope { file, ..Scope::default() };
                    self.scenario(&head, statement);
                }
            }
        }
    }

    fn scenario(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let Some(named) = self.single_name(head) else { return };
        let first =
            self.rules.tests.iter().find(|test| test.name == named.name && test.span.file == named.span.file);
        if let Some(first) = first.map(|test| test.span) {
            return self.report(names::twice(named.span, &named.name, first));
        }
        let Ok(base) = self.inherited(statement) else { return };
        self.scope.procedure = base.as_ref().and_then(|base| base.procedure);
        let mut test = TestCase {
            name: named.name,
            procedure: None,
            dossier: Submission::default(),
            expected: Vec::new(),
            others_free: false,
            span: named.span,
        };
        for member in statement.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            self.scenario_member(&mut test, &inner, member);
        }
        let expects = |member: Statement<'s>| {
            Head::read(member).is_some_and(|head| head.keyword == Some(Keyword::Expect))
        };
        if base.is_none() && !statement.body().into_iter().flatten().any(expects) {
            self.report(
                names::required(statement.span(), "「期望」", "‘expect’")
                    .help("写成「期望：总体 合规；」", "write ‘expect: overall satisfied;’"),
            );
        }
        let alone = base.is_none();
        if let Some(base) = base {
            test.procedure = test.procedure.or(base.procedure);
            test.dossier = inherit::overlay(base.dossier, test.dossier);
            test.expected = inherit::overlay_expected(base.expected, test.expected);
            test.others_free |= base.others_free;
        }
        // What the other scenario lacks is told there.
        if alone && test.dossier.as_of.is_none() {
            self.report(
                names::required(statement.span(), "「截至」", "‘as_of’")
                    .help("写成「截至：2024-06-20；」", "write ‘as_of: 2024-06-20;’"),
            );
        }
        self.rules.tests.push(test);
    }

    fn scenario_member(&mut self, test: &mut TestCase, head: &Head<'s>, member: Statement<'s>) {
        use Keyword as K;
        let dossier = &mut test.dossier;
        if matches!(head.keyword, Some(K::Procedure | K::AsOf | K::Partial | K::Expect)) {
            self.no_name(head);
        }
        match head.keyword {
            Some(K::Procedure) => self.scenario_procedure(test, member),
            Some(K::AsOf) => dossier.as_of = self.value_date(member).map(|date| date.to_smolstr()),
            Some(K::Given) => {
                if let Some(named) = self.single_name(head) {
                    let mut fields = self.fields(member);
                    fields.retain(|(name, _)| Keyword::of(name) != Some(K::Lacks));
                    dossier.groups.push((named.name, RawValue::Map(fields)));
                }
            }
            Some(K::Entry) => self.scenario_entry(dossier, head, member),
            Some(K::Parameter) => {
                if let Some(named) = self.single_name(head) {
                    let items = member.value().map(|value| value.items).unwrap_or_default();
                    match items.first().and_then(|item| self.raw(item)) {
                        Some(value) => set_parameter(dossier, named.name, value),
                        None => self.report(names::required(member.span(), "值", "a value")),
                    }
                }
            }
            Some(K::Role) => self.scenario_role(dossier, head, member),
            Some(K::Record) => {
                if let Some(record) = self.record(head, member) {
                    dossier.records.push(record);
                }
            }
            Some(K::Event) => {
                if let Some(named) = self.single_name(head) {
                    let event = SubmittedEvent {
                        event: named.name,
                        date: self.value_text(member),
                        ..Default::default()
                    };
                    dossier.events.push(event);
                }
            }
            Some(K::Finding) => {
                if let Some(entry) = self.attestation(head, member) {
                    dossier.attestations.push(entry);
                }
            }
            Some(K::Deviation) => {
                if let Some(entry) = self.deviation_entry(head, member) {
                    dossier.deviations.push(entry);
                }
            }
            Some(K::Commitment | K::Owed) => {
                if let Some(entry) = self.promise(head, member) {
                    dossier.commitments.push(entry);
                }
            }
            Some(K::Waiver) => {
                if let Some(entry) = self.waiver_claim(head, member) {
                    dossier.waivers.push(entry);
                }
            }
            Some(K::Suspension) => {
                if let Some(entry) = self.suspension(head, member) {
                    dossier.suspensions.push(entry);
                }
            }
            Some(K::Extension) => {
                if let Some(entry) = self.extension_entry(head, member) {
                    dossier.extensions.push(entry);
                }
            }
            Some(K::Partial) => {
                dossier.partial = self.one_word(member, &[("是", "yes"), ("否", "no")]) == Some(0)
            }
            Some(K::Task) => self.scenario_task(dossier, head, member),
            Some(K::Expect) => self.expectations(test, member),
            // 缺 has been read where the other scenario was taken over.
            Some(K::Cite | K::Lacks) => {}
            _ => self.report(names::misplaced(head.span, &head.word, "「测试」", "‘test’")),
        }
    }

    fn scenario_procedure(&mut self, test: &mut TestCase, member: Statement<'s>) {
        let word = self.value_words(member).into_iter().next().unwrap_or_default();
        match self.procedure_named(&word) {
            Some(id) => {
                test.procedure = Some(id);
                self.scope.procedure = Some(id);
                test.dossier.procedure = Some(self.rules.procedures[id].name.clone());
                // Superior and refining procedures share their name: say whose is meant.
                let file = self.rules.procedures[id].span.file;
                let edition = self.rules.editions.iter().find(|edition| edition.span.file == file);
                test.dossier.ruleset = edition.map(|edition| edition.name.clone());
            }
            None => {
                let known: Vec<SmolStr> =
                    self.rules.procedures.iter().map(|procedure| procedure.name.clone()).collect();
                let near = super::symbols::nearest(&word, known.iter().map(SmolStr::as_str));
                let span = member.value().map_or(member.span(), |value| value.span);
                self.report(names::unknown(span, "程序", "procedure", &word, near));
            }
        }
    }

    /// `角色 R：“某局”；` binds names, `角色 R ｛ 姓名：…； ｝` one person with fields; repeated for several;
    /// `角色 R：无；` says that there is nobody.
    fn scenario_role(&mut self, dossier: &mut Submission, head: &Head<'s>, member: Statement<'s>) {
        let Some(named) = self.single_name(head) else { return };
        let value = if member.body().is_some() {
            RawValue::Map(self.fields(member))
        } else {
            if member.value().is_none_or(|value| value.items.is_empty()) {
                let found = names::required(member.span(), "名称", "a name");
                return self.report(found.help("没有人的写「无」", "write ‘none’ where there is nobody"));
            }
            match self.value_words(member).as_slice() {
                [nobody] if matches!(nobody.as_str(), "无" | "none") => RawValue::List(Vec::new()),
                [one] => RawValue::Text(one.clone()),
                words => RawValue::List(words.iter().cloned().map(RawValue::Text).collect()),
            }
        };
        match dossier.roles.iter_mut().find(|(name, _)| *name == named.name) {
            Some((_, RawValue::List(items))) => items.push(value),
            Some((_, first)) => {
                let earlier = std::mem::replace(first, RawValue::Null);
                *first = RawValue::List(vec![earlier, value]);
            }
            None => dossier.roles.push((named.name, value)),
        }
    }

    /// `条目 成品油经营主体 ｛ 名称：…； 证照：营业执照（自：…，至：…）； ｝`, one for each entry.
    fn scenario_entry(&mut self, dossier: &mut Submission, head: &Head<'s>, member: Statement<'s>) {
        let Some(named) = self.single_name(head) else { return };
        let entry = RawValue::Map(self.fields(member));
        match dossier.registers.iter_mut().find(|(name, _)| *name == named.name) {
            Some((_, entries)) => entries.push(entry),
            None => dossier.registers.push((named.name, vec![entry])),
        }
    }
}

/// `参数 N：V；` in a scenario: a field of the 档案 of all parameters.
fn set_parameter(dossier: &mut Submission, name: SmolStr, value: RawValue) {
    const GROUP: &str = "参数";
    match dossier.groups.iter_mut().find(|(group, _)| group == GROUP) {
        Some((_, RawValue::Map(fields))) => fields.push((name, value)),
        _ => dossier.groups.push((SmolStr::new_static(GROUP), RawValue::Map(vec![(name, value)]))),
    }
}
