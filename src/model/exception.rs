//! Exceptions (例外): what takes an obligation's place, and how obligations stand to each other.

use super::arena::Id;
use super::expr::ExprId;
use super::obligation::ObligationId;
use super::register::Register;
use super::ruleset::{Procedure, Step};
use super::source::{Citation, Window};
use crate::text::Span;
use smol_str::SmolStr;

/// Names an exception.
pub type ExceptionId = Id<Exception>;

/// `例外 N：BASE，情形 C，依据 …，优先于 M ｛ … ｝`
#[derive(Clone, Debug)]
pub struct Exception {
    /// Its name.
    pub name: SmolStr,
    /// Its path in the rules' own names; the ids of its own duties begin with it.
    pub id: SmolStr,
    /// Its ASCII path.
    pub alias: SmolStr,
    /// The procedure it belongs to; `None` in a 规则.
    pub procedure: Option<Id<Procedure>>,
    /// The step it belongs to.
    pub step: Option<Id<Step>>,
    /// The register it belongs to; it is asked of each entry.
    pub register: Option<Id<Register>>,
    /// 情形
    pub when: ExprId,
    /// 情形, and that of no exception that prevails over it.
    pub prevails_when: ExprId,
    /// Those that prevail over it, through any number of 优先于.
    pub prior: Vec<ExceptionId>,
    /// What it replaces.
    pub bases: Vec<ObligationId>,
    /// The duties it creates.
    pub duties: Vec<ObligationId>,
    /// Its own articles; empty where it cites none.
    pub cites: Vec<Citation>,
    /// 授权: the superior articles that allow it.
    pub authorised: Vec<Citation>,
    /// Where it is written.
    pub span: Span,
}

/// How an obligation of a refining procedure stands to the superior one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Relation {
    /// It is inherited as it is, or there is no superior one.
    #[default]
    Continues,
    /// It takes the place of the superior one.
    Replaces,
    /// It is the superior one, outside the scope of the refining procedure.
    Stands,
}

/// How an obligation stands to others.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// The exception that creates it: it binds only while that one holds.
    pub exception: Option<ExceptionId>,
    /// The exceptions that may take its place, in the order in which they are written.
    pub exceptions: Vec<ExceptionId>,
    /// At least one of [`Self::exceptions`] holds.
    pub replaced_when: Option<ExprId>,
    /// The obligation of the superior procedure (细化) that it continues or takes the place of.
    pub superior: Option<ObligationId>,
    /// Whether it is that one, takes its place, or stands outside the scope of what does.
    pub relation: Relation,
    /// 上位 NAME: the superior obligations that it carries out beside them.
    pub implements: Vec<ObligationId>,
    /// 授权: the superior articles that allow a relaxation.
    pub authorised: Vec<Citation>,
    /// 施行, 失效 of the sentence itself: the days on which this version of it binds.
    pub window: Window,
    /// The own scope of the refining procedure, inside or outside of which it binds.
    pub within: Option<ExprId>,
}
