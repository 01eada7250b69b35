//! Which obligations no scenario shows met, and which none shows broken.

use crate::judge::Status;
use crate::model::{Duty, Obligation, ObligationId, Row, RuleSet};
use crate::scenario::wanted_status;
use std::collections::BTreeSet;

/// An obligation that the scenarios do not show both ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untested {
    /// Which one.
    pub obligation: ObligationId,
    /// The statuses that no scenario expects of it.
    pub missing: Vec<Status>,
}

/// Every obligation of which some status that it must be shown with is expected by no scenario.
///
/// A duty is shown met and broken; a soft one met and missed; a permission used and not used; an
/// outcome given and not given; the step that ends the procedure done and not yet done. What a refining procedure inherits unchanged is shown where it is
/// written.
#[must_use]
pub fn untested(rules: &RuleSet) -> Vec<Untested> {
    let expected = expectations(rules);
    rules
        .obligations
        .entries()
        .filter(|(_, one)| !is_inherited(rules, one))
        .filter_map(|(id, one)| {
            let missing: Vec<Status> =
                wanted(rules, one).into_iter().filter(|status| !expected.contains(&(id, *status))).collect();
            (!missing.is_empty()).then_some(Untested { obligation: id, missing })
        })
        .collect()
}

/// What the scenarios expect; what one expects of an inherited obligation counts for it where it is
/// written as well.
fn expectations(rules: &RuleSet) -> BTreeSet<(ObligationId, Status)> {
    let mut found = BTreeSet::new();
    for expected in rules.tests.iter().flat_map(|test| &test.expected) {
        let (Some(id), Some(status)) = (expected.obligation, wanted_status(expected.status)) else {
            continue;
        };
        found.insert((id, status));
        let at = rules.obligations[id].span;
        let same = rules.obligations.entries().filter(|(_, one)| one.span == at && one.procedure.is_some());
        let tail =
            |id: ObligationId| rules.obligations[id].id.split_once('/').map(|(_, tail)| tail.to_owned());
        let own = tail(id);
        found.extend(same.filter(|(other, _)| tail(*other) == own).map(|(other, _)| (other, status)));
    }
    found
}

/// Whether an obligation is written in a superior procedure, of another file.
fn is_inherited(rules: &RuleSet, obligation: &Obligation) -> bool {
    obligation.procedure.is_some_and(|id| {
        let procedure = &rules.procedures[id];
        procedure.refines.is_some() && procedure.span.file != obligation.span.file
    })
}

fn wanted(rules: &RuleSet, obligation: &Obligation) -> Vec<Status> {
    let broken = match (&obligation.row, obligation.duty) {
        (Row::Outcome, _) => Status::Unproven,
        (Row::Perform { due: None, .. }, _) if is_end(rules, obligation) => Status::Pending,
        // Without a date in the document it is never late.
        (Row::Task { due: None, .. }, _) => Status::Pending,
        (Row::Perform { may: true, must_when: None, .. }, _) | (_, Duty::May) => Status::NotApplicable,
        (_, Duty::Encouraged | Duty::Strive) => Status::Missed,
        _ => Status::Violated,
    };
    vec![Status::Satisfied, broken]
}

/// Whether the step is 办结, or around it: until it is done the procedure has not ended, and nothing
/// is late.
fn is_end(rules: &RuleSet, obligation: &Obligation) -> bool {
    let mut around = obligation.procedure.and_then(|id| rules.procedures[id].end);
    while let Some(step) = around {
        if Some(step) == obligation.step {
            return true;
        }
        around = rules.steps[step].parent;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_is_to_be_shown_met_and_broken() {
        let text = "规则集 例。\n法规 《甲法》 ｛ 层级：法律；  条文：第一条至第四条； ｝\n\
             程序 丙 ｛ 依据：《甲法》第一条；  办结：丁；  步骤 戊 ｛ ｝  步骤 丁 ｛ ｝ ｝\n\
             测试 “完成” ｛ 程序：丙；  截至：2024-06-20；  记录 丁 ｛ 开始：2024-06-03；  完成：2024-06-03； ｝  期望：丁/履行 合规； ｝";
        let rules = RuleSet::builder().source("a.rules", text).compile().unwrap();
        let found = untested(&rules);
        let missing: Vec<_> = found.iter().map(|one| one.missing.clone()).collect();
        assert_eq!(missing, [[Status::Satisfied, Status::Violated].to_vec(), [Status::Pending].to_vec()]);
    }
}
