//! The documentation speaks of this project only, and what it points to is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::tree;

/// Folders at the root of every Unix system: what a reader of the project has, too.
const EVERYWHERE: [&str; 8] = ["bin", "dev", "etc", "proc", "sys", "tmp", "usr", "var"];

fn documents() -> Vec<PathBuf> {
    let at_top = std::fs::read_dir(tree::root()).expect("the project's folder");
    let is_markdown = |path: &PathBuf| path.extension().is_some_and(|e| e == "md");
    at_top
        .map(|entry| PathBuf::from(entry.expect("a readable folder").file_name()))
        .filter(is_markdown)
        .chain(tree::files("data", ".md"))
        .chain(tree::files("docs", ".md"))
        .collect()
}

/// The absolute paths in a text that only some machine has.
fn machine_paths(text: &str) -> Vec<String> {
    let is_within = |c: char| c.is_alphanumeric() || "/._-~".contains(c);
    let words = text.split(|c: char| !is_within(c));
    let is_elsewhere = |word: &&str| {
        let mut parts = word.split('/');
        let (before, first, second) = (parts.next(), parts.next(), parts.next());
        let is_name = |part: &str| part.starts_with(char::is_alphabetic);
        before == Some("")
            && first.is_some_and(|first| is_name(first) && !EVERYWHERE.contains(&first))
            && second.is_some()
    };
    words.filter(is_elsewhere).map(ToOwned::to_owned).collect()
}

/// What in a document leads out of the project: paths of a machine, and numbers of issues.
fn outside(text: &str) -> Vec<String> {
    let mut found = machine_paths(text);
    if text.contains("../") {
        found.push("../".to_owned());
    }
    for after in text.split('#').skip(1) {
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        if !digits.is_empty() {
            found.push(format!("#{digits}"));
        }
    }
    found
}

/// The folders of the machine that runs the tests: the one that holds the project, and the user's own. A path
/// that is written into a source by mistake is of the machine on which it was written.
fn folders_here() -> Vec<String> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let folders = tree::root().ancestors().map(Path::to_owned).chain(home);
    folders
        .filter(|folder| folder.parent().is_some())
        .map(|folder| format!("{}/", folder.display()))
        .collect()
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
    let folders = folders_here();
    for path in tree::rust_files() {
        let text = tree::read(&path);
        let found: Vec<_> = folders.iter().filter(|p| text.contains(*p)).collect();
        assert_eq!(found, Vec::<&String>::new(), "{}", path.display());
    }
    for path in ["Cargo.toml", ".ci/run"] {
        assert_eq!(
            machine_paths(&tree::read(path)),
            Vec::<String>::new(),
            "{path}"
        );
    }
}

/// The files of modules that a text names, as `text/wrap.rs` or `term/input`.
fn named_sources(text: &str) -> Vec<String> {
    let modules = tree::modules();
    let rooms: BTreeSet<String> = modules
        .iter()
        .map(|path| tree::module_of(path).swap_remove(0))
        .collect();
    let spans = text.split('`').skip(1).step_by(2);
    let is_source = |span: &&str| {
        let is_path = |c: char| c.is_ascii_alphanumeric() || "/_.".contains(c);
        let room = span.split('/').next().unwrap_or_default();
        span.chars().all(is_path) && span.contains('/') && rooms.contains(room)
    };
    spans
        .filter(is_source)
        .map(|span| span.trim_end_matches(".rs").to_owned())
        .collect()
}

#[test]
fn the_tour_of_the_house_names_files_that_are_there() {
    let named = named_sources(&tree::read("docs/architecture.md"));
    assert!(named.len() > 10, "{named:?}");
    let modules = tree::modules();
    let modules: Vec<String> = modules
        .iter()
        .map(|path| tree::module_of(path).join("/"))
        .collect();
    for name in named {
        assert!(modules.contains(&name), "{name}");
    }
    let text = "see `text/wrap.rs`, `app/act`, `a/b`, `let x = a / b` and `text`";
    assert_eq!(named_sources(text), ["text/wrap", "app/act"]);
}

#[test]
fn ways_out_are_caught() {
    assert_eq!(outside("see ../notes"), ["../"]);
    assert_eq!(outside("kept in /home/me/x"), ["/home/me/x"]);
    assert_eq!(outside("(`/srv/news/a.json`)"), ["/srv/news/a.json"]);
    assert_eq!(
        outside("/dev/null, /usr/bin/env, a/b, https://example.com/a/b, 19/11/2025, /地震"),
        Vec::<String>::new()
    );
    assert!(folders_here().contains(&format!("{}/", tree::root().display())));
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
