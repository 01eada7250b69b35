//! Licences (证照) that a condition asks for and nobody holds, in words.

use super::condition::{read, words};
use super::facts::Facts;
use crate::diag::Lang;
use crate::judge::{ConditionNode, Tri};
use crate::model::{Collection, ExprId, ExprKind, licence};

/// A kind of licence that is not held, or held and not valid.
#[derive(Debug)]
pub(super) struct Lacking {
    /// The kind.
    kind: String,
    /// The day on which it must be valid.
    day: Option<String>,
    /// Of each licence of the kind, what is wrong with it: the field and its value.
    faults: Vec<(&'static str, String)>,
}

impl Facts<'_> {
    /// The licences that are lacking, in the order of the rules.
    pub(super) fn lacking(&self, lang: Lang) -> Vec<Lacking> {
        let mut found = Vec::new();
        let mut open: Vec<&ConditionNode> =
            self.told.iter().flat_map(|told| told.conditions.iter().rev()).collect();
        while let Some(node) = open.pop() {
            if node.truth == Some(Tri::False) {
                match self.licence_condition(node.expr) {
                    Some(condition) => found.push(self.lack(node, condition, lang)),
                    None => open.extend(node.children.iter().rev()),
                }
            }
        }
        found
    }

    /// The condition on one licence, where an expression looks for one among several.
    fn licence_condition(&self, expr: ExprId) -> Option<ExprId> {
        let exprs = &self.view.rules.exprs;
        let ExprKind::Quantified { over: Collection::Listed(_), condition, .. } = exprs[expr].kind else {
            return None;
        };
        let ExprKind::And(parts) = &exprs[condition].kind else { return None };
        let ExprKind::Compare(_, of, _) = exprs[*parts.first()?].kind else { return None };
        matches!(exprs[of].kind, ExprKind::Licence { slot: licence::KIND, .. }).then_some(condition)
    }

    fn lack(&self, node: &ConditionNode, condition: ExprId, lang: Lang) -> Lacking {
        let rules = self.view.rules;
        let (mut day, mut faults) = (None, Vec::new());
        for one in &node.children {
            let of_kind = one.children.first().is_some_and(|kind| kind.truth == Some(Tri::True));
            if !of_kind {
                continue;
            }
            for part in one.children.iter().skip(1).filter(|part| part.truth == Some(Tri::False)) {
                let compared = if part.children.len() == 1 { part.children.first() } else { Some(part) };
                let Some([value, other]) = compared.map(|part| part.children.as_slice()) else { continue };
                day = day.or_else(|| read(rules, self.view.dossier, other, lang));
                let ExprKind::Licence { slot, .. } = rules.exprs[value.expr].kind else { continue };
                let (zh, en) = match slot {
                    licence::FROM => ("自", "from"),
                    licence::TO => ("至", "to"),
                    _ => ("吊销日期", "revoked"),
                };
                let name = if lang == Lang::Zh { zh } else { en };
                faults.extend(read(rules, self.view.dossier, value, lang).map(|value| (name, value)));
            }
        }
        Lacking { kind: words(rules, condition), day, faults }
    }
}

/// `没有在 2024-05-01 有效的「营业执照」（至2024-04-30）`
pub(super) fn zh(lacking: &[Lacking]) -> String {
    let one = |lack: &Lacking| {
        let Lacking { kind, day, faults } = lack;
        let faults: Vec<String> = faults.iter().map(|(field, value)| format!("{field}{value}")).collect();
        match (day, faults.is_empty()) {
            (Some(day), false) => format!("「{kind}」在{day}无效（{}）", faults.join("，")),
            _ => format!("没有「{kind}」"),
        }
    };
    lacking.iter().map(one).collect::<Vec<_>>().join("；")
}

/// `‘营业执照’ is not valid on 2024-05-01 (to 2024-04-30)`
pub(super) fn en(lacking: &[Lacking]) -> String {
    let one = |lack: &Lacking| {
        let Lacking { kind, day, faults } = lack;
        let faults: Vec<String> = faults.iter().map(|(field, value)| format!("{field} {value}")).collect();
        match (day, faults.is_empty()) {
            (Some(day), false) => format!("‘{kind}’ is not valid on {day} ({})", faults.join(", ")),
            _ => format!("there is no ‘{kind}’"),
        }
    };
    lacking.iter().map(one).collect::<Vec<_>>().join("; ")
}
