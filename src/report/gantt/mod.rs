//! Plans along the days: for terminals, as SVG, as Mermaid.
//!
//! INVARIANT: drawn from a [`Chart`] alone; the size of a picture is bounded, and what is
//! left out for it is said in it.

mod bars;
mod legend;
mod mermaid;
mod svg;
mod terminal;

pub use mermaid::mermaid;
pub use svg::svg;
pub(super) use svg::{Part, picture};
pub use terminal::terminal;

use super::chart::{Chart, Row, State};

/// The rows that are drawn where there is room for so many: all that take part, or of too many the critical ones,
/// the open ones and groups at the top first. And how many are left out.
fn chosen(chart: &Chart, most: usize) -> (Vec<usize>, usize) {
    let all: Vec<usize> = chart.drawn().map(|(at, _)| at).collect();
    if all.len() <= most {
        return (all, 0);
    }
    let left = all.len() - most;
    let weight = |row: &Row| match (row.critical, row.state, row.is_group(), row.depth) {
        (true, _, false, _) => 0u8,
        (_, State::Open, false, _) => 1,
        (_, _, true, 0) => 2,
        _ => 3,
    };
    let mut ranked: Vec<(u8, usize)> =
        all.into_iter().filter_map(|at| Some((weight(chart.rows.get(at)?), at))).collect();
    ranked.sort_unstable();
    ranked.truncate(most);
    let mut found: Vec<usize> = ranked.into_iter().map(|(_, at)| at).collect();
    found.sort_unstable();
    (found, left)
}
