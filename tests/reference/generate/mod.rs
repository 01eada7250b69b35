//! Strategies for small worlds, one family for each kind of obligation. Everything is drawn as
//! small numbers and built afterwards, so that failures shrink to short histories.

mod clocks;
mod computing;
mod duties;
mod entries;
mod exceptions;
mod facts;
mod follow;
mod frame;
mod joins;
mod legal_time;
mod lights;
mod metered;
mod parameters;
mod recurring;
mod refinement;
mod soft;
mod steps;
mod tables;
mod tasks;
mod voices;

use proptest::strategy::BoxedStrategy;

use super::world::World;

pub(crate) type Family = (&'static str, fn() -> BoxedStrategy<World>);

/// Every family, by name.
pub(crate) const FAMILIES: &[Family] = &[
    ("performing", steps::performing),
    ("preceding", steps::preceding),
    ("joins", joins::joins),
    ("links", joins::links),
    ("outcome", steps::outcome),
    ("redoing", steps::redoing),
    ("group", steps::group),
    ("optional", steps::optional),
    ("scope", steps::scope),
    ("waiver", steps::waiver),
    ("exception", exceptions::exception),
    ("exceptions", exceptions::exceptions),
    ("principle", exceptions::principle),
    ("moved_deadline", exceptions::moved_deadline),
    ("refining", refinement::refining),
    ("refining_within", refinement::refining_within),
    ("versions", legal_time::versions),
    ("renaming", legal_time::renaming),
    ("force", steps::force),
    ("partial", steps::partial),
    ("undertaking", facts::undertaking),
    ("opinions", voices::opinions),
    ("vote", voices::vote),
    ("document", facts::document),
    ("must", facts::must),
    ("computing", computing::computing),
    ("computing_scope", computing::scope),
    ("counting", computing::counting),
    ("table", tables::table),
    ("table_collecting", tables::table_collecting),
    ("table_length", tables::table_length),
    ("must_not", facts::must_not),
    ("finding", facts::finding),
    ("meeting", facts::meeting),
    ("sequence", facts::sequence),
    ("entry_must", entries::entry_must),
    ("entry_must_not", entries::entry_must_not),
    ("entry_finding", entries::entry_finding),
    ("licences", entries::licences),
    ("entry_deadline", entries::entry_deadline),
    ("entry_exception", entries::entry_exception),
    ("lasting", clocks::lasting),
    ("presumptive", clocks::presumptive),
    ("within", clocks::within),
    ("clocking", metered::clocking),
    ("clocking_rework", metered::rework),
    ("measured", parameters::measured_period),
    ("deadline", clocks::deadline),
    ("before", clocks::before),
    ("following", follow::following),
    ("owing", follow::owing),
    ("committing", follow::committing),
    ("offending", follow::offending),
    ("deeming", follow::deeming),
    ("tasks", tasks::tasks),
    ("targets", tasks::targets),
    ("unfiled_tasks", tasks::tasks_partial),
    ("duties", duties::duties),
    ("recurring", recurring::recurring),
    ("recurring_soft", recurring::recurring_soft),
    ("recurring_partial", recurring::recurring_partial),
    ("recurring_step", recurring::recurring_step),
    ("lit_tasks", lights::lit_tasks),
    ("lit_recurring", lights::lit_recurring),
    ("soft", soft::soft),
];
