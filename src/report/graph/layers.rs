//! A graph in layers from left to right: Sugiyama's four steps, kept small.
//!
//! Layers by the longest path, places for long edges in the layers that they pass, order in a layer by the middle
//! of the neighbours (a fixed number of sweeps), heights by the same middle without overlap. INVARIANT: the same
//! graph gives the same places; nothing recurses; work is bounded by nodes, edges and [`WAYS`]. A crate was left
//! aside: the one for this needs its own graph type, knows no boxes of different sizes in boxes, and what is needed
//! here is short.

use std::collections::BTreeMap;

/// LIMIT: so many places for long edges; a graph that needs more has them drawn straight.
const WAYS: usize = 4000;
const SWEEPS: usize = 6;
/// Between layers, between boxes, and the height of a place that an edge passes.
const BETWEEN: i32 = 54;
const GAP: i32 = 16;
const WAY: i32 = 6;

/// A box or a point, by its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// A graph that is laid out.
pub(super) struct Layered {
    /// By node.
    pub(super) places: Vec<Place>,
    /// By node: where its layer begins and ends. An edge leaves and enters a layer level: it would run over wider
    /// boxes in it otherwise.
    pub(super) sides: Vec<(i32, i32)>,
    /// The points that an edge passes on its way, by its ends.
    pub(super) ways: BTreeMap<(usize, usize), Vec<(i32, i32)>>,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// What stands in a layer.
#[derive(Clone, Copy, Debug)]
struct Item {
    width: i32,
    height: i32,
    layer: usize,
    y: i32,
}

/// Lays out nodes of these sizes; edges that close a circle are taken as they come.
pub(super) fn layered(sizes: &[(i32, i32)], edges: &[(usize, usize)]) -> Layered {
    let layer = layers(sizes.len(), edges);
    let mut items: Vec<Item> = sizes
        .iter()
        .zip(&layer)
        .map(|(&(width, height), &layer)| Item { width, height, layer, y: 0 })
        .collect();
    let chains = chains(&mut items, edges, &layer);
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for pair in chains.iter().flat_map(|(_, chain)| chain.windows(2)) {
        if let &[from, to] = pair {
            if let Some(list) = after.get_mut(from) {
                list.push(to);
            }
            if let Some(list) = before.get_mut(to) {
                list.push(from);
            }
        }
    }
    let count = items.iter().map(|item| item.layer + 1).max().unwrap_or(0);
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, item) in items.iter().enumerate() {
        if let Some(column) = columns.get_mut(item.layer) {
            column.push(at);
        }
    }
    order(&mut columns, &before, &after, items.len());
    heights(&mut items, &columns, &before, &after);
    placed(&items, &columns, sizes.len(), &chains)
}

/// The layer of every node: one more than that of the last node before it.
fn layers(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut waiting = vec![0usize; nodes];
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for &(from, to) in edges.iter().filter(|(from, to)| from != to) {
        if let (Some(list), Some(count)) = (after.get_mut(from), waiting.get_mut(to)) {
            list.push(to);
            *count += 1;
        }
    }
    let mut layer = vec![0usize; nodes];
    let mut done = vec![false; nodes];
    let mut ready: std::collections::BTreeSet<usize> =
        waiting.iter().enumerate().filter(|(_, count)| **count == 0).map(|(at, _)| at).collect();
    let mut next = 0;
    for _ in 0..nodes {
        // Where all that is left waits in a circle, the first in the order of the rules goes on.
        let at = ready.pop_first().unwrap_or_else(|| {
            while done.get(next).copied().unwrap_or(false) {
                next += 1;
            }
            next
        });
        if let Some(slot) = done.get_mut(at) {
            *slot = true;
        }
        let own = layer.get(at).copied().unwrap_or(0);
        for &to in after.get(at).into_iter().flatten() {
            if done.get(to).copied().unwrap_or(true) {
                continue;
            }
            if let (Some(slot), Some(count)) = (layer.get_mut(to), waiting.get_mut(to)) {
                *slot = (*slot).max(own + 1);
                *count -= 1;
                if *count == 0 {
                    ready.insert(to);
                }
            }
        }
    }
    layer
}

type Chain = ((usize, usize), Vec<usize>);

/// Each edge as the items that it passes, new ones where it skips layers.
fn chains(items: &mut Vec<Item>, edges: &[(usize, usize)], layer: &[usize]) -> Vec<Chain> {
    let level = |at: usize| layer.get(at).copied().unwrap_or(0);
    let forward = edges.iter().filter(|(from, to)| level(*from) < level(*to));
    let wanted: usize = forward.clone().map(|(from, to)| level(*to) - level(*from) - 1).sum();
    let mut chains = Vec::new();
    for &(from, to) in forward {
        let mut chain = vec![from];
        if wanted <= WAYS {
            for layer in level(from) + 1..level(to) {
                chain.push(items.len());
                items.push(Item { width: 0, height: WAY, layer, y: 0 });
            }
        }
        chain.push(to);
        chains.push(((from, to), chain));
    }
    chains
}

/// Orders every layer by the middle of the neighbours, forth and back.
fn order(columns: &mut [Vec<usize>], before: &[Vec<usize>], after: &[Vec<usize>], items: usize) {
    let mut rank = vec![0i64; items];
    for sweep in 0..SWEEPS {
        for column in columns.iter() {
            number(&mut rank, column);
        }
        let (forth, neighbours) = (sweep % 2 == 0, if sweep % 2 == 0 { before } else { after });
        let count = columns.len();
        for step in 0..count {
            let at = if forth { step } else { count - 1 - step };
            let Some(column) = columns.get_mut(at) else { continue };
            let middle = |item: &usize| {
                let all = neighbours.get(*item).map(Vec::as_slice).unwrap_or_default();
                let sum: i64 = all.iter().filter_map(|other| rank.get(*other)).sum();
                let own = rank.get(*item).copied().unwrap_or(0);
                // In thousandths, so that no rounding depends on the machine.
                i64::try_from(all.len())
                    .ok()
                    .and_then(|count| (sum * 1000).checked_div(count))
                    .unwrap_or(own * 1000)
            };
            let mut keyed: Vec<(i64, i64, usize)> = column
                .iter()
                .map(|item| (middle(item), rank.get(*item).copied().unwrap_or(0), *item))
                .collect();
            keyed.sort_unstable();
            *column = keyed.into_iter().map(|(_, _, item)| item).collect();
            number(&mut rank, column);
        }
    }
}

fn number(rank: &mut [i64], column: &[usize]) {
    for (place, item) in (0i64..).zip(column) {
        if let Some(slot) = rank.get_mut(*item) {
            *slot = place;
        }
    }
}

/// Heights: each item as near to the middle of its neighbours as its layer allows.
fn heights(items: &mut [Item], columns: &[Vec<usize>], before: &[Vec<usize>], after: &[Vec<usize>]) {
    for column in columns {
        let wanted: Vec<i32> = vec![0; column.len()];
        stack(items, column, &wanted);
    }
    for sweep in 0..SWEEPS {
        let forth = sweep % 2 == 0;
        let neighbours = if forth { before } else { after };
        for step in 0..columns.len() {
            let at = if forth { step } else { columns.len() - 1 - step };
            let Some(column) = columns.get(at) else { continue };
            let wanted: Vec<i32> = column.iter().map(|item| middle(items, neighbours, *item)).collect();
            stack(items, column, &wanted);
        }
    }
}

/// The middle of the neighbours of an item; its own where it has none.
fn middle(items: &[Item], neighbours: &[Vec<usize>], item: usize) -> i32 {
    let centre = |item: &Item| i64::from(item.y) + i64::from(item.height) / 2;
    let all = neighbours.get(item).map(Vec::as_slice).unwrap_or_default();
    let sum: i64 = all.iter().filter_map(|other| items.get(*other)).map(centre).sum();
    let own = items.get(item).map_or(0, centre);
    let mean = i64::try_from(all.len()).ok().and_then(|count| sum.checked_div(count)).unwrap_or(own);
    i32::try_from(mean).unwrap_or(0)
}

/// Puts the items of a layer under each other in their order, their centres where wanted if there is room: items
/// that would overlap move together, so that they stand around the mean of what they want.
fn stack(items: &mut [Item], column: &[usize], wanted: &[i32]) {
    // Blocks of items that touch: the first of them, the offset of the next free line, the sum of wishes, the count.
    let mut blocks: Vec<(i64, i64, i64, Vec<usize>)> = Vec::new();
    for (item, wish) in column.iter().zip(wanted) {
        let Some(height) = items.get(*item).map(|item| i64::from(item.height)) else { continue };
        let top = i64::from(*wish) - height / 2;
        let mut block = (top, height + i64::from(GAP), top, vec![*item]);
        while let Some(above) = blocks.pop() {
            if above.0 + above.1 <= block.0 {
                blocks.push(above);
                break;
            }
            // The lower block's wishes are for lines that lie the upper one's length further down.
            let lower = i64::try_from(block.3.len()).unwrap_or(1);
            let sum = above.2 + block.2 - lower * above.1;
            let mut all = above.3;
            all.extend(block.3);
            let count = i64::try_from(all.len()).unwrap_or(1).max(1);
            block = (sum.div_euclid(count), above.1 + block.1, sum, all);
        }
        blocks.push(block);
    }
    for (top, _, _, members) in blocks {
        let mut y = top;
        for item in members {
            if let Some(slot) = items.get_mut(item) {
                slot.y = i32::try_from(y).unwrap_or(0);
                y += i64::from(slot.height) + i64::from(GAP);
            }
        }
    }
}

/// Columns beside each other, everything moved so that the uppermost line is nought.
fn placed(items: &[Item], columns: &[Vec<usize>], nodes: usize, chains: &[Chain]) -> Layered {
    let top = items.iter().map(|item| item.y).min().unwrap_or(0);
    let (mut x, mut left, mut wide) = (0, Vec::new(), Vec::new());
    for column in columns {
        let width = column.iter().filter_map(|at| items.get(*at)).map(|item| item.width).max().unwrap_or(0);
        left.push(x);
        wide.push(width);
        x += width + BETWEEN;
    }
    let at = |item: &Item| {
        let (left, wide) =
            (left.get(item.layer).copied().unwrap_or(0), wide.get(item.layer).copied().unwrap_or(0));
        Place { x: left + (wide - item.width) / 2, y: item.y - top, width: item.width, height: item.height }
    };
    let mut ways = BTreeMap::new();
    for (ends, chain) in chains {
        let between = chain.get(1..chain.len().saturating_sub(1)).unwrap_or_default();
        let points = between.iter().filter_map(|item| items.get(*item)).flat_map(|item| {
            // An edge passes its layer level, so that it does not cut the corners of the boxes there.
            let place = at(item);
            let wide = wide.get(item.layer).copied().unwrap_or(0);
            let (middle, y) = (place.x, place.y + WAY / 2);
            [(middle - wide / 2, y), (middle + wide / 2, y)]
        });
        let points: Vec<(i32, i32)> = points.collect();
        if !points.is_empty() {
            ways.insert(*ends, points);
        }
    }
    Layered {
        places: items.iter().take(nodes).map(at).collect(),
        sides: items
            .iter()
            .take(nodes)
            .map(|item| {
                let left = left.get(item.layer).copied().unwrap_or(0);
                (left, left + wide.get(item.layer).copied().unwrap_or(0))
            })
            .collect(),
        ways,
        width: (x - BETWEEN).max(0),
        height: items.iter().map(|item| item.y - top + item.height).max().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn overlap(one: &Place, other: &Place) -> bool {
        one.x < other.x + other.width
            && other.x < one.x + one.width
            && one.y < other.y + other.height
            && other.y < one.y + one.height
    }

    #[test]
    fn a_diamond_stands_in_three_layers() {
        let of = layered(&[(10, 10); 4], &[(0, 1), (0, 2), (1, 3), (2, 3), (0, 3)]);
        let x: Vec<i32> = of.places.iter().map(|place| place.x).collect();
        assert_eq!(x, [0, 10 + BETWEEN, 10 + BETWEEN, 20 + 2 * BETWEEN]);
        assert_eq!(of.ways.keys().collect::<Vec<_>>(), [&(0, 3)]);
    }

    #[test]
    fn circles_and_long_chains_end() {
        let of = layered(&[(5, 5); 3], &[(0, 1), (1, 2), (2, 0), (1, 1)]);
        assert_eq!(of.places.len(), 3);
        let edges: Vec<(usize, usize)> = (0..20_000).map(|at| (at, at + 1)).collect();
        assert_eq!(layered(&vec![(5, 5); 20_001], &edges).height, 5);
    }

    proptest! {
        #[test]
        fn boxes_never_overlap_and_edges_go_right(
            sizes in prop::collection::vec((1..80i32, 1..60i32), 1..14),
            pairs in prop::collection::vec((0..14usize, 0..14usize), 0..40),
        ) {
            let edges: Vec<(usize, usize)> =
                pairs.into_iter().filter(|(from, to)| from < to && *to < sizes.len()).collect();
            let of = layered(&sizes, &edges);
            for (at, one) in of.places.iter().enumerate() {
                prop_assert!(one.x >= 0 && one.y >= 0);
                prop_assert!(one.x + one.width <= of.width && one.y + one.height <= of.height);
                for other in &of.places[at + 1..] {
                    prop_assert!(!overlap(one, other), "{one:?} {other:?}");
                }
            }
            for (from, to) in edges {
                let (from, to) = (of.places[from], of.places[to]);
                prop_assert!(from.x + from.width + BETWEEN <= to.x + (to.width.max(from.width)));
            }
        }
    }
}
