//! Row 3: 会签 (all) and 或签 (one), due with S.完成. An opinion without its date was given in time, on
//! any such day, a role that nobody is bound to may be anybody: all of that is tried.

use super::super::day::Day;
use super::super::sight::{Moment, Sight};
use super::super::verdict::{Verdict, When, over_all, pending, satisfied, violated, violated_since};
use super::super::voices::Opinion;
use super::super::world::{Name, Organ};

pub(crate) fn judge(sight: &Sight<'_>, step: Name, organs: &[Organ], all: bool) -> Verdict {
    let Some(record) = sight.latest(step) else {
        return pending();
    };
    let finish = match sight.finish(step) {
        Moment::On(day) => Some(day),
        _ => None,
    };
    let mut verdicts = Vec::new();
    for opinions in dated(&record.opinions, finish, sight.t) {
        for organs in bound(sight, organs, &record.opinions) {
            verdicts.push(exact(&opinions, &organs, all, finish));
        }
    }
    let verdict = over_all(verdicts);
    let undated = record.opinions.iter().any(|one| one.date.is_none());
    if undated { Verdict { since: When::Unsaid, ..verdict } } else { verdict }
}

fn exact(opinions: &[(Name, bool, Day)], organs: &[Name], all: bool, finish: Option<Day>) -> Verdict {
    let said: Vec<Option<(bool, Day)>> = organs.iter().map(|organ| last(opinions, organ, finish)).collect();
    let agrees = |one: &Option<(bool, Day)>| matches!(one, Some((true, _)));
    let fails = |one: &Option<(bool, Day)>| match one {
        Some((true, _)) => None,
        Some((false, day)) => Some(*day),
        None => finish,
    };
    if all {
        let failed: Vec<Day> = said.iter().filter_map(fails).collect();
        return match failed.into_iter().min() {
            Some(day) => violated_since(day),
            None if said.iter().all(agrees) => satisfied(),
            None => pending(),
        };
    }
    if said.iter().any(agrees) {
        return satisfied();
    }
    let failed: Option<Vec<Day>> = said.iter().map(fails).collect();
    match failed.map(|days| days.into_iter().max()) {
        Some(Some(day)) => violated_since(day),
        Some(None) => violated(When::Unsaid),
        None => pending(),
    }
}

/// The latest opinion of an organ until the finish; of one day, the one that stands later.
fn last(opinions: &[(Name, bool, Day)], organ: Name, finish: Option<Day>) -> Option<(bool, Day)> {
    let own = opinions.iter().filter(|(by, ..)| *by == organ);
    let timely = own.filter(|(.., day)| finish.is_none_or(|finish| *day <= finish));
    timely.max_by_key(|(.., day)| *day).map(|(_, agrees, day)| (*agrees, *day))
}

/// Opinions in the order in which they stand.
type Dated = Vec<(Name, bool, Day)>;

/// Every way in which the opinions can be dated: one without its date was given before all others, or
/// after them.
fn dated(opinions: &[Opinion], finish: Option<Day>, t: Day) -> Vec<Dated> {
    let last = finish.map_or(t, |finish| finish.min(t));
    let mut all: Vec<(Dated, Dated)> = vec![Default::default()];
    for one in opinions {
        all = all
            .into_iter()
            .flat_map(|(before, after)| {
                let on = |day: Day| [before.clone(), vec![(one.by, one.agrees, day)]].concat();
                let later = [after.clone(), vec![(one.by, one.agrees, last)]].concat();
                match one.date {
                    Some(day) => vec![(on(day), after.clone())],
                    None => vec![(on(Day::of(2, 1)), after.clone()), (before.clone(), later)],
                }
            })
            .collect();
    }
    all.into_iter().map(|(before, after)| [before, after].concat()).collect()
}

/// Every way in which the role can be bound: the organs asked.
fn bound(sight: &Sight<'_>, organs: &[Organ], opinions: &[Opinion]) -> Vec<Vec<Name>> {
    let holders: Vec<Name> = match sight.file.role {
        Some(name) => vec![name],
        None => opinions.iter().map(|one| one.by).chain(["戊局"]).collect(),
    };
    let asked = |holder: Name| {
        organs
            .iter()
            .map(|organ| match organ {
                Organ::Unit(name) => *name,
                Organ::Role => holder,
            })
            .collect()
    };
    holders.into_iter().map(asked).collect()
}
