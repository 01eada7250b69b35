//! What is said of an act that cannot have happened.

use super::ConflictKind as Kind;
use crate::diag::case::Contradiction;

impl From<Kind> for Contradiction {
    fn from(kind: Kind) -> Self {
        let of = |zh, en, help_zh, help_en| Self {
            code: if kind == Kind::OutOfOrder { 7110 } else { 7111 },
            zh,
            en,
            help_zh,
            help_en,
        };
        match kind {
            Kind::OutOfOrder => of(
                "动作的日期早于写在它前面的动作",
                "the act lies before the one that is written before it",
                "动作按发生的先后写；日期写错的改日期",
                "write acts in the order in which they happened, or correct the date",
            ),
            Kind::BeforeStart => of(
                "动作的日期早于它所接续的记载",
                "the act lies before what it goes on from",
                "核对两处的日期",
                "check both dates",
            ),
            Kind::Terminated => of(
                "案件已经终止，不能再有动作",
                "the case was terminated: nothing more can be done in it",
                "删去终止之后的动作；要重新办理的，另立一件",
                "remove what comes after the end; begin a new case to do it again",
            ),
            Kind::Void => of(
                "案件已经作废，不能再有动作",
                "the case is void: nothing more can be done in it",
                "删去作废之后的动作；要重新办理的，另立一件",
                "remove what comes after; begin a new case to do it again",
            ),
            Kind::Launched => of(
                "案件已经启动",
                "the case has begun already",
                "启动只写一次，写在最前面",
                "write ‘launch’ once, before everything else",
            ),
            Kind::Underway => of(
                "{}正在办理，不能再开始一次",
                "{} goes on already and cannot begin again",
                "先完成它；要重办前面的步骤，用退回",
                "finish it first; ‘return’ sends the case back to an earlier step",
            ),
            Kind::NotBegun => {
                of("{}还没有开始", "{} has not begun", "先记它的开始", "record its start first")
            }
            Kind::NotFinished => of(
                "{}还没有完成，不能退回到它",
                "{} is not finished, so the case cannot go back to it",
                "它正在办理，接着办即可",
                "it goes on: go on with it",
            ),
            Kind::Finished => of(
                "{}已经完成",
                "{} is finished already",
                "要重办的，用退回；刚记错的，用撤回",
                "‘return’ does it again, ‘withdraw’ takes back what was recorded by mistake",
            ),
            Kind::OthersWork => of(
                "{}由别的单位承办",
                "{} is done by somebody else",
                "改为实际承办的单位，或先记转办",
                "name who does it, or record a transfer first",
            ),
            Kind::NothingOwn => of(
                "没有可以撤回的动作",
                "there is nothing that could be taken back",
                "只能撤回同一单位自己所做、仍然有效的动作",
                "only what the same hand did, and what still stands, can be taken back",
            ),
            Kind::ActedOn => of(
                "之后已有人接着办理，不能撤回",
                "others have gone on from it: it cannot be taken back",
                "先撤回后面的动作，或用退回",
                "take back what came after it first, or use ‘return’",
            ),
            Kind::NotStopped => of(
                "没有停下的时限或者案件可以恢复",
                "nothing stands still that could go on",
                "先有补正、暂停或者中止，才有恢复",
                "only what was stopped by ‘correct’, ‘suspend’ or ‘stay’ can go on",
            ),
            Kind::SeveralStopped => of(
                "停下的不止一项，没有写明恢复哪一项",
                "several things stand still, and it is not said which goes on",
                "写明时限或者种类",
                "say which clock, or which kind",
            ),
            Kind::Stopped => of(
                "已经停下，不能再停一次",
                "it stands still already",
                "先恢复，再停",
                "let it go on before it stops again",
            ),
        }
    }
}
