//! The example dossiers: each is judged at its own as-of date, and the verdicts are those that a reader of the
//! statute expects from the facts.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

#[path = "dossier/shipped.rs"]
mod shipped;

use rulecheck::dossier::{AsOf, Dossier, Format, read_dossier};
use rulecheck::judge::{Report, Status, Subject, Verdict, judge};
use rulecheck::model::RuleSet;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What is expected of one example.
struct Expected {
    /// Its file, without the ending.
    name: &'static str,
    /// The 规则集 that it names; of 国家 the decree alone is used.
    ruleset: &'static str,
    overall: Status,
    /// All violated obligations and no others, without the name of the procedure in front.
    violated: &'static [&'static str],
    /// Some obligations whose other status matters.
    others: &'static [(&'static str, Status)],
}

const GOLMUD: &str = "格尔木市重大行政决策";
const INVESTMENT: &str = "格尔木市政府投资审批";

const EXPECTED: &[Expected] = &[
    // The first day never counts. 05-09 to 06-11 are 33 days (art. 15); the review began on 06-17, the seventh
    // working day was 06-26, the meeting 07-03 (art. 26); the mayor spoke last, the one dissent is recorded (art. 30); the publication on
    // 07-15 is five working days after the issuance.
    Expected {
        name: "compliant",
        ruleset: GOLMUD,
        overall: Status::Satisfied,
        violated: &[],
        others: &[
            ("公众参与/公开征求意见/公示期", Status::Satisfied),
            ("合法性审查/审查时间", Status::Satisfied),
            ("集体讨论决定/会议/最后发言", Status::Satisfied),
            ("集体讨论决定/会议/不同意见", Status::Satisfied),
            ("集体讨论决定/会议/与多数不一致", Status::NotApplicable),
            ("决策公布/主动公开期限", Status::Satisfied),
            ("单位协商/履行", Status::NotApplicable),
            ("归档/履行", Status::Satisfied),
            ("合法性审查/符合市暂行办法", Status::Unproven),
        ],
    },
    // 37号 three (one) 2. The others were finished on 06-25, so that 06-26 to 07-05 are out, eight working days: 06-18 to
    // 06-25 are six, 07-08 to 08-08 twenty-four. The soil plan has ten of its own without its review: 06-18, 19, 07-08 to 17.
    Expected {
        name: "parallel-approval",
        ruleset: INVESTMENT,
        overall: Status::Pending,
        violated: &[],
        others: &[
            ("30+X/总时限", Status::Pending),
            ("30+X/水土保持方案审批/审批时限", Status::Pending),
            ("受理/后补", Status::Satisfied),
            ("30+X/用地批准/前置/勘测定界", Status::Satisfied),
            ("施工许可/履行", Status::Pending),
        ],
    },
    // Nobody was told of the review in writing: thirty working days from 06-17 end on 07-29, ten on 07-01; the extension
    // of 07-03 came too late. Twenty for the planning permit end on 07-15, what was owed was due on 07-01.
    Expected {
        name: "review-without-notice",
        ruleset: INVESTMENT,
        overall: Status::Violated,
        violated: &[
            "30+X/总时限",
            "30+X/水土保持方案审批/审批时限",
            "30+X/建设工程规划许可/办理时限",
            "受理/后补",
            "受理/材料/次要申请材料",
        ],
        others: &[
            ("项目建议书审批/履行", Status::Waived),
            ("初步设计审批/材料/超概报告", Status::Satisfied),
            ("30+X/环境影响评价审批/履行", Status::NotApplicable),
        ],
    },
    // A catalogue matter was changed after study, proposal and approval, but without the consent of the party
    // committee and without publication: the notice is silent on both, our reading of art. 3(3) warns and never counts.
    Expected {
        name: "catalogue-adjusted",
        ruleset: GOLMUD,
        overall: Status::Satisfied,
        violated: &["党委同意/履行", "调整公布/履行", "调整目录/前置/党委同意"],
        others: &[
            ("审定/履行", Status::Satisfied),
            ("调整目录/前置/审定", Status::Satisfied),
            ("调整公布/前置/党委同意", Status::NotApplicable),
        ],
    },
    // Notice 2024-34 three: 09-30 has passed for the second matter, 12-31 has not for the third.
    Expected {
        name: "catalogue-2024",
        ruleset: GOLMUD,
        overall: Status::Violated,
        violated: &["按时提请[某停车管理办法（虚构）]"],
        others: &[
            ("按时提请[某能源规划（虚构）]", Status::Satisfied),
            ("一并报告[某能源规划（虚构）]", Status::Satisfied),
            ("一并报告[某停车管理办法（虚构）]", Status::NotApplicable),
            ("按时提请[某养老服务规划（虚构）]", Status::Pending),
        ],
    },
    // 04-15 to 05-05 are 20 days, no reason was given for fewer than 30 (art. 15); nothing later has begun.
    Expected {
        name: "consultation-too-short",
        ruleset: "国家",
        overall: Status::Violated,
        violated: &["公众参与/公开征求意见/公示期"],
        others: &[("合法性审查/履行", Status::Pending)],
    },
    // A countersignature took the place of the review (art. 25), which therefore covered none of the three points
    // (art. 27) and heard no counsel (art. 28). The time was long enough: the seventh working day was 05-27, the meeting
    // 05-29.
    Expected {
        name: "countersigned-instead-of-reviewed",
        ruleset: "国家",
        overall: Status::Violated,
        violated: &["合法性审查/代替审查", "合法性审查/审查内容", "合法性审查/组织法律意见"],
        others: &[
            ("合法性审查/审查时间", Status::Satisfied),
            ("公众参与/公开征求意见/公示期", Status::Satisfied),
            ("集体讨论决定/会议/种类", Status::Satisfied),
            ("决策出台/履行", Status::Pending),
        ],
    },
    // A huddle is neither meeting of art. 30(1); the mayor spoke first (30(2)); that the minutes are not faithful has
    // been found (30(3)). Adopted by 3 against 5, the minutes state no reason (30(2)) and none of the five opinions.
    Expected {
        name: "decided-in-huddle",
        ruleset: GOLMUD,
        overall: Status::Violated,
        violated: &[
            "集体讨论决定/会议/种类",
            "集体讨论决定/会议/最后发言",
            "集体讨论决定/会议/与多数不一致",
            "集体讨论决定/会议/不同意见",
            "集体讨论决定/如实记录",
        ],
        others: &[
            ("集体讨论决定/材料/履行程序情况报告", Status::Satisfied),
            ("专家论证/履行", Status::NotApplicable),
        ],
    },
    // Whoever advised before the decision may not evaluate it afterwards (art. 36(2)); that the price was suspended in
    // an emergency by the head is within art. 37, and nobody has to audit (art. 8(2): as provided).
    Expected {
        name: "implementation",
        ruleset: "国家",
        overall: Status::Violated,
        violated: &["后评估/评估者回避"],
        others: &[
            ("中止执行/限于紧急", Status::Satisfied),
            ("中止执行/承办", Status::Satisfied),
            ("报告问题/及时报告", Status::Satisfied),
            ("审计监督/履行", Status::NotApplicable),
            ("决策实施/履行", Status::Pending),
            ("报告执行情况/履行", Status::Pending),
        ],
    },
    // The report on how the procedure was followed is dated 07-08, the meeting was on 07-03 (notice 2024-34 one).
    // Two steps were entered weeks later: told beside the verdicts.
    Expected {
        name: "late-evidence",
        ruleset: GOLMUD,
        overall: Status::Violated,
        violated: &["集体讨论决定/材料/履行程序情况报告"],
        others: &[
            ("合法性审查/审查时间", Status::Satisfied),
            ("风险评估/履行", Status::Satisfied),
            ("党委请示报告/履行", Status::Pending),
        ],
    },
    // Decisions in an emergency are outside the decree (art. 3(2)).
    Expected {
        name: "out-of-scope",
        ruleset: "国家",
        overall: Status::NotApplicable,
        violated: &[],
        others: &[
            ("合法性审查/履行", Status::NotApplicable),
            ("集体讨论决定/会议/种类", Status::NotApplicable),
        ],
    },
    // The file is not complete: what is not on it may be elsewhere, so nothing is violated for want of it, not even at
    // the end. What is on it counts.
    Expected {
        name: "partial",
        ruleset: "国家",
        overall: Status::Unproven,
        violated: &[],
        others: &[
            ("督促检查/履行", Status::Unproven),
            ("审计监督/承办", Status::Unproven),
            ("后评估/有承担单位", Status::Unproven),
            ("决策实施/承办", Status::Satisfied),
            ("决策实施/随意变更停止", Status::Satisfied),
            ("报告问题/履行", Status::NotApplicable),
        ],
    },
    // Twenty working days from 05-20 end on 06-18; the hearing, told in writing, took eight of them out (art. 45): due
    // on 06-28, decided on 06-25 (art. 42). The seventh working day before the hearing of 06-13 is 06-03 (art. 48), the
    // tenth after the decision is 07-09, the licence was served on 07-10 (art. 44).
    Expected {
        name: "permit-hearing",
        ruleset: "行政许可",
        overall: Status::Violated,
        violated: &["办理/送达证件/十日"],
        others: &[
            ("办理/决定/办理时限", Status::Satisfied),
            ("办理/听证/七日前通知", Status::Satisfied),
            ("办理/听证/审查人员主持", Status::Satisfied),
            ("办理/审查/两名以上核查", Status::Satisfied),
            ("办理/决定/多部门办理/限时", Status::NotApplicable),
            ("办理/补正告知/五日", Status::NotApplicable),
        ],
    },
    // The first review found the draft unlawful; it was drafted and reviewed anew before the meeting (art. 25(2)).
    // The second review began on 06-28, its seventh working day was 07-09, the meeting 07-10.
    Expected {
        name: "returned-and-redone",
        ruleset: "国家",
        overall: Status::Pending,
        violated: &[],
        others: &[
            ("合法性审查/履行", Status::Satisfied),
            ("合法性审查/审查时间", Status::Satisfied),
            ("集体讨论决定/前置/合法性审查", Status::Satisfied),
            ("决策出台/履行", Status::Pending),
        ],
    },
    // 05-13 to 06-03 are 21 days, and the notice itself states the reason (art. 15(1)). The same risks have been
    // assessed in March (art. 22(2)). The review began on 06-05, its seventh working day is 06-17 (06-10 is a holiday).
    Expected {
        name: "shortened-and-waived",
        ruleset: "国家",
        overall: Status::Pending,
        violated: &[],
        others: &[
            ("公众参与/公开征求意见/公示期", Status::Satisfied),
            ("风险评估/履行", Status::Waived),
            ("风险评估/材料/风险评估报告", Status::Waived),
            ("合法性审查/前置/风险评估", Status::Satisfied),
            ("合法性审查/审查时间", Status::Pending),
            ("集体讨论决定/履行", Status::Pending),
        ],
    },
    // Everything is done but nobody has determined whether the matter is highly technical (art. 19): whether expert
    // review was owed cannot be told, and that is neither met nor broken.
    Expected {
        name: "undetermined",
        ruleset: "国家",
        overall: Status::Unproven,
        violated: &[],
        others: &[
            ("专家论证/履行", Status::Unproven),
            ("合法性审查/前置/专家论证", Status::Unproven),
            ("专家论证/承办", Status::NotApplicable),
            ("集体讨论决定/材料/专家意见采纳情况", Status::NotApplicable),
            ("归档/履行", Status::Satisfied),
        ],
    },
    // On 06-20 the review that began on 06-17 is open; the meeting may not be before the seventh working day,
    // 06-26.
    Expected {
        name: "under-way",
        ruleset: GOLMUD,
        overall: Status::Pending,
        violated: &[],
        others: &[
            ("合法性审查/履行", Status::Pending),
            ("合法性审查/审查时间", Status::Pending),
            ("合法性审查/前置/风险评估", Status::Satisfied),
            ("集体讨论决定/履行", Status::Pending),
        ],
    },
    // Seven days before 06-20 is 06-13: the third participant got the papers on 06-14 (art. 16(3)). The hearing that
    // the law demands was held in its order (art. 17).
    Expected {
        name: "water-price-hearing",
        ruleset: "国家",
        overall: Status::Violated,
        violated: &["公众参与/听证会/七日前送达"],
        others: &[
            ("公众参与/听证会/履行", Status::Satisfied),
            ("公众参与/听证会/顺序", Status::Satisfied),
            ("公众参与/听证会/参加人签字", Status::Satisfied),
            ("公众参与/公开征求意见/公示期", Status::Satisfied),
            ("公众参与/采纳合理意见", Status::Unproven),
            ("合法性审查/履行", Status::Pending),
        ],
    },
];

fn examples() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/examples"))
}

/// The example files with their formats, in the order of their names.
fn files() -> Vec<(String, Format)> {
    let mut found: Vec<(String, Format)> = std::fs::read_dir(examples())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter_map(|name| Format::of_name(&name).map(|format| (name, format)))
        .collect();
    found.sort();
    found
}

fn rules(expected: &Expected) -> RuleSet {
    match expected.ruleset {
        "国家" => shipped::decree(),
        "行政许可" => shipped::permit(),
        INVESTMENT => shipped::investment(),
        _ => shipped::notice(),
    }
}

fn text(name: &str) -> String {
    std::fs::read_to_string(examples().join(name)).expect("a readable example")
}

fn read(rules: &RuleSet, name: &str, format: Format) -> Dossier {
    read_dossier(rules, format, name, &text(name))
        .unwrap_or_else(|errors| panic!("{name}: {:#?}", errors.diagnostics))
}

fn judged(rules: &RuleSet, dossier: &Dossier) -> Report {
    let Some(AsOf::On(as_of)) = dossier.as_of else { panic!("{}: no date", dossier.name) };
    judge(rules, dossier, as_of)
}

/// The end of an id, below its procedure.
fn short(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, below)| below)
}

fn differences(expected: &Expected, name: &str, format: Format) -> Vec<String> {
    let rules = rules(expected);
    let dossier = read(&rules, name, format);
    let report = judged(&rules, &dossier);
    let mut found = Vec::new();
    let named = [format!("\"{}\",", expected.ruleset), format!("规则集: {}\n", expected.ruleset)];
    if !named.iter().any(|named| text(name).contains(named.as_str())) {
        found.push(format!("it is not of {}", expected.ruleset));
    }
    if report.overall.status != expected.overall {
        found.push(format!("overall {:?}, expected {:?}", report.overall.status, expected.overall));
    }
    let id = |verdict: &Verdict| Subject::from(verdict).id(&rules, &dossier).to_string();
    let violated: BTreeSet<String> =
        report.with(Status::Violated).map(|verdict| short(&id(verdict)).to_owned()).collect();
    let wanted: BTreeSet<String> = expected.violated.iter().map(|id| (*id).to_owned()).collect();
    if violated != wanted {
        found.push(format!("violated {violated:?}, expected {wanted:?}"));
    }
    for (wanted, status) in expected.others {
        let verdicts: Vec<Status> = report
            .verdicts
            .iter()
            .filter(|verdict| short(&id(verdict)) == *wanted)
            .map(|verdict| verdict.status)
            .collect();
        if verdicts != [*status] {
            found.push(format!("{wanted} {verdicts:?}, expected {status:?}"));
        }
    }
    found.iter().map(|difference| format!("{name}: {difference}")).collect()
}

#[test]
fn every_example_is_judged_as_the_statute_says() {
    let mut wrong = Vec::new();
    for (name, format) in files() {
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        match EXPECTED.iter().find(|expected| expected.name == stem) {
            Some(expected) => wrong.extend(differences(expected, &name, format)),
            None => wrong.push(format!("{name}: nobody has said what is expected of it")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_expectation_has_its_example() {
    let files = files();
    for expected in EXPECTED {
        let is = |file: &str| file.rsplit_once('.').is_some_and(|(stem, _)| stem == expected.name);
        assert!(files.iter().any(|(file, _)| is(file)), "{} is missing", expected.name);
    }
}

#[test]
fn twins_have_the_same_verdicts() {
    let files = files();
    let mut twins = 0;
    for (name, format) in &files {
        let Some(stem) = name.strip_suffix(".json") else { continue };
        let twin = format!("{stem}.ron");
        if !files.iter().any(|(file, _)| *file == twin) {
            continue;
        }
        let expected = EXPECTED.iter().find(|expected| expected.name == stem).expect("an expectation");
        let rules = rules(expected);
        let json = judged(&rules, &read(&rules, name, *format));
        let ron = judged(&rules, &read(&rules, &twin, Format::Ron));
        assert_eq!(json, ron, "{stem}");
        twins += 1;
    }
    assert!(twins > 0, "no example in JSON");
}

#[test]
fn every_format_and_both_vocabularies_of_keys_are_shown() {
    let files = files();
    for format in [Format::Ron, Format::Json, Format::Yaml] {
        assert!(files.iter().any(|(_, found)| *found == format), "no example in {format:?}");
    }
    let holds = |words: &str| files.iter().any(|(name, _)| text(name).contains(words));
    assert!(holds("\"step\":") && holds("步骤:") && holds("\"executor_named\""));
    assert!(EXPECTED.len() >= 12);
}

#[test]
fn every_example_says_that_it_is_fiction() {
    for (name, _) in files() {
        assert!(text(&name).contains("虚构"), "{name}");
    }
}

#[test]
fn the_meeting_under_way_may_be_on_the_seventh_working_day() {
    let rules = shipped::notice();
    let report = judged(&rules, &read(&rules, "under-way.ron", Format::Ron));
    let time = report
        .verdicts
        .iter()
        .find(|verdict| short(&rules.obligations[verdict.obligation].id) == "合法性审查/审查时间")
        .expect("the review has a time");
    assert_eq!(time.until.map(|day| day.to_string()).as_deref(), Some("2024-06-26"));
}
