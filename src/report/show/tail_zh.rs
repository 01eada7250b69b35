//! What stands around the clause of a row, in Chinese: conditions before it, exceptions and reasons after it.

use super::super::citation::citations;
use super::expr_zh::quoted;
use super::sentence::Telling;
use super::speaker::Speaker;
use crate::diag::Lang;
use crate::model::{Deviation, Duty, Row, Waiver};

/// The conditions under which it binds, each as 「…的，」.
pub(super) fn before(telling: &Telling<'_>) -> String {
    let Telling { rules, obligation, speaker, .. } = telling;
    let mut out = String::new();
    for scope in telling.scope() {
        out.push_str(&format!("{}的，", speaker.if_zh(scope, true)));
    }
    if let Some(id) = obligation.standing.exception {
        let exception = &rules.exceptions[id];
        let bases: Vec<String> =
            exception.bases.iter().map(|base| quoted(&rules.obligations[*base].id)).collect();
        let when = speaker.if_zh(exception.prevails_when, true);
        out.push_str(&format!("{when}的（例外{}，代替{}），", quoted(&exception.name), bases.join("、")));
    }
    for step in telling.left_out() {
        out.push_str(&format!("办理{}的，", quoted(step)));
    }
    if let Some(when) = obligation.when {
        out.push_str(&format!("{}的，", speaker.if_zh(when, true)));
    }
    out
}

/// Except when, and what a reason on record changes.
pub(super) fn after(telling: &Telling<'_>) -> String {
    let Telling { rules, obligation, speaker, .. } = telling;
    let mut out = String::new();
    match (obligation.duty, obligation.deviation) {
        (_, Some(Deviation { reason, by })) => {
            let by = by.map(|by| format!("最迟在{}（含当日）", speaker.zh(by))).unwrap_or_default();
            out.push_str(&format!("；不能做到的，{by}以{}说明理由，说明了的不算违规", speaker.zh(reason)));
        }
        (Duty::Presumptive, None) => {
            out.push_str("；偏离的，应当在卷宗里记载理由和日期，记载了的不算违规");
        }
        _ => {}
    }
    for id in &obligation.standing.exceptions {
        let exception = &rules.exceptions[*id];
        let when = speaker.if_zh(exception.prevails_when, true);
        let instead =
            if exception.duties.is_empty() { "不适用本项" } else { "由它的规定代替本项" };
        out.push_str(&format!("；但是{when}的（例外{}），{instead}", quoted(&exception.name)));
    }
    out.push_str(&waived(telling));
    for instrument in telling.unpublished() {
        out.push_str(&format!("；所依据的《{}》文本未公开，本项列为未审查", instrument.name));
    }
    out
}

/// In full under the performance of a step; elsewhere that it may be waived.
fn waived(telling: &Telling<'_>) -> String {
    let own = matches!(telling.obligation.row, Row::Perform { .. });
    let mut out = String::new();
    for (name, waivers) in telling.waived() {
        if own {
            for waiver in waivers {
                out.push_str(&format!(
                    "；{}，免除{}{}",
                    waiver_zh(telling, waiver),
                    quoted(name),
                    cited(telling, waiver)
                ));
            }
        } else {
            out.push_str(&format!("；{}依法免除的除外", quoted(name)));
        }
    }
    out
}

fn cited(telling: &Telling<'_>, waiver: &Waiver) -> String {
    match citations(telling.rules, &waiver.cites, Lang::Zh).as_str() {
        "" => String::new(),
        cites => format!("（{cites}）"),
    }
}

/// 情形, every 凭 and the approval of a waiver.
fn waiver_zh(telling: &Telling<'_>, waiver: &Waiver) -> String {
    let speaker = Speaker::plain(telling.rules);
    let Waiver { when, evidence, approved_by, cites: _, authorised: _, span: _ } = waiver;
    let when = when.map(|when| speaker.if_zh(when, true));
    let evidence = evidence.iter().map(|(document, test)| {
        let name = quoted(&telling.rules.documents[document.kind].name);
        let test = test.map(|test| format!("（{}）", speaker.if_zh(test, true))).unwrap_or_default();
        format!("有{name}在卷{test}")
    });
    let approved = approved_by.map(|unit| format!("经{}批准", quoted(telling.unit(unit))));
    let parts: Vec<String> = when.into_iter().chain(evidence).chain(approved).collect();
    match parts.as_slice() {
        [] => "一律".to_owned(),
        parts => format!("{}的", parts.join("，并且")),
    }
}
