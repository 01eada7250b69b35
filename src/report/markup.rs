//! What pictures and pages in XML and HTML share: escaping, fonts, colours.
//!
//! INVARIANT: no text gets into markup but through [`escaped`], and what comes out of it is well-formed whatever
//! went in. No picture has a script, a link, a font or a picture from elsewhere. Colour never stands alone: what
//! it says is also said by a word, a shape or a thickness. Text has a contrast of at least 4.5 to 1 (WCAG AA).

/// A text inside an element or an attribute. What XML 1.0 has no place for is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(letter),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out
}

/// Fonts that have Chinese, by platform; then whatever there is.
pub(super) const FONTS: &str = "\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"PingFang SC\",\"Microsoft YaHei\",\
     \"WenQuanYi Micro Hei\",\"Helvetica Neue\",Arial,sans-serif";

/// How wide a text of a size is, about: a Chinese character is as wide as it is high, a Latin letter half.
pub(super) fn text_width(text: &str, size: i32) -> i32 {
    let columns = i32::try_from(crate::text::display_width(text)).unwrap_or(i32::MAX / 64);
    columns.saturating_mul(size) * 11 / 20
}

/// The text cut to a width.
pub(super) fn fitted(text: &str, width: i32, size: i32) -> String {
    let columns = (width.max(0) * 20 / (size.max(1) * 11)).unsigned_abs() as usize;
    super::chart::short(text, columns.max(2))
}

/// The style of all pictures. Grey is done, blue is to come, red and thick is critical, hatched is stopped.
pub(super) const STYLE: &str = "\
.rc text{fill:#111827;font-size:12px}
.rc .dim{fill:#4b5563}
.rc .strong{font-weight:700}
.rc .small{font-size:10.5px}
.rc .halo{paint-order:stroke;stroke:#fff;stroke-width:3px}
.rc .paper{fill:#fff}
.rc .rest{fill:#e5e7eb}
.rc .holiday{fill:#d1d5db}
.rc .makeup{fill:none;stroke:#92400e;stroke-width:1;stroke-dasharray:2 2}
.rc .makeuptext{fill:#92400e;font-size:10px}
.rc .grid{stroke:#d1d5db;stroke-width:.5}
.rc .line{stroke:#9ca3af;stroke-width:.5}
.rc .done{fill:#4b5563;stroke:#374151}
.rc .todo{fill:#2563eb;stroke:#1d4ed8}
.rc .crit{fill:#b91c1c;stroke:#7f1d1d;stroke-width:2}
.rc .group{fill:#111827}
.rc .plan{fill:#fff;stroke:#374151;stroke-width:1}
.rc .tail{stroke:#1d4ed8;stroke-width:1.5;fill:none}
.rc .today{stroke:#92400e;stroke-width:1.5;stroke-dasharray:5 3}
.rc .todaytext{fill:#92400e;font-weight:700;font-size:11px}
.rc .clock{fill:#e0e7ff;stroke:#3730a3}
.rc .due{fill:#7f1d1d}
.rc .critlink{fill:none;stroke:#b91c1c;stroke-width:2.5}
.rc .critarrow{fill:#b91c1c}
.rc .critword{fill:#991b1b;font-weight:700;font-size:11px}
.rc .edge{fill:none;stroke:#4b5563;stroke-width:1.2}
.rc .choice{stroke-dasharray:6 3}
.rc .arrow{fill:#4b5563}
.rc .box{fill:#fff;stroke:#374151;stroke-width:1.2}
.rc .boxdone{fill:#e5e7eb;stroke:#374151;stroke-width:1.2}
.rc .boxcrit{fill:#fff;stroke:#b91c1c;stroke-width:3}
.rc .boxout{fill:#f9fafb;stroke:#6b7280;stroke-width:1}
.rc .optional{stroke-dasharray:5 3}
.rc .lane{fill:#f8fafc;stroke:#6b7280;stroke-width:1}
.rc .parallel{fill:#eff6ff;stroke:#1d4ed8;stroke-width:2}
@media (prefers-contrast:more){.rc .dim{fill:#000}.rc text{fill:#000}.rc .grid,.rc .line{stroke:#000}\
.rc .rest,.rc .holiday{fill:#bbb}.rc .edge,.rc .box,.rc .lane{stroke:#000}}
@media (forced-colors:active){.rc{forced-color-adjust:none}}
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_place() {
        assert_eq!(
            escaped("<script>\"a\"&'b'\u{0}\u{8}\u{FFFF}</script>\u{1F44D}"),
            "&lt;script&gt;&quot;a&quot;&amp;&#39;b&#39;&lt;/script&gt;\u{1F44D}"
        );
    }

    #[test]
    fn a_fitted_text_is_no_wider() {
        for width in [40, 97, 180] {
            assert!(text_width(&fitted("重大行政决策程序暂行条例 law of the land", width, 12), 12) <= width);
        }
    }

    /// The relative luminance of a colour, as WCAG defines it.
    fn luminance(colour: &str) -> f64 {
        let hex = colour.trim_start_matches('#');
        let double: String =
            if hex.len() == 3 { hex.chars().flat_map(|one| [one, one]).collect() } else { hex.into() };
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(double.get(at..at + 2).unwrap(), 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_on_what_is_behind_it() {
        // What stands behind texts: paper, shaded days, boxes and lanes.
        let grounds = ["#fff", "#e5e7eb", "#d1d5db", "#f9fafb", "#f8fafc", "#eff6ff"];
        let inks = ["text", ".dim", ".critword"];
        let ink = |class: &str| {
            let rule = format!(".rc {class}{{fill:");
            let (_, rest) = STYLE.split_once(&rule).unwrap();
            rest.chars().take_while(|letter| *letter == '#' || letter.is_ascii_hexdigit()).collect::<String>()
        };
        for class in inks {
            for ground in grounds {
                let found = contrast(&ink(class), ground);
                assert!(found >= 4.5, "{class} on {ground}: {found:.2}");
            }
        }
        for class in [".todaytext", ".makeuptext"] {
            assert!(contrast(&ink(class), "#fff") >= 4.5, "{class}");
        }
        for bar in [".done", ".todo", ".crit"] {
            assert!(contrast("#fff", &ink(bar)) >= 4.5, "{bar}");
        }
    }
}
