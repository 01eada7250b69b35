//! Networks that cannot hold: clauses that stand against each other.
//!
//! Invariant: a conflict is one of the law alone (relations, minimum periods, limits), whatever work
//! is estimated, recorded or dated: a limit that only the work breaks makes a float negative
//! instead. Absent: the search for it, which is the settling of early dates.

use super::activity::Activity;
use super::forward::Cause;
use super::line::Point;
use super::network::{LimitRow, Network};
use super::plan::Terms;
use super::reach::Frame;
use super::relation::End;
use super::settle::{Settled, Unrest};
use crate::calendar::{Period, Roll, TimeUnit};

/// One tie of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tie {
    /// A relation with its lag: the second node comes so much later than the first.
    Relation {
        /// The earlier node.
        from: usize,
        /// The later node.
        to: usize,
        /// The clause.
        label: u32,
    },
    /// The minimum period of a node.
    Minimum {
        /// The node.
        node: usize,
    },
    /// A limit: the first node, the later one, may not be later than so much after the second.
    Limit {
        /// The later node, which is limited.
        from: usize,
        /// The earlier node, from which the limit runs.
        to: usize,
        /// The clause.
        label: u32,
    },
}

/// Clauses that no dates can meet: a limit below what must lie between its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The ties in order; the last leads back to where the first begins.
    pub cycle: Vec<Tie>,
}

impl Conflict {
    /// The clauses of the cycle in order; minimum periods are named by [`Tie::Minimum`] alone.
    pub fn labels(&self) -> impl Iterator<Item = u32> + '_ {
        self.cycle.iter().filter_map(|tie| match tie {
            Tie::Relation { label, .. } | Tie::Limit { label, .. } => Some(*label),
            Tie::Minimum { .. } => None,
        })
    }
}

impl std::fmt::Display for Conflict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no dates can meet these together: ")?;
        for (place, tie) in self.cycle.iter().enumerate() {
            if place > 0 {
                f.write_str(", ")?;
            }
            match tie {
                Tie::Relation { from, to, label } => write!(f, "clause {label} ({from} before {to})")?,
                Tie::Minimum { node } => write!(f, "the minimum period of {node}")?,
                Tie::Limit { from, to, label } => write!(f, "limit {label} ({from} within reach of {to})")?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Conflict {}

/// The conflict of the law alone, if there is one. Where working days run off the calendar nothing
/// is found.
pub(super) fn of_law(network: &Network, terms: &Terms) -> Result<(), Conflict> {
    let mut law = network.clone();
    law.fixed.clear();
    for one in &mut law.activities {
        *one = alone(one);
    }
    let terms = Terms { data_date: None, ..terms.clone() };
    let frame = Frame::new(&law, &terms);
    let mut settled = Settled::sweep(&frame);
    let Err(Unrest::Limit(number)) = settled.rest(&frame) else { return Ok(()) };
    let cycle = frame.network.frozen.limits.get(number).and_then(|limit| cycle(&frame, &settled, limit));
    let ties = cycle.map(|(ties, _)| ties).unwrap_or_default();
    if ties.is_empty() { Ok(()) } else { Err(Conflict { cycle: ties }) }
}

/// An activity without its estimate and record.
fn alone(one: &Activity) -> Activity {
    let unit = one.unit();
    Activity { work: Period::new(0, unit), actual_start: None, actual_finish: None, ..*one }
}

/// Whether a limit turns in a cycle that always gains: one in which only one unit is counted.
pub(super) fn is_hopeless(frame: &Frame<'_>, settled: &Settled, limit: &LimitRow) -> bool {
    cycle(frame, settled, limit).is_some_and(|(_, units)| {
        let mut units = units.iter();
        units.next().is_none_or(|first| units.all(|unit| unit == first))
    })
}

/// The ties that lead from the earlier end of a limit to itself, and the units they count.
fn cycle(frame: &Frame<'_>, settled: &Settled, limit: &LimitRow) -> Option<(Vec<Tie>, Vec<TimeUnit>)> {
    let network = frame.network;
    let mut walked: Vec<((usize, End), Tie)> = Vec::new();
    let mut units: Vec<(usize, TimeUnit)> = Vec::new();
    let mut at = (limit.to as usize, limit.to_end);
    // LIMIT: a cycle is no longer than all ends and limits together.
    for _ in 0..=network.len() * 2 + 2 {
        if let Some(begin) = walked.iter().position(|(end, ..)| *end == at) {
            let turn = walked.get(begin..)?;
            let ties = turn.iter().rev().map(|(_, tie)| *tie).filter(|tie| *tie != FILLER).collect();
            let units = units.iter().filter(|(step, _)| *step >= begin).map(|(_, unit)| *unit).collect();
            return Some((ties, units));
        }
        let (position, end) = at;
        // Of what ran off the calendar the cause is no link.
        let entry = settled.early.get(position).filter(|one| one.has_dates())?;
        let node = network.node(position);
        let activity = network.at(position)?;
        let mut count = |period: Option<Period>| {
            if let Some(period) = period.filter(|one| one.amount > 0) {
                units.push((walked.len(), period.unit));
                // Several calendars are as good as several units.
                if !network.calendars.is_empty() {
                    units.extend([(walked.len(), TimeUnit::Day), (walked.len(), TimeUnit::Workday)]);
                }
            }
        };
        let (tie, next) = match (entry.cause(end), end) {
            (Cause::OWN, _) => {
                count(Some(activity.work));
                count(activity.minimum);
                let lasts = activity.minimum.is_some_and(|least| least.amount > 0);
                (if lasts { Tie::Minimum { node } } else { FILLER }, (position, End::Start))
            }
            (Cause::LIMIT, _) => {
                let place = usize::from(end == End::Finish);
                let number = settled.pushed_by.get(position)?.get(place).copied()?;
                let by = network.frozen.limits.get(number as usize)?;
                count(Some(by.limit.period));
                count((by.limit.roll != Roll::None).then_some(Period::workdays(1)));
                let (from, to) = (network.node(by.to as usize), network.node(by.from as usize));
                (Tie::Limit { from, to, label: by.label }, (by.to as usize, by.to_end))
            }
            (cause, _) => {
                let link = network.link(cause.as_slot()?)?;
                let special = network.special(link.relation);
                count(special.and_then(|one| one.lag));
                let label = network.label(link.relation);
                let tie = Tie::Relation { from: network.node(link.at()), to: node, label };
                (tie, (link.at(), special.map_or(End::Finish, |one| one.from_end)))
            }
        };
        walked.push((at, tie));
        at = next;
    }
    None
}

/// Stands for the way through a step that takes no time by law.
const FILLER: Tie = Tie::Minimum { node: usize::MAX };

/// The point up to which a limit holds its later end, by the early dates.
pub(super) fn held_at(frame: &Frame<'_>, settled: &Settled, limit: &LimitRow) -> Option<Point> {
    settled.kept(frame, limit).map(|(_, upto)| upto)
}
