//! Registers (清单): entries that are judged one by one, and the built-in record of a licence (证照).

use super::arena::Id;
use super::expr::ExprId;
use super::obligation::ObligationId;
use super::types::{Field, Presence, Schema, Type};
use crate::text::Span;
use smol_str::SmolStr;

/// A register. Its entries stand in dossiers; each of its obligations is judged of each of them.
#[derive(Clone, Debug)]
pub struct Register {
    /// Its name.
    pub name: SmolStr,
    /// Its ASCII alias.
    pub alias: Option<SmolStr>,
    /// The fields of an entry.
    pub schema: Id<Schema>,
    /// 标识: the fields that tell entries apart; else 名称, 姓名 or name where there is one.
    pub key: Vec<u16>,
    /// Whether 标识 is written: then no two entries may share it.
    pub key_declared: bool,
    /// The date of an entry: 日期, else the first 有效于 that reads a field of the entry. It reads
    /// the entry as variable 0.
    pub date: Option<ExprId>,
    /// Its obligations.
    pub obligations: Vec<ObligationId>,
    /// Where it is declared.
    pub span: Span,
}

/// The slots of a licence.
pub mod licence {
    /// 种类
    pub const KIND: u16 = 0;
    /// 编号
    pub const NUMBER: u16 = 1;
    /// 持有人
    pub const HOLDER: u16 = 2;
    /// 场所
    pub const PLACE: u16 = 3;
    /// 自: the first day.
    pub const FROM: u16 = 4;
    /// 至: the last day; 长期 is none.
    pub const TO: u16 = 5;
    /// 吊销日期: from that day on it is worth nothing.
    pub const REVOKED: u16 = 6;
}

impl Schema {
    /// The fields of a licence, in the order of their slots.
    #[must_use]
    pub fn of_licence(span: Span) -> Self {
        let field = |name: &'static str, alias: &'static str, ty: Type, presence: Presence| Field {
            name: SmolStr::new_static(name),
            alias: Some(SmolStr::new_static(alias)),
            ty,
            presence,
            span,
        };
        Self {
            name: SmolStr::new_static("证照"),
            alias: Some(SmolStr::new_static("licence")),
            fields: vec![
                field("种类", "kind", Type::Text, Presence::Required),
                field("编号", "number", Type::Text, Presence::Open),
                field("持有人", "holder", Type::Text, Presence::Open),
                field("场所", "place", Type::Text, Presence::Open),
                field("自", "from", Type::Date, Presence::Open),
                field("至", "to", Type::Date, Presence::Open),
                field("吊销日期", "revoked", Type::Date, Presence::Optional),
            ],
            span,
        }
    }
}
