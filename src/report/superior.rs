//! The superior obligations that those of a refining procedure (细化) carry out: never left unsaid.

use super::facts::Facts;
use super::table::Table;
use super::{Style, citation, rule_place};
use crate::diag::Lang;
use crate::model::{Obligation, ObligationId, Relation, RuleSet};
use std::fmt::Write as _;

/// How an obligation stands to a superior one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// It takes its place.
    Replaces,
    /// It is that one, outside the scope of what takes its place.
    Stands,
    /// It carries it out beside it.
    Implements,
}

impl Tie {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Replaces => "replaces",
            Self::Stands => "stands",
            Self::Implements => "implements",
        }
    }

    fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Replaces, Lang::Zh) => "代替上位",
            (Self::Stands, Lang::Zh) => "仍按上位",
            (Self::Implements, Lang::Zh) => "落实上位",
            (Self::Replaces, Lang::En) => "replaces",
            (Self::Stands, Lang::En) => "stands as",
            (Self::Implements, Lang::En) => "implements",
        }
    }
}

/// The superior obligations of an obligation; of what is inherited unchanged there is nothing to say.
pub(super) fn ties(obligation: &Obligation) -> Vec<(Tie, ObligationId)> {
    let standing = &obligation.standing;
    let tie = match standing.relation {
        Relation::Continues => None,
        Relation::Replaces => Some(Tie::Replaces),
        Relation::Stands => Some(Tie::Stands),
    };
    let own = tie.and_then(|tie| Some((tie, standing.superior?)));
    own.into_iter().chain(standing.implements.iter().map(|id| (Tie::Implements, *id))).collect()
}

/// `代替上位  《条例》第十五条第一款  重大行政决策/…/公示期  rules/a.rules:12:9`, a line for each, and
/// what authorises it.
pub(super) fn lines(rules: &RuleSet, obligation: &Obligation, lang: Lang) -> Vec<String> {
    let mut out: Vec<String> = ties(obligation)
        .into_iter()
        .map(|(tie, id)| {
            let superior = &rules.obligations[id];
            let (file, at) = rule_place(rules, superior.span);
            let mut line = format!("{}  ", tie.word(lang));
            let cites = citation::citations(rules, &superior.cites, lang);
            if !cites.is_empty() {
                let _ = write!(line, "{cites}  ");
            }
            let _ = write!(line, "{}  {file}:{}:{}", superior.id, at.line, at.column);
            line
        })
        .collect();
    let authorised = &obligation.standing.authorised;
    if !authorised.is_empty() {
        let word = match lang {
            Lang::Zh => "授权",
            Lang::En => "authorised by",
        };
        out.push(format!("{word}  {}", citation::citations(rules, authorised, lang)));
    }
    out
}

/// All of a report, a line for each superior obligation, by the obligation that carries it out.
pub(super) fn listed(facts: &[Facts<'_>], style: Style) -> (usize, String) {
    let mut table = Table::default();
    let mut count = 0;
    for one in facts {
        for (at, line) in lines(one.view.rules, &one.obligation, style.lang).into_iter().enumerate() {
            let id = if at == 0 { one.id().to_string() } else { String::new() };
            count += usize::from(at == 0);
            table.row(vec![id, line]);
        }
    }
    (count, table.render("  ", |_, _, text| text.to_owned()))
}
