//! Events as a clerk types them: `完成 公开征求意见 2024-06-12 由 市发展和改革委员会 结论 同意`.
//!
//! `WORD [WHAT] DATE [CLAUSE VALUE]…`: a word, what it is about, the day, then clauses, each a word and its value. What
//! the names mean is decided where dossiers are typed, as for a file.

use crate::calendar::Moment;
use crate::diag::{Diagnostic, case as faults};
use crate::model::{Act, RawValue, RuleSet, SubmittedAct, SubmittedDocument, SubmittedEvent};
use smol_str::SmolStr;

/// The clause words: the key, Chinese, English.
pub const CLAUSES: &[(&str, &str, &str)] = &[
    ("by", "由", "by"),
    ("to", "给", "to"),
    ("kind", "种类", "kind"),
    ("amount", "期限", "amount"),
    ("notice", "告知", "notice"),
    ("result", "结果", "result"),
    ("outcome", "结论", "outcome"),
    ("manner", "方式", "manner"),
    ("recorded", "录入", "recorded"),
    ("documents", "材料", "documents"),
    ("text", "内容", "text"),
    ("ref", "编号", "ref"),
];

/// LIMIT: an event of one line is no longer than this.
const LONGEST: usize = 64 * 1024;

/// Reads one event. `today`: what 今天 and `today` stand for, where that is known.
///
/// # Errors
/// RC7121 with what is expected instead.
pub fn read_line(
    rules: &RuleSet,
    text: &str,
    today: Option<Moment>,
) -> Result<SubmittedEvent, Box<Diagnostic>> {
    if text.len() > LONGEST {
        return Err(faults::line_too_long(LONGEST));
    }
    let words = words(text)?;
    let mut words = words.into_iter();
    let Some(first) = words.next() else { return Err(faults::line_empty()) };
    let declared =
        rules.events.iter().any(|one| one.name == first.text || one.alias.as_deref() == Some(&first.text));
    let act = Act::of_word(&first.text);
    if act.is_none() && !declared {
        let known = Act::WORDS.iter().flat_map(|(_, zh, en)| [*zh, *en]);
        let known = known.chain(rules.events.iter().map(|one| one.name.as_str()));
        return Err(faults::line_word(&first.text, crate::dossier::nearest(&first.text, known)));
    }
    let mut line = Line { act, event: SubmittedEvent::default(), said: SubmittedAct::default(), what: None };
    line.event.event = SmolStr::new(&first.text);
    let mut clause: Option<(&'static str, Vec<String>)> = None;
    for word in words {
        let key = CLAUSES.iter().find(|(_, zh, en)| !word.quoted && (word.text == *zh || word.text == *en));
        match (key, &mut clause) {
            (Some((key, ..)), _) => {
                if let Some((key, value)) = clause.replace((key, Vec::new())) {
                    line.clause(key, &value)?;
                }
            }
            (None, Some((_, value))) => value.push(word.text),
            (None, None) => line.place(word, today)?,
        }
    }
    if let Some((key, value)) = clause {
        line.clause(key, &value)?;
    }
    line.finish()
}

/// One word of a line.
struct Word {
    text: String,
    quoted: bool,
}

/// What closes a quote or a bracket.
fn closing(open: char) -> Option<char> {
    Some(match open {
        '“' => '”',
        '"' => '"',
        '「' => '」',
        '‘' => '’',
        '（' => '）',
        '(' => ')',
        _ => return None,
    })
}

/// The words of a line: quotes hold blanks, and so do round brackets.
fn words(text: &str) -> Result<Vec<Word>, Box<Diagnostic>> {
    let mut found: Vec<Word> = Vec::new();
    let mut chars = text.chars().peekable();
    while chars.peek().is_some() {
        let mut word = Word { text: String::new(), quoted: false };
        while let Some(c) = chars.next_if(|c| !c.is_whitespace()) {
            let Some(close) = closing(c) else {
                word.text.push(c);
                continue;
            };
            let bracket = matches!(c, '（' | '(');
            word.quoted |= !bracket;
            if bracket {
                word.text.push(c);
            }
            let mut closed = false;
            for c in chars.by_ref() {
                let either = bracket && matches!(c, '）' | ')');
                if c == close || either {
                    closed = true;
                    break;
                }
                word.text.push(c);
            }
            if !closed {
                return Err(faults::line_unclosed(c));
            }
            if bracket {
                word.text.push(close);
            }
        }
        if !word.text.is_empty() || word.quoted {
            found.push(word);
        }
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
    }
    Ok(found)
}

/// An event being read.
struct Line {
    act: Option<Act>,
    event: SubmittedEvent,
    said: SubmittedAct,
    what: Option<SmolStr>,
}

impl Line {
    /// A word before the first clause: the day, or what it is about.
    fn place(&mut self, word: Word, today: Option<Moment>) -> Result<(), Box<Diagnostic>> {
        let is_today = matches!(word.text.as_str(), "今天" | "今日" | "today");
        let date = match (is_today && !word.quoted, today) {
            (true, Some(today)) => Some(today.to_string()),
            _ => word.text.parse::<Moment>().ok().map(|moment| moment.to_string()),
        };
        if let Some(date) = date.filter(|_| self.event.date.is_none()) {
            self.event.date = Some(SmolStr::new(date));
            return Ok(());
        }
        if self.what.is_none() && !looks_like_a_date(&word.text) {
            self.what = Some(SmolStr::new(word.text));
            return Ok(());
        }
        let clauses = CLAUSES.iter().flat_map(|(_, zh, en)| [*zh, *en]);
        Err(faults::line_clause(&word.text, crate::dossier::nearest(&word.text, clauses)))
    }

    /// A clause with its value.
    fn clause(&mut self, key: &'static str, value: &[String]) -> Result<(), Box<Diagnostic>> {
        let (_, zh, en) = CLAUSES.iter().find(|(known, ..)| *known == key).copied().unwrap_or_default();
        let whole = value.join(" ");
        if whole.is_empty() {
            return Err(faults::line_value((zh, en)));
        }
        let names = || -> Vec<SmolStr> {
            let parts = whole.split(['、', '，', ',']).map(str::trim);
            parts.filter(|part| !part.is_empty()).map(SmolStr::new).collect()
        };
        let text = Some(SmolStr::new(&whole));
        let slot = match key {
            "by" => {
                self.event.by.extend(names());
                return Ok(());
            }
            "ref" => &mut self.event.reference,
            "documents" => {
                self.said.documents.extend(documents(&whole)?);
                return Ok(());
            }
            "to" => &mut self.said.to,
            "kind" => &mut self.said.kind,
            "amount" => &mut self.said.amount,
            "notice" => &mut self.said.notice,
            "result" => &mut self.said.result,
            "outcome" => &mut self.said.outcome,
            "manner" => &mut self.said.manner,
            "recorded" => &mut self.said.recorded,
            _ => &mut self.said.text,
        };
        if slot.is_some() {
            return Err(faults::line_doubled((zh, en)));
        }
        *slot = text;
        Ok(())
    }

    fn finish(mut self) -> Result<SubmittedEvent, Box<Diagnostic>> {
        if self.event.date.is_none() {
            return Err(faults::line_undated(&self.event.event));
        }
        if let Some(what) = self.what.take() {
            match self.act {
                Some(Act::Suspend | Act::Extend) => self.said.clock = Some(what),
                Some(Act::Promise | Act::Supply) => self.said.obligation = Some(what),
                Some(Act::Resume) => match Act::of_word(&what) {
                    Some(_) => self.said.kind = Some(what),
                    None => self.said.clock = Some(what),
                },
                Some(Act::Launch | Act::Correct | Act::Stay | Act::Terminate | Act::Void) | None => {
                    return Err(faults::line_about(&self.event.event, &what));
                }
                _ => self.said.step = Some(what),
            }
        }
        let said = self.said != SubmittedAct::default();
        self.event.act = said.then(|| Box::new(self.said));
        Ok(self.event)
    }
}

/// Digits and dashes that are no date: a slip, not a name.
fn looks_like_a_date(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ':' | 'T'))
}

/// `征求意见公告（2024-05-10，截止日期：2024-06-11）、决策草案`: kinds with a day and fields.
fn documents(text: &str) -> Result<Vec<SubmittedDocument>, Box<Diagnostic>> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(['（', '(', '、']).unwrap_or(rest.len());
        let (kind, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let mut document =
            SubmittedDocument { kind: SmolStr::new(kind.trim()), ..SubmittedDocument::default() };
        rest = tail;
        if let Some(inside) = tail.strip_prefix(['（', '(']) {
            let Some((inner, after)) = inside.split_once(['）', ')']) else {
                return Err(faults::line_unclosed('（'));
            };
            describe(&mut document, inner);
            rest = after;
        }
        rest = rest.trim_start_matches(['、', ' ']).trim();
        if document.kind.is_empty() {
            return Err(faults::line_value(("材料", "documents")));
        }
        found.push(document);
    }
    Ok(found)
}

fn describe(document: &mut SubmittedDocument, inner: &str) {
    for part in inner.split(['，', ',']).map(str::trim).filter(|part| !part.is_empty()) {
        match part.split_once(['：', ':']) {
            Some((name, value)) if part.parse::<Moment>().is_err() => {
                let value = RawValue::Text(SmolStr::new(value.trim()));
                document.fields.push((SmolStr::new(name.trim()), value));
            }
            _ => document.date = Some(SmolStr::new(part)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> RuleSet {
        RuleSet::builder().pack("state/decree-713.rules").compile().unwrap_or_else(|_| unreachable!())
    }

    fn read(text: &str) -> Result<SubmittedEvent, String> {
        read_line(&rules(), text, None).map_err(|found| found.message.en)
    }

    #[test]
    fn both_vocabularies_say_the_same() {
        let zh = read(
            "完成 公开征求意见 2024-06-12 由 市发展和改革委员会 结论 完成 材料 征求意见公告（2024-05-10，截止日期：2024-06-11）、决策草案 内容 三十日 期满",
        );
        let en = read(
            "finish 公开征求意见 2024-06-12 by 市发展和改革委员会 outcome 完成 documents 征求意见公告(2024-05-10,截止日期:2024-06-11)、决策草案 text 三十日 期满",
        );
        let (zh, mut en) = (zh.unwrap_or_default(), en.unwrap_or_default());
        en.event = "完成".into();
        assert_eq!(zh, en);
        let said = zh.act.unwrap_or_default();
        assert_eq!(said.documents.len(), 2);
        assert_eq!(said.documents.first().map(|one| one.fields.len()), Some(1));
        assert_eq!(said.text.as_deref(), Some("三十日 期满"));
    }

    #[test]
    fn names_with_blanks_and_words_of_the_line_stand_in_quotes() {
        let event = read("开始 “由 谁” 2024-06-12T10:30 由 甲局、乙局").unwrap_or_default();
        assert_eq!(event.act.and_then(|act| act.step).as_deref(), Some("由 谁"));
        assert_eq!(event.date.as_deref(), Some("2024-06-12T10:30"));
        assert_eq!(event.by.len(), 2);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for text in [
            "",
            "完城 归档 2024-06-12",
            "完成 归档",
            "完成 归档 2024-13-12 2024-06-12",
            "完成 归档 2024-06-12 尤 甲局",
            "完成 归档 2024-06-12 由",
            "完成 归档 2024-06-12 结论 甲 结论 乙",
            "作废 归档 2024-06-12",
            "完成 “归档 2024-06-12",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
