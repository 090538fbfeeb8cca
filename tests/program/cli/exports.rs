//! `zhenews export`: what is found, as files that others read and check.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::cli::program::{fixture, run, run_on, zhenews};

/// A directory with a path in it, as an argument.
fn place(name: &str) -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name).to_str().unwrap().to_owned();
    (dir, path)
}

fn export(query: &str, path: &str, more: &[&str]) -> crate::cli::program::Ran {
    let news = fixture("news.json");
    run(&[&["export", query, &news, "-o", path], more].concat())
}

#[test]
fn the_form_follows_the_name() {
    for (name, beginning, piece) in [
        ("a.md", "---\nquery: \"植树\"\n", "# 三百名志愿者上山植树\n"),
        (
            "a.txt",
            "query: 植树\n",
            "　　雨停了，三百名志愿者昨天上山植树。",
        ),
        (
            "a.json",
            "{\n  \"export\": {\n",
            "\"title\": \"三百名志愿者上山植树\"",
        ),
        (
            "a.jsonl",
            "{\"export\":{\"query\":\"植树\"",
            "\"title\":\"三百名志愿者上山植树\"",
        ),
        ("a.csv", "\u{FEFF}id,title,", "zhishu,三百名志愿者上山植树,"),
    ] {
        let (_dir, path) = place(name);
        let ran = export("植树", &path, &[]);
        assert_eq!((ran.code, &*ran.stdout), (0, ""), "{name}: {}", ran.stderr);
        assert_eq!(ran.stderr, format!("zhenews: 1 report written to {path}\n"));
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(beginning), "{text}");
        assert!(text.contains(piece), "{text}");
    }
    let (_dir, path) = place("a.pdf");
    let ran = export("植树", &path, &[]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("the name tells no form"),
        "{}",
        ran.stderr
    );
    assert_eq!(export("植树", &path, &["--form", "csv"]).code, 0);
}

#[test]
fn what_is_exported_is_a_store_again() {
    for name in ["all.json", "all.jsonl"] {
        let (_dir, path) = place(name);
        assert_eq!(export("", &path, &[]).code, 0);
        let news = fixture("news.json");
        let listed = |path: &str| run(&["list", "--json", "--strict", path]).stdout;
        assert_eq!(listed(&path), listed(&news), "{name}");
        assert_eq!(run(&["check", &path]).code, 0, "{name}");
    }
}

#[test]
fn every_report_is_found_again_where_it_is_said_to_stand() {
    let (_dir, path) = place("set.json");
    export("", &path, &[]);
    let set: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let file = fs::read(fixture("news.json")).unwrap();
    let articles = set["articles"].as_array().unwrap();
    assert_eq!(articles.len(), 3);
    for article in articles {
        let place = &article["provenance"];
        assert_eq!(place["file"], fixture("news.json").as_str());
        let number = |name: &str| usize::try_from(place[name].as_u64().unwrap()).unwrap();
        let record = &file[number("byte")..][..number("bytes")];
        let record: Value = serde_json::from_slice(record).unwrap();
        assert_eq!(record["id"], article["id"]);
    }
    let head = &set["export"];
    assert_eq!(head["reports"], 3);
    assert_eq!(head["query"], Value::Null);
    assert_eq!(head["zhenews"], env!("CARGO_PKG_VERSION"));
    assert_eq!(head["collections"][0], fixture("news.json").as_str());
    // 2026-11-25T22:30:00+08:00
    assert_eq!(head["exported"].as_str().unwrap().len(), 25);
}

#[test]
fn an_index_exports_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let news = fixture("news.json");
    let run = |arguments: &[&str]| {
        let mut command = zhenews(arguments);
        command.env("XDG_CACHE_HOME", dir.path());
        crate::cli::program::Ran::from(command.output().unwrap())
    };
    let without_time = |text: String| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.contains("exported"));
        lines.map(str::to_owned).collect()
    };
    let exported = || {
        let ran = run(&[
            "export",
            "三百 OR 国务院",
            &news,
            "--form",
            "json",
            "--cite",
            "newspaper",
        ]);
        without_time(ran.stdout)
    };
    let held = exported();
    assert!(held.len() > 20, "{held:?}");
    assert_eq!(run(&["index", &news]).code, 0);
    assert_eq!(exported(), held);
}

#[test]
fn nothing_is_overwritten_unasked() {
    let (dir, path) = place("a.md");
    fs::copy(fixture("hostile.json"), &path).unwrap();
    let mine = fs::read(&path).unwrap();
    let ran = export("植树", &path, &[]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("--force"), "{}", ran.stderr);
    assert_eq!(fs::read(&path).unwrap(), mine);
    assert_eq!(export("植树", &path, &["--force"]).code, 0);
    assert!(fs::read_to_string(&path).unwrap().contains("植树"));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn nothing_found_is_told_and_writes_nothing() {
    let (dir, path) = place("a.md");
    let ran = export("没有这个词", &path, &[]);
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(ran.stderr.contains("nothing found"), "{}", ran.stderr);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn a_place_that_cannot_be_written_is_a_failure() {
    let (_dir, path) = place("none/a.md");
    let ran = export("植树", &path, &[]);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains(&path), "{}", ran.stderr);
}

#[test]
fn a_pipe_gets_text_or_the_form_that_is_asked_for() {
    let news = fixture("news.json");
    let text = run(&["export", "植树", &news, "--cite", "newspaper"]);
    assert_eq!((text.code, &*text.stderr), (0, ""));
    let cited = "citation: 李明：《三百名志愿者上山植树》，《晨报》2019年11月22日第2版。\n";
    assert!(text.stdout.contains(cited), "{}", text.stdout);
    let lines = run(&[
        "export", "", &news, "-o", "-", "--form", "jsonl", "--limit", "2",
    ]);
    let values: Vec<Value> = lines
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(values.len(), 3);
    assert_eq!(values[0]["export"]["limit"], 2);
    let online = run(&["export", "植树", &news, "--cite", "gbt7714"]).stdout;
    assert!(
        online.contains(
            "李明. 三百名志愿者上山植树[N/OL]. 晨报，2019-11-22（2）. https://example.org/zhishu.\n"
        ),
        "{online}"
    );
    let before = run(&["export", "植树", &news, "--cite", "gbt7714-2015"]).stdout;
    assert!(
        before.contains("李明. 三百名志愿者上山植树[N/OL]. 晨报, 2019-11-22(2)["),
        "{before}"
    );
    assert!(
        before.contains("]. https://example.org/zhishu.\n"),
        "{before}"
    );
}

#[test]
fn the_order_is_that_of_search() {
    let news = fixture("news.json");
    for sort in [
        "newest",
        "oldest",
        "source",
        "page",
        "headline",
        "length",
        "relevance",
    ] {
        let ids = |arguments: &[&str]| -> Vec<String> {
            let lines = run(arguments).stdout;
            let values = lines
                .lines()
                .map(|line| serde_json::from_str(line).unwrap());
            values
                .filter_map(|value: Value| Some(value["id"].as_str()?.to_owned()))
                .collect()
        };
        let query = "昨 OR 今天";
        let searched = ids(&["search", query, &news, "--json", "--sort", sort]);
        assert!(searched.len() > 1);
        assert_eq!(
            ids(&["export", query, &news, "--form", "jsonl", "--sort", sort]),
            searched
        );
    }
}

#[test]
fn a_table_runs_nothing_in_a_spreadsheet() {
    let hostile =
        r#"[{"id": "=1+1", "title": "=HYPERLINK(\"http://a\",\"b\")", "body": "@SUM(A1)"}]"#;
    let ran = run_on(hostile.as_bytes(), &["export", "", "-", "--form", "csv"]);
    assert_eq!(ran.code, 0);
    let row = ran.stdout.split("\r\n").nth(1).unwrap();
    assert!(
        row.starts_with(r#"'=1+1,"'=HYPERLINK(""http://a"",""b"")","#),
        "{row}"
    );
    assert!(row.contains(",'@SUM(A1),"), "{row}");
}

#[test]
fn hostile_articles_command_no_terminal() {
    let bytes = fs::read(PathBuf::from(fixture("hostile.json"))).unwrap();
    for form in ["md", "text", "csv"] {
        let ran = run_on(&bytes, &["export", "", "-", "--form", form]);
        let hostile = |c: char| c.is_control() && !"\r\n".contains(c) || c == '\u{202e}';
        assert!(!ran.stdout.is_empty());
        assert!(!ran.stdout.contains(hostile), "{form}: {:?}", ran.stdout);
    }
}

#[test]
fn remarks_are_in_chinese_too() {
    let (_dir, path) = place("a.md");
    let ran = export("植树", &path, &["--lang", "zh"]);
    assert_eq!(ran.stderr, format!("zhenews: 已将 1 篇写入 {path}\n"));
    let ran = export("植树", &path, &["--lang", "zh"]);
    assert_eq!(
        ran.stderr,
        format!("zhenews: {path} 已存在；加 --force 可替换\n")
    );
}

#[test]
fn what_is_broken_off_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let store = dir.path().join("news.jsonl");
    let line = |n: u32| format!("{{\"id\":\"a{n}\",\"title\":\"植树\",\"body\":[\"雨停了。\"]}}\n");
    let lines: String = (0..60_000).map(line).collect();
    let mut file = fs::File::create(&store).unwrap();
    std::io::Write::write_all(&mut file, lines.as_bytes()).unwrap();
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("a.csv");
    let mut export = zhenews(&["export", "", store.to_str().unwrap(), "-o"]);
    let mut child = export
        .arg(&path)
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let is_begun = || fs::read_dir(out.path()).unwrap().next().is_some();
    while !is_begun() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    let pid = rustix::process::Pid::from_child(&child);
    let _ = rustix::process::kill_process(pid, rustix::process::Signal::INT);
    let status = child.wait().unwrap();
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    assert_eq!(signal, Some(2), "{status}");
    assert!(!is_begun(), "something is left");
}
