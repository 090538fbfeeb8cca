//! Help, man page, completions, wrong use, and output that goes nowhere.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::Stdio;

use crate::cli::program::{run, zhenews};

const COMMANDS: [&str; 8] = [
    "list",
    "show",
    "search",
    "export",
    "fmt",
    "check",
    "completions",
    "man",
];
const CODES: [&str; 5] = ["0", "1", "2", "3", "128+N"];

#[test]
fn the_help_teaches_commands_examples_keys_format_and_codes() {
    let help = run(&["--help"]);
    assert_eq!(help.code, 0);
    for command in COMMANDS {
        assert!(
            help.stdout
                .lines()
                .any(|line| line.trim_start().starts_with(command)),
            "{command}"
        );
    }
    for part in ["Examples:", "Keys:", "Store:", "data/README.md", "./list"] {
        assert!(help.stdout.contains(part), "{part}");
    }
    let (_, codes) = help.stdout.split_once("Exit codes:\n").unwrap();
    let listed: Vec<_> = codes
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(listed, CODES);
}

#[test]
fn the_man_page_has_every_command_and_code() {
    let man = run(&["man"]);
    assert_eq!(man.code, 0);
    for command in COMMANDS {
        assert!(
            man.stdout.contains(&format!(".SS \"zhenews {command}")),
            "{command}"
        );
    }
    let (_, status) = man.stdout.split_once(".SH \"EXIT STATUS\"").unwrap();
    for code in CODES {
        assert!(status.contains(&format!("\\fB{code}\\fR")), "{code}");
    }
    assert!(man.stdout.contains(".SH EXAMPLES"));
    assert!(
        man.stdout.contains("\\-\\-first\\-fit"),
        "the commands' own options are there"
    );
}

#[test]
fn shells_get_completions_for_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let completions = run(&["completions", shell]);
        assert_eq!(completions.code, 0, "{shell}");
        for command in COMMANDS {
            assert!(completions.stdout.contains(command), "{shell}: {command}");
        }
    }
}

#[test]
fn wrong_use_is_told_on_standard_error() {
    let wrong: [&[&str]; 13] = [
        &["list", "--no-such-option"],
        &["show"],
        &["search"],
        &["search", ""],
        &["search", " \u{3000} "],
        &["search", "雨", "--limit", "0"],
        &["search", "雨", "--count", "--json"],
        &["check"],
        &["completions", "no-such-shell"],
        &["fmt", "--width", "0"],
        &["fmt", "--width", "8", "--indent", "7"],
        &["list", "--map", "title"],
        &["list", "--map", "titel=x"],
    ];
    for arguments in wrong {
        let ran = run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {ran:?}");
        assert!(
            ran.stdout.is_empty() && !ran.stderr.is_empty(),
            "{arguments:?}: {ran:?}"
        );
    }
}

#[test]
fn the_reader_needs_a_terminal_and_says_what_does_not() {
    let ran = run(&[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("zhenews list"), "{}", ran.stderr);
}

#[test]
fn a_command_behind_options_is_told_to_stand_first() {
    let commands: [(&[&str], &str); 2] = [
        (&["--map", "title=biaoti", "list"], "zhenews list …"),
        (&["--lang", "en", "search", "雨"], "zhenews search …"),
    ];
    for (arguments, hint) in commands {
        let ran = run(arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.stderr.contains("first word"), "{}", ran.stderr);
        assert!(ran.stderr.contains(hint), "{}", ran.stderr);
    }
}

/// Files whose output does not fit into a pipe that nobody reads.
fn large_files(dir: &Path) -> [String; 3] {
    let article = |id| {
        let body = if id == 0 {
            "雨停了，路还通。".repeat(20_000)
        } else {
            "雨".to_owned()
        };
        format!("{{\"id\":\"{id}\",\"title\":\"春雨下了一夜\",\"body\":[\"{body}\"]}}\n")
    };
    let store: String = (0..5_000).map(article).collect();
    let bad = "{\"title\":true}\n".repeat(5_000);
    let text = "清晨的雨一直下到了中午。\n".repeat(10_000);
    [
        ("store.jsonl", store),
        ("bad.jsonl", bad),
        ("text.txt", text),
    ]
    .map(|(name, content)| {
        let path = dir.join(name);
        File::create(&path)
            .unwrap()
            .write_all(content.as_bytes())
            .unwrap();
        path.to_str().unwrap().to_owned()
    })
}

#[test]
fn an_output_that_closes_early_is_a_quiet_success() {
    let dir = tempfile::tempdir().unwrap();
    let [store, bad, text] = large_files(dir.path());
    let commands: [&[&str]; 8] = [
        &["list", &store],
        &["list", "--json", &store],
        &["show", "0", &store],
        &["search", "雨", &store],
        &["fmt", &text],
        &["check", &bad],
        &["completions", "bash"],
        &["man"],
    ];
    for arguments in commands {
        let mut child = zhenews(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let output = child.wait_with_output().unwrap();
        let remarks = String::from_utf8(output.stderr).unwrap();
        assert!(!line.trim().is_empty(), "{arguments:?}: {remarks}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {remarks}");
        assert!(
            !remarks.contains("panicked") && !remarks.contains("ipe"),
            "{remarks}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    for arguments in [
        &["man"][..],
        &["--help"],
        &["list", "--help"],
        &["--version"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = zhenews(arguments)
            .stdout(full)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let remarks = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{arguments:?}: {remarks}");
        assert_eq!(remarks.lines().count(), 1, "{remarks}");
        assert!(remarks.starts_with("zhenews: "), "{remarks}");
    }
}

#[test]
fn a_slip_in_a_command_is_told_with_the_command() {
    let news = crate::cli::program::fixture("news.json");
    let slips: [(&[&str], &str); 6] = [
        (&["serach"], "zhenews search …"),
        (&["serach", "地震"], "zhenews search …"),
        (&["serach", &news], "zhenews search …"),
        (&["serach", "--count", "地震"], "zhenews search …"),
        (&["--plain", "lsit"], "zhenews list …"),
        (&["exprot", "雨", "-o", "a.md"], "zhenews export …"),
    ];
    for (arguments, meant) in slips {
        for (lang, asks) in [("en", "did you mean"), ("zh", "是否指")] {
            let mut command = zhenews(&[arguments, &["--lang", lang]].concat());
            let ran: crate::cli::program::Ran = command.output().unwrap().into();
            assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
            assert!(ran.stderr.contains(asks), "{ran:?}");
            assert!(ran.stderr.contains(meant), "{ran:?}");
        }
    }
    let other = run(&["新闻"]);
    assert!(!other.stderr.contains("did you mean"), "{other:?}");
}
