//! What a writer may have meant: the nearest word of the language, and operators glued to a name.

use super::vocabulary::{Operator, PostfixWord};

/// Words that people write for a word of the language.
const MEANT: &[(&str, &str, &str)] = &[
    ("不得少于", "不少于", "at least"),
    ("不低于", "不少于", "at least"),
    ("不小于", "不少于", "at least"),
    ("不得超过", "不超过", "at most"),
    ("不高于", "不超过", "at most"),
    ("不大于", "不超过", "at most"),
    ("不多于", "不超过", "at most"),
    ("超过", "大于", "more than"),
    ("多于", "大于", "more than"),
    ("高于", "大于", "more than"),
    ("少于", "小于", "less than"),
    ("低于", "小于", "less than"),
    ("不得晚于", "不晚于", "no later than"),
    ("不得早于", "不早于", "no earlier than"),
    ("为", "等于", "equals"),
    ("是", "等于", "equals"),
    ("不是", "不等于", "differs from"),
    ("并且", "且", "and"),
    ("以及", "且", "and"),
    ("和", "且", "and"),
    ("与", "且", "and"),
    ("或者", "或", "or"),
    ("如果", "，情形", ", when"),
    ("若", "，情形", ", when"),
    ("完成", "已履行", "done"),
    ("已完成", "已履行", "done"),
    ("之前", "前", "ahead by"),
    ("之后", "后", "followed by"),
    ("is", "等于", "equals"),
    ("not", "不等于", "differs from"),
    ("if", "，情形", ", when"),
    ("completed", "已履行", "done"),
    ("more", "大于", "more than"),
    ("greater", "大于", "more than"),
    ("less", "小于", "less than"),
    ("fewer", "小于", "less than"),
    ("《》", "不等于", "differs from"),
    ("==>", "不少于", "at least"),
    ("=>", "不少于", "at least"),
    ("=<", "不超过", "at most"),
    ("<>", "不等于", "differs from"),
    ("><", "不等于", "differs from"),
    ("||", "或", "or"),
    ("｜｜", "或", "or"),
];

/// The word that is meant by one that rules do not use, in both spellings.
pub(super) fn meant(word: &str) -> Option<(&'static str, &'static str)> {
    MEANT.iter().find(|(slip, ..)| *slip == word).map(|(_, zh, en)| (*zh, *en))
}

/// A name with a word of the language at its end: `甲属于`, `受理已履行`; both, with a blank between.
#[must_use]
pub fn glued_end(name: &str) -> Option<String> {
    let operators = Operator::ALL.iter().map(|(_, zh, _)| *zh);
    let postfixes = PostfixWord::ALL.iter().map(|(_, zh, _)| *zh);
    let found = operators
        .chain(postfixes)
        .filter(|zh| !zh.is_ascii() && zh.chars().count() >= 2)
        .filter(|zh| name.strip_suffix(zh).is_some_and(|head| !head.is_empty()))
        .max_by_key(|zh| zh.len())?;
    Some(format!("{} {found}", name.strip_suffix(found)?))
}

/// Words that people write for a clause word.
const MEANT_CLAUSES: &[(&str, &str, &str)] = &[
    ("如果", "情形", "when"),
    ("如", "情形", "when"),
    ("若", "情形", "when"),
    ("当", "情形", "when"),
    ("if", "情形", "when"),
    ("从", "自", "from"),
    ("自从", "自", "from"),
    ("到", "至", "to"),
    ("直到", "至", "to"),
    ("until", "至", "to"),
    ("除了", "除非", "unless"),
    ("根据", "依据", "cite"),
    ("按照", "依据", "cite"),
    ("不得晚于", "不晚于", "no later than"),
    ("经过", "经", "approved by"),
];

/// The clause word that is meant by `word`, in both spellings.
pub(super) fn meant_clause(word: &str) -> Option<(&'static str, &'static str)> {
    MEANT_CLAUSES.iter().find(|(slip, ..)| *slip == word).map(|(_, zh, en)| (*zh, *en))
}

/// The word of the language that stands where an operator is awaited and is most like `word`, in both spellings.
pub(super) fn nearest(word: &str) -> Option<(&'static str, &'static str)> {
    let length = word.chars().count();
    if !(2..=16).contains(&length) {
        return None;
    }
    let operators = Operator::ALL.iter().map(|(_, zh, en)| (*zh, *en));
    let postfixes = PostfixWord::ALL.iter().map(|(_, zh, en)| (*zh, *en));
    operators
        .chain(postfixes)
        .filter(|(zh, _)| zh.chars().count() > 1)
        .map(|(zh, en)| (strsim::osa_distance(word, zh).min(strsim::osa_distance(word, en)), zh, en))
        .filter(|(distance, ..)| *distance <= length / 3 + usize::from(length == 2 || length == 3))
        .filter(|(distance, ..)| *distance < length)
        .min_by_key(|(distance, ..)| *distance)
        .map(|(_, zh, en)| (zh, en))
}

/// The first operator word inside a name that has no blanks around it: `总投资大于5000万元` holds 大于
/// at byte 9. The connectives 且 或 and the short words are not looked for: names hold them.
#[must_use]
pub fn glued_operator(name: &str) -> Option<(usize, Operator)> {
    Operator::ALL
        .iter()
        .filter(|(_, zh, _)| !zh.is_ascii() && zh.chars().count() >= 2)
        .filter_map(|(operator, zh, _)| Some((name.find(zh)?, zh.len(), *operator)))
        .filter(|(at, length, _)| *at > 0 && at + length < name.len())
        .min_by_key(|(at, length, _)| (*at, usize::MAX - length))
        .map(|(at, _, operator)| (at, operator))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glued_operators_are_found() {
        assert_eq!(glued_operator("总投资大于5000万元"), Some((9, Operator::Greater)));
        assert_eq!(glued_operator("总投资不大于"), None);
        assert_eq!(glued_operator("公开征求意见"), None);
    }

    #[test]
    fn slips_have_their_word() {
        assert_eq!(meant("不得少于").map(|(zh, _)| zh), Some("不少于"));
        assert_eq!(glued_end("甲属于").as_deref(), Some("甲 属于"));
        assert_eq!(glued_end("属于"), None);
        assert_eq!(nearest("等与").map(|(zh, _)| zh), Some("等于"));
        assert_eq!(nearest("听证参加人"), None);
    }
}
