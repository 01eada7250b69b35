//! The language from the environment.

use crate::diag::Lang;

/// `zh…` is Chinese, anything else English; where nothing is set, Chinese.
pub(super) fn lang() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    match set {
        Some(value) if !value.to_ascii_lowercase().starts_with("zh") => Lang::En,
        _ => Lang::Zh,
    }
}

/// How wide the terminal is, where the environment says so.
pub(super) fn columns() -> usize {
    variable("COLUMNS").and_then(|text| text.trim().parse().ok()).filter(|width| *width > 0).unwrap_or(80)
}

/// A variable of the environment.
#[expect(clippy::disallowed_methods, reason = "the command line is the floor that looks at the environment")]
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
