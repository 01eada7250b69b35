//! What products and quotients of quantities measure.
//!
//! INVARIANT: a measure is a product of powers of base dimensions, so that 兆瓦时 ÷ 兆瓦 is 小时
//! whichever way it is computed. Things counted and shares have no measure of their own: 万元 ÷ 人 is
//! an amount. Deliberately absent: days as hours. Days of the law are counted, not timed.

use super::{Decimal, Dimension, Unit};

/// The dimensions that others are made of.
const BASES: [Dimension; 8] = [
    Dimension::Money,
    Dimension::Power,
    Dimension::Length,
    Dimension::Mass,
    Dimension::Minutes,
    Dimension::Days,
    Dimension::Workdays,
    Dimension::Months,
];

/// A dimension, what it is the product of, and how many of the product's unit its base unit holds.
type Made = (Dimension, &'static [(Dimension, i16)], i16);

/// Dimensions that are products of others, with how many of the product's unit their base unit
/// holds: 1 千瓦时 is 60 千瓦 × 分钟.
const MADE: [Made; 3] = [
    (Dimension::Energy, &[(Dimension::Power, 1), (Dimension::Minutes, 1)], 1),
    (Dimension::Area, &[(Dimension::Length, 2)], 0),
    (Dimension::Volume, &[(Dimension::Length, 3)], 0),
];

/// A product of powers of base dimensions; none at all: a bare number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Measure {
    powers: [i16; BASES.len()],
}

impl Measure {
    /// Of a dimension.
    #[must_use]
    pub fn of(dimension: Dimension) -> Self {
        let itself = [(dimension, 1)];
        let made = MADE.iter().find(|(name, ..)| *name == dimension);
        let parts = made.map_or(itself.as_slice(), |(_, parts, _)| parts);
        let mut measure = Self::default();
        for (base, own) in BASES.iter().zip(&mut measure.powers) {
            *own = parts.iter().filter(|(part, _)| part == base).map(|(_, power)| *power).sum();
        }
        measure
    }

    /// Of a product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        self.with(other, i16::saturating_add)
    }

    /// Of a quotient.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        self.with(other, i16::saturating_sub)
    }

    fn with(mut self, other: Self, combine: fn(i16, i16) -> i16) -> Self {
        for (own, power) in self.powers.iter_mut().zip(other.powers) {
            *own = combine(*own, power);
        }
        self
    }

    /// The dimension that has a name; `None`: no unit of the language measures it.
    #[must_use]
    pub fn named(self) -> Option<Dimension> {
        if self == Self::default() {
            return Some(Dimension::Number);
        }
        let made = MADE.iter().map(|(name, ..)| *name);
        BASES.into_iter().chain(made).find(|dimension| Self::of(*dimension) == self)
    }

    /// How often 60 goes into the base unit of a dimension, in units of its measure.
    #[must_use]
    pub fn sixties(dimension: Dimension) -> i16 {
        MADE.iter().find(|(name, ..)| *name == dimension).map_or(0, |(_, _, sixties)| *sixties)
    }

    /// Its unit in words: `元÷平方米`, `千瓦×日`.
    #[must_use]
    pub fn words(self) -> String {
        if let Some(dimension) = self.named() {
            return base_unit(dimension).to_owned();
        }
        let mut text = String::new();
        for (sign, mark) in [(1i16, "×"), (-1, "÷")] {
            for (base, power) in BASES.iter().zip(self.powers) {
                let power = power.saturating_mul(sign);
                if power <= 0 {
                    continue;
                }
                let whole = (*base == Dimension::Length).then_some(match power {
                    2 => Some("平方米"),
                    3 => Some("立方米"),
                    _ => None,
                });
                let (word, count) = match whole.flatten() {
                    Some(word) => (word, 1),
                    None => (base_unit(*base), power.min(4)),
                };
                for _ in 0..count {
                    if text.is_empty() && sign < 0 {
                        text.push('1');
                    }
                    if !text.is_empty() {
                        text.push_str(mark);
                    }
                    text.push_str(word);
                }
            }
        }
        text
    }
}

/// The base unit of a dimension, for messages.
#[must_use]
pub fn base_unit(dimension: Dimension) -> &'static str {
    Unit::SPELLINGS
        .iter()
        .find(|(word, unit)| {
            !word.is_empty() && unit.dimension() == dimension && unit.factor() == Decimal::ONE
        })
        .map_or("数", |(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_and_quotients_find_their_names() {
        let of = Measure::of;
        for (measure, named) in [
            (of(Dimension::Energy).over(of(Dimension::Power)), Some(Dimension::Minutes)),
            (of(Dimension::Power).times(of(Dimension::Minutes)), Some(Dimension::Energy)),
            (of(Dimension::Energy).over(of(Dimension::Minutes)), Some(Dimension::Power)),
            (of(Dimension::Length).times(of(Dimension::Length)), Some(Dimension::Area)),
            (of(Dimension::Volume).over(of(Dimension::Length)), Some(Dimension::Area)),
            (of(Dimension::Money).over(of(Dimension::Count)), Some(Dimension::Money)),
            (of(Dimension::Money).over(of(Dimension::Money)), Some(Dimension::Number)),
            (of(Dimension::Money).over(of(Dimension::Area)), None),
            (of(Dimension::Power).times(of(Dimension::Days)), None),
        ] {
            assert_eq!(measure.named(), named, "{measure:?}");
        }
    }

    #[test]
    fn what_has_no_name_has_words() {
        let of = Measure::of;
        assert_eq!(of(Dimension::Money).over(of(Dimension::Area)).words(), "元÷平方米");
        assert_eq!(of(Dimension::Power).times(of(Dimension::Days)).words(), "千瓦×日");
        assert_eq!(of(Dimension::Number).over(of(Dimension::Mass)).words(), "1÷吨");
        assert_eq!(of(Dimension::Energy).words(), "千瓦时");
        assert_eq!(of(Dimension::Number).words(), "数");
    }
}
