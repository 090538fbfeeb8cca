//! Stops the reader and lets it go on: the terminal is given back meanwhile.

use std::time::Instant;

use super::{Ended, Guard, SETTING_UP, Shell, guard, signals};
use crate::app::Msg;
use crate::lang::{IoContext as _, SystemError};

impl Shell {
    /// Gives the terminal back, stops, and takes it again when the shell continues us in the
    /// foreground. A signal that asked for the end meanwhile is obeyed first.
    pub(super) fn suspend(&mut self) -> Result<Option<Ended>, SystemError> {
        if self.program.is_some() {
            return self.suspend_with_program();
        }
        if !signals::can_be_continued() {
            return self.update(Msg::NotSuspended);
        }
        self.guard = None;
        let was = self.wait;
        self.wait.pause(Instant::now());
        loop {
            signals::stop().context(("cannot suspend", "无法挂起"))?;
            if signals::is_in_foreground() {
                self.wait.resume(was, Instant::now());
                return self.resume();
            }
            if let Some(signal) = self.signals.asked_soon() {
                return Ok(Some(Ended::Signal(signal)));
            }
        }
    }

    /// Takes the terminal, which someone else may have used, and draws everything again.
    pub(super) fn resume(&mut self) -> Result<Option<Ended>, SystemError> {
        if self.program.is_some() || !signals::is_in_foreground() {
            return Ok(None);
        }
        // Given back first: only then is it taken in the state in which it is now.
        self.guard = None;
        let guard = Guard::enter().context(SETTING_UP)?;
        guard::ask_for_reports(self.config.mouse.value).context(SETTING_UP)?;
        self.guard = Some(guard);
        self.redraw()?;
        let (width, height) = crossterm::terminal::size().context(SETTING_UP)?;
        self.update(Msg::Resize(width, height))
    }
}
