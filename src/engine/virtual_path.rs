//! Paths with `/` inside a root, without a file system.

/// Whether a path does not start from the file it stands in.
pub(super) fn is_absolute(path: &str) -> bool {
    path.starts_with(['/', '\\', '~'])
        || path.split(['/', '\\']).next().is_some_and(|first| first.ends_with(':'))
}

/// A path with `.` and doubled separators removed, `\` turned into `/`.
pub(super) fn clean(path: &str) -> String {
    join("", path).unwrap_or_else(|| path.to_owned())
}

/// A path that stands in the file `base`, from the root; `None` where it leaves the root.
pub(super) fn join(base: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    parts.pop();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        assert_eq!(join("golmud/a.rules", "../state/b.rules").as_deref(), Some("state/b.rules"));
        assert_eq!(join("a.rules", "./b//c.rules").as_deref(), Some("b/c.rules"));
        assert_eq!(join("a.rules", "../b.rules"), None);
        assert_eq!(join("x/a.rules", "../../b.rules"), None);
        assert!(is_absolute("/etc/passwd") && is_absolute("C:\\x") && !is_absolute("x:y/z"));
    }
}
