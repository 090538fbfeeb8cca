#!/usr/bin/env bash
# crossterm 0.29.0: the Esc key, pressed twice and read together, is one event.
#
# A guess would be: two events, as of any other key typed twice, or one with Alt, as Esc before a letter gives. Seen
# instead: two bytes 1B in one read are one plain Esc and the other is lost; three are two; with a pause between
# them each is one. So a person on a slow line, or a program busy for a moment, closes one thing where two were to
# be closed, and what is typed ahead depends on how the bytes were cut.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cargo new --quiet --vcs none --name keys "$room/keys"
cd "$room/keys"
printf 'crossterm = "=0.29.0"\n' >> Cargo.toml
cat > src/main.rs <<'RUST'
use crossterm::event::{poll, read, Event};
use std::{io::Write, time::Duration};

fn main() {
    crossterm::terminal::enable_raw_mode().unwrap();
    print!("ready");
    std::io::stdout().flush().unwrap();
    let mut keys = Vec::new();
    while poll(Duration::from_secs(2)).unwrap() {
        if let Event::Key(key) = read().unwrap() {
            let alt = if key.modifiers.is_empty() { "" } else { "Alt-" };
            keys.push(format!("{alt}{}", key.code));
        }
    }
    print!("={}", keys.join(" "));
}
RUST
cargo build --quiet
python3 - target/debug/keys <<'PY'
import os, pty, sys, time

def read_from(fd):
    try:
        return os.read(fd, 1024)
    except OSError:
        return b""

def keys(*writes):
    pid, fd = pty.fork()
    if pid == 0:
        os.execv(sys.argv[1], [sys.argv[1]])
    seen = b""
    while b"ready" not in seen:
        seen += os.read(fd, 1024)
    for bytes_ in writes:
        os.write(fd, bytes_)
        time.sleep(0.3)
    while more := read_from(fd):
        seen += more
    os.waitpid(pid, 0)
    return seen.decode().split("=")[1]

seen = {
    "Esc Esc, apart": keys(b"\x1b", b"\x1b"),
    "Esc Esc, together": keys(b"\x1b\x1b"),
    "Esc Esc Esc, together": keys(b"\x1b\x1b\x1b"),
    "Esc j, together": keys(b"\x1bj"),
    "Esc Esc j, together": keys(b"\x1b\x1bj"),
    "j j, together": keys(b"jj"),
}
for typed, read in seen.items():
    print(f"{typed}: {read}")
assert list(seen.values()) == ["Esc Esc", "Esc", "Esc Esc", "Alt-j", "Esc j", "j j"], "this has changed"
PY
