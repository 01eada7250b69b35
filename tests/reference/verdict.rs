//! What a verdict is: a status and, where the page gives them, its dates.

use super::day::Day;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Status {
    Satisfied,
    Violated,
    Unproven,
    /// 预警: only where a light is on.
    AtRisk,
    Pending,
    Waived,
    NotApplicable,
    /// 未达: only of 力争 and 鼓励.
    Missed,
}

/// A date of a verdict.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum When {
    On(Day),
    /// The page says that there is none.
    None,
    /// The page gives none: not compared.
    Unsaid,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Verdict {
    pub(crate) status: Status,
    /// Of a violation.
    pub(crate) since: When,
    /// Of what is pending.
    pub(crate) due: When,
    /// Of a violation: can any further act meet it?
    pub(crate) curable: bool,
}

impl Status {
    pub(crate) fn english(self) -> &'static str {
        match self {
            Status::Satisfied => "satisfied",
            Status::Violated => "violated",
            Status::Unproven => "unproven",
            Status::AtRisk => "at_risk",
            Status::Pending => "pending",
            Status::Waived => "waived",
            Status::NotApplicable => "not_applicable",
            Status::Missed => "missed",
        }
    }

    pub(crate) fn chinese(self) -> &'static str {
        match self {
            Status::Satisfied => "合规",
            Status::Violated => "违规",
            Status::Unproven => "缺证",
            Status::AtRisk => "预警",
            Status::Pending => "待办",
            Status::Waived => "免除",
            Status::NotApplicable => "不适用",
            Status::Missed => "未达",
        }
    }
}

fn plain(status: Status) -> Verdict {
    Verdict { status, since: When::Unsaid, due: When::Unsaid, curable: false }
}

pub(crate) fn satisfied() -> Verdict {
    plain(Status::Satisfied)
}

pub(crate) fn unproven() -> Verdict {
    plain(Status::Unproven)
}

pub(crate) fn waived() -> Verdict {
    plain(Status::Waived)
}

pub(crate) fn not_applicable() -> Verdict {
    plain(Status::NotApplicable)
}

pub(crate) fn pending() -> Verdict {
    plain(Status::Pending)
}

pub(crate) fn pending_until(due: Day) -> Verdict {
    Verdict { due: When::On(due), ..pending() }
}

pub(crate) fn pending_without_due() -> Verdict {
    Verdict { due: When::None, ..pending() }
}

pub(crate) fn violated(since: When) -> Verdict {
    Verdict { since, curable: true, ..plain(Status::Violated) }
}

pub(crate) fn violated_since(since: Day) -> Verdict {
    violated(When::On(since))
}

pub(crate) fn violated_for_good(since: Day) -> Verdict {
    Verdict { curable: false, ..violated_since(since) }
}

impl Verdict {
    pub(crate) fn is(&self, status: Status) -> bool {
        self.status == status
    }
}

/// "Over all values they can have; all equal → that; any 违规 among them → 缺证; else 待办."
pub(crate) fn over_all(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    let mut verdicts = verdicts.into_iter();
    let first = verdicts.next().expect("an unknown has at least one value");
    let mut same = first;
    let mut equal = true;
    // What is unproven for one value of this unknown hangs on another one.
    let may_break = |v: &Verdict| v.is(Status::Violated) || v.is(Status::Unproven);
    let mut broken = may_break(&first);
    for next in verdicts {
        equal &= next.status == same.status;
        broken |= may_break(&next);
        if next.since != same.since {
            same.since = When::Unsaid;
        }
        if next.due != same.due {
            same.due = When::Unsaid;
        }
        same.curable &= next.curable;
    }
    if equal {
        same
    } else if broken {
        unproven()
    } else {
        pending()
    }
}

/// "合规 if met either way, else 缺证": `v` is the verdict where the unknown condition holds. What is
/// 不适用 even then is 不适用 either way.
pub(crate) fn met_either_way(v: Verdict) -> Verdict {
    if v.is(Status::Satisfied) || v.is(Status::NotApplicable) { v } else { unproven() }
}

/// "Judge both; equal → that, else 缺证."
pub(crate) fn judged_both(one: Verdict, other: Verdict) -> Verdict {
    if one.status == other.status { over_all([one, other]) } else { unproven() }
}

/// The worse of two: 违规 > 缺证 > 待办 > 合规 > what does not count.
pub(crate) fn worse(one: Verdict, other: Verdict) -> Verdict {
    if rank(other.status) > rank(one.status) { other } else { one }
}

pub(crate) fn rank(status: Status) -> u8 {
    match status {
        Status::NotApplicable | Status::Waived | Status::Missed => 0,
        Status::Satisfied => 1,
        Status::Pending => 2,
        Status::AtRisk => 3,
        Status::Unproven => 4,
        Status::Violated => 5,
    }
}
