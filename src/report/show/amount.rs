//! Numbers with their units: amounts are kept in the base unit of their dimension and told in the usual one.

use crate::diag::Lang;
use crate::quantity::{Decimal, Dimension};

/// A number of a dimension, such as `5000万元` or `50,000,000 yuan`.
pub(super) fn amount(number: Decimal, dimension: Option<Dimension>, lang: Lang) -> String {
    let Some(dimension) = dimension else { return number.normalize().to_string() };
    let (number, unit) = match (dimension, lang) {
        (Dimension::Money, Lang::Zh) => money(number),
        (Dimension::Minutes, _) if (number % Decimal::from(60)).is_zero() && !number.is_zero() => {
            (number / Decimal::from(60), if lang == Lang::Zh { "小时" } else { " hours" })
        }
        (_, Lang::Zh) => (number, zh(dimension)),
        (_, Lang::En) => (number, en(dimension)),
    };
    format!("{}{unit}", number.normalize())
}

/// 元 as the law writes them: 万元 and 亿元 where they come out even.
fn money(number: Decimal) -> (Decimal, &'static str) {
    for (factor, unit) in [(100_000_000, "亿元"), (10_000, "万元")] {
        let factor = Decimal::from(factor);
        if number >= factor && (number % factor).is_zero() {
            return (number / factor, unit);
        }
    }
    (number, "元")
}

fn zh(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Number | Dimension::Count => "",
        Dimension::Money => "元",
        Dimension::Power => "千瓦",
        Dimension::Energy => "千瓦时",
        Dimension::Length => "米",
        Dimension::Area => "平方米",
        Dimension::Volume => "立方米",
        Dimension::Mass => "吨",
        Dimension::Workdays => "个工作日",
        Dimension::Days => "日",
        Dimension::Months => "个月",
        Dimension::Minutes => "分钟",
    }
}

fn en(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Number | Dimension::Count => "",
        Dimension::Money => " yuan",
        Dimension::Power => " kW",
        Dimension::Energy => " kWh",
        Dimension::Length => " m",
        Dimension::Area => " m²",
        Dimension::Volume => " m³",
        Dimension::Mass => " t",
        Dimension::Workdays => " working days",
        Dimension::Days => " days",
        Dimension::Months => " months",
        Dimension::Minutes => " minutes",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_told_in_the_unit_that_comes_out_even() {
        for (number, zh, en) in [
            (50_000_000i64, "5000万元", "50000000 yuan"),
            (300_000_000, "3亿元", "300000000 yuan"),
            (12_345, "12345元", "12345 yuan"),
        ] {
            let number = Decimal::from(number);
            assert_eq!(amount(number, Some(Dimension::Money), Lang::Zh), zh);
            assert_eq!(amount(number, Some(Dimension::Money), Lang::En), en);
        }
        assert_eq!(amount(Decimal::new(75, 2), None, Lang::Zh), "0.75");
    }
}
