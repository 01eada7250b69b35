//! Row 19: what a register (清单) asks of each of its entries, at the entry's own date.
//!
//! INVARIANT: while an entry is judged it stands for variable 0; the rules of a register name no
//! other variable 0, so that every row can be judged of an entry as it is of a case.

use super::eval::{Element, Env, Judge, Phase};
use super::known::{Known, KnownState, Scalar};
use super::outcome::{Outcome, ask};
use super::trace::{Evidence, Label, ListAt, Test, Trace, index32};
use super::{Reason, Silent, Verdict};
use crate::calendar::{Date, Moment};
use crate::dossier::{Dossier, Entry};
use crate::model::{
    Comparison, DocumentField, ExprId, ExprKind, Fact, Id, MEMBER_NAME, Obligation, ObligationId, Register,
    RuleSet, Schema, Type, Value,
};
use smol_str::{SmolStr, format_smolstr};

/// What a verdict is about: an obligation, and the entry it is judged of where it is one of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    /// The obligation.
    pub obligation: ObligationId,
    /// The position of the entry; of a recurring duty (频次) the number of the period.
    pub entry: Option<u32>,
}

impl Subject {
    /// The id in reports: `成品油经营主体/零售资质[甲站]`.
    #[must_use]
    pub fn id(self, rules: &RuleSet, dossier: &Dossier) -> SmolStr {
        let obligation = &rules.obligations[self.obligation];
        match self.key(rules, dossier) {
            Some(key) => format_smolstr!("{}[{key}]", obligation.id),
            None => obligation.id.clone(),
        }
    }

    /// Whether a verdict is about this; an obligation without entry is about all entries.
    #[must_use]
    pub fn covers(self, verdict: &Verdict) -> bool {
        self.obligation == verdict.obligation && (self.entry.is_none() || self.entry == verdict.entry)
    }

    /// What stands in brackets after the id: the key of the entry, or the name of the period.
    #[must_use]
    pub fn key(self, rules: &RuleSet, dossier: &Dossier) -> Option<SmolStr> {
        if let Some(frequency) = super::frequency::frequency_of(&rules.obligations[self.obligation]) {
            return Some(frequency.cycle.name(self.entry?));
        }
        self.entry_in(rules, dossier).map(|(_, entry)| entry.key.clone())
    }

    /// The period of a recurring duty: its name, its first and its last day on the calendar.
    #[must_use]
    pub fn period(self, rules: &RuleSet) -> Option<(SmolStr, Date, Date)> {
        let cycle = super::frequency::frequency_of(&rules.obligations[self.obligation])?.cycle;
        let (first, last) = cycle.days(self.entry?)?;
        Some((cycle.name(self.entry?), first, last))
    }

    /// The register and the entry, where there is one.
    #[must_use]
    pub fn entry_in<'d>(self, rules: &RuleSet, dossier: &'d Dossier) -> Option<(Id<Register>, &'d Entry)> {
        let register = rules.obligations[self.obligation].register?;
        let entry = dossier.registers.get(register.index())?.get(self.entry?)?;
        Some((register, entry))
    }
}

impl From<ObligationId> for Subject {
    fn from(obligation: ObligationId) -> Self {
        Self { obligation, entry: None }
    }
}

impl From<&Verdict> for Subject {
    fn from(verdict: &Verdict) -> Self {
        Self { obligation: verdict.obligation, entry: verdict.entry }
    }
}

/// The entry that is judged.
pub(super) type Current = Option<(Id<Register>, u32)>;

impl<'a> Judge<'a> {
    /// Turns to what a verdict is about.
    pub(super) fn turn_to(&self, subject: Subject) {
        let register = self.rules.obligations[subject.obligation].register;
        self.entry.set(register.zip(subject.entry));
        let recurs = super::frequency::frequency_of(&self.rules.obligations[subject.obligation]).is_some();
        self.period.set(subject.entry.filter(|_| recurs));
    }

    /// One verdict for each entry, in the order of the entries.
    pub(super) fn of_each_entry(
        &self,
        obligation: ObligationId,
        register: Id<Register>,
        verdicts: &mut Vec<Verdict>,
    ) {
        let count = self.dossier.registers.get(register.index()).map_or(0, |entries| entries.len());
        verdicts.reserve(count);
        let known = self.judged.borrow().len();
        for at in 0..index32(count) {
            self.entry.set(Some((register, at)));
            verdicts.push(self.verdict(obligation, &mut Silent));
            // What was found of this entry answers nothing about the next.
            self.judged.borrow_mut().truncate(known);
        }
        self.entry.set(None);
    }

    /// Whether what the dossier says of an entry is about the one that is judged.
    pub(super) fn of_this_entry(&self, entry: Option<u32>) -> bool {
        entry == self.entry.get().map(|(_, at)| at)
    }

    /// What a variable stands for.
    pub(super) fn element(&self, depth: u8, env: &Env) -> Option<Element> {
        let bound = env.elements.get(usize::from(depth)).copied().flatten();
        let current = || self.entry.get().filter(|_| depth == 0);
        bound.or_else(|| current().map(|(register, at)| Element::Entry(register, at)))
    }

    /// The own date of the entry that is judged; `None`: its register has no dates.
    fn entry_date<T: Trace>(&self, trace: &mut T) -> Option<Known<Moment>> {
        let (register, _) = self.entry.get()?;
        let date = self.rules.registers[register].date?;
        Some(self.moment(date, &Env::new(Phase::Due), trace))
    }

    /// The day on which an entry binds whoever it is about: its own date, once it has come.
    pub(super) fn entry_day(&self) -> Option<Date> {
        let date = self.entry_date(&mut Silent)?.is().map(Moment::date)?;
        (date <= self.as_of).then_some(date)
    }

    /// Whether an entry's rules are due: on its own date, without one on the as-of date.
    pub(super) fn entry_due<T: Trace>(
        &self,
        obligation: &Obligation,
        trace: &mut T,
    ) -> Option<Result<(Phase, Option<Date>), Outcome>> {
        obligation.register?;
        Some(match self.entry_date(trace) {
            // It is due now, and since when it was is not said.
            None | Some(Known::None) => Ok((Phase::Due, None)),
            Some(Known::Is(date)) => {
                let (today, day) = ((Label::AsOf, self.as_of), (Label::EntryDate, date.date()));
                if ask(trace, Test::Days(today, Comparison::Less, day)) {
                    Err(Outcome::pending(Reason::NotYet).due(Some(date.date())))
                } else {
                    Ok((Phase::Due, Some(date.date())))
                }
            }
            Some(Known::Missing | Known::Open | Known::Undefined) => {
                ask(trace, Test::State(Label::EntryDate, KnownState::Missing, KnownState::Missing));
                Err(Outcome::unproven(Reason::DateMissing))
            }
        })
    }

    /// The entries that a condition ranges over: those whose own date has come.
    pub(super) fn entries_past(&self, register: Id<Register>) -> impl Iterator<Item = Element> {
        let count = self.dossier.registers.get(register.index()).map_or(0, |entries| entries.len());
        let date = self.rules.registers[register].date;
        let ahead = move |at: u32| {
            let env = Env::new(Phase::Due).with(0, Element::Entry(register, at));
            let day = date.map(|date| self.moment(date, &env, &mut Silent));
            matches!(day, Some(Known::Is(day)) if day.date() > self.as_of)
        };
        (0..index32(count)).filter(move |at| !ahead(*at)).map(move |at| Element::Entry(register, at))
    }

    /// The fields of a bound element.
    pub(super) fn element_fields(&self, element: Element, env: &Env) -> Option<&'a [Fact]> {
        match element {
            Element::Member(role, at) => {
                let member = self.dossier.roles.get(role.index())?.members.get(at as usize)?;
                Some(&member.fields)
            }
            Element::Document(at) => Some(&self.document_at(at)?.fields),
            Element::Entry(register, at) => {
                Some(&self.dossier.registers.get(register.index())?.get(at)?.fields)
            }
            Element::Listed(slot, at) => listed(self.dossier.facts.get(slot as usize)?, at),
            Element::Inner(list, at) => listed(self.list_of(list, env)?, at),
        }
    }

    /// The name of a role's member, which need not be a field.
    pub(super) fn member_name(&self, element: Element) -> Known<Scalar<'a>> {
        let Element::Member(role, at) = element else { return Known::None };
        let member = self.dossier.roles.get(role.index()).and_then(|one| one.members.get(at as usize));
        match member.and_then(|member| member.name.as_ref()) {
            Some(name) => Known::Is(Scalar::Text(name)),
            None => Known::Missing,
        }
    }

    /// Where a field of a bound element stands.
    pub(super) fn element_place(&self, element: Element, slot: u16, env: &Env) -> Option<Evidence> {
        Some(match element {
            Element::Member(role, member) if slot == MEMBER_NAME => {
                Evidence::MemberName(index32(role.index()), member)
            }
            Element::Member(role, member) => Evidence::Role(index32(role.index()), member, slot),
            Element::Document(at) => Evidence::Document(at, Some(slot)),
            Element::Entry(register, at) => Evidence::Entry(index32(register.index()), at, Some(slot)),
            Element::Listed(fact, at) => Evidence::Listed(ListAt::Fact(fact), at, slot),
            Element::Inner(list, at) => Evidence::Listed(self.list_place(list, env)?, at, slot),
        })
    }

    /// Where a list stands.
    pub(super) fn list_place(&self, list: ExprId, env: &Env) -> Option<ListAt> {
        match &self.rules.exprs[list].kind {
            ExprKind::Fact(slot) => Some(ListAt::Fact(*slot)),
            ExprKind::RoleField(role, slot) => Some(ListAt::Role(index32(role.index()), 0, *slot)),
            ExprKind::DocumentField(document, DocumentField::Slot(slot)) => {
                self.document(*document, env).map(|(at, _)| ListAt::Document(at, *slot))
            }
            ExprKind::Variable { depth, slot } => match self.element(*depth, env)? {
                Element::Member(role, at) => Some(ListAt::Role(index32(role.index()), at, *slot)),
                Element::Document(at) => Some(ListAt::Document(at, *slot)),
                Element::Entry(register, at) => Some(ListAt::Entry(index32(register.index()), at, *slot)),
                Element::Listed(fact, at) => Some(ListAt::Inner(fact, at, *slot)),
                // INVARIANT: lists in lists of anything else were refused.
                Element::Inner(..) => None,
            },
            _ => None,
        }
    }

    /// The fields that an element has.
    pub(super) fn element_schema(&self, element: Element, env: &Env) -> Option<Id<Schema>> {
        match element {
            Element::Member(role, _) => self.rules.roles[role].schema,
            Element::Document(at) => Some(self.rules.documents[self.document_at(at)?.kind].schema),
            Element::Entry(register, _) => Some(self.rules.registers[register].schema),
            Element::Listed(slot, _) => record_of(&self.fact_type(slot)?),
            Element::Inner(list, _) => record_of(&self.list_type(list, env)?),
        }
    }

    /// The type of a field that holds a list.
    fn list_type(&self, list: ExprId, env: &Env) -> Option<Type> {
        let field = |schema: Id<Schema>, slot: u16| {
            self.rules.schemas[schema].fields.get(usize::from(slot)).map(|field| field.ty.clone())
        };
        match &self.rules.exprs[list].kind {
            ExprKind::Fact(slot) => self.fact_type(*slot),
            ExprKind::RoleField(role, slot) => field(self.rules.roles[*role].schema?, *slot),
            ExprKind::DocumentField(document, DocumentField::Slot(slot)) => {
                field(self.rules.documents[document.kind].schema, *slot)
            }
            ExprKind::Variable { depth, slot } => {
                field(self.element_schema(self.element(*depth, env)?, env)?, *slot)
            }
            _ => None,
        }
    }
}

fn record_of(ty: &Type) -> Option<Id<Schema>> {
    match ty {
        Type::Record(schema) => Some(*schema),
        Type::List(inner) => record_of(inner),
        _ => None,
    }
}

/// The fields of a record in a list; a single record is a list of one.
fn listed(fact: &Fact, at: u32) -> Option<&[Fact]> {
    match fact.value()? {
        Value::List(items) => match items.get(at as usize)?.value()? {
            Value::Record(fields) => Some(fields),
            _ => None,
        },
        Value::Record(fields) if at == 0 => Some(fields),
        _ => None,
    }
}

/// How many records a field holds.
pub(super) fn listed_count(value: &Value) -> usize {
    match value {
        Value::List(items) => items.len(),
        Value::Record(_) => 1,
        _ => 0,
    }
}
