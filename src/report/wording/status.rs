//! Words for statuses, weights and remarks: for people and for machines.

use crate::diag::Lang;
use crate::judge::{Notes, Overall, Status};
use crate::model::Weight;

/// A status for machines.
#[must_use]
pub fn status_key(status: Status) -> &'static str {
    match status {
        Status::Violated => "violated",
        Status::Unproven => "unproven",
        Status::AtRisk => "at_risk",
        Status::Pending => "pending",
        Status::Satisfied => "satisfied",
        Status::Waived => "waived",
        Status::NotApplicable => "not_applicable",
        Status::Missed => "missed",
    }
}

/// A status for people.
#[must_use]
pub fn status_word(status: Status, lang: Lang) -> &'static str {
    match (status, lang) {
        (Status::Violated, Lang::Zh) => "违规",
        (Status::Unproven, Lang::Zh) => "缺证",
        (Status::AtRisk, Lang::Zh) => "预警",
        (Status::Pending, Lang::Zh) => "待办",
        (Status::Satisfied, Lang::Zh) => "合规",
        (Status::Waived, Lang::Zh) => "免除",
        (Status::NotApplicable, Lang::Zh) => "不适用",
        (Status::Missed, Lang::Zh) => "未达",
        (Status::AtRisk, Lang::En) => "at risk",
        (Status::NotApplicable, Lang::En) => "not applicable",
        (status, Lang::En) => status_key(status),
    }
}

/// How much a violation weighs, for machines.
#[must_use]
pub fn severity_key(weight: Weight) -> &'static str {
    match weight {
        Weight::Unlawful => "unlawful",
        Weight::Improper => "improper",
        Weight::Hint => "hint",
    }
}

/// How much a violation weighs, for people.
#[must_use]
pub fn severity_word(weight: Weight, lang: Lang) -> &'static str {
    match (weight, lang) {
        (Weight::Unlawful, Lang::Zh) => "违法",
        (Weight::Improper, Lang::Zh) => "不当",
        (Weight::Hint, Lang::Zh) => "提示",
        (weight, Lang::En) => severity_key(weight),
    }
}

/// 总体 in words, with what it leaves out.
#[must_use]
pub fn overall_line(overall: Overall, lang: Lang) -> String {
    let word = status_word(overall.status, lang);
    match (lang, overall.not_reviewed, overall.needs_finding) {
        (_, false, false) => word.to_owned(),
        (Lang::Zh, true, true) => format!("{word}（以已公开文本和已认定事项为限）"),
        (Lang::Zh, true, false) => format!("{word}（以已公开文本为限）"),
        (Lang::Zh, false, true) => format!("{word}（以已认定事项为限）"),
        (Lang::En, true, true) => format!("{word} (as far as texts are published and findings are on file)"),
        (Lang::En, true, false) => format!("{word} (as far as texts are published)"),
        (Lang::En, false, true) => format!("{word} (as far as findings are on file)"),
    }
}

/// A remark for machines.
#[must_use]
pub fn note_key(note: Notes) -> &'static str {
    const KEYS: &[(Notes, &str)] = &[
        (Notes::DEVIATION, "deviation"),
        (Notes::SAME_DAY, "same_day"),
        (Notes::EMPTY, "empty"),
        (Notes::LAST_DAY, "last_day"),
        (Notes::INFERRED, "inferred"),
        (Notes::WAIVER_INVALID, "waiver_invalid"),
        (Notes::SUSPENSION_INVALID, "suspension_invalid"),
        (Notes::EXTENSION_INVALID, "extension_invalid"),
        (Notes::FILED_ELSEWHERE, "filed_elsewhere"),
        (Notes::PROVISIONAL, "provisional"),
        (Notes::BEYOND_CALENDAR, "beyond_calendar"),
        (Notes::ROLLED, "rolled"),
        (Notes::REST_DAY_END, "rest_day_end"),
        (Notes::SEVERAL, "several"),
        (Notes::UNDECIDED, "undecided"),
        (Notes::INCALCULABLE, "incalculable"),
        (Notes::CORRECTED, "corrected"),
        (Notes::DEEMED, "deemed"),
        (Notes::EITHER_WAY, "either_way"),
        (Notes::EXCEPTIONS_CLASH, "exceptions_clash"),
        (Notes::FORECAST_LATE, "forecast_late"),
        (Notes::NO_FLOAT, "no_float"),
        (Notes::GREEN, "green_light"),
        (Notes::YELLOW, "yellow_light"),
        (Notes::RED, "red_light"),
    ];
    KEYS.iter().find(|(known, _)| *known == note).map_or("other", |(_, key)| key)
}
