//! One file for each row of the table (row 18 is not of these kinds; row 13 neither).

mod before;
mod conclusion;
mod deadline;
mod document;
pub(crate) mod entry;
pub(crate) mod exception;
mod finding;
pub(crate) mod follow;
mod join;
mod lasts;
mod looked;
mod measured;
mod meeting;
pub(crate) mod metered;
mod must;
mod must_not;
mod opinions;
mod perform;
mod precede;
mod presumptive;
pub(crate) mod refine;
mod sequence;
mod undertake;
mod vote;
mod within;

use super::sight::Sight;
use super::verdict::Verdict;
use super::world::{File, Kind, Obligation, What};

/// The row of the obligation. `file` is the whole dossier, also what is dated after `sight.t`.
pub(crate) fn judge(sight: &Sight<'_>, file: &File, obligation: &Obligation) -> Verdict {
    let step = obligation.step;
    let sentence = match &obligation.what {
        What::Perform => return perform::judge(sight, step),
        What::After(before) => return precede::judge(sight, before, step),
        What::Join(join) => return join::judge(sight, join, step),
        What::Says(sentence) => sentence,
        What::Failing(_) => return follow::judge(sight, file, obligation),
    };
    if let Kind::Measured(kind) = &sentence.kind {
        return measured::judge(file, kind, &|kind| {
            let sentence = super::world::Sentence { kind, ..(**sentence).clone() };
            let what = What::Says(Box::new(sentence));
            judge(sight, file, &Obligation { what, ..obligation.clone() })
        });
    }
    if let Kind::Looked(kind, table) = &sentence.kind {
        return looked::judge(file, kind, table, &|kind| {
            let sentence = super::world::Sentence { kind, ..(**sentence).clone() };
            let what = What::Says(Box::new(sentence));
            judge(sight, file, &Obligation { what, ..obligation.clone() })
        });
    }
    match &sentence.kind {
        Kind::Undertake(organ) => undertake::judge(sight, step, *organ),
        Kind::Opinions(organs, all) => opinions::judge(sight, step, organs, *all),
        Kind::Vote(rule) => vote::judge(sight, step, rule),
        Kind::Document { kind, by_start, only_if } => {
            document::judge(sight, step, kind, *by_start, only_if.as_ref())
        }
        Kind::Lasts { n, unit, from, to, presumptive } => {
            let period = lasts::Period { n: *n, unit: *unit, from: *from, to: *to };
            let plain = lasts::judge(sight, period);
            match presumptive {
                None => plain,
                Some(way) => presumptive::judge(sight, obligation, way, plain),
            }
        }
        Kind::Within { .. } => within::judge(sight, file, step, &sentence.kind),
        Kind::Metered(limit) => metered::judge(sight, file, step, limit),
        Kind::Measured(_) | Kind::Looked(..) => panic!("measured above"),
        Kind::Deadline(day) => deadline::judge(sight, step, *day),
        Kind::Follow(_) => follow::judge(sight, file, obligation),
        Kind::Before { x, e, n } => before::judge(sight, *x, *e, *n),
        Kind::Must(cond) => must::judge(sight, step, cond),
        Kind::MustNot(cond) => must_not::judge(sight, step, cond),
        Kind::Finding => finding::judge(sight, step, &obligation.id),
        Kind::Conclusion => conclusion::judge(sight, step),
        Kind::Meeting(part) => meeting::judge(sight, step, *part),
        Kind::Sequence => sequence::judge(sight, step),
    }
}
