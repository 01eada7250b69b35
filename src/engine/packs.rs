//! The rules inside the program.
//!
//! INVARIANT: the table holds every file of `rules/` (a test compares them) with the names it
//! declares, so that the right pack is found without parsing any.

use crate::diag::{Diagnostic, input};

/// One file of rules inside the program.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Pack {
    /// Its path under `rules/`.
    pub path: &'static str,
    /// The name of its 规则集.
    pub ruleset: &'static str,
    /// The procedures it declares.
    pub procedures: &'static [&'static str],
    /// Its text.
    pub text: &'static str,
}

/// All packs, by path.
const PACKS: &[Pack] = &[
    Pack {
        path: "golmud/2024-34-major-decisions.rules",
        ruleset: "格尔木市重大行政决策",
        procedures: &["重大行政决策", "目录事项调整"],
        text: include_str!("../../rules/golmud/2024-34-major-decisions.rules"),
    },
    Pack {
        path: "golmud/2024-37-approval-30x.rules",
        ruleset: "格尔木市政府投资审批",
        procedures: &["政府投资工程项目审批"],
        text: include_str!("../../rules/golmud/2024-37-approval-30x.rules"),
    },
    Pack {
        path: "golmud/2024-37-business-environment.rules",
        ruleset: "格尔木市营商环境",
        procedures: &[],
        text: include_str!("../../rules/golmud/2024-37-business-environment.rules"),
    },
    Pack {
        path: "golmud/2024-39-refined-oil.rules",
        ruleset: "格尔木市成品油整治",
        procedures: &[],
        text: include_str!("../../rules/golmud/2024-39-refined-oil.rules"),
    },
    Pack {
        path: "golmud/2024-41-forest-pests.rules",
        ruleset: "格尔木市林业有害生物防控",
        procedures: &[],
        text: include_str!("../../rules/golmud/2024-41-forest-pests.rules"),
    },
    Pack {
        path: "golmud/2024-8-appointments.rules",
        ruleset: "格尔木市任免",
        procedures: &[],
        text: include_str!("../../rules/golmud/2024-8-appointments.rules"),
    },
    Pack {
        path: "state/admin-permit-law.rules",
        ruleset: "行政许可",
        procedures: &["行政许可", "行政许可延续"],
        text: include_str!("../../rules/state/admin-permit-law.rules"),
    },
    Pack {
        path: "state/decree-713.rules",
        ruleset: "国家",
        procedures: &["重大行政决策", "决策执行"],
        text: include_str!("../../rules/state/decree-713.rules"),
    },
];

/// What stands before the path of a pack where it is shown as a file name.
pub(super) const PREFIX: &str = "内置:";

/// The packs inside the program, by path.
#[must_use]
pub fn packs() -> &'static [Pack] {
    PACKS
}

impl Pack {
    /// The pack of a path (with or without `内置:` or `builtin:` before it) or of a 规则集 name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Pack> {
        let path = name.strip_prefix(PREFIX).or_else(|| name.strip_prefix("builtin:")).unwrap_or(name);
        PACKS.iter().find(|pack| pack.path == path || pack.ruleset == path)
    }

    /// The pack for a dossier: the one of its 规则集; without one, the one that declares its
    /// procedure (`规则集·程序` names both).
    ///
    /// # Errors
    /// RC0909 where none fits, RC0910 where several do.
    pub fn for_dossier(
        ruleset: Option<&str>,
        procedure: Option<&str>,
    ) -> Result<&'static Pack, Box<Diagnostic>> {
        let (ruleset, procedure) = match (ruleset, procedure.and_then(|name| name.split_once('·'))) {
            (None, Some((ruleset, plain))) if Self::named(ruleset).is_some() => (Some(ruleset), Some(plain)),
            _ => (ruleset, procedure),
        };
        if let Some(name) = ruleset {
            let near = || super::nearest(name, PACKS.iter().map(|pack| pack.ruleset));
            return Self::named(name).ok_or_else(|| input::no_pack(Some(name), near()));
        }
        let Some(name) = procedure else { return Err(input::no_pack(None, None)) };
        let fits: Vec<&Pack> = PACKS.iter().filter(|pack| pack.procedures.contains(&name)).collect();
        match fits.as_slice() {
            [only] => Ok(only),
            [] => {
                let near = super::nearest(name, PACKS.iter().flat_map(|pack| pack.procedures).copied());
                Err(input::no_pack(Some(name), near))
            }
            several => {
                let rulesets: Vec<&str> = several.iter().map(|pack| pack.ruleset).collect();
                Err(input::ambiguous_pack(name, &rulesets))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RuleSet;
    use std::path::{Path, PathBuf};

    fn files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path, found);
            } else {
                found.push(path);
            }
        }
    }

    #[test]
    fn the_table_is_the_folder() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let mut found = Vec::new();
        files(&root, &mut found);
        let mut found: Vec<String> = found
            .iter()
            .map(|path| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"))
            .filter(|path| path.ends_with(".rules"))
            .collect();
        found.sort();
        let table: Vec<&str> = PACKS.iter().map(|pack| pack.path).collect();
        assert_eq!(table, found);
    }

    #[test]
    fn the_table_names_what_the_packs_declare() {
        for pack in PACKS {
            let rules = RuleSet::builder().pack(pack.path).compile().unwrap();
            let edition = rules.editions.first().unwrap();
            assert_eq!(edition.name, pack.ruleset);
            let own = rules.procedures.iter().filter(|procedure| procedure.span.file == edition.span.file);
            let own: Vec<&str> = own.map(|procedure| procedure.name.as_str()).collect();
            assert_eq!(own, pack.procedures, "{}", pack.path);
        }
    }

    #[test]
    fn a_dossier_finds_its_pack() {
        assert_eq!(Pack::for_dossier(Some("国家"), None).unwrap().path, "state/decree-713.rules");
        assert_eq!(Pack::for_dossier(None, Some("国家·重大行政决策")).unwrap().ruleset, "国家");
        assert_eq!(Pack::for_dossier(None, Some("重大行政决策")).unwrap_err().code.0, 910);
        let typo = Pack::for_dossier(Some("国加"), None).unwrap_err();
        assert!(typo.help.unwrap().zh.contains("国家"));
        assert_eq!(Pack::for_dossier(None, None).unwrap_err().code.0, 909);
    }
}
