//! Small networks of every kind: all four relations with lags in all units, joins and votes, steps
//! within steps, fixed dates, records, two calendars with holidays at random.

use super::model::Case;
use proptest::prelude::*;
use rulecheck::calendar::{Moment, Period, Roll, TimeUnit};
use rulecheck::schedule::{Activity, Bound, CalendarId, End, FixedDate, NetworkBuilder, Relation, Role};

/// What a family of cases has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Kind {
    pub(crate) joins: bool,
    pub(crate) deadlines: bool,
    pub(crate) records: bool,
    pub(crate) limits: usize,
    pub(crate) hours: bool,
}

/// The id of the second calendar.
pub(crate) fn second() -> CalendarId {
    NetworkBuilder::default().calendar(rulecheck::calendar::WorkdayCalendar::china())
}

fn period(most: u32, hours: bool) -> impl Strategy<Value = Period> {
    let of_hours = u32::from(hours) * 2;
    prop_oneof![
        4 => (0..=most).prop_map(Period::workdays),
        4 => (0..=most).prop_map(Period::days),
        1 => Just(Period::months(1)),
        of_hours => (0..60_u32).prop_map(Period::hours),
        of_hours => (0..3000_u32).prop_map(|amount| Period::new(amount, TimeUnit::Minute)),
    ]
}

fn activity(kind: Kind, data_date: Option<i64>) -> impl Strategy<Value = Activity> {
    let record = prop::option::weighted(
        if kind.records { 0.4 } else { 0.01 },
        (0_i64..30, prop::option::of(0_i64..20)),
    );
    let join = if kind.joins { 3 } else { 0 };
    let role = prop_oneof![8 => Just(Role::Step), 1 => Just(Role::Junction), join => (1_u32..4).prop_map(|need| Role::Join { need })];
    let minimum = prop::option::weighted(0.2, period(9, kind.hours));
    (period(5, kind.hours), minimum, prop::bool::weighted(0.85), role, any::<bool>(), record).prop_map(
        move |(work, minimum, applicable, role, other, record)| {
            let mut one = match role {
                Role::Step => Activity::new(work),
                Role::Junction => Activity::junction(),
                Role::Join { need } => Activity::join(need),
            };
            one.applicable = applicable;
            if role != Role::Step {
                return one;
            }
            one.minimum = minimum;
            if other {
                one.calendar = second();
            }
            if let (Some(data), Some((back, length))) = (data_date, record) {
                one.actual_start = Some(Moment::on(super::date(data - back)));
                let finish = length.map(|days| super::date((data - back + days).min(data)));
                one.actual_finish = finish.map(Moment::on);
            }
            one
        },
    )
}

fn end() -> impl Strategy<Value = End> {
    prop_oneof![Just(End::Start), Just(End::Finish)]
}

/// A relation between two nodes, upwards but for a step within another.
fn relation(nodes: usize, kind: Kind) -> impl Strategy<Value = Vec<Relation>> {
    let ends = prop_oneof![2 => Just((End::Finish, End::Start)), 2 => (end(), end())];
    let lag = prop::option::weighted(0.5, period(5, kind.hours));
    let own = (any::<bool>(), 1_u32..3);
    ((0..nodes, 0..nodes), ends, lag, own, prop::bool::weighted(0.1)).prop_map(
        move |((one, other), (from_end, to_end), lag, (by_second, weight), within)| {
            let (from, to) = (one.min(other), one.max(other));
            if from == to {
                return Vec::new();
            }
            if within {
                return vec![
                    Relation::new(from, End::Start, to, End::Start, 0),
                    Relation::new(to, End::Finish, from, End::Finish, 0),
                ];
            }
            let mut found = Relation::new(from, from_end, to, to_end, 0).weighing(weight);
            found.lag = lag;
            found.calendar = by_second.then(second);
            vec![found]
        },
    )
}

fn limit(nodes: usize) -> impl Strategy<Value = Option<Relation>> {
    let roll = prop_oneof![Just(Roll::None), Just(Roll::Next)];
    ((0..nodes, 0..nodes), (end(), end()), period(12, false), roll).prop_map(
        |((one, other), (from_end, to_end), period, roll)| {
            let (from, to) = (one.min(other), one.max(other));
            let (from_end, to_end) = if from == to { (End::Start, End::Finish) } else { (from_end, to_end) };
            (period.amount > 0).then(|| Relation::new(from, from_end, to, to_end, 0).within(period, roll))
        },
    )
}

fn fixed(nodes: usize, start: i64, deadlines: bool) -> impl Strategy<Value = FixedDate> {
    let late = if deadlines { 2 } else { 0 };
    let bound =
        prop_oneof![2 => Just(Bound::NotBefore), late => Just(Bound::NotAfter), late => Just(Bound::On)];
    (0..nodes, end(), bound, 0_i64..40).prop_map(move |(node, end, bound, days)| FixedDate {
        node,
        end,
        bound,
        date: Moment::on(super::date(start + days)),
        label: 1000,
    })
}

/// A case of a kind, with labels that are the numbers of the relations.
pub(crate) fn case(kind: Kind) -> impl Strategy<Value = Case> {
    let first = 16_000_i64;
    let off = prop::collection::vec(prop::bool::weighted(0.3), 2 * 61);
    (2_usize..8, 0_i64..10, prop::option::weighted(if kind.records { 0.8 } else { 0.01 }, 0_i64..15), off)
        .prop_flat_map(move |(nodes, later, held, off)| {
            let start = first + 1_000 + later;
            let data_date = held.map(|days| start + days);
            (
                prop::collection::vec(activity(kind, data_date), nodes),
                prop::collection::vec(relation(nodes, kind), 0..10),
                prop::collection::vec(limit(nodes), kind.limits),
                prop::collection::vec(fixed(nodes, start, kind.deadlines), 0..3),
                Just((start, data_date, off)),
            )
        })
        .prop_map(move |(activities, relations, limits, fixed, (start, data_date, off))| {
            let mut relations: Vec<Relation> = relations.into_iter().flatten().collect();
            relations.extend(limits.into_iter().flatten());
            let joins = |node: usize| matches!(activities[node].role, Role::Join { .. });
            // A join is one point, a limit of one says nothing more; and steps only stand within steps.
            relations.retain(|one| {
                let plain = |node: usize| !joins(node);
                one.from < one.to
                    || (one.from == one.to && plain(one.from))
                    || (plain(one.from) && plain(one.to))
            });
            for (label, one) in relations.iter_mut().enumerate() {
                one.label = u32::try_from(label).expect("few");
            }
            let step = |node: usize| activities[node].role == Role::Step && activities[node].applicable;
            let fixed = fixed.into_iter().filter(|one| step(one.node)).collect();
            let off = off.chunks(61).map(<[bool]>::to_vec).collect();
            Case { activities, relations, fixed, start, data_date, off, first }
        })
}
