//! What is known of an obligation before any dossier: the questions that its verdict need not ask.
//!
//! INVARIANT: it follows from the compiled rules alone and changes no verdict; whatever is not certain
//! here is left to the judge, who then asks everything.

use super::obligation::{Duty, Obligation, Row};
use super::ruleset::RuleSet;
use super::source::{Citation, Window};

/// What the rules alone tell of an obligation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brief {
    /// Nothing bends it: no 情形, no exception, no period that is read, no duty whose breach has a second
    /// look (一般, 可以).
    pub plain: bool,
    /// Whether a step around it may be left undone, so that it perhaps binds nobody.
    pub permissive: bool,
    /// The days on which its own version and one of its instruments bind, where they are one stretch.
    pub force: Option<Window>,
    /// 文本：未公开, of one of its instruments.
    pub unpublished: bool,
}

impl Brief {
    /// Of an obligation of complete rules.
    #[must_use]
    pub fn of(rules: &RuleSet, obligation: &Obligation) -> Self {
        Self {
            plain: !bent(obligation),
            permissive: permissive(rules, obligation),
            force: force(rules, obligation),
            unpublished: obligation.cites.iter().any(|cite| rules.instruments[cite.instrument].unpublished),
        }
    }
}

fn bent(obligation: &Obligation) -> bool {
    let again = match obligation.duty {
        Duty::Presumptive => true,
        // The permission to do a step tells its own use apart.
        Duty::May => !matches!(obligation.row, Row::Perform { .. }),
        _ => false,
    };
    let standing = &obligation.standing;
    again
        || obligation.when.is_some()
        || obligation.length.is_some()
        || standing.exception.is_some()
        || !standing.exceptions.is_empty()
}

/// The permission to do a step itself does not stand inside it.
fn permissive(rules: &RuleSet, obligation: &Obligation) -> bool {
    let own = matches!(obligation.row, Row::Perform { .. });
    let first = obligation.step.and_then(|step| if own { rules.steps[step].parent } else { Some(step) });
    std::iter::successors(first, |step| rules.steps[*step].parent).any(|step| rules.steps[step].optional)
}

fn force(rules: &RuleSet, obligation: &Obligation) -> Option<Window> {
    // The periods of a recurring duty lie within the days on which it binds.
    if matches!(obligation.row, Row::Frequency(_)) {
        return Some(Window::default());
    }
    let own = obligation.standing.window;
    let of = |cite: &Citation| {
        let instrument = &rules.instruments[cite.instrument];
        Window { from: instrument.in_force, until: instrument.lapses }
    };
    let Some((first, others)) = obligation.cites.split_first() else { return Some(own) };
    let cited = of(first);
    // Of several instruments one is enough: their days are one stretch for certain where they are the same.
    others.iter().all(|other| of(other) == cited).then(|| cited.within(own))
}
