//! Lends the terminal to the reader's editor, with a text in a file of its own.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use super::{Ended, Shell};
use crate::app::{Msg, Piped};
use crate::lang::{self, Bilingual, SystemError, bilingual};
use crate::place::Scratch;
use crate::text::sanitize;

/// A text that is being edited: nobody else can read it, and it is gone when it was taken.
pub(super) struct Draft {
    path: PathBuf,
    _directory: Scratch,
}

impl Draft {
    fn new(text: &str) -> io::Result<Self> {
        let directory = Scratch::new()?;
        let path = directory.path().join("note.txt");
        let mut file = File::create(&path)?;
        writeln!(file, "{text}")?;
        Ok(Self {
            path,
            _directory: directory,
        })
    }
}

/// Returns the editor and its arguments: `VISUAL`, else `EDITOR`, else `vi`.
fn editor() -> Vec<String> {
    let variables = ["VISUAL", "EDITOR"].into_iter();
    let named = variables.filter_map(|name| std::env::var(name).ok());
    let mut split = named.filter_map(|command| shell_words::split(&command).ok());
    let editor = split.find(|words| !words.is_empty());
    editor.unwrap_or_else(|| vec!["vi".to_owned()])
}

fn start(command: &[String], draft: &Draft) -> io::Result<Child> {
    let (program, arguments) = command.split_first().ok_or(io::ErrorKind::NotFound)?;
    let mut command = Command::new(program);
    command.args(arguments).arg(&draft.path);
    // Standard input may be a pipe that articles came from.
    if let Ok(terminal) = File::open("/dev/tty") {
        command.stdin(Stdio::from(terminal));
    }
    command.spawn()
}

impl Shell {
    /// Gives a text to the reader's editor.
    pub(super) fn edit(&mut self, text: &str) -> Result<(), SystemError> {
        let command = editor();
        let program = command.first().cloned().unwrap_or_default();
        let name = sanitize::line(&program).into_owned();
        let lent = match Draft::new(text) {
            Ok(draft) => {
                let lent = self.lend(&name, || start(&command, &draft))?;
                lent.map(|()| self.draft = Some(draft))
            }
            Err(error) => Err(lang::system(&error)),
        };
        if let Err(Bilingual { english, chinese }) = lent {
            self.send(Msg::Edited(Err(bilingual!(
                "{name} could not be started: {english}; set EDITOR",
                "无法启动 {name}：{chinese}；请设置 EDITOR"
            ))));
        }
        Ok(())
    }

    /// Comes back from the editor, and takes the text as it left it.
    pub(super) fn editor_ended(
        &mut self,
        program: &str,
        ended: &Piped,
        draft: &Draft,
    ) -> Result<Option<Ended>, SystemError> {
        self.signals.spare(false);
        self.listener.go_on();
        if let Some(ended) = self.resume()? {
            return Ok(Some(ended));
        }
        let edited = match ended {
            Piped::Code(0) => fs::read_to_string(&draft.path).map_err(|error| lang::system(&error)),
            _ => Err(bilingual!("{program} failed", "{program} 失败")),
        };
        self.update(Msg::Edited(edited))
    }
}
