//! Text that is pasted, between `ESC [ 2 0 0 ~` and `ESC [ 2 0 1 ~`.

use super::Typed;

const END: &[u8] = b"\x1b[201~";

/// What came of a text that is being pasted.
#[derive(Debug, Default)]
pub(super) struct Paste {
    text: Vec<u8>,
}

impl Paste {
    /// Takes bytes that came. Once the end is among them, leaves what stands behind it and returns the text.
    pub(super) fn take(&mut self, bytes: &mut Vec<u8>) -> Option<String> {
        // The end may have begun with the last bytes.
        let from = self.text.len().saturating_sub(END.len());
        self.text.append(bytes);
        let found = self.text.get(from..)?;
        let at = from + found.windows(END.len()).position(|window| window == END)?;
        *bytes = self.text.split_off(at + END.len());
        self.text.truncate(at);
        Some(self.text())
    }

    /// Returns what is there, for the end will not come.
    pub(super) fn give_up(self) -> Typed {
        Typed::Paste(self.text())
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.text).into_owned()
    }
}
