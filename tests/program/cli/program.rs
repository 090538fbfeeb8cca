//! Runs the binary the way a shell does.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The path of a file beside the tests.
pub(crate) fn fixture(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/program/cli")
        .join(name);
    path.to_str().unwrap().to_owned()
}

/// A cache directory that is not there: no index that the user has is to be found.
pub(crate) const CACHE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/no-cache");

/// A state directory in which nothing is remembered.
pub(crate) const STATE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/no-state");

/// A command line of the binary, its output a pipe, in an environment that speaks English.
pub(crate) fn zhenews(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhenews"));
    command.args(arguments).stdin(Stdio::null());
    command.env_remove("LANGUAGE").env("LC_ALL", "C");
    command.env("XDG_CACHE_HOME", CACHE);
    command.env("XDG_STATE_HOME", STATE);
    // Nor are settings.
    command.env("XDG_CONFIG_HOME", CACHE);
    command
}

/// What a run printed and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("it ends by itself"),
            stdout: String::from_utf8(output.stdout).expect("the output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("remarks are UTF-8"),
        }
    }
}

/// Runs the binary with nothing on standard input.
pub(crate) fn run(arguments: &[&str]) -> Ran {
    zhenews(arguments).output().unwrap().into()
}

/// Runs the binary with `input` on standard input.
pub(crate) fn run_on(input: &[u8], arguments: &[&str]) -> Ran {
    let mut child = zhenews(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output.into()
}
