//! That files do not import each other in circles: of two that do neither can be read, tested or moved alone.
//!
//! An import is any path from the crate's root or through `super`, in a `use` or not. What a file imports of the
//! files in its own folder's name, as `term` of `term/wait`, does not count: a folder's own file shows what is in
//! it, and what is in it may use what that file has for all.

use std::collections::{BTreeMap, BTreeSet};

use crate::paths::{Named, named_paths};
use crate::tokens::tokens;
use crate::tree;

/// The circles that there are, by a file of each, with the reason.
const KNOWN: [(&str, &str); 3] = [
    (
        "text::wrap",
        "one algorithm, the choice of line ends, is cut into the questions that it asks itself",
    ),
    (
        "archive::matcher",
        "a matcher may be alternatives, and alternatives are of matchers",
    ),
    (
        "archive::manifest",
        "what an index's directory holds is described, made and checked by files that share its parts",
    ),
];

type Graph = BTreeMap<String, BTreeSet<String>>;

/// The module that a path from the crate's root leads to: as much of it as is a file.
fn file_of(path: &[String], files: &BTreeSet<String>) -> Option<String> {
    let ends = (1..=path.len()).rev();
    let mut modules = ends.map(|end| path[..end].join("::"));
    modules.find(|module| files.contains(module))
}

/// The path from the crate's root that something named in a file stands for.
fn absolute(file: &str, named: &Named) -> Option<Vec<String>> {
    let supers = named
        .path
        .iter()
        .take_while(|part| *part == "super")
        .count();
    if named.path.first()? == "crate" {
        return Some(named.path[1..].to_vec());
    }
    let mut module: Vec<String> = file.split("::").map(str::to_owned).collect();
    module.extend(named.inside.iter().cloned());
    (supers > 0 && supers < module.len()).then(|| {
        module.truncate(module.len() - supers);
        module.extend(named.path[supers..].iter().cloned());
        module
    })
}

/// The source without who may see what, which names modules and imports nothing: `pub(in crate::a)`.
fn without_visibility(source: &str) -> String {
    let mut parts = source.split("pub(");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str("pub");
        kept.push_str(part.split_once(')').map_or(part, |(_, behind)| behind));
    }
    kept
}

/// What each file imports of the others.
fn imports(sources: &BTreeMap<String, String>) -> Graph {
    let files: BTreeSet<String> = sources.keys().cloned().collect();
    let of_file = |(file, source): (&String, &String)| {
        let named = named_paths(&tokens(&without_visibility(source))).into_iter();
        let named = named.filter(|named| !named.inside.iter().any(|module| module == "tests"));
        let targets = named.filter_map(|named| file_of(&absolute(file, &named)?, &files));
        let is_other =
            |target: &String| target != file && !target.starts_with(&format!("{file}::"));
        (file.clone(), targets.filter(is_other).collect())
    };
    sources.iter().map(of_file).collect()
}

/// The files that one leads to by imports.
fn reached(from: &str, graph: &Graph) -> BTreeSet<String> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from.to_owned()]);
    while let Some(file) = next.pop() {
        for target in graph.get(&file).into_iter().flatten() {
            if seen.insert(target.clone()) {
                next.push(target.clone());
            }
        }
    }
    seen
}

/// The circles: files that lead to each other, each in one circle.
fn circles(graph: &Graph) -> BTreeSet<BTreeSet<String>> {
    let reach: BTreeMap<&String, BTreeSet<String>> = graph
        .keys()
        .map(|file| (file, reached(file, graph)))
        .collect();
    let circle = |file: &&String| -> BTreeSet<String> {
        let back = |other: &&String| reach.get(other).is_some_and(|r| r.contains(*file));
        reach[*file].iter().filter(back).cloned().collect()
    };
    let all = graph.keys().map(|file| circle(&file));
    all.filter(|circle| circle.len() > 1).collect()
}

fn project() -> BTreeMap<String, String> {
    let files = tree::modules().into_iter();
    let files = files.filter(|path| !path.ends_with("tests.rs"));
    files
        .map(|path| (tree::module_of(&path).join("::"), tree::read(&path)))
        .collect()
}

#[test]
fn no_files_import_each_other_in_circles_but_those_that_are_known() {
    let found = circles(&imports(&project()));
    let is_known =
        |circle: &&BTreeSet<String>| KNOWN.iter().any(|(file, _)| circle.contains(*file));
    let unknown: Vec<_> = found.iter().filter(|circle| !is_known(circle)).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
    for (file, _) in KNOWN {
        let is_there = found.iter().any(|circle| circle.contains(file));
        assert!(is_there, "{file} is in no circle any more");
    }
}

#[test]
fn a_circle_is_found_however_it_is_closed() {
    let found = |sources: &[(&str, &str)]| {
        let sources = sources
            .iter()
            .map(|(file, source)| ((*file).to_owned(), (*source).to_owned()));
        circles(&imports(&sources.collect())).len()
    };
    assert_eq!(
        found(&[("a", "use crate::b::B;"), ("b", "use crate::a;")]),
        1
    );
    assert_eq!(
        found(&[
            ("a::b", "use super::c::C;"),
            ("a::c", "fn f() { crate::a::b::f() }")
        ]),
        1
    );
    assert_eq!(
        found(&[
            ("a", "use crate::b;"),
            ("b", "use crate::c;"),
            ("c", "use crate::a;")
        ]),
        1
    );
    assert_eq!(
        found(&[
            ("a", "use crate::b::B;"),
            ("b", "mod tests { use crate::a; }")
        ]),
        0
    );
    assert_eq!(
        found(&[("a", "mod b; use self::b::B;"), ("a::b", "use super::A;")]),
        0
    );
    assert_eq!(
        found(&[("a", "use crate::b;"), ("b", "// use crate::a;")]),
        0
    );
    let seen = "pub(super) fn f() {} pub(in crate::a) fn g() {}";
    assert_eq!(found(&[("a", "use crate::b::c;"), ("b::c", seen)]), 0);
}
