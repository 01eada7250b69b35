//! 清单: the fields of its entries, their key and date, and what must hold of each.

use super::head::Head;
use super::symbols::{Symbol, nearest};
use super::{Lower, Scope, Variable};
use crate::diag::{names, typing};
use crate::model::{ExprId, ExprKind, Id, ObligationId, Register, Schema, Type};
use crate::syntax::ast::Statement;
use crate::syntax::vocabulary::Keyword;
use crate::text::Span;
use smol_str::SmolStr;

/// The names by which a sentence calls the entry as a whole.
pub(super) const ENTRY: [&str; 2] = ["本项", "this_entry"];

/// Fields that tell entries apart where no 标识 is written.
const NAME_FIELDS: [&str; 3] = ["名称", "姓名", "name"];

impl<'s> Lower<'s> {
    /// Declares a register: its name and the fields of its entries.
    pub(super) fn declare_register(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let Some(named) = self.single_name(head) else { return };
        let members = || statement.body().into_iter().flatten();
        let blocks: Vec<Statement<'s>> =
            members().filter(|member| Head::keyword_of(*member) == Some(Keyword::Fields)).collect();
        let Some(fields) = blocks.first().filter(|block| block.body().is_some()) else {
            return self.report(
                names::required(statement.span(), "「字段 ｛ … ｝」", "‘fields { … }’").help(
                    "写成「字段 ｛ 名称：文本；  检查日期：日期； ｝」",
                    "write ‘fields { name: text; }’",
                ),
            );
        };
        if let Some(second) = blocks.get(1) {
            self.report(names::twice(second.span(), "字段", fields.span()));
        }
        let schema = self.schema(&named.name, named.alias.clone(), named.span, *fields);
        let written = members().find(|member| Head::keyword_of(*member) == Some(Keyword::EntryKey));
        let key = match written {
            Some(member) => self.key_fields(member, schema),
            None => self.name_field(schema),
        };
        let id = self.rules.registers.push(Register {
            name: named.name.clone(),
            alias: named.alias.clone(),
            schema,
            key,
            key_declared: written.is_some(),
            date: None,
            obligations: Vec::new(),
            span: named.span,
        });
        self.declare(&named.name, named.alias.as_ref(), Symbol::Register(id), named.span);
    }

    fn name_field(&self, schema: Id<Schema>) -> Vec<u16> {
        let schema = &self.rules.schemas[schema];
        let found = NAME_FIELDS.iter().find_map(|name| schema.field(name));
        let text = found.filter(|(_, field)| matches!(field.ty, Type::Text));
        text.and_then(|(slot, _)| u16::try_from(slot).ok()).into_iter().collect()
    }

    /// `标识：名称、检查日期`
    fn key_fields(&mut self, member: Statement<'s>, schema: Id<Schema>) -> Vec<u16> {
        let items = member.value().map(|value| value.items).unwrap_or_default();
        if items.is_empty() {
            self.report(names::required(member.span(), "字段的名称", "the name of a field"));
        }
        let mut slots = Vec::new();
        for item in &items {
            let Some(word) = self.word(item) else { continue };
            let declared = &self.rules.schemas[schema];
            match declared.field(&word).map(|(slot, field)| (slot, field.ty.clone())) {
                Some((_, Type::List(_) | Type::Record(_))) => self.report(typing::not_a_text(item.span)),
                Some((slot, _)) => slots.extend(u16::try_from(slot).ok()),
                None => {
                    let known: Vec<SmolStr> =
                        declared.fields.iter().map(|field| field.name.clone()).collect();
                    let (of, near) =
                        (declared.name.clone(), nearest(&word, known.iter().map(SmolStr::as_str)));
                    self.report(typing::no_field(item.span, &of, &word, near));
                }
            }
        }
        slots
    }

    /// Lowers what all registers ask of their entries.
    pub(super) fn lower_registers(&mut self) {
        for (file, parsed) in self.files.iter().enumerate() {
            for statement in parsed.parse.tree.file_view().statements() {
                let Some(head) = Head::read(statement) else { continue };
                if head.keyword == Some(Keyword::Register) {
                    self.scope = Scope { file, ..Scope::default() };
                    self.register(&head, statement);
                }
            }
        }
        self.scope = Scope::default();
    }

    fn register(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let Some(named) = head.name() else { return };
        let Some(id) = self.own_register(named.span) else { return };
        let schema = self.rules.registers[id].schema;
        self.scope.rule = Some(named.name);
        self.scope.register = Some(id);
        self.scope.variables.push(Variable { name: SmolStr::new_static(ENTRY[0]), schema });
        self.scope.cites = self.block_cites(statement);
        self.entry_date(id, statement);
        let first: ObligationId = self.rules.obligations.next_id();
        let mut scope = None;
        for member in statement.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            match inner.keyword {
                Some(Keyword::Cite | Keyword::Fields | Keyword::EntryKey | Keyword::EntryDate) => {}
                Some(Keyword::Scope) => {
                    let condition = self.scope_condition(member);
                    scope = self.both(scope, condition, member.span());
                }
                Some(Keyword::Finding) => self.finding_sentence(&inner, member),
                _ => self.sentence(&inner, member),
            }
        }
        self.register_exceptions(id);
        self.bind_scope(scope, first);
    }

    /// The register declared at a place.
    fn own_register(&self, span: Span) -> Option<Id<Register>> {
        self.rules.registers.entries().find(|(_, register)| register.span == span).map(|(id, _)| id)
    }

    /// `日期：检查日期`
    fn entry_date(&mut self, id: Id<Register>, statement: Statement<'s>) {
        let mut first: Option<Span> = None;
        for member in statement.body().into_iter().flatten() {
            if Head::keyword_of(member) != Some(Keyword::EntryDate) {
                continue;
            }
            if let Some(first) = first {
                self.report(names::twice(member.span(), "日期", first));
            }
            first = Some(member.span());
            let items = member.value().map(|value| value.items).unwrap_or_default();
            match items.as_slice() {
                [only] => self.rules.registers[id].date = self.moment(only),
                _ => self.report(names::required(member.span(), "一个日期字段", "one field that is a date")),
            }
        }
    }

    /// 适用 of a block: what stands in it binds only where the condition holds.
    pub(super) fn bind_scope(&mut self, scope: Option<ExprId>, first: ObligationId) {
        let Some(scope) = scope else { return };
        let ids: Vec<ObligationId> = self.rules.obligations.ids().filter(|id| *id >= first).collect();
        for id in ids {
            let (when, span) = (self.rules.obligations[id].when, self.rules.obligations[id].span);
            let both = self.both(Some(scope), when, span);
            self.rules.obligations[id].when = both;
        }
    }

    /// The field of the entry that a bare name means in a sentence of a register.
    pub(super) fn entry_field(&self, name: &str) -> Option<Id<Schema>> {
        let schema = self.rules.registers[self.scope.register?].schema;
        let broken = self.broken.iter().any(|(of, field)| *of == schema && field == name);
        (broken || self.rules.schemas[schema].field(name).is_some()).then_some(schema)
    }

    /// `REGISTER 包含 X`, `X 属于 REGISTER`: an entry has this key. `ROLE 包含 X` compares names.
    pub(super) fn among(
        &mut self,
        symbol: Symbol,
        item: &super::path::Typed,
        span: Span,
    ) -> Option<super::path::Typed> {
        use super::path::{Ty, Typed};
        use crate::model::{Collection, Comparison, QuantifierKind};
        let depth = self.next_variable(span)?;
        let (over, slot, ty) = match symbol {
            Symbol::Register(id) => {
                let register = &self.rules.registers[id];
                let [slot] = register.key.as_slice() else {
                    let name = register.name.clone();
                    self.report(
                        names::required(
                            span,
                            &format!("「{name}」的单一标识"),
                            &format!("a single key of ‘{name}’"),
                        )
                        .help("在清单里写明「标识：字段；」", "write ‘key: FIELD;’ in the register"),
                    );
                    return None;
                };
                let field = self.rules.schemas[register.schema].fields.get(usize::from(*slot))?;
                (Collection::Register(id), *slot, field.ty.clone())
            }
            Symbol::Role(id) => (Collection::Role(id), crate::model::MEMBER_NAME, Type::Text),
            _ => return None,
        };
        self.check_comparable(&Ty::Value(ty), &item.ty, span)?;
        let own = self.expr(ExprKind::Variable { depth, slot }, span);
        let condition = self.expr(ExprKind::Compare(Comparison::Equal, own, item.expr), span);
        let kind = ExprKind::Quantified { quantity: QuantifierKind::Exists, over, depth, condition };
        Some(Typed { expr: self.expr(kind, span), ty: Ty::Value(Type::Bool) })
    }
}
