//! What is known at the as-of date: the dossier with everything later left out, and the
//! questions the rows ask of it (latest attempt, validity, 办结, dates of points).

use super::condition::{Truth, truth};
use super::day::Day;
use super::readings;
use super::verdict::{Status, Verdict, When};
use super::world::{
    APPROVER, File, Kind, Name, Obligation, Paper, Perform, Point, Promise, Record, Rules, SENT_BACK, Value,
    What,
};

pub(crate) struct Sight<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) file: File,
    pub(crate) t: Day,
    /// The steps that the law takes as done, and on which day.
    pub(crate) deemed: Vec<(Name, Day)>,
    /// The ids of the limits whose place they take.
    pub(crate) taken_over: Vec<String>,
    /// Whether that is still being decided.
    settling: bool,
}

/// When a point in time is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Moment {
    On(Day),
    /// It has neither happened nor been stated.
    NotYet,
    /// It has happened or was stated, its date is not given; not after `latest` where that is known.
    Undated {
        latest: Option<Day>,
    },
}

/// How far a step has come, on its latest attempt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    NotBegun,
    Open,
    SentBack,
    Stale,
    /// Finished; the outcome that decides whether it was sent back is not given.
    OutcomeUnknown(Day),
    Valid(Day),
}

impl Moment {
    /// Every date the point can have.
    pub(crate) fn values(self) -> Vec<Moment> {
        match self {
            Moment::Undated { latest } => {
                // The histories lie between April and July.
                let last = latest.unwrap_or(Day::of(9, 30));
                (Day::of(2, 1).0..=last.0).map(|n| Moment::On(Day(n))).collect()
            }
            known => vec![known],
        }
    }
}

impl<'a> Sight<'a> {
    pub(crate) fn new(rules: &'a Rules, file: &File, t: Day) -> Self {
        let (deemed, taken_over) = (Vec::new(), Vec::new());
        let mut sight = Sight { rules, file: seen(file, t), t, deemed, taken_over, settling: true };
        // Each 视为 is decided with those that already hold.
        while let Some((name, day, late)) = sight.newly_deemed() {
            sight.deemed.push((name, day));
            sight.taken_over.extend(late);
        }
        sight.settling = false;
        sight
    }

    /// The same dossier on an earlier day.
    pub(crate) fn earlier(&self, file: &File, t: Day) -> Self {
        if !self.settling {
            return Sight::new(self.rules, file, t);
        }
        let deemed = self.deemed.iter().filter(|(_, day)| *day <= t).copied().collect();
        let taken_over = Vec::new();
        Sight { rules: self.rules, file: seen(file, t), t, deemed, taken_over, settling: true }
    }

    /// The days before somebody began again.
    pub(crate) fn before_redoing(&self) -> Vec<Day> {
        let again = self.file.records.iter().filter(|r| r.attempt > 1);
        let mut days: Vec<Day> = again.filter_map(|r| r.start.or(r.finish)).map(|day| day.plus(-1)).collect();
        days.sort_unstable();
        days
    }

    /// A step that is taken as done, on which day, and the limits that were overdue.
    fn newly_deemed(&self) -> Option<(Name, Day, Vec<String>)> {
        self.rules.steps.iter().find_map(|step| {
            let deemed = step.deemed.as_ref()?;
            if self.deemed_on(step.name).is_some() {
                return None;
            }
            let Moment::On(on) = self.moment(deemed.on) else { return None };
            let and = deemed.and.as_ref().map_or(Truth::True, |cond| truth(cond, self, true));
            if on > self.t || and != Truth::True {
                return None;
            }
            let late = self.late(deemed.late);
            let since = late.iter().map(|(_, since)| *since).min()?;
            // What was really done before stands.
            match self.standing(step.name) {
                Standing::Valid(real) if real < since => None,
                _ => Some((step.name, on, late.into_iter().map(|(id, _)| id).collect())),
            }
        })
    }

    /// The limits of the step (限时, 期限) that are overdue, and since when.
    fn late(&self, step: Name) -> Vec<(String, Day)> {
        let obligations = self.rules.obligations();
        let is_limit = |o: &&Obligation| {
            let limit = |kind: &Kind| matches!(kind, Kind::Within { .. } | Kind::Deadline(_));
            o.step == step && matches!(&o.what, What::Says(s) if limit(&s.kind))
        };
        let late = obligations.iter().filter(is_limit).filter_map(|o| {
            match super::judge::judge_sight(self, &self.file, o) {
                Verdict { status: Status::Violated, since: When::On(day), .. } => Some((o.id.clone(), day)),
                _ => None,
            }
        });
        late.collect()
    }

    pub(crate) fn deemed_on(&self, step: Name) -> Option<Day> {
        self.deemed.iter().find(|(name, _)| *name == step).map(|(_, day)| *day)
    }

    /// Whether a deemed act takes the place of the step's missed 限时.
    pub(crate) fn replaced(&self, step: Name) -> bool {
        self.rules
            .steps
            .iter()
            .any(|s| self.deemed_on(s.name).is_some() && s.deemed.as_ref().is_some_and(|d| d.late == step))
    }

    pub(crate) fn attempts(&self, step: Name) -> Vec<&Record> {
        self.file.records.iter().filter(|r| r.step == step).collect()
    }

    pub(crate) fn latest(&self, step: Name) -> Option<&Record> {
        self.attempts(step).into_iter().max_by_key(|r| r.attempt)
    }

    pub(crate) fn paper(&self, step: Name, kind: Name) -> Option<&Paper> {
        self.latest(step)?.documents.iter().find(|p| p.kind == kind)
    }

    pub(crate) fn has_record(&self, step: Name) -> bool {
        self.deemed_on(step).is_some()
            || self.latest(step).is_some()
            || self.rules.children(step).iter().any(|c| self.has_record(c.name))
    }

    pub(crate) fn is_finished(&self, step: Name) -> bool {
        matches!(self.finish(step), Moment::On(_))
    }

    pub(crate) fn start(&self, step: Name) -> Moment {
        if let Some(day) = self.deemed_on(step) {
            return Moment::On(day);
        }
        if self.rules.is_group(step) {
            let children = self.rules.children(step);
            let starts: Vec<Moment> = children.iter().map(|c| self.start(c.name)).collect();
            return starts
                .iter()
                .filter_map(|m| match m {
                    Moment::On(d) => Some(*d),
                    // A child that only says when it finished began on that day at the latest.
                    Moment::Undated { latest } => *latest,
                    _ => None,
                })
                .min()
                .map_or(Moment::NotYet, Moment::On);
        }
        match self.latest(step) {
            None => Moment::NotYet,
            Some(Record { start: Some(day), .. }) => Moment::On(*day),
            Some(Record { finish, .. }) => Moment::Undated { latest: *finish },
        }
    }

    /// The day the latest attempt finished, whatever came of it.
    pub(crate) fn finish(&self, step: Name) -> Moment {
        if let Some(day) = self.deemed_on(step) {
            return Moment::On(day);
        }
        if self.rules.is_group(step) {
            return match self.standing(step) {
                Standing::Valid(day) => Moment::On(day),
                _ => Moment::NotYet,
            };
        }
        match self.latest(step).and_then(|r| r.finish) {
            None => Moment::NotYet,
            Some(day) => Moment::On(day),
        }
    }

    pub(crate) fn standing(&self, step: Name) -> Standing {
        if let Some(day) = self.deemed_on(step) {
            return Standing::Valid(day);
        }
        if self.rules.is_group(step) {
            return self.group_standing(step);
        }
        let Some(record) = self.latest(step) else {
            return Standing::NotBegun;
        };
        let Some(finish) = record.finish else {
            return Standing::Open;
        };
        if self.is_stale(step, record) {
            return Standing::Stale;
        }
        if self.rules.step(step).returns.is_none() {
            return Standing::Valid(finish);
        }
        match record.outcome {
            None => Standing::OutcomeUnknown(finish),
            Some(SENT_BACK) => Standing::SentBack,
            Some(_) => Standing::Valid(finish),
        }
    }

    /// A group is finished on the latest finish of its children, once every mandatory one that
    /// applies has finished.
    fn group_standing(&self, group: Name) -> Standing {
        let children = self.rules.children(group);
        if !children.iter().any(|c| self.has_record(c.name)) {
            return Standing::NotBegun;
        }
        let mut last = None;
        for child in children {
            match self.standing(child.name) {
                Standing::Valid(day) => last = last.max(Some(day)),
                _ if self.optional(child.name) == Truth::True => {}
                Standing::Stale => return Standing::Stale,
                _ => return Standing::Open,
            }
        }
        last.map_or(Standing::Open, Standing::Valid)
    }

    /// Is there an attempt upstream that is later than this record?
    fn is_stale(&self, step: Name, record: &Record) -> bool {
        let begun = |r: &Record| r.start.or(r.finish);
        if begun(record).is_some_and(|begun| self.join_broken(step, begun)) {
            return true;
        }
        let upstream = self.upstream(step).into_iter().filter(|up| self.deemed_on(up).is_none());
        upstream.into_iter().any(|up| {
            self.attempts(up)
                .into_iter()
                .filter(|r| !r.imagined)
                .filter(|r| readings::FIRST_ATTEMPTS_MAKE_STALE || r.attempt > 1)
                .any(|r| begun(r) > begun(record))
        })
    }

    /// The promise under a sentence: the latest.
    pub(crate) fn promise(&self, id: &str) -> Option<&Promise> {
        self.file.promises.iter().filter(|p| p.obligation == id).max_by_key(|p| p.date)
    }

    /// Did a step, or one before it, rest on the finished branches of a join, and too few of those it
    /// rested on are left that nothing before them was begun anew for?
    fn join_broken(&self, step: Name, begun: Day) -> bool {
        let later = |name: Name| {
            let mut attempts = self.attempts(name).into_iter().filter(|r| !r.imagined);
            attempts.any(|r| r.start.or(r.finish) > Some(begun))
        };
        let mut steps = self.upstream(step);
        steps.push(step);
        let around = steps.iter().flat_map(|name| self.rules.chain(name));
        around.flat_map(|step| &step.joins).any(|join| {
            if join.to_finish || join.branches.iter().any(|branch| branch.from_start) {
                return false;
            }
            let in_time = |name: Name| {
                self.attempts(name).iter().any(|r| r.finish.is_some_and(|finish| finish <= begun))
            };
            let rested: Vec<Name> =
                join.branches.iter().map(|branch| branch.before).filter(|name| in_time(name)).collect();
            let anew = |name: Name| {
                later(name) || self.upstream(name).into_iter().any(later) || self.join_broken(name, begun)
            };
            let kept = rested.iter().filter(|name| !anew(name)).count();
            kept < rested.len() && kept < rested.len().min(join.need)
        })
    }

    /// Every step that must come before this one, however far back, with the members of groups.
    pub(crate) fn upstream(&self, step: Name) -> Vec<Name> {
        let mut found: Vec<Name> = Vec::new();
        let mut todo = vec![step];
        while let Some(here) = todo.pop() {
            for around in self.rules.chain(here) {
                for before in &around.after {
                    for name in self.with_descendants(before) {
                        if !found.contains(&name) {
                            found.push(name);
                            todo.push(name);
                        }
                    }
                }
            }
        }
        found
    }

    fn with_descendants(&self, step: Name) -> Vec<Name> {
        let mut all = vec![step];
        for child in self.rules.children(step) {
            all.extend(self.with_descendants(child.name));
        }
        all
    }

    /// The day 办结 was reached.
    pub(crate) fn ended(&self) -> Option<Day> {
        match self.standing(self.rules.end) {
            Standing::Valid(day) => Some(day),
            _ => None,
        }
    }

    /// Is the step one that may be left undone?
    pub(crate) fn optional(&self, step: Name) -> Truth {
        match &self.rules.step(step).perform {
            Perform::Must => Truth::False,
            Perform::May => Truth::True,
            Perform::MayUnless(cond) => truth(cond, self, false).not(),
        }
    }

    /// Does the step (with the groups around it and the procedure) apply?
    pub(crate) fn applies(&self, step: Name) -> Truth {
        let whole = self.rules.scope.as_ref().map_or(Truth::True, |cond| truth(cond, self, false));
        whole.and(self.step_applies(step))
    }

    /// Does it apply, where the procedure does?
    fn step_applies(&self, step: Name) -> Truth {
        let scopes = self.rules.chain(step).into_iter().filter_map(|s| s.scope.as_ref());
        scopes.map(|cond| truth(cond, self, false)).fold(Truth::True, Truth::and)
    }

    /// Is the step validly waived?
    pub(crate) fn is_waived(&self, step: Name) -> Truth {
        let mut waived = Truth::False;
        for around in self.rules.chain(step) {
            let Some(rule) = &around.waiver else { continue };
            let claimed = self.file.waivers.iter().any(|w| {
                w.step == around.name
                    && w.basis.is_some()
                    && (!rule.approval || w.approved_by == Some(APPROVER))
            });
            if claimed {
                waived = waived.or(truth(&rule.when, self, false));
            }
        }
        waived
    }

    /// Out of scope, validly waived, or a 可以 step not used: its predecessors bind its successors.
    pub(crate) fn is_transparent(&self, step: Name) -> Truth {
        let unused = if readings::UNUSED_IS_TRANSPARENT && !self.has_record(step) {
            self.optional(step)
        } else {
            Truth::False
        };
        self.step_applies(step).not().or(self.is_waived(step)).or(unused)
    }

    pub(crate) fn moment(&self, point: Point) -> Moment {
        match point {
            Point::Start(step) => self.start(step),
            Point::Finish(step) => self.finish(step),
            Point::Field(step, kind, field) => self.stated(step, kind, field),
            Point::Event => match self.file.events.first() {
                None => Moment::NotYet,
                Some(Some(day)) => Moment::On(*day),
                Some(None) => Moment::Undated { latest: Some(self.t) },
            },
            Point::Project(field) => match self.file.project.get(field) {
                Some(Value::Date(day)) => Moment::On(*day),
                _ => Moment::NotYet,
            },
        }
    }

    /// A field of a document: absent with its document; a field not given is a fact of the past
    /// where the record is finished and of the future where it is open.
    fn stated(&self, step: Name, kind: Name, field: Name) -> Moment {
        let Some(paper) = self.paper(step, kind) else {
            return Moment::NotYet;
        };
        match paper.fields.get(field) {
            Some(Value::Date(day)) => Moment::On(*day),
            _ if self.is_finished(step) => Moment::Undated { latest: None },
            _ => Moment::NotYet,
        }
    }
}

/// The dossier with everything dated after `t` left out.
fn seen(file: &File, t: Day) -> File {
    let mut file = file.clone();
    for record in &mut file.records {
        if record.finish.is_some_and(|day| day > t) {
            record.finish = None;
            record.outcome = None;
        }
        record.notice = record.notice.filter(|day| *day <= t);
        record.opinions.retain(|one| one.date.is_none_or(|day| day <= t));
        record.documents.retain(|p| p.date.is_none_or(|day| day <= t));
    }
    file.records.retain(|r| r.start.is_none_or(|day| day <= t));
    file.records.retain(|r| r.start.is_some() || r.finish.is_some());
    file.events.retain(|day| day.is_none_or(|day| day <= t));
    file.visits.retain(|day| day.is_none_or(|day| day <= t));
    file.suspensions.retain(|s| s.from <= t);
    for suspension in &mut file.suspensions {
        suspension.to = suspension.to.filter(|day| *day <= t);
        suspension.notice = suspension.notice.filter(|day| *day <= t);
    }
    file.extensions.retain(|e| e.date <= t);
    for waiver in &mut file.waivers {
        waiver.basis = waiver.basis.filter(|day| *day <= t);
    }
    file.promises.retain(|p| p.date.is_none_or(|day| day <= t));
    for promise in &mut file.promises {
        if promise.checked.is_some_and(|day| day > t) {
            promise.checked = None;
            promise.kept = None;
        }
    }
    file.deviations.retain(|d| d.date.is_none_or(|day| day <= t));
    file.attestations.retain(|a| a.date <= t);
    file.tasks = file.tasks.map(|entries| super::tasks::seen(&entries, t));
    file
}
