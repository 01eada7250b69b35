//! Stopped and extended clocks, deviations and human judgements: what a dossier says about obligations.

use super::Typing;
use super::quantity::read_period;
use crate::diag::dossier as faults;
use crate::dossier::{Attestation, Commitment, DeviationEntry, Extended, Suspension};
use crate::model::{
    Follow, FollowKind, Row, SubmittedAttestation, SubmittedCommitment, SubmittedDeviation,
    SubmittedExtension, SubmittedSuspension,
};

const LIMIT: (&str, &str) = ("限时", "a limit");

impl Typing<'_> {
    pub(super) fn suspensions(&mut self, suspensions: &[SubmittedSuspension]) -> Vec<Suspension> {
        self.each("suspensions", suspensions, |typing, submitted| {
            let clock = typing
                .obligation_of("clock", &submitted.clock, LIMIT, |row| matches!(row, Row::Within { .. }));
            let (clock, entry) = clock.unzip();
            let from = typing.past_date("from", Some(&submitted.from));
            let to = typing.date_at("to", submitted.to.as_deref());
            let notice = typing.past_date("notice", submitted.notice.as_deref());
            if let (Some(from), Some(to)) = (from, to)
                && to < from
            {
                typing.at_key("to", |typing| {
                    typing.fault(|| faults::inverted(&from.to_string(), &to.to_string()))
                });
            }
            Some(Suspension {
                clock: clock?,
                entry: entry?,
                kind: submitted.kind.clone(),
                from: from?,
                to,
                notice,
            })
        })
    }

    pub(super) fn extensions(&mut self, extensions: &[SubmittedExtension]) -> Vec<Extended> {
        self.each("extensions", extensions, |typing, submitted| {
            let clock = typing
                .obligation_of("clock", &submitted.clock, LIMIT, |row| matches!(row, Row::Within { .. }));
            let (clock, entry) = clock.unzip();
            let amount = read_period(&submitted.amount);
            if amount.is_none() {
                typing.at_key("amount", |typing| typing.fault(|| faults::bad_period(&submitted.amount)));
            }
            let date = typing.past_date("date", submitted.date.as_deref());
            typing.past_date("notice", submitted.notice.as_deref());
            Some(Extended {
                clock: clock?,
                entry: entry?,
                amount: amount?,
                approved_by: submitted.approved_by.clone(),
                date,
            })
        })
    }

    pub(super) fn deviations(&mut self, deviations: &[SubmittedDeviation]) -> Vec<DeviationEntry> {
        self.each("deviations", deviations, |typing, submitted| {
            let (obligation, entry) = typing.obligation_at("obligation", &submitted.obligation).unzip();
            let date = typing.past_date("date", submitted.date.as_deref());
            Some(DeviationEntry {
                obligation: obligation?,
                entry: entry?,
                reason: submitted.reason.clone(),
                date,
            })
        })
    }

    pub(super) fn attestations(&mut self, attestations: &[SubmittedAttestation]) -> Vec<Attestation> {
        self.each("attestations", attestations, |typing, submitted| {
            let finding = ("认定事项", "a matter of human judgement");
            let obligation = typing.obligation_of("obligation", &submitted.obligation, finding, |row| {
                matches!(row, Row::Finding { .. })
            });
            let (obligation, entry) = obligation.unzip();
            let what = ("认定结果", "the result of a judgement");
            let met = typing.yes_or_no("result", what, &submitted.result);
            let date = typing.past_date("date", submitted.date.as_deref());
            Some(Attestation { obligation: obligation?, entry: entry?, met: met?, date })
        })
    }

    pub(super) fn commitments(&mut self, commitments: &[SubmittedCommitment]) -> Vec<Commitment> {
        self.each("commitments", commitments, |typing, submitted| {
            let promise = ("告知承诺或者容缺", "a commitment or a document owed");
            let obligation = typing.obligation_of("obligation", &submitted.obligation, promise, |row| {
                matches!(row, Row::Follow(Follow { kind: FollowKind::Commitment | FollowKind::Owed(_), .. }))
            });
            let date = typing.past_date("date", submitted.date.as_deref());
            let checked = typing.past_date("checked", submitted.checked.as_deref());
            if let (Some(date), Some(checked)) = (date, checked)
                && checked < date
            {
                typing.at_key("checked", |typing| {
                    typing.fault(|| faults::inverted(&date.to_string(), &checked.to_string()))
                });
            }
            let what = ("核查结果", "the result of a check");
            let kept = submitted.kept.as_ref().map(|word| typing.yes_or_no("kept", what, word));
            let (obligation, entry) = obligation.unzip();
            Some(Commitment { obligation: obligation?, entry: entry?, date, checked, kept: kept.flatten() })
        })
    }

    /// 是 or 否, in either language.
    fn yes_or_no(&mut self, key: &'static str, what: (&str, &str), word: &str) -> Option<bool> {
        match word {
            "yes" | "是" | "true" => Some(true),
            "no" | "否" | "false" => Some(false),
            _ => {
                self.at_key(key, |typing| {
                    typing.fault(|| faults::not_among(7067, what, word, None, &["yes", "no", "是", "否"]));
                });
                None
            }
        }
    }
}
