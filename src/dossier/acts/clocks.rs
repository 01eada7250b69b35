//! What stops clocks, lets them go on, and makes them longer.

use super::fold::{Done, Fold, conflict, day_of, event};
use super::{ConflictKind as Kind, Stop, Taken};
use crate::calendar::Date;
use crate::dossier::DataPath;
use crate::model::{Act, Obligation, Row, SubmittedAct, SubmittedExtension, SubmittedSuspension};
use smol_str::SmolStr;

impl Fold<'_> {
    /// 补正, 中止: every clock of the procedure stands still.
    pub(super) fn stop_all(&mut self, taken: &Taken, said: &SubmittedAct) -> Done {
        if let Some(stop) = self.acts.stops.iter().find(|stop| stop.act == taken.act) {
            return conflict(Kind::Stopped, None, Some(stop.place.clone()));
        }
        let kind = SmolStr::new_static(taken.act.words().0);
        let clocks: Vec<SmolStr> = self.clocks().map(|one| one.id.clone()).collect();
        let notice = said.notice.clone().or_else(|| day_of(taken));
        let suspensions = clocks
            .into_iter()
            .map(|clock| self.suspension(taken, clock, kind.clone(), notice.clone()))
            .collect();
        self.stopped(taken, kind, suspensions);
        Ok(())
    }

    /// The limits of the procedure that are judged once.
    fn clocks(&self) -> impl Iterator<Item = &Obligation> {
        let all = self.procedure.map(|id| self.rules.procedures[id].obligations.as_slice());
        let all = all.unwrap_or_default().iter().map(|id| &self.rules.obligations[*id]);
        all.filter(|one| matches!(one.row, Row::Within { .. }) && one.register.is_none())
    }

    fn suspension(&mut self, taken: &Taken, clock: SmolStr, kind: SmolStr, notice: Option<SmolStr>) -> usize {
        let at = self.out.suspensions.len();
        let place = DataPath::key("suspensions").at(at);
        let from = event(taken.position);
        self.acts.origins.add(place.clone(), from.clone());
        self.acts.origins.add(place.then("from"), from.then("date"));
        let from = day_of(taken).unwrap_or_default();
        self.out.suspensions.push(SubmittedSuspension { clock, kind, from, to: None, notice });
        at
    }

    fn stopped(&mut self, taken: &Taken, kind: SmolStr, suspensions: Vec<usize>) {
        self.acts.stops.push(Stop {
            act: taken.act,
            kind,
            clock: taken.clock,
            suspensions,
            since: Some(taken.at.date()),
            place: event(taken.position),
        });
    }

    pub(super) fn suspend(&mut self, taken: &Taken, said: &SubmittedAct) -> Done {
        let own = |stop: &&Stop| stop.act == Act::Suspend && stop.clock == taken.clock;
        if let Some(stop) = self.acts.stops.iter().find(own) {
            return conflict(Kind::Stopped, None, Some(stop.place.clone()));
        }
        let kind = said.kind.clone().unwrap_or_default();
        let clock = said.clock.clone().unwrap_or_default();
        let at = self.suspension(taken, clock, kind.clone(), said.notice.clone());
        self.stopped(taken, kind, vec![at]);
        Ok(())
    }

    pub(super) fn resume(&mut self, taken: &Taken, said: &SubmittedAct) -> Done {
        let kind = said.kind.as_deref();
        let act = kind.and_then(Act::of_word);
        let fits = |stop: &Stop| {
            kind.is_none_or(|kind| stop.kind == kind || act == Some(stop.act))
                && (taken.clock.is_none() || stop.clock == taken.clock)
        };
        let fitting: Vec<usize> =
            self.acts.stops.iter().enumerate().filter(|(_, stop)| fits(stop)).map(|(at, _)| at).collect();
        let at = match fitting.as_slice() {
            [one] => *one,
            [] => return conflict(Kind::NotStopped, None, None),
            _ => {
                let second = fitting.get(1).and_then(|at| self.acts.stops.get(*at));
                return conflict(Kind::SeveralStopped, None, second.map(|stop| stop.place.clone()));
            }
        };
        let before = |since: Date| taken.at.date() < since;
        if let Some(stop) = self.acts.stops.get(at).filter(|stop| stop.since.is_some_and(before)) {
            return conflict(Kind::BeforeStart, None, Some(stop.place.clone()));
        }
        let stop = self.acts.stops.remove(at);
        for one in stop.suspensions {
            let place = DataPath::key("suspensions").at(one).then("to");
            self.acts.origins.add(place, event(taken.position).then("date"));
            if let Some(suspension) = self.out.suspensions.get_mut(one) {
                suspension.to = day_of(taken);
            }
        }
        Ok(())
    }

    pub(super) fn extend(&mut self, taken: &Taken, said: &SubmittedAct) {
        let place = DataPath::key("extensions").at(self.out.extensions.len());
        self.acts.origins.add(place.clone(), event(taken.position));
        self.acts.origins.add(place.then("approved_by"), event(taken.position).then("by"));
        self.out.extensions.push(SubmittedExtension {
            clock: said.clock.clone().unwrap_or_default(),
            amount: said.amount.clone().unwrap_or_default(),
            approved_by: taken.said.by.first().cloned(),
            date: day_of(taken),
            notice: said.notice.clone(),
        });
    }
}
