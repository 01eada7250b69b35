//! 限时 of a group of steps, some of which are off the clock.

use std::fmt::Write as _;

use super::day::Unit;
use super::text::amount;
use super::world::{APPROVER, EXCLUDED_KIND, Name, Point};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    Union,
    WholeDays,
    PerPhase,
    Summed,
}

#[derive(Debug, Clone)]
pub(crate) struct Metered {
    pub(crate) n: u32,
    pub(crate) unit: Unit,
    pub(crate) from: Point,
    pub(crate) extension: Option<u32>,
    /// Besides X it leaves out 专家评审.
    pub(crate) kind: bool,
    pub(crate) notice: bool,
    pub(crate) reading: Reading,
}

impl Metered {
    pub(crate) fn text(&self, point: impl Fn(Point) -> String) -> String {
        let kinds = if self.kind { format!("X、{EXCLUDED_KIND}") } else { String::from("X") };
        let reading: Name = match self.reading {
            Reading::Union => "",
            Reading::WholeDays => " 的 全部日数",
            Reading::PerPhase => "，按阶段",
            Reading::Summed => "，逐项相加",
        };
        let mut text =
            format!("{}，自 {} 之日起，不计入 {kinds}{reading}", amount(self.n, self.unit), point(self.from));
        if self.notice {
            text.push_str("，须 书面告知");
        }
        if let Some(more) = self.extension {
            let _ = write!(text, "，经 {APPROVER} 批准 可以延长 {}", amount(more, self.unit));
        }
        text
    }
}
