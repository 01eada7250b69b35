//! What stands around the clause of a row, in English: conditions before it, exceptions and reasons after it.

use super::super::citation::citations;
use super::expr_en::quoted;
use super::sentence::Telling;
use super::speaker::Speaker;
use crate::diag::Lang;
use crate::model::{Deviation, Duty, Row, Waiver};

/// The conditions under which it binds.
pub(super) fn before(telling: &Telling<'_>) -> String {
    let Telling { rules, obligation, speaker, .. } = telling;
    let mut out = String::new();
    for scope in telling.scope() {
        out.push_str(&format!("where {}, ", speaker.if_en(scope, true)));
    }
    if let Some(id) = obligation.standing.exception {
        let exception = &rules.exceptions[id];
        let bases: Vec<String> =
            exception.bases.iter().map(|base| quoted(&rules.obligations[*base].id)).collect();
        let when = speaker.if_en(exception.prevails_when, true);
        out.push_str(&format!(
            "where {when} (exception {}, in place of {}), ",
            quoted(&exception.name),
            bases.join(", ")
        ));
    }
    for step in telling.left_out() {
        out.push_str(&format!("where {} is done, ", quoted(step)));
    }
    if let Some(when) = obligation.when {
        out.push_str(&format!("where {}, ", speaker.if_en(when, true)));
    }
    out
}

/// Except when, and what a reason on record changes.
pub(super) fn after(telling: &Telling<'_>) -> String {
    let Telling { rules, obligation, speaker, .. } = telling;
    let mut out = String::new();
    match (obligation.duty, obligation.deviation) {
        (_, Some(Deviation { reason, by })) => {
            let by = by.map(|by| format!(" by {}", speaker.en(by))).unwrap_or_default();
            out.push_str(&format!(
                "; where it cannot be, {} must give the reason{by}, and then nothing is violated",
                speaker.en(reason)
            ));
        }
        (Duty::Presumptive, None) => {
            out.push_str("; a deviation needs its reason and date on record, and then nothing is violated");
        }
        _ => {}
    }
    for id in &obligation.standing.exceptions {
        let exception = &rules.exceptions[*id];
        let when = speaker.if_en(exception.prevails_when, true);
        let instead = if exception.duties.is_empty() {
            "this does not apply"
        } else {
            "its own duty takes the place of this one"
        };
        out.push_str(&format!("; but where {when} (exception {}), {instead}", quoted(&exception.name)));
    }
    out.push_str(&waived(telling));
    for instrument in telling.unpublished() {
        out.push_str(&format!(
            "; the text of 《{}》 is not published, so that this is not reviewed",
            instrument.name
        ));
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
                    "; {} is waived {}{}",
                    quoted(name),
                    waiver_en(telling, waiver),
                    cited(telling, waiver)
                ));
            }
        } else {
            out.push_str(&format!("; except where {} is lawfully waived", quoted(name)));
        }
    }
    out
}

fn cited(telling: &Telling<'_>, waiver: &Waiver) -> String {
    match citations(telling.rules, &waiver.cites, Lang::En).as_str() {
        "" => String::new(),
        cites => format!(" ({cites})"),
    }
}

/// 情形, every 凭 and the approval of a waiver.
fn waiver_en(telling: &Telling<'_>, waiver: &Waiver) -> String {
    let speaker = Speaker::plain(telling.rules);
    let Waiver { when, evidence, approved_by, cites: _, authorised: _, span: _ } = waiver;
    let when = when.map(|when| speaker.if_en(when, true));
    let evidence = evidence.iter().map(|(document, test)| {
        let name = quoted(&telling.rules.documents[document.kind].name);
        let test = test.map(|test| format!(" ({})", speaker.if_en(test, true))).unwrap_or_default();
        format!("{name} is on file{test}")
    });
    let approved = approved_by.map(|unit| format!("{} has approved", quoted(telling.unit(unit))));
    let parts: Vec<String> = when.into_iter().chain(evidence).chain(approved).collect();
    match parts.as_slice() {
        [] => "always".to_owned(),
        parts => format!("where {}", parts.join(" and ")),
    }
}
