//! The one place where the engine is called. Until it is wired, the comparison runs the
//! reference alone.

/// One verdict of the engine: id, status word, since, due (ISO dates).
pub(crate) type EngineVerdict = (String, String, Option<String>, Option<String>);

/// Is `engine_judge` the real engine?
pub(crate) const WIRED: bool = false;

/// Compiles the rules, loads the dossier, judges it at the date. 总体 may be given as one more
/// entry with the id `总体`.
pub(crate) fn engine_judge(
    _rules_text: &str,
    _dossier_json: &str,
    _as_of: &str,
) -> Result<Vec<EngineVerdict>, String> {
    Err(String::from("the engine is not wired"))
}
