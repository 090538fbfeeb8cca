//! Divides a piece that is wider than the line.
//!
//! The rules of a line's edges hold here too, as long as they leave a way. A number gives up its unit
//! first, an address breaks at its marks, and only then does a word break between any two clusters.

use super::piece::Piece;
use super::rules::{Verdict, divides_address, edges_allow, judge};
use super::width::{Ambiguous, clusters};

/// What a break within a piece may cost, the cheapest first.
type Level = fn(&str, usize) -> bool;

const LEVELS: [Level; 4] = [parts_unit, divides_address, edges_allow, anywhere];

fn parts_unit(text: &str, at: usize) -> bool {
    judge(text, at) == Verdict::Reluctant
}

fn anywhere(_: &str, _: usize) -> bool {
    true
}

/// Divides `piece` into parts of at most `room` cells, so far as single clusters allow.
pub(super) fn split(
    text: &str,
    piece: Piece,
    room: usize,
    ambiguous: Ambiguous,
    take: &mut impl FnMut(Piece),
) {
    split_at_levels(text, piece, room, ambiguous, &LEVELS, take);
}

/// Divides `piece` wherever a number and its unit meet.
pub(super) fn split_units(text: &str, piece: Piece, ambiguous: Ambiguous, parts: &mut Vec<Piece>) {
    divide(text, piece, ambiguous, parts_unit, |part| parts.push(part));
}

fn split_at_levels(
    text: &str,
    piece: Piece,
    room: usize,
    ambiguous: Ambiguous,
    levels: &[Level],
    take: &mut impl FnMut(Piece),
) {
    match levels {
        [level, further @ ..] if piece.width as usize > room => {
            divide(text, piece, ambiguous, *level, |part| {
                split_at_levels(text, part, room, ambiguous, further, take);
            });
        }
        _ => take(piece),
    }
}

/// Divides `piece` wherever `may_break`.
fn divide(
    text: &str,
    piece: Piece,
    ambiguous: Ambiguous,
    may_break: Level,
    mut take: impl FnMut(Piece),
) {
    let ink = text.get(piece.start..piece.end).unwrap_or_default();
    let mut part = Piece::empty(piece.start);
    let mut at = piece.start;
    for (cluster, cells) in clusters(ink, ambiguous) {
        let is_blank = cluster.chars().all(char::is_whitespace);
        if !is_blank && at > part.start && may_break(text, at) {
            take(std::mem::replace(&mut part, Piece::empty(at)));
        }
        at += cluster.len();
        if is_blank {
            part.blank(at, cells);
        } else {
            part.ink(at, cells);
        }
    }
    part.space = piece.space;
    take(part);
}
