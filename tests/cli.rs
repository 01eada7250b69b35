//! Transcripts of the command, written to be read as a manual.
#![cfg(feature = "cli")]

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cli/*.md").env("NO_COLOR", "1").env("COLUMNS", "80");
}
