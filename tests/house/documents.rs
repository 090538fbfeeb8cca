//! The documentation speaks of this project only, and what it points to is there.

use std::path::{Path, PathBuf};

use crate::tree;

/// Where some machine keeps its files: nothing that a reader of the project has.
const MACHINE_PATHS: [&str; 4] = ["/home/", "/root/", "/Users/", "/work/"];

fn documents() -> Vec<PathBuf> {
    let at_top = std::fs::read_dir(tree::root()).expect("the project's folder");
    let is_markdown = |path: &PathBuf| path.extension().is_some_and(|e| e == "md");
    at_top
        .map(|entry| PathBuf::from(entry.expect("a readable folder").file_name()))
        .filter(is_markdown)
        .chain(tree::files("data", ".md"))
        .collect()
}

/// What in a document leads out of the project: paths of a machine, and numbers of issues.
fn outside(text: &str) -> Vec<String> {
    let paths = MACHINE_PATHS.iter().chain(&["../"]);
    let mut found: Vec<String> = paths
        .filter(|path| text.contains(*path))
        .map(ToString::to_string)
        .collect();
    for after in text.split('#').skip(1) {
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        if !digits.is_empty() {
            found.push(format!("#{digits}"));
        }
    }
    found
}

/// The files that a document links to.
fn links(text: &str) -> Vec<&str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#']).next())
        .filter(|target| !target.is_empty() && !target.contains("://"))
        .collect()
}

#[test]
fn documents_stay_within_the_project() {
    let documents = documents();
    assert!(documents.contains(&PathBuf::from("README.md")));
    for path in documents {
        let text = tree::read(&path);
        assert_eq!(outside(&text), Vec::<String>::new(), "{}", path.display());
        let folder = path.parent().unwrap_or(Path::new(""));
        for link in links(&text) {
            let target = tree::root().join(folder).join(link);
            assert!(target.exists(), "{} links to {link}", path.display());
        }
    }
}

#[test]
fn sources_name_no_machine() {
    // This file must name what it forbids.
    let this = Path::new("tests/house/documents.rs");
    let others = tree::rust_files().into_iter().filter(|path| path != this);
    for path in others.chain(["Cargo.toml", ".ci/run"].map(PathBuf::from)) {
        let text = tree::read(&path);
        let found: Vec<_> = MACHINE_PATHS
            .iter()
            .filter(|p| text.contains(**p))
            .collect();
        assert_eq!(found, Vec::<&&str>::new(), "{}", path.display());
    }
}

#[test]
fn ways_out_are_caught() {
    assert_eq!(outside("see ../notes"), ["../"]);
    assert_eq!(outside("kept in /home/me/x"), ["/home/"]);
    assert_eq!(outside("as #12 asks"), ["#12"]);
    assert_eq!(
        outside("[Ids](#ids), `# heading`, `#!/bin/sh`"),
        Vec::<String>::new()
    );
    let text = "[a](data/a.md#part) [b](#part) [c](https://example.com)";
    assert_eq!(links(text), ["data/a.md"]);
}

/// The lines of a shell script that run something.
fn commands(script: &str) -> Vec<&str> {
    let lines = script.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

#[test]
fn the_two_commands_of_the_readme_are_all_there_is_to_know() {
    let readme = tree::read("README.md");
    for command in ["cargo run --release", "cargo test"] {
        assert!(
            readme.lines().any(|line| line.trim() == command),
            "{command}"
        );
    }
    assert!(commands(&tree::read(".ci/run")).contains(&"cargo test"));
    assert_eq!(commands("# cargo test\n\nset -e\n"), ["set -e"]);
}
