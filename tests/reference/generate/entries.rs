//! Families about registers: entries at their own dates, and the licences they hold.

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::day::{Day, Unit};
use super::super::register::{
    Ask, Entry, EntryException, EntryKind, EntryRule, LICENCES, Licence, REGISTER, Register, To,
};
use super::super::world::{Attestation, LEVELS, Name, World};
use super::frame::{Frame, chain, frame};

const CHAIN: [&str; 3] = ["甲", "乙", "丙"];
const NAMES: [Name; 3] = ["甲户", "乙户", "丙户"];

fn ask_of(leaves: Vec<Ask>) -> impl Strategy<Value = Ask> {
    select(leaves).prop_recursive(2, 5, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| Ask::Not(Box::new(one))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Ask::And(Box::new(a), Box::new(b))),
            (inner.clone(), inner).prop_map(|(a, b)| Ask::Or(Box::new(a), Box::new(b))),
        ]
    })
}

fn plain() -> Vec<Ask> {
    vec![Ask::Fit, Ask::Grade("低"), Ask::Grade("高"), Ask::Project("甲事实"), Ask::Project("乙事实")]
}

/// Days from the base at which something of a licence falls.
type Dates = (Option<i32>, (u32, i32), Option<i32>);

fn licence(known: bool) -> impl Strategy<Value = (usize, Dates)> {
    let from = weighted(if known { 0.999 } else { 0.5 }, -20..12);
    let to = (if known { 0..8u32 } else { 0..10u32 }, 0..30);
    let whole = move |(kind, (from, to, revoked)): (usize, Dates)| {
        (kind, (if known { from.or(Some(0)) } else { from }, to, revoked))
    };
    (0..LICENCES.len(), (from, to, weighted(0.2, -5..15))).prop_map(whole)
}

/// Date, 合格, 等级 and licences of an entry.
type DrawnEntry = (Option<i32>, Option<bool>, Option<usize>, Option<Vec<(usize, Dates)>>);

fn entry() -> impl Strategy<Value = DrawnEntry> {
    // One licence at most has a day that is not given: more of them are too many to try.
    let held = (prop::collection::vec(licence(true), 0..2), weighted(0.6, licence(false)))
        .prop_map(|(all, one)| all.into_iter().chain(one).collect::<Vec<_>>());
    (weighted(0.85, -4..14), weighted(0.8, any::<bool>()), weighted(0.8, 0..3usize), weighted(0.9, held))
}

fn built(base: Day, (kind, (from, (sort, length), revoked)): &(usize, Dates)) -> Licence {
    let from = from.map(|days| base.plus(days));
    let begun = from.unwrap_or(base);
    let to = match sort {
        // Where the first day is not given, the last one is: one unknown day at a time.
        8.. if from.is_some() => To::Unknown,
        6..=7 => To::Forever,
        _ => To::Day(begun.plus(*length)),
    };
    Licence { kind: LICENCES[*kind], from, to, revoked: revoked.map(|days| begun.plus(days)) }
}

type Drawn = Vec<DrawnEntry>;

fn world(frame: &Frame, register: Register, drawn: &Drawn, said: Option<(usize, i32, bool)>) -> World {
    let mut file = frame.file(&CHAIN);
    for (name, (date, fit, grade, held)) in NAMES.iter().zip(drawn) {
        file.entries.push(Entry {
            name,
            date: date.map(|days| frame.base.plus(days)),
            fit: *fit,
            grade: grade.map(|at| LEVELS[at]),
            due: None,
            done: None,
            licences: held.as_ref().map(|all| all.iter().map(|one| built(frame.base, one)).collect()),
        });
    }
    let asked = register.rules.iter().any(|rule| matches!(rule.kind, EntryKind::Finding));
    if let Some((at, days, yes)) = said.filter(|_| asked)
        && let Some(entry) = file.entries.get(at)
    {
        let obligation = format!("{REGISTER}/整改[{}]", entry.name);
        file.attestations.push(Attestation { obligation, yes, date: frame.base.plus(days) });
    }
    let mut rules = chain();
    rules.register = Some(register);
    frame.world(rules, file)
}

fn family(leaves: Vec<Ask>, kind: fn(Ask) -> EntryKind, name: Name) -> BoxedStrategy<World> {
    let asked = (ask_of(leaves), weighted(0.3, ask_of(plain())), weighted(0.2, ask_of(plain())));
    let entries = prop::collection::vec(entry(), 1..4);
    (
        frame(3, 0),
        asked,
        prop::bool::weighted(0.8),
        entries,
        weighted(0.7, (0..3usize, -2..12, any::<bool>())),
    )
        .prop_map(move |(frame, (ask, when, scope), dated, entries, said)| {
            let rules = vec![EntryRule { name, kind: kind(ask), when }];
            let register = Register { dated, scope, rules, exception: None, optional: true };
            world(&frame, register, &entries, said)
        })
        .boxed()
}

pub(crate) fn entry_must() -> BoxedStrategy<World> {
    family(plain(), EntryKind::Must, "合规项")
}

pub(crate) fn entry_must_not() -> BoxedStrategy<World> {
    family(plain(), EntryKind::MustNot, "禁止项")
}

pub(crate) fn entry_finding() -> BoxedStrategy<World> {
    family(plain(), |_| EntryKind::Finding, "整改")
}

pub(crate) fn licences() -> BoxedStrategy<World> {
    let hold = |kinds: &[Name]| Ask::Hold(kinds.to_vec());
    let leaves = vec![hold(&LICENCES[..1]), hold(&LICENCES[1..]), hold(&LICENCES), Ask::Fit];
    family(leaves, EntryKind::Must, "持证")
}

/// 限办日期 and 办结日期 of an entry, in days from the base.
type Acts = Vec<(Option<i32>, Option<i32>)>;

fn acts() -> impl Strategy<Value = Acts> {
    prop::collection::vec((weighted(0.85, -6..14), weighted(0.7, -8..16)), NAMES.len())
}

fn with_acts(mut world: World, base: Day, acts: &Acts) -> World {
    for (entry, (due, done)) in world.file.entries.iter_mut().zip(acts) {
        entry.due = due.map(|days| base.plus(days));
        entry.done = done.map(|days| base.plus(days));
    }
    world
}

pub(crate) fn entry_deadline() -> BoxedStrategy<World> {
    let bounds =
        (weighted(0.3, ask_of(plain())), weighted(0.2, ask_of(plain())), any::<bool>(), any::<bool>());
    (frame(3, 0), by_a_day(), bounds, prop::collection::vec(entry(), 1..4), acts())
        .prop_map(|(frame, kind, (when, scope, dated, optional), entries, acts)| {
            let rules = vec![EntryRule { name: "限办", kind, when }];
            let register = Register { dated, scope, rules, exception: None, optional };
            with_acts(world(&frame, register, &entries, None), frame.base, &acts)
        })
        .boxed()
}

fn by_a_day() -> impl Strategy<Value = EntryKind> {
    let within = (1..9u32, select(vec![Unit::Natural, Unit::Working]));
    prop_oneof![Just(EntryKind::Deadline), within.prop_map(|(n, unit)| EntryKind::Within(n, unit))]
}

fn must_or_deadline() -> impl Strategy<Value = EntryKind> {
    prop_oneof![ask_of(plain()).prop_map(EntryKind::Must), by_a_day()]
}

pub(crate) fn entry_exception() -> BoxedStrategy<World> {
    let asked = (must_or_deadline(), ask_of(plain()), weighted(0.7, must_or_deadline()));
    let bounds =
        (weighted(0.2, ask_of(plain())), weighted(0.2, ask_of(plain())), any::<bool>(), any::<bool>());
    (frame(3, 0), asked, bounds, prop::collection::vec(entry(), 1..4), acts())
        .prop_map(|(frame, (kind, case, instead), (when, scope, dated, optional), entries, acts)| {
            let rules = vec![EntryRule { name: "原句", kind, when }];
            let instead = instead.map(|kind| EntryRule { name: "新句", kind, when: None });
            let exception = Some(EntryException { when: case, instead });
            let register = Register { dated, scope, rules, exception, optional };
            with_acts(world(&frame, register, &entries, None), frame.base, &acts)
        })
        .boxed()
}
