//! Corrections of stores on disk.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::super::*;
use crate::lang::{Lang, Say as _};

const EDITION: &str = r#"{
  "articles": [
    {
      "id": "p",
      "title": "他版",
      "body": [
        "他版的文字。"
      ],
      "origin": {
        "file": "b.txt",
        "lines": [
          [
            1,
            2
          ]
        ]
      }
    },
    {
      "id": "a",
      "title": "水库开闸",
      "body": [
        "青山水库今天开闸。",
        "新桥昨天通车。"
      ],
      "origin": {
        "file": "a.txt",
        "lines": [
          [
            1,
            8
          ]
        ],
        "fields": {
          "body.0": [
            [
              2,
              4
            ]
          ],
          "body.1": [
            [
              5,
              8
            ]
          ]
        }
      },
      "own": {"b": 1, "a": [2]}
    }
  ],
  "published": {"date":  "2019-11-22", "original": "x"}
}
"#;

struct Place {
    folder: TempDir,
    store: PathBuf,
}

fn place(name: &str, text: &str) -> Place {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join(name);
    write(&store, text);
    Place { folder, store }
}

fn write(path: &Path, text: &str) {
    let mut file = fs::File::create(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

impl Place {
    fn text(&self) -> String {
        fs::read_to_string(&self.store).unwrap()
    }

    fn files(&self) -> usize {
        fs::read_dir(self.folder.path()).unwrap().count()
    }
}

fn split(report: &str) -> Request {
    Request {
        report: report.to_owned(),
        wish: Wish::Split(Span {
            field: Field::Body(1),
            from: 0,
            to: 0,
        }),
    }
}

#[test]
fn an_edition_is_corrected_and_all_else_stays_to_the_byte() {
    let place = place("news.json", EDITION);
    let done = correct(&place.store, &split("a")).unwrap();
    assert_eq!(done.what.say(Lang::En), "split in two");
    let text = place.text();
    let (before, _) = EDITION.split_once("      \"id\": \"a\"").unwrap();
    let (_, behind) = EDITION.split_once("\n  ],\n  \"published\"").unwrap();
    assert!(text.starts_with(before) && text.ends_with(behind), "{text}");
    assert_eq!(text.matches("\"id\"").count(), 3);
    let journal = journal_path(&place.store);
    assert!(journal.ends_with("news.json.corrections.jsonl"));
    let kept = fs::read_to_string(&journal).unwrap();
    assert_eq!(kept.lines().count(), 1);
    // Taken back it is the store that it was, and nothing is left beside it.
    take_back(&place.store, &Which::Number(done.number)).unwrap();
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(value(&place.text()), value(EDITION));
    assert_eq!(place.files(), 1);
}

#[test]
fn a_page_in_a_line_is_corrected_and_the_other_lines_stay() {
    let line = |id: &str, file: &str| {
        format!(
            "{{\"articles\":[{{\"id\":\"{id}\",\"title\":null,\"body\":[\"甲文。\",\"乙文。\"],\
             \"origin\":{{\"file\":\"{file}\",\"lines\":[[1,2]]}}}}],\
             \"origin\":{{\"file\":\"{file}\",\"lines\":[[1,9]]}}}}\n"
        )
    };
    let (first, last) = (line("x", "x.txt"), line("z", "z.txt"));
    let store = [&*first, &line("y", "y.txt"), "no json\n", &last].concat();
    let place = place("news.jsonl", &store);
    correct(
        &place.store,
        &Request {
            report: "y".to_owned(),
            wish: Wish::Mark(
                vec![Span {
                    field: Field::Body(1),
                    from: 0,
                    to: 9,
                }],
                Mark::Furniture,
            ),
        },
    )
    .unwrap();
    let text = place.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(
        [lines[0], lines[2], lines[3]],
        [first.trim(), "no json", last.trim()]
    );
    assert!(
        lines[1].contains(r#""unplaced":[{"kind":"furniture","text":"乙文。""#),
        "{text}"
    );
    take_back(&place.store, &Which::LastOf("y".to_owned())).unwrap();
    assert_eq!(place.text().replace(",\"unplaced\":[]", ""), store);
}

#[test]
fn what_cannot_be_corrected_stays_as_it_is() {
    let place = place("news.json", EDITION);
    let refused = |request: &Request| correct(&place.store, request).unwrap_err().say(Lang::En);
    assert!(refused(&split("none")).contains("has this report no more"));
    let last = Request {
        report: "a".to_owned(),
        wish: Wish::Join,
    };
    assert_eq!(refused(&last), "it is the last report of its page");
    let none = take_back(&place.store, &Which::LastOf("a".to_owned()));
    assert!(matches!(none, Err(Error::None)));
    assert_eq!((place.text().as_str(), place.files()), (EDITION, 1));
    // A file of another's is not written over.
    let journal = journal_path(&place.store);
    write(&journal, "my notes\n");
    assert!(refused(&split("a")).contains(":1: it is no correction"));
    assert_eq!(fs::read_to_string(&journal).unwrap(), "my notes\n");
    assert_eq!(place.text(), EDITION);
}

#[test]
fn corrections_of_one_page_are_taken_back_from_the_last() {
    let place = place("news.json", EDITION);
    let first = correct(&place.store, &split("a")).unwrap();
    let join = Request {
        report: "a".to_owned(),
        wish: Wish::Join,
    };
    let second = correct(&place.store, &join).unwrap();
    let early = take_back(&place.store, &Which::Number(first.number));
    assert!(matches!(early, Err(Error::Changed)));
    take_back(&place.store, &Which::Number(second.number)).unwrap();
    // Another program has changed the report since.
    let other = place.text().replace("新桥昨天通车。", "新桥今天通车。");
    write(&place.store, &other);
    let late = take_back(&place.store, &Which::Number(first.number));
    assert!(matches!(late, Err(Error::Changed)));
    assert_eq!(place.text(), other);
    assert!(!Journal::of(&place.store).unwrap().is_empty());
}

#[test]
fn an_import_does_corrections_again_and_says_what_no_longer_fits() {
    let place = place("news.json", EDITION);
    correct(&place.store, &split("a")).unwrap();
    let page = |text: &str| {
        let text = text.replace("\"own\"", "\"other\"");
        let store: serde_json::Value = serde_json::from_str(&text).unwrap();
        let record = serde_json::from_value(store["articles"][1].clone()).unwrap();
        Page::new(vec![record], Vec::new())
    };
    let mut replay = Replay::begin(&place.store).unwrap();
    assert!(replay.has("elsewhere/a.txt", None) && !replay.has("b.txt", None));
    let mut again = page(EDITION);
    replay.correct("elsewhere/a.txt", None, &mut again);
    assert_eq!(again.clone().into_records().0.len(), 2);
    let outcome = replay.finish().unwrap();
    assert_eq!((outcome.done, outcome.misfits.len()), (1, 0));
    let mut replay = Replay::begin(&place.store).unwrap();
    let mut changed = page(&EDITION.replace("新桥昨天通车。", "另一回事。"));
    replay.correct("elsewhere/a.txt", None, &mut changed);
    let outcome = replay.finish().unwrap();
    let told = outcome.misfits[0].say(Lang::En);
    assert_eq!(
        told,
        "elsewhere/a.txt, line 5: a correction no longer fits (split in two): \
         “新桥昨天通车。” is not found on the page"
    );
    // It is kept, and fits again.
    let mut replay = Replay::begin(&place.store).unwrap();
    let mut again = page(EDITION);
    replay.correct("elsewhere/a.txt", None, &mut again);
    assert_eq!(replay.finish().unwrap().done, 1);
}

#[test]
fn who_may_not_read_the_store_may_not_read_its_corrections() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = place("news.json", EDITION);
    fs::set_permissions(&place.store, fs::Permissions::from_mode(0o600)).unwrap();
    correct(&place.store, &split("a")).unwrap();
    for path in [&place.store, &journal_path(&place.store)] {
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
