//! The longest path of published project instances (PSPLIB, 30 and 60 jobs) against the length
//! stated in each file (MPM-Time), in days and in working days.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "what a test builds on must be there"
)]

use std::path::{Path, PathBuf};

use rulecheck::calendar::{Date, Period, TimeUnit, WorkdayCalendar};
use rulecheck::graph::DagBuilder;
use rulecheck::schedule::{Activity, Network, Schedule, Terms};

/// The folder of shared facts; absent on a machine that has only the repository.
#[allow(
    clippy::disallowed_methods,
    reason = "a test asks where the shared facts are; the library asks nothing"
)]
fn folder() -> Option<PathBuf> {
    let root = std::env::var("RULECHECK_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    let folder = Path::new(&root).join("data/rcpsp");
    if folder.join("expected.csv").is_file() {
        return Some(folder);
    }
    assert!(std::env::var("RULECHECK_REQUIRE_SHARED").is_err(), "{} is missing", folder.display());
    println!("skipped: {} is missing", folder.display());
    None
}

/// Durations and edges of one file.
struct Instance {
    durations: Vec<u32>,
    edges: Vec<(usize, usize)>,
}

/// The numbers of the lines of a section, from its title to the next line of asterisks.
fn section<'a>(text: &'a str, title: &str) -> impl Iterator<Item = Vec<usize>> + 'a {
    let title = title.to_owned();
    text.lines()
        .skip_while(move |line| !line.starts_with(&title))
        .skip(1)
        .take_while(|line| !line.starts_with('*'))
        .map(|line| line.split_whitespace().map_while(|word| word.parse().ok()).collect::<Vec<usize>>())
        .filter(|numbers| numbers.len() >= 3)
}

fn read(path: &Path) -> Instance {
    let text = std::fs::read_to_string(path).expect("a listed file");
    let mut edges = Vec::new();
    for row in section(&text, "PRECEDENCE RELATIONS") {
        assert_eq!(row.len(), 3 + row[2], "{}: {row:?}", path.display());
        edges.extend(row[3..].iter().map(|&to| (row[0] - 1, to - 1)));
    }
    let durations =
        section(&text, "REQUESTS/DURATIONS").map(|row| u32::try_from(row[2]).expect("a duration")).collect();
    Instance { durations, edges }
}

fn plan(instance: &Instance, unit: TimeUnit, start: Date) -> Schedule {
    let activities: Vec<Activity> =
        instance.durations.iter().map(|&days| Activity::new(Period { amount: days, unit })).collect();
    let mut builder = DagBuilder::new(activities.len());
    for &(from, to) in &instance.edges {
        assert!(builder.edge(from, to, 0));
    }
    let dag = builder.build().expect("an instance is acyclic");
    Schedule::of(
        Network::new(&dag, &activities).expect("one duration a job"),
        Terms { start, data_date: None, calendar: WorkdayCalendar::china() },
    )
    .expect("no limits")
}

#[test]
fn every_instance_has_its_published_length() {
    let Some(folder) = folder() else { return };
    let table = std::fs::read_to_string(folder.join("expected.csv")).expect("it is there");
    let start = Date::parse_iso("2024-01-27").expect("a Saturday");
    let calendar = WorkdayCalendar::china();
    let mut seen = 0;
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let number = |place: usize| fields[place].parse::<usize>().expect("a number");
        let instance = read(&folder.join(fields[1]));
        assert_eq!(instance.durations.len(), number(2), "{line}");
        assert_eq!(instance.edges.len(), number(3), "{line}");
        let length = number(4);
        let days = plan(&instance, TimeUnit::Day, start);
        let finish = days.finish().expect("days need no calendar");
        assert_eq!(finish.days_since(start) + 1, length as i32, "{line}");
        let worked = plan(&instance, TimeUnit::Workday, start);
        let counted = calendar.count_workdays(start, worked.finish().expect("covered")).expect("covered");
        assert_eq!(counted, length as i64, "{line}");
        for (unit, schedule) in [("days", &days), ("working days", &worked)] {
            let paths = schedule.critical_paths(1_000);
            assert_eq!(paths.count, paths.paths.len() as u64, "{line}");
            assert!(paths.count > 0, "{line}");
            for path in &paths.paths {
                let sum: u32 = path.iter().map(|&job| instance.durations[job]).sum();
                assert_eq!(sum as usize, length, "{line} in {unit}: {path:?}");
            }
        }
        seen += 1;
    }
    assert_eq!(seen, 80);
}
