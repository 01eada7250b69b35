//! Every code with its title in both languages. A code is never reused.

use super::{Code, Message};

/// The families' entries; each family keeps its own table.
const FAMILIES: &[&[(u16, &str, &str)]] = &[
    super::syntax::CODES,
    super::slips::CODES,
    super::names::TABLE,
    super::typing::TABLE,
    super::table::TABLE,
    super::task::TABLE,
    super::modality::TABLE,
    super::recurring::TABLE,
    super::duty::TABLE,
    super::off_clock::TABLE,
    super::light::TABLE,
    super::procedure::TABLE,
    super::findings::TABLE,
    super::exception::TABLE,
    super::refine::TABLE,
    super::legal_time::TABLE,
    super::period::TABLE,
    super::dossier::TABLE,
    super::case::TABLE,
    super::registers::TABLE,
    super::yaml::TABLE,
    super::picture::TABLE,
    super::planning::TABLE,
    super::input::TABLE,
    super::outcome::TABLE,
];

/// The title of a code.
#[must_use]
pub fn title(code: Code) -> Option<Message> {
    entries().find(|(number, ..)| *number == code.0).map(|(_, zh, en)| Message::new(*zh, *en))
}

/// All codes in the order of their numbers.
#[must_use]
pub fn all() -> Vec<Code> {
    let mut codes: Vec<Code> = entries().map(|(number, ..)| Code(*number)).collect();
    codes.sort_unstable();
    codes
}

fn entries() -> impl Iterator<Item = &'static (u16, &'static str, &'static str)> {
    FAMILIES.iter().copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_registered_twice() {
        let codes = all();
        let mut unique = codes.clone();
        unique.dedup();
        assert_eq!(codes, unique);
    }
}
