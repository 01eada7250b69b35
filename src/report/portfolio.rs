//! Portfolios for people: a line for each dossier, and at the end how many came to what, with their lines.

use super::{Ink, Style, View, wording};
use crate::diag::Lang;
use crate::judge::{Status, Subject};
use crate::model::Weight;
use std::fmt::Write as _;

/// LIMIT: obligations that are named in a line, and lines that are named in a sum.
const NAMED: usize = 5;

/// One dossier in one line: where it stands, what it came to, and the obligations that count and are worst.
#[must_use]
pub fn line(view: &View<'_>, only: &[Subject], style: Style) -> String {
    let wanted = |verdict: &&crate::judge::Verdict| super::wanted(only, verdict);
    let counts = |verdict: &&crate::judge::Verdict| {
        verdict.weight != Weight::Hint && !verdict.not_reviewed && !verdict.needs_finding
    };
    let overall = view.report.overall.status;
    let worst: Vec<&str> = view
        .report
        .verdicts
        .iter()
        .filter(wanted)
        .filter(counts)
        .filter(|verdict| verdict.status == overall)
        .map(|verdict| view.rules.obligations[verdict.obligation].name.as_str())
        .collect();
    let said = match overall {
        Status::Violated | Status::Unproven | Status::AtRisk => {
            format!("  {}", named(&worst, style.pick("、", ", ")))
        }
        _ => String::new(),
    };
    let place = view.dossier.line.map_or_else(String::new, |line| format!(":{line}"));
    let word = style.ink(ink(overall), wording::status_word(overall, style.lang));
    let procedure = view.report.procedure.map_or("", |id| view.rules.procedures[id].name.as_str());
    let as_of = view.report.as_of;
    let since = style.pick("截至 ", "as of ");
    let left_out = match (view.report.left_out, style.lang) {
        (0, _) => String::new(),
        (count, Lang::Zh) => format!("（其后 {count} 处未计入）"),
        (count, Lang::En) => format!(" ({count} later entries left out)"),
    };
    format!("{}{place}  {word}  {procedure}  {since}{as_of}{left_out}{said}\n", view.dossier.name)
}

fn ink(status: Status) -> Ink {
    match status {
        Status::Violated => Ink::Bad,
        Status::Unproven | Status::AtRisk | Status::Pending => Ink::Warn,
        Status::Satisfied => Ink::Good,
        _ => Ink::Dim,
    }
}

/// The first few of some words, and how many more there are.
fn named(words: &[&str], between: &str) -> String {
    let shown = words.iter().take(NAMED).copied().collect::<Vec<_>>().join(between);
    match words.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown} … +{more}"),
    }
}

/// How many dossiers came to what. LIMIT: of each only the first few are remembered by name.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    counts: Vec<(Status, Counted)>,
    unread: Counted,
}

/// A number, and the first few that were counted.
#[derive(Clone, Debug, Default)]
struct Counted {
    number: u64,
    first: Vec<String>,
}

impl Counted {
    fn add(&mut self, name: Option<String>) {
        self.number += 1;
        if self.first.len() < NAMED {
            self.first.extend(name);
        }
    }

    fn words(&self) -> String {
        let named = self.first.join(" ");
        match self.number.saturating_sub(self.first.len() as u64) {
            0 => named,
            more => format!("{named} … +{more}"),
        }
    }
}

impl Tally {
    /// Counts a dossier that was judged.
    pub fn judged(&mut self, overall: Status, line: Option<(String, u32)>) {
        let name = line.map(|(name, line)| format!("{name}:{line}"));
        match self.counts.iter_mut().find(|(status, _)| *status == overall) {
            Some((_, counted)) => counted.add(name),
            None => {
                let mut counted = Counted::default();
                counted.add(name);
                self.counts.push((overall, counted));
            }
        }
    }

    /// Counts a dossier that could not be judged.
    pub fn unread(&mut self, place: Option<String>) {
        self.unread.add(place);
    }
}

/// What the dossiers came to: the worst first, with the lines of those that call for something.
#[must_use]
pub fn summary(tally: &Tally, style: Style) -> String {
    let mut counts: Vec<&(Status, Counted)> = tally.counts.iter().collect();
    counts.sort_by_key(|(status, _)| *status);
    let all = counts.iter().map(|(_, counted)| counted.number).sum::<u64>() + tally.unread.number;
    let mut out = match style.lang {
        Lang::Zh => format!("\n共 {all} 份卷宗\n"),
        Lang::En if all == 1 => "\n1 dossier\n".to_owned(),
        Lang::En => format!("\n{all} dossiers\n"),
    };
    let mut row = |number: u64, word: &str, words: String| {
        let _ = writeln!(out, "{}", format!("  {number:>7}  {word}  {words}").trim_end());
    };
    if tally.unread.number > 0 {
        let word = style.ink(Ink::Bad, style.pick("读不了", "could not be read"));
        row(tally.unread.number, &word, tally.unread.words());
    }
    for (status, counted) in counts {
        let word = style.ink(ink(*status), wording::status_word(*status, style.lang));
        let calls = matches!(status, Status::Violated | Status::Unproven | Status::AtRisk);
        row(counted.number, &word, if calls { counted.words() } else { String::new() });
    }
    out
}
