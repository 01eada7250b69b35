//! A family about what organs answer for, without and beside a procedure.

use proptest::option::weighted;
use proptest::prelude::*;

use super::super::duties::{FINDING, Line};
use super::super::world::{Attestation, Rules, World};
use super::frame::{frame, project_cond, rules, step};

pub(crate) fn duties() -> BoxedStrategy<World> {
    let own = || weighted(0.4, 0..40);
    let lines = (own(), project_cond(), own(), project_cond());
    let attested = prop::collection::vec((any::<bool>(), 0..40), 0..3);
    let force = weighted(0.15, 0..30);
    (frame(1, 0), lines, attested, force, prop::bool::weighted(0.85))
        .prop_map(|(frame, (finding, must, by, must_not), attested, force, no_procedure)| {
            let base = frame.base;
            let on = |days: Option<i32>| days.map(|days| base.plus(days));
            let duties = vec![Line::Finding(on(finding)), Line::Must(must, on(by)), Line::MustNot(must_not)];
            let rules = Rules { duties, in_force_from: on(force), ..rules(vec![step("丙", &[])]) };
            let steps: &[_] = if no_procedure { &[] } else { &["丙"] };
            let mut file = frame.file(steps);
            file.no_procedure = no_procedure;
            let found = attested.into_iter().enumerate().map(|(nth, (yes, days))| Attestation {
                obligation: String::from(FINDING),
                yes,
                // No two on one day.
                date: base.plus(days * 3 + nth as i32),
            });
            file.attestations = found.filter(|_| no_procedure).collect();
            frame.world(rules, file)
        })
        .boxed()
}
