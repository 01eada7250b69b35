//! Monte Carlo: when it will be done if estimates are three points and not one.
//!
//! **The distribution is triangular**, from the least over the likeliest (the work) to the most,
//! rounded to whole units. Three points say nothing of a shape: the triangle adds none to them, and
//! its tails are the heavier, more careful ones. A beta (PERT) needs powers and logarithms, whose
//! last bits differ between machines; the triangle needs one square root, which IEEE 754 rounds
//! exactly, so that a seed gives the same days everywhere.
//!
//! **The generator** is SplitMix64's finaliser (Steele, Lea and Flood, OOPSLA 2014) over a counter of
//! seed, draw and node: a draw depends on nothing drawn before it, and an activity keeps its luck
//! when another is added or removed. It is no generator for secrets.
//!
//! Invariant: every draw is a whole schedule, calendar and floats included. Absent: correlation
//! between activities.

use super::activity::{Activity, Estimate};
use super::forward;
use super::line::date;
use super::network::Network;
use super::plan::{Schedule, late, settled};
use super::reach::Frame;
use crate::calendar::Date;

/// How many draws, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Draws {
    /// How many times the plan is drawn.
    pub count: u32,
    /// The same seed gives the same draws, on every machine.
    pub seed: u64,
}

/// What came of the draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulation {
    draws: u32,
    /// Ascending.
    finishes: Vec<i32>,
    /// By node.
    critical: Vec<u32>,
}

impl Simulation {
    /// How many times the plan was drawn.
    #[must_use]
    pub fn draws(&self) -> u32 {
        self.draws
    }

    /// In how many draws the finish could not be dated, for want of published days. They count as
    /// later than every date.
    #[must_use]
    pub fn undated(&self) -> u32 {
        self.draws.saturating_sub(super::network::narrow(self.finishes.len()))
    }

    /// The first day by which `percent` of all draws were finished: 50, 80, 95. `None` if so many
    /// were not dated, or `percent` is over 100.
    #[must_use]
    pub fn percentile(&self, percent: u32) -> Option<Date> {
        if percent > 100 {
            return None;
        }
        let rank = (u64::from(self.draws) * u64::from(percent)).div_ceil(100).max(1);
        let place = usize::try_from(rank).ok()?.checked_sub(1)?;
        self.finishes.get(place).and_then(|day| date(*day).ok())
    }

    /// In how many draws an activity was critical; of [`Simulation::draws`] this is its criticality
    /// index.
    #[must_use]
    pub fn critical_draws(&self, node: usize) -> u32 {
        self.critical.get(node).copied().unwrap_or(0)
    }
}

/// What is drawn: the position, its node and its three points.
struct Drawn {
    position: usize,
    node: u64,
    least: u32,
    likely: u32,
    most: u32,
}

impl Schedule {
    /// Draws the plan again and again, with work between the points of its estimates; what is
    /// finished, and what has no estimate, stays as it is.
    // LIMIT: with joins every draw tries slips; a plan of hundreds of steps with many joins takes
    // milliseconds a draw.
    #[must_use]
    pub fn simulate(&self, draws: Draws) -> Simulation {
        let mut network = self.network.clone();
        let drawn = drawn(&network);
        let mut critical = vec![0_u32; network.len()];
        let mut finishes = Vec::new();
        for draw in 0..draws.count {
            for one in &drawn {
                let amount = triangular(one, mixed(draws.seed, draw, one.node));
                if let Some(activity) = network.activities.get_mut(one.position) {
                    activity.work.amount = amount;
                }
            }
            finishes.extend(self.draw(&network, &mut critical));
        }
        finishes.sort_unstable();
        let mut by_node = vec![0_u32; network.len()];
        for (position, count) in critical.into_iter().enumerate() {
            if let Some(slot) = by_node.get_mut(network.node(position)) {
                *slot = count;
            }
        }
        Simulation { draws: draws.count, finishes, critical: by_node }
    }

    /// One draw: its last day, and which positions are critical in it.
    fn draw(&self, network: &Network, critical: &mut [u32]) -> Option<i32> {
        let frame = Frame::new(network, &self.terms);
        let settled = settled(&frame);
        let whole = forward::whole(&frame, &settled.early);
        let (end, finish) = (whole.end.ok()?, whole.finish.ok()?);
        let dates = late(&frame, &settled, end);
        let all = dates.late.iter().zip(network.in_order()).zip(critical);
        for ((late, activity), count) in all {
            let open = activity.takes_part() && activity.actual_finish.is_none();
            *count += u32::from(open && late.has_dates() && late.total <= 0);
        }
        Some(finish.days())
    }
}

fn drawn(network: &Network) -> Vec<Drawn> {
    let open = |one: &Activity| one.takes_part() && one.actual_finish.is_none();
    let estimated = network.in_order().iter().enumerate().filter(|(_, one)| open(one));
    estimated
        .filter_map(|(position, one)| {
            let Estimate { least, most } = one.estimate?;
            let likely = one.work.amount;
            let node = network.node(position) as u64;
            Some(Drawn { position, node, least: least.min(likely), likely, most: most.max(likely) })
        })
        .collect()
}

/// Sixty-four bits for a node in a draw.
fn mixed(seed: u64, draw: u32, node: u64) -> u64 {
    let counter = (u64::from(draw) << 32).wrapping_add(node).wrapping_add(1);
    scrambled(scrambled(seed).wrapping_add(counter.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
}

/// The finaliser of SplitMix64.
fn scrambled(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

/// The quantile of the triangle at a random place, in whole units.
fn triangular(one: &Drawn, word: u64) -> u32 {
    let (least, likely, most) = (f64::from(one.least), f64::from(one.likely), f64::from(one.most));
    let range = most - least;
    if range <= 0.0 {
        return one.likely;
    }
    // The upper 32 bits as a fraction; the half keeps it off both ends.
    let high = u32::try_from(word >> 32).unwrap_or(u32::MAX);
    let place = (f64::from(high) + 0.5) / 4_294_967_296.0;
    let point = if place * range < likely - least {
        least + (place * range * (likely - least)).sqrt()
    } else {
        most - ((1.0 - place) * range * (most - likely)).sqrt()
    };
    whole(point, one)
}

/// The nearest whole number of units.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the point lies between two numbers of 32 bits, and the cast saturates"
)]
fn whole(point: f64, one: &Drawn) -> u32 {
    ((point + 0.5).floor() as u32).clamp(one.least, one.most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_days_everywhere() {
        let one = Drawn { position: 0, node: 3, least: 5, likely: 10, most: 20 };
        let days: Vec<u32> = (0..8).map(|draw| triangular(&one, mixed(7, draw, one.node))).collect();
        let again: Vec<u32> = (0..8).map(|draw| triangular(&one, mixed(7, draw, one.node))).collect();
        assert_eq!(days, again);
        assert!(days.iter().all(|days| (5..=20).contains(days)));
    }

    #[test]
    fn the_mean_is_that_of_the_triangle() {
        let one = Drawn { position: 0, node: 3, least: 5, likely: 10, most: 20 };
        let sum: u64 = (0..20_000).map(|draw| u64::from(triangular(&one, mixed(1, draw, 3)))).sum();
        // (5 + 10 + 20) / 3 = 11.67.
        assert!((232_000..235_000).contains(&sum), "{sum}");
    }
}
