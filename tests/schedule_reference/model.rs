//! The schedule as its definition says it: day by day, round after round until nothing moves, floats
//! by putting one end off and looking again. It is slow, knows no backward pass and no order, and
//! shares no code with the library; of its types it uses those that say what is scheduled.

use rulecheck::calendar::{Moment, Period, Roll, TimeUnit};
use rulecheck::schedule::{Activity, Bound, End, FixedDate, Relation, Role};

/// Minutes since 1970-01-01.
pub(crate) type Minute = i64;
pub(crate) const DAY: Minute = 1440;

/// What is scheduled.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) activities: Vec<Activity>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) fixed: Vec<FixedDate>,
    pub(crate) start: i64,
    pub(crate) data_date: Option<i64>,
    /// The days off of each calendar, counted from `first`, again and again: sixty-one is a prime that
    /// neither weeks nor months meet.
    pub(crate) off: Vec<Vec<bool>>,
    pub(crate) first: i64,
}

/// Both ends of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ends {
    pub(crate) start: Minute,
    pub(crate) finish: Minute,
}

impl Ends {
    pub(crate) fn at(self, end: End) -> Minute {
        if end == End::Start { self.start } else { self.finish }
    }
}

/// What is put off in a trial.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    pub(crate) not_before: Vec<(usize, End, Minute)>,
    /// Limits that are not heeded.
    pub(crate) broken: Vec<usize>,
}

/// Why there are no dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stuck {
    /// The relation of that number has a limit that cannot be kept.
    Limit(usize),
}

pub(crate) fn is_step(activity: &Activity) -> bool {
    activity.applicable && activity.role == Role::Step
}

pub(crate) fn begun(activity: &Activity) -> bool {
    activity.actual_start.is_some() || activity.actual_finish.is_some()
}

pub(crate) fn takes_no_time(activity: &Activity) -> bool {
    activity.work.amount == 0 && activity.minimum.is_none_or(|least| least.amount == 0)
}

pub(crate) fn unit(activity: &Activity) -> TimeUnit {
    match activity.minimum {
        Some(least) if activity.work.amount == 0 && least.amount > 0 => least.unit,
        _ => activity.work.unit,
    }
}

pub(crate) fn in_hours(unit: TimeUnit) -> bool {
    matches!(unit, TimeUnit::Hour | TimeUnit::Minute)
}

fn minutes(period: Period) -> Minute {
    i64::from(period.amount) * if period.unit == TimeUnit::Hour { 60 } else { 1 }
}

/// The day that ends at a point, or has it in it.
pub(crate) fn ended(point: Minute) -> i64 {
    (point - 1).div_euclid(DAY)
}

/// The day that begins at a point, or has it in it.
pub(crate) fn began(point: Minute) -> i64 {
    point.div_euclid(DAY)
}

impl Case {
    fn worked(&self, calendar: usize, day: i64) -> bool {
        let place = usize::try_from(day - self.first).expect("within the calendar");
        !self.off[calendar][place % 61]
    }

    fn counts(&self, calendar: usize, unit: TimeUnit, day: i64) -> bool {
        unit != TimeUnit::Workday || self.worked(calendar, day)
    }

    pub(crate) fn calendar(&self, node: usize) -> usize {
        usize::from(self.activities[node].calendar != rulecheck::schedule::CalendarId::PLAN)
    }

    fn months_after(day: i64, months: u32) -> i64 {
        let date = super::date(day);
        i64::from(date.plus_months_clamped(i32::try_from(months).expect("few")).expect("in range").days())
    }

    /// The last day of a period that runs from a day, which is not counted.
    fn counted(&self, calendar: usize, day: i64, period: Period) -> i64 {
        match period.unit {
            TimeUnit::Month => return Self::months_after(day, period.amount),
            TimeUnit::Year => return Self::months_after(day, period.amount * 12),
            _ => {}
        }
        let mut at = day;
        for _ in 0..period.amount {
            at += 1;
            while !self.counts(calendar, period.unit, at) {
                at += 1;
            }
        }
        at
    }

    /// What takes no time and has no record has no day of its own.
    fn instant(&self, node: usize) -> bool {
        let one = &self.activities[node];
        !is_step(one) || (takes_no_time(one) && !begun(one))
    }

    /// The day an end falls on.
    pub(crate) fn day_of(&self, node: usize, end: End, ends: Ends) -> i64 {
        if !self.instant(node) {
            return if end == End::Start { began(ends.start) } else { ended(ends.finish) };
        }
        let mut hold = self.start;
        if is_step(&self.activities[node]) {
            hold = hold.max(self.data_date.unwrap_or(hold));
            let fixed = self.fixed.iter().filter(|one| one.node == node && one.bound != Bound::NotAfter);
            hold = fixed.map(|one| i64::from(one.date.date().days())).fold(hold, i64::max);
        }
        ended(ends.at(end)).max(hold)
    }

    /// The earliest point that a relation leaves to its later end.
    fn reach(&self, one: &Relation, ends: Ends) -> Minute {
        let point = ends.at(one.from_end);
        if !self.activities[one.from].applicable {
            return point;
        }
        let calendar = match one.calendar {
            Some(calendar) => usize::from(calendar != rulecheck::schedule::CalendarId::PLAN),
            None => self.calendar(one.to),
        };
        match one.lag.filter(|lag| lag.amount > 0) {
            None if (one.from_end, one.to_end) == (End::Start, End::Finish) && one.from != one.to => {
                point + 1
            }
            None => point,
            Some(lag) if in_hours(lag.unit) => point + minutes(lag),
            Some(lag) => {
                let day = self.counted(calendar, self.day_of(one.from, one.from_end, ends), lag);
                let reached = if one.to_end == End::Start { day * DAY } else { day * DAY + 1 };
                reached.max(point)
            }
        }
    }

    /// The last point that a limit leaves to its later end.
    pub(crate) fn limit(&self, one: &Relation, ends: Ends) -> Option<Minute> {
        let limit = one.limit?;
        let applies = |node: usize| self.activities[node].applicable;
        if !applies(one.from) || !applies(one.to) {
            return None;
        }
        if in_hours(limit.period.unit) {
            return Some(ends.at(one.from_end) + minutes(limit.period));
        }
        let calendar = match one.calendar {
            Some(calendar) => usize::from(calendar != rulecheck::schedule::CalendarId::PLAN),
            None => self.calendar(one.to),
        };
        let mut day = self.counted(calendar, self.day_of(one.from, one.from_end, ends), limit.period);
        while limit.roll == Roll::Next && !self.worked(calendar, day) {
            day += 1;
        }
        let whole = one.to_end == End::Finish || self.instant(one.to);
        Some(if whole { (day + 1) * DAY } else { (day + 1) * DAY - 1 })
    }

    fn start_from(&self, node: usize, bound: Minute) -> Minute {
        let one = &self.activities[node];
        if in_hours(unit(one)) {
            return bound;
        }
        let mut day = ended(bound) + 1;
        while !self.counts(self.calendar(node), unit(one), day) {
            day += 1;
        }
        day * DAY
    }

    fn finish_from(&self, node: usize, bound: Minute) -> Minute {
        let one = &self.activities[node];
        if in_hours(unit(one)) || takes_no_time(one) {
            return bound;
        }
        let mut day = ended(bound);
        while !self.counts(self.calendar(node), unit(one), day) {
            day += 1;
        }
        (day + 1) * DAY
    }

    /// The finish by the length alone.
    pub(crate) fn length(&self, node: usize, start: Minute) -> Minute {
        let one = &self.activities[node];
        let (calendar, day) = (self.calendar(node), began(start));
        let worked = match one.work {
            Period { amount: 0, .. } if start == day * DAY && !in_hours(unit(one)) => (day + 1) * DAY,
            Period { amount: 0, .. } => start,
            work if in_hours(work.unit) => start + minutes(work),
            work if matches!(work.unit, TimeUnit::Month | TimeUnit::Year) => {
                self.counted(calendar, day, work).max(day + 1) * DAY
            }
            work => (self.counted(calendar, day - 1, work).max(day) + 1) * DAY,
        };
        match one.minimum {
            None => worked,
            Some(least) if in_hours(least.unit) => worked.max(start + minutes(least)),
            Some(least) => worked.max((self.counted(calendar, day, least) + 1) * DAY),
        }
    }

    fn point(moment: Moment, end: End) -> Minute {
        let day = i64::from(moment.date().days());
        match (moment.minute(), end) {
            (Some(minute), _) => day * DAY + i64::from(minute),
            (None, End::Start) => day * DAY,
            (None, End::Finish) => (day + 1) * DAY,
        }
    }

    /// What comes before a node, by the end it binds: from the ends known so far.
    fn arrivals(&self, node: usize, known: &[Option<Ends>]) -> Vec<(End, Minute)> {
        let entering = self.relations.iter().filter(|one| one.to == node && one.from != node);
        let reached = |one: &Relation| Some((one.to_end, self.reach(one, known[one.from]?)));
        let Role::Join { need } = self.activities[node].role else {
            return entering.filter_map(reached).collect();
        };
        let all: Vec<&Relation> = entering.collect();
        if !self.activities[node].applicable {
            return all.into_iter().filter_map(reached).collect();
        }
        let branches: Vec<&&Relation> =
            all.iter().filter(|one| self.activities[one.from].applicable).collect();
        if branches.is_empty() {
            return all.into_iter().filter_map(reached).map(|(_, point)| (End::Start, point)).collect();
        }
        let total: u32 = branches.iter().map(|one| one.weight).sum();
        let mut points: Vec<(Minute, u32)> = branches
            .iter()
            .map(|one| (known[one.from].map_or(Minute::MAX, |ends| self.reach(one, ends)), one.weight))
            .collect();
        points.sort_unstable();
        let mut weight = 0;
        for (point, own) in points {
            weight += own;
            if weight >= need.min(total) {
                return if point == Minute::MAX { Vec::new() } else { vec![(End::Start, point)] };
            }
        }
        Vec::new()
    }

    fn place(&self, node: usize, known: &[Option<Ends>], change: &Change, pushes: &[Ends]) -> Ends {
        let one = &self.activities[node];
        let mut bounds = self.arrivals(node, known);
        let forced = change.not_before.iter().filter(|(at, ..)| *at == node);
        bounds.extend(forced.map(|(_, end, point)| (*end, *point)));
        bounds.extend([(End::Start, pushes[node].start), (End::Finish, pushes[node].finish)]);
        if is_step(one) {
            let dated = self.fixed.iter().filter(|date| date.node == node && date.bound != Bound::NotAfter);
            bounds.extend(dated.map(|date| {
                let day = i64::from(date.date.date().days());
                (date.end, if date.end == End::Start { day * DAY } else { day * DAY + 1 })
            }));
        }
        let latest = |end: End, least: Minute| {
            bounds.iter().filter(|(at, _)| *at == end).map(|(_, point)| *point).fold(least, Minute::max)
        };
        let origin = self.start * DAY;
        if !is_step(one) {
            let start = latest(End::Start, origin);
            return Ends { start, finish: latest(End::Finish, start) };
        }
        let data = self.data_date.map(|day| day * DAY);
        let start = match one.actual_start.or(one.actual_finish.map(|finish| Moment::on(finish.date()))) {
            Some(start) => Self::point(start, End::Start),
            None => {
                let bound = latest(End::Start, origin.max(data.unwrap_or(origin)));
                if takes_no_time(one) { bound } else { self.start_from(node, bound) }
            }
        };
        if let Some(finish) = one.actual_finish {
            return Ends { start, finish: Self::point(finish, End::Finish) };
        }
        let mut finish = if self.instant(node) { start } else { self.length(node, start) };
        if begun(one)
            && let Some(data) = data
        {
            let mut day = began(data);
            while unit(one) == TimeUnit::Workday
                && !takes_no_time(one)
                && !self.worked(self.calendar(node), day)
            {
                day += 1;
            }
            finish = finish.max(if in_hours(unit(one)) { data + 1 } else { (day + 1) * DAY });
        }
        let own = self.relations.iter().filter(|tie| tie.from == node && tie.to == node);
        let own = own.map(|tie| self.reach(tie, Ends { start, finish: start }));
        let bound = own.fold(latest(End::Finish, Minute::MIN), Minute::max);
        if bound > finish {
            finish = self.finish_from(node, bound);
        }
        Ends { start, finish }
    }

    /// The dates: the least that meet every relation.
    pub(crate) fn dates(&self, change: &Change) -> Result<Vec<Ends>, Stuck> {
        let nodes = self.activities.len();
        let nothing = Ends { start: Minute::MIN, finish: Minute::MIN };
        let mut pushes = vec![nothing; nodes];
        loop {
            let mut known: Vec<Option<Ends>> = vec![None; nodes];
            loop {
                let mut moved = false;
                for node in 0..nodes {
                    let found = self.place(node, &known, change, &pushes);
                    moved |= known[node] != Some(found);
                    known[node] = Some(found);
                }
                if !moved {
                    break;
                }
            }
            let all: Vec<Ends> = known.into_iter().map(|one| one.expect("every node has dates")).collect();
            let mut pushed = false;
            for (number, one) in self.relations.iter().enumerate() {
                if change.broken.contains(&number) {
                    continue;
                }
                let Some(upto) = self.limit(one, all[one.from]) else { continue };
                if all[one.to].at(one.to_end) <= upto {
                    continue;
                }
                let from = &self.activities[one.from];
                let movable = match from.role {
                    Role::Join { .. } => false,
                    Role::Junction => true,
                    Role::Step if one.from_end == End::Start => !begun(from),
                    Role::Step => from.actual_finish.is_none(),
                };
                let far = all[one.from].at(one.from_end) > (self.start + 500) * DAY;
                if !movable || far {
                    return Err(Stuck::Limit(number));
                }
                // To the next day of that end.
                let day = self.day_of(one.from, one.from_end, all[one.from]) + 1;
                match one.from_end {
                    // What takes no time falls on the day that ends at its point.
                    End::Start => pushes[one.from].start = day * DAY + i64::from(self.instant(one.from)),
                    End::Finish => pushes[one.from].finish = day * DAY + 1,
                }
                pushed = true;
            }
            if !pushed {
                return Ok(all);
            }
        }
    }

    /// The end of the whole.
    pub(crate) fn end(&self, all: &[Ends]) -> Minute {
        let steps = self.activities.iter().zip(all).filter(|(one, _)| is_step(one));
        steps.map(|(_, ends)| ends.finish).max().unwrap_or(self.start * DAY)
    }

    /// The day on which the whole is finished.
    pub(crate) fn last_day(&self, all: &[Ends]) -> i64 {
        let steps = (0..all.len()).filter(|node| is_step(&self.activities[*node]));
        steps.map(|node| self.day_of(node, End::Finish, all[node])).max().unwrap_or(self.start)
    }

    /// The points up to which ends are bound: deadlines, and limits that are not heeded.
    pub(crate) fn deadlines(&self, all: &[Ends], broken: &[usize]) -> Vec<(usize, End, Minute)> {
        let dated = self.fixed.iter().filter(|one| one.bound != Bound::NotBefore).map(|one| {
            let day = i64::from(one.date.date().days());
            (one.node, one.end, if one.end == End::Start { (day + 1) * DAY - 1 } else { (day + 1) * DAY })
        });
        let limits = broken.iter().filter_map(|number| {
            let one = &self.relations[*number];
            Some((one.to, one.to_end, self.limit(one, all[one.from])?))
        });
        let open =
            |node: usize| is_step(&self.activities[node]) || self.activities[node].role == Role::Junction;
        dated.chain(limits).filter(|(node, ..)| open(*node)).collect()
    }

    /// An end so many of its own units later.
    pub(crate) fn slipped(&self, node: usize, end: End, from: Minute, units: i64) -> Minute {
        let one = &self.activities[node];
        match unit(one) {
            TimeUnit::Hour => return from + units * 60,
            TimeUnit::Minute => return from + units,
            _ if units == 0 => return from,
            _ => {}
        }
        let start = end == End::Start && !self.instant(node);
        let mut day = if start { began(from) } else { ended(from) };
        for _ in 0..units {
            day += 1;
            while !self.counts(self.calendar(node), unit(one), day) {
                day += 1;
            }
        }
        if start { day * DAY } else { (day + 1) * DAY }
    }
}
