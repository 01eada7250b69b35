//! Words that are numbers, quantities, dates or stretches of the calendar, as a whole.
//!
//! INVARIANT: a word is read in full or not at all; what begins with a digit and is not read is
//! either a name (`37号`) or a fault that covers the whole word. Deliberately absent: dates of
//! other calendars, dates without a year.

use super::vocabulary::Operator;
use crate::calendar::{Date, Moment};
use crate::quantity::{Decimal, NumeralFault, Quantity, Unit, begins_number, read_fraction, read_number};

/// What a word measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Measure {
    Number(Decimal),
    /// Numerator and denominator of a fraction that no decimal holds.
    Fraction(i64, i64),
    Majority,
    Quantity(Quantity),
    Moment(Moment),
    /// First and last day.
    Stretch(Date, Date),
}

pub(super) use crate::diag::syntax::NumberFault as MeasureFault;

/// Reads a word: `Ok(None)` where it is a name.
pub(super) fn read_measure(word: &str) -> Result<Option<Measure>, MeasureFault> {
    if word == "过半数" {
        return Ok(Some(Measure::Majority));
    }
    if let Some(found) = counted(word) {
        return Ok(Some(found));
    }
    let word = &narrow(word);
    if let Some(stretch) = word.strip_prefix('到').and_then(calendar) {
        return stretch.map(Some);
    }
    // 万元, 亿元, 千瓦 are units by themselves: the type of a field.
    if !begins_number(word) || Unit::of(word).is_some() {
        return Ok(None);
    }
    match calendar(word) {
        Some(found) => found.map(Some),
        None => number(word),
    }
}

/// `5`, `30日`, `2个月`: ASCII digits and a unit that is all of the rest; `None` for everything else.
///
/// PERF: nearly every number of a text. The other forms are looked for one after the other.
fn counted(word: &str) -> Option<Measure> {
    let length = word.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = word.split_at_checked(length).filter(|_| (1..=9).contains(&length))?;
    if length > 1 && digits.starts_with('0') {
        return None;
    }
    let number = Decimal::from(digits.parse::<u32>().ok()?);
    if rest.is_empty() {
        return Some(Measure::Number(number));
    }
    let classified = || Unit::of(rest.strip_prefix('个').filter(|unit| *unit != "个")?);
    let unit = Unit::of(rest).or_else(classified)?;
    // 2024年 is a year, 5% a number.
    let other = unit == Unit::Percent || unit == Unit::Year && length == 4;
    (!other).then_some(Measure::Quantity(Quantity { number, unit }))
}

/// `以上 以下 以内 内` at the end of a number: the bound they set and the number before them.
pub(super) fn bound_suffix(word: &str) -> Option<(&str, Operator)> {
    [
        ("以上", Operator::GreaterEqual),
        ("以下", Operator::LessEqual),
        ("以内", Operator::LessEqual),
        ("内", Operator::LessEqual),
    ]
    .iter()
    .find_map(|(suffix, operator)| Some((word.strip_suffix(suffix)?, *operator)))
    .filter(|(head, _)| !head.ends_with('年') || head.chars().count() < 5)
}

/// A unit that stands alone after its number: `30 个工作日`, `30 workdays`.
pub(super) fn unit_word(word: &str) -> Option<Unit> {
    let unit = Unit::of(word).or_else(|| Unit::of(word.strip_prefix('个')?))?;
    (unit != Unit::One && unit != Unit::Percent).then_some(unit)
}

/// `2024/07/01` and `2024.7.1` as dates are written.
fn other_form(word: &str) -> Option<String> {
    let separator = ['/', '.'].into_iter().find(|separator| word.contains(*separator))?;
    let mut parts = word.split(separator);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, most: usize| {
        !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let dated = year.len() == 4 && digits(year, 4) && digits(month, 2) && digits(day, 2);
    (dated && parts.next().is_none()).then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}

/// The unit that a misspelt one is most like.
pub(super) fn nearest_unit(word: &str) -> Option<&'static str> {
    let length = word.chars().count();
    let near = Unit::SPELLINGS.iter().map(|(spelling, _)| (strsim::osa_distance(word, spelling), *spelling));
    near.filter(|(distance, spelling)| {
        *distance > 0 && *distance * 3 <= length.max(spelling.chars().count()) && spelling.chars().count() > 1
    })
    .min_by_key(|(distance, _)| *distance)
    .map(|(_, spelling)| spelling)
}

fn number(word: &str) -> Result<Option<Measure>, MeasureFault> {
    if let Some(date) = other_form(word) {
        return Err(MeasureFault::DateForm(date));
    }
    if let Some((low, high)) = word.split_once('-') {
        let range = read_number(low).is_ok() && matches!(number(high), Ok(Some(_)));
        return Err(if range {
            MeasureFault::RangeMark(word.replace('-', " ～ "))
        } else {
            MeasureFault::Malformed
        });
    }
    if let Some((numerator, denominator)) = read_fraction(word) {
        let exact = Decimal::from(numerator).checked_div(denominator.into());
        let exact = exact.filter(|share| share.checked_mul(denominator.into()) == Some(numerator.into()));
        return Ok(Some(exact.map_or(Measure::Fraction(numerator, denominator), Measure::Number)));
    }
    let fault = match read_number(word) {
        Ok(number) => return Ok(Some(Measure::Number(number))),
        Err(fault) => fault,
    };
    if let Some((head, unit)) = split_unit(word) {
        return match read_number(head) {
            Ok(number) => Ok(Some(Measure::Quantity(Quantity { number, unit }))),
            Err(NumeralFault::Malformed) if !looks_numeric(head) => Ok(None),
            Err(NumeralFault::Separators(digits)) => {
                Err(MeasureFault::Separators(digits + word.strip_prefix(head).unwrap_or_default()))
            }
            Err(other) => Err(of_numeral(other)),
        };
    }
    name_or_fault(word, fault)
}

/// The longest unit at the end of a word, and what stands before it and before 个.
fn split_unit(word: &str) -> Option<(&str, Unit)> {
    let (head, spelling, unit) = Unit::SPELLINGS
        .iter()
        .filter(|(spelling, _)| !spelling.is_empty())
        .filter_map(|(spelling, unit)| Some((word.strip_suffix(spelling)?, *spelling, *unit)))
        .filter(|(head, ..)| !head.is_empty())
        .max_by_key(|(_, spelling, _)| spelling.len())?;
    let counted = head.strip_suffix('个').filter(|head| !head.is_empty() && spelling != "个");
    Some((counted.unwrap_or(head), unit))
}

fn looks_numeric(word: &str) -> bool {
    word.chars().all(|character| {
        character.is_ascii_digit() || "一二三四五六七八九十百千万亿零〇两半点.,，-".contains(character)
    })
}

fn name_or_fault(word: &str, fault: NumeralFault) -> Result<Option<Measure>, MeasureFault> {
    let tail = word.trim_start_matches(|character: char| character.is_ascii_digit());
    if tail.len() == word.len() {
        return Ok(None);
    }
    if let NumeralFault::Separators(digits) = fault {
        return Err(MeasureFault::Separators(digits));
    }
    let first = tail.chars().next().unwrap_or_default();
    let named =
        first.is_alphabetic() && first != '个' && !tail.contains(['.', '-', ':', ',', '%', '％', '，', '：']);
    let dated = tail.starts_with('年') && tail.contains(['月', '日']);
    let slip = tail.chars().count() <= 3 && tail.contains("工作") || tail.starts_with("工作");
    if named && !dated && !slip { Ok(None) } else { Err(of_numeral(fault)) }
}

fn of_numeral(fault: NumeralFault) -> MeasureFault {
    match fault {
        NumeralFault::Separators(digits) => MeasureFault::Separators(digits),
        NumeralFault::Malformed => MeasureFault::Malformed,
        NumeralFault::TooLong => MeasureFault::TooLong,
    }
}

/// Dates and stretches; `None` where the word has none of their forms.
fn calendar(word: &str) -> Option<Result<Measure, MeasureFault>> {
    let (day, time) = split_time(word);
    let found = match day.split_once('年') {
        Some((year, rest)) if year.chars().count() == 4 => {
            let year: i32 = read_number(year).ok()?.try_into().ok()?;
            of_year(year, rest)?
        }
        Some(_) => return None,
        None => numeric_date(day)?,
    };
    Some(match (found, time) {
        (Ok(Measure::Moment(moment)), Some(time)) => minute_of(time)
            .and_then(|minute| Moment::at(moment.date(), minute))
            .map(Measure::Moment)
            .ok_or(MeasureFault::Malformed),
        (Ok(_), Some(_)) => Err(MeasureFault::Malformed),
        (other, _) => other,
    })
}

fn split_time(word: &str) -> (&str, Option<&str>) {
    let blank = |character: char| character.is_whitespace() || character == 'T';
    if let Some((day, time)) = word.split_once(blank) {
        return (day, Some(time.trim_matches(blank)));
    }
    match word.split_once('日') {
        Some((_, time)) if time.starts_with(|first: char| first.is_ascii_digit()) => {
            (word.strip_suffix(time).unwrap_or(word), Some(time))
        }
        _ => (word, None),
    }
}

fn minute_of(time: &str) -> Option<u16> {
    let time = time.trim_end_matches('分');
    let (hour, minute) = time.split_once([':', '：', '时', '点'])?;
    let (hour, minute): (u16, u16) =
        (hour.parse().ok()?, if minute.is_empty() { 0 } else { minute.parse().ok()? });
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// `2024-07-31`; `2024-7-31` and `2024.7.31` are told their form.
fn numeric_date(word: &str) -> Option<Result<Measure, MeasureFault>> {
    let parts: Vec<&str> = word.split(['-', '.']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !digits(year) || !digits(month) || !digits(day) {
        return None;
    }
    let date = Date::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    Some(match date {
        None => Err(MeasureFault::NoSuchDay),
        Some(date) if month.len() == 2 && day.len() == 2 && !word.contains('.') => {
            Ok(Measure::Moment(date.into()))
        }
        Some(date) => Err(MeasureFault::DateForm(date.to_string())),
    })
}

/// What stands after `2024年`.
fn of_year(year: i32, rest: &str) -> Option<Result<Measure, MeasureFault>> {
    let months = |first: u32, last: u32| {
        Date::from_ymd(year, first, 1).zip(Date::month_end(year, last)).ok_or(MeasureFault::NoSuchDay)
    };
    let stretch = match rest {
        "" | "内" | "底" | "底前" | "末" | "年内" => months(1, 12),
        "上半年" => months(1, 6),
        "下半年" => months(7, 12),
        _ => {
            if let Some(quarter) = rest.strip_suffix("季度") {
                let quarter: u32 =
                    read_number(quarter.strip_prefix('第').unwrap_or(quarter)).ok()?.try_into().ok()?;
                if !(1..=4).contains(&quarter) {
                    return Some(Err(MeasureFault::NoSuchDay));
                }
                months(quarter * 3 - 2, quarter * 3)
            } else {
                return of_month(year, rest);
            }
        }
    };
    Some(stretch.map(|(first, last)| Measure::Stretch(first, last)))
}

fn of_month(year: i32, rest: &str) -> Option<Result<Measure, MeasureFault>> {
    let (month, rest) = rest.split_once('月')?;
    let month: u32 = read_number(month).ok()?.try_into().ok()?;
    if matches!(rest, "" | "内" | "底" | "底前" | "末" | "份") {
        let days = Date::from_ymd(year, month, 1).zip(Date::month_end(year, month));
        return Some(days.map(|(first, last)| Measure::Stretch(first, last)).ok_or(MeasureFault::NoSuchDay));
    }
    let day: u32 = read_number(rest.strip_suffix(['日', '号'])?).ok()?.try_into().ok()?;
    Some(
        Date::from_ymd(year, month, day)
            .map(|date| Measure::Moment(date.into()))
            .ok_or(MeasureFault::NoSuchDay),
    )
}

/// Full-width digits and signs as ASCII; everything else as it is.
fn narrow(word: &str) -> String {
    word.chars()
        .map(|character| match character {
            '０'..='９' | '．' | '％' | '：' => {
                char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
            }
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn dates_in_all_spellings() {
        for word in ["2024-07-31", "2024年7月31日", "２０２４年０７月３１日", "二〇二四年七月三十一日"]
        {
            assert_eq!(read_measure(word), Ok(Some(Measure::Moment(date("2024-07-31").into()))), "{word}");
        }
        for word in ["2024-07-31 10:30", "2024-07-31T10:30", "2024年7月31日10时30分", "2024年7月31日 10:30"]
        {
            let moment = Moment::at(date("2024-07-31"), 630).unwrap();
            assert_eq!(read_measure(word), Ok(Some(Measure::Moment(moment))), "{word}");
        }
        for (word, first, last) in [
            ("2024年7月底前", "2024-07-01", "2024-07-31"),
            ("2024年第三季度", "2024-07-01", "2024-09-30"),
            ("2024年内", "2024-01-01", "2024-12-31"),
            ("到2025年", "2025-01-01", "2025-12-31"),
            ("2026年", "2026-01-01", "2026-12-31"),
        ] {
            assert_eq!(read_measure(word), Ok(Some(Measure::Stretch(date(first), date(last)))), "{word}");
        }
    }

    #[test]
    fn quantities_take_the_longest_unit() {
        for (word, number, unit) in [
            ("30个工作日", "30", Unit::Workday),
            ("三十日", "30", Unit::Day),
            ("一百二十个工作日", "120", Unit::Workday),
            ("5000万元", "50000000", Unit::Yuan),
            ("3万千瓦时", "30000", Unit::KilowattHour),
            ("两次", "2", Unit::Piece),
            ("半年", "0.5", Unit::Year),
            ("6个月", "6", Unit::Month),
            ("14个", "14", Unit::Piece),
            ("7日", "7", Unit::Day),
        ] {
            let quantity = match read_measure(word) {
                Ok(Some(Measure::Quantity(quantity))) => quantity,
                other => panic!("{word}: {other:?}"),
            };
            let expected = Quantity { number: number.parse().unwrap(), unit };
            assert_eq!(quantity.in_base(), expected.in_base(), "{word}");
            assert_eq!(quantity.unit.dimension(), unit.dimension(), "{word}");
        }
    }

    #[test]
    fn names_stay_names_and_faults_cover_the_word() {
        for word in ["37号", "三方会谈", "一般", "十五五", "3D打印", "百姓"] {
            assert_eq!(read_measure(word), Ok(None), "{word}");
        }
        assert_eq!(read_measure("2024-02-30"), Err(MeasureFault::NoSuchDay));
        assert_eq!(read_measure("2024年13月"), Err(MeasureFault::NoSuchDay));
        assert_eq!(read_measure("2024-7-1"), Err(MeasureFault::DateForm("2024-07-01".into())));
        assert_eq!(read_measure("1,000万元"), Err(MeasureFault::Separators("1000万元".into())));
        assert_eq!(read_measure("1.2.3"), Err(MeasureFault::Malformed));
        assert_eq!(read_measure("5-10日"), Err(MeasureFault::RangeMark("5 ～ 10日".into())));
        assert_eq!(read_measure("30个工作曰"), Err(MeasureFault::Malformed));
        assert_eq!(read_measure("三分之二"), Ok(Some(Measure::Fraction(2, 3))));
    }
}
