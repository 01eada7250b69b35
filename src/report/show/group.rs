//! Obligations in the order in which a law is read: by procedure, then by article.

use crate::model::{Citation, CitedPlace, Id, ObligationId, Procedure, Register, RuleSet, Task};
use crate::syntax::ast::ArticleRef;

/// Names a procedure.
pub(super) type ProcedureId = Id<Procedure>;

/// What obligations stand under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Heading {
    /// 规则
    Rules,
    /// 职责
    Duties,
    /// 程序
    Procedure(ProcedureId),
    /// 清单
    Register(Id<Register>),
    /// 任务
    Task(Id<Task>),
}

/// The obligations of one article.
#[derive(Clone, Debug)]
pub(super) struct Group<'r> {
    pub(super) heading: Heading,
    /// The first article that they cite.
    pub(super) article: Option<&'r Citation>,
    pub(super) obligations: Vec<ObligationId>,
}

/// Where an article stands: instruments in the order of their declaration, headings as they come.
type Order = (Heading, Option<(usize, ArticleRef)>);

const FIRST: ArticleRef = ArticleRef { article: 0, sub: 0, paragraph: 0, item: 0 };

/// The obligations grouped; within an article they keep the order in which they are written.
pub(super) fn groups<'r>(rules: &'r RuleSet, chosen: &[ObligationId]) -> Vec<Group<'r>> {
    let mut found: Vec<(Order, Group<'r>)> = Vec::new();
    for id in chosen {
        let obligation = &rules.obligations[*id];
        let heading = match (obligation.task, obligation.register, obligation.procedure) {
            (Some(task), ..) => Heading::Task(task),
            (None, Some(register), _) => Heading::Register(register),
            (None, None, Some(procedure)) => Heading::Procedure(procedure),
            (None, None, None) if obligation.answers.is_some() => Heading::Duties,
            (None, None, None) => Heading::Rules,
        };
        let article = obligation.cites.first();
        let same = |group: &Group<'_>| {
            let place = |cite: &Citation| (cite.instrument, cite.place.clone());
            group.heading == heading && group.article.map(place) == article.map(place)
        };
        match found.iter_mut().find(|(_, group)| same(group)) {
            Some((_, group)) => group.obligations.push(*id),
            None => found.push((
                (heading, article.map(|cite| (cite.instrument.index(), at(cite)))),
                Group { heading, article, obligations: vec![*id] },
            )),
        }
    }
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, group)| group).collect()
}

fn at(cite: &Citation) -> ArticleRef {
    match &cite.place {
        CitedPlace::Article(at) | CitedPlace::Range(at, _) => *at,
        CitedPlace::Whole | CitedPlace::Heading(_) => FIRST,
    }
}

/// The name of a procedure after that of its ruleset, by which the command line knows it: `国家·重大行政决策`.
pub(super) fn procedure_name(rules: &RuleSet, id: ProcedureId) -> String {
    let procedure = &rules.procedures[id];
    let file = procedure.span.file;
    match rules.editions.iter().find(|edition| edition.span.file == file) {
        Some(edition) => format!("{}·{}", edition.name, procedure.name),
        None => procedure.name.to_string(),
    }
}
