//! Documents, periods, limits and tasks in Chinese: what has a day, and how the days are counted.

use super::expr_zh::quoted;
use super::sentence::Telling;
use crate::calendar::{Period, Roll, TimeUnit};
use crate::model::{DocumentKind, ExprId, Extension, Id, Metering, ObligationId, Reading};
use smol_str::SmolStr;

impl Telling<'_> {
    pub(super) fn document_zh(
        &self,
        kind: Id<DocumentKind>,
        by: Option<ExprId>,
        test: Option<ExprId>,
        owed: Option<ObligationId>,
    ) -> String {
        let (must, subject) = (self.must_zh(), self.subject_zh());
        let name = quoted(&self.rules.documents[kind].name);
        let held = match by {
            Some(by) => format!("{subject}{must}有{name}，其日期不晚于{}", self.speaker.zh(by)),
            None if self.obligation.task.is_some() => {
                format!("{subject}{must}有{name}{}", self.by_zh(None))
            }
            None => format!("最迟到{subject}完成时，{must}有{name}"),
        };
        let test = test.map(|test| format!("，并且{}", self.speaker.if_zh(test, true)));
        let owed = owed.map(|id| format!("；可以容缺，按「{}」补交", self.rules.obligations[id].id));
        format!("{held}{}{}", test.unwrap_or_default(), owed.unwrap_or_default())
    }

    pub(super) fn lasts_zh(&self, period: Period, from: ExprId, to: ExprId) -> String {
        let must = self.must_zh();
        let (from, to) = (self.speaker.zh(from), self.speaker.zh(to));
        let length = self.length_zh(period);
        let counted = counted_zh(period, Roll::None, self.obligation.length.is_some());
        format!("{}自{from}起，至{to}止，{must}不少于{length}（{counted}）", self.named_zh())
    }

    pub(super) fn within_zh(
        &self,
        (period, roll): (Period, Roll),
        (from, to): (ExprId, ExprId),
        extension: Option<&Extension>,
        (excluding, written_notice, metering): (&[SmolStr], bool, Option<&Metering>),
    ) -> String {
        let must = self.must_zh();
        let within = format!("自{}起{}内", self.speaker.zh(from), self.length_zh(period));
        let counted = counted_zh(period, roll, self.obligation.length.is_some());
        let stops = match metering {
            None => self.stops_zh(excluding, written_notice),
            Some(metering) => self.metered_zh(excluding, written_notice, metering),
        };
        let longer = extension.map(|longer| self.extension_zh(longer)).unwrap_or_default();
        let act = self.act_zh(to);
        format!("{}{within}，{must}{act}（{counted}；{stops}）{longer}{}", self.named_zh(), self.deemed_zh())
    }

    pub(super) fn task_zh(&self, part: Option<u16>, due: Option<ExprId>) -> String {
        let (must, subject) = (self.must_zh(), self.subject_zh());
        let part = part.and_then(|part| self.task_part(part)).map(|part| format!("的{}", quoted(part)));
        let task = format!("{subject}{}", part.unwrap_or_default());
        match due {
            Some(due) => {
                format!("{}{must}最迟{}（含当日）完成{task}", self.led_zh(), self.speaker.zh(due))
            }
            None => format!("{}{must}完成{task}（文件没有写期限）", self.led_zh()),
        }
    }

    fn stops_zh(&self, excluding: &[SmolStr], written_notice: bool) -> String {
        let mut kinds: Vec<&str> = vec!["补正", "中止"];
        kinds.extend(excluding.iter().map(SmolStr::as_str).filter(|kind| !["补正", "中止"].contains(kind)));
        let notice = if written_notice { "，须有书面告知，自告知之日起不计" } else { "" };
        format!("{}的期间不计入{notice}", kinds.join("、"))
    }

    /// What is left out of a limit over several steps, and by which reading.
    fn metered_zh(&self, excluding: &[SmolStr], written_notice: bool, metering: &Metering) -> String {
        let blocks = metering.blocks.iter().map(|id| {
            let block = &self.rules.off_clocks[*id];
            format!("不计时的{}", quoted(&block.name))
        });
        let kinds = excluding.iter().filter(|kind| !["补正", "中止"].contains(&kind.as_str()));
        let runs = blocks.chain(kinds.map(SmolStr::to_string)).collect::<Vec<_>>().join("、");
        let idle = format!("{runs}进行而计时的步骤没有一项正在办理的日子");
        let out = match metering.reading {
            Reading::Union => format!("{idle}不计入，有一项正在办理的照算"),
            Reading::WholeDays => format!("{runs}进行的全部日数不计入，不论别的步骤是否正在办理"),
            Reading::PerPhase => {
                format!("各阶段分别计算，自该阶段的前置完成之日起；阶段内{idle}不计入")
            }
            Reading::Summed => {
                format!("各步骤正在办理的日数逐项相加；{runs}使某一步骤停止的日子，该步骤不计")
            }
        };
        let notice = if written_notice { "；须有书面告知，自告知之日起不计" } else { "" };
        format!("补正、中止的期间不计入；{out}{notice}")
    }

    fn extension_zh(&self, longer: &Extension) -> String {
        let Extension { by, period } = longer;
        format!("；届满以前经{}批准，可以延长一次，不超过{}", quoted(self.unit(*by)), period.zh())
    }

    /// What the law takes as done where the limit is missed.
    fn deemed_zh(&self) -> String {
        let one = |deemed: &crate::model::Deemed| {
            let step = quoted(&self.rules.steps[deemed.step].name);
            format!("；逾期的，依法视为{}已经办理{step}", self.speaker.zh(deemed.on))
        };
        self.deemed().map(one).collect()
    }
}

/// How a period is counted; of one that is read later the unit is not known yet.
pub(super) fn counted_zh(period: Period, roll: Roll, read: bool) -> String {
    let unit = match period.unit {
        _ if read => "起算当日不计入",
        TimeUnit::Workday => "按法定工作日计算，起算当日不计入",
        TimeUnit::Day => "按自然日计算，起算当日不计入",
        TimeUnit::Month => "按月计算，起算当日不计入，到期月的对应日届满",
        TimeUnit::Year => "按年计算，起算当日不计入，到期年的对应日届满",
        TimeUnit::Hour | TimeUnit::Minute => "从起算的时刻起连续计算",
    };
    let roll = match (roll, period.unit) {
        (_, TimeUnit::Workday | TimeUnit::Hour | TimeUnit::Minute) if !read => "",
        (Roll::None, _) => "，届满遇休息日不顺延",
        (Roll::Next, _) => "，届满遇休息日顺延到次一工作日",
        (Roll::Previous, _) => "，届满遇休息日提前到前一工作日",
    };
    format!("{unit}{roll}")
}
