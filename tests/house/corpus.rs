//! That nothing above [`corpus`](zhenews::corpus) knows where the reports are: only what opens a corpus names a
//! kind of it, and everything else asks.

use std::path::Path;

use crate::paths::named_paths;
use crate::tokens::tokens;
use crate::tree;

/// What opens a corpus, from the reports' files or from an index.
const OPENERS: [&str; 2] = ["src/cli/open_corpus.rs", "src/term/index_thread.rs"];

/// What is above.
const ABOVE: [&str; 4] = ["src/app", "src/ui", "src/term", "src/cli"];

/// The kinds of corpus that a file names, apart from its tests.
fn kinds(source: &str) -> Vec<String> {
    let named = named_paths(&tokens(source)).into_iter();
    let named = named.filter(|named| !named.inside.iter().any(|module| module == "tests"));
    let kind = |path: &[String]| {
        let at = path.iter().position(|part| part == "corpus")?;
        let kind = path.get(at + 1)?;
        let is_kind = [
            "Held", "Indexed", "Remote", "held", "indexed", "remote", "*",
        ]
        .contains(&&**kind);
        is_kind.then(|| kind.clone())
    };
    named.filter_map(|named| kind(&named.path)).collect()
}

#[test]
fn only_what_opens_a_corpus_knows_its_kind() {
    for path in ABOVE.iter().flat_map(|folder| tree::files(folder, ".rs")) {
        let opens = OPENERS.iter().any(|opener| path == Path::new(opener));
        let kinds = kinds(&tree::read(&path));
        assert_eq!(kinds.is_empty(), !opens, "{}: {kinds:?}", path.display());
    }
}

#[test]
fn a_kind_is_seen_however_it_is_named() {
    for source in [
        "use crate::corpus::Held;",
        "use crate::{app, corpus::{Corpus, Indexed}};",
        "fn f() { crate::corpus::Held::new(); }",
        "use crate::corpus::*;",
    ] {
        assert_eq!(kinds(source).len(), 1, "{source}");
    }
    for source in [
        "use crate::corpus::{Corpus, Found};",
        "mod tests { use crate::corpus::Held; }",
        "// crate::corpus::Held",
    ] {
        assert_eq!(kinds(source), Vec::<String>::new(), "{source}");
    }
}
