//! Numbers in digits (either width) and in Chinese numerals.
//!
//! INVARIANT: a word is a number only if all of it is one; nothing is rounded except a fraction
//! that no decimal holds, for which [`read_fraction`] gives both terms. Deliberately absent:
//! financial numerals (壹贰叁), 廿 and 卅, and the colloquial 一百五.

use super::Decimal;

/// Why a word that begins as a number is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumeralFault {
    /// Thousands separators are refused; the number without them.
    Separators(String),
    /// Not a number that the language knows (`一百二百`, `1.2.3`).
    Malformed,
    /// More than 28 digits.
    TooLong,
}

/// Reads a whole word as a number: `30`, `３０`, `0.5`, `60％`, `1.5亿`, `三十`, `一百二十`, `两`, `半`,
/// `百分之六十`, `三分之二` (rounded to 28 digits: see [`read_fraction`]).
///
/// # Errors
/// [`NumeralFault`] where the word is not a number in full.
pub fn read_number(word: &str) -> Result<Decimal, NumeralFault> {
    if let Some((numerator, denominator)) = read_fraction(word) {
        return Decimal::from(numerator).checked_div(denominator.into()).ok_or(NumeralFault::Malformed);
    }
    if let Some(share) = word.strip_suffix(['%', '％']) {
        return plain(share)?.checked_div(Decimal::ONE_HUNDRED).ok_or(NumeralFault::TooLong);
    }
    if word == "半" {
        return Ok(Decimal::new(5, 1));
    }
    plain(word)
}

/// Reads `三分之二`, `百分之六十`, `1000分之5` as numerator and denominator, without rounding.
#[must_use]
pub fn read_fraction(word: &str) -> Option<(i64, i64)> {
    let (below, above) = word.split_once("分之")?;
    let denominator = match below {
        "百" => 100,
        "千" => 1000,
        "万" => 10_000,
        other => integer(other)?,
    };
    let numerator = if above == "百" { 100 } else { integer(above)? };
    (denominator > 0).then_some((numerator, denominator))
}

/// Whether a word can begin a number: a digit of either width or a Chinese numeral.
#[must_use]
pub fn begins_number(word: &str) -> bool {
    word.chars().next().is_some_and(|first| {
        first.is_ascii_digit()
            || matches!(first, '０'..='９' | '半' | '百' | '千' | '万' | '零' | '〇' | '两' | '十')
            || digit(first).is_some()
    })
}

fn integer(word: &str) -> Option<i64> {
    let number = plain(word).ok()?;
    number.is_integer().then(|| number.try_into().ok()).flatten()
}

fn plain(word: &str) -> Result<Decimal, NumeralFault> {
    match word.chars().next() {
        Some('0'..='9' | '０'..='９') => arabic(word),
        Some(_) => chinese(word).ok_or(NumeralFault::Malformed),
        None => Err(NumeralFault::Malformed),
    }
}

/// Digits, with an optional fraction and an optional 万 or 亿 after them.
fn arabic(word: &str) -> Result<Decimal, NumeralFault> {
    let kept: String = word.chars().map(narrow).collect();
    let digits = kept.trim_end_matches(['万', '亿']);
    let powers = kept.strip_prefix(digits).unwrap_or_default();
    let factor = powers
        .chars()
        .filter_map(myriad)
        .try_fold(Decimal::ONE, |product, power| product.checked_mul(power.into()));
    let factor = factor.ok_or(NumeralFault::TooLong)?;
    if digits.contains(',') {
        return Err(separators(digits, &kept));
    }
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let clean = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !clean(whole) || !clean(part) {
        return Err(NumeralFault::Malformed);
    }
    if whole.len() + part.len() > 28 {
        return Err(NumeralFault::TooLong);
    }
    let number: Decimal = digits.parse().map_err(|_| NumeralFault::Malformed)?;
    number.checked_mul(factor).ok_or(NumeralFault::TooLong)
}

fn separators(digits: &str, kept: &str) -> NumeralFault {
    let mut groups = digits.split_once('.').map_or(digits, |(whole, _)| whole).split(',');
    let first = groups.next().unwrap_or_default();
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (1..=3).contains(&first.len())
        && number(first)
        && groups.all(|group| group.len() == 3 && number(group))
    {
        NumeralFault::Separators(kept.replace(',', ""))
    } else {
        NumeralFault::Malformed
    }
}

fn narrow(character: char) -> char {
    match character {
        '０'..='９' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '．' => '.',
        '，' => ',',
        other => other,
    }
}

/// Chinese numerals, places strictly falling; 三点五 with a fraction; 二〇二四 digit by digit.
fn chinese(word: &str) -> Option<Decimal> {
    if let Some((whole, part)) = word.split_once('点') {
        let digits = part.chars().map(digit).collect::<Option<Vec<_>>>().filter(|all| !all.is_empty())?;
        let text: String = digits.iter().map(u32::to_string).collect();
        return format!("{}.{text}", chinese(whole)?).parse().ok();
    }
    let plain: Option<Vec<u32>> = word.chars().map(digit).collect();
    match plain {
        Some(digits) if digits.len() > 28 => None,
        Some(digits) if digits.len() != 1 || word != "两" => {
            digits.iter().map(u32::to_string).collect::<String>().parse().ok()
        }
        _ => placed(word).map(Decimal::from),
    }
}

/// `一千二百三十四万五千六百七十八`: sections of 亿 and 万, each below 10,000.
fn placed(word: &str) -> Option<i64> {
    let (mut total, mut rest) = (0i64, word);
    for (mark, power) in [('亿', 100_000_000i64), ('万', 10_000)] {
        if let Some((head, tail)) = rest.split_once(mark) {
            total += section(head)?.checked_mul(power)?;
            rest = tail.strip_prefix('零').unwrap_or(tail);
            if rest.is_empty() {
                return Some(total);
            }
        }
    }
    Some(total + section(rest)?)
}

fn section(word: &str) -> Option<i64> {
    let (mut total, mut limit, mut pending, mut zero) = (0i64, 10_000i64, None, false);
    for character in word.chars() {
        let place = match character {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '零' | '〇' if pending.is_none() && total > 0 && !zero => {
                zero = true;
                continue;
            }
            other => {
                if pending.is_some() {
                    return None;
                }
                pending = Some(i64::from(digit(other).filter(|value| *value > 0)?));
                continue;
            }
        };
        // 十五 stands for 一十五 at the front; everything else names its digit.
        let count = match pending.take() {
            Some(count) => count,
            None if place == 10 && total == 0 => 1,
            None => return None,
        };
        if place >= limit {
            return None;
        }
        (total, limit, zero) = (total + count * place, place, false);
    }
    match pending {
        // 一百五 is 150 in speech and 105 in a slip: refused.
        Some(_) if total > 0 && limit > 10 && !zero => None,
        Some(count) => Some(total + count),
        None if total > 0 && !zero => Some(total),
        None => None,
    }
}

fn myriad(character: char) -> Option<i64> {
    match character {
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

fn digit(character: char) -> Option<u32> {
    Some(match character {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written_in_law() {
        for (word, number) in [
            ("30", "30"),
            ("３０", "30"),
            ("0.5", "0.5"),
            ("60％", "0.6"),
            ("12.5%", "0.125"),
            ("5000万", "50000000"),
            ("1.5亿", "150000000"),
            ("三十", "30"),
            ("十", "10"),
            ("十五", "15"),
            ("一百二十", "120"),
            ("一百零五", "105"),
            ("一千零五十", "1050"),
            ("两百", "200"),
            ("两", "2"),
            ("半", "0.5"),
            ("五千万", "50000000"),
            ("一亿零五万", "100050000"),
            ("百分之六十", "0.6"),
            ("百分之百", "1"),
            ("二分之一", "0.5"),
            ("三点五", "3.5"),
            ("二〇二四", "2024"),
            ("零", "0"),
        ] {
            let expected: Decimal = number.parse().unwrap();
            assert_eq!(read_number(word), Ok(expected), "{word}");
        }
        assert_eq!(read_fraction("三分之二"), Some((2, 3)));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for word in
            ["一百二百", "1.2.3", "十百", "一百五", "", "三方", "一般", "百", "1.", "1,00", "十零", "二十十"]
        {
            assert_eq!(read_number(word), Err(NumeralFault::Malformed), "{word}");
        }
        assert_eq!(read_number("1,000万"), Err(NumeralFault::Separators("1000万".into())));
        assert_eq!(read_number("1，000.5"), Err(NumeralFault::Separators("1000.5".into())));
        assert_eq!(read_number(&"9".repeat(29)), Err(NumeralFault::TooLong));
    }
}
