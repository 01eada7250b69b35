//! Types of facts and fields, and the values they take.

use super::arena::Id;
use crate::calendar::{Moment, Period};
use crate::quantity::{Decimal, Dimension};
use crate::text::Span;
use smol_str::SmolStr;

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// 文本
    Text,
    /// 是否
    Bool,
    /// 整数
    Integer,
    /// 小数: an exact decimal.
    Decimal,
    /// A quantity; values are held in the base unit of the dimension.
    Quantity(Dimension),
    /// 日期
    Date,
    /// 时间: a date with an optional time of day.
    Time,
    /// 历时: a period of the law.
    Period,
    /// 取值（…）
    Enum(Id<Enumeration>),
    /// 列表 T
    List(Box<Type>),
    /// A record with named fields.
    Record(Id<Schema>),
}

/// The members of a `取值（…）`, in the order of their declaration.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// The members.
    pub members: Vec<SmolStr>,
    /// Where it is declared.
    pub span: Span,
}

/// Named, typed fields: of a 档案, a 材料, a 角色 or a record.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The name of what has the fields.
    pub name: SmolStr,
    /// Its ASCII alias.
    pub alias: Option<SmolStr>,
    /// The fields in the order of their declaration; a field's slot is its position.
    pub fields: Vec<Field>,
    /// Where it is declared.
    pub span: Span,
}

impl Schema {
    /// The slot and the field of a name or an alias.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<(usize, &Field)> {
        let is = |field: &&Field| field.name == name || field.alias.as_deref() == Some(name);
        self.fields.iter().enumerate().find(|(_, field)| is(field))
    }
}

/// One field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: SmolStr,
    /// Its ASCII alias.
    pub alias: Option<SmolStr>,
    /// What it holds.
    pub ty: Type,
    /// What its absence means.
    pub presence: Presence,
    /// Where it is declared.
    pub span: Span,
}

/// What the absence of a field means.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// It may come later: absent is unknown.
    Open,
    /// `默认 V`: absent is V.
    Default(Value),
    /// `可缺`: absent means there is none.
    Optional,
    /// `必填`: absent is an input fault.
    Required,
}

/// A value. Quantities are decimals in the base unit of their field's dimension.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// 是否
    Bool(bool),
    /// 整数, 小数, quantities.
    Number(Decimal),
    /// 文本
    Text(SmolStr),
    /// 日期, 时间
    Moment(Moment),
    /// 历时
    Period(Period),
    /// A member of an enumeration, by position.
    Member(u16),
    /// A list.
    List(Vec<Fact>),
    /// A record, by slots of its schema.
    Record(Vec<Fact>),
}

/// What is known of a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Fact {
    /// Not given: unknown.
    #[default]
    Unknown,
    /// Not given, and that means there is none.
    None,
    /// Given, or its default.
    Known(Value),
}

impl Fact {
    /// The value, where it is known.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown | Self::None => None,
        }
    }
}
