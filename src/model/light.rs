//! Lights (亮灯): when what is still pending gives cause for concern.

use super::expr::ExprId;
use super::obligation::ObligationId;
use super::source::Citation;
use crate::calendar::Period;
use crate::text::Span;
use smol_str::SmolStr;

/// `亮灯 NAME：任务、限时 ｛ 黄灯：期限 前 5日； 红灯：期限 前 1日； ｝`
#[derive(Clone, Debug)]
pub struct Light {
    /// Its name.
    pub name: SmolStr,
    /// The obligations that it is about, in their order.
    pub of: Vec<ObligationId>,
    /// 红灯: any of these.
    pub red: Vec<LightWhen>,
    /// 黄灯: any of these.
    pub yellow: Vec<LightWhen>,
    /// Its articles.
    pub cites: Vec<Citation>,
    /// Where it is declared.
    pub span: Span,
}

/// When a light comes on.
#[derive(Clone, Copy, Debug)]
pub enum LightWhen {
    /// `期限 前 N`: from so long before the last day on.
    Before(Period),
    /// While a condition holds.
    While(ExprId),
}
