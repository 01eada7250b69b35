//! The units the language knows.

use super::Decimal;

/// What is measured; only quantities of one dimension compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// A bare number, a share or a percentage.
    Number,
    /// Things counted: 个 件 次 人 项 名 份 位 家.
    Count,
    /// Money, in 元.
    Money,
    /// Power, in 千瓦.
    Power,
    /// Energy, in 千瓦时.
    Energy,
    /// Length, in 米.
    Length,
    /// Area, in 平方米.
    Area,
    /// Volume, in 立方米.
    Volume,
    /// Mass, in 吨.
    Mass,
    /// Statutory working days.
    Workdays,
    /// Calendar days.
    Days,
    /// Months, years and half-years, in months.
    Months,
    /// Hours and minutes, in minutes.
    Minutes,
}

macro_rules! units {
    ($($variant:ident $dimension:ident $factor:literal $first:literal $($other:literal)*,)*) => {
        /// A unit; quantities keep the one they were written in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Unit { $(#[doc = concat!("`", $first, "`")] $variant,)* }

        impl Unit {
            /// Every spelling with its unit.
            pub const SPELLINGS: &'static [(&'static str, Unit)] =
                &[$(($first, Unit::$variant), $(($other, Unit::$variant),)*)*];

            /// The unit that is spelled so; an exact match.
            #[must_use]
            pub fn of(word: &str) -> Option<Self> {
                match word { $($first $(| $other)* => Some(Unit::$variant),)* _ => None }
            }

            /// The usual Chinese spelling; empty for bare numbers.
            #[must_use]
            pub fn zh(self) -> &'static str { match self { $(Unit::$variant => $first,)* } }

            /// What it measures.
            #[must_use]
            pub fn dimension(self) -> Dimension { match self { $(Unit::$variant => Dimension::$dimension,)* } }

            /// How many thousandths of the base unit it holds.
            fn thousandths(self) -> i64 { match self { $(Unit::$variant => $factor,)* } }
        }
    };
}

units! {
    One Number 1000 "",
    Percent Number 10 "%" "％",
    Piece Count 1000 "个" "件" "次" "人" "项" "名" "份" "位" "家" "处" "张" "种" "票" "votes" "times" "items" "persons",
    Yuan Money 1000 "元" "yuan",
    TenThousandYuan Money 10_000_000 "万元",
    HundredMillionYuan Money 100_000_000_000 "亿元",
    Kilowatt Power 1000 "千瓦" "kW",
    Megawatt Power 1_000_000 "兆瓦" "MW",
    TenThousandKilowatt Power 10_000_000 "万千瓦",
    KilowattHour Energy 1000 "千瓦时" "kWh",
    MegawattHour Energy 1_000_000 "兆瓦时" "MWh",
    TenThousandKilowattHour Energy 10_000_000 "万千瓦时",
    Metre Length 1000 "米",
    Kilometre Length 1_000_000 "公里" "千米",
    SquareMetre Area 1000 "平方米",
    Hectare Area 10_000_000 "公顷",
    SquareKilometre Area 1_000_000_000 "平方公里",
    CubicMetre Volume 1000 "立方米",
    TenThousandCubicMetres Volume 10_000_000 "万立方米",
    Tonne Mass 1000 "吨",
    TenThousandTonnes Mass 10_000_000 "万吨",
    Workday Workdays 1000 "工作日" "workdays" "workday",
    Day Days 1000 "日" "天" "days" "day",
    Week Days 7000 "周" "weeks" "week",
    Month Months 1000 "月" "个月" "months" "month",
    Year Months 12_000 "年" "years" "year",
    Hour Minutes 60_000 "小时" "hours" "hour",
    Minute Minutes 1000 "分钟" "minutes" "minute",
}

impl Unit {
    /// How many of the base unit of its dimension it holds.
    #[must_use]
    pub fn factor(self) -> Decimal {
        Decimal::new(self.thousandths(), 3).normalize()
    }
}
