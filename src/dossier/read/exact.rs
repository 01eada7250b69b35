//! From digits to exact decimals.

use crate::quantity::Decimal;

/// LIMIT: digits and decimals that a [`Decimal`] holds for certain.
const DIGITS: i64 = 28;

/// The exact value of `-12.5e3`; `None` where it has more digits than are kept, or no digits at all.
pub(super) fn exact(digits: &str) -> Option<Decimal> {
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (digits, 0),
    };
    let mantissa = Decimal::from_str_exact(mantissa.trim_end_matches('.')).ok()?;
    if exponent == 0 || mantissa.is_zero() {
        return Some(mantissa);
    }
    let mantissa = mantissa.normalize();
    let scale = i64::from(mantissa.scale()).checked_sub(exponent)?;
    if (0..=DIGITS).contains(&scale) {
        let mut value = mantissa;
        value.set_scale(u32::try_from(scale).ok()?).ok()?;
        return Some(value.normalize());
    }
    if !(-DIGITS..0).contains(&scale) {
        return None;
    }
    let mut value = mantissa;
    value.set_scale(0).ok()?;
    let power = Decimal::from_i128_with_scale(10i128.checked_pow(u32::try_from(-scale).ok()?)?, 0);
    value.checked_mul(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_digit_is_lost() {
        for (digits, value) in [
            ("0", "0"),
            ("-12.50", "-12.50"),
            ("0.1000000000000000055", "0.1000000000000000055"),
            ("9007199254740993", "9007199254740993"),
            ("1234567890123456789012345678", "1234567890123456789012345678"),
            ("1.5e3", "1500"),
            ("15E-1", "1.5"),
            ("1e27", "1000000000000000000000000000"),
            ("2.", "2"),
            ("0e999999", "0"),
        ] {
            assert_eq!(exact(digits).map(|found| found.to_string()).as_deref(), Some(value), "{digits}");
        }
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        for digits in [
            "1e40",
            "1e-40",
            "1e99999999999999999999",
            "0.12345678901234567890123456789",
            "1e9223372036854775807",
        ] {
            assert_eq!(exact(digits), None, "{digits}");
        }
    }
}
