//! Lends the terminal to a program of the reader's, which is given a text to read.
//!
//! The program is one of our process group, as if both stood in a pipe: what is typed to interrupt or
//! to stop it reaches both, and we let an interruption be the program's own. The thread that reads
//! keys stands aside meanwhile, and the loop goes on without drawing.

use std::io::{self, Write as _, stdout};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use super::{DRAWING, Ended, Event, SETTING_UP, Shell, signals};
use crate::app::{Msg, Piped};
use crate::lang::{self, Bilingual, IoContext as _, Lang, Say as _, SystemError};
use crate::text::sanitize;

/// Who has the terminal, and until when.
pub(super) enum RunningProgram {
    /// This program, until it ends.
    Running(String),
    /// Nobody: what the program left there is to be seen until a key is pressed.
    Shown(String, Piped, KeyByKey),
}

/// A terminal that gives keys as they are pressed, and not line by line.
pub(super) struct KeyByKey(());

impl KeyByKey {
    fn enter() -> io::Result<Self> {
        enable_raw_mode()?;
        Ok(Self(()))
    }
}

impl Drop for KeyByKey {
    fn drop(&mut self) {
        let _ = disable_raw_mode();
    }
}

impl Shell {
    /// Starts a program on the terminal and has it given a text.
    pub(super) fn pipe(&mut self, command: &[String], text: String) -> Result<(), SystemError> {
        let Some((program, arguments)) = command.split_first() else {
            return Ok(());
        };
        let name = sanitize::line(program).into_owned();
        let start = || start(program, arguments, text);
        if let Err(why) = self.lend(&name, start)? {
            self.send(Msg::Piped(name, Piped::NotStarted(why)));
        }
        Ok(())
    }

    /// Lends the terminal to a program; `start` starts it. Returns why it was not, if so.
    pub(super) fn lend(
        &mut self,
        name: &str,
        start: impl FnOnce() -> io::Result<Child>,
    ) -> Result<Result<(), Bilingual>, SystemError> {
        if !self.listener.stand_aside() {
            let why = Bilingual::new("the terminal is in use; try again", "终端正被占用；请再试");
            return Ok(Err(why));
        }
        self.signals.spare(true);
        self.guard = None;
        match start() {
            Ok(mut child) => {
                self.program = Some(RunningProgram::Running(name.to_owned()));
                let sender = self.sender.clone();
                thread::spawn(move || {
                    let _ = sender.send(Event::Ended(ended(child.wait())));
                });
                Ok(Ok(()))
            }
            Err(error) => {
                self.signals.spare(false);
                self.listener.go_on();
                // A signal that came meanwhile waits in the channel.
                let _ = self.resume()?;
                Ok(Err(lang::system(&error)))
            }
        }
    }

    /// Leaves what the program wrote in sight until a key is pressed.
    pub(super) fn command_ended(&mut self, piped: Piped) -> Result<Option<Ended>, SystemError> {
        let Some(RunningProgram::Running(program)) = self.program.take() else {
            return Ok(None);
        };
        if let Some(draft) = self.draft.take() {
            return self.editor_ended(&program, &piped, &draft);
        }
        let line = format_end(&program, &piped, self.model.lang);
        let keys = KeyByKey::enter().context(SETTING_UP)?;
        write!(stdout(), "\r\n{}", sanitize::line(&line))
            .and_then(|()| stdout().flush())
            .context(DRAWING)?;
        self.program = Some(RunningProgram::Shown(program, piped, keys));
        self.listener.go_on();
        Ok(None)
    }

    /// Comes back, unless the program still has the terminal: then the key was meant for it.
    pub(super) fn key_while_program_runs(&mut self) -> Result<Option<Ended>, SystemError> {
        match self.program.take() {
            Some(RunningProgram::Shown(program, piped, keys)) => {
                self.signals.spare(false);
                drop(keys);
                if let Some(ended) = self.resume()? {
                    return Ok(Some(ended));
                }
                self.update(Msg::Piped(program, piped))
            }
            other => {
                self.program = other;
                Ok(None)
            }
        }
    }

    /// Stops together with the program, so that the shell takes its turn.
    pub(super) fn suspend_with_program(&mut self) -> Result<Option<Ended>, SystemError> {
        if signals::can_be_continued() {
            let is_shown = matches!(self.program, Some(RunningProgram::Shown(..)));
            if is_shown {
                disable_raw_mode().context(SETTING_UP)?;
            }
            signals::stop().context(("cannot suspend", "无法挂起"))?;
            if is_shown {
                enable_raw_mode().context(SETTING_UP)?;
            }
        }
        Ok(None)
    }
}

/// Starts a program without a shell. It is given the text by a thread, for it may read slowly or not
/// at all.
fn start(program: &str, arguments: &[String], text: String) -> io::Result<Child> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        thread::spawn(move || {
            // A program that has read enough closes the pipe.
            let _ = stdin.write_all(text.as_bytes());
        });
    }
    Ok(child)
}

fn ended(status: io::Result<ExitStatus>) -> Piped {
    match status {
        Ok(status) => match (status.code(), status.signal()) {
            (Some(code), _) => Piped::Code(code),
            (None, signal) => Piped::Signal(signal.unwrap_or(0)),
        },
        Err(error) => Piped::NotStarted(lang::system(&error)),
    }
}

/// What stands below the program's own lines.
fn format_end(program: &str, piped: &Piped, lang: Lang) -> String {
    let how = match (piped, lang) {
        (Piped::Code(0), _) => program.to_owned(),
        (Piped::Code(code), Lang::En) => format!("{program}, exit code {code}"),
        (Piped::Code(code), Lang::Zh) => format!("{program}，退出码 {code}"),
        (Piped::Signal(signal), Lang::En) => format!("{program}, signal {signal}"),
        (Piped::Signal(signal), Lang::Zh) => format!("{program}，信号 {signal}"),
        (Piped::NotStarted(why), _) => lang.about(program, &why.say(lang)),
    };
    match lang {
        Lang::En => format!("[{how}; any key goes back to the reader]"),
        Lang::Zh => format!("〔{how}；按任意键返回阅读器〕"),
    }
}
