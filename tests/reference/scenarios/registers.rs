//! Row 19 and the validity of licences, dated by hand.

use super::super::day::Unit;
use super::super::judge::judge;
use super::super::register::{
    Ask, Entry, EntryException, EntryKind, EntryRule, LICENCES, Licence, Register, To,
};
use super::super::verdict::{Status, When};
use super::super::world::Attestation;
use super::{Case, chain, d};

fn asked(kind: EntryKind) -> Case {
    let mut case = chain();
    let rules = vec![EntryRule { name: "合规项", kind, when: None }];
    case.rules.register = Some(Register { dated: true, scope: None, rules, exception: None, optional: true });
    case
}

fn entry(date: &str, fit: Option<bool>) -> Entry {
    let date = Some(date).filter(|text| *text != "?").map(d);
    let licences = Some(Vec::new());
    Entry { name: "甲户", date, fit, grade: Some("低"), licences, due: None, done: None }
}

fn licence(from: &str, to: &str, revoked: Option<&str>) -> Licence {
    let day = |text: &str| Some(text).filter(|text| *text != "?").map(d);
    let to = match to {
        "长期" => To::Forever,
        text => day(text).map_or(To::Unknown, To::Day),
    };
    Licence { kind: LICENCES[0], from: day(from), to, revoked: revoked.map(d) }
}

/// The verdict of the entry of `case` at `t`: `"合规"`, `"违规 05-02"`, `"待办 05-02"`.
fn is(case: &Case, entry: Entry, t: &str, expected: &str) {
    let case = case.clone().file(|file| file.entries.push(entry));
    let (verdicts, _) = judge(&case.at(t));
    let (id, verdict) = verdicts.iter().find(|(id, _)| id.starts_with("名册")).expect("an entry");
    let when = match verdict.status {
        Status::Violated => verdict.since,
        Status::Pending => verdict.due,
        _ => When::Unsaid,
    };
    let mut said = String::from(verdict.status.chinese());
    if let When::On(day) = when {
        let (month, date) = day.month_date();
        said.push_str(&format!(" {month:02}-{date:02}"));
    }
    assert_eq!(said, expected, "{id} at {t}");
}

#[test]
fn row_19_at_its_own_date() {
    let must = asked(EntryKind::Must(Ask::Fit));
    is(&must, entry("05-10", Some(false)), "05-09", "待办 05-10");
    is(&must, entry("05-10", Some(false)), "05-10", "违规 05-10");
    is(&must, entry("05-10", Some(true)), "05-10", "合规");
    is(&must, entry("05-10", None), "05-10", "缺证");
    is(&must, entry("?", Some(true)), "05-10", "缺证");
    let must_not = asked(EntryKind::MustNot(Ask::Fit));
    is(&must_not, entry("05-10", Some(true)), "05-20", "违规 05-10");
    is(&must_not, entry("05-10", Some(false)), "05-20", "合规");
}

#[test]
fn row_19_without_dates_is_judged_now() {
    let mut must = asked(EntryKind::Must(Ask::Fit));
    if let Some(register) = &mut must.rules.register {
        register.dated = false;
    }
    is(&must, entry("05-10", Some(false)), "05-09", "违规");
    is(&must, entry("?", Some(true)), "05-09", "合规");
}

#[test]
fn row_19_scope_comes_before_the_date() {
    let mut must = asked(EntryKind::Must(Ask::Fit));
    if let Some(register) = &mut must.rules.register {
        register.scope = Some(Ask::Grade("高"));
    }
    is(&must, entry("?", Some(false)), "05-09", "不适用");
    let unknown = Entry { grade: None, ..entry("05-01", Some(false)) };
    is(&must, unknown, "05-09", "缺证");
    let met = Entry { grade: None, ..entry("05-01", Some(true)) };
    is(&must, met, "05-09", "合规");
}

#[test]
fn row_19_finding_of_an_entry() {
    let case = asked(EntryKind::Finding).file(|file| {
        let obligation = String::from("名册/合规项[甲户]");
        file.attestations.push(Attestation { obligation, yes: false, date: d("05-12") });
    });
    is(&case, entry("05-10", None), "05-11", "缺证");
    is(&case, entry("05-10", None), "05-12", "违规 05-12");
    is(&case, entry("05-20", None), "05-12", "待办 05-20");
}

#[test]
fn licences_on_their_days() {
    let case = asked(EntryKind::Must(Ask::Hold(vec![LICENCES[0]])));
    let with = |licences: Vec<Licence>| Entry { licences: Some(licences), ..entry("05-10", None) };
    is(&case, with(vec![]), "05-10", "违规 05-10");
    is(&case, with(vec![licence("05-10", "05-10", None)]), "05-10", "合规");
    is(&case, with(vec![licence("05-11", "长期", None)]), "05-11", "违规 05-10");
    is(&case, with(vec![licence("04-01", "05-09", None)]), "05-10", "违规 05-10");
    is(&case, with(vec![licence("04-01", "长期", Some("05-10"))]), "05-10", "违规 05-10");
    is(&case, with(vec![licence("04-01", "长期", Some("05-11"))]), "05-11", "合规");
    is(&case, with(vec![licence("04-01", "?", None)]), "05-10", "缺证");
    is(&case, with(vec![licence("05-11", "?", None)]), "05-10", "违规 05-10");
    is(&case, with(vec![licence("?", "05-09", None)]), "05-10", "违规 05-10");
    is(&case, Entry { licences: None, ..entry("05-10", None) }, "05-10", "缺证");
}

#[test]
fn row_7_of_an_entry() {
    let told = |due: &str, done: &str| {
        let day = |text: &str| Some(text).filter(|text| *text != "?").map(d);
        Entry { due: day(due), done: day(done), ..entry("?", None) }
    };
    let optional = asked(EntryKind::Deadline);
    is(&optional, told("05-10", "05-10"), "05-10", "合规");
    is(&optional, told("05-10", "05-11"), "05-10", "待办 05-10");
    is(&optional, told("05-10", "05-11"), "05-11", "违规 05-11");
    is(&optional, told("05-10", "?"), "05-10", "待办 05-10");
    is(&optional, told("05-10", "?"), "05-11", "违规 05-11");
    is(&optional, told("?", "05-01"), "05-11", "缺证");
    let mut open = asked(EntryKind::Deadline);
    if let Some(register) = &mut open.rules.register {
        register.optional = false;
    }
    is(&open, told("05-10", "?"), "05-10", "待办 05-10");
    is(&open, told("05-10", "?"), "05-11", "缺证");
}

#[test]
fn row_6_of_an_entry() {
    // From 30 April three working days end on 8 May: 1 to 5 May are holidays.
    let case = asked(EntryKind::Within(3, Unit::Working));
    let told = |done: Option<&str>| Entry { due: Some(d("04-30")), done: done.map(d), ..entry("?", None) };
    is(&case, told(None), "04-29", "待办");
    is(&case, told(None), "05-08", "待办 05-08");
    is(&case, told(None), "05-09", "违规 05-09");
    is(&case, told(Some("05-08")), "05-09", "合规");
    is(&case, told(Some("05-09")), "05-09", "违规 05-09");
    // A period of two days would end on 2 May, and ends on the next working day.
    let natural = asked(EntryKind::Within(2, Unit::Natural));
    is(&natural, told(Some("05-06")), "05-06", "合规");
    is(&natural, Entry { due: None, ..told(Some("05-06")) }, "05-06", "缺证");
}

#[test]
fn exceptions_of_an_entry() {
    let mut case = asked(EntryKind::Must(Ask::Fit));
    if let Some(register) = &mut case.rules.register {
        let duty = EntryRule { name: "新句", kind: EntryKind::Deadline, when: None };
        register.exception = Some(EntryException { when: Ask::Grade("高"), instead: Some(duty) });
    }
    let of = |grade: Option<&'static str>, fit: bool, done: &str| Entry {
        grade,
        due: Some(d("05-10")),
        done: Some(d(done)),
        ..entry("05-01", Some(fit))
    };
    is(&case, of(Some("低"), false, "05-11"), "05-20", "违规 05-01");
    is(&case, of(Some("高"), false, "05-11"), "05-20", "不适用");
    // Not known which binds: both broken is broken, one of them is not known.
    is(&case, of(None, true, "05-10"), "05-20", "合规");
    is(&case, of(None, true, "05-11"), "05-20", "缺证");
    is(&case, of(None, false, "05-10"), "05-20", "缺证");
    is(&case, of(None, false, "05-11"), "05-20", "违规");
}
