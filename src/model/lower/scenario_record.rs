//! The records of steps in a 测试: documents, meetings, opinions, votes.

use super::Lower;
use super::head::Head;
use super::scenario::whole_number;
use crate::diag::{names, typing};
use crate::model::{RawValue, SubmittedDocument, SubmittedMeeting, SubmittedOpinion, SubmittedRecord, Votes};
use crate::syntax::ast::{self, Bracket, BracketContent, ExprKind, Statement};
use crate::syntax::vocabulary::Keyword;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    pub(super) fn record(&mut self, head: &Head<'s>, block: Statement<'s>) -> Option<SubmittedRecord> {
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

    pub(super) fn number(&mut self, member: Statement<'s>) -> Option<u32> {
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

    pub(super) fn document(&mut self, item: &ast::Expr<'s>) -> Option<SubmittedDocument> {
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

    pub(super) fn meeting_record(&mut self, block: Statement<'s>) -> SubmittedMeeting {
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
    pub(super) fn voices(&mut self, member: Statement<'s>) -> Vec<SubmittedOpinion> {
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

    pub(super) fn voice_fields(
        &mut self,
        voice: &mut SubmittedOpinion,
        fields: &[(ast::Word<'s>, ast::Expr<'s>)],
    ) {
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
    pub(super) fn votes(&mut self, block: Statement<'s>) -> Votes {
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
    pub(super) fn dissent(&mut self, member: Statement<'s>) -> Option<(SmolStr, SmolStr)> {
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
}
