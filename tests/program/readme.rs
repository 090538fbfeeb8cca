//! What the READMEs and the help tell a newcomer to type works as they say.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];
const COMMANDS: [&str; 17] = [
    "list",
    "show",
    "search",
    "stats",
    "export",
    "index",
    "fmt",
    "check",
    "import",
    "state",
    "add",
    "remove",
    "fetch",
    "collections",
    "config",
    "completions",
    "man",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// The command lines of a page's `sh` blocks, without their comments.
fn command_lines(page: &str) -> Vec<String> {
    let blocks = page
        .split("```sh\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next());
    let command = |line: &str| {
        line.split("  #")
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    blocks
        .flat_map(str::lines)
        .map(command)
        .filter(|line| !line.is_empty())
        .collect()
}

/// The codes of a page's table of exit codes.
fn exit_codes(page: &str) -> Vec<String> {
    let cell = |line: &str| line.split('|').nth(1).map(|cell| cell.trim().to_owned());
    let is_code = |cell: &String| cell.starts_with(|c: char| c.is_ascii_digit());
    page.lines().filter_map(cell).filter(is_code).collect()
}

/// A directory with what the examples name.
fn workplace() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let copy = |from: &str, to: &str| {
        let to = dir.path().join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(root().join(from), to).unwrap();
    };
    copy("data/edition.json", "data/edition.json");
    copy("data/page.txt", "data/page.txt");
    copy("data/feed.xml", "data/feed.xml");
    copy("data/page.txt", "page.txt");
    copy("tests/program/cli/news.json", "news.json");
    copy("tests/program/cli/news.json", "archive/news.json");
    dir
}

/// Runs a line as a shell would in which the program is installed.
fn type_into_shell(line: &str, dir: &Path) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_zhenews"))
        .parent()
        .unwrap()
        .to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(program).chain(std::env::split_paths(&path));
    Command::new("sh")
        .args(["-c", line])
        .current_dir(dir)
        .env("PATH", std::env::join_paths(paths).unwrap())
        .env_remove("LANGUAGE")
        .env("LC_ALL", "C")
        .env("XDG_CACHE_HOME", dir.join("cache"))
        .env("XDG_STATE_HOME", dir.join("state"))
        .env("XDG_CONFIG_HOME", dir.join("config"))
        .env("XDG_DATA_HOME", dir.join("share"))
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Whether a line opens the reader, which has no terminal here.
fn opens_reader(line: &str) -> bool {
    let words = line
        .rsplit('|')
        .find(|part| part.trim_start().starts_with("zhenews"));
    let command = words.and_then(|words| words.split_whitespace().nth(1));
    !command.is_some_and(|word| COMMANDS.contains(&word))
}

fn works(line: &str, dir: &Path) {
    let output = type_into_shell(line, dir);
    let remarks = String::from_utf8(output.stderr).unwrap();
    if opens_reader(line) {
        assert_eq!(output.status.code(), Some(2), "{line}: {remarks}");
        assert!(remarks.contains("not a terminal"), "{line}: {remarks}");
    } else {
        assert_eq!(output.status.code(), Some(0), "{line}: {remarks}");
        let silent = [" check ", " state ", " -o ", ">"]
            .iter()
            .any(|sign| line.contains(sign));
        assert!(silent || !output.stdout.is_empty(), "{line}: {remarks}");
    }
}

#[test]
fn the_commands_of_the_readmes_work() {
    for readme in READMES {
        let dir = workplace();
        let lines = command_lines(&read(readme));
        let ours: Vec<_> = lines
            .iter()
            .filter(|line| !line.starts_with("cargo"))
            .collect();
        for command in COMMANDS {
            let shown = |line: &&String| line.contains(&format!("zhenews {command}"));
            assert!(
                ours.iter().copied().any(|line| shown(&line)),
                "{readme}: {command}"
            );
        }
        for line in ours {
            works(line, dir.path());
        }
    }
}

#[test]
fn the_examples_of_the_help_work() {
    let output = Command::new(env!("CARGO_BIN_EXE_zhenews"))
        .arg("--help")
        .output()
        .unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let (_, rest) = help.split_once("Examples:\n").unwrap();
    let (examples, _) = rest.split_once("\n\n").unwrap();
    let lines: Vec<_> = examples
        .lines()
        .filter(|line| line.contains("zhenews"))
        .collect();
    assert!(lines.len() >= COMMANDS.len(), "{examples}");
    let dir = workplace();
    for line in lines {
        works(&line.trim().replace(" ID ", " zhishu "), dir.path());
    }
}

#[test]
fn the_settings_of_the_readmes_do_no_harm() {
    for readme in READMES {
        let dir = workplace();
        let page = read(readme);
        let (_, rest) = page.split_once("```toml\n").unwrap();
        let (settings, _) = rest.split_once("```").unwrap();
        fs::create_dir_all(dir.path().join("config/zhenews")).unwrap();
        let file = dir.path().join("config/zhenews/config.toml");
        let mut file = fs::File::create(file).unwrap();
        file.write_all(settings.as_bytes()).unwrap();
        let run = |line| type_into_shell(line, dir.path());
        assert_eq!(
            run("zhenews config --check").status.code(),
            Some(0),
            "{readme}"
        );
        // What is read, and the way out, are what they were.
        assert_eq!(
            run("zhenews collections").status.code(),
            Some(1),
            "{readme}"
        );
        let held = String::from_utf8(run("zhenews config").stdout).unwrap();
        assert!(held.contains("\"q\" = \"quit\""), "{held}");
    }
}

#[test]
fn the_readmes_say_the_same() {
    let [english, chinese] = READMES.map(read);
    assert_eq!(command_lines(&english), command_lines(&chinese));
    assert_eq!(exit_codes(&english), exit_codes(&chinese));
    assert_eq!(exit_codes(&english), ["0", "1", "2", "3", "128+N"]);
    let links = |page: &str| page.matches("](data/").count();
    assert_eq!(links(&english), links(&chinese));
}

#[test]
fn the_readmes_name_no_file_that_is_not_there() {
    for readme in READMES {
        for target in read(readme)
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let is_file = !target.starts_with("http");
            let target = target.split('#').next().unwrap_or_default();
            assert!(
                !is_file || root().join(target).exists(),
                "{readme}: {target}"
            );
        }
    }
}
