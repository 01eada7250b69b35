//! The table construct × verdict: how often the generated histories reach each status of each row of
//! the page on verdicts. A cell that can be reached and is not compares nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::generate::FAMILIES;
use super::judge::judge;
use super::world::World;

/// Each construct (family and the last part of the id) with the statuses it can have there.
const CELLS: &[(&str, &str)] = &[
    ("performing/履行", "合规 违规 待办"),
    ("preceding/甲", "合规 违规 待办 缺证 不适用"),
    ("joins/任一", "合规 违规 待办 缺证 不适用"),
    ("joins/其中", "合规 违规 待办 缺证 不适用"),
    ("links/丁", "合规 违规 待办 缺证 不适用"),
    ("links/丁.开始", "合规 违规 待办 缺证 不适用"),
    ("outcome/履行", "合规 违规 待办 缺证"),
    ("outcome/结论", "合规 待办 缺证 不适用"),
    ("redoing/履行", "合规 违规 待办"),
    ("group/履行", "合规 违规 待办"),
    ("optional/履行", "合规 违规 待办 缺证 不适用"),
    ("scope/履行", "合规 违规 待办 缺证 不适用"),
    ("waiver/履行", "合规 违规 待办 缺证 免除"),
    ("exception/公示期", "合规 违规 待办 缺证 不适用"),
    ("exception/限时", "合规 违规 待办 缺证 不适用"),
    ("exception/公告", "合规 违规 待办 缺证 不适用"),
    ("exceptions/公示期", "合规 违规 待办 缺证 不适用"),
    ("exceptions/限时", "合规 违规 待办 缺证 不适用"),
    ("exceptions/公告", "合规 违规 待办 缺证 不适用"),
    ("principle/公示期", "合规 违规 未达 待办 缺证 不适用"),
    ("principle/限时", "合规 违规 未达 待办 缺证 不适用"),
    ("principle/公告", "合规 违规 未达 待办 缺证 不适用"),
    ("moved_deadline/履行", "合规 违规 待办 缺证"),
    ("moved_deadline/期限", "合规 违规 待办 缺证 不适用"),
    ("refining/公示期", "合规 违规 待办 缺证 不适用"),
    ("refining/限时", "合规 违规 待办 缺证 不适用"),
    ("refining/丁", "合规 违规 待办 不适用"),
    ("refining/履行", "合规 违规 待办 不适用"),
    ("refining_within/公示期", "合规 违规 待办 缺证 不适用"),
    ("refining_within/上位", "合规 违规 待办 缺证 不适用"),
    ("refining_within/丁", "合规 违规 待办 缺证 不适用"),
    ("refining_within/履行", "合规 违规 待办 缺证 不适用"),
    ("versions/旧期", "合规 违规 待办 不适用"),
    ("versions/新期", "合规 违规 待办 不适用"),
    ("versions/总限", "合规 违规 待办 不适用"),
    ("renaming/承办", "合规 违规 待办 缺证 不适用"),
    ("force/履行", "合规 违规 待办 不适用"),
    ("partial/履行", "合规 缺证"),
    ("undertaking/承办", "合规 违规 待办 缺证 不适用"),
    ("opinions/会签", "合规 违规 待办 缺证 不适用"),
    ("opinions/或签", "合规 违规 待办 缺证 不适用"),
    ("vote/表决", "合规 违规 待办 缺证 不适用"),
    ("document/公告", "合规 违规 待办 缺证 不适用"),
    ("must/甲项", "合规 违规 待办 缺证 不适用"),
    ("computing/甲项", "合规 违规 待办 缺证"),
    ("computing/禁项", "合规 违规 待办 缺证"),
    ("computing_scope/甲项", "合规 违规 待办 缺证 不适用"),
    ("counting/甲项", "合规 违规 待办"),
    ("counting/禁项", "合规 违规 待办"),
    ("table/甲项", "合规 违规 待办 缺证 不适用"),
    ("table/禁项", "合规 违规 待办 缺证 不适用"),
    ("table_collecting/甲项", "合规 违规 待办 缺证 不适用"),
    ("table_collecting/禁项", "合规 违规 待办 缺证 不适用"),
    ("table_length/表期", "合规 违规 待办 缺证 不适用"),
    ("must_not/禁项", "合规 违规 待办 缺证 不适用"),
    ("finding/采纳意见", "合规 违规 待办 缺证"),
    ("meeting/种类", "合规 违规 待办 缺证"),
    ("meeting/最后发言", "合规 违规 待办 缺证"),
    ("meeting/与多数不一致", "合规 违规 待办 缺证 不适用"),
    ("meeting/不同意见", "合规 违规 待办 缺证 不适用"),
    ("sequence/顺序", "合规 违规 待办 缺证"),
    ("entry_must/合规项", "合规 违规 待办 缺证 不适用"),
    ("entry_must_not/禁止项", "合规 违规 待办 缺证 不适用"),
    ("entry_finding/整改", "合规 违规 待办 缺证 不适用"),
    ("licences/持证", "合规 违规 待办 缺证 不适用"),
    ("entry_deadline/限办", "合规 违规 待办 缺证 不适用"),
    ("entry_exception/原句", "合规 违规 待办 缺证 不适用"),
    ("entry_exception/新句", "合规 违规 待办 缺证 不适用"),
    ("lasting/公示期", "合规 违规 待办 缺证"),
    ("presumptive/公示期", "合规 违规 待办 缺证"),
    ("within/限时", "合规 违规 待办 缺证"),
    ("clocking/总限", "合规 违规 待办 缺证"),
    ("clocking_rework/总限", "合规 违规 待办"),
    ("measured/参数期", "合规 违规 待办 缺证 不适用"),
    ("deadline/期限", "合规 违规 待办"),
    ("before/提前告知", "合规 违规 待办 缺证"),
    ("following/后续", "合规 违规 待办 缺证 不适用"),
    ("following/送达", "合规 违规 待办 缺证 不适用"),
    ("following/未履行", "合规 违规 待办 缺证 不适用"),
    ("owing/公告", "合规 违规 待办 缺证 不适用"),
    ("owing/未履行", "合规 违规 待办 缺证 不适用"),
    ("committing/告知承诺", "合规 违规 待办 缺证 不适用"),
    ("committing/未履行", "合规 违规 待办 缺证 不适用"),
    ("offending/违者", "合规 违规 待办 缺证 不适用"),
    ("offending/未履行", "合规 违规 待办 不适用"),
    ("deeming/限时", "合规 违规 待办 不适用"),
    ("deeming/履行", "合规 违规 待办"),
    ("deeming/甲", "合规 违规 待办 不适用"),
    ("tasks/期限", "合规 违规 待办 缺证 不适用"),
    ("tasks/甲期", "合规 违规 待办 缺证 不适用"),
    ("tasks/环节", "合规 违规 待办 缺证 不适用"),
    ("tasks/说明书", "合规 违规 待办 缺证 不适用"),
    ("targets/期限", "合规 未达 待办 缺证 不适用"),
    ("targets/环节", "合规 未达 待办 缺证 不适用"),
    ("targets/说明书", "合规 未达 待办 缺证 不适用"),
    ("unfiled_tasks/期限", "合规 违规 待办 缺证"),
    ("unfiled_tasks/环节", "合规 待办 缺证"),
    ("unfiled_tasks/说明书", "合规 待办 缺证"),
    ("duties/尽责", "合规 违规 待办 缺证 不适用"),
    ("duties/甲责", "合规 违规 待办 缺证 不适用"),
    ("duties/禁责", "合规 违规 缺证 不适用"),
    ("recurring/频次", "合规 违规 待办 缺证"),
    ("recurring_soft/频次", "合规 未达 待办 缺证"),
    ("recurring_partial/频次", "合规 待办 缺证"),
    ("recurring_step/频次", "合规 违规 待办 缺证"),
    ("lit_tasks/期限", "合规 违规 待办 缺证 预警"),
    ("lit_tasks/环节", "合规 违规 待办 缺证 预警"),
    ("lit_recurring/频次", "合规 违规 待办 缺证 预警"),
    ("soft/公告", "合规 违规 未达 待办 缺证 不适用"),
    ("soft/甲项", "合规 违规 未达 待办 缺证 不适用"),
    ("soft/公示期", "合规 违规 未达 待办 缺证 不适用"),
    ("soft/采纳意见", "合规 违规 未达 待办 缺证 不适用"),
];

/// The columns of the table.
const STATUSES: [&str; 8] = ["合规", "违规", "待办", "缺证", "免除", "不适用", "未达", "预警"];

/// Histories drawn for each family.
const DRAWN: u32 = 300;

/// The table as text, and its empty cells.
pub(crate) fn table() -> (String, Vec<String>) {
    let seen = reached();
    let mut text = String::from("construct × verdict, of ");
    let _ = writeln!(text, "{DRAWN} histories a family (· cannot be)\n{}", STATUSES.join("\t"));
    let mut empty = Vec::new();
    for (construct, statuses) in CELLS {
        for status in STATUSES {
            let count = seen.get(&format!("{construct}/{status}")).copied().unwrap_or(0);
            let due = statuses.split(' ').any(|one| one == status);
            if due && count == 0 {
                empty.push(format!("{construct}/{status}"));
            }
            let _ = if due || count > 0 { write!(text, "{count}\t") } else { write!(text, "·\t") };
        }
        let _ = writeln!(text, "{construct}");
    }
    for (family, _) in FAMILIES {
        if !CELLS.iter().any(|(construct, _)| construct.split('/').next() == Some(family)) {
            empty.push(format!("{family}: no line in the table"));
        }
    }
    (text, empty)
}

fn reached() -> BTreeMap<String, u32> {
    let mut seen = BTreeMap::new();
    for (name, family) in FAMILIES {
        let mut runner = TestRunner::deterministic();
        let worlds: BoxedStrategy<World> = family();
        for _ in 0..DRAWN {
            let world = worlds.new_tree(&mut runner).expect("a world can be drawn").current();
            for (id, verdict) in judge(&world).0 {
                let last = id.rsplit('/').next().unwrap_or_default();
                let last = last.split('[').next().unwrap_or_default();
                *seen.entry(format!("{name}/{last}/{}", verdict.status.chinese())).or_default() += 1;
            }
        }
    }
    seen
}
