//! Documents, periods, limits and tasks in English: what has a day, and how the days are counted.

use super::expr_en::{listed, quoted};
use super::sentence::Telling;
use crate::calendar::{Period, Roll, TimeUnit};
use crate::model::{DocumentKind, ExprId, Extension, Id, Metering, ObligationId, Reading};
use smol_str::SmolStr;

impl Telling<'_> {
    pub(super) fn document_en(
        &self,
        kind: Id<DocumentKind>,
        by: Option<ExprId>,
        test: Option<ExprId>,
        owed: Option<ObligationId>,
    ) -> String {
        let (must, subject) = (self.must_en(), self.subject_en());
        let name = quoted(&self.rules.documents[kind].name);
        let held = match by {
            Some(by) => format!("{must} be on file, dated no later than {}", self.speaker.en(by)),
            None if self.obligation.task.is_some() => {
                format!("{must} be on file{}", self.by_en(None))
            }
            None => format!("{must} be on file when it is finished"),
        };
        let test = test.map(|test| format!(", and {}", self.speaker.if_en(test, true)));
        let owed =
            owed.map(|id| format!("; it may be handed in later under ‘{}’", self.rules.obligations[id].id));
        format!("for {subject}, {name} {held}{}{}", test.unwrap_or_default(), owed.unwrap_or_default())
    }

    pub(super) fn lasts_en(&self, period: Period, from: ExprId, to: ExprId) -> String {
        let must = self.must_en();
        let (from, to) = (self.speaker.en(from), self.speaker.en(to));
        let length = self.length_en(period);
        let counted = counted_en(period, Roll::None, self.obligation.length.is_some());
        format!("{}, from {from} to {to}, {must} be at least {length} ({counted})", self.named_en())
    }

    pub(super) fn within_en(
        &self,
        (period, roll): (Period, Roll),
        (from, to): (ExprId, ExprId),
        extension: Option<&Extension>,
        (excluding, written_notice, metering): (&[SmolStr], bool, Option<&Metering>),
    ) -> String {
        let must = self.must_en();
        let within = format!("within {} from {}", self.length_en(period), self.speaker.en(from));
        let counted = counted_en(period, roll, self.obligation.length.is_some());
        let stops = match metering {
            None => stops_en(excluding, written_notice),
            Some(metering) => self.metered_en(excluding, written_notice, metering),
        };
        let longer = extension.map(|longer| self.extension_en(longer)).unwrap_or_default();
        let act = self.act_en(to, must);
        format!("{}: {act} {within} ({counted}; {stops}){longer}{}", self.named_en(), self.deemed_en())
    }

    pub(super) fn task_en(&self, part: Option<u16>, due: Option<ExprId>) -> String {
        let (must, subject) = (self.must_en(), self.subject_en());
        let part = part.and_then(|part| self.task_part(part)).map(|part| format!("{} of ", quoted(part)));
        let task = format!("{}{subject}", part.unwrap_or_default());
        let led = self.led_en();
        match due {
            Some(due) => {
                format!("{task}{led} {must} be finished by {} (that day included)", self.speaker.en(due))
            }
            None => format!("{task}{led} {must} be finished (the document gives no date)"),
        }
    }

    /// What is left out of a limit over several steps, and by which reading.
    fn metered_en(&self, excluding: &[SmolStr], written_notice: bool, metering: &Metering) -> String {
        let blocks = metering.blocks.iter().map(|id| self.rules.off_clocks[*id].name.as_str());
        let kinds = excluding.iter().filter(|kind| !["补正", "中止"].contains(&kind.as_str()));
        let runs = listed(&blocks.chain(kinds.map(SmolStr::as_str)).collect::<Vec<_>>(), "or");
        let idle = format!("days on which {runs} runs and no step on the clock is being worked on");
        let out = match metering.reading {
            Reading::Union => format!("{idle}; while one is, the day counts"),
            Reading::WholeDays => format!("every day on which {runs} runs, whatever else is being worked on"),
            Reading::PerPhase => format!(
                "each phase is counted by itself, from the day its predecessors finish, and in it {idle}"
            ),
            Reading::Summed => format!(
                "the days on which each step is being worked on are added up, without those on which {runs} stops it"
            ),
        };
        let notice = if written_notice { ", from the written notice on" } else { "" };
        format!("not counted{notice}: 补正 and 中止; {out}")
    }

    fn extension_en(&self, longer: &Extension) -> String {
        let Extension { by, period } = longer;
        format!(
            "; approved by {} before it ends, it may be extended once by at most {}",
            quoted(self.unit(*by)),
            period.en()
        )
    }

    /// What the law takes as done where the limit is missed.
    fn deemed_en(&self) -> String {
        let one = |deemed: &crate::model::Deemed| {
            let step = quoted(&self.rules.steps[deemed.step].name);
            format!("; when it is missed, the law takes {step} as done on {}", self.speaker.en(deemed.on))
        };
        self.deemed().map(one).collect()
    }
}

fn stops_en(excluding: &[SmolStr], written_notice: bool) -> String {
    let mut kinds: Vec<&str> = vec!["补正", "中止"];
    kinds.extend(excluding.iter().map(SmolStr::as_str).filter(|kind| !["补正", "中止"].contains(kind)));
    let notice = if written_notice { " from the written notice on" } else { "" };
    format!("not counted{notice}: {}", listed(&kinds, "and"))
}

/// How a period is counted; of one that is read later the unit is not known yet.
pub(super) fn counted_en(period: Period, roll: Roll, read: bool) -> String {
    let unit = match period.unit {
        _ if read => "the first day is not counted",
        TimeUnit::Workday => "statutory working days, the first day not counted",
        TimeUnit::Day => "calendar days, the first day not counted",
        TimeUnit::Month => "months, the first day not counted, ending on the corresponding day",
        TimeUnit::Year => "years, the first day not counted, ending on the corresponding day",
        TimeUnit::Hour | TimeUnit::Minute => "counted without a break from that moment",
    };
    let roll = match (roll, period.unit) {
        (_, TimeUnit::Workday | TimeUnit::Hour | TimeUnit::Minute) if !read => "",
        (Roll::None, _) => "; an end on a rest day stays",
        (Roll::Next, _) => "; an end on a rest day moves to the next working day",
        (Roll::Previous, _) => "; an end on a rest day moves to the working day before",
    };
    format!("{unit}{roll}")
}
