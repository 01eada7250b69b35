//! Row 6 where the limit is that of a group and leaves steps out, day by day: an item is being worked
//! on while all its predecessors have finished (started or not), it has not, and no excluded interval of
//! its own covers the day. What has finished is asked of the evening before.

use super::super::condition::Truth;
use super::super::day::{Day, Unit};
use super::super::metered::{Metered, Reading};
use super::super::sight::{Moment, Sight, Standing};
use super::super::verdict::{
    Status, Verdict, When, not_applicable, over_all, pending, pending_until, satisfied, violated_for_good,
};
use super::super::world::{APPROVER, EXCLUDED_KIND, File, Name, Record, STOPS};

pub(crate) fn judge(sight: &Sight<'_>, file: &File, step: Name, limit: &Metered) -> Verdict {
    // What was missed before somebody began again stays missed; of several phases the first one counts.
    let then = sight.before_redoing().into_iter().map(|day| on(&sight.earlier(file, day), file, step, limit));
    let missed = then.filter(|verdict| verdict.is(Status::Violated));
    let now = on(sight, file, step, limit);
    let now_missed = Some(now).filter(|verdict| verdict.is(Status::Violated));
    let first = missed.chain(now_missed).min_by_key(|verdict| match verdict.since {
        When::On(day) => day,
        _ => Day::of(12, 31),
    });
    first.unwrap_or(now)
}

fn on(sight: &Sight<'_>, file: &File, step: Name, limit: &Metered) -> Verdict {
    over_all(sight.moment(limit.from).values().into_iter().map(|from| match from {
        Moment::On(a) => over_all(dated(sight, file, a).iter().map(|file| {
            let clock = Clock { sight, file, group: step, limit, a };
            clock.judge()
        })),
        _ => pending(),
    }))
}

/// The file with every start that a step off the clock can have had where nobody wrote it.
fn dated(sight: &Sight<'_>, file: &File, a: Day) -> Vec<File> {
    let mut files = vec![file.clone()];
    let off = |name: Name| sight.rules.chain(name).iter().any(|step| step.off_clock);
    for (at, record) in file.records.iter().enumerate() {
        let Record { step, start: None, finish: Some(finish), .. } = record else { continue };
        if !off(step) || *finish > sight.t {
            continue;
        }
        let first = a.next().0.min(finish.0);
        let starts: Vec<Day> = (first..=finish.0).map(Day).collect();
        files = starts
            .iter()
            .flat_map(|start| {
                files.iter().map(|file| {
                    let mut file = file.clone();
                    file.records[at].start = Some(*start);
                    file
                })
            })
            .collect();
    }
    files
}

struct Clock<'a> {
    sight: &'a Sight<'a>,
    file: &'a File,
    group: Name,
    limit: &'a Metered,
    a: Day,
}

/// A stretch that is out: from, to (`None`: open), and of which items.
type Out = (Day, Option<Day>, Vec<Name>);

impl Clock<'_> {
    fn judge(&self) -> Verdict {
        let out = self.out();
        let done = self.sight.finish(self.group);
        match self.limit.reading {
            Reading::Union | Reading::WholeDays => {
                let items = self.items(self.group);
                self.at(done, self.a, &|n| self.ends(self.a, n, &items, &out))
            }
            Reading::Summed => self.summed(done, &out),
            Reading::PerPhase => self.phases(&out),
        }
    }

    /// The items under a step: what is on the clock and holds nothing else that is.
    fn items(&self, step: Name) -> Vec<Name> {
        let children = self.sight.rules.children(step);
        let inner: Vec<Name> = children.iter().filter(|s| !s.off_clock).map(|s| s.name).collect();
        if inner.is_empty() { vec![step] } else { inner.iter().flat_map(|s| self.items(s)).collect() }
    }

    /// Everything that is out.
    fn out(&self) -> Vec<Out> {
        let items = self.items(self.group);
        let mut out = Vec::new();
        let told = |from: Day, notice: Option<Day>| match (self.limit.notice, notice) {
            (false, _) => Some(from),
            (true, Some(told)) => Some(from.max(told)),
            (true, None) => None,
        };
        let seen = self.sight.earlier(self.file, self.sight.t).file;
        for s in &seen.suspensions {
            let allowed = self.limit.kind && s.kind == EXCLUDED_KIND || STOPS.contains(&s.kind);
            let whole = s.step == self.group;
            let stops: Vec<Name> = items
                .iter()
                .copied()
                .filter(|item| whole || self.sight.rules.chain(item).iter().any(|step| step.name == s.step))
                .collect();
            let (true, Some(from)) = (allowed && !stops.is_empty(), told(s.from, s.notice)) else { continue };
            out.push((from, s.to, stops));
        }
        for record in &seen.records {
            let step = self.sight.rules.step(record.step);
            if !step.off_clock {
                continue;
            }
            let stops: Vec<Name> = items
                .iter()
                .copied()
                .filter(|item| match step.stops.is_empty() {
                    false => step.stops.contains(item),
                    true => {
                        let waits = self.sight.rules.chain(item).iter().any(|s| s.after.contains(&step.name));
                        waits || step.parent == Some(item)
                    }
                })
                .collect();
            let Some(begun) = record.start else { continue };
            let Some(from) = told(begun, record.notice) else { continue };
            out.push((from, record.finish, stops));
        }
        out
    }

    /// Is an item being worked on that day?
    fn worked_on(&self, item: Name, day: Day, out: &[Out]) -> bool {
        if out.iter().any(|one| covers(one, day) && one.2.contains(&item)) {
            return false;
        }
        let eve = self.sight.earlier(self.file, day.plus(-1).min(self.sight.t));
        let unused = |s: Name| eve.optional(s) == Truth::True && !eve.has_record(s);
        let valid = |s: Name| matches!(eve.standing(s), Standing::Valid(_));
        let chain = self.sight.rules.chain(item);
        if chain.iter().any(|s| unused(s.name)) || valid(item) {
            return false;
        }
        ready(&eve, item, &valid)
    }

    /// Is the day off the clock where these items are on it?
    fn off(&self, day: Day, items: &[Name], out: &[Out]) -> bool {
        let running = out.iter().any(|one| covers(one, day));
        let whole = |one: &Out| covers(one, day) && self.is_whole(one);
        running
            && (self.limit.reading == Reading::WholeDays
                || out.iter().any(whole)
                || !items.iter().any(|item| self.worked_on(item, day, out)))
    }

    /// What stops every item stops the clock: there is nothing left to be worked on.
    fn is_whole(&self, one: &Out) -> bool {
        self.items(self.group).iter().all(|item| one.2.contains(item))
    }

    fn ends(&self, from: Day, n: u32, items: &[Name], out: &[Out]) -> Option<Day> {
        from.after_without(n, self.limit.unit, |day| self.off(day, items, out)).map(Day::rolled)
    }

    /// With the extension that counts, of those granted since a day.
    fn extended(&self, since: Day, due: Option<Day>) -> Option<u32> {
        let allowed = self.limit.extension?;
        let seen = self.sight.earlier(self.file, self.sight.t).file;
        let granted = seen.extensions.iter().find(|e| {
            e.step == self.group
                && e.date >= since
                && e.approved_by == APPROVER
                && e.unit == self.limit.unit
                && e.amount <= allowed
                && due.is_none_or(|due| e.date <= due)
        });
        granted.map(|e| e.amount)
    }

    fn at(&self, done: Moment, since: Day, ends: &dyn Fn(u32) -> Option<Day>) -> Verdict {
        let first = if self.limit.reading == Reading::PerPhase { since } else { Day::of(1, 1) };
        let plain = ends(self.limit.n);
        let due = match self.extended(first, plain) {
            Some(more) => ends(self.limit.n + more),
            None => plain,
        };
        match (due, done) {
            (None, Moment::On(_)) => satisfied(),
            (None, _) => pending(),
            (Some(due), Moment::On(done)) if done <= due => satisfied(),
            (Some(due), Moment::On(_)) => violated_for_good(due.next()),
            (Some(due), _) if self.sight.t <= due => pending_until(due),
            (Some(due), _) => violated_for_good(due.next()),
        }
    }

    /// The days of all items together; what is still open may yet be longer.
    fn summed(&self, done: Moment, out: &[Out]) -> Verdict {
        let items = self.items(self.group);
        let ends = |n: u32| {
            let mut sum = 0;
            let mut day = self.a;
            while day.0 < 365 {
                let next = day.next();
                if next.counts_in(self.limit.unit) {
                    sum += items.iter().filter(|item| self.worked_on(item, next, out)).count() as u32;
                }
                if sum > n {
                    return Some(day);
                }
                day = next;
            }
            None
        };
        let open = out.iter().any(|one| one.1.is_none());
        match self.at(done, self.a, &ends) {
            // Whether what is open ends today or never, the sum is what it is so far.
            verdict if open && verdict.is(Status::Pending) => pending(),
            verdict => verdict,
        }
    }

    /// Each part of the group for itself: the worst counts.
    fn phases(&self, out: &[Out]) -> Verdict {
        let children = self.sight.rules.children(self.group);
        // A part that does not apply, or was not used, has no days.
        let part = |s: Name| self.sight.is_transparent(s) != Truth::True;
        let verdicts: Vec<Verdict> = children
            .iter()
            .filter(|s| !s.off_clock && part(s.name))
            .map(|s| self.phase(s.name, out))
            .filter(|verdict| !verdict.is(Status::NotApplicable))
            .collect();
        if verdicts.is_empty() {
            return not_applicable();
        }
        let bad = verdicts.iter().filter(|v| v.is(Status::Violated));
        let first = bad.min_by_key(|v| match v.since {
            When::On(day) => day,
            _ => Day::of(12, 31),
        });
        if let Some(first) = first {
            return *first;
        }
        let waiting: Vec<&Verdict> = verdicts.iter().filter(|v| v.is(Status::Pending)).collect();
        let due = |v: &&Verdict| match v.due {
            When::On(day) => Some(day),
            _ => None,
        };
        match waiting.iter().filter_map(due).min() {
            _ if waiting.is_empty() => satisfied(),
            Some(_) if out.iter().any(|one| one.1.is_none()) => pending(),
            Some(day) => pending_until(day),
            None => pending(),
        }
    }

    fn phase(&self, phase: Name, out: &[Out]) -> Verdict {
        let mut from = self.a;
        for before in &self.sight.rules.step(phase).after {
            match self.sight.standing(before) {
                Standing::Valid(day) => from = from.max(day),
                // What had not begun when everything ended did not come about.
                _ if self.sight.ended().is_some() => return not_applicable(),
                _ => return pending(),
            }
        }
        let done = match self.sight.standing(phase) {
            Standing::Valid(day) => Moment::On(day),
            _ => Moment::NotYet,
        };
        let items = self.items(phase);
        self.at(done, from, &|n| self.ends(from, n, &items, out))
    }
}

fn covers(one: &Out, day: Day) -> bool {
    one.0 <= day && one.1.is_none_or(|to| day <= to)
}

/// Has everything before a step finished? A step that may be left undone and was not begun binds
/// nothing: what is before it does.
fn ready(eve: &Sight<'_>, step: Name, valid: &dyn Fn(Name) -> bool) -> bool {
    eve.rules.chain(step).iter().flat_map(|around| &around.after).all(|before| {
        match eve.is_transparent(before) {
            Truth::True => ready(eve, before, valid),
            _ => valid(before),
        }
    })
}

/// Days of the unit of the limit.
trait Counted {
    fn counts_in(self, unit: Unit) -> bool;
}

impl Counted for Day {
    fn counts_in(self, unit: Unit) -> bool {
        unit == Unit::Natural || self.is_working()
    }
}
