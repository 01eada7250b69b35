//! From a schedule to a chart: the only file of the pictures that knows how schedules are kept.

use super::{Amount, Bar, Chart, ClockRow, Days, Row, State, clean};
use crate::calendar::{Date, TimeUnit};
use crate::diag::Lang;
use crate::model::RuleSet;
use crate::plan::{Clock, LeftOut, PlannedStep, ProcedureSchedule};
use crate::report::clock::lines as clock_lines;
use crate::report::path_human::{days_words, gap_words, left_out_words};
use crate::report::path_json::{left_out as left_out_key, unit};
use crate::report::wording::{period_words, status_key, status_word};
use crate::schedule::{Basis, Driver, Gap, Span, State as Progress};
use std::collections::HashMap;

/// LIMIT: so many critical paths are kept.
const PATHS: usize = 5;

/// So many days after the published ones are shown where something waits for them.
const BEYOND: i32 = 14;

impl Chart {
    /// A schedule; `file` is the dossier's name, where there is one.
    #[must_use]
    pub fn of_plan(rules: &RuleSet, plan: &ProcedureSchedule, file: Option<&str>, lang: Lang) -> Self {
        let mut chart = Self::outline(rules, plan.procedure, lang);
        chart.file = file.map(clean);
        chart.start = Some(plan.start);
        chart.as_of = plan.as_of;
        chart.finish = plan.schedule.finish().ok();
        chart.no_finish = plan.schedule.finish().err().map(|gap| gap_words(gap, lang));
        chart.caveat = caveat(plan.schedule.basis(), lang);
        let row_of = super::outline::rows_of(rules, plan.procedure);
        let at = |step: &PlannedStep| row_of.get(rules.steps[step.step].position as usize).copied();
        let by_node: HashMap<usize, usize, foldhash::fast::RandomState> =
            plan.steps.iter().filter_map(|step| Some((step.node, at(step)?))).collect();
        let ids: Vec<String> = chart.rows.iter().map(|row| row.id.clone()).collect();
        let id_of = |node: usize| by_node.get(&node).and_then(|row| ids.get(*row)).cloned();
        let planned = plan.as_of.is_some().then(|| plan.schedule.without_record(plan.start));
        for step in &plan.steps {
            if let Some(row) = at(step).and_then(|at| chart.rows.get_mut(at)) {
                dates(row, plan, step, lang);
                row.driver =
                    plan.activity(step).and_then(|one| one.driver).and_then(|one| driver(one, &id_of));
                row.planned = planned.as_ref().and_then(|whole| bar(whole.activity(step.node)?.early.ok()));
            }
        }
        groups(&mut chart.rows);
        chart.clocks = plan.clocks.iter().map(|one| clock(rules, one, lang)).collect();
        let (count, paths) = plan.critical_paths(PATHS);
        chart.path_count = count;
        let rows = |step: crate::model::Id<crate::model::Step>| {
            row_of.get(rules.steps[step].position as usize).copied()
        };
        chart.paths = paths.into_iter().map(|path| path.into_iter().filter_map(rows).collect()).collect();
        let unplanned = plan.unplanned.iter().map(|id| clean(&rules.obligations[*id].id));
        chart.unplanned = unplanned.collect();
        // What ends where the calendar does is shown with the days that are missing.
        let waits = |step: &PlannedStep| {
            let gap = plan.activity(step).and_then(|one| one.early.err());
            step.left_out.is_none() && matches!(gap, Some(Gap::BeyondCalendar(_)))
        };
        let beyond = plan.steps.iter().any(waits).then(|| rules.calendar.covered().last().plus_days(BEYOND));
        let beyond = beyond.flatten().filter(|day| *day > plan.start);
        chart.days = Days::around(chart.dates().chain(beyond), &rules.calendar, lang);
        chart
    }

    /// Every date that is drawn.
    fn dates(&self) -> impl Iterator<Item = Date> + '_ {
        let bars = self.drawn().flat_map(|(_, row)| [row.early, row.late, row.planned]).flatten();
        let clocks = self.clocks.iter().flat_map(|clock| {
            let stops = clock.off.iter().flat_map(|(from, to)| [Some(*from), Some(*to)]);
            [Some(clock.from), clock.due].into_iter().chain(stops)
        });
        let own = [self.start, self.as_of, self.finish].into_iter();
        bars.flat_map(|bar| [bar.start, bar.finish]).chain(clocks.chain(own).flatten())
    }
}

fn caveat(basis: Basis, lang: Lang) -> Option<String> {
    let words = match (basis, lang) {
        (Basis::Published, _) => return None,
        (Basis::Provisional, Lang::Zh) => "有的日期还可能变动",
        (Basis::Provisional, Lang::En) => "some dates may still change",
        (Basis::Assumed, Lang::Zh) => "有的日期是推定的",
        (Basis::Assumed, Lang::En) => "some dates are assumed",
    };
    Some(words.to_owned())
}

fn bar(span: Option<Span>) -> Option<Bar> {
    span.map(|span| Bar { start: span.start, finish: span.finish })
}

fn dates(row: &mut Row, plan: &ProcedureSchedule, step: &PlannedStep, lang: Lang) {
    row.actual_start = step.actual_start;
    row.actual_finish = step.actual_finish;
    row.takes = Some(amount(i64::from(step.takes().amount), step.takes().unit, lang));
    row.left_out = step.left_out.map(|why: LeftOut| (left_out_key(why), left_out_words(why, lang)));
    row.state = State::LeftOut;
    let Some(found) = plan.activity(step).filter(|_| step.left_out.is_none()) else { return };
    row.state = match found.state {
        Progress::NotApplicable => State::LeftOut,
        Progress::Planned => State::Planned,
        Progress::Open => State::Open,
        Progress::Finished => State::Finished,
    };
    row.early = bar(found.early.ok());
    row.late = bar(found.late.ok());
    row.no_date = found.early.err().map(|gap| gap_words(gap, lang));
    row.workdays = found.unit == TimeUnit::Workday;
    let float = |days: Option<i32>| days.map(|days| amount(i64::from(days), found.unit, lang));
    row.total_float = float(found.total_float);
    row.free_float = float(found.free_float);
    row.critical = found.critical;
}

fn amount(value: i64, of: TimeUnit, lang: Lang) -> Amount {
    Amount { value, unit: unit(of), words: days_words(value, of, lang) }
}

fn driver(driver: Driver, id_of: &impl Fn(usize) -> Option<String>) -> Option<String> {
    match driver {
        Driver::ProjectStart => Some("start".to_owned()),
        Driver::DataDate => Some("as_of".to_owned()),
        Driver::Record => Some("record".to_owned()),
        Driver::Predecessor { node, .. } | Driver::Limit { node, .. } => id_of(node),
        Driver::Fixed { .. } => Some("fixed".to_owned()),
    }
}

/// Groups take their dates from what is in them.
fn groups(rows: &mut [Row]) {
    for at in (0..rows.len()).rev() {
        let Some((group, inside)) = rows.split_at_mut_checked(at + 1) else { continue };
        let Some(group) = group.last_mut().filter(|row| row.below > 0) else { continue };
        // Of groups in it the dates are there already; steps in these are looked at once, through them.
        let below = inside.iter().take(group.below);
        let members = || below.clone().filter(|row| row.parent == Some(at));
        gather(group, &members().collect::<Vec<_>>());
    }
}

fn gather(group: &mut Row, members: &[&Row]) {
    let taking_part = || members.iter().filter(|row| row.state != State::LeftOut);
    // Where one of them has no date, the group has none: a bar around the others would end too early.
    let hull = |of: fn(&Row) -> Option<Bar>| {
        let all: Option<Vec<Bar>> = taking_part().map(|row| of(row)).collect();
        all.into_iter().flatten().reduce(Bar::around)
    };
    group.early = hull(|row| row.early);
    group.late = hull(|row| row.late);
    group.planned = hull(|row| row.planned);
    group.no_date = taking_part().find_map(|row| row.no_date.clone());
    group.actual_start = taking_part().filter_map(|row| row.actual_start).min();
    group.critical = taking_part().any(|row| row.critical);
    group.workdays = taking_part().all(|row| row.workdays);
    let all = |state: State| taking_part().all(|row| row.state == state);
    group.state = if taking_part().next().is_none() {
        State::LeftOut
    } else if all(State::Finished) {
        State::Finished
    } else if all(State::Planned) {
        State::Planned
    } else {
        State::Open
    };
    if group.state == State::Finished {
        group.actual_finish = taking_part().filter_map(|row| row.actual_finish).max();
    }
}

fn clock(rules: &RuleSet, clock: &Clock, lang: Lang) -> ClockRow {
    ClockRow {
        id: clean(&rules.obligations[clock.obligation].id),
        status_key: status_key(clock.status),
        status: status_word(clock.status, lang),
        limit: period_words(clock.limit, lang),
        from: clock.from,
        due: clock.due,
        used: clock.used,
        left: clock.left,
        off: clock.run.off.clone(),
        told: clock_lines(rules, &clock.run, lang).iter().map(|line| clean(line)).collect(),
        provisional: clock.provisional,
    }
}
