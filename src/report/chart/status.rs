//! The worst verdict of every step.

use super::{Chart, State};
use crate::judge::{Report, Status};
use crate::model::{Id, Procedure, RuleSet, Weight};
use crate::report::wording::{status_key, status_word};

impl Chart {
    /// Marks every step with the worst of its verdicts that count, every group also with those of what is in
    /// it. What is only a hint, or was not reviewed, does not count.
    pub fn judged(&mut self, rules: &RuleSet, procedure: Id<Procedure>, report: &Report) {
        let row_of = super::outline::rows_of(rules, procedure);
        let mut worst: Vec<Option<Status>> = vec![None; self.rows.len()];
        let counted = report.verdicts.iter().filter(|verdict| {
            verdict.weight != Weight::Hint && !verdict.not_reviewed && !verdict.needs_finding
        });
        for verdict in counted {
            let step = rules.obligations[verdict.obligation].step;
            let row = step.and_then(|step| row_of.get(rules.steps[step].position as usize));
            if let Some(slot) = row.and_then(|row| worst.get_mut(*row)) {
                *slot = Some(slot.map_or(verdict.status, |held| held.min(verdict.status)));
            }
        }
        for at in (0..self.rows.len()).rev() {
            let own = worst.get(at).copied().flatten();
            let parent = self.rows.get(at).and_then(|row| row.parent);
            if let (Some(own), Some(slot)) = (own, parent.and_then(|parent| worst.get_mut(parent))) {
                *slot = Some(slot.map_or(own, |held| held.min(own)));
            }
        }
        for (row, status) in self.rows.iter_mut().zip(worst) {
            row.status = status.map(|status| (status_key(status), status_word(status, self.lang)));
            if status == Some(Status::NotApplicable) && row.state == State::Outline {
                row.state = State::LeftOut;
            }
        }
    }
}
