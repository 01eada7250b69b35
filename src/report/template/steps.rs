//! The steps of a procedure as examples of records, and the matters of judgement as examples of findings.

use super::Sheet;
use super::sheet::{Line, Slot};
use crate::model::{DocumentKind, Id, MeetingPart, Obligation, ObligationId, Row, Step, UnitRef};
use crate::report::condition;

/// A date that is still to be written.
const DAY: (&str, &str) = ("年-月-日", "YYYY-MM-DD");

impl Sheet<'_> {
    /// Records, findings, events and the rest, each with an example that is covered.
    pub(super) fn records(&self) -> Vec<Line> {
        let mut records = Vec::new();
        let mut findings = Vec::new();
        for (path, steps) in self.steps() {
            records.push(self.record(&path, &steps));
            findings.extend(self.obligations(&steps).filter_map(|one| self.finding(one)));
        }
        let blank = || vec![String::new()];
        vec![
            Line::own(self.pick("记录", "records"), Slot::List(records)).above(blank()),
            Line::own(self.pick("认定", "attestations"), Slot::List(findings)).above(blank()).note(
                self.pick(
                    "法律留给人判断的事项，没有认定就是缺证",
                    "what the law leaves to judgement: without it, unproven",
                ),
            ),
            Line::own(self.pick("事件", "events"), Slot::List(self.events())).above(blank()),
            Line::own(self.pick("免除", "waivers"), Slot::List(self.waivers())),
            Line::own(self.pick("偏离", "deviations"), Slot::List(self.deviations())),
        ]
    }

    /// The steps of the procedure and of those it refines, by their paths without the procedure; a step that is
    /// continued is one.
    fn steps(&self) -> Vec<(String, Vec<Id<Step>>)> {
        let mut all: Vec<(String, Vec<Id<Step>>)> = Vec::new();
        for procedure in self.lineage() {
            for id in &self.rules.procedures[procedure].steps {
                let whole = &self.rules.steps[*id].path;
                let path = whole.split_once('/').map_or(whole.as_str(), |(_, path)| path).to_owned();
                match all.iter_mut().find(|(known, _)| *known == path) {
                    Some((_, steps)) => steps.push(*id),
                    None => all.push((path, vec![*id])),
                }
            }
        }
        all
    }

    fn obligations<'s>(&'s self, steps: &'s [Id<Step>]) -> impl Iterator<Item = &'s Obligation> {
        let ids = steps.iter().flat_map(|step| self.rules.steps[*step].obligations.iter());
        ids.map(|id: &ObligationId| &self.rules.obligations[*id])
    }

    fn day(&self) -> Slot {
        Slot::Text(self.pick(DAY.0, DAY.1).to_owned())
    }

    /// An example of a record.
    fn record(&self, path: &str, steps: &[Id<Step>]) -> Line {
        let mut keys = vec![
            Line::own(self.pick("步骤", "step"), Slot::Text(path.to_owned())),
            Line::own(self.pick("开始", "start"), self.day()),
            Line::own(self.pick("完成", "finish"), self.day())
                .note(self.pick("未完成的不写", "leave it out while it is not finished")),
        ];
        keys.push(self.by(steps));
        let documents = self.documents(steps);
        if !documents.is_empty() {
            keys.push(Line::own(self.pick("材料", "documents"), Slot::List(documents)));
        }
        let outcomes: Vec<&str> =
            steps.iter().flat_map(|step| &self.rules.steps[*step].outcomes).map(|one| one.as_str()).collect();
        if let Some(first) = outcomes.first() {
            keys.push(
                Line::own(self.pick("结论", "outcome"), Slot::Text((*first).to_owned()))
                    .note(outcomes.join(self.pick("、", ", "))),
            );
        }
        let mut order: Vec<&str> = Vec::new();
        for one in self.obligations(steps) {
            let Row::Order { parts } = &one.row else { continue };
            for part in parts.iter().filter(|part| !order.contains(&part.as_str())).collect::<Vec<_>>() {
                order.push(part);
            }
        }
        if !order.is_empty() {
            let parts = order.iter().map(|part| Line::element(Slot::Text((*part).to_owned()))).collect();
            keys.push(Line::own(self.pick("顺序", "sequence"), Slot::List(parts)));
        }
        keys.extend(self.meeting(steps));
        Line::element(Slot::Keys(keys)).above(self.title(path, steps)).covered()
    }

    /// The path, whether it may be left out, when it applies, its articles, and what the rules say of it.
    fn title(&self, path: &str, steps: &[Id<Step>]) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut said = vec![path.to_owned()];
        if steps.iter().all(|step| self.rules.steps[*step].optional) {
            said.push(self.pick("可以不做", "may be left out").to_owned());
        }
        for step in steps {
            let step = &self.rules.steps[*step];
            for condition in &step.scope {
                let words = condition::words(self.rules, *condition);
                said.push(format!("{}{words}", self.pick("适用：", "applies where: ")));
            }
            said.push(self.cited(&step.cites));
        }
        said.retain(|words| !words.is_empty());
        lines.push(said.join("  "));
        lines.extend(steps.iter().flat_map(|step| self.doc(self.rules.steps[*step].span)));
        lines
    }

    fn by(&self, steps: &[Id<Step>]) -> Line {
        let mut names: Vec<&str> = Vec::new();
        for one in self.obligations(steps) {
            let Row::By { units } = &one.row else { continue };
            names.extend(units.iter().map(|unit| match unit {
                UnitRef::Unit(id) => self.rules.units[*id].name.as_str(),
                UnitRef::Role(id) => self.rules.roles[*id].name.as_str(),
            }));
        }
        let note = names.join(self.pick("或", " or "));
        Line::own(self.pick("承办", "by"), Slot::Text(self.pick("机构", "organ").to_owned())).note(note)
    }

    /// The documents that the step asks for, with their fields.
    fn documents(&self, steps: &[Id<Step>]) -> Vec<Line> {
        let mut seen: Vec<Id<DocumentKind>> = Vec::new();
        let mut lines = Vec::new();
        for one in self.obligations(steps) {
            let Row::Document { document, .. } = &one.row else { continue };
            if seen.contains(&document.kind) {
                continue;
            }
            seen.push(document.kind);
            let kind = &self.rules.documents[document.kind];
            let mut keys = vec![
                Line::own(self.pick("种类", "kind"), Slot::Text(kind.name.to_string())).note(self.asked(one)),
                Line::own(self.pick("日期", "date"), self.day()),
            ];
            let fields: Vec<Line> =
                self.rules.schemas[kind.schema].fields.iter().map(|field| self.field(field)).collect();
            if !fields.is_empty() {
                keys.push(Line::own(self.pick("字段", "fields"), Slot::Keys(fields)));
            }
            keys.push(
                Line::own(self.pick("编号", "ref"), Slot::Null)
                    .note(self.pick("文号或存放处", "its number, or where it is kept")),
            );
            lines.push(Line::element(Slot::Keys(keys)));
        }
        lines
    }

    /// When an obligation binds, and its articles.
    fn asked(&self, one: &Obligation) -> String {
        let mut said = Vec::new();
        if let Some(when) = one.when {
            said.push(format!("{}{}", self.pick("情形：", "where: "), condition::words(self.rules, when)));
        }
        said.push(self.cited(&one.cites));
        said.retain(|words| !words.is_empty());
        said.join("  ")
    }

    fn meeting(&self, steps: &[Id<Step>]) -> Option<Line> {
        let mut meets = false;
        let mut kinds: Vec<&str> = Vec::new();
        for one in self.obligations(steps) {
            let Row::Meeting(part) = &one.row else { continue };
            meets = true;
            if let MeetingPart::Kind(allowed) = part {
                kinds.extend(allowed.iter().map(|kind| kind.as_str()));
            }
        }
        if !meets {
            return None;
        }
        let kind = kinds.first().copied().unwrap_or_default();
        let votes = [("同意", "for"), ("反对", "against"), ("弃权", "abstain")];
        let votes = votes.map(|(zh, en)| Line::own(self.pick(zh, en), Slot::Bare("0"))).into();
        let text = |zh: &str, en: &str| Slot::Text(self.pick(zh, en).to_owned());
        let keys = vec![
            Line::own(self.pick("种类", "kind"), Slot::Text(kind.to_owned()))
                .note(kinds.join(self.pick("、", ", "))),
            Line::own(self.pick("应到", "expected"), Slot::Bare("0")),
            Line::own(self.pick("实到", "present"), Slot::Bare("0")),
            Line::own(self.pick("行政首长", "head"), text("职务", "office")),
            Line::own(self.pick("发言", "speakers"), Slot::List(vec![Line::element(text("职务", "office"))]))
                .note(self.pick("按发言先后", "in the order in which they spoke")),
            Line::own(self.pick("表决", "votes"), Slot::Keys(votes)),
            Line::own(self.pick("决定", "decision"), text("通过", "adopted")).note(
                self.pick("通过、不予通过、修改、再次讨论、暂缓", "adopted, not_adopted, amended, deferred"),
            ),
            Line::own(self.pick("理由", "reasons"), Slot::Null)
                .note(self.pick("与多数不一致的，写明理由", "where the head decides against the majority")),
            Line::own(self.pick("不同意见", "dissents"), Slot::List(Vec::new()))
                .note(self.pick("发表人和内容", "by whom, and the text")),
        ];
        Some(Line::own(self.pick("会议", "meeting"), Slot::Keys(keys)))
    }

    /// An example of a finding, with the words of the law.
    fn finding(&self, one: &Obligation) -> Option<Line> {
        let Row::Finding { text, .. } = &one.row else { return None };
        let keys = vec![
            Line::own(self.pick("义务", "obligation"), Slot::Text(one.id.to_string()))
                .note(format!("“{text}”  {}", self.cited(&one.cites))),
            Line::own(self.pick("结果", "result"), Slot::Text(self.pick("是", "yes").to_owned()))
                .note(self.pick("是或否", "yes or no")),
            Line::own(self.pick("承办", "by"), Slot::Text(self.pick("机构", "organ").to_owned())),
            Line::own(self.pick("日期", "date"), self.day()),
            Line::own(self.pick("理由", "reason"), Slot::Null),
        ];
        Some(Line::element(Slot::Keys(keys)).covered())
    }

    fn events(&self) -> Vec<Line> {
        let one = |kind: &crate::model::EventKind| {
            let keys = vec![
                Line::own(self.pick("事件", "event"), Slot::Text(kind.name.to_string())),
                Line::own(self.pick("日期", "date"), self.day()),
            ];
            Line::element(Slot::Keys(keys)).above(self.doc(kind.span)).covered()
        };
        self.rules.events.iter().map(one).collect()
    }

    /// An example for every step that the law lets be waived.
    fn waivers(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for (path, steps) in self.steps() {
            for waiver in steps.iter().flat_map(|step| &self.rules.steps[*step].waivers) {
                let mut keys = vec![Line::own(self.pick("步骤", "step"), Slot::Text(path.clone()))];
                if waiver.approved_by.is_some() {
                    let organ = self.pick("机构", "organ").to_owned();
                    keys.push(Line::own(self.pick("批准", "approved_by"), Slot::Text(organ)));
                }
                keys.push(Line::own(self.pick("日期", "date"), self.day()));
                let evidence = waiver.evidence.iter().map(|(document, _)| {
                    let kind = self.rules.documents[document.kind].name.to_string();
                    Line::element(Slot::Keys(vec![Line::own(self.pick("种类", "kind"), Slot::Text(kind))]))
                });
                let evidence: Vec<Line> = evidence.collect();
                if !evidence.is_empty() {
                    keys.push(Line::own(self.pick("材料", "documents"), Slot::List(evidence)));
                }
                let mut above = vec![self.cited(&waiver.cites)];
                above.retain(|words| !words.is_empty());
                lines.push(Line::element(Slot::Keys(keys)).above(above).covered());
            }
        }
        lines
    }

    /// An example for every presumptive duty: its deviation needs a reason.
    fn deviations(&self) -> Vec<Line> {
        let all = self.steps();
        let duties = all.iter().flat_map(|(_, steps)| self.obligations(steps));
        duties
            .filter(|one| one.duty == crate::model::Duty::Presumptive && one.deviation.is_none())
            .map(|one| {
                let keys = vec![
                    Line::own(self.pick("义务", "obligation"), Slot::Text(one.id.to_string()))
                        .note(self.cited(&one.cites)),
                    Line::own(
                        self.pick("理由", "reason"),
                        Slot::Text(self.pick("理由", "reason").to_owned()),
                    ),
                    Line::own(self.pick("日期", "date"), self.day()),
                ];
                Line::element(Slot::Keys(keys)).covered()
            })
            .collect()
    }
}
