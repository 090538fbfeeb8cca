//! What the manifests and the lock file must say.

use crate::tree;

/// Dependencies of `manifest` without a comment above them that says why they are there.
fn unexplained(manifest: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut above = "";
    let mut listed = false;
    for line in manifest.lines() {
        let (table, entry) = match line.strip_prefix('[') {
            Some(header) => {
                let header = header.trim_end_matches(']');
                listed = header.ends_with("dependencies");
                (header.contains("dependencies."), header)
            }
            None => (false, line.split('=').next().unwrap_or_default().trim()),
        };
        let named = entry.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_entry = table || (listed && !line.starts_with('[') && named);
        // What is taken from the workspace has its reason there.
        let is_explained = above.starts_with("# ") || entry.ends_with(".workspace");
        if is_entry && !is_explained {
            found.push(entry.to_owned());
        }
        above = line;
    }
    found
}

/// The versions of a package in a lock file.
fn versions<'a>(lock: &'a str, package: &str) -> Vec<&'a str> {
    let name = format!("name = \"{package}\"");
    lock.split("[[package]]")
        .filter(|entry| entry.lines().any(|line| line == name))
        .filter_map(|entry| {
            entry
                .lines()
                .find_map(|line| line.strip_prefix("version = "))
        })
        .collect()
}

#[test]
fn every_dependency_has_its_reason() {
    let crates = tree::files("crates", "Cargo.toml").into_iter();
    for manifest in crates.chain(["Cargo.toml".into()]) {
        let found = unexplained(&tree::read(&manifest));
        assert_eq!(found, Vec::<String>::new(), "{}", manifest.display());
    }
}

#[test]
fn a_dependency_without_a_reason_is_caught() {
    let manifest = "\
[package]
name = \"sample\"
[dependencies]
# Says why.
a = \"1\"
b = { version = \"1\", features = [
  \"c\",
] }
[target.'cfg(unix)'.dev-dependencies]
d = \"1\"
# Says why.
[dependencies.e]
version = \"1\"
[dependencies.f]
version = \"1\"
[lints.rust]
unsafe_code = \"forbid\"
";
    assert_eq!(unexplained(manifest), ["b", "d", "dependencies.f"]);
}

#[test]
fn the_terminal_is_one_version() {
    let lock = tree::read("Cargo.lock");
    for package in ["crossterm", "ratatui-core"] {
        assert_eq!(versions(&lock, package).len(), 1, "{package}");
    }
}

#[test]
fn two_versions_are_seen() {
    let package = |version: &str| format!("[[package]]\nname = \"a\"\nversion = \"{version}\"\n\n");
    let lock = format!("{}{}", package("1.0.0"), package("2.0.0"));
    assert_eq!(versions(&lock, "a"), ["\"1.0.0\"", "\"2.0.0\""]);
    assert_eq!(versions(&lock, "b"), Vec::<&str>::new());
}
