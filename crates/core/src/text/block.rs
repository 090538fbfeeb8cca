//! Divides a long paragraph into blocks that are cut into pieces one by one.
//!
//! A block ends where its neighbours alone allow a break: between two Han characters, or behind a
//! space between two ASCII words. Cutting from any such place gives the same pieces as cutting from
//! the paragraph's start, which is how setting resumes in the middle of a paragraph.

use std::ops::Range;

use super::class::Class;

/// The bytes that a block has at least, unless text runs out.
pub(super) const BLOCK: usize = 4096;
/// Text without a place to end a block for this many bytes is not prose; it is cut anyway.
const STRETCH: usize = 16 * 1024;

/// Returns the blocks of `text`, from the one that holds byte `from` on.
pub(super) fn blocks(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    let mut start = block_start(text, from);
    std::iter::from_fn(move || {
        let end = Some(block_end(text, start)).filter(|end| *end > start)?;
        Some(std::mem::replace(&mut start, end)..end)
    })
}

/// Finds the end of the block that starts at `start`.
fn block_end(text: &str, start: usize) -> usize {
    let least = floor(text, start + BLOCK);
    let most = stretch_end(text, start);
    if most == text.len() && text.len() - start <= BLOCK {
        return most;
    }
    joints(text, least..most)
        .next()
        .or_else(|| last_joint(text, start + 1..least))
        .unwrap_or(most)
}

/// Finds a place at or before `at` where some block may start: what is cut from there is what is
/// cut from the paragraph's start.
fn block_start(text: &str, at: usize) -> usize {
    let reach = floor(text, at.saturating_sub(2 * STRETCH));
    let Some(mut start) = last_joint(text, reach..at + 1).or((reach == 0).then_some(0)) else {
        return floor(text, at / STRETCH * STRETCH);
    };
    loop {
        let end = stretch_end(text, start);
        if end > at || end == start {
            return start;
        }
        start = end;
    }
}

/// Where text without a joint is cut: at the same bytes wherever one starts to look.
fn stretch_end(text: &str, start: usize) -> usize {
    floor(text, (start + STRETCH).next_multiple_of(STRETCH))
}

/// The nearest start of a character at or before byte `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

fn last_joint(text: &str, range: Range<usize>) -> Option<usize> {
    range.rev().find(|&at| is_joint(text, at))
}

fn joints(text: &str, range: Range<usize>) -> impl Iterator<Item = usize> {
    range.filter(|&at| is_joint(text, at))
}

/// Whether the line may break before byte `at`, whatever stands further off.
fn is_joint(text: &str, at: usize) -> bool {
    let Some((head, tail)) = text.split_at_checked(at) else {
        return false;
    };
    let mut head = head.chars().rev().map(Class::of);
    let Some((before, after)) = head.next().zip(tail.chars().next().map(Class::of)) else {
        return false;
    };
    let is_word = |class| matches!(class, Class::Letter | Class::Digit);
    match before {
        Class::Han => after == Class::Han,
        Class::Space => is_word(after) && head.next().is_some_and(is_word),
        _ => false,
    }
}
