//! What the words of a YAML scalar are: the core schema of YAML 1.2, less what programs disagree about.

use super::tree::Kind;
use crate::diag::{Diagnostic, yaml};
use crate::text::Span;
use std::borrow::Cow;

/// What some words are. `tag`: the name of a tag of the core schema, if it is one, and the tag as written.
pub(super) fn kind<'t>(
    words: Cow<'t, str>,
    plain: bool,
    tag: Option<(Option<&str>, &str)>,
    at: Span,
) -> Result<Kind<'t>, Box<Diagnostic>> {
    let wrong = |written: &str| Err(Box::new(yaml::unknown_tag(at, written)));
    match tag {
        None if plain => resolved(words, at),
        None | Some((Some("str"), _) | (None, "!")) => Ok(Kind::Text(words)),
        Some((Some(core), written)) => {
            let found = resolved(words, at)?;
            match (core, &found) {
                ("null", Kind::Null) | ("bool", Kind::Bool(_)) | ("int" | "float", Kind::Number(_)) => {
                    Ok(found)
                }
                _ => wrong(written),
            }
        }
        Some((None, written)) => wrong(written),
    }
}

/// What words without quotes are.
fn resolved(words: Cow<'_, str>, at: Span) -> Result<Kind<'_>, Box<Diagnostic>> {
    match words.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Kind::Null),
        "true" | "True" | "TRUE" => return Ok(Kind::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Kind::Bool(false)),
        _ => {}
    }
    if is_doubtful(&words) {
        return Err(Box::new(yaml::doubtful_number(at, &words)));
    }
    if !is_number(&words) {
        return Ok(Kind::Text(words));
    }
    Ok(Kind::Number(match words {
        Cow::Borrowed(digits) => Cow::Borrowed(digits.strip_prefix('+').unwrap_or(digits)),
        Cow::Owned(digits) => Cow::Owned(digits.trim_start_matches('+').to_owned()),
    }))
}

fn unsigned(words: &str) -> &str {
    words.strip_prefix(['+', '-']).unwrap_or(words)
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, YAML 1.2.2 section 10.3.2.
fn is_number(words: &str) -> bool {
    let (mantissa, exponent) = match unsigned(words).split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned(words), None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let some = !whole.is_empty() || !fraction.is_empty();
    some && digits(whole)
        && digits(fraction)
        && exponent.is_none_or(|exponent| !unsigned(exponent).is_empty() && digits(unsigned(exponent)))
}

/// Leading zeros are octal to some programs, decimal to others; other bases, infinity and no number are numbers to
/// some and texts to others.
fn is_doubtful(words: &str) -> bool {
    let body = unsigned(words);
    let based = |prefix: &str, digit: fn(char) -> bool| {
        body.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty() && rest.chars().all(digit))
    };
    let whole = body.bytes().take_while(u8::is_ascii_digit).count();
    (whole > 1 && body.starts_with('0') && is_number(words))
        || based("0x", |c| c.is_ascii_hexdigit())
        || based("0o", |c| c.is_digit(8))
        || based("0b", |c| c.is_digit(2))
        || matches!(body, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &str) -> String {
        match kind(words.into(), true, None, Span::default()) {
            Ok(found) => format!("{found:?}"),
            Err(fault) => fault.code.to_string(),
        }
    }

    #[test]
    fn nothing_is_guessed() {
        for word in ["是", "否", "yes", "no", "No", "on", "off", "y", "n", "NO", "tRUE", "nULL"] {
            assert_eq!(shown(word), format!("Text({word:?})"));
        }
        for word in
            ["2024-05-01", "2024-05-01T10:30", "12:30:45", "1_000", "5000万元", "-", "+", ".", "e5", "1e"]
        {
            assert_eq!(shown(word), format!("Text({word:?})"));
        }
        for (word, kind) in [
            ("true", "Bool(true)"),
            ("False", "Bool(false)"),
            ("~", "Null"),
            ("", "Null"),
            ("2024", "Number(\"2024\")"),
            ("+5", "Number(\"5\")"),
            ("-0.50", "Number(\"-0.50\")"),
            (".5", "Number(\".5\")"),
            ("5.", "Number(\"5.\")"),
            ("1.5e-3", "Number(\"1.5e-3\")"),
            ("0", "Number(\"0\")"),
            ("0.5", "Number(\"0.5\")"),
        ] {
            assert_eq!(shown(word), kind, "{word}");
        }
        for word in ["010", "-007", "00", "0x1F", "0o17", "0b11", ".inf", "-.INF", ".nan", "00.5"] {
            assert_eq!(shown(word), "RC7085", "{word}");
        }
    }

    #[test]
    fn tags_of_the_core_schema_are_taken_and_no_others() {
        let read = |words: &'static str, tag| kind(words.into(), true, Some(tag), Span::default());
        assert!(matches!(read("010", (Some("str"), "!!str")), Ok(Kind::Text(_))));
        assert!(matches!(read("5", (None, "!")), Ok(Kind::Text(_))));
        assert!(matches!(read("5", (Some("int"), "!!int")), Ok(Kind::Number(_))));
        assert!(read("x", (Some("int"), "!!int")).is_err());
        assert!(read("x", (None, "!env")).is_err());
    }
}
