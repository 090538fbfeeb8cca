//! Giving text to a program of the reader's.
//!
//! What is typed is split into a program and its arguments as a shell would split it, but no shell
//! reads it, and the text goes to the program's standard input alone: nothing that an article says is
//! ever taken for a command.

use super::keys::{Code, Key};
use super::line_edit::LineEdit;
use super::prompt::Prompt;
use super::prompt::program_field::Piping;
use super::typeahead::Errand;
use super::{Effect, Model, Piped};
use crate::lang::{Bilingual, Lang, Say as _, bilingual};
use crate::library::Action;

/// The name under which the last command is remembered.
const REMEMBERED: &str = "pipe";

impl Model {
    /// Opens the field for a command.
    pub(super) fn open_pipe(&mut self) {
        if self.pane.reading.is_some() {
            self.front.prompt = Some(Prompt::Program(Piping::default()));
        }
    }

    /// Returns the last command that text was given to; empty if there was none.
    pub fn last_pipe(&self) -> &str {
        let library = self.memory.library();
        library.window(REMEMBERED).unwrap_or_default()
    }

    /// Acts on a key in the field.
    pub(super) fn piping_edited(&self, mut piping: Piping, key: Key) -> Piping {
        match (key.code, key.ctrl) {
            (Code::Up, _) | (Code::Char('p'), true) => {
                piping.field = LineEdit::split(self.last_pipe(), "");
            }
            (Code::Down, _) | (Code::Char('n'), true) => piping = Piping::default(),
            _ => {
                piping.field.key(key);
            }
        }
        piping
    }

    /// Gives the chosen lines, or the whole text, to the program that is typed. A quote that is not
    /// closed is told where it is typed.
    pub(super) fn pipe(&mut self, piping: Piping) {
        let Some(command) = piping.command() else {
            self.front.prompt = Some(Prompt::Program(piping));
            return;
        };
        let typed = piping.field.text();
        let whole = |model: &Self| Some(model.pane.reading.as_ref()?.document.text().to_owned());
        let text = self.pane.chosen_text().or_else(|| whole(self));
        let Some(text) = text.filter(|_| !command.is_empty()) else {
            return;
        };
        self.pane.end_run();
        let name = REMEMBERED.to_owned();
        self.remember(vec![Action::Window(name, typed.trim().to_owned())]);
        let text = format!("{text}\n");
        self.memory.time.runs_program = true;
        self.effects.push(Effect::Pipe { command, text });
    }

    /// Says how a program ended, where it is worth saying.
    pub(super) fn piped(&mut self, program: &str, piped: &Piped) {
        self.typeahead.done(Errand::Program);
        self.memory.time.runs_program = false;
        self.notice = Some(match (piped, self.lang) {
            (Piped::Code(0), Lang::En) => format!("{program} has taken it"),
            (Piped::Code(0), Lang::Zh) => format!("已交给 {program}"),
            (Piped::Code(code), Lang::En) => format!("{program} failed: exit code {code}"),
            (Piped::Code(code), Lang::Zh) => format!("{program} 失败：退出码 {code}"),
            (Piped::Signal(signal), Lang::En) => format!("{program} was ended by signal {signal}"),
            (Piped::Signal(signal), Lang::Zh) => format!("{program} 被信号 {signal} 终止"),
            (Piped::NotStarted(why), lang) => {
                let Bilingual { english, chinese } = why;
                bilingual!(
                    "{program} could not be started: {english}",
                    "无法启动 {program}：{chinese}"
                )
                .say(lang)
            }
        });
    }
}
