//! Any text through the formatter: what it gives back means the same (it checks that itself), stays as it is
//! when formatted again, and has the same lines in both vocabularies.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rulecheck::diag::Lang;
use rulecheck::format::format;
use rulecheck::text::FileId;

fuzz_target!(|text: &str| {
    for lang in [Lang::Zh, Lang::En] {
        let Ok(printed) = format(FileId(0), text, Some(lang)) else { continue };
        let again = format(FileId(0), &printed, Some(lang));
        assert_eq!(again.as_deref(), Ok(printed.as_str()), "formatting again changes the text");
        let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
        if let Ok(translated) = format(FileId(0), &printed, Some(other)) {
            assert_eq!(translated.lines().count(), printed.lines().count(), "other lines in the other vocabulary");
        }
    }
});
