//! Every dependency comes under a permissive licence, so that whoever builds the program may give
//! it on.

use std::env;
use std::process::Command;

use serde_json::Value;

use crate::tree;

/// What may be asked of those who give the program on: a notice.
const PERMISSIVE: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    // A dedication to the public domain, with a licence where there is no such thing.
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Whether an SPDX expression can be met by permissive licences alone. OR binds weaker than AND;
/// `/` is an older spelling of OR. An exception (WITH) only ever permits more.
fn permissive(expression: &str) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (met, rest) = any(&words);
    met && rest.is_empty()
}

fn any<'a, 'b>(words: &'a [&'b str]) -> (bool, &'a [&'b str]) {
    let (mut met, mut rest) = all(words);
    while let ["OR", after @ ..] = rest {
        let (next, behind) = all(after);
        met |= next;
        rest = behind;
    }
    (met, rest)
}

fn all<'a, 'b>(words: &'a [&'b str]) -> (bool, &'a [&'b str]) {
    let (mut met, mut rest) = one(words);
    while let ["AND", after @ ..] = rest {
        let (next, behind) = one(after);
        met &= next;
        rest = behind;
    }
    (met, rest)
}

fn one<'a, 'b>(words: &'a [&'b str]) -> (bool, &'a [&'b str]) {
    match words {
        ["(", inner @ ..] => match any(inner) {
            (met, [")", rest @ ..]) => (met, rest),
            (_, rest) => (false, rest),
        },
        [licence, "WITH", _, rest @ ..] | [licence, rest @ ..] => {
            (PERMISSIVE.contains(licence), rest)
        }
        [] => (false, words),
    }
}

/// What cargo knows of the packages that are built on this machine.
fn packages() -> Vec<Value> {
    let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
    let output = Command::new(cargo)
        .current_dir(tree::root())
        .args(["metadata", "--format-version=1", "--locked", "--offline"])
        .arg(format!("--filter-platform={}", host()))
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo metadata: {errors}");
    let mut metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let Value::Array(packages) = metadata["packages"].take() else {
        panic!("cargo names no packages");
    };
    packages
}

fn host() -> String {
    let output = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc names its host").to_owned()
}

#[test]
fn every_dependency_is_permissive() {
    let packages = packages();
    assert!(packages.len() > 100, "only {} packages", packages.len());
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(permissive))
        .map(|package| format!("{}: {}", package["name"], package["license"]))
        .collect();
    assert_eq!(refused, Vec::<String>::new());
}

#[test]
fn expressions_are_understood() {
    for met in [
        "MIT",
        "MIT/Apache-2.0",
        "MIT OR GPL-3.0-only",
        "(Apache-2.0 OR GPL-3.0-only) AND BSD-3-Clause",
        "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT",
        "GPL-3.0-only AND LGPL-2.1-only OR MIT",
    ] {
        assert!(permissive(met), "{met}");
    }
    for refused in [
        "",
        "GPL-3.0-only",
        "MPL-2.0",
        "MIT AND GPL-3.0-only",
        "GPL-3.0-only WITH Classpath-exception-2.0",
        "(MIT OR Apache-2.0) AND GPL-3.0-only",
        "(MIT",
        "MIT)",
        "MIT Apache-2.0",
        "non-standard",
    ] {
        assert!(!permissive(refused), "{refused}");
    }
}

#[test]
fn the_project_gives_both_of_its_licences() {
    for (file, title) in [
        ("LICENSE-MIT", "MIT License"),
        ("LICENSE-APACHE", "Apache License"),
    ] {
        assert!(tree::read(file).trim_start().starts_with(title), "{file}");
    }
    assert!(tree::read("Cargo.toml").contains("license = \"MIT OR Apache-2.0\""));
}
