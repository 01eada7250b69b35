//! The order for each obligation (in force? → scope → 免除 → 例外 → trigger → row), the possible files
//! of a partial dossier, and 总体.

use super::condition::Truth;
use super::day::Day;
use super::rows;
use super::sight::{Moment, Sight};
use super::verdict::{Status, Verdict, judged_both, met_either_way, not_applicable, over_all, rank, waived};
use super::world::{File, Kind, Modal, Name, Obligation, Paper, Point, Record, What, World};
use super::{condition, duties, lights, readings, recurring, tasks};

/// The verdict of every obligation, in the order of the rules, and 总体.
pub(crate) fn judge(world: &World) -> (Vec<(String, Verdict)>, Status) {
    if let Some(refining) = &world.rules.refining {
        return rows::refine::judge(world, refining);
    }
    let mut obligations = world.rules.obligations();
    obligations.retain(|_| !world.file.no_procedure);
    let verdicts: Vec<(String, Verdict)> =
        obligations.iter().map(|o| (o.id.clone(), judge_one(world, o))).collect();
    let mut entries = rows::entry::judge_all(world);
    entries.extend(tasks::judge(world));
    entries.extend(recurring::judge(world));
    entries.extend(duties::judge(world));
    entries = entries.into_iter().map(|(id, v, counts)| (id, lights::lit(world, v), counts)).collect();
    let counted = obligations.iter().zip(&verdicts).filter(|(o, (_, v))| counts(world, o, v));
    let others = entries.iter().filter(|(.., counts)| *counts).map(|(_, v, _)| v.status);
    let overall = overall(counted.map(|(_, (_, v))| v.status).chain(others));
    let verdicts = verdicts.into_iter().chain(entries.into_iter().map(|(id, v, _)| (id, v))).collect();
    (verdicts, overall)
}

/// 总体: the worst of what counts.
pub(crate) fn overall(statuses: impl Iterator<Item = Status>) -> Status {
    statuses
        .max_by_key(|status| rank(*status))
        .filter(|status| rank(*status) > 0)
        .unwrap_or(Status::NotApplicable)
}

/// 提示 does not count (the 履行 of a 可以 step is one), nor does what waits for a finding.
pub(crate) fn counts(world: &World, obligation: &Obligation, verdict: &Verdict) -> bool {
    let sight = Sight::new(&world.rules, &world.file, world.as_of);
    match &obligation.what {
        What::Perform => sight.optional(obligation.step) != Truth::True,
        What::Says(s) if !s.word.counts() => false,
        What::Says(s) if matches!(s.kind, Kind::Finding) => !verdict.is(Status::Unproven),
        _ => true,
    }
}

/// Row 18: what is only striven for or encouraged is 未达 where it would be 违规.
pub(crate) fn judge_one(world: &World, obligation: &Obligation) -> Verdict {
    let verdict = as_must(world, obligation);
    match &obligation.what {
        What::Says(s)
            if matches!(s.word, Modal::Strive | Modal::Encouraged) && verdict.is(Status::Violated) =>
        {
            Verdict { status: Status::Missed, ..verdict }
        }
        _ => verdict,
    }
}

fn as_must(world: &World, obligation: &Obligation) -> Verdict {
    if world.file.partial {
        return over_all(
            possible_files(world, obligation).iter().map(|file| judge_file(world, file, obligation)),
        );
    }
    judge_file(world, &world.file, obligation)
}

fn judge_file(world: &World, file: &File, obligation: &Obligation) -> Verdict {
    let sight = Sight::new(&world.rules, file, world.as_of);
    judge_sight(&sight, file, obligation)
}

pub(crate) fn judge_sight(sight: &Sight<'_>, file: &File, obligation: &Obligation) -> Verdict {
    if !in_force(sight, obligation) {
        return not_applicable();
    }
    let mut scope = sight.applies(obligation.step);
    if let What::Says(sentence) = &obligation.what
        && let Some(when) = &sentence.when
    {
        scope = scope.and(condition::truth(when, sight, false));
    }
    match scope {
        Truth::False => not_applicable(),
        Truth::True => unless_waived(sight, file, obligation),
        Truth::Unknown => met_either_way(unless_waived(sight, file, obligation)),
    }
}

/// The day that decides is the day of the trigger; before it, the as-of date.
fn in_force(sight: &Sight<'_>, obligation: &Obligation) -> bool {
    let day = if sight.rules.law_of_start {
        let begun = sight.file.records.iter().filter_map(|record| record.start.or(record.finish));
        begun.min().unwrap_or(sight.t)
    } else {
        match trigger(sight, obligation) {
            Moment::On(day) => day,
            _ => sight.t,
        }
    };
    let last = obligation.id.rsplit('/').next();
    let windows = &sight.rules.step(obligation.step).windows;
    let own =
        windows.iter().find(|(name, ..)| matches!(obligation.what, What::Says(_)) && Some(*name) == last);
    let (from, until) = own.map_or((None, None), |(_, from, until)| (*from, *until));
    sight.rules.in_force_from.is_none_or(|from| from <= day)
        && from.is_none_or(|from| from <= day)
        && until.is_none_or(|until| day < until)
}

fn unless_waived(sight: &Sight<'_>, file: &File, obligation: &Obligation) -> Verdict {
    match sight.is_waived(obligation.step) {
        Truth::True => waived(),
        Truth::False => if_used(sight, file, obligation),
        Truth::Unknown => met_either_way(if_used(sight, file, obligation)),
    }
}

/// Row 17: a 可以 step that was not used has no inner duties.
fn if_used(sight: &Sight<'_>, file: &File, obligation: &Obligation) -> Verdict {
    let inner = !matches!(obligation.what, What::Perform);
    if !inner || !readings::UNUSED_INNER_NOT_APPLICABLE || sight.has_record(obligation.step) {
        return unless_excepted(sight, file, obligation);
    }
    match sight.optional(obligation.step) {
        Truth::True => not_applicable(),
        Truth::False => unless_excepted(sight, file, obligation),
        Truth::Unknown => judged_both(not_applicable(), unless_excepted(sight, file, obligation)),
    }
}

fn unless_excepted(sight: &Sight<'_>, file: &File, obligation: &Obligation) -> Verdict {
    rows::exception::judge(sight, obligation, &|one| if_triggered(sight, file, one))
}

/// 办结 without trigger: 不适用（未发生）. 履行 and 期限 have due dates of their own.
fn if_triggered(sight: &Sight<'_>, file: &File, obligation: &Obligation) -> Verdict {
    let verdict = permitted(sight, obligation, rows::judge(sight, file, obligation));
    if replaced_by_deemed(sight, obligation, &verdict) {
        return not_applicable();
    }
    let waits = match &obligation.what {
        What::Perform => false,
        What::After(_) | What::Join(_) => true,
        What::Says(s) => !matches!(s.kind, Kind::Deadline(_)),
        What::Failing(_) => true,
    };
    let untriggered = trigger(sight, obligation) == Moment::NotYet;
    // Doubt about a condition or a length changes nothing where nothing was set off.
    let doubtful = match &obligation.what {
        What::After(_) | What::Join(_) => true,
        What::Says(s) => matches!(s.kind, Kind::Document { .. } | Kind::Looked(..)),
        What::Perform | What::Failing(_) => false,
    };
    let waiting = verdict.is(Status::Pending) || doubtful && verdict.is(Status::Unproven);
    if waits && untriggered && waiting && sight.ended().is_some() {
        return not_applicable();
    }
    verdict
}

/// A deemed act takes the place of the missed limit that its 情形 names; and where nobody did the
/// step, nothing is asked of how it was done.
fn replaced_by_deemed(sight: &Sight<'_>, obligation: &Obligation, verdict: &Verdict) -> bool {
    let undone = sight.deemed_on(obligation.step).is_some() && sight.latest(obligation.step).is_none();
    match &obligation.what {
        What::After(_) | What::Join(_) => undone,
        What::Says(s) => match s.kind {
            Kind::Within { .. } | Kind::Deadline(_) => {
                sight.taken_over.contains(&obligation.id)
                    || verdict.is(Status::Violated) && sight.replaced(obligation.step)
            }
            Kind::Undertake(_)
            | Kind::Conclusion
            | Kind::Meeting(_)
            | Kind::Sequence
            | Kind::Finding
            | Kind::Lasts { .. } => undone,
            _ => false,
        },
        What::Perform | What::Failing(_) => false,
    }
}

/// Row 17: a permission that was not used is 不适用; a document that is there has used it.
fn permitted(sight: &Sight<'_>, obligation: &Obligation, verdict: Verdict) -> Verdict {
    let What::Says(sentence) = &obligation.what else { return verdict };
    if sentence.word != Modal::May {
        return verdict;
    }
    let used = match sentence.kind {
        Kind::Document { kind, .. } => sight.paper(obligation.step, kind).is_some(),
        _ => false,
    };
    match verdict.status {
        Status::Violated | Status::Pending if !used => not_applicable(),
        _ => verdict,
    }
}

/// What sets the obligation off.
fn trigger(sight: &Sight<'_>, obligation: &Obligation) -> Moment {
    if let What::Join(join) = &obligation.what
        && join.to_finish
    {
        return sight.finish(obligation.step);
    }
    let sentence = match &obligation.what {
        What::Says(sentence) => sentence,
        What::Failing(_) => return rows::follow::trigger(sight, obligation),
        What::Perform | What::After(_) | What::Join(_) => return sight.start(obligation.step),
    };
    let kind = match &sentence.kind {
        Kind::Measured(kind) | Kind::Looked(kind, _) => kind,
        kind => kind,
    };
    match kind {
        Kind::Follow(_) => rows::follow::trigger(sight, obligation),
        Kind::Lasts { from, .. } | Kind::Within { from, .. } => sight.moment(*from),
        Kind::Metered(metered) => sight.moment(metered.from),
        Kind::Before { e, .. } => sight.moment(*e),
        Kind::Meeting(_) | Kind::Vote(_) => sight.finish(obligation.step),
        _ => sight.start(obligation.step),
    }
}

// ---- partial dossiers ----

/// A partial dossier stands for every file it may be part of: each absent record or document
/// that the obligation speaks of may be missing on file only. Dates that make a difference are
/// those on file, the as-of date, and one before them all.
fn possible_files(world: &World, obligation: &Obligation) -> Vec<File> {
    let t = world.as_of;
    let dates = telling_dates(world);
    let known = Sight::new(&world.rules, &world.file, t);
    let mut files = vec![known.file.clone()];
    for step in spoken_of(world, obligation) {
        if known.has_record(step) {
            continue;
        }
        let mut next = files.clone();
        for file in &files {
            for record in possible_records(step, &dates) {
                let mut file = file.clone();
                file.records.push(record);
                next.push(file);
            }
        }
        files = next;
    }
    let What::Says(sentence) = &obligation.what else {
        return files;
    };
    let Kind::Document { kind, .. } = sentence.kind else {
        return files;
    };
    let mut next = files.clone();
    for file in files {
        let at = file
            .records
            .iter()
            .rposition(|r| r.step == obligation.step && r.documents.iter().all(|p| p.kind != kind));
        let Some(at) = at else { continue };
        for date in &dates {
            let mut file = file.clone();
            let paper = Paper { kind, date: Some(*date), fields: Default::default() };
            file.records[at].documents.push(paper);
            next.push(file);
        }
    }
    next
}

fn spoken_of(world: &World, obligation: &Obligation) -> Vec<Name> {
    let mut steps = vec![obligation.step];
    match &obligation.what {
        What::Perform => steps.push(world.rules.end),
        What::After(before) => steps.push(before),
        What::Failing(_) => {}
        What::Join(join) => steps.extend(join.branches.iter().map(|branch| branch.before)),
        What::Says(sentence) => {
            if let Kind::Lasts { from, to, .. } = &sentence.kind {
                steps = [from, to]
                    .into_iter()
                    .filter_map(|p| match p {
                        Point::Start(s) | Point::Finish(s) => Some(*s),
                        _ => None,
                    })
                    .collect();
            }
        }
    }
    steps.sort_unstable();
    steps.dedup();
    steps
}

fn telling_dates(world: &World) -> Vec<Day> {
    let mut dates = vec![world.as_of];
    for record in &world.file.records {
        dates.extend(record.start);
        dates.extend(record.finish);
        dates.extend(record.documents.iter().filter_map(|p| p.date));
    }
    dates.retain(|d| *d <= world.as_of);
    dates.push(Day::of(2, 1));
    dates.sort_unstable();
    dates.dedup();
    dates
}

fn possible_records(step: Name, dates: &[Day]) -> Vec<Record> {
    let mut all = Vec::new();
    for start in dates {
        let open = Record { step, attempt: 1, start: Some(*start), imagined: true, ..Record::default() };
        for finish in dates.iter().filter(|d| *d >= start) {
            all.push(Record { finish: Some(*finish), ..open.clone() });
        }
        all.push(open);
    }
    all
}
