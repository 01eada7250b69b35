//! The rows and links of a procedure, without dates.
//!
//! INVARIANT: a group stands before what is in it, and what is in it follows at once; no recursion.

use super::{Chart, Link, Row, State, clean};
use crate::diag::Lang;
use crate::model::{Branch, Id, Join, LinkEnd, Procedure, Row as Asked, RuleSet, Step};
use crate::report::citation::citations;
use crate::report::wording::period_words;
use std::collections::BTreeMap;

pub(super) fn chart(rules: &RuleSet, procedure: Id<Procedure>, lang: Lang) -> Chart {
    let order = in_order(rules, procedure);
    let row_of = rows_of(rules, procedure);
    let mut rows: Vec<Row> = order
        .iter()
        .map(|(id, depth)| {
            let parent = rules.steps[*id].parent;
            let parent = parent.and_then(|parent| row_of.get(rules.steps[parent].position as usize).copied());
            row(rules, *id, *depth, parent, lang)
        })
        .collect();
    for at in (0..rows.len()).rev() {
        let Some((below, Some(parent))) = rows.get(at).map(|row| (row.below, row.parent)) else { continue };
        if let Some(parent) = rows.get_mut(parent) {
            parent.below += below + 1;
        }
    }
    let links = links(rules, procedure, &row_of, lang);
    mark_parallel(&mut rows, &links);
    Chart {
        lang,
        procedure: clean(&rules.procedures[procedure].name),
        file: None,
        start: None,
        as_of: None,
        finish: None,
        no_finish: None,
        caveat: None,
        rows,
        links,
        clocks: Vec::new(),
        days: None,
        path_count: 0,
        paths: Vec::new(),
        unplanned: Vec::new(),
        sources: format!(
            "{}  {}",
            crate::report::human::editions(rules),
            crate::report::human::digests(rules)
        ),
    }
}

/// The row of every step, by its position in the procedure.
pub(super) fn rows_of(rules: &RuleSet, procedure: Id<Procedure>) -> Vec<usize> {
    let mut rows = vec![usize::MAX; rules.procedures[procedure].steps.len()];
    for (row, (step, _)) in in_order(rules, procedure).into_iter().enumerate() {
        if let Some(slot) = rows.get_mut(rules.steps[step].position as usize) {
            *slot = row;
        }
    }
    rows
}

/// The steps with their depth, each group before what is in it.
fn in_order(rules: &RuleSet, procedure: Id<Procedure>) -> Vec<(Id<Step>, u16)> {
    let steps = &rules.procedures[procedure].steps;
    let top = steps.iter().rev().filter(|step| rules.steps[**step].parent.is_none());
    let mut open: Vec<(Id<Step>, u16)> = top.map(|step| (*step, 0)).collect();
    let mut found = Vec::with_capacity(steps.len());
    while let Some((step, depth)) = open.pop() {
        found.push((step, depth));
        let below = rules.steps[step].children.iter().rev();
        open.extend(below.map(|child| (*child, depth.saturating_add(1))));
    }
    found
}

fn row(rules: &RuleSet, id: Id<Step>, depth: u16, parent: Option<usize>, lang: Lang) -> Row {
    let step = &rules.steps[id];
    Row {
        id: clean(&step.path),
        name: clean(&step.name),
        depth,
        parent,
        below: 0,
        parallel: step.parallel,
        optional: step.optional,
        state: State::Outline,
        left_out: None,
        status: None,
        takes: None,
        early: None,
        late: None,
        planned: None,
        actual_start: None,
        actual_finish: None,
        total_float: None,
        free_float: None,
        workdays: false,
        critical: false,
        driver: None,
        no_date: None,
        cites: clean(&citations(rules, &step.cites, lang)),
    }
}

/// What comes before what: plain edges, those that two sentences write once, then the joins.
fn links(rules: &RuleSet, procedure: Id<Procedure>, row_of: &[usize], lang: Lang) -> Vec<Link> {
    let at = |step: Id<Step>| row_of.get(rules.steps[step].position as usize).copied();
    let mut plain: BTreeMap<(usize, usize), Link> = BTreeMap::new();
    for edge in &rules.procedures[procedure].edges {
        let (Some(from), Some(to)) = (at(edge.before), at(edge.after)) else { continue };
        let obligation = &rules.obligations[edge.obligation];
        let cites = clean(&citations(rules, &obligation.cites, lang));
        let id = clean(&obligation.id);
        plain
            .entry((from, to))
            .and_modify(|link| {
                link.id.push_str(", ");
                link.id.push_str(&id);
                if !link.cites.contains(&cites) {
                    link.cites.push_str(", ");
                    link.cites.push_str(&cites);
                }
            })
            .or_insert(Link { from, to, id: id.clone(), cites, note: None, choice: false });
    }
    let mut found: Vec<Link> = plain.into_values().collect();
    for step in &rules.procedures[procedure].steps {
        for id in &rules.steps[*step].joins {
            let obligation = &rules.obligations[*id];
            let (Asked::Joined(join), Some(to)) = (&obligation.row, at(*step)) else { continue };
            let cites = clean(&citations(rules, &obligation.cites, lang));
            found.extend(join.branches.iter().filter_map(|branch| {
                Some(Link {
                    from: at(branch.before)?,
                    to,
                    id: clean(&obligation.id),
                    cites: cites.clone(),
                    note: Some(note(join, branch, lang)).filter(|note| !note.is_empty()),
                    choice: (join.need as usize) < join.branches.len(),
                })
            }));
        }
    }
    found
}

/// What a branch of a join asks for beyond being finished before the step starts.
fn note(join: &Join, branch: &Branch, lang: Lang) -> String {
    let several = join.branches.len();
    let count = match (lang, join.need as usize) {
        (_, need) if need >= several => None,
        (Lang::Zh, 1) => Some("任一".to_owned()),
        (Lang::En, 1) => Some("any one".to_owned()),
        (Lang::Zh, need) => Some(format!("其中 {need} 项")),
        (Lang::En, need) => Some(format!("{need} of {several}")),
    };
    let end = |end: LinkEnd| match (end, lang) {
        (LinkEnd::Start, Lang::Zh) => "开始",
        (LinkEnd::Finish, Lang::Zh) => "完成",
        (LinkEnd::Start, Lang::En) => "start",
        (LinkEnd::Finish, Lang::En) => "finish",
    };
    let usual = branch.from == LinkEnd::Finish && join.to == LinkEnd::Start;
    let ends = (!usual).then(|| format!("{}→{}", end(branch.from), end(join.to)));
    let lag = branch.lag.map(|lag| match lang {
        Lang::Zh => format!("满 {}", period_words(lag, lang)),
        Lang::En => format!("+ {}", period_words(lag, lang)),
    });
    [count, ends, lag].into_iter().flatten().collect::<Vec<_>>().join(match lang {
        Lang::Zh => "，",
        Lang::En => ", ",
    })
}

/// A group is parallel where it is written so, or no link leads from one of its members, or from within it, to another.
fn mark_parallel(rows: &mut [Row], links: &[Link]) {
    let mut members = vec![0usize; rows.len()];
    for row in rows.iter() {
        if let Some(slot) = row.parent.and_then(|parent| members.get_mut(parent)) {
            *slot += 1;
        }
    }
    let mut ordered = vec![false; rows.len()];
    for link in links {
        let (from, to) = meeting(rows, link.from, link.to);
        let shared = rows.get(from).and_then(|row| row.parent);
        let same = rows.get(to).and_then(|row| row.parent) == shared && from != to;
        if let Some(slot) = shared.filter(|_| same).and_then(|shared| ordered.get_mut(shared)) {
            *slot = true;
        }
    }
    for ((row, members), ordered) in rows.iter_mut().zip(members).zip(ordered) {
        row.parallel |= members > 1 && !ordered;
    }
}

/// The rows, themselves or around the two, that are members of the same group.
pub(in crate::report) fn meeting(rows: &[Row], from: usize, to: usize) -> (usize, usize) {
    let depth = |at: usize| rows.get(at).map_or(0, |row| row.depth);
    let up = |at: usize| rows.get(at).and_then(|row| row.parent);
    let (mut from, mut to) = (from, to);
    loop {
        if up(from) == up(to) {
            return (from, to);
        }
        let (left, right) = (depth(from), depth(to));
        if left >= right {
            let Some(above) = up(from) else { return (from, to) };
            from = above;
        }
        if right >= left {
            let Some(above) = up(to) else { return (from, to) };
            to = above;
        }
    }
}
