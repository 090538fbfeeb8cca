//! The browser.

use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::sync::mpsc::Sender;
use std::thread;

use super::Event;
use crate::app::Msg;
use crate::lang::{self, Bilingual, bilingual};

/// How much of what a browser says of a failure is looked at, in bytes.
const MOST_WORDS: u64 = 4096;

/// Hands an address to the browser, without a shell and apart from the terminal. `browser` is a program with its
/// arguments; where there is none, those that the desktop knows are tried. What goes wrong is told.
pub(super) fn open(address: String, browser: Vec<String>, sender: Sender<Event>) {
    thread::spawn(move || {
        let commands = match browser.split_first() {
            Some((program, arguments)) => {
                let mut command = Command::new(program);
                command.args(arguments).arg(&address);
                vec![command]
            }
            None => open::commands(&address),
        };
        if let Err(why) = first_that_runs(commands) {
            // Without a reader there is nobody to tell.
            let _ = sender.send(Event::Msg(Msg::NotOpened { address, why }));
        }
    });
}

/// Runs the first command that there is and does not fail.
fn first_that_runs(commands: Vec<Command>) -> Result<(), Bilingual> {
    let mut why = None;
    for mut command in commands {
        match run(&mut command) {
            Ok(()) => return Ok(()),
            Err(error) => why = why.or(error),
        }
    }
    Err(why.unwrap_or_else(|| {
        Bilingual::new(
            "no browser was found; name one as browser in the settings",
            "找不到浏览器；请在设置中用 browser 指明",
        )
    }))
}

/// Runs a program with nothing of the terminal, and waits for its end so that it leaves nothing behind.
///
/// The error is why it failed, or nothing where there is no such program.
fn run(command: &mut Command) -> Result<(), Option<Bilingual>> {
    let program = command.get_program().to_string_lossy().into_owned();
    let about = |error: &io::Error| Some(lang::system(error).about(&*program));
    // No pipe: a browser that outlives the reader would die of it.
    let mut words = tempfile::tempfile().map_err(|error| about(&error))?;
    let stderr = words.try_clone().map_err(|error| about(&error))?;
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(stderr)
        .process_group(0);
    let status = match command.status() {
        Ok(status) if status.success() => return Ok(()),
        Ok(status) => status,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(None),
        Err(error) => return Err(about(&error)),
    };
    let words = first_line(&mut words).map_or_else(String::new, |line| format!(" ({line})"));
    Err(Some(match status.code() {
        Some(code) => bilingual!(
            "{program} ended with code {code}{words}; browser in the settings names another",
            "{program} 以代码 {code} 结束{words}；可在设置中用 browser 另行指定"
        ),
        None => bilingual!("{program} was ended{words}", "{program} 被终止{words}"),
    }))
}

/// Returns the first line that was written to a file, if there is one.
fn first_line(file: &mut File) -> Option<String> {
    file.rewind().ok()?;
    let mut bytes = Vec::new();
    file.take(MOST_WORDS).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(line.to_owned())
}
