//! 细化: a procedure that continues another one, and the plain rules that both together are.

use super::world::{Cond, Name, Perform, Rules, Step};

/// `程序 试验 细化 上级试验 ｛ … ｝`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Refining {
    /// Its own 适用: where it is false the superior procedure is judged.
    pub(crate) scope: Option<Cond>,
    /// Superior steps with what is said of them anew, and steps of its own.
    pub(crate) steps: Vec<Step>,
    /// Steps for which it says `履行：应当`.
    pub(crate) duties: Vec<Name>,
}

/// The superior procedure alone.
pub(crate) fn upper(rules: &Rules) -> Rules {
    Rules { refining: None, ..rules.clone() }
}

/// Both together: a sentence with the name of a superior one takes its place, everything else is added.
pub(crate) fn merged(rules: &Rules, refining: &Refining) -> Rules {
    let mut all = upper(rules);
    for own in &refining.steps {
        let Some(at) = all.steps.iter().position(|step| step.name == own.name) else {
            all.steps.push(own.clone());
            continue;
        };
        let path = all.path(own.name);
        for sentence in &own.sentences {
            let id = all.sentence_id(&path, sentence);
            let same = all.steps[at].sentences.iter().position(|other| all.sentence_id(&path, other) == id);
            match same {
                Some(same) => all.steps[at].sentences[same] = sentence.clone(),
                None => all.steps[at].sentences.push(sentence.clone()),
            }
        }
        let step = &mut all.steps[at];
        for before in &own.after {
            if !step.after.contains(before) {
                step.after.push(before);
            }
        }
        if let Some(scope) = &own.scope {
            step.scope = Some(match step.scope.take() {
                Some(above) => Cond::And(Box::new(above), Box::new(scope.clone())),
                None => scope.clone(),
            });
        }
        step.exceptions.extend(own.exceptions.clone());
        if own.waiver.is_some() {
            step.waiver = own.waiver.clone();
        }
        if refining.duties.contains(&own.name) {
            step.perform = Perform::Must;
        }
    }
    all
}
