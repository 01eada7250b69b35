//! What a duty that follows asks, in both languages.

use super::super::facts::Facts;
use crate::model::{ExprKind, Follow, FollowKind};

/// What is to be done: the name of a step or a document, else the words of the rule.
fn act(facts: &Facts<'_>, follow: &Follow) -> String {
    let rules = facts.view.rules;
    match &rules.exprs[follow.act].kind {
        ExprKind::StepField(step, _) => rules.steps[*step].name.to_string(),
        ExprKind::DocumentField(document, crate::model::DocumentField::Date) => {
            rules.documents[document.kind].name.to_string()
        }
        _ => facts.words(follow.act),
    }
}

/// The limit, where it is written or set.
fn written(facts: &Facts<'_>, follow: &Follow) -> Option<crate::calendar::Period> {
    follow.limit.filter(|_| facts.obligation.length.is_none())
}

pub(super) fn zh(facts: &Facts<'_>, follow: &Follow) -> String {
    let within = written(facts, follow).map_or_else(String::new, |limit| format!("在{}内", limit.zh()));
    let act = act(facts, follow);
    match follow.kind {
        FollowKind::Plain => format!("其后应当{within}办理「{act}」"),
        FollowKind::Serve => format!("其后应当{within}送达「{act}」"),
        FollowKind::Owed(_) => format!("容缺的「{act}」应当{within}补交"),
        FollowKind::Commitment => format!("告知承诺以后应当{within}核查"),
        FollowKind::Offender => format!("有违反的，应当{within}「{act}」"),
        FollowKind::Failing => format!("未履行的，应当{within}「{act}」"),
    }
}

pub(super) fn en(facts: &Facts<'_>, follow: &Follow) -> String {
    let within = written(facts, follow).map_or_else(String::new, |limit| format!(" within {}", limit.en()));
    let act = act(facts, follow);
    match follow.kind {
        FollowKind::Plain => format!("‘{act}’ must follow{within}"),
        FollowKind::Serve => format!("‘{act}’ must be served{within}"),
        FollowKind::Owed(_) => format!("‘{act}’, which is owed, must be handed in{within}"),
        FollowKind::Commitment => format!("the promise must be checked{within}"),
        FollowKind::Offender => format!("a violation calls for ‘{act}’{within}"),
        FollowKind::Failing => format!("what was not performed calls for ‘{act}’{within}"),
    }
}
