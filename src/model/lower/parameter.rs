//! 参数: values the user must set, and those that are set. Parameters are the fields of one 档案 of
//! their own, so that a value that is still to be set is an unknown fact like any other.

use super::head::{Head, Named};
use super::path::{Resolved, Typed};
use super::symbols::nearest;
use super::{Lower, Scope};
use crate::diag::{names, typing};
use crate::model::{ExprId, ExprKind, FactGroup, Field, Parameters, PeriodOf, Presence, Schema, Type, Value};
use crate::quantity::Dimension;
use crate::syntax::ast::{Expr, ExprKind as Ast, Path, Segment, Statement};
use crate::syntax::vocabulary::ClauseWord;
use crate::text::Span;
use smol_str::SmolStr;

/// The name of the 档案 that holds all parameters, as dossiers write it, and its alias.
const GROUP: (&str, &str) = ("参数", "parameters");

/// The prefix under which a setting from outside names any parameter.
const OUTSIDE: &str = "命令行";

/// A declared parameter.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    field: Field,
    file: usize,
    fixed: bool,
}

impl<'s> Lower<'s> {
    /// `参数 N：类型，待定｜默认 V` or `参数 N：V`; `参数 别名·N：V` sets an imported one.
    pub(super) fn declare_parameter(&mut self, head: &Head<'_>, statement: Statement<'s>) {
        let Some(Named { name, alias, span }) = self.single_name(head) else { return };
        if self.sets_another(&name) {
            self.settings.push((self.scope.file, name, statement));
            return;
        }
        if let Some(first) = self.parameters.iter().find(|draft| draft.field.name == name) {
            let first = first.field.span;
            return self.report(names::twice(span, &name, first));
        }
        let cites = self.parameter_cites(statement);
        self.scope.cites = cites;
        let read = self.parameter_value(&name, statement);
        self.scope.cites.clear();
        let Some((ty, presence, fixed)) = read else {
            self.broken_parameters.push(name);
            return;
        };
        let field = Field { name, alias, ty, presence, span };
        self.parameters.push(Draft { field, file: self.scope.file, fixed });
    }

    fn parameter_cites(&mut self, statement: Statement<'s>) -> Vec<crate::model::Citation> {
        let mut cites = Vec::new();
        for clause in statement.clauses() {
            if clause.word == ClauseWord::Cited {
                cites.extend(self.citations(&clause.items));
            }
        }
        cites
    }

    fn sets_another(&self, name: &str) -> bool {
        let imports = self.files.get(self.scope.file).map(|file| &file.imports);
        name.split_once('·').is_some_and(|(prefix, _)| {
            prefix == OUTSIDE || imports.is_some_and(|all| all.iter().any(|(alias, ..)| alias == prefix))
        })
    }

    fn parameter_value(&mut self, name: &str, statement: Statement<'s>) -> Option<(Type, Presence, bool)> {
        let value = statement.value();
        let Some(first) = value.as_ref().and_then(|value| value.items.first()).cloned() else {
            self.report(
                names::required(
                    statement.span(),
                    &format!("「{name}」的类型或者值"),
                    &format!("the type or the value of ‘{name}’"),
                )
                .help(
                    "写成「参数 环评时限：历时，待定；」或者「参数 环评时限：60日；」",
                    "write ‘parameter NAME: period, undecided;’ or ‘parameter NAME: 60 days;’",
                ),
            );
            return None;
        };
        if let Some(ty) = literal_type(&first) {
            let value = self.literal(&first, &ty);
            self.parameter_clauses(statement, None);
            return value.map(|value| (ty, Presence::Default(value), true));
        }
        let ty = self.type_of(&first, 0)?;
        let presence = self.parameter_clauses(statement, Some(&ty))?;
        Some((ty, presence, false))
    }

    /// 待定, 默认 V; a constant (no type) has neither.
    fn parameter_clauses(&mut self, statement: Statement<'s>, ty: Option<&Type>) -> Option<Presence> {
        let mut presence = None;
        for clause in statement.clauses() {
            match (clause.word, ty) {
                (ClauseWord::Cited | ClauseWord::Note, _) => {}
                (ClauseWord::Pending, Some(_)) => presence = Some(Presence::Open),
                (ClauseWord::Default, Some(ty)) => {
                    let value = clause.items.first().and_then(|expr| self.literal(expr, ty));
                    if value.is_none() {
                        self.report(typing::bad_default(clause.span));
                    }
                    presence = value.map(Presence::Default);
                }
                (word, _) => self.report(names::surplus(
                    clause.span,
                    &format!("「{}」", word.zh()),
                    &format!("‘{}’", word.en()),
                )),
            }
        }
        if presence.is_none() && ty.is_some() {
            self.report(
                names::required(statement.span(), "「待定」或「默认 …」", "‘undecided’ or ‘default …’").help(
                    "没有公布的写「待定」，由使用者设定；已有的直接写值，如「参数 环评时限：60日；」",
                    "write ‘undecided’ where the text is not published, or the value itself",
                ),
            );
        }
        presence
    }

    /// Applies the settings and makes the 档案 of all parameters; all declarations are known.
    pub(super) fn settle_parameters(&mut self) {
        for (file, name, statement) in std::mem::take(&mut self.settings) {
            self.scope = Scope { file, ..Scope::default() };
            self.set_parameter(&name, statement);
        }
        if self.parameters.is_empty() {
            return;
        }
        let drafts = std::mem::take(&mut self.parameters);
        let span = drafts.first().map(|draft| draft.field.span).unwrap_or_default();
        let fixed = drafts.iter().map(|draft| draft.fixed).collect();
        let fields: Vec<Field> = drafts.into_iter().map(|draft| draft.field).collect();
        let (name, alias) = (SmolStr::new_static(GROUP.0), Some(SmolStr::new_static(GROUP.1)));
        let first_slot = self.rules.fact_slots;
        self.rules.fact_slots += u32::try_from(fields.len()).unwrap_or(u32::MAX);
        let schema =
            self.rules.schemas.push(Schema { name: name.clone(), alias: alias.clone(), fields, span });
        let group = self.rules.facts.push(FactGroup { name, alias, schema, first_slot, span });
        self.rules.parameters = Some(Parameters { group, fixed });
    }

    fn set_parameter(&mut self, name: &str, statement: Statement<'s>) {
        let (prefix, rest) = name.split_once('·').unwrap_or_default();
        let imports = self.files.get(self.scope.file).map(|file| file.imports.as_slice()).unwrap_or_default();
        let of = imports.iter().find(|(alias, ..)| alias == prefix).map(|(_, file, _)| *file);
        let span = statement.head().get(1).map_or(statement.span(), |item| item.word.span);
        let at = self.parameters.iter().position(|draft| {
            draft.field.name == rest && of.is_none_or(|file| self.reaches(file, draft.file))
        });
        let Some(at) = at else {
            let near = nearest(rest, self.parameters.iter().map(|draft| draft.field.name.as_str()))
                .map(str::to_owned);
            return self.report(names::unknown(span, "参数", "parameter", rest, near.as_deref()));
        };
        let Some(draft) = self.parameters.get(at).cloned() else { return };
        if draft.fixed {
            return self.report(names::twice(span, rest, draft.field.span).help(
                "这个参数已经有固定的值；要能设定，声明时写「待定」或者「默认 …」",
                "its value is fixed; to be set it must be declared ‘undecided’ or with a ‘default’",
            ));
        }
        let value = statement.value();
        let Some(expr) = value.as_ref().and_then(|value| value.items.first()) else {
            return self.report(names::required(statement.span(), "值", "a value"));
        };
        self.scope.cites = self.parameter_cites(statement);
        self.parameter_clauses(statement, None);
        match self.literal(expr, &draft.field.ty) {
            Some(value) => {
                if let Some(draft) = self.parameters.get_mut(at) {
                    draft.field.presence = Presence::Default(value);
                    draft.fixed = true;
                }
            }
            None => {
                let wanted = super::path::Ty::Value(draft.field.ty).words();
                let text = self.rules.sources.text(expr.span).to_owned();
                self.report(typing::bad_setting(expr.span, rest, &text, wanted, draft.field.span));
            }
        }
    }

    /// Whether a file is another one or imports it, however far.
    fn reaches(&self, from: usize, to: usize) -> bool {
        let mut seen = Vec::new();
        let mut open = vec![from];
        while let Some(file) = open.pop() {
            if file == to {
                return true;
            }
            if !seen.contains(&file) {
                seen.push(file);
                let imports = self.files.get(file).into_iter().flat_map(|parsed| &parsed.imports);
                open.extend(imports.map(|(_, file, _)| *file));
            }
        }
        false
    }

    /// `参数·N`, `别名·参数·N`; the outer `None`: no parameter is spoken of.
    pub(super) fn parameter(
        &mut self,
        first: &Segment<'s>,
        fields: &[Segment<'s>],
        span: Span,
    ) -> Option<Option<Resolved>> {
        let text = first.name.text.as_ref();
        let name = text
            .strip_prefix("参数·")
            .or_else(|| text.strip_prefix("parameter·"))
            .or_else(|| text.split_once("·参数·").map(|(_, name)| name))?;
        Some(self.parameter_named(name, first.name.span, fields, span))
    }

    fn parameter_named(
        &mut self,
        name: &str,
        at: Span,
        fields: &[Segment<'s>],
        span: Span,
    ) -> Option<Resolved> {
        if let Some(surplus) = fields.first() {
            let text = surplus.name.text.to_string();
            self.report(names::surplus(surplus.name.span, &format!("「.{text}」"), &format!("‘.{text}’")));
            return None;
        }
        if self.broken_parameters.iter().any(|broken| broken == name) {
            return None;
        }
        let group = self.rules.parameters.as_ref().map(|all| &self.rules.facts[all.group]);
        let found = group.and_then(|group| {
            let (slot, field) = self.rules.schemas[group.schema].field(name)?;
            Some((group.first_slot.checked_add(u32::try_from(slot).ok()?)?, field.ty.clone()))
        });
        let Some((slot, ty)) = found else {
            let known = group.map(|group| self.rules.schemas[group.schema].fields.as_slice());
            let near = nearest(name, known.unwrap_or_default().iter().map(|field| field.name.as_str()))
                .map(str::to_owned);
            self.report(names::unknown(at, "参数", "parameter", name, near.as_deref()).help(
                near.map_or_else(
                    || format!("先在文件最外层声明：参数 {name}：历时，待定；"),
                    |near| format!("是否应为「参数·{near}」？"),
                ),
                format!("declare it at the outermost level: parameter {name}: period, undecided;"),
            ));
            return None;
        };
        let expr = self.expr(ExprKind::Fact(slot), span);
        Some(Resolved::Value(Typed { expr, ty: super::path::Ty::Value(ty) }))
    }

    /// The period that a path stands for: one that is fixed, or one that is read from the facts.
    pub(super) fn period_of_path(&mut self, path: &Path<'s>) -> Option<PeriodOf> {
        let Resolved::Value(typed) = self.resolve(path)? else {
            self.report(typing::not_a_period(path.span));
            return None;
        };
        self.period_of_value(&typed, path.span)
    }

    /// The same of a value.
    pub(super) fn period_of_value(&mut self, typed: &Typed, span: Span) -> Option<PeriodOf> {
        let super::path::Ty::Value(Type::Period) = typed.ty else {
            self.report(typing::not_a_period(span).help(
                "读来的期间应当是「历时」类型的参数或者字段",
                "a period that is read comes from a parameter or field of the type ‘period’",
            ));
            return None;
        };
        self.mark_entangled(typed.expr);
        Some(match self.fixed_period(typed.expr) {
            Some(period) => PeriodOf::Written(period),
            None => PeriodOf::Read(typed.expr),
        })
    }

    fn fixed_period(&self, expr: ExprId) -> Option<crate::calendar::Period> {
        let ExprKind::Fact(slot) = &self.rules.exprs[expr].kind else { return None };
        let parameters = self.rules.parameters.as_ref()?;
        let group = &self.rules.facts[parameters.group];
        let at = usize::try_from(slot.checked_sub(group.first_slot)?).ok()?;
        if !parameters.fixed.get(at).copied().unwrap_or(false) {
            return None;
        }
        match &self.rules.schemas[group.schema].fields.get(at)?.presence {
            Presence::Default(Value::Period(period)) => Some(*period),
            _ => None,
        }
    }
}

/// The type of a literal; `None` where it is none, and so must be the name of a type.
fn literal_type(expr: &Expr<'_>) -> Option<Type> {
    Some(match &expr.kind {
        Ast::Text(_) => Type::Text,
        Ast::Number(_) => Type::Decimal,
        Ast::Moment(_) | Ast::Stretch(..) => Type::Date,
        Ast::Path(path) => super::literal::truth(path.single()?).map(|_| Type::Bool)?,
        Ast::Quantity(quantity) => match quantity.unit.dimension() {
            Dimension::Days | Dimension::Workdays | Dimension::Months | Dimension::Minutes => Type::Period,
            dimension => Type::Quantity(dimension),
        },
        _ => return None,
    })
}
