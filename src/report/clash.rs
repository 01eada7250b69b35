//! Sentences that stand against each other, named with their articles.

use super::citation;
use crate::diag::Lang;
use crate::diag::procedure::Clashing;
use crate::model::{ObligationId, RuleSet};

/// The sentences with their citations and places.
#[must_use]
pub fn clashing(rules: &RuleSet, sentences: &[ObligationId]) -> Vec<Clashing> {
    let one = |id: &ObligationId| {
        let obligation = &rules.obligations[*id];
        let cited = |lang: Lang| citation::citations(rules, &obligation.cites, lang);
        let (zh, en) = (cited(Lang::Zh), cited(Lang::En));
        Clashing {
            zh: if zh.is_empty() {
                obligation.id.to_string()
            } else {
                format!("{}（{zh}）", obligation.id)
            },
            en: if en.is_empty() { obligation.id.to_string() } else { format!("{} ({en})", obligation.id) },
            span: obligation.span,
        }
    };
    sentences.iter().map(one).collect()
}
