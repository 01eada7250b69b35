//! The three closing properties of the page, asked of the engine on generated histories: why
//! re-evaluates, remedies cure, missing facts matter.

use rulecheck::calendar::{Date, Moment, Period, WorkdayCalendar};
use rulecheck::dossier::{Dossier, Format, read_dossier};
use rulecheck::judge::{
    MissingFact, Notes, Reason, Status, Subject, Verdict, cured, explain, judge, missing, remedy,
};
use rulecheck::model::{Fact, ParsedFile, Row, RuleSet, Type, Value, compile};
use rulecheck::text::{FileId, Source, SourceMap};
use std::sync::Arc;

/// Rules, dossier and date of one generated history.
pub(crate) struct Case {
    pub(crate) rules: RuleSet,
    pub(crate) dossier: Dossier,
    pub(crate) as_of: Date,
}

impl Case {
    pub(crate) fn new(rules: &str, dossier: &str, as_of: &str) -> Result<Self, String> {
        let mut sources = SourceMap::default();
        let text: Arc<str> = Arc::from(rules);
        sources.add(Source::new("generated.rules", Arc::clone(&text)));
        let parse = rulecheck::syntax::parse(FileId(0), text);
        let compiled =
            compile(&[ParsedFile { parse, imports: Vec::new() }], sources, WorkdayCalendar::china());
        let rules = compiled.rules.ok_or_else(|| format!("{:?}", compiled.diagnostics))?;
        let dossier =
            read_dossier(&rules, Format::Json, "generated.json", dossier).map_err(|e| format!("{e:?}"))?;
        let as_of = Date::parse_iso(as_of).ok_or("not a date")?;
        Ok(Self { rules, dossier, as_of })
    }

    fn id(&self, verdict: &Verdict) -> String {
        Subject::from(verdict).id(&self.rules, &self.dossier).to_string()
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        let report = judge(&self.rules, &self.dossier, self.as_of);
        for verdict in &report.verdicts {
            self.why_reevaluates(verdict)?;
            self.remedies_cure(verdict)?;
            self.missing_facts_are_named(verdict)?;
        }
        Ok(())
    }

    fn why_reevaluates(&self, verdict: &Verdict) -> Result<(), String> {
        let id = self.id(verdict);
        let why = explain(&self.rules, &self.dossier, self.as_of, verdict).ok_or("no explanation")?;
        let status = why.reevaluate(&self.rules).map_err(|wrong| format!("{id}: {wrong}\n{why:#?}"))?;
        // What a limit missed before a new attempt began keeps is not explained by the latest one.
        let kept = verdict.status == Status::Violated && !verdict.curable;
        if status != verdict.status && !kept {
            return Err(format!("{id}: explained as {status:?}, judged {:?}", verdict.status));
        }
        Ok(())
    }

    fn remedies_cure(&self, verdict: &Verdict) -> Result<(), String> {
        let id = self.id(verdict);
        let acts = remedy(&self.rules, &self.dossier, self.as_of, verdict);
        let later = |moment: Option<Moment>| moment.is_some_and(|moment| moment.date() > self.as_of);
        let planned = self.dossier.records.iter().any(|record| later(record.start) || later(record.finish));
        // What is planned for later days may stand in the way of a cure.
        if verdict.status != Status::Violated || planned {
            return Ok(());
        }
        if acts.is_empty() {
            let condition = matches!(
                self.rules.obligations[verdict.obligation].row,
                Row::Must { .. } | Row::MustNot { .. }
            );
            if verdict.curable && !condition {
                return Err(format!("{id}: said to be curable ({:?}), and no act is known", verdict.reason));
            }
            return Ok(());
        }
        let after = cured(&self.rules, &self.dossier, &acts);
        let day = acts.iter().map(|act| act.earliest).max().unwrap_or(self.as_of).max(self.as_of);
        let report = judge(&self.rules, &after, day);
        let now = report.verdicts.iter().find(|one| Subject::from(*one) == verdict.into()).ok_or("gone")?;
        if matches!(now.status, Status::Violated | Status::Unproven) {
            return Err(format!(
                "{id} ({:?}): after {acts:?} still {:?} ({:?}) on {day}\nrecords {:#?}",
                verdict.reason, now.status, now.reason, after.records
            ));
        }
        Ok(())
    }

    fn missing_facts_are_named(&self, verdict: &Verdict) -> Result<(), String> {
        let facts = missing(&self.rules, &self.dossier, self.as_of, verdict);
        match (verdict.status, facts.is_empty()) {
            // Which of two exceptions comes first is a question to the rules; no fact answers it.
            (Status::Unproven, true) if verdict.reason == Reason::ExceptionsClash => Ok(()),
            // Nor is anything missing where what is given cannot be computed with.
            (Status::Unproven, true) if verdict.notes.has(Notes::INCALCULABLE) => Ok(()),
            (Status::Unproven, true) => Err(format!(
                "{}: unproven ({:?}), and nothing is said to be missing",
                self.id(verdict),
                verdict.reason
            )),
            (Status::Unproven, false) => self.facts_matter(verdict, &facts),
            (_, true) => Ok(()),
            (status, false) => {
                Err(format!("{}: {status:?}, and {facts:?} are said to be missing", self.id(verdict)))
            }
        }
    }

    /// Every fact of the case that is listed has a value that changes the verdict, alone or with the
    /// other listed ones; no other fact has.
    fn facts_matter(&self, verdict: &Verdict, listed: &[MissingFact]) -> Result<(), String> {
        let unknown = self.dossier.facts.iter().enumerate().filter(|(_, fact)| **fact == Fact::Unknown);
        let (mut named, mut others) = (Vec::new(), Vec::new());
        for (slot, _) in unknown {
            let path = self.values(slot).0;
            if listed.iter().any(|one| one.path.to_string() == path) {
                named.push(slot)
            } else {
                others.push(slot)
            }
        }
        for slot in &others {
            if self.decides(verdict, &[*slot]) {
                return Err(format!(
                    "{}: {} decides and is not listed among {listed:?}",
                    self.id(verdict),
                    self.values(*slot).0
                ));
            }
        }
        let alone: Vec<bool> = named.iter().map(|slot| self.decides(verdict, &[*slot])).collect();
        let only_facts = named.len() == listed.len();
        if only_facts && !alone.iter().any(|one| *one) && !self.decides(verdict, &named) {
            return Err(format!("{}: {listed:?} are listed and matter not", self.id(verdict)));
        }
        if alone.iter().any(|one| *one) && !alone.iter().all(|one| *one) {
            return Err(format!("{}: not all of {listed:?} matter", self.id(verdict)));
        }
        Ok(())
    }

    /// Whether some values of these facts change the verdict.
    fn decides(&self, verdict: &Verdict, slots: &[usize]) -> bool {
        let mut assignments: Vec<Vec<(usize, Value)>> = vec![Vec::new()];
        for slot in slots {
            let values = self.values(*slot).1;
            assignments = assignments
                .into_iter()
                .flat_map(|before| {
                    values.iter().map(move |value| [before.clone(), vec![(*slot, value.clone())]].concat())
                })
                .collect();
        }
        assignments.into_iter().any(|values| {
            let mut dossier = self.dossier.clone();
            for (slot, value) in values {
                dossier.facts[slot] = Fact::Known(value);
            }
            let report = judge(&self.rules, &dossier, self.as_of);
            report
                .verdicts
                .iter()
                .any(|one| Subject::from(one) == verdict.into() && one.status != verdict.status)
        })
    }

    /// The name of a fact and values of its type.
    fn values(&self, slot: usize) -> (String, Vec<Value>) {
        let group =
            self.rules.facts.iter().rev().find(|group| group.first_slot as usize <= slot).expect("a 档案");
        let field = &self.rules.schemas[group.schema].fields[slot - group.first_slot as usize];
        let values = match &field.ty {
            Type::Bool => vec![Value::Bool(false), Value::Bool(true)],
            Type::Enum(id) => {
                (0..self.rules.enumerations[*id].members.len() as u16).map(Value::Member).collect()
            }
            Type::Period => [1, 3, 5, 8, 12, 40, 400].map(|n| Value::Period(Period::days(n))).to_vec(),
            Type::Quantity(_) => {
                (-2000..=7000).step_by(500).chain(-12..=30).map(|n: i64| Value::Number(n.into())).collect()
            }
            Type::Integer => {
                (-2..=12).chain([499, 500, 501, 1_000_000]).map(|n: i64| Value::Number(n.into())).collect()
            }
            _ => (0..160)
                .filter_map(|day| Date::from_ymd(2024, 3, 1)?.plus_days(day))
                .map(|day| Value::Moment(Moment::on(day)))
                .collect(),
        };
        let place = if group.name == "项目" { "project" } else { group.name.as_str() };
        (format!("{place}.{}", field.name), values)
    }
}
