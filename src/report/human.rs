//! Verdicts for people: 还差什么 first, then violations in full, then the rest in a line each.

use super::facts::Facts;
use super::table::Table;
use super::{Ink, Style, View, citation, late, locate, rule_place, superior, wording};
use crate::diag::Lang;
use crate::judge::{Reason, Status, Subject, Verdict, remedy};
use crate::model::{ObligationId, Row, RuleSet};
use std::fmt::Write as _;

/// The report of one dossier; `only` narrows it to some obligations, or entries of them.
#[must_use]
pub fn render(view: &View<'_>, only: &[Subject], style: Style) -> String {
    let wanted = |verdict: &&crate::judge::Verdict| super::wanted(only, verdict);
    // Of a register only what is open or broken is told entry by entry.
    let (counted, single): (Vec<&Verdict>, Vec<&Verdict>) =
        view.report.verdicts.iter().filter(wanted).partition(|verdict| is_settled_entry(verdict, only));
    let facts: Vec<Facts<'_>> = single.into_iter().map(|verdict| Facts::of(*view, *verdict)).collect();
    let mut out = heading(view, style);
    section(&mut out, style, style.pick("还差什么", "Still needed"), None, &needed(&facts, style));
    violations(&mut out, &facts, style);
    set_apart(&mut out, &facts, style);
    rest(&mut out, &facts, style);
    settled_entries(&mut out, view, &counted, style);
    let (count, ties) = superior::listed(&facts, style);
    section(&mut out, style, style.pick("上位义务", "Superior obligations"), Some(count), &ties);
    if only.is_empty() {
        section(&mut out, style, style.pick("迟录", "Entered late"), None, &late_entries(view, style));
        let line = wording::overall_line(view.report.overall, style.lang);
        let ink = match view.report.overall.status {
            Status::Violated => Ink::Bad,
            Status::Satisfied => Ink::Good,
            _ => Ink::Warn,
        };
        let _ = writeln!(out, "\n{}{}", style.pick("总体：", "Overall: "), style.ink(ink, &line));
    }
    out.push_str(&closing(view, style));
    out
}

fn heading(view: &View<'_>, style: Style) -> String {
    let procedure =
        view.report.procedure.map(|id| view.rules.procedures[id].name.to_string()).unwrap_or_default();
    let as_of = view.report.as_of;
    let name = style.ink(Ink::Bold, &view.dossier.name);
    match procedure.as_str() {
        "" => format!("{name}  {}{as_of}\n", style.pick("截至 ", "as of ")),
        procedure => format!("{name}  {procedure}  {}{as_of}\n", style.pick("截至 ", "as of ")),
    }
}

fn section(out: &mut String, style: Style, title: &str, count: Option<usize>, body: &str) {
    if body.is_empty() {
        return;
    }
    let count = match count {
        Some(count) => style.pick("（N）", " (N)").replace('N', &count.to_string()),
        None => String::new(),
    };
    let _ = write!(out, "\n{}{count}\n{body}", style.ink(Ink::Bold, title));
}

/// What counts and is open, by its due date. The parts of a step that has not begun are told
/// under it, not in lines of their own.
fn needed(facts: &[Facts<'_>], style: Style) -> String {
    let open = |one: &&Facts<'_>| {
        matches!(one.verdict.status, Status::Pending | Status::AtRisk | Status::Unproven)
            && !one.verdict.not_reviewed
            && !one.verdict.needs_finding
            && one.verdict.reason != Reason::NotSoFar
    };
    let open: Vec<&Facts<'_>> = facts.iter().filter(open).collect();
    let begins = |one: &Facts<'_>| matches!(one.obligation.row, Row::Perform { .. });
    let idle: Vec<_> = open
        .iter()
        .filter(|one| begins(one) && one.verdict.reason == Reason::NotYet)
        .filter_map(|one| one.obligation.step)
        .collect();
    let waits = |one: &Facts<'_>| {
        let undated = one.verdict.due.is_none() && one.verdict.until.is_none();
        let of_idle = one.obligation.step.is_some_and(|step| idle.contains(&step));
        of_idle && undated && one.verdict.status == Status::Pending && !begins(one)
    };
    let (parts, mut now): (Vec<&Facts<'_>>, Vec<&Facts<'_>>) = open.into_iter().partition(|one| waits(one));
    now.sort_by_key(|one| {
        let due = one.verdict.due.or(one.verdict.until);
        // What is under way comes before what has not begun.
        (due.is_none(), due, one.verdict.reason == Reason::NotYet, one.verdict.obligation)
    });
    let mut table = Table::default();
    now.iter().for_each(|one| table.row(needed_row(one, style)));
    let lines =
        table.lines("  ", |row, column, text| match (column, now.get(row).map(|one| one.verdict.status)) {
            (0, Some(Status::Pending)) => style.ink(Ink::Dim, text),
            (0, _) => style.ink(Ink::Warn, text),
            _ => text.to_owned(),
        });
    let mut out = String::new();
    for (one, line) in now.iter().zip(lines) {
        let _ = writeln!(out, "{line}");
        let _ = writeln!(out, "        {}", style.ink(Ink::Dim, &cites(one, style)));
        let of_step = parts.iter().filter(|part| begins(one) && part.obligation.step == one.obligation.step);
        let names: Vec<&str> = of_step
            .filter(|part| !matches!(part.obligation.row, Row::Precedes { .. }))
            .map(|part| part.obligation.name.as_str())
            .collect();
        if !names.is_empty() {
            let names = names.join(style.pick("、", ", "));
            let _ = writeln!(out, "        {}{names}", style.pick("届时还要：", "it will need: "));
        }
    }
    out
}

fn needed_row(one: &Facts<'_>, style: Style) -> Vec<String> {
    let due = match (one.verdict.due, one.verdict.until) {
        (Some(due), _) => format!("{due}{}", left(one, due, style)),
        (None, Some(until)) => format!("{}{until}{}", style.pick("至", "until "), left(one, until, style)),
        (None, None) => style.pick("—", "-").to_owned(),
    };
    let who = one.by_whom().join(style.pick("、", ", "));
    let said = wording::sentence(one, style.lang);
    let what = format!("{}{}{said}", one.heading(), style.pick("：", ": "));
    let status = wording::status_word(one.verdict.status, style.lang).to_owned();
    vec![status, due, if who.is_empty() { style.pick("—", "-").to_owned() } else { who }, what]
}

fn left(one: &Facts<'_>, day: crate::calendar::Date, style: Style) -> String {
    let days = one.left_until(day);
    let unit = match (one.in_workdays(), style.lang) {
        (true, crate::diag::Lang::Zh) => "个工作日",
        (false, crate::diag::Lang::Zh) => "日",
        (true, crate::diag::Lang::En) => " working days",
        (false, crate::diag::Lang::En) => " days",
    };
    match (style.lang, days < 0) {
        (crate::diag::Lang::Zh, false) => format!("（还有{days}{unit}）"),
        (crate::diag::Lang::Zh, true) => format!("（已过{}{unit}）", days.abs()),
        (crate::diag::Lang::En, false) => format!(" ({days}{unit} left)"),
        (crate::diag::Lang::En, true) => format!(" ({}{unit} ago)", days.abs()),
    }
}

fn violations(out: &mut String, facts: &[Facts<'_>], style: Style) {
    let broken: Vec<&Facts<'_>> = facts.iter().filter(|one| one.verdict.status == Status::Violated).collect();
    let mut body = String::new();
    for one in &broken {
        body.push_str(&violation(one, style));
    }
    let title = style.pick("违规", "Violated");
    section(
        out,
        style,
        &style.ink(if broken.is_empty() { Ink::Dim } else { Ink::Bad }, title),
        Some(broken.len()),
        &body,
    );
}

fn violation(one: &Facts<'_>, style: Style) -> String {
    let rules = one.view.rules;
    let lang = style.lang;
    let weight = wording::severity_word(one.verdict.weight, lang);
    let mut out = format!("  {}  {weight}\n", style.ink(Ink::Bad, &one.id()));
    let _ = writeln!(out, "      {}", cites(one, style));
    let since = match one.verdict.since {
        Some(since) => {
            format!("{}{since}{}", style.pick("；自", "; violated since "), style.pick("起违规", ""))
        }
        None => String::new(),
    };
    let _ = writeln!(out, "      {}{since}", wording::sentence(one, lang));
    for place in evidence_lines(one) {
        let _ = writeln!(out, "      {}{place}", style.pick("卷宗  ", "dossier  "));
    }
    let (file, at) = rule_place(rules, one.obligation.span);
    let _ = writeln!(out, "      {}{file}:{}:{}", style.pick("规则  ", "rules    "), at.line, at.column);
    for line in superior::lines(rules, &one.obligation, lang) {
        let _ = writeln!(out, "      {line}");
    }
    for line in remedies(one, style) {
        let _ = writeln!(out, "      {}{line}", style.pick("补救  ", "remedy   "));
    }
    for note in one.verdict.notes.iter() {
        let _ = writeln!(out, "      {}{}", style.pick("附注  ", "note     "), wording::note(note, lang));
    }
    out
}

/// `file:line:column path`, at most a few.
fn evidence_lines(one: &Facts<'_>) -> Vec<String> {
    const MOST: usize = 6;
    let located = locate(&one.view, one.evidence());
    let lines = located.into_iter().map(|at| match at.place {
        Some(place) => format!("{}:{}:{}  {}", at.file, place.line, place.column, at.path),
        None => format!("{}  {}", at.file, at.path),
    });
    lines.take(MOST).collect()
}

fn remedies(one: &Facts<'_>, style: Style) -> Vec<String> {
    if !one.verdict.curable {
        return vec![style.pick("不能补救", "none: it stays violated").to_owned()];
    }
    let view = one.view;
    let acts = remedy(view.rules, view.dossier, view.report.as_of, &one.verdict);
    acts.iter().map(|act| wording::act(view.rules, act, style.lang)).collect()
}

/// 待认定 and 未审查: listed, not counted.
fn set_apart(out: &mut String, facts: &[Facts<'_>], style: Style) {
    let open = |one: &&Facts<'_>| {
        !matches!(one.verdict.status, Status::NotApplicable | Status::Waived | Status::Violated)
    };
    let findings: Vec<&Facts<'_>> =
        facts.iter().filter(open).filter(|one| one.verdict.needs_finding).collect();
    let texts: Vec<&Facts<'_>> = facts.iter().filter(open).filter(|one| one.verdict.not_reviewed).collect();
    for (title, list) in [
        (style.pick("待认定，不计入总体", "Needs a finding, not counted"), findings),
        (style.pick("文本未公开，不计入总体", "Text not published, not counted"), texts),
    ] {
        let mut table = Table::default();
        for one in &list {
            table.row(vec![one.id().to_string(), wording::requirement(one, style.lang), cites(one, style)]);
        }
        section(out, style, title, Some(list.len()), &table.render("  ", |_, _, text| text.to_owned()));
    }
}

fn cites(one: &Facts<'_>, style: Style) -> String {
    citation::citations(one.view.rules, &one.obligation.cites, style.lang)
}

/// Everything else, one line each.
fn rest(out: &mut String, facts: &[Facts<'_>], style: Style) {
    let mut table = Table::default();
    let mut statuses = Vec::new();
    let mut ordered: Vec<&Facts<'_>> = facts.iter().collect();
    ordered.sort_by_key(|one| one.verdict.status);
    for one in ordered {
        let settled = matches!(one.verdict.status, Status::Satisfied | Status::Waived | Status::NotApplicable | Status::Missed)
            // A prohibition that holds so far asks for no act.
            || one.verdict.status == Status::Pending && one.verdict.reason == Reason::NotSoFar;
        if !settled || one.verdict.needs_finding || one.verdict.not_reviewed {
            continue;
        }
        let notes: Vec<&str> = one.verdict.notes.iter().map(|note| wording::note(note, style.lang)).collect();
        let notes = match notes.as_slice() {
            [] => String::new(),
            notes => format!(
                "{}{}{}",
                style.pick("（", " ("),
                notes.join(style.pick("；", "; ")),
                style.pick("）", ")")
            ),
        };
        let status = wording::status_word(one.verdict.status, style.lang).to_owned();
        let said = format!("{}{notes}", wording::finding(one, style.lang));
        table.row(vec![status, one.id().to_string(), said, cites(one, style)]);
        statuses.push(one.verdict.status);
    }
    let count = statuses.len();
    let body = table.render("  ", |row, column, text| match (column, statuses.get(row)) {
        (0, Some(Status::Satisfied)) => style.ink(Ink::Good, text),
        (0, _) => style.ink(Ink::Dim, text),
        _ => text.to_owned(),
    });
    section(out, style, style.pick("其余", "The rest"), Some(count), &body);
}

/// An entry that is told only by counting it; one that was asked for is told.
fn is_settled_entry(verdict: &Verdict, only: &[Subject]) -> bool {
    let named = only.iter().any(|one| one.entry.is_some() && one.covers(verdict));
    let settled =
        matches!(verdict.status, Status::Satisfied | Status::Waived | Status::NotApplicable | Status::Missed);
    verdict.entry.is_some() && settled && !named && !verdict.needs_finding && !verdict.not_reviewed
}

/// How many entries of a register are settled, by rule and status.
fn settled_entries(out: &mut String, view: &View<'_>, counted: &[&Verdict], style: Style) {
    let mut groups: Vec<(ObligationId, Status, usize)> = Vec::new();
    for verdict in counted {
        let of = groups.iter_mut().rev().take_while(|group| group.0 == verdict.obligation);
        match of.into_iter().find(|group| group.1 == verdict.status) {
            Some(group) => group.2 += 1,
            None => groups.push((verdict.obligation, verdict.status, 1)),
        }
    }
    let mut table = Table::default();
    for (id, status, count) in &groups {
        let count = match style.lang {
            Lang::Zh => format!("{count}条"),
            Lang::En => format!("{count} entries"),
        };
        let cites = citation::citations(view.rules, &view.rules.obligations[*id].cites, style.lang);
        let status = wording::status_word(*status, style.lang).to_owned();
        table.row(vec![status, view.rules.obligations[*id].id.to_string(), count, cites]);
    }
    let body = table.render("  ", |_, _, text| text.to_owned());
    section(out, style, style.pick("清单其余条目", "Other entries of registers"), Some(counted.len()), &body);
}

/// Records that were entered late: no verdict, and told by themselves.
fn late_entries(view: &View<'_>, style: Style) -> String {
    let mut out = String::new();
    for (entry, at) in late::entries(view) {
        let words = late::sentence(view, &entry, style.lang);
        let place = at.place.map(|at| format!("  {}:{}:{}", view.dossier.name, at.line, at.column));
        let _ = writeln!(out, "  {words}{}", place.unwrap_or_default());
    }
    out
}

/// What the report was computed from.
fn closing(view: &View<'_>, style: Style) -> String {
    let mut out = String::new();
    if view.report.left_out > 0 {
        let count = view.report.left_out;
        let _ = match style.lang {
            crate::diag::Lang::Zh => writeln!(out, "截至日期之后的 {count} 处记录没有计入"),
            crate::diag::Lang::En => {
                writeln!(out, "{count} entries dated after the as-of date were left out")
            }
        };
    }
    let line = format!(
        "{} {}  {}  {} {}",
        style.pick("规则", "rules"),
        editions(view.rules),
        digests(view.rules),
        style.pick("卷宗", "dossier"),
        view.dossier.digest.short(),
    );
    let _ = writeln!(out, "{}", style.ink(Ink::Dim, &line));
    let own = style.pick("非官方，不是法律意见", "unofficial, not legal advice");
    let _ = writeln!(out, "{}", style.ink(Ink::Dim, own));
    out
}

/// `国家 713-2019`
pub(super) fn editions(rules: &RuleSet) -> String {
    let one = |edition: &crate::model::Edition| match &edition.version {
        Some(version) => format!("{} {version}", edition.name),
        None => edition.name.to_string(),
    };
    rules.editions.iter().map(one).collect::<Vec<_>>().join(" + ")
}

/// The digests of rules and calendar.
pub(super) fn digests(rules: &RuleSet) -> String {
    format!("sha256:{}  {}", rules.digest.short(), rules.calendar.version())
}
