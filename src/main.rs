//! The `rulecheck` command: everything it does lives in `rulecheck::cli`.

fn main() -> std::process::ExitCode {
    rulecheck::cli::main()
}
