//! 测试: part of a dossier and what is expected of it.

use super::head::Head;
use super::{Lower, Scope, inherit};
use crate::diag::{names, typing};
use crate::model::{
    Expectation, ObligationId, RawValue, Submission, SubmittedAttestation, SubmittedCommitment,
    SubmittedDeviation, SubmittedDocument, SubmittedEvent, SubmittedExtension, SubmittedMeeting,
    SubmittedOpinion, SubmittedRecord, SubmittedSuspension, SubmittedWaiver, TestCase, Votes,
};
use crate::syntax::ast::{self, Bracket, BracketContent, Clause, ExprKind, Statement};
use crate::syntax::vocabulary::{ClauseWord, Keyword, PostfixWord};
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

    /// `营业执照（自：…，至：…）`: a licence with its fields.
    fn raw_licence(&mut self, kind: &ast::Path<'s>, bracket: &Bracket<'s>) -> Option<RawValue> {
        let BracketContent::Fields(fields) = &bracket.content else {
            self.report(names::required(bracket.span, "「字段：值」", "‘field: value’").help(
                "写成「营业执照（自：2020-01-01，至：2030-01-01）」",
                "write ‘LICENCE (from: DATE, to: DATE)’",
            ));
            return None;
        };
        let kind = RawValue::Text(SmolStr::new(self.rules.sources.text(kind.span)));
        let mut pairs = vec![(SmolStr::new_static("种类"), kind)];
        for (name, value) in fields {
            pairs.push((SmolStr::new(&name.text), self.raw(value)?));
        }
        Some(RawValue::Map(pairs))
    }

    /// The fields of a block whose members are `name：value`.
    fn fields(&mut self, block: Statement<'s>) -> Vec<(SmolStr, RawValue)> {
        let mut out = Vec::new();
        for member in block.body().into_iter().flatten() {
            if member.head().is_empty() {
                continue;
            }
            let name = self.sole_word(member);
            if member.body().is_some() && member.value().is_none() {
                let record = RawValue::Map(self.fields(member));
                add_record(&mut out, SmolStr::new(name), record);
                continue;
            }
            let items = member.value().map(|value| value.items).unwrap_or_default();
            let mut values: Vec<RawValue> = items.iter().filter_map(|item| self.raw(item)).collect();
            let value = if values.len() == 1 { values.remove(0) } else { RawValue::List(values) };
            if items.is_empty() {
                self.report(names::required(member.span(), "值", "a value"));
                continue;
            }
            out.push((SmolStr::new(name), value));
        }
        out
    }

    /// A value as a dossier would give it.
    pub(super) fn raw(&mut self, expr: &ast::Expr<'s>) -> Option<RawValue> {
        Some(match &expr.kind {
            ExprKind::Text(word) => RawValue::Text(SmolStr::new(&word.text)),
            ExprKind::Path(path) => match path.single().and_then(super::literal::truth) {
                Some(truth) => RawValue::Bool(truth),
                None => RawValue::Text(self.word(expr)?),
            },
            ExprKind::Call(kind, bracket) => return self.raw_licence(kind, bracket),
            ExprKind::Number(number) => RawValue::Number(*number),
            ExprKind::Quantity(quantity) => {
                RawValue::Text(smol_str::format_smolstr!("{}{}", quantity.number, quantity.unit.zh()))
            }
            ExprKind::Moment(moment) => RawValue::Text(moment.to_smolstr()),
            ExprKind::Junk => return None,
            _ => {
                self.report(typing::not_a_text(expr.span));
                return None;
            }
        })
    }

    fn raw_text(&mut self, expr: &ast::Expr<'s>) -> Option<SmolStr> {
        match self.raw(expr)? {
            RawValue::Text(text) => Some(text),
            RawValue::Bool(truth) => Some(SmolStr::new(if truth { "是" } else { "否" })),
            RawValue::Number(number) => Some(number.to_smolstr()),
            RawValue::Null | RawValue::List(_) | RawValue::Map(_) => {
                self.report(typing::not_a_text(expr.span));
                None
            }
        }
    }

    pub(super) fn member_text(&mut self, member: Statement<'s>) -> Option<SmolStr> {
        let items = member.value().map(|value| value.items).unwrap_or_default();
        items.first().and_then(|item| self.raw_text(item))
    }

    fn record(&mut self, head: &Head<'s>, block: Statement<'s>) -> Option<SubmittedRecord> {
        let named = self.single_name(head)?;
        let mut record = SubmittedRecord { step: named.name, ..SubmittedRecord::default() };
        for member in block.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            if inner.keyword != Some(Keyword::Lacks) {
                self.no_name(&inner);
            }
            match inner.keyword {
                Some(Keyword::Start) => record.start = self.member_text(member),
                Some(Keyword::Finish) => record.finish = self.member_text(member),
                Some(Keyword::Recorded) => record.recorded = self.member_text(member),
                Some(Keyword::Notice) => record.notice = self.member_text(member),
                Some(Keyword::Attempt) => record.attempt = self.number(member),
                Some(Keyword::By) => record.by = self.value_words(member),
                Some(Keyword::Outcome) => record.outcome = self.member_text(member),
                Some(Keyword::Order) => record.sequence = Some(self.value_words(member)),
                Some(Keyword::Document) => {
                    let documents = self.documents(member);
                    record.documents.extend(documents);
                }
                Some(Keyword::Meeting) => record.meeting = Some(self.meeting_record(member)),
                Some(Keyword::Opinions) => record.opinions = self.voices(member),
                Some(Keyword::Manner) => record.manner = self.member_text(member),
                Some(Keyword::Data) => record.data = self.fields(member),
                Some(Keyword::Lacks) => {}
                _ => self.report(names::misplaced(inner.span, &inner.word, "「记录」", "‘record’")),
            }
        }
        Some(record)
    }

    fn number(&mut self, member: Statement<'s>) -> Option<u32> {
        let items = member.value().map(|value| value.items).unwrap_or_default();
        let number = items.first().and_then(whole_number);
        if number.is_none() {
            self.report(typing::not_a_number(member.span(), ("别的内容", "something else")));
        }
        number
    }

    /// `材料：征求意见公告（日期：2024-04-15，截止日期：2024-05-05）、决策草案；`
    pub(super) fn documents(&mut self, member: Statement<'s>) -> Vec<SubmittedDocument> {
        let items = member.value().map(|value| value.items).unwrap_or_default();
        items.iter().filter_map(|item| self.document(item)).collect()
    }

    fn document(&mut self, item: &ast::Expr<'s>) -> Option<SubmittedDocument> {
        let (kind, bracket): (SmolStr, Option<&Bracket<'s>>) = match &item.kind {
            ExprKind::Call(path, bracket) => {
                (SmolStr::new(self.rules.sources.text(path.span)), Some(bracket))
            }
            _ => (self.word(item)?, None),
        };
        let mut document = SubmittedDocument { kind, ..SubmittedDocument::default() };
        match bracket.map(|bracket| &bracket.content) {
            None => {}
            Some(BracketContent::Fields(fields)) => {
                for (name, value) in fields {
                    if matches!(name.text.as_ref(), "日期" | "date") {
                        document.date = self.raw_text(value);
                    } else if let Some(raw) = self.raw(value) {
                        document.fields.push((SmolStr::new(&name.text), raw));
                    }
                }
            }
            Some(_) => self.report(
                names::required(item.span, "「字段：值」", "‘field: value’")
                    .help("写成「征求意见公告（日期：2024-04-15）」", "write ‘DOCUMENT (date: 2024-04-15)’"),
            ),
        }
        Some(document)
    }

    fn meeting_record(&mut self, block: Statement<'s>) -> SubmittedMeeting {
        let mut meeting = SubmittedMeeting::default();
        for member in block.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            self.no_name(&inner);
            match inner.keyword {
                Some(Keyword::MeetingKind) => meeting.kind = self.member_text(member),
                Some(Keyword::Head) => meeting.head = self.member_text(member),
                Some(Keyword::Speakers) => meeting.speakers = Some(self.value_words(member)),
                Some(Keyword::Expected) => meeting.expected = self.number(member),
                Some(Keyword::Present) => meeting.present = self.number(member),
                Some(Keyword::Vote) => meeting.votes = Some(self.votes(member)),
                Some(Keyword::Ballots) => meeting.ballots = Some(self.voices(member)),
                Some(Keyword::Recused) => {
                    let names = self.value_words(member);
                    meeting.recused = Some(names.into_iter().filter(|name| name != "无").collect());
                }
                Some(Keyword::Decision) => meeting.decision = self.member_text(member),
                Some(Keyword::Reasons) => meeting.reasons = self.member_text(member),
                Some(Keyword::Dissent) => {
                    let entry = self.dissent(member);
                    meeting.dissents.get_or_insert_default().extend(entry);
                }
                _ => self.report(names::misplaced(inner.span, &inner.word, "「会议」", "‘meeting’")),
            }
        }
        meeting
    }

    /// `意见：甲局（同意）、乙局（结果：不同意，日期：2024-06-01）；`, `投票：甲（同意）、乙（弃权）；`
    fn voices(&mut self, member: Statement<'s>) -> Vec<SubmittedOpinion> {
        let items = member.value().map(|value| value.items).unwrap_or_default();
        let mut voices = Vec::new();
        for item in &items {
            let ExprKind::Call(path, bracket) = &item.kind else {
                if !matches!(item.kind, ExprKind::Junk) {
                    self.report(names::required(item.span, "括号里的结果", "the result in brackets").help(
                        "写成「甲局（同意）」「甲局（结果：同意，日期：2024-06-01）」",
                        "write ‘ORGAN (agree)’ or ‘ORGAN (result: agree, date: 2024-06-01)’",
                    ));
                }
                continue;
            };
            let by = match path.single() {
                Some(name) => SmolStr::new(name),
                None => SmolStr::new(self.rules.sources.text(path.span)),
            };
            let mut voice = SubmittedOpinion { by, ..SubmittedOpinion::default() };
            match &bracket.content {
                BracketContent::Items(words) => {
                    let word = words.first().filter(|_| words.len() == 1);
                    voice.result = word.and_then(|word| self.raw_text(word)).unwrap_or_default();
                }
                BracketContent::Fields(fields) => self.voice_fields(&mut voice, fields),
                BracketContent::Clauses(_) => {}
            }
            if voice.result.is_empty() {
                self.report(names::required(bracket.span, "结果", "the result"));
            }
            voices.push(voice);
        }
        voices
    }

    fn voice_fields(&mut self, voice: &mut SubmittedOpinion, fields: &[(ast::Word<'s>, ast::Expr<'s>)]) {
        for (name, value) in fields {
            let text = self.raw_text(value);
            match name.text.as_ref() {
                "结果" | "result" => voice.result = text.unwrap_or_default(),
                "日期" | "date" => voice.date = text,
                "内容" | "text" => voice.text = text,
                other => {
                    let other = other.to_owned();
                    self.report(typing::not_a_member(name.span, &other, "结果、日期、内容", None));
                }
            }
        }
    }

    /// `表决 ｛ 同意：8； 反对：1； 弃权：0； ｝`
    fn votes(&mut self, block: Statement<'s>) -> Votes {
        let mut votes = Votes::default();
        for member in block.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            match inner.keyword {
                Some(Keyword::For) => votes.approve = self.number(member).unwrap_or(0),
                Some(Keyword::Against) => votes.reject = self.number(member).unwrap_or(0),
                Some(Keyword::Abstain) => votes.abstain = self.number(member).unwrap_or(0),
                _ => self.report(names::misplaced(inner.span, &inner.word, "「表决」", "‘vote’")),
            }
        }
        votes
    }

    /// `不同意见 ｛ 发言人：甲； 内容：“应当缓办”； ｝`, `不同意见：“应当缓办”`; `不同意见：无` records that there was none.
    fn dissent(&mut self, member: Statement<'s>) -> Option<(SmolStr, SmolStr)> {
        if member.body().is_none() {
            return self
                .member_text(member)
                .filter(|text| text != "无")
                .map(|text| (SmolStr::default(), text));
        }
        let (mut by, mut text) = (SmolStr::default(), SmolStr::default());
        for (key, value) in self.fields(member) {
            let RawValue::Text(value) = value else { continue };
            match key.as_str() {
                "发言人" | "by" => by = value,
                "内容" | "text" => text = value,
                _ => {
                    let known = "发言人、内容";
                    self.report(typing::not_a_member(member.span(), &key, known, None));
                }
            }
        }
        Some((by, text))
    }

    fn clause_item(&mut self, clauses: &[Clause<'s>], word: ClauseWord) -> Option<SmolStr> {
        let clause = clauses.iter().find(|clause| clause.word == word)?;
        clause.items.first().and_then(|item| self.raw_text(item))
    }

    /// The id of a head such as `认定 公众参与/采纳合理意见：…`.
    fn head_id(&mut self, head: &Head<'s>) -> Option<SmolStr> {
        self.single_name(head).map(|named| named.name)
    }

    fn attestation(&mut self, head: &Head<'s>, member: Statement<'s>) -> Option<SubmittedAttestation> {
        let obligation = self.head_id(head)?;
        let clauses = member.clauses();
        Some(SubmittedAttestation {
            obligation,
            result: self.member_text(member)?,
            by: self.clause_item(&clauses, ClauseWord::Through),
            date: self.clause_item(&clauses, ClauseWord::On),
            reason: self.clause_item(&clauses, ClauseWord::Note),
        })
    }

    fn deviation_entry(&mut self, head: &Head<'s>, member: Statement<'s>) -> Option<SubmittedDeviation> {
        let obligation = self.head_id(head)?;
        let clauses = member.clauses();
        Some(SubmittedDeviation {
            obligation,
            reason: self.member_text(member)?,
            by: self.clause_item(&clauses, ClauseWord::Through),
            date: self.clause_item(&clauses, ClauseWord::On),
        })
    }

    /// `免除 S ｛ 批准：“某机关”； 日期：…； 材料：…； ｝`
    fn waiver_claim(&mut self, head: &Head<'s>, block: Statement<'s>) -> Option<SubmittedWaiver> {
        let named = self.single_name(head)?;
        let mut claim = SubmittedWaiver { step: named.name, ..SubmittedWaiver::default() };
        for member in block.body().into_iter().flatten() {
            let word = self.sole_word(member);
            match word.as_str() {
                "批准" | "approved_by" => claim.approved_by = self.member_text(member),
                "日期" | "date" => claim.date = self.member_text(member),
                "材料" | "documents" | "document" | "requires" => claim.documents = self.documents(member),
                _ => self.report(names::misplaced(member.span(), &word, "「免除」", "‘waived’")),
            }
        }
        Some(claim)
    }

    /// `告知承诺 受理/场地 ｛ 承诺人：“某公司”； 日期：…； 内容：“…”； 核查：…； 属实：否； ｝`, `容缺 受理/用地 ｛ … ｝`
    fn promise(&mut self, head: &Head<'s>, block: Statement<'s>) -> Option<SubmittedCommitment> {
        let obligation = self.head_id(head)?;
        let mut entry = SubmittedCommitment { obligation, ..SubmittedCommitment::default() };
        for member in block.body().into_iter().flatten() {
            let word = self.sole_word(member);
            match word.as_str() {
                "承诺人" | "by" => entry.by = self.member_text(member),
                "日期" | "date" => entry.date = self.member_text(member),
                "内容" | "promise" => entry.promise = self.member_text(member),
                "核查" | "checked" => entry.checked = self.member_text(member),
                "属实" | "kept" => entry.kept = self.member_text(member),
                _ => self.report(names::misplaced(member.span(), &word, "「承诺」", "‘commitment’")),
            }
        }
        Some(entry)
    }

    /// `暂停 水土保持/限时：专家评审，自 2024-05-14，至 2024-05-24，凭 2024-05-13；` (凭: the date of the written notice)
    fn suspension(&mut self, head: &Head<'s>, member: Statement<'s>) -> Option<SubmittedSuspension> {
        let clock = self.head_id(head)?;
        let clauses = member.clauses();
        Some(SubmittedSuspension {
            clock,
            kind: self.member_text(member)?,
            from: self.clause_item(&clauses, ClauseWord::From).unwrap_or_default(),
            to: self.clause_item(&clauses, ClauseWord::To),
            notice: self.clause_item(&clauses, ClauseWord::With),
        })
    }

    /// `延长 水土保持/限时：10个工作日，经 某机关，于 2024-05-20；`
    fn extension_entry(&mut self, head: &Head<'s>, member: Statement<'s>) -> Option<SubmittedExtension> {
        let clock = self.head_id(head)?;
        let clauses = member.clauses();
        Some(SubmittedExtension {
            clock,
            amount: self.member_text(member)?,
            approved_by: self.clause_item(&clauses, ClauseWord::Through),
            date: self.clause_item(&clauses, ClauseWord::On),
            notice: self.clause_item(&clauses, ClauseWord::With),
        })
    }

    fn expectations(&mut self, test: &mut TestCase, member: Statement<'s>) {
        let items = member.value().map(|value| value.items).unwrap_or_default();
        for item in &items {
            let ExprKind::Postfix(operand, status, _, bracket) = &item.kind else {
                if !matches!(item.kind, ExprKind::Junk) {
                    self.report(
                        names::required(
                            item.span,
                            "状态，如「合规」「违规」",
                            "a status, such as ‘satisfied’ or ‘violated’",
                        )
                        .help(
                            "写成「公示期 违规、总体 违规、其余 不论」",
                            "write ‘notice_period violated, overall violated, others any’",
                        ),
                    );
                }
                continue;
            };
            let ExprKind::Path(path) = &operand.kind else {
                // A name that reads as a number or a date has to be quoted; never left out in silence.
                if !matches!(operand.kind, ExprKind::Junk) {
                    self.report(
                        names::required(operand.span, "义务的名称", "the name of an obligation").help(
                            "像数字、日期的名称，前面写上所在的步骤，如「开会/七日」",
                            "put the step before a name that reads as a number: ‘meeting/seven days’",
                        ),
                    );
                }
                continue;
            };
            let name = path.written();
            if matches!(name.as_str(), "其余" | "others") {
                test.others_free = *status == PostfixWord::Regardless;
                continue;
            }
            let (name, entry) = self.expected_entry(&name, path);
            let obligation = if matches!(name.as_str(), "总体" | "overall") {
                None
            } else {
                match self.obligation_named(&name, path) {
                    Some(id) => Some(id),
                    None => continue,
                }
            };
            self.known_period(obligation, entry.as_ref(), item.span);
            let mut expectation = Expectation {
                obligation,
                entry,
                status: *status,
                since: None,
                until: None,
                due: None,
                span: item.span,
            };
            if let Some(bracket) = bracket {
                self.expected_dates(&mut expectation, bracket);
            }
            test.expected.push(expectation);
        }
    }

    /// The period of a 频次 that an expectation names: a typo would be judged of nothing.
    fn known_period(&mut self, of: Option<ObligationId>, entry: Option<&SmolStr>, span: crate::text::Span) {
        let (Some(of), Some(entry)) = (of, entry) else { return };
        let crate::model::Row::Frequency(frequency) = &self.rules.obligations[of].row else { return };
        let cycle = frequency.cycle;
        if cycle.find(entry).is_none() {
            let day = crate::calendar::Date::from_ymd(2024, 7, 1);
            let such_as = day.map(|day| cycle.name(cycle.number(day))).unwrap_or_default();
            self.report(crate::diag::recurring::no_period(span, entry, &such_as));
        }
    }

    /// `清单/零售资质[甲站]` without its entry, and the entry.
    fn expected_entry(&mut self, name: &str, path: &ast::Path<'s>) -> (String, Option<SmolStr>) {
        let Some(index) = path.segments.last().and_then(|last| last.index.as_ref()) else {
            return (name.to_owned(), None);
        };
        let parts = path.segments.iter().map(|segment| segment.name.text.as_ref());
        (parts.collect::<Vec<_>>().join("/"), Some(SmolStr::new(&index.text)))
    }

    fn expected_dates(&mut self, expectation: &mut Expectation, bracket: &Bracket<'s>) {
        let BracketContent::Fields(fields) = &bracket.content else {
            return self.report(names::required(
                bracket.span,
                "「自：日期」「至：日期」「期限：日期」",
                "‘since: date’, ‘until: date’ or ‘due: date’",
            ));
        };
        for (name, value) in fields {
            let ExprKind::Moment(moment) = &value.kind else {
                self.report(typing::not_a_date(value.span, ("别的内容", "something else")));
                continue;
            };
            match name.text.as_ref() {
                "自" | "since" => expectation.since = Some(moment.date()),
                "至" | "until" => expectation.until = Some(moment.date()),
                "期限" | "due" => expectation.due = Some(moment.date()),
                other => {
                    let other = other.to_owned();
                    self.report(typing::not_a_member(name.span, &other, "自、至、期限", None));
                }
            }
        }
    }

    /// The obligation of a path in a scenario: whole, without the procedure, or any unique end.
    fn obligation_named(&mut self, name: &str, path: &ast::Path<'s>) -> Option<ObligationId> {
        match self.rules.find_obligation(self.scope.procedure, name) {
            Ok(id) => Some(id),
            Err(candidates) if candidates.is_empty() => {
                let known: Vec<String> = self.known_ids();
                let near = super::symbols::nearest(name, known.iter().map(String::as_str));
                self.report(names::unknown(path.span, "义务", "obligation", name, near));
                None
            }
            Err(candidates) => {
                self.report(names::ambiguous(path.span, name, &candidates));
                None
            }
        }
    }

    /// The ids that may be meant, whole and by their ends, as a scenario may write them.
    fn known_ids(&self) -> Vec<String> {
        let mut known = Vec::new();
        for obligation in self.rules.obligations.iter() {
            if obligation.procedure == self.scope.procedure {
                let ends = obligation.id.match_indices('/').filter_map(|(at, _)| obligation.id.get(at + 1..));
                known.push(obligation.id.to_string());
                known.extend(ends.map(str::to_owned));
            }
        }
        known
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

/// Records of one name are a list, also a single one.
fn add_record(fields: &mut Vec<(SmolStr, RawValue)>, name: SmolStr, record: RawValue) {
    match fields.iter_mut().find(|(known, _)| *known == name) {
        Some((_, RawValue::List(records))) => records.push(record),
        Some((_, other)) => *other = record,
        None => fields.push((name, RawValue::List(vec![record]))),
    }
}
