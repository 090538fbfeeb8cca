//! How source files are cut and named, and what none of them may still hold.

use std::path::Path;

use crate::tokens::tokens;
use crate::tree;

/// The longest a file may be, in lines.
const LONGEST: usize = 500;

/// Names that say nothing of what a module is for, and the older name for a folder's own module.
const EMPTY_NAMES: [&str; 5] = ["utils", "common", "helpers", "prelude", "mod"];

/// Macros that stand where code is missing or under inspection.
const UNFINISHED: [&str; 3] = ["todo", "unimplemented", "dbg"];

/// What is wrong with the file at `path`.
fn faults(path: &Path, source: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let lines = source.lines().count();
    if lines > LONGEST {
        faults.push(format!("{lines} lines"));
    }
    if !source.starts_with("//! ") {
        faults.push("does not open by saying what it is".to_owned());
    }
    let named = path.with_extension("");
    let parts = named.iter().map(|part| part.to_string_lossy());
    faults.extend(parts.filter_map(|part| empty_name(&part)));
    for pair in tokens(source).windows(2) {
        let (Some(first), second) = (pair[0].word(), &pair[1]) else {
            continue;
        };
        if first == "mod" {
            faults.extend(second.word().and_then(empty_name));
        }
        if UNFINISHED.contains(&first) && *second == crate::tokens::Token::Sign('!') {
            faults.push(format!("{first}!"));
        }
    }
    faults
}

fn empty_name(name: &str) -> Option<String> {
    EMPTY_NAMES
        .contains(&name)
        .then(|| format!("a module named {name}"))
}

#[test]
fn files_are_short_named_and_finished() {
    for path in tree::rust_files() {
        let found = faults(&path, &tree::read(&path));
        assert_eq!(found, Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn faults_are_caught() {
    let found = |path: &str, source: &str| faults(Path::new(path), &format!("//! Is.\n{source}"));
    assert_eq!(found("src/text.rs", "mod wrap;"), Vec::<String>::new());
    assert_eq!(found("src/text.rs", &"\n".repeat(500)), ["501 lines"]);
    assert_eq!(found("src/utils.rs", ""), ["a module named utils"]);
    assert_eq!(found("src/text/mod.rs", ""), ["a module named mod"]);
    assert_eq!(found("tests/common/pty.rs", ""), ["a module named common"]);
    assert_eq!(
        found("src/text.rs", "mod helpers {}"),
        ["a module named helpers"]
    );
    assert_eq!(found("src/text.rs", "fn f() { todo!() }"), ["todo!"]);
    assert_eq!(found("src/text.rs", "f(dbg! (x));"), ["dbg!"]);
    assert_eq!(faults(Path::new("src/text.rs"), "use std::fmt;").len(), 1);
}
