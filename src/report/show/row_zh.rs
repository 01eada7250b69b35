//! What must be, in Chinese: one clause a row.

use super::super::citation::chinese;
use super::expr_zh::{listed, quoted};
use super::limit_zh::counted_zh;
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
        Duty::Must => "应当",
        Duty::MustNot => "不得",
        Duty::Presumptive => "一般应当",
        Duty::InPrinciple => "原则上应当",
        Duty::May => "可以",
        Duty::Encouraged => "鼓励",
        Duty::Strive => "力争",
        Duty::Inferred => "推定应当",
    }
}

impl Telling<'_> {
    /// The word of duty before a verb.
    pub(super) fn must_zh(&self) -> &'static str {
        must(self.obligation.duty)
    }

    /// The clause of the row.
    pub(super) fn row_zh(&self) -> String {
        let must = self.must_zh();
        let subject = self.subject_zh();
        match &self.obligation.row {
            Row::Perform { may, must_when, due } => self.perform_zh(*may, *must_when, *due),
            Row::Precedes { before } => {
                let before = quoted(&self.rules.steps[*before].name);
                format!("{subject}开始以前，{must}先完成{before}（同日的，先后以写明的时刻为准）")
            }
            Row::Joined(join) => super::join::zh(self.rules, join, &subject, must),
            Row::By { units } => format!("{subject}{must}由{}承办", self.units_zh(units, "或者")),
            Row::Opinions { units, all: true } => {
                format!("{subject}完成以前，{must}经{}会签，全部同意", self.units_zh(units, "、"))
            }
            Row::Opinions { units, all: false } => {
                format!("{subject}完成以前，{must}经{}同意，其中一个同意即可", self.units_zh(units, "或者"))
            }
            Row::Document { document, by, test, owed } => self.document_zh(document.kind, *by, *test, *owed),
            Row::Lasts { period, from, to } => self.lasts_zh(*period, *from, *to),
            Row::Within { period, from, to, roll, extension, excluding, written_notice, metering } => self
                .within_zh(
                    (*period, *roll),
                    (*from, *to),
                    extension.as_ref(),
                    (excluding, *written_notice, metering.as_deref()),
                ),
            Row::Follow(follow) => self.follow_zh(follow, must),
            Row::Deadline { act, due, literal: _ } => {
                let act = act.map(|act| self.act_zh(act)).unwrap_or_else(|| format!("完成{subject}"));
                format!("{}最迟{}（含当日），{must}{act}", self.of_entry_zh(), self.speaker.zh(*due))
            }
            Row::Task { part, due, literal: _ } => self.task_zh(*part, *due),
            Row::Indicator { condition, due } => {
                let by = due.or_else(|| self.task_due());
                let by =
                    by.map(|due| format!("，最迟{}（含当日）", self.speaker.zh(due))).unwrap_or_default();
                format!("{}{subject}{must}达到：{}{by}", self.led_zh(), self.speaker.if_zh(*condition, true))
            }
            Row::Frequency(frequency) => super::recurring::zh(self.rules, &self.speaker, frequency, must),
            Row::Ahead(ahead) => self.ahead_zh(ahead, must),
            Row::Must { condition, by } => {
                format!("{subject}{must}做到：{}{}", self.speaker.if_zh(*condition, true), self.by_zh(*by))
            }
            Row::MustNot { condition } => {
                format!(
                    "{subject}不得有下列情形：{}（任何时候有过都算违反）",
                    self.speaker.if_zh(*condition, true)
                )
            }
            Row::Outcome => {
                format!("{subject}完成时{must}有结论，{}{}", self.outcomes_zh(), self.returns_zh())
            }
            Row::Meeting(part) => format!("{subject}{}", meeting_zh(part, must)),
            Row::Vote(vote) => format!("{subject}通过的，{must}{}", self.vote_zh(vote)),
            Row::Order { parts } => format!("{subject}{must}依次进行：{}", parts.join("、")),
            Row::Finding { text, by } => format!(
                "{subject}{must}做到“{text}”；是否做到由人认定，记入卷宗{}，没有认定的不能以日数代替",
                self.by_zh(*by)
            ),
        }
    }

    /// What the sentence is about: the step, the task, the entries of the register, or the rule.
    pub(super) fn subject_zh(&self) -> String {
        let rules = self.rules;
        if let Some(step) = self.obligation.step {
            return quoted(&rules.steps[step].name);
        }
        if let Some(task) = self.obligation.task {
            let task = &rules.tasks[task];
            let title = task.title.as_ref().map(|title| format!(" {title}")).unwrap_or_default();
            return format!("任务{}", quoted(&format!("{}{title}", task.name)));
        }
        if let Some(register) = self.obligation.register {
            return format!("清单{}的每一条目", quoted(&rules.registers[register].name));
        }
        match self.obligation.procedure {
            Some(procedure) => quoted(&rules.procedures[procedure].name),
            None => quoted(self.obligation.id.split('/').next().unwrap_or_default()),
        }
    }

    /// Of which register every entry is meant, where the act itself is said.
    fn of_entry_zh(&self) -> String {
        match self.obligation.register {
            Some(_) => self.named_zh(),
            None => String::new(),
        }
    }

    /// The subject with the name of the sentence, where it has one of its own.
    pub(super) fn named_zh(&self) -> String {
        format!("{}的{}，", self.subject_zh(), quoted(&self.obligation.name))
    }

    fn perform_zh(&self, may: bool, must_when: Option<ExprId>, due: Option<ExprId>) -> String {
        let subject = self.subject_zh();
        let who = match self.doers() {
            [] => String::new(),
            units => self.units_zh(units, "或者"),
        };
        let by = match (due, self.end()) {
            (Some(due), _) => format!("，最迟{}（含当日）", self.speaker.zh(due)),
            (None, Some(end)) if Some(end) == self.obligation.step => "；它的完成就是本程序的办结".to_owned(),
            (None, Some(end)) => format!("，最迟到{}完成（办结）时", quoted(&self.rules.steps[end].name)),
            (None, None) => String::new(),
        };
        let returns = if self.has_outcome() { String::new() } else { self.returns_zh() };
        let word = match self.obligation.duty {
            duty @ (Duty::Encouraged | Duty::Strive) => must(duty),
            _ if may => "可以",
            duty => must(duty),
        };
        let duty = match must_when {
            Some(when) => {
                format!("{who}可以办理{subject}；{}的，应当办理{by}", self.speaker.if_zh(when, true))
            }
            None if may => format!("{who}{word}办理{subject}，不办理的不算违规"),
            None => format!("{who}{word}办理{subject}{by}"),
        };
        format!("{duty}{returns}")
    }

    fn units_zh(&self, units: &[UnitRef], last: &str) -> String {
        let names: Vec<&SmolStr> = units.iter().map(|unit| self.unit(*unit)).collect();
        listed(&names, last)
    }

    /// The period: written, or what it is read from.
    pub(super) fn length_zh(&self, period: Period) -> String {
        match self.obligation.length {
            Some(read) => format!("{}所定的期间", self.speaker.zh(read)),
            None => period.zh().to_string(),
        }
    }

    /// What is done at a moment, as a verb.
    pub(super) fn act_zh(&self, act: ExprId) -> String {
        match self.speaker.kind(act) {
            ExprKind::StepField(step, StepField::Finish) => {
                format!("完成{}", quoted(&self.rules.steps[*step].name))
            }
            ExprKind::StepField(step, StepField::Start) => {
                format!("开始{}", quoted(&self.rules.steps[*step].name))
            }
            ExprKind::DocumentField(document, DocumentField::Date) => {
                format!("有{}", quoted(&self.rules.documents[document.kind].name))
            }
            ExprKind::Event(event) => format!("有{}", quoted(&self.rules.events[*event].name)),
            _ => format!("有{}", self.speaker.zh(act)),
        }
    }

    fn follow_zh(&self, follow: &Follow, must: &str) -> String {
        let Follow { kind, act, from, on, limit, roll } = follow;
        let on = on.map(|on| format!("{}的，", self.speaker.if_zh(on, true))).unwrap_or_default();
        let within = match limit {
            Some(limit) => format!("自{}起{}内", self.speaker.zh(*from), self.length_zh(*limit)),
            None => format!("自{}起", self.speaker.zh(*from)),
        };
        let counted = limit.map_or("没有写期限".to_owned(), |limit| {
            counted_zh(limit, *roll, self.obligation.length.is_some())
        });
        let act = self.act_zh(*act);
        let what = match kind {
            FollowKind::Plain => format!("{must}{act}"),
            FollowKind::Serve => format!("{must}送达：{act}"),
            FollowKind::Owed(document) => {
                format!("{must}补交容缺的{}", quoted(&self.rules.documents[document.kind].name))
            }
            FollowKind::Commitment => format!("{must}核查承诺"),
            FollowKind::Offender => format!("{must}查处：{act}"),
            FollowKind::Failing => format!("{must}{act}"),
        };
        format!("{}{on}{within}，{what}（{counted}）", self.named_zh())
    }

    fn ahead_zh(&self, ahead: &Ahead, must: &str) -> String {
        let Ahead { each, act, event, period, clear } = ahead;
        let (speaker, who) = match each {
            Some((over, depth)) => {
                (self.speaker.inside(*depth, *over, *act), format!("{}，", self.speaker.each_zh(*over)))
            }
            None => (self.speaker.clone(), String::new()),
        };
        let (act, event) = (speaker.zh(*act), speaker.zh(*event));
        let clear = if *clear { "满" } else { "" };
        let length = self.length_zh(*period);
        let counted = match period.unit {
            TimeUnit::Workday => "按法定工作日倒数，当日不计入",
            _ => "倒数，当日不计入",
        };
        format!("{}{who}{act}{must}不晚于{event}前{clear}{length}（{counted}）", self.named_zh())
    }

    /// By when a condition must hold.
    pub(super) fn by_zh(&self, by: Option<ExprId>) -> String {
        if let Some(by) = by {
            return format!("，最迟{}（含当日）", self.speaker.zh(by));
        }
        if let Some(register) = self.obligation.register {
            let date = self.rules.registers[register].date;
            return date.map(|date| format!("，以{}为准", self.speaker.zh(date))).unwrap_or_default();
        }
        match (self.obligation.step, self.obligation.task.and_then(|_| self.task_due())) {
            (Some(_), _) => "，最迟到本步骤完成时".to_owned(),
            (None, Some(due)) => format!("，最迟{}（含当日）", self.speaker.zh(due)),
            (None, None) if self.obligation.answers.is_some() => "，以截至日期的卷宗为准".to_owned(),
            (None, None) => "，最迟到程序办结时".to_owned(),
        }
    }

    fn outcomes_zh(&self) -> String {
        let outcomes = self.obligation.step.map(|step| self.rules.steps[step].outcomes.as_slice());
        match outcomes {
            Some(outcomes) if !outcomes.is_empty() => format!("为{}", listed(outcomes, "或者")),
            _ => "并写明".to_owned(),
        }
    }

    /// When the case goes back.
    fn returns_zh(&self) -> String {
        let returns = self.obligation.step.map(|step| self.rules.steps[step].returns.as_slice());
        let one = |back: &crate::model::Return| {
            let to = quoted(&self.rules.steps[back.to].name);
            let when = back.when.map(|when| format!("{}的，", self.speaker.if_zh(when, true)));
            format!("；{}退回{to}，须重新办理", when.unwrap_or_default())
        };
        returns.into_iter().flatten().map(one).collect()
    }

    /// Who leads a task and who helps.
    pub(super) fn led_zh(&self) -> String {
        let Some(task) = self.obligation.task.map(|task| &self.rules.tasks[task]) else {
            return String::new();
        };
        let part = |units: &[UnitRef], word: &str| match units {
            [] => String::new(),
            units => format!("{}{word}，", self.units_zh(units, "、")),
        };
        format!("{}{}", part(&task.lead, "牵头"), part(&task.support, "配合"))
    }

    fn vote_zh(&self, vote: &Vote) -> String {
        let Vote { approve, base, without_abstentions, quorum, veto, recused, tie } = vote;
        let of = match (approve, base) {
            (Threshold::Count(_), _) => "",
            (_, VoteBase::Expected) => "应到人员的",
            (_, VoteBase::Present) => "实到人员的",
        };
        let mut parts = vec![format!("有{of}{}同意", share_zh(*approve, "票"))];
        if *without_abstentions {
            parts.push("弃权的不计入基数".to_owned());
        }
        if let Some(quorum) = quorum {
            parts.push(format!("实到人数为应到人数的{}", share_zh(*quorum, "人")));
        }
        if !veto.is_empty() {
            parts.push(format!("{}有否决权", self.units_zh(veto, "、")));
        }
        if !recused.is_empty() {
            parts.push(format!("{}回避，不计入基数", self.units_zh(recused, "、")));
        }
        match tie {
            Tie::Counted => {}
            Tie::Carried => parts.push("同意与反对票数相等的，通过".to_owned()),
            Tie::Lost => parts.push("同意与反对票数相等的，不通过".to_owned()),
            Tie::Head => parts.push("同意与反对票数相等的，由行政首长的一票决定".to_owned()),
        }
        parts.join("；")
    }
}

/// A number as the law writes it.
fn numeral(number: u64) -> String {
    u16::try_from(number).ok().filter(|small| *small < 10_000).map_or_else(|| number.to_string(), chinese)
}

fn share_zh(threshold: Threshold, unit: &str) -> String {
    match threshold {
        Threshold::Count(least) => format!("{least}{unit}以上"),
        Threshold::Share { part: 1, whole: 2, above: true } => "过半数".to_owned(),
        Threshold::Share { part, whole, above: true } => {
            format!("超过{}分之{}", numeral(whole), numeral(part))
        }
        Threshold::Share { part, whole, above: false } => {
            format!("{}分之{}以上", numeral(whole), numeral(part))
        }
    }
}

fn meeting_zh(part: &MeetingPart, must: &str) -> String {
    match part {
        MeetingPart::Kind(kinds) => format!("的会议{must}是{}", listed(kinds, "或者")),
        MeetingPart::SpeaksLast => format!("的会议上，行政首长{must}最后发言"),
        MeetingPart::AgainstMajority => format!("中，决定与多数人的意见不一致的，{must}说明理由"),
        MeetingPart::Dissent => format!("中，会议有不同意见的，{must}载明"),
    }
}
