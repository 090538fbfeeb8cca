//! The headers that go with the requests of a feed: those of the settings, and what a program of the user's prints.

use std::io::{self, Read as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use super::Failure;
use crate::config::{self, FeedSetting};
use crate::lang::{Bilingual, bilingual, system};

/// How long a program is waited for: a person may have to unlock a store of passwords, but nobody need be there.
const PATIENCE: Duration = Duration::from_mins(1);

/// How often it is looked whether a program that prints no more has ended.
const PAUSE: Duration = Duration::from_millis(10);

/// Returns the headers that go with the requests of a feed.
///
/// # Errors
///
/// When the program cannot be run, fails, takes too long, or prints what is no header.
pub(super) fn headers(feed: &FeedSetting) -> Result<Vec<(String, String)>, Failure> {
    let mut lines = feed.headers.clone();
    if let Some((program, arguments)) = feed.headers_command.split_first() {
        let text = printed(program, arguments, PATIENCE)
            .map_err(|why| Failure::Command(why.about(program.as_str())))?;
        let written = text.lines().filter(|line| !line.trim().is_empty());
        lines.extend(written.map(str::to_owned));
    }
    let header = |line: &String| {
        // What stands there may be a password.
        let no_header = || Bilingual::new("a line is no header", "有一行不是标头");
        let header = config::header(line);
        let (name, value) = header.ok_or_else(|| Failure::Command(no_header()))?;
        Ok((name.to_owned(), value.to_owned()))
    };
    lines.iter().map(header).collect()
}

/// Runs a program and returns what it prints.
fn printed(program: &str, arguments: &[String], patience: Duration) -> Result<String, Bilingual> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| system(&error))?;
    let ended = wait(&mut child, patience).map_err(|error| system(&error));
    if !matches!(ended, Ok(Some(_))) {
        // It may have ended meanwhile.
        let _ = child.kill();
        let _ = child.wait();
    }
    let seconds = patience.as_secs();
    let late = || {
        bilingual!(
            "it did not end within {seconds} s, and was ended",
            "{seconds} 秒内没有结束，已将其终止"
        )
    };
    let (text, status) = ended?.ok_or_else(late)?;
    match status.code() {
        Some(0) => Ok(text),
        Some(code) => Err(bilingual!("it ended with {code}", "以 {code} 退出")),
        None => Err(Bilingual::new("it was killed", "被终止")),
    }
}

/// Waits until a program has ended and what it prints is read; nothing where that takes too long.
fn wait(child: &mut Child, patience: Duration) -> io::Result<Option<(String, ExitStatus)>> {
    let until = Instant::now() + patience;
    let (sender, receiver) = channel();
    let mut stdout = child.stdout.take();
    // A program that it has started may hold its output open: this thread alone waits for that one.
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = stdout.as_mut().map(|out| out.read_to_end(&mut bytes));
        // Who asked may have gone.
        let _ = sender.send(read.transpose().map(|_| bytes));
    });
    let Ok(bytes) = receiver.recv_timeout(patience) else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(&bytes?).into_owned();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some((text, status)));
        }
        if Instant::now() >= until {
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(script: &str) -> Result<String, Bilingual> {
        printed(
            "sh",
            &["-c".to_owned(), script.to_owned()],
            Duration::from_secs(1),
        )
    }

    #[test]
    fn a_program_that_does_not_end_is_waited_for_no_longer_than_is_fit() {
        assert_eq!(run("echo 'A: 1'").unwrap(), "A: 1\n");
        let why = |script| run(script).unwrap_err().english;
        assert_eq!(why("exit 4"), "it ended with 4");
        assert_eq!(why("kill $$"), "it was killed");
        let begun = Instant::now();
        let late = "it did not end within 1 s, and was ended";
        assert_eq!(why("exec sleep 20"), late);
        assert_eq!(why("exec >&-; exec sleep 20"), late);
        assert_eq!(why("sleep 20; echo"), late);
        assert!(begun.elapsed() < Duration::from_secs(15));
        let missing = printed("/nowhere/at/all", &[], PATIENCE).unwrap_err();
        assert!(missing.chinese.contains("没有"), "{missing:?}");
    }
}
