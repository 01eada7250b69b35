//! The pages of codes, as `explain` prints them: `docs/codes/RCnnnn.md`, in both languages.

use crate::diag::{Code, Lang};

macro_rules! pages {
    ($($number:literal),* $(,)?) => {
        /// Every page by the digits of its code, in their order.
        const PAGES: &[(&str, &str)] =
            &[$(($number, include_str!(concat!("../../docs/codes/RC", $number, ".md"))),)*];
    };
}

// One a line: then two branches that add codes do not meet.
#[rustfmt::skip]
pages![
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
    "0018",
    "0019",
    "0020",
    "0021",
    "0022",
    "0023",
    "0024",
    "0025",
    "0026",
    "0027",
    "0028",
    "0029",
    "0030",
    "0031",
    "0032",
    "0033",
    "0034",
    "0035",
    "0901",
    "0902",
    "0903",
    "0904",
    "0905",
    "0906",
    "0907",
    "0908",
    "0909",
    "0910",
    "0911",
    "0912",
    "0913",
    "0914",
    "0915",
    "0916",
    "0917",
    "0918",
    "0919",
    "0920",
    "0921",
    "0930",
    "0940",
    "0950",
    "0951",
    "0952",
    "0953",
    "0954",
    "1001",
    "1002",
    "1003",
    "1004",
    "1005",
    "1006",
    "1007",
    "1008",
    "1009",
    "1010",
    "1011",
    "1012",
    "1014",
    "1015",
    "1016",
    "1017",
    "1018",
    "1019",
    "1020",
    "1031",
    "1050",
    "1051",
    "1052",
    "1053",
    "1054",
    "1055",
    "1056",
    "1057",
    "1060",
    "1061",
    "1062",
    "1063",
    "1064",
    "1070",
    "1071",
    "1072",
    "2001",
    "2002",
    "2003",
    "2004",
    "2005",
    "2006",
    "2007",
    "2008",
    "2009",
    "2010",
    "2011",
    "2012",
    "2013",
    "2014",
    "2015",
    "2016",
    "2017",
    "2018",
    "2031",
    "2032",
    "2040",
    "2041",
    "2042",
    "2043",
    "2044",
    "2045",
    "2046",
    "2060",
    "2070",
    "2080",
    "2081",
    "2082",
    "2083",
    "2084",
    "2085",
    "2086",
    "2087",
    "2095",
    "2096",
    "3032",
    "3033",
    "3034",
    "3035",
    "3040",
    "3101",
    "3102",
    "3103",
    "3104",
    "3105",
    "3106",
    "3107",
    "3110",
    "3111",
    "3120",
    "3121",
    "3122",
    "3123",
    "3124",
    "3125",
    "3126",
    "3130",
    "3131",
    "3132",
    "3140",
    "3141",
    "3142",
    "3143",
    "3144",
    "3150",
    "4001",
    "4003",
    "4004",
    "4005",
    "4006",
    "4007",
    "5001",
    "5002",
    "5003",
    "5004",
    "5010",
    "5011",
    "5012",
    "6001",
    "6010",
    "6011",
    "7001",
    "7002",
    "7003",
    "7004",
    "7005",
    "7006",
    "7007",
    "7008",
    "7009",
    "7010",
    "7011",
    "7012",
    "7013",
    "7014",
    "7015",
    "7016",
    "7017",
    "7018",
    "7020",
    "7021",
    "7022",
    "7023",
    "7025",
    "7030",
    "7031",
    "7032",
    "7033",
    "7034",
    "7035",
    "7036",
    "7037",
    "7038",
    "7039",
    "7041",
    "7042",
    "7043",
    "7050",
    "7051",
    "7052",
    "7053",
    "7054",
    "7055",
    "7056",
    "7057",
    "7058",
    "7059",
    "7060",
    "7061",
    "7062",
    "7063",
    "7064",
    "7065",
    "7066",
    "7067",
    "7068",
    "7069",
    "7070",
    "7071",
    "7072",
    "7073",
    "7074",
    "7075",
    "7076",
    "7077",
    "7080",
    "7081",
    "7082",
    "7083",
    "7084",
    "7085",
    "7090",
    "7091",
    "7092",
    "7093",
    "7094",
    "7095",
    "7099",
    "7101",
    "7102",
    "7103",
    "7104",
    "7105",
    "7110",
    "7111",
    "7112",
    "7120",
    "7121",
    "7122",
    "7130",
    "7131",
    "7132",
    "7133",
    "7140",
    "7141",
    "7142",
    "7143",
];

/// The page of a code in one language: the title, what it means, what is wrong and what is right.
pub(super) fn page(code: Code, lang: Lang) -> Option<String> {
    let digits = format!("{:04}", code.0);
    let (_, text) = PAGES.iter().find(|(number, _)| *number == digits)?;
    Some(in_language(text, lang))
}

/// A page holds its title as `中文 / English`, a paragraph in each language, and blocks of code under
/// labels written like the title.
fn in_language(text: &str, lang: Lang) -> String {
    let mut out = String::new();
    let mut code = false;
    let mut paragraphs = 0;
    for line in text.lines() {
        if line.starts_with("```") {
            code = !code;
            continue;
        }
        let line = if code {
            format!("    {line}")
        } else if let Some(title) = line.strip_prefix("# ") {
            let (head, rest) = title.split_once(' ').unwrap_or((title, ""));
            format!("{head}  {}", half(rest, lang))
        } else if let Some(label) = line.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")) {
            half(label, lang).to_owned()
        } else if line.is_empty() {
            String::new()
        } else {
            paragraphs += 1;
            let wanted = if lang == Lang::Zh { 1 } else { 2 };
            if paragraphs != wanted {
                continue;
            }
            line.to_owned()
        };
        // The paragraph left out leaves no gap.
        if line.is_empty() && !code && (out.is_empty() || out.ends_with("\n\n")) {
            continue;
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// One half of `中文 / English`.
fn half(text: &str, lang: Lang) -> &str {
    match (text.split_once(" / "), lang) {
        (Some((zh, _)), Lang::Zh) => zh,
        (Some((_, en)), Lang::En) => en,
        (None, _) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::registry;

    #[test]
    fn every_code_has_its_page_and_every_page_its_code() {
        let pages: Vec<String> = PAGES.iter().map(|(number, _)| format!("RC{number}")).collect();
        let codes: Vec<String> = registry::all().iter().map(ToString::to_string).collect();
        assert_eq!(pages, codes);
    }

    #[test]
    fn a_page_is_titled_as_its_code_is() {
        for code in registry::all() {
            let title = registry::title(code).unwrap();
            for lang in [Lang::Zh, Lang::En] {
                let page = page(code, lang).unwrap();
                assert_eq!(page.lines().next(), Some(format!("{code}  {}", title.get(lang)).as_str()));
            }
        }
    }

    #[test]
    fn a_page_speaks_one_language() {
        let text = "# RC1 甲 / a\n\n中文。\n\nEnglish.\n\n**错 / Wrong**\n\n```rules\n机构。\n```\n";
        assert_eq!(in_language(text, Lang::En), "RC1  a\n\nEnglish.\n\nWrong\n\n    机构。\n");
        assert_eq!(in_language(text, Lang::Zh), "RC1  甲\n\n中文。\n\n错\n\n    机构。\n");
    }
}
