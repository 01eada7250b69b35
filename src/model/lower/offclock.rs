//! 不计时, 暂停 of its steps, and what a 限时 leaves out.

use super::Lower;
use super::head::Head;
use super::sentence::Sentence;
use crate::calendar::TimeUnit;
use crate::diag::{names, off_clock as faults};
use crate::model::{ExcludedStep, Id, Item, Metering, ObligationId, OffClock, PeriodOf, Reading, Row, Step};
use crate::syntax::ast::Statement;
use crate::syntax::vocabulary::{ClauseWord, Keyword};
use crate::text::Span;
use smol_str::SmolStr;

/// The special procedures of 行政许可法 art. 45, and what stops every clock.
const SPECIAL: [&str; 12] = [
    "听证",
    "招标",
    "拍卖",
    "检验",
    "检测",
    "检疫",
    "鉴定",
    "专家评审",
    "补正",
    "中止",
    "correction",
    "stay",
];

const READINGS: [(ClauseWord, Reading); 3] = [
    (ClauseWord::WholeDays, Reading::WholeDays),
    (ClauseWord::PerPhase, Reading::PerPhase),
    (ClauseWord::Summed, Reading::Summed),
];

impl<'s> Lower<'s> {
    /// 不计时 X ｛ … ｝: the block, or the one that a refining procedure continues.
    pub(super) fn off_clock_block(
        &mut self,
        head: &Head<'_>,
        parent: Option<Id<Step>>,
    ) -> Option<Id<OffClock>> {
        let named = self.single_name(head)?;
        let procedure = self.scope.procedure?;
        let known = self.rules.off_clocks.entries().find(|(_, block)| {
            block.procedure == procedure && block.parent == parent && block.name == named.name
        });
        if let Some((id, _)) = known {
            return Some(id);
        }
        Some(self.rules.off_clocks.push(OffClock {
            name: named.name,
            alias: named.alias,
            procedure,
            parent,
            steps: Vec::new(),
            span: named.span,
        }))
    }

    /// The sentences of the steps of a 不计时 block.
    pub(super) fn off_clock_steps(&mut self, block: Statement<'s>) {
        let own = self.block_cites(block);
        let outer = (!own.is_empty()).then(|| std::mem::replace(&mut self.scope.cites, own));
        let shared = self.block_start(block);
        for member in block.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            match inner.keyword {
                Some(Keyword::Cite | Keyword::Items) => {}
                Some(Keyword::Step | Keyword::Sequence | Keyword::Parallel) => {
                    self.step_block(&inner, member)
                }
                Some(Keyword::OffClock) => self.off_clock_steps(member),
                _ => self.report(names::misplaced(inner.span, &inner.word, "「不计时」", "‘off_clock’")),
            }
        }
        if shared {
            self.shared_starts.pop();
        }
        if let Some(cites) = outer {
            self.scope.cites = cites;
        }
    }

    /// 暂停：A、B of a step off the clock.
    pub(super) fn stops_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        self.no_name(head);
        let Some(step) = self.scope.step else { return };
        if self.rules.steps[step].off_clock.is_none() {
            return self.report(
                names::misplaced(head.span, &head.word, "「步骤」", "‘step’").help(
                    "「暂停」写在「不计时」块的步骤里，说明它办理时哪些步骤停止计时",
                    "‘suspension’ stands in a step of an ‘off_clock’ block: it says which steps stop while it runs",
                ),
            );
        }
        let sentence = self.common(head, statement);
        self.no_more_clauses(&sentence);
        self.no_superior_clauses(&sentence, true);
        let items = sentence.value.as_ref().map(|value| value.items.clone()).unwrap_or_default();
        if items.is_empty() {
            self.report(names::required(statement.span(), "停止计时的步骤", "the steps that stop"));
        }
        for item in &items {
            let Some(stopped) = self.step_of(item) else { continue };
            if self.rules.steps[stopped].off_clock.is_some() {
                let name = self.rules.steps[stopped].name.clone();
                self.report(faults::stops_nothing(item.span, &name));
            } else if !self.rules.steps[step].stops.contains(&stopped) {
                self.rules.steps[step].stops.push(stopped);
            }
        }
    }

    /// 不计入 X、KIND, and the reading: kinds of suspension, and what is on the clock besides.
    pub(super) fn left_out(
        &mut self,
        sentence: &mut Sentence<'s>,
        statement: Statement<'s>,
    ) -> (Vec<SmolStr>, Option<Metering>) {
        let clause = self.take_clause(sentence, ClauseWord::Excluding);
        let mut reading = None;
        for (word, one) in READINGS {
            if let Some(clause) = self.take_clause(sentence, word) {
                match reading {
                    None => reading = Some(one),
                    Some(_) => self.report(faults::two_readings(clause.word_span)),
                }
            }
        }
        let Some(clause) = clause else {
            if reading.is_some() {
                self.report(names::required(statement.span(), "「不计入」", "‘excluding’"));
            }
            return (Vec::new(), None);
        };
        let (mut kinds, mut blocks) = (Vec::new(), Vec::new());
        for item in &clause.items {
            let Some(word) = self.word(item) else { continue };
            match self.off_clock_named(&word, item.span) {
                Some(Some(block)) => blocks.push(block),
                Some(None) => {}
                None => kinds.push(word),
            }
        }
        let group = match self.scope.step {
            Some(step) => !self.rules.steps[step].children.is_empty(),
            None => self.scope.procedure.is_some(),
        };
        let needed = group || !blocks.is_empty() || reading.is_some();
        let metering =
            needed.then(|| Metering { reading: reading.unwrap_or_default(), blocks, ..Metering::default() });
        (kinds, metering)
    }

    /// The off-clock block of a name; the inner `None` after a report.
    fn off_clock_named(&mut self, word: &SmolStr, span: Span) -> Option<Option<Id<OffClock>>> {
        let procedure = self.scope.procedure?;
        let of_procedure = |block: &OffClock| block.procedure == procedure;
        let named: Vec<Id<OffClock>> = self
            .rules
            .off_clocks
            .entries()
            .filter(|(_, block)| of_procedure(block))
            .filter(|(_, block)| block.name == *word || block.alias.as_ref() == Some(word))
            .map(|(id, _)| id)
            .collect();
        let own = named.iter().copied().filter(|id| self.rules.off_clocks[*id].parent == self.scope.step);
        match (named.as_slice(), own.clone().next(), own.count()) {
            ([only], ..) => return Some(Some(*only)),
            ([], ..) => {}
            (_, Some(one), 1) => return Some(Some(one)),
            _ => {
                self.report(names::ambiguous(span, word, &[]));
                return Some(None);
            }
        }
        let blocks: Vec<SmolStr> = self
            .rules
            .off_clocks
            .iter()
            .filter(|one| of_procedure(one))
            .map(|one| one.name.clone())
            .collect();
        if !blocks.is_empty() && !SPECIAL.contains(&word.as_str()) {
            let near = super::symbols::nearest(word, blocks.iter().map(SmolStr::as_str));
            self.report(faults::unknown_exclusion(span, word, near));
        }
        None
    }

    /// Whether the period of a limit can be counted with what it leaves out.
    pub(super) fn measurable(
        &mut self,
        length: &PeriodOf,
        metering: Option<&Metering>,
        excludes: bool,
        span: Span,
    ) {
        let unit = match length {
            PeriodOf::Written(period) => Some(period.unit),
            PeriodOf::Read(_) => None,
        };
        let reading = metering.map(|metering| metering.reading);
        if matches!(unit, Some(TimeUnit::Hour | TimeUnit::Minute)) && (excludes || metering.is_some()) {
            return self.report(faults::excluded_hours(span));
        }
        let group = match self.scope.step {
            Some(step) => {
                self.rules.steps[step].children.iter().any(|one| self.rules.steps[*one].off_clock.is_none())
            }
            None => self.scope.procedure.is_some(),
        };
        match reading {
            Some(Reading::PerPhase | Reading::Summed) if !group => self.report(faults::reading_misfits(
                span,
                (
                    "这里没有可以分阶段、可以相加的步骤",
                    "there are no steps here that could be phases or be added up",
                ),
            )),
            Some(Reading::Summed) if !matches!(unit, Some(TimeUnit::Day | TimeUnit::Workday)) => {
                self.report(faults::reading_misfits(
                    span,
                    (
                        "「逐项相加」的限时要以日或者工作日写明",
                        "the days of a ‘summed’ limit are written as days or workdays",
                    ),
                ));
            }
            _ => {}
        }
    }

    /// Looks up what is on every clock, once all steps and obligations are there.
    pub(super) fn link_off_clocks(&mut self) {
        let steps: Vec<(Id<Step>, Id<OffClock>)> =
            self.rules.steps.entries().filter_map(|(id, step)| Some((id, step.off_clock?))).collect();
        for (step, block) in steps {
            if self.rules.steps[step].parent == self.rules.off_clocks[block].parent {
                self.rules.off_clocks[block].steps.push(step);
            }
        }
        let mut used: Vec<Id<OffClock>> = Vec::new();
        for id in self.rules.obligations.ids().collect::<Vec<ObligationId>>() {
            let Row::Within { metering: Some(metering), .. } = &self.rules.obligations[id].row else {
                continue;
            };
            used.extend(&metering.blocks);
            let linked = self.link_metering(id, metering.as_ref().clone());
            if let Row::Within { metering, .. } = &mut self.rules.obligations[id].row {
                *metering = Some(Box::new(linked));
            }
        }
        for (id, block) in self.rules.off_clocks.entries() {
            if !used.contains(&id) {
                let found = faults::unused_block(block.span, &block.name);
                self.sink.push(found);
            }
        }
    }

    fn link_metering(&self, clock: ObligationId, mut metering: Metering) -> Metering {
        let obligation = &self.rules.obligations[clock];
        let roots = match (obligation.step, obligation.procedure) {
            (Some(step), _) => vec![step],
            (None, Some(procedure)) => {
                let all = self.rules.procedures[procedure].steps.iter();
                all.copied().filter(|step| self.rules.steps[*step].parent.is_none()).collect()
            }
            (None, None) => Vec::new(),
        };
        let on = |steps: &[Id<Step>]| -> Vec<Id<Step>> {
            steps.iter().copied().filter(|step| self.rules.steps[*step].off_clock.is_none()).collect()
        };
        metering.phases = match obligation.step {
            Some(step) => on(&self.rules.steps[step].children),
            None => on(&roots),
        };
        let phases = metering.phases.clone();
        let items = self.items_under(&on(&roots));
        metering.items = items
            .into_iter()
            .map(|step| {
                let around: Vec<Id<Step>> = self.around(step).collect();
                let phase = phases.iter().position(|phase| around.contains(phase)).unwrap_or(0);
                let inside = around.iter().take_while(|one| Some(**one) != obligation.step);
                let clocks = inside.flat_map(|one| &self.rules.steps[*one].obligations).copied();
                let clocks = clocks.chain(std::iter::once(clock).filter(|_| obligation.step == Some(step)));
                let limits =
                    clocks.filter(|id| matches!(self.rules.obligations[*id].row, Row::Within { .. }));
                Item { step, clocks: limits.collect(), phase: u16::try_from(phase).unwrap_or(u16::MAX) }
            })
            .collect();
        metering.settled = metering.items.iter().all(|item| self.is_settled(item.step));
        let blocks = metering.blocks.clone();
        let tops = blocks.iter().flat_map(|block| &self.rules.off_clocks[*block].steps);
        let leaves: Vec<Id<Step>> = tops.flat_map(|step| self.leaves(*step)).collect();
        metering.excluded = leaves
            .into_iter()
            .map(|step| ExcludedStep { step, stops: self.stopped_by(step, &metering.items) })
            .collect();
        metering
    }

    /// Whether nothing but dates decides when a step may begin and when it is finished.
    fn is_settled(&self, step: Id<Step>) -> bool {
        let plain = |step: &Id<Step>| {
            let step = &self.rules.steps[*step];
            let free = step.scope.is_empty() && step.waivers.is_empty() && !step.optional;
            free && step.returns.is_empty() && step.joins.is_empty()
        };
        let procedure = &self.rules.procedures[self.rules.steps[step].procedure];
        let before = |at: Id<Step>| {
            let all = self.rules.steps[at].after.iter();
            all.flat_map(|one| self.within(*one)).collect::<Vec<_>>()
        };
        procedure.bounded.is_empty()
            && procedure.deemed.is_empty()
            && self.around(step).all(|at| plain(&at) && before(at).iter().all(plain))
    }

    /// A step and all steps inside it.
    fn within(&self, step: Id<Step>) -> Vec<Id<Step>> {
        let mut all = vec![step];
        let mut at = 0;
        while let Some(step) = all.get(at).copied() {
            all.extend(&self.rules.steps[step].children);
            at += 1;
        }
        all
    }

    /// A step and the steps around it, innermost first.
    fn around(&self, step: Id<Step>) -> impl Iterator<Item = Id<Step>> {
        std::iter::successors(Some(step), |at| self.rules.steps[*at].parent)
    }

    /// The steps on the clock: those that hold no other step on it.
    fn items_under(&self, roots: &[Id<Step>]) -> Vec<Id<Step>> {
        let mut items = Vec::new();
        let mut open: Vec<Id<Step>> = roots.iter().rev().copied().collect();
        while let Some(step) = open.pop() {
            let children = &self.rules.steps[step].children;
            let inner: Vec<Id<Step>> = children
                .iter()
                .rev()
                .copied()
                .filter(|one| self.rules.steps[*one].off_clock.is_none())
                .collect();
            if inner.is_empty() { items.push(step) } else { open.extend(inner) }
        }
        items
    }

    fn leaves(&self, step: Id<Step>) -> Vec<Id<Step>> {
        let mut leaves = Vec::new();
        let mut open = vec![step];
        while let Some(step) = open.pop() {
            let children = &self.rules.steps[step].children;
            if children.is_empty() { leaves.push(step) } else { open.extend(children.iter().rev()) }
        }
        leaves
    }

    /// The items that a step off the clock stops.
    fn stopped_by(&self, step: Id<Step>, items: &[Item]) -> Vec<u16> {
        let own: Vec<Id<Step>> =
            self.around(step).take_while(|one| self.rules.steps[*one].off_clock.is_some()).collect();
        let said = own.iter().map(|one| &self.rules.steps[*one].stops).find(|stops| !stops.is_empty());
        let stops = |item: &Item| {
            let around: Vec<Id<Step>> = self.around(item.step).collect();
            match said {
                Some(said) => said.iter().any(|one| around.contains(one)),
                None => {
                    let waits = |at: &Id<Step>| own.iter().any(|one| self.waits_for(*at, *one));
                    around.iter().any(waits) || self.around(step).any(|one| one == item.step)
                }
            }
        };
        let stopped = items.iter().enumerate().filter(|(_, item)| stops(item));
        stopped.filter_map(|(at, _)| u16::try_from(at).ok()).collect()
    }

    fn waits_for(&self, step: Id<Step>, before: Id<Step>) -> bool {
        let step = &self.rules.steps[step];
        step.after.contains(&before)
            || step.joins.iter().any(|join| match &self.rules.obligations[*join].row {
                Row::Joined(join) => join.branches.iter().any(|branch| branch.before == before),
                _ => false,
            })
    }
}
