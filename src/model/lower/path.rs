//! Names in expressions: variable, the step's own record, enclosing steps, the procedure, then
//! roles, units, events, documents; fields of a 档案 always carry its name.

use super::Lower;
use super::symbols::{Symbol, lookalike, nearest};
use crate::diag::{names, slips, typing};
use crate::model::{
    Collection, DocumentField, DocumentRef, ExprId, ExprKind, Id, MEMBER_NAME, Register, Role, Schema, Step,
    StepField, Type, Value,
};
use crate::quantity::Measure;
use crate::syntax::ast::{self, Segment};
use crate::syntax::builtin;
use crate::text::Span;
use smol_str::SmolStr;

/// What a path stands for.
#[derive(Clone, Debug)]
pub(super) enum Resolved {
    /// A value.
    Value(Typed),
    /// A step itself.
    Step(Id<Step>),
    /// A kind of document as seen from here.
    Document(DocumentRef),
    /// A role itself.
    Role(Id<Role>),
    /// The entries of a register.
    Register(Id<Register>),
    /// An organ.
    Unit,
}

/// A lowered expression with its type.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) expr: ExprId,
    pub(super) ty: Ty,
}

/// The type of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ty {
    /// A value of a declared type.
    Value(Type),
    /// The outcome of a step.
    Outcome(Id<Step>),
    /// A computed quantity that no unit of the language measures: 元 ÷ 平方米.
    Measure(Measure),
}

impl Ty {
    pub(super) fn is_condition(&self) -> bool {
        matches!(self, Self::Value(Type::Bool))
    }

    pub(super) fn is_date(&self) -> bool {
        matches!(self, Self::Value(Type::Date | Type::Time))
    }

    /// The type in words, Chinese and English.
    pub(super) fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::Outcome(_) => ("结论", "an outcome"),
            Self::Measure(_) => ("算出的量", "a computed quantity"),
            Self::Value(ty) => match ty {
                Type::Text => ("文本", "a text"),
                Type::Bool => ("是否", "a condition"),
                Type::Integer | Type::Decimal => ("数", "a number"),
                Type::Quantity(_) => ("带单位的数", "a quantity"),
                Type::Date | Type::Time => ("日期", "a date"),
                Type::Period => ("历时", "a period"),
                Type::Enum(_) => ("取值", "a member of an enumeration"),
                Type::List(_) => ("列表", "a list"),
                Type::Record(_) => ("记录", "a record"),
            },
        }
    }
}

impl<'s> Lower<'s> {
    /// Resolves a path; reports what cannot be resolved.
    pub(super) fn resolve(&mut self, path: &ast::Path<'s>) -> Option<Resolved> {
        // `/` reaches into rules: a step's path, possibly with a field after it.
        let rules_part =
            path.segments.iter().skip(1).take_while(|segment| segment.joint == Some('/')).count() + 1;
        let (head, fields) = path.segments.split_at_checked(rules_part)?;
        if head.len() > 1 {
            let joined = head.iter().map(|segment| segment.name.text.as_ref()).collect::<Vec<_>>().join("/");
            return match self.step_at(&joined) {
                Ok(step) => self.step_member(step, fields, path.span),
                Err(candidates) => {
                    self.no_step(path.span, &joined, &candidates);
                    None
                }
            };
        }
        let first = head.first()?;
        self.resolve_name(first, fields, path.span)
    }

    fn resolve_name(&mut self, first: &Segment<'s>, fields: &[Segment<'s>], span: Span) -> Option<Resolved> {
        let name = first.name.text.as_ref();
        if matches!(name, "上位" | "superior") && fields.is_empty() {
            return self.superior(span);
        }
        if let Some(resolved) = self.parameter(first, fields, span) {
            return resolved;
        }
        if let Some((depth, schema)) = self.variable(name) {
            return self.variable_field(depth, schema, name, fields, span);
        }
        if let Some(schema) = self.entry_field(name) {
            if let Some((_, declared)) = self.symbol(name) {
                self.report(names::shadowing(first.name.span, name, Some(declared)));
                return None;
            }
            let (slot, ty) = self.slot(schema, name, first)?;
            self.no_more(fields, 0)?;
            let expr = self.expr(ExprKind::Variable { depth: 0, slot: u16::try_from(slot).ok()? }, span);
            return Some(Resolved::Value(Typed { expr, ty: Ty::Value(ty) }));
        }
        if let Some(step) = self.scope.step {
            if matches!(name, "本步骤" | "this_step") {
                return self.step_member(step, fields, span);
            }
            let declared = |name: &str| self.symbol(name).is_some();
            if step_field(name).is_some() && !declared(name) && !builtin::twin(name).is_some_and(declared) {
                return self.own_field(step, first, fields, span);
            }
        }
        match self.step_named(name) {
            Ok(step) => return self.step_member(step, fields, span),
            Err(candidates) if !candidates.is_empty() => {
                self.report(names::ambiguous(first.name.span, name, &candidates));
                return None;
            }
            Err(_) => {}
        }
        match self.symbol(name).map(|(symbol, _)| symbol) {
            Some(Symbol::Facts(group)) => self.fact_field(group, name, fields, span),
            Some(Symbol::Document(kind)) => {
                self.document_field(DocumentRef { kind, from: self.scope.step }, name, fields, span)
            }
            Some(Symbol::Role(role)) => self.role_field(role, name, fields, span),
            Some(Symbol::Register(id)) if fields.is_empty() => Some(Resolved::Register(id)),
            Some(Symbol::Register(_)) => {
                self.report(typing::several_values(span, name));
                None
            }
            Some(Symbol::Table(id)) => self.looked_up(id, fields, None, span).map(Resolved::Value),
            Some(Symbol::Unit(_)) if fields.is_empty() => Some(Resolved::Unit),
            Some(Symbol::Event(event)) => {
                let date = fields.first().is_none_or(|field| is_date_word(field.name.text.as_ref()));
                if !date {
                    let field = fields.first()?;
                    self.report(typing::no_field(field.name.span, name, &field.name.text, Some("日期")));
                    return None;
                }
                let expr = self.expr(ExprKind::Event(event), span);
                Some(Resolved::Value(Typed { expr, ty: Ty::Value(Type::Time) }))
            }
            Some(Symbol::Span(_, last)) if fields.is_empty() => {
                let last = Value::Moment(crate::calendar::Moment::from(last));
                let expr = self.expr(ExprKind::Const(last), span);
                Some(Resolved::Value(Typed { expr, ty: Ty::Value(Type::Date) }))
            }
            Some(Symbol::Span(..)) => {
                self.report(names::surplus(span, "期间的字段", "a field of a span"));
                None
            }
            Some(Symbol::Unit(_)) => {
                self.report(names::surplus(span, "机构的字段", "a field of an organ"));
                None
            }
            None => {
                self.unknown_name(first);
                None
            }
        }
    }

    fn unknown_name(&mut self, first: &Segment<'s>) {
        let name = first.name.text.as_ref();
        if self.glued(first) {
            return;
        }
        if name.starts_with(|first: char| first.is_ascii_digit()) {
            return self.report(names::no_measure(first.name.span, name, nearest_measure(name).as_deref()));
        }
        let visible = self.visible_names();
        let owners =
            self.rules.facts.iter().filter(|group| self.rules.schemas[group.schema].field(name).is_some());
        let owned: Vec<String> = owners.map(|group| format!("{}.{name}", group.name)).collect();
        if let [whole] = owned.as_slice() {
            return self.report(names::field_without_group(first.name.span, name, whole));
        }
        if let Some((other, points)) = lookalike(name, visible.iter().map(SmolStr::as_str)) {
            return self.report(names::lookalike(first.name.span, name, other, &points));
        }
        let near = nearest(name, visible.iter().map(SmolStr::as_str));
        let found = names::unknown(first.name.span, "事物", "thing", name, near);
        let copied = near.is_none() && name.chars().count() >= 10 && !name.is_ascii();
        self.report(if copied { found.help(slips::STATUTE.0, slips::STATUTE.1) } else { found });
    }

    /// Reports a name that holds an operator word, as `投资大于5000万元`.
    fn glued(&mut self, segment: &Segment<'s>) -> bool {
        let name = segment.name.text.as_ref();
        let Some((at, operator)) = crate::syntax::glued_operator(name) else {
            let Some(spaced) = crate::syntax::glued_end(name) else { return false };
            self.report(names::glued(segment.name.span, name, &spaced));
            return true;
        };
        let (left, rest) = (name.get(..at).unwrap_or_default(), name.get(at..).unwrap_or_default());
        let right = rest.strip_prefix(operator.zh()).unwrap_or(rest);
        let parts = [left, operator.zh(), right].into_iter().filter(|part| !part.is_empty());
        let spaced = parts.collect::<Vec<_>>().join(" ");
        self.report(names::glued(segment.name.span, name, &spaced));
        true
    }

    pub(super) fn variable(&self, name: &str) -> Option<(u8, Id<Schema>)> {
        if self.scope.register.is_some() && super::register::ENTRY.contains(&name) {
            return self.scope.variables.first().map(|entry| (0, entry.schema));
        }
        let found = self.scope.variables.iter().enumerate().rev().find(|(_, variable)| variable.name == name);
        found.and_then(|(depth, variable)| Some((u8::try_from(depth).ok()?, variable.schema)))
    }

    fn variable_field(
        &mut self,
        depth: u8,
        schema: Id<Schema>,
        name: &str,
        fields: &[Segment<'s>],
        span: Span,
    ) -> Option<Resolved> {
        let Some(field) = fields.first() else {
            self.report(
                names::required(span, &format!("「{name}」的字段"), &format!("a field of ‘{name}’"))
                    .help(format!("写成「{name}.字段」"), format!("write ‘{name}.FIELD’")),
            );
            return None;
        };
        if self.is_member_name(schema, &field.name.text) {
            self.no_more(fields, 1)?;
            let expr = self.expr(ExprKind::Variable { depth, slot: MEMBER_NAME }, span);
            return Some(Resolved::Value(Typed { expr, ty: Ty::Value(Type::Text) }));
        }
        let (slot, ty) = self.slot(schema, name, field)?;
        self.no_more(fields, 1)?;
        let expr = self.expr(ExprKind::Variable { depth, slot: u16::try_from(slot).ok()? }, span);
        Some(Resolved::Value(Typed { expr, ty: Ty::Value(ty) }))
    }

    /// Whether a field that a role does not declare is the name of its member.
    fn is_member_name(&self, schema: Id<Schema>, field: &str) -> bool {
        matches!(field, "名称" | "姓名" | "name")
            && self.rules.schemas[schema].field(field).is_none()
            && self.rules.roles.iter().any(|role| role.schema == Some(schema))
    }

    fn fact_field(
        &mut self,
        group: Id<crate::model::FactGroup>,
        name: &str,
        fields: &[Segment<'s>],
        span: Span,
    ) -> Option<Resolved> {
        let (schema, first_slot) = (self.rules.facts[group].schema, self.rules.facts[group].first_slot);
        let Some(field) = fields.first() else {
            self.report(
                names::required(span, &format!("「{name}」的字段"), &format!("a field of ‘{name}’"))
                    .help(format!("写成「{name}.字段」"), format!("write ‘{name}.FIELD’")),
            );
            return None;
        };
        let (slot, ty) = self.slot(schema, name, field)?;
        self.no_more(fields, 1)?;
        let slot = first_slot.checked_add(u32::try_from(slot).ok()?)?;
        let expr = self.expr(ExprKind::Fact(slot), span);
        Some(Resolved::Value(Typed { expr, ty: Ty::Value(ty) }))
    }

    fn document_field(
        &mut self,
        document: DocumentRef,
        name: &str,
        fields: &[Segment<'s>],
        span: Span,
    ) -> Option<Resolved> {
        let Some(field) = fields.first() else { return Some(Resolved::Document(document)) };
        self.no_more(fields, 1)?;
        let schema = self.rules.documents[document.kind].schema;
        let text = field.name.text.as_ref();
        let own = |name: &str| self.rules.schemas[schema].field(name).is_some();
        if is_date_word(text) && !own(text) && !builtin::twin(text).is_some_and(own) {
            let expr = self.expr(ExprKind::DocumentField(document, DocumentField::Date), span);
            return Some(Resolved::Value(Typed { expr, ty: Ty::Value(Type::Time) }));
        }
        let (slot, ty) = self.slot(schema, name, field)?;
        let field = DocumentField::Slot(u16::try_from(slot).ok()?);
        let expr = self.expr(ExprKind::DocumentField(document, field), span);
        Some(Resolved::Value(Typed { expr, ty: Ty::Value(ty) }))
    }

    fn role_field(
        &mut self,
        role: Id<Role>,
        name: &str,
        fields: &[Segment<'s>],
        span: Span,
    ) -> Option<Resolved> {
        let Some(field) = fields.first() else { return Some(Resolved::Role(role)) };
        if self.rules.roles[role].many {
            self.report(typing::several_values(span, name));
            return None;
        }
        self.no_more(fields, 1)?;
        let Some(schema) = self.rules.roles[role].schema else {
            self.report(typing::no_field(field.name.span, name, &field.name.text, None));
            return None;
        };
        let (slot, ty) = self.slot(schema, name, field)?;
        let expr = self.expr(ExprKind::RoleField(role, u16::try_from(slot).ok()?), span);
        Some(Resolved::Value(Typed { expr, ty: Ty::Value(ty) }))
    }

    fn own_field(
        &mut self,
        step: Id<Step>,
        first: &Segment<'s>,
        fields: &[Segment<'s>],
        span: Span,
    ) -> Option<Resolved> {
        self.no_more(fields, 0)?;
        self.built_in(step, first, span)
    }

    fn step_member(&mut self, step: Id<Step>, fields: &[Segment<'s>], span: Span) -> Option<Resolved> {
        let Some(field) = fields.first() else { return Some(Resolved::Step(step)) };
        let text = field.name.text.as_ref();
        if step_field(text).is_some() {
            self.no_more(fields, 1)?;
            return self.built_in(step, field, span);
        }
        // A document seen from another step: `合法性审查.合法性审查意见.日期`.
        if let Some((Symbol::Document(kind), _)) = self.symbol(text) {
            let rest = fields.get(1..).unwrap_or_default();
            return self.document_field(DocumentRef { kind, from: Some(step) }, text, rest, span);
        }
        let name = self.rules.steps[step].name.clone();
        let near = nearest(text, ["开始", "完成", "结论", "方式", "承办"]);
        self.report(typing::no_field(field.name.span, &name, text, near));
        None
    }

    fn built_in(&mut self, step: Id<Step>, field: &Segment<'s>, span: Span) -> Option<Resolved> {
        let field = step_field(field.name.text.as_ref())?;
        let ty = match field {
            StepField::Start | StepField::Finish => Ty::Value(Type::Time),
            StepField::Outcome => Ty::Outcome(step),
            StepField::Done => Ty::Value(Type::Bool),
            StepField::Manner => Ty::Value(Type::Text),
            StepField::By => Ty::Value(Type::List(Box::new(Type::Text))),
        };
        let expr = self.expr(ExprKind::StepField(step, field), span);
        Some(Resolved::Value(Typed { expr, ty }))
    }

    fn slot(&mut self, schema: Id<Schema>, of: &str, field: &Segment<'s>) -> Option<(usize, Type)> {
        let text = field.name.text.as_ref();
        if let Some((slot, found)) = self.rules.schemas[schema].field(text) {
            return Some((slot, found.ty.clone()));
        }
        let twin = builtin::twin(text).and_then(|twin| self.rules.schemas[schema].field(twin));
        if let Some((slot, found)) = twin {
            return Some((slot, found.ty.clone()));
        }
        if self.broken.iter().any(|(of, field)| *of == schema && field == text) {
            return None;
        }
        let joined = ['或', '且'].into_iter().find_map(|word| {
            let (left, right) = text.split_once(word)?;
            let known = self.rules.schemas[schema].field(left).is_some();
            known.then(|| format!("{left} {word} {right}"))
        });
        if let Some(spaced) = joined {
            self.report(names::glued(field.name.span, text, &spaced));
        } else if !self.glued(field) {
            let known: Vec<SmolStr> =
                self.rules.schemas[schema].fields.iter().map(|field| field.name.clone()).collect();
            let near = nearest(text, known.iter().map(SmolStr::as_str));
            self.report(typing::no_field(field.name.span, of, text, near));
        }
        None
    }

    pub(super) fn no_more(&mut self, fields: &[Segment<'s>], taken: usize) -> Option<()> {
        match fields.get(taken) {
            None => Some(()),
            Some(field) => {
                let text = field.name.text.to_string();
                self.report(names::surplus(field.name.span, &format!("「.{text}」"), &format!("‘.{text}’")));
                None
            }
        }
    }

    /// A path that must be a step.
    pub(super) fn step_of(&mut self, expr: &ast::Expr<'s>) -> Option<Id<Step>> {
        let joined = match &expr.kind {
            ast::ExprKind::Path(path) => {
                path.segments.iter().map(|segment| segment.name.text.as_ref()).collect::<Vec<_>>().join("/")
            }
            // A name that is no word stands in quotes: “30+X”.
            ast::ExprKind::Text(word) => word.text.to_string(),
            ast::ExprKind::Junk => return None,
            _ => {
                self.report(typing::not_a_step(expr.span, ("别的内容", "something else")));
                return None;
            }
        };
        match self.step_at(&joined) {
            Ok(step) => Some(step),
            Err(candidates) => {
                self.no_step(expr.span, &joined, &candidates);
                None
            }
        }
    }

    fn no_step(&mut self, span: Span, name: &str, candidates: &[String]) {
        if !candidates.is_empty() {
            return self.report(names::ambiguous(span, name, candidates));
        }
        let known: Vec<SmolStr> = self
            .scope
            .procedure
            .map(|procedure| {
                let steps = &self.rules.procedures[procedure].steps;
                steps.iter().map(|id| self.rules.steps[*id].name.clone()).collect()
            })
            .unwrap_or_default();
        if let Some((other, points)) = lookalike(name, known.iter().map(SmolStr::as_str)) {
            return self.report(names::lookalike(span, name, other, &points));
        }
        let near = nearest(name, known.iter().map(SmolStr::as_str));
        self.report(names::unknown(span, "步骤", "step", name, near));
    }

    /// A path that must be a kind of document.
    pub(super) fn document_of(&mut self, path: &ast::Path<'s>) -> Option<DocumentRef> {
        if let Some(name) = path.single()
            && self.symbol(name).is_none()
        {
            let known: Vec<SmolStr> = self.rules.documents.iter().map(|kind| kind.name.clone()).collect();
            if let Some((other, points)) = lookalike(name, known.iter().map(SmolStr::as_str)) {
                self.report(names::lookalike(path.span, name, other, &points));
                return None;
            }
            let near = nearest(name, known.iter().map(SmolStr::as_str));
            self.report(names::unknown(path.span, "材料", "document", name, near).help(
                near.map_or_else(
                    || format!("先在文件最外层声明：材料 {name} ｛ ｝"),
                    |near| format!("是否应为「{near}」？否则先在文件最外层声明：材料 {name} ｛ ｝"),
                ),
                near.map_or_else(
                    || format!("declare it at the outermost level: document {name} {{ }}"),
                    |near| {
                        format!(
                            "did you mean ‘{near}’? Else declare it at the outermost level: document {name} {{ }}"
                        )
                    },
                ),
            ));
            return None;
        }
        match self.resolve(path)? {
            Resolved::Document(document) => Some(document),
            Resolved::Step(_)
            | Resolved::Value(_)
            | Resolved::Role(_)
            | Resolved::Register(_)
            | Resolved::Unit => {
                let text = self.rules.sources.text(path.span).to_owned();
                self.report(names::unknown(path.span, "材料", "document", &text, None));
                None
            }
        }
    }

    /// A path that must be a collection, and the fields of its elements.
    pub(super) fn collection_of(&mut self, path: &ast::Path<'s>) -> Option<(Collection, Id<Schema>)> {
        let text = self.rules.sources.text(path.span).to_owned();
        match self.resolve(path)? {
            Resolved::Document(document) => {
                Some((Collection::Documents(document), self.rules.documents[document.kind].schema))
            }
            Resolved::Role(role) => {
                let schema = match self.rules.roles[role].schema {
                    Some(schema) => schema,
                    None => {
                        let name = self.rules.roles[role].name.clone();
                        let empty = Schema { name, alias: None, fields: Vec::new(), span: path.span };
                        let schema = self.rules.schemas.push(empty);
                        self.rules.roles[role].schema = Some(schema);
                        schema
                    }
                };
                Some((Collection::Role(role), schema))
            }
            Resolved::Register(register) => {
                Some((Collection::Register(register), self.rules.registers[register].schema))
            }
            Resolved::Value(Typed { expr, ty: Ty::Value(Type::List(inner)) }) => {
                match (&self.rules.exprs[expr].kind, *inner) {
                    (ExprKind::Fact(slot), Type::Record(schema)) => Some((Collection::Fact(*slot), schema)),
                    (_, Type::Record(schema)) => Some((Collection::Listed(expr), schema)),
                    _ => {
                        self.report(typing::not_a_collection(path.span, &text));
                        None
                    }
                }
            }
            _ => {
                self.report(typing::not_a_collection(path.span, &text));
                None
            }
        }
    }
}

/// The built-in fields of a step's record.
fn step_field(name: &str) -> Option<StepField> {
    match name {
        "开始" | "start" => Some(StepField::Start),
        "完成" | "finish" => Some(StepField::Finish),
        "结论" | "outcome" => Some(StepField::Outcome),
        "方式" | "manner" => Some(StepField::Manner),
        "承办" | "by" => Some(StepField::By),
        _ => None,
    }
}

fn is_date_word(name: &str) -> bool {
    matches!(name, "日期" | "date")
}

/// `10万圆` with its unit spelled right, `24年7月1日` with its whole year.
fn nearest_measure(word: &str) -> Option<String> {
    let digits = word.find(|character: char| !character.is_ascii_digit() && character != '.')?;
    let (number, unit) = (word.get(..digits)?, word.get(digits..)?);
    if unit.starts_with('年') && unit.contains('月') && number.len() == 2 {
        return Some(format!("20{word}"));
    }
    let units = crate::quantity::Unit::SPELLINGS.iter().map(|(spelling, _)| *spelling);
    let near = nearest(unit.strip_prefix('个').unwrap_or(unit), units.filter(|unit| !unit.is_empty()))?;
    let count = if unit.starts_with('个') { "个" } else { "" };
    Some(format!("{number}{count}{near}"))
}
