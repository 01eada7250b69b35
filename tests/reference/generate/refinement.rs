//! Families about 细化: sentences of a superior procedure said anew, new ones, steps and edges between
//! its steps, with and without a scope of its own.

use proptest::option::weighted;
use proptest::prelude::*;

use super::super::refining::Refining;
use super::super::world::{Cond, ExceptionRule, Kind, Name, Paper, Perform, Rules, Sentence, Step, World};
use super::exceptions::{duty, last, sentence};
use super::frame::{attach, begun, chain, frame, project_cond, step};

const ALL: [&str; 4] = ["甲", "丁", "乙", "丙"];

/// What a refinement does to 甲 → 乙 → 丙.
#[derive(Debug, Clone)]
struct Plan {
    /// The sentence of 甲, above and anew.
    base: Kind,
    anew: Option<Kind>,
    added: Option<Kind>,
    /// A step 丁, after 甲 and before 乙 where these are true.
    between: Option<(bool, bool)>,
    /// An edge from 甲 to 丙.
    edge: bool,
    narrowed: Option<Cond>,
    /// 乙 is 可以 above, and 应当 below where the second is true.
    optional: Option<bool>,
    excepted: Option<Cond>,
}

fn plan() -> impl Strategy<Value = Plan> {
    let sentences = (duty(), weighted(0.7, 1..12u32), weighted(0.4, duty()));
    let order = (weighted(0.5, (any::<bool>(), any::<bool>())), prop::bool::weighted(0.3));
    let scopes = (weighted(0.2, project_cond()), weighted(0.3, any::<bool>()), weighted(0.2, project_cond()));
    (sentences, order, scopes).prop_map(
        |((base, anew, added), (between, edge), (narrowed, optional, excepted))| Plan {
            anew: anew.map(|n| base.lasting(n)),
            base,
            added,
            between,
            edge,
            narrowed,
            optional,
            excepted,
        },
    )
}

fn build(plan: &Plan, scope: Option<Cond>) -> Rules {
    let mut rules = chain();
    let base = sentence(plan.base.clone());
    rules.steps[0].sentences.push(base.clone());
    let mut first = step("甲", &[]);
    first.scope = plan.narrowed.clone();
    first.sentences.extend(plan.anew.clone().map(sentence));
    let added = plan.added.clone().map(|kind| Sentence { name: Some("加项"), ..sentence(kind) });
    // A document is known by its own name.
    first.sentences.extend(added.filter(|one| !matches!(one.kind, Kind::Document { .. })));
    if let Some(when) = plan.excepted.clone() {
        let name: Name = "例一";
        let base = last(&base);
        first.exceptions.push(ExceptionRule { name, base, when, over: None, sentences: Vec::new() });
    }
    let mut second = step("乙", &[]);
    let mut duties = Vec::new();
    if let Some(anew) = plan.optional {
        rules.steps[1].perform = Perform::May;
        duties.extend(anew.then_some("乙"));
    }
    let mut steps: Vec<Step> = Vec::new();
    if let Some((after, before)) = plan.between {
        steps.push(step("丁", if after { &["甲"] } else { &[] }));
        second.after.extend(before.then_some("丁"));
    }
    steps.extend([first, second]);
    if plan.edge {
        steps.push(step("丙", &["甲"]));
    }
    rules.refining = Some(Box::new(Refining { scope, steps, duties }));
    rules
}

fn worlds(scope: impl Strategy<Value = Option<Cond>> + 'static) -> BoxedStrategy<World> {
    (frame(4, 2), plan(), scope, weighted(0.7, -2..5))
        .prop_map(|(frame, plan, scope, days)| {
            let rules = build(&plan, scope);
            let known = plan.between.is_some();
            let steps: Vec<Name> = ALL.into_iter().filter(|step| known || *step != "丁").collect();
            let mut file = frame.file(&steps);
            if let (Some(days), Some(begun)) = (days, begun(&file, "甲")) {
                let date = Some(begun.plus(days));
                attach(&mut file, "甲", Paper { kind: "公告", date, fields: Default::default() });
            }
            frame.world(rules, file)
        })
        .boxed()
}

/// A refinement that always applies.
pub(crate) fn refining() -> BoxedStrategy<World> {
    worlds(Just(None))
}

/// One with a scope of its own.
pub(crate) fn refining_within() -> BoxedStrategy<World> {
    worlds(project_cond().prop_map(Some))
}
