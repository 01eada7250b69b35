//! Numbers with units in texts: `14个`, `5000万元`, `10个工作日`.

use crate::calendar::{Period, TimeUnit};
use crate::quantity::{Decimal, Dimension, Quantity, Unit, read_number};

/// LIMIT: longer texts are no quantities.
const LONGEST: usize = 64;

/// Why a text is no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuantityFault {
    /// It does not begin with a number.
    NoNumber,
    /// A number, and then no unit that is known.
    UnknownUnit,
}

/// A number followed by a unit, the longest unit there is; a bare number has the unit [`Unit::One`].
pub(super) fn read_quantity(text: &str) -> Result<Quantity, QuantityFault> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(QuantityFault::NoNumber);
    }
    let below = text.strip_prefix(['-', '−', '－', '负']).map(str::trim_start);
    let quantity = unsigned(below.or_else(|| text.strip_prefix('+').map(str::trim_start)).unwrap_or(text))?;
    let number = if below.is_some() { -quantity.number } else { quantity.number };
    Ok(Quantity { number, ..quantity })
}

fn unsigned(text: &str) -> Result<Quantity, QuantityFault> {
    let mut begins_as_number = false;
    for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
        let Some((number, unit)) = text.split_at_checked(at) else { continue };
        let number = number.trim_end();
        let Ok(value) = read_number(number.strip_suffix('个').unwrap_or(number)) else { continue };
        begins_as_number = true;
        if let Some(unit) = Unit::of(unit.trim_start()) {
            return Ok(Quantity { number: value, unit });
        }
    }
    Err(if begins_as_number { QuantityFault::UnknownUnit } else { QuantityFault::NoNumber })
}

/// The usual spellings of the units of a dimension, the base unit first.
pub(in crate::dossier) fn units_of(dimension: Dimension) -> Vec<&'static str> {
    let mut units: Vec<Unit> = Vec::new();
    for (_, unit) in Unit::SPELLINGS {
        if unit.dimension() == dimension && !unit.zh().is_empty() && !units.contains(unit) {
            units.push(*unit);
        }
    }
    units.into_iter().map(Unit::zh).collect()
}

/// A period of the law: a whole number of working days, days, months, years, hours or minutes.
#[must_use]
pub fn read_period(text: &str) -> Option<Period> {
    let quantity = read_quantity(text).ok()?;
    let (unit, times) = match quantity.unit {
        Unit::Workday => (TimeUnit::Workday, 1),
        Unit::Day => (TimeUnit::Day, 1),
        Unit::Week => (TimeUnit::Day, 7),
        Unit::Month => (TimeUnit::Month, 1),
        Unit::Year => (TimeUnit::Year, 1),
        Unit::Hour => (TimeUnit::Hour, 1),
        Unit::Minute => (TimeUnit::Minute, 1),
        _ => return None,
    };
    // 半年 is six months.
    let (number, unit) = match (quantity.number.is_integer(), unit) {
        (false, TimeUnit::Year) => (quantity.number.checked_mul(Decimal::from(12))?, TimeUnit::Month),
        _ => (quantity.number.checked_mul(Decimal::from(times))?, unit),
    };
    let amount = if number.is_integer() { u32::try_from(number).ok()? } else { return None };
    (amount > 0).then_some(Period::new(amount, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_with_their_units() {
        let read = |text: &str| {
            read_quantity(text).ok().and_then(Quantity::in_base).map(|n| n.normalize().to_string())
        };
        assert_eq!(read("14个").as_deref(), Some("14"));
        assert_eq!(read("5000万元").as_deref(), Some("50000000"));
        assert_eq!(read("5000 万元").as_deref(), Some("50000000"));
        assert_eq!(read("12").as_deref(), Some("12"));
        for text in ["-5万元", "－5万元", "−5 万元", "负五万元"] {
            assert_eq!(read(text).as_deref(), Some("-50000"), "{text}");
        }
        assert_eq!(read("+3%").as_deref(), Some("0.03"));
        assert_eq!(read_quantity("--5万元"), Err(QuantityFault::NoNumber));
        assert_eq!(read_quantity("-"), Err(QuantityFault::NoNumber));
        assert_eq!(read("3个工作日").as_deref(), Some("3"));
        assert_eq!(read_quantity("5000英镑"), Err(QuantityFault::UnknownUnit));
        assert_eq!(read_quantity("很多"), Err(QuantityFault::NoNumber));
        assert_eq!(read_quantity(""), Err(QuantityFault::NoNumber));
    }

    #[test]
    fn periods_are_whole() {
        assert_eq!(read_period("10个工作日"), Some(Period::workdays(10)));
        assert_eq!(read_period("2周"), Some(Period::days(14)));
        assert_eq!(read_period("3个月"), Some(Period::new(3, TimeUnit::Month)));
        assert_eq!(read_period("0.5年"), Some(Period::new(6, TimeUnit::Month)));
        for text in ["0日", "1.5日", "-3日", "负三日", "10", "10个", "4294967296日", ""] {
            assert_eq!(read_period(text), None, "{text}");
        }
    }
}
