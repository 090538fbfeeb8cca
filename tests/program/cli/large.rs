//! What commands hold of stores that are large, or of many records.

#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

use crate::cli::program::zhenews;

/// The most memory that a running program has had, in bytes.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.unwrap().trim().trim_end_matches(" kB");
    kilobytes.parse::<u64>().unwrap() * 1024
}

#[test]
fn check_tells_of_each_problem_as_it_is_read_and_keeps_none() {
    const RECORDS: usize = 400_000;
    /// More than a pipe holds, so that the program is still there.
    const LAST: usize = 20_000;
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("a.jsonl");
    let mut file = File::create(&path).unwrap();
    file.write_all("17\n".repeat(RECORDS).as_bytes()).unwrap();
    let mut command = zhenews(&["check", path.to_str().unwrap()]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for number in 1..=RECORDS - LAST {
        let line = lines.next().unwrap().unwrap();
        let place = format!("{}:{number}:1: ", path.display());
        assert!(line.starts_with(&place), "{line}");
    }
    let held = peak(child.id());
    assert_eq!(lines.count(), LAST);
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(held < 100 << 20, "{held} bytes for a file of a megabyte");
}

#[test]
fn the_first_search_holds_no_more_than_what_it_finds() {
    const RECORDS: usize = 400_000;
    /// More than a pipe holds, so that the program is still there.
    const FOUND: usize = 20_000;
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("a.jsonl");
    let record = |number: usize| {
        let word = if number.is_multiple_of(RECORDS / FOUND) {
            "植树"
        } else {
            "修桥"
        };
        format!("{{\"title\": \"{word}第{number}号\"}}\n")
    };
    let records: String = (0..RECORDS).map(record).collect();
    let mut file = File::create(&path).unwrap();
    file.write_all(records.as_bytes()).unwrap();
    let mut command = zhenews(&["search", "植树", path.to_str().unwrap()]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.env("XDG_CACHE_HOME", directory.path().join("cache"));
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().ends_with("植树第0号"));
    let held = peak(child.id());
    assert_eq!(lines.count(), FOUND - 1);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(held < 200 << 20, "{held} bytes for {FOUND} small records");
}
