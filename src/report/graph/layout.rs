//! Where everything of a procedure stands: groups are boxes around what is in them, laid out from the inside out.
//!
//! INVARIANT: nothing recurses: rows stand after their groups, so that going backwards every group finds what is
//! in it placed. Members of a group that no edge touches stand in a block of their own under the others.

use super::layers::{Layered, Place, layered};
use super::shown::Shown;
use crate::report::chart::{Chart, meeting};
use std::collections::{BTreeMap, BTreeSet};

/// Measures of boxes.
pub(super) const BOX: (i32, i32) = (168, 62);
/// Around what is in a group, and over it.
const PAD: i32 = 14;
const TITLE: i32 = 26;
const GAP: i32 = 16;

/// Everything placed.
pub(super) struct Layout {
    /// By row; of rows that are not shown it is nought.
    pub(super) places: Vec<Place>,
    /// By row: where the layer that it stands in begins and ends.
    pub(super) sides: Vec<(i32, i32)>,
    /// The points that the edge between two members passes.
    pub(super) ways: BTreeMap<(usize, usize), Vec<(i32, i32)>>,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// Edges between members of one group, by the group.
type Edges = BTreeMap<usize, BTreeSet<(usize, usize)>>;

/// The members of a group (of the whole: `None`), placed from its own corner.
struct Inside {
    members: Vec<usize>,
    places: Vec<Place>,
    sides: Vec<(i32, i32)>,
    ways: BTreeMap<(usize, usize), Vec<(i32, i32)>>,
}

pub(super) fn layout(chart: &Chart, shown: &Shown) -> Layout {
    let count = chart.rows.len();
    // The last list is of what is in no group.
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count + 1];
    for (at, row) in chart.rows.iter().enumerate().filter(|(at, _)| shown.has(*at)) {
        if let Some(list) = members.get_mut(row.parent.unwrap_or(count)) {
            list.push(at);
        }
    }
    let edges = lifted(chart, shown);
    let led_out = led_out(chart, shown);
    let mut sizes = vec![BOX; count];
    let mut insides: Vec<Option<Inside>> = std::iter::repeat_with(|| None).take(count + 1).collect();
    for of in (0..count).rev() {
        if chart.rows.get(of).is_some_and(|row| row.is_group()) && !shown.is_closed(of) && shown.has(of) {
            let (inside, width, height) = group(&members, (&edges, &led_out), of, &sizes);
            if let Some(size) = sizes.get_mut(of) {
                *size = ((width + 2 * PAD).max(BOX.0), height + 2 * PAD + TITLE);
            }
            if let Some(slot) = insides.get_mut(of) {
                *slot = Some(inside);
            }
        }
    }
    let (whole, width, height) = group(&members, (&edges, &led_out), count, &sizes);
    let places = vec![Place::default(); count];
    let mut layout = Layout { places, sides: vec![(0, 0); count], ways: BTreeMap::new(), width, height };
    put(&whole, (0, 0), &mut layout);
    for at in 0..count {
        let Some(Some(inside)) = insides.get(at) else { continue };
        let corner = layout.places.get(at).map_or((0, 0), |place| (place.x + PAD, place.y + PAD + TITLE));
        put(inside, corner, &mut layout);
    }
    layout
}

/// The links as edges between members of one group, by the group.
fn lifted(chart: &Chart, shown: &Shown) -> Edges {
    let mut edges: Edges = BTreeMap::new();
    for link in &chart.links {
        let (Some(from), Some(to)) = (shown.stand_in(link.from), shown.stand_in(link.to)) else { continue };
        let (from, to) = meeting(&chart.rows, from, to);
        let group = chart.rows.get(from).and_then(|row| row.parent).unwrap_or(chart.rows.len());
        if from != to {
            edges.entry(group).or_default().insert((from, to));
        }
    }
    edges
}

/// The rows from which, or to which, an arrow crosses the border of the group around them.
fn led_out(chart: &Chart, shown: &Shown) -> Vec<bool> {
    let mut found = vec![false; chart.rows.len()];
    for link in &chart.links {
        let (Some(from), Some(to)) = (shown.stand_in(link.from), shown.stand_in(link.to)) else { continue };
        let (first, last) = meeting(&chart.rows, from, to);
        for (mut at, member) in [(from, first), (to, last)] {
            while at != member {
                let Some(slot) = found.get_mut(at) else { break };
                *slot = true;
                let Some(parent) = chart.rows.get(at).and_then(|row| row.parent) else { break };
                at = parent;
            }
        }
    }
    found
}

/// The members of one group in their places, and how much room they take.
fn group(
    members: &[Vec<usize>],
    (edges, led_out): (&Edges, &[bool]),
    of: usize,
    sizes: &[(i32, i32)],
) -> (Inside, i32, i32) {
    let members = members.get(of).cloned().unwrap_or_default();
    let none = BTreeSet::new();
    let edges = edges.get(&of).unwrap_or(&none);
    let touched: BTreeSet<usize> = edges.iter().flat_map(|(from, to)| [*from, *to]).collect();
    let (tied, free): (Vec<usize>, Vec<usize>) = members.into_iter().partition(|at| touched.contains(at));
    let local: BTreeMap<usize, usize> = tied.iter().enumerate().map(|(local, at)| (*at, local)).collect();
    let size = |at: &usize| sizes.get(*at).copied().unwrap_or(BOX);
    let own: Vec<(usize, usize)> =
        edges.iter().filter_map(|(from, to)| Some((*local.get(from)?, *local.get(to)?))).collect();
    let Layered { places, sides, ways, width, height } =
        layered(&tied.iter().map(size).collect::<Vec<_>>(), &own);
    let ways = ways
        .into_iter()
        .filter_map(|((from, to), points)| Some(((*tied.get(from)?, *tied.get(to)?), points)));
    let mut inside = Inside { ways: ways.collect(), members: tied, places, sides };
    let below = if height > 0 && !free.is_empty() { height + GAP * 2 } else { height };
    // One under the other where an arrow leads in or out: beside each other they would stand in its way.
    let lanes = free.iter().any(|at| led_out.get(*at).copied().unwrap_or(false));
    let room = if lanes { 0 } else { width.max(square(&free, &size)) };
    let (wide, high) = block(&mut inside, &free, &size, (below, room));
    (inside, width.max(wide), high)
}

/// How wide a block of boxes is that is a little wider than high, as a screen is.
fn square(free: &[usize], size: &impl Fn(&usize) -> (i32, i32)) -> i32 {
    let area: i64 =
        free.iter().map(size).map(|(width, height)| i64::from(width + GAP) * i64::from(height + GAP)).sum();
    let side = (area.saturating_mul(3) / 2).isqrt();
    i32::try_from(side).unwrap_or(i32::MAX).max(BOX.0)
}

/// Members without an edge, in rows under the others.
fn block(
    inside: &mut Inside,
    free: &[usize],
    size: &impl Fn(&usize) -> (i32, i32),
    (top, room): (i32, i32),
) -> (i32, i32) {
    let (mut x, mut y, mut high, mut wide) = (0, top, 0, 0);
    for at in free {
        let (width, height) = size(at);
        if x > 0 && x + width > room {
            (x, y, high) = (0, y + high + GAP, 0);
        }
        inside.members.push(*at);
        inside.places.push(Place { x, y, width, height });
        inside.sides.push((x, x + width));
        x += width + GAP;
        wide = wide.max(x - GAP);
        high = high.max(height);
    }
    (wide, y + high)
}

/// Writes the places of a group down as places on the whole.
fn put(inside: &Inside, (left, top): (i32, i32), layout: &mut Layout) {
    let places = inside.members.iter().zip(&inside.places).zip(&inside.sides);
    for ((at, place), (begin, end)) in places {
        if let Some(slot) = layout.places.get_mut(*at) {
            *slot = Place { x: place.x + left, y: place.y + top, ..*place };
        }
        if let Some(slot) = layout.sides.get_mut(*at) {
            *slot = (begin + left, end + left);
        }
    }
    for (ends, points) in &inside.ways {
        layout.ways.insert(*ends, points.iter().map(|(x, y)| (x + left, y + top)).collect());
    }
}
