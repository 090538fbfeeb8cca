//! A home of its own for the program, and feeds to put on a server.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::program::Ran;

/// A home.
pub(super) struct Home(TempDir);

impl Home {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(super) fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(super) fn write(&self, path: &str, text: &str) -> String {
        let path = self.at(path);
        write(&path, text);
        path.to_str().unwrap().to_owned()
    }

    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = crate::cli::program::zhenews(arguments);
        for (name, place) in [
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
        ] {
            command.env(name, self.at(place));
        }
        for name in [
            "http_proxy",
            "https_proxy",
            "all_proxy",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
        ] {
            command.env_remove(name);
        }
        command
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        self.command(arguments).output().unwrap().into()
    }

    /// Runs what is to succeed, and returns what it printed.
    pub(super) fn ok(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        ran.stdout
    }

    /// Fetches feeds by their names, and returns the summary.
    pub(super) fn fetch(&self, names: &[&str]) -> Value {
        let ran = self.run(&[&["fetch", "--json"], names].concat());
        serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran:?}"))
    }

    /// The headlines that there are, in their order.
    pub(super) fn titles(&self) -> Vec<String> {
        let ran = self.run(&["list", "--json", "--strict"]);
        assert!(ran.code <= 1, "{ran:?}");
        let title = |line: &str| {
            let value: Value = serde_json::from_str(line).unwrap();
            value["title"].as_str().unwrap().to_owned()
        };
        ran.stdout.lines().map(title).collect()
    }

    /// The reports of all feeds.
    pub(super) fn reports(&self) -> Vec<Value> {
        let lines = self.ok(&["list", "--json", "--strict"]);
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    pub(super) fn settings(&self) -> String {
        fs::read_to_string(self.at("config/zhenews/config.toml")).unwrap_or_default()
    }

    pub(super) fn set(&self, text: &str) {
        self.write("config/zhenews/config.toml", text);
    }

    pub(super) fn store(&self, key: &str) -> PathBuf {
        self.at(&format!("data/zhenews/feeds/{key}.jsonl"))
    }
}

pub(super) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap()).unwrap();
    std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    file.persist(path).unwrap();
}

/// A feed of reports, each by its number: the newest first.
pub(super) fn feed(title: &str, numbers: impl IntoIterator<Item = usize>) -> String {
    let items: String = numbers
        .into_iter()
        .map(|number| item(number, "渡船坐满了人。"))
        .collect();
    rss(title, &items)
}

pub(super) fn rss(title: &str, items: &str) -> String {
    format!(
        "<rss version=\"2.0\"><channel><title>{title}</title><link>https://paper.example/</link><description>d</description>{items}</channel></rss>"
    )
}

pub(super) fn item(number: usize, text: &str) -> String {
    let (hour, minute) = (number / 60 % 24, number % 60);
    format!(
        "<item><title>第{number}号渡口重开</title><link>https://paper.example/{number}</link><guid>https://paper.example/{number}</guid><pubDate>Fri, 22 Nov 2019 {hour:02}:{minute:02}:00 +0800</pubDate><description>&lt;p&gt;第{number}号渡口今天重开。&lt;/p&gt;&lt;p&gt;{text}&lt;/p&gt;</description></item>"
    )
}
