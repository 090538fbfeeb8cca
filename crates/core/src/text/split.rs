//! Divides a piece that is wider than the line.
//!
//! The rules of a line's edges hold here too, as long as they leave a way: a closing mark that no
//! line has room for takes a part of its word along. White space is given up first, then a number's
//! unit; an address breaks at its marks, a run of words and marks behind its marks, and only then
//! does a word break between any two clusters.

use super::piece::Piece;
use super::rules::{
    Verdict, divides_address, edges_allow, ends_scheme, judge, parts_at_mark, parts_at_space,
};
use super::wrap::Setting;
use super::writing_mode::{WritingMode, measured_clusters};

/// What a break within a piece may cost, the cheapest first.
type Level = fn(&str, usize) -> bool;

const LEVELS: [Level; 7] = [
    parts_at_space,
    parts_unit,
    divides_address,
    ends_scheme,
    parts_at_mark,
    edges_allow,
    anywhere,
];

fn parts_unit(text: &str, at: usize) -> bool {
    judge(text, at) == Verdict::Reluctant
}

fn anywhere(_: &str, _: usize) -> bool {
    true
}

/// Divides `piece` into parts that fit the measure, so far as single clusters allow.
pub(super) fn split(text: &str, piece: Piece, setting: &Setting, take: &mut impl FnMut(Piece)) {
    split_at_levels(text, piece, setting, &LEVELS, take);
}

/// Divides `piece` wherever a number and its unit meet.
pub(super) fn split_units(text: &str, piece: Piece, mode: WritingMode, parts: &mut Vec<Piece>) {
    divide(text, piece, mode, parts_unit, |part| parts.push(part));
}

fn split_at_levels(
    text: &str,
    piece: Piece,
    setting: &Setting,
    levels: &[Level],
    take: &mut impl FnMut(Piece),
) {
    match levels {
        [level, further @ ..] if piece.width as usize > setting.measure => {
            divide(text, piece, setting.writing_mode, *level, |part| {
                split_at_levels(text, part, setting, further, take);
            });
        }
        _ => take(piece),
    }
}

/// Divides `piece` wherever `may_break`.
fn divide(
    text: &str,
    piece: Piece,
    mode: WritingMode,
    may_break: Level,
    mut take: impl FnMut(Piece),
) {
    let mut part = Piece::empty(piece.start);
    let mut at = piece.start;
    for (cluster, cells) in measured_clusters(text, piece.start..piece.end, mode) {
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
