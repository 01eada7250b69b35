//! 期望: which statuses and dates a 测试 expects, of obligations that there are.

use super::Lower;
use crate::diag::{names, typing};
use crate::model::{Expectation, ObligationId, TestCase};
use crate::syntax::ast::{self, Bracket, BracketContent, ExprKind, Statement};
use crate::syntax::vocabulary::PostfixWord;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    pub(super) fn expectations(&mut self, test: &mut TestCase, member: Statement<'s>) {
        let items = member.value().map(|value| value.items).unwrap_or_default();
        for item in &items {
            let ExprKind::Postfix(operand, status, _, bracket) = &item.kind else {
                if !matches!(item.kind, ExprKind::Junk) {
                    self.report(
                        names::required(
                            item.span,
                            "状态，如「合规」「违规」",
                            "a status, such as ‘satisfied’ or ‘violated’",
                        )
                        .help(
                            "写成「公示期 违规、总体 违规、其余 不论」",
                            "write ‘notice_period violated, overall violated, others any’",
                        ),
                    );
                }
                continue;
            };
            let ExprKind::Path(path) = &operand.kind else {
                // A name that reads as a number or a date has to be quoted; never left out in silence.
                if !matches!(operand.kind, ExprKind::Junk) {
                    self.report(
                        names::required(operand.span, "义务的名称", "the name of an obligation").help(
                            "像数字、日期的名称，前面写上所在的步骤，如「开会/七日」",
                            "put the step before a name that reads as a number: ‘meeting/seven days’",
                        ),
                    );
                }
                continue;
            };
            let name = path.written();
            if matches!(name.as_str(), "其余" | "others") {
                test.others_free = *status == PostfixWord::Regardless;
                continue;
            }
            let (name, entry) = self.expected_entry(&name, path);
            let obligation = if matches!(name.as_str(), "总体" | "overall") {
                None
            } else {
                match self.obligation_named(&name, path) {
                    Some(id) => Some(id),
                    None => continue,
                }
            };
            self.known_period(obligation, entry.as_ref(), item.span);
            let mut expectation = Expectation {
                obligation,
                entry,
                status: *status,
                since: None,
                until: None,
                due: None,
                span: item.span,
            };
            if let Some(bracket) = bracket {
                self.expected_dates(&mut expectation, bracket);
            }
            test.expected.push(expectation);
        }
    }

    /// The period of a 频次 that an expectation names: a typo would be judged of nothing.
    pub(super) fn known_period(
        &mut self,
        of: Option<ObligationId>,
        entry: Option<&SmolStr>,
        span: crate::text::Span,
    ) {
        let (Some(of), Some(entry)) = (of, entry) else { return };
        let crate::model::Row::Frequency(frequency) = &self.rules.obligations[of].row else { return };
        let cycle = frequency.cycle;
        if cycle.find(entry).is_none() {
            let day = crate::calendar::Date::from_ymd(2024, 7, 1);
            let such_as = day.map(|day| cycle.name(cycle.number(day))).unwrap_or_default();
            self.report(crate::diag::recurring::no_period(span, entry, &such_as));
        }
    }

    /// `清单/零售资质[甲站]` without its entry, and the entry.
    pub(super) fn expected_entry(&mut self, name: &str, path: &ast::Path<'s>) -> (String, Option<SmolStr>) {
        let Some(index) = path.segments.last().and_then(|last| last.index.as_ref()) else {
            return (name.to_owned(), None);
        };
        let parts = path.segments.iter().map(|segment| segment.name.text.as_ref());
        (parts.collect::<Vec<_>>().join("/"), Some(SmolStr::new(&index.text)))
    }

    pub(super) fn expected_dates(&mut self, expectation: &mut Expectation, bracket: &Bracket<'s>) {
        let BracketContent::Fields(fields) = &bracket.content else {
            return self.report(names::required(
                bracket.span,
                "「自：日期」「至：日期」「期限：日期」",
                "‘since: date’, ‘until: date’ or ‘due: date’",
            ));
        };
        for (name, value) in fields {
            let ExprKind::Moment(moment) = &value.kind else {
                self.report(typing::not_a_date(value.span, ("别的内容", "something else")));
                continue;
            };
            match name.text.as_ref() {
                "自" | "since" => expectation.since = Some(moment.date()),
                "至" | "until" => expectation.until = Some(moment.date()),
                "期限" | "due" => expectation.due = Some(moment.date()),
                other => {
                    let other = other.to_owned();
                    self.report(typing::not_a_member(name.span, &other, "自、至、期限", None));
                }
            }
        }
    }

    /// The obligation of a path in a scenario: whole, without the procedure, or any unique end.
    pub(super) fn obligation_named(&mut self, name: &str, path: &ast::Path<'s>) -> Option<ObligationId> {
        match self.rules.find_obligation(self.scope.procedure, name) {
            Ok(id) => Some(id),
            Err(candidates) if candidates.is_empty() => {
                let known: Vec<String> = self.known_ids();
                let near = super::symbols::nearest(name, known.iter().map(String::as_str));
                self.report(names::unknown(path.span, "义务", "obligation", name, near));
                None
            }
            Err(candidates) => {
                self.report(names::ambiguous(path.span, name, &candidates));
                None
            }
        }
    }

    /// The ids that may be meant, whole and by their ends, as a scenario may write them.
    pub(super) fn known_ids(&self) -> Vec<String> {
        let mut known = Vec::new();
        for obligation in self.rules.obligations.iter() {
            if obligation.procedure == self.scope.procedure {
                let ends = obligation.id.match_indices('/').filter_map(|(at, _)| obligation.id.get(at + 1..));
                known.push(obligation.id.to_string());
                known.extend(ends.map(str::to_owned));
            }
        }
        known
    }
}
