//! What a damaged index may do: lead tantivy to a panic. It costs the question that was asked, and the
//! index, which is made anew.
//!
//! What holds of a damaged index: every part of it is held to its checksum before it is read (see
//! [`checked`](super::checked)), so that no answer is made of what is not as it was written. An article that is
//! read is what its file has there, since the hash of its record, its edition and its number are one (see
//! [`Place::sealed`](super::schema::Place::sealed)). The files are mapped: one that another program cuts short
//! in its place while it is open ends this program. Nothing here does so: files are only ever added and deleted.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Error;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Returns whether a panic on this thread would be taken for damage: it is not to be reported, and ends
/// nothing.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Keeps panics that are taken for damage from being reported.
pub fn silence_damage() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !is_guarded() {
            report(info);
        }
    }));
}

/// Does what reads an index; a panic becomes an error.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let before = GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    done.unwrap_or(Err(Error::Damaged))
}
