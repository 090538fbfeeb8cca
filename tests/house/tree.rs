//! The project's own files.

use std::fs;
use std::path::{Path, PathBuf};

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Reads a file by its path from the project's folder.
pub(crate) fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file in `folder` and below whose name ends with `suffix`, as paths from the project's
/// folder in order; none where the folder does not exist.
pub(crate) fn files(folder: &str, suffix: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(suffix) {
                found.push(
                    path.strip_prefix(root())
                        .expect("below the root")
                        .to_owned(),
                );
            }
        }
    }
    found.sort();
    found
}

/// The module that a file of a crate is: `crates/core/src/text/wrap.rs` is `text::wrap`.
pub(crate) fn module_of(path: &Path) -> Vec<String> {
    let mut parts = path.iter().skip_while(|part| *part != "src");
    parts.next().expect("a file of src");
    let inside: PathBuf = parts.collect();
    let module = inside.with_extension("");
    let parts = module
        .iter()
        .map(|part| part.to_string_lossy().into_owned());
    parts.collect()
}

/// The files of all modules, of every crate.
pub(crate) fn modules() -> Vec<PathBuf> {
    let all = files("src", ".rs")
        .into_iter()
        .chain(files("crates", ".rs"));
    let roots = ["lib.rs", "main.rs"];
    all.filter(|path| !roots.iter().any(|root| path.ends_with(root)))
        .collect()
}

/// The roots of the crates.
pub(crate) fn libraries() -> Vec<PathBuf> {
    let all = files("crates", "/lib.rs");
    all.into_iter()
        .chain([PathBuf::from("src/lib.rs")])
        .collect()
}

/// Every Rust file of the project.
pub(crate) fn rust_files() -> Vec<PathBuf> {
    ["src", "crates", "tests", "benches"]
        .iter()
        .flat_map(|folder| files(folder, ".rs"))
        .collect()
}

#[test]
fn finds_this_file_and_the_library() {
    let found = rust_files();
    for path in [
        "src/lib.rs",
        "crates/core/src/lib.rs",
        "tests/house/tree.rs",
    ] {
        assert!(found.contains(&PathBuf::from(path)), "{path}");
    }
}
