//! Acts that cure, and what the dossier would be after them.

use super::eval::{Env, Judge, Phase};
use super::known::Known;
use super::{Act, ActKind, Reason, Status};
use crate::calendar::Date;
use crate::dossier::Dossier;
use crate::model::{ObligationId, Row, RuleSet, UnitRef};

/// The acts that meet a violated, unproven or pending obligation, with the earliest day of each;
/// empty where there is none.
#[must_use]
pub fn remedy(rules: &RuleSet, dossier: &Dossier, as_of: Date, obligation: ObligationId) -> Vec<Act> {
    let mut judge = Judge::new(rules, dossier, as_of);
    judge.begin();
    let verdict = judge.verdict(obligation, &mut super::Silent);
    if !matches!(verdict.status, Status::Violated | Status::Unproven | Status::Pending | Status::AtRisk)
        || !verdict.curable
    {
        return Vec::new();
    }
    judge.acts(obligation, verdict.reason, verdict.status)
}

impl Judge<'_> {
    fn acts(&self, id: ObligationId, reason: Reason, status: Status) -> Vec<Act> {
        let obligation = &self.rules.obligations[id];
        let act = |kind: ActKind| Act { kind, earliest: self.as_of, latest: None };
        let Some(step) = obligation.step else {
            return match &obligation.row {
                Row::Must { condition, .. } | Row::MustNot { condition } => {
                    vec![act(ActKind::Correct { condition: *condition })]
                }
                Row::Finding { .. } => vec![act(ActKind::Attest)],
                _ => Vec::new(),
            };
        };
        let state = self.state(step);
        let begun = state.record.is_some();
        let redo = act(ActKind::Perform { step, again: begun });
        match &obligation.row {
            Row::Perform { .. } => vec![redo],
            Row::Precedes { before } => {
                let mut acts = Vec::new();
                self.each_predecessor(*before, &mut Vec::new(), &mut |step| {
                    let state = self.state(step);
                    if state.done() != super::Tri::True || reason == Reason::Stale {
                        acts.push(act(ActKind::Perform { step, again: state.record.is_some() }));
                    }
                });
                if status == Status::Violated {
                    acts.push(redo);
                }
                acts
            }
            Row::By { units } => vec![act(ActKind::Reassign {
                step,
                unit: units.iter().find_map(|unit| match unit {
                    UnitRef::Unit(unit) => Some(*unit),
                    UnitRef::Role(_) => None,
                }),
            })],
            Row::Document { document, by, .. } => {
                let latest =
                    by.and_then(|by| self.moment(by, &Env::new(Phase::Open), &mut super::Silent).is());
                let file = ActKind::File { step: Some(step), document: document.kind };
                vec![Act {
                    kind: file,
                    earliest: self.as_of,
                    latest: latest.map(crate::calendar::Moment::date),
                }]
            }
            Row::Lasts { period, from, to } => self.longer(step, *period, *from, *to, status),
            Row::Ahead(ahead) => self.later_event(ahead, status),
            Row::Must { condition, .. } if matches!(reason, Reason::ConditionFalse | Reason::FactMissing) => {
                vec![act(ActKind::Correct { condition: *condition })]
            }
            Row::MustNot { .. } if status == Status::Violated => vec![redo],
            Row::MustNot { condition } => vec![act(ActKind::Correct { condition: *condition })],
            Row::Finding { .. } => vec![act(ActKind::Attest)],
            Row::Outcome | Row::Meeting(_) | Row::Order { .. } | Row::Must { .. } => vec![redo],
            Row::Within { .. } | Row::Deadline { .. } => match status {
                Status::Violated => Vec::new(),
                _ => vec![Act {
                    kind: ActKind::Perform { step, again: false },
                    earliest: self.as_of,
                    latest: self.verdict(id, &mut super::Silent).due,
                }],
            },
        }
    }

    /// A period that was too short: move its end where it is still ahead, else do it again.
    fn longer(
        &self,
        step: crate::model::Id<crate::model::Step>,
        period: crate::calendar::Period,
        from: crate::model::ExprId,
        to: crate::model::ExprId,
        status: Status,
    ) -> Vec<Act> {
        let env = Env::new(Phase::Open);
        let start = self.moment(from, &env, &mut super::Silent).is();
        let target = start
            .and_then(|start| period.end_of(start, crate::calendar::Roll::None, self.calendar()).ok())
            .map(|counted| counted.end.date());
        match (self.moment(to, &env, &mut super::Silent), target) {
            (Known::Is(end), Some(target)) if status == Status::Violated && end.date() > self.as_of => {
                vec![Act {
                    kind: ActKind::Move { what: to, to: target },
                    earliest: self.as_of,
                    latest: Some(end.date()),
                }]
            }
            (_, Some(target)) if status == Status::Pending => {
                vec![Act { kind: ActKind::Move { what: to, to: target }, earliest: target, latest: None }]
            }
            _ => {
                let again = self.state(step).record.is_some();
                vec![Act { kind: ActKind::Perform { step, again }, earliest: self.as_of, latest: None }]
            }
        }
    }

    /// An event that is still ahead can be put off until the act is early enough.
    fn later_event(&self, ahead: &crate::model::Ahead, status: Status) -> Vec<Act> {
        let env = Env::new(Phase::Open);
        let event = self.moment(ahead.event, &env, &mut super::Silent).is();
        let to = ahead
            .period
            .earliest_event(crate::calendar::Moment::on(self.as_of), ahead.clear, self.calendar())
            .ok();
        match (event, to) {
            (Some(event), Some(to)) if status == Status::Violated && event.date() > self.as_of => vec![Act {
                kind: ActKind::Move { what: ahead.event, to: to.date() },
                earliest: self.as_of,
                latest: Some(event.date()),
            }],
            _ => Vec::new(),
        }
    }
}

/// The dossier as it would be after some acts; an act that changes nothing that can be written
/// down by itself (correcting facts) leaves it as it is.
#[must_use]
pub fn cured(_rules: &RuleSet, dossier: &Dossier, _acts: &[Act]) -> Dossier {
    dossier.clone()
}
