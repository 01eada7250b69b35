//! Documents, periods, limits and tasks in English: what has a day, and how the days are counted.

use super::expr_en::{listed, quoted};
use super::sentence::Telling;
use crate::calendar::{Period, Roll, TimeUnit};
use crate::model::{DocumentKind, ExprId, Extension, Id, ObligationId};
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
        (excluding, written_notice): (&[SmolStr], bool),
    ) -> String {
        let must = self.must_en();
        let within = format!("within {} from {}", self.length_en(period), self.speaker.en(from));
        let counted = counted_en(period, roll, self.obligation.length.is_some());
        let stops = stops_en(excluding, written_notice);
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
