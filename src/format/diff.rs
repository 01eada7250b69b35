//! A short account of what formatting changes, line by line.

use std::fmt::Write as _;

/// LIMIT: lines looked at for the place where two texts meet again, and lines shown.
const NEAR: usize = 64;
const SHOWN: usize = 24;

/// The lines that differ: `@ line`, then `- old` and `+ new`; at most `SHOWN` lines, then how many more
/// differ. Empty where the texts are equal.
#[must_use]
pub fn changes(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split('\n').collect(), after.split('\n').collect());
    let (mut out, mut shown, mut more) = (String::new(), 0usize, 0usize);
    let (mut left, mut right) = (0, 0);
    while left < old.len() || right < new.len() {
        if old.get(left) == new.get(right) {
            (left, right) = (left + 1, right + 1);
            continue;
        }
        let (removed, added) =
            meet(old.get(left..).unwrap_or_default(), new.get(right..).unwrap_or_default());
        if shown < SHOWN {
            let _ = writeln!(out, "@ {}", left + 1);
        }
        let gone = old.iter().skip(left).take(removed).map(|line| ('-', line));
        let come = new.iter().skip(right).take(added).map(|line| ('+', line));
        for (sign, line) in gone.chain(come) {
            if shown < SHOWN {
                let _ = writeln!(out, "{sign} {}", line.trim_end_matches('\r'));
                shown += 1;
            } else {
                more += 1;
            }
        }
        (left, right) = (left + removed, right + added);
    }
    if more > 0 {
        let _ = writeln!(out, "… {more}");
    }
    out
}

/// How many lines of either side stand before the next line they share.
fn meet(old: &[&str], new: &[&str]) -> (usize, usize) {
    for distance in 1..NEAR {
        for removed in 0..=distance {
            let added = distance - removed;
            let (one, other) = (old.get(removed), new.get(added));
            if one.is_some() && one == other {
                return (removed, added);
            }
        }
    }
    (old.len(), new.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_lines_are_shown() {
        assert_eq!(changes("a\nb\nc", "a\nb\nc"), "");
        assert_eq!(changes("a\nb\nc", "a\nx\ny\nc"), "@ 2\n- b\n+ x\n+ y\n");
        assert_eq!(changes("a", "a\n"), "@ 2\n+ \n");
        let many = "x\n".repeat(40);
        assert!(changes(&many, "").ends_with("… 16\n"), "{}", changes(&many, ""));
    }
}
