//! The cases of `JSONTestSuite` (tests/json-suite, MIT): `y_` is JSON and must be read, `n_` is not
//! and must be refused with a position, `i_` may be either. None may crash, hang or overflow.

use std::path::PathBuf;

use zhenews::store::{self, Problem, Reading, Source};

fn cases() -> Vec<(String, PathBuf)> {
    let suite = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/json-suite");
    let entries = suite
        .read_dir()
        .expect("the suite is here")
        .flatten()
        .map(|entry| entry.path());
    let mut cases: Vec<_> = entries
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|path| {
            (
                path.file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
                path,
            )
        })
        .collect();
    cases.sort();
    cases
}

fn syntax_errors(path: PathBuf) -> Vec<Problem> {
    let problems = store::read(&[Source::Path(path)], &Reading::default()).problems;
    problems
        .into_iter()
        .filter(|problem| {
            let what = &problem.what.english;
            ["not JSON: ", "this seems to be ", "the file is empty"]
                .iter()
                .any(|told| what.starts_with(told))
        })
        .collect()
}

#[test]
fn json_is_read_and_what_is_not_json_is_refused_with_a_position() {
    let cases = cases();
    assert_eq!(cases.len(), 318);
    for (name, path) in cases {
        let errors = syntax_errors(path);
        match name.split_once('_') {
            Some(("y", _)) => assert!(errors.is_empty(), "{name}: {errors:?}"),
            Some(("n", _)) => {
                let first = errors.first().unwrap_or_else(|| panic!("{name} was read"));
                assert!(first.line >= 1 && first.column >= 1, "{name}: {first}");
            }
            _ => {}
        }
    }
}
