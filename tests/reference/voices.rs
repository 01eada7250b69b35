//! The model's opinions and votes: what is asked, and what is on record.

use super::day::Day;
use super::world::{Name, Organ};

/// An opinion on a record.
#[derive(Debug, Clone)]
pub(crate) struct Opinion {
    pub(crate) by: Name,
    pub(crate) agrees: bool,
    pub(crate) date: Option<Day>,
}

/// `表决 ｛ … ｝`.
#[derive(Debug, Clone)]
pub(crate) struct VoteRule {
    pub(crate) approve: Threshold,
    /// 基数：应到, else 实到.
    pub(crate) of_expected: bool,
    /// 弃权：不计入.
    pub(crate) without_abstentions: bool,
    pub(crate) quorum: Option<Threshold>,
    pub(crate) veto: Option<Organ>,
    pub(crate) recused: Option<Organ>,
    pub(crate) tie: Option<Tie>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Threshold {
    Count(u32),
    /// Numerator, denominator, and whether more than the share is needed.
    Share(u32, u32, bool),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tie {
    Carried,
    Lost,
    Head,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Say {
    For,
    Against,
    Abstain,
}

/// The part of a meeting's record that is about its vote.
#[derive(Debug, Clone, Default)]
pub(crate) struct Poll {
    pub(crate) expected: Option<u32>,
    pub(crate) present: Option<u32>,
    /// Votes for, against, abstentions, without names.
    pub(crate) counted: Option<(u32, u32, u32)>,
    pub(crate) ballots: Option<Vec<(Name, Say)>>,
    pub(crate) recused: Option<Vec<Name>>,
}

impl Threshold {
    pub(crate) fn text(self) -> String {
        match self {
            Threshold::Count(least) => format!("不少于 {least}票"),
            Threshold::Share(1, 2, true) => String::from("过半数"),
            Threshold::Share(2, 3, false) => String::from("三分之二以上"),
            Threshold::Share(part, 100, false) => format!("{part}%"),
            Threshold::Share(..) => panic!("no words for {self:?}"),
        }
    }
}

impl VoteRule {
    pub(crate) fn text(&self, organ: fn(Organ) -> Name) -> String {
        let mut text = format!(
            "同意：{}；基数：{}；",
            self.approve.text(),
            if self.of_expected { "应到" } else { "实到" }
        );
        if self.without_abstentions {
            text.push_str("弃权：不计入；");
        }
        if let Some(quorum) = self.quorum {
            text.push_str(&format!("实到：{}；", quorum.text()));
        }
        if let Some(veto) = self.veto {
            text.push_str(&format!("否决：{}；", organ(veto)));
        }
        if let Some(recused) = self.recused {
            text.push_str(&format!("回避：{}；", organ(recused)));
        }
        match self.tie {
            None => {}
            Some(Tie::Carried) => text.push_str("平票：通过；"),
            Some(Tie::Lost) => text.push_str("平票：不通过；"),
            Some(Tie::Head) => text.push_str("平票：行政首长；"),
        }
        text
    }
}
