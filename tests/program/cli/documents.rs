//! PDF documents as the program imports them, page by page.

#[path = "../../library/pdf/writer.rs"]
mod writer;

use std::fs::{self, File};
use std::io::Write as _;
use std::iter;

use crate::cli::program::zhenews;
use writer::Writer;

/// Two pages with a report each, and one without text between them.
fn document() -> Vec<u8> {
    let page = |title: &str| {
        let mut page = Writer::new(400.0, 400.0);
        page.line(30.0, 40.0, 24.0, title);
        page.line(50.0, 90.0, 10.0, "青山水库今天上午开闸放水，下游的");
        page.line(30.0, 104.0, 10.0, "三个县的稻田将得到灌溉，孩子们来看");
        page.line(30.0, 118.0, 10.0, "。");
        page
    };
    let mut empty = Writer::new(400.0, 400.0);
    empty.rule((10.0, 10.0), (300.0, 10.0));
    empty.column(-100.0, 10.0, 10.0, "页外");
    Writer::document(&[page("水库开闸"), empty, page("水库关闸")])
}

fn put(path: &str, bytes: &[u8]) {
    File::create(path).unwrap().write_all(bytes).unwrap();
}

#[test]
fn pages_of_a_pdf_are_imported_once_and_one_without_text_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).display().to_string();
    put(&at("a.pdf"), &document());
    let (page, store) = (at("a.pdf"), at("a.jsonl"));
    let import = || {
        let mut command = zhenews(&["import", &page, "-o", &store, "--append", "--lang", "en"]);
        command.output().unwrap()
    };
    let first = import();
    let said = String::from_utf8_lossy(&first.stderr).into_owned();
    assert!(said.contains("page 2 has no text layer"), "{said}");
    let written = fs::read_to_string(&store).unwrap();
    assert_eq!(written.lines().count(), 2);
    assert!(
        written.contains("\"sheet\":3") && written.contains("水库关闸"),
        "{written}"
    );
    import();
    assert_eq!(fs::read_to_string(&store).unwrap(), written);
}

#[test]
fn a_pdf_that_cannot_be_shown_says_how_its_reports_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let page = dir.path().join("a.pdf").display().to_string();
    put(&page, &document());
    let ran = zhenews(&[&page, "--lang", "en"]).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(
        said.contains("zhenews import") && said.contains("a.json"),
        "{said}"
    );
}

#[test]
fn however_many_pages_are_rebuilt_at_once_a_store_is_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).display().to_string();
    put(&at("c.pdf"), &document());
    put(&at("b.pdf"), b"%PDF-1.4 and no more");
    // The first page is far longer than those behind it, and goes on on the last.
    let long = "青山水库今天上午开闸放水，下游的三个县的稻田都将得到灌溉。\n".repeat(400);
    let first = format!("晨报 2019年11月22日 第1版\n水库开闸放水了\n{long}（下转第四版）\n");
    let others = (2..=40).map(|number| {
        let from = if number == 4 {
            "（上接第一版）\n"
        } else {
            ""
        };
        format!(
            "\u{c}晨报 2019年11月22日 第{number}版\n{from}第{number}座桥通车\n\
             大桥今天通车，两岸的人到桥上去看。\n"
        )
    });
    let text: String = iter::once(first).chain(others).collect();
    put(&at("a.txt"), text.as_bytes());
    let import = |jobs: &str| {
        let store = at(&format!("{jobs}.jsonl"));
        let inputs = [at("a.txt"), at("b.pdf"), at("c.pdf")];
        let inputs = inputs.each_ref().map(String::as_str);
        let [a, b, c] = inputs;
        let ran = zhenews(&[
            "import", a, b, c, "-o", &store, "--jobs", jobs, "--lang", "en",
        ])
        .output()
        .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        (fs::read_to_string(&store).unwrap(), said)
    };
    let (one, said) = import("1");
    assert!(
        said.contains("42 pages") && said.contains("damaged"),
        "{said}"
    );
    assert!(one.contains("第40座桥通车"), "{one}");
    for jobs in ["2", "7"] {
        assert_eq!(import(jobs), (one.clone(), said.clone()), "{jobs} at once");
    }
}

#[test]
fn an_import_whose_pages_cannot_be_written_ends_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let page = dir.path().join("a.txt").display().to_string();
    let report = "\u{c}晨报 2019年11月22日 第1版\n大桥今天通车\n两岸的人到桥上去看。\n";
    put(&page, report.repeat(2000).as_bytes());
    let ran = zhenews(&[
        "import",
        &page,
        "-o",
        "/dev/full",
        "--jobs",
        "4",
        "--lang",
        "en",
    ])
    .output()
    .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(3), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("/dev/full"), "{said}");
}
