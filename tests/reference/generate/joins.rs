//! Families about predecessors beyond the plain one.

use proptest::option::weighted;
use proptest::prelude::*;

use super::super::world::{Branch, Join, Perform, Rules, World};
use super::frame::{frame, project_cond, rules, step};

const BEFORE: [&str; 3] = ["甲", "乙", "丁"];

fn four(join: Join) -> Rules {
    let mut steps =
        vec![step("甲", &[]), step("乙", &[]), step("丁", &["甲"]), step("戊", &[]), step("丙", &["戊"])];
    steps[3].joins.push(join);
    rules(steps)
}

fn branch(before: &'static str) -> Branch {
    Branch { before, from_start: false, lag: None }
}

/// So many of two or three steps, one of which may not apply, or need not be done.
pub(crate) fn joins() -> BoxedStrategy<World> {
    let lag = || weighted(0.2, 1..4u32);
    let shape = (2..4usize, 1..3usize, prop::bool::weighted(0.15), (lag(), lag(), lag()));
    (frame(5, 1), shape, weighted(0.3, project_cond()), prop::bool::weighted(0.2))
        .prop_map(|(frame, (count, need, started, lags), scope, may)| {
            let lags = [lags.0, lags.1, lags.2];
            let branches = BEFORE.iter().zip(lags).take(count).map(|(before, lag)| Branch {
                lag,
                from_start: started && *before == "乙",
                ..branch(before)
            });
            let mut rules = four(Join { need, to_finish: false, branches: branches.collect() });
            rules.steps[1].scope = scope;
            if may {
                rules.steps[0].perform = Perform::May;
            }
            frame.world(rules, frame.file(&["甲", "乙", "丁", "戊", "丙"]))
        })
        .boxed()
}

/// One step by its start or its finish, before the start or the finish of another, with a lag or without.
pub(crate) fn links() -> BoxedStrategy<World> {
    let shape = (any::<bool>(), any::<bool>(), weighted(0.5, 1..5u32));
    (frame(5, 2), shape, weighted(0.3, project_cond()))
        .prop_map(|(frame, (from_start, to_finish, lag), scope)| {
            // A plain edge is another family's.
            let lag = if from_start || to_finish { lag } else { lag.or(Some(2)) };
            let one = Branch { before: "丁", from_start, lag };
            let mut rules = four(Join { need: 1, to_finish, branches: vec![one] });
            rules.steps[2].scope = scope;
            frame.world(rules, frame.file(&["甲", "乙", "丁", "戊", "丙"]))
        })
        .boxed()
}
