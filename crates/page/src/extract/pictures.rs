//! The report's pictures, and which lines are their captions.

use std::collections::HashSet;
use std::ops::Range;

use super::furniture;
use super::lines::{Kind, Line, Page};
use crate::article::Image;
use crate::html::NodeId;

/// Returns the pictures in a container, and takes their captions from the lines of its text.
pub(super) fn of(
    page: &Page,
    within: &Range<NodeId>,
    furniture: &HashSet<NodeId>,
    kept: &mut Vec<usize>,
) -> Vec<Image> {
    let mut images: Vec<Image> = Vec::new();
    let (mut captions, mut sources) = (HashSet::new(), HashSet::new());
    let is_in = |at: NodeId| within.contains(&at) && !furniture.contains(&at);
    let pictures = page
        .pictures
        .iter()
        .filter(|picture| is_in(picture.at) && !picture.is_beside);
    for picture in pictures {
        if !sources.insert(&picture.image.src) {
            continue;
        }
        let mut caption = caption(page, kept, picture.at);
        caption.retain(|at| captions.insert(*at));
        let texts = caption.iter().filter_map(|at| page.lines.get(*at));
        let texts: Vec<&str> = texts.map(|line| &*line.text).collect();
        let mut image = picture.image.clone();
        image.caption = (!texts.is_empty()).then(|| texts.join("\u{3000}"));
        images.push(image);
    }
    kept.retain(|at| !captions.contains(at));
    images
}

/// Returns the lines behind a picture that say what it shows.
fn caption(page: &Page, kept: &[usize], picture: NodeId) -> Vec<usize> {
    let first =
        kept.partition_point(|at| page.lines.get(*at).is_some_and(|line| line.at < picture));
    let is_caption = |place: usize, at: usize| {
        let line = page.lines.get(at);
        // Within the text, a line of which only its place speaks stays where it was.
        let is_outside = place == 0 || place + 1 == kept.len();
        place == first && line.is_some_and(is_caption) || is_outside && is_below(page, at)
    };
    let mut caption: Vec<usize> = Vec::new();
    for (place, at) in kept.iter().copied().enumerate().skip(first) {
        // What was taken before it stands no more.
        let outer = if place == caption.len() { 0 } else { place };
        let is_next = caption.last().is_none_or(|before| before + 1 == at);
        if !is_next || !is_caption(outer, at) {
            break;
        }
        caption.push(at);
    }
    caption
}

/// Whether a line behind a picture says by itself what it shows.
fn is_caption(line: &Line) -> bool {
    /// In characters.
    const LONGEST: usize = 80;
    line.kind == Kind::Caption
        || line.text.chars().count() <= LONGEST && furniture::is_caption(&line.text)
}

/// Whether nothing but a picture stands between a line and the line before it.
pub(super) fn is_behind(page: &Page, at: usize) -> bool {
    let place = |at: usize| page.lines.get(at).map(|line| line.at);
    let before = at.checked_sub(1).and_then(place).unwrap_or_default();
    let behind = place(at).unwrap_or_default();
    let next = page.pictures.partition_point(|picture| picture.at < before);
    let picture = page.pictures.get(next);
    picture.is_some_and(|picture| picture.at < behind)
}

/// Whether a line is one of two at most that are set in the middle below a picture, and no sentence.
pub(super) fn is_below(page: &Page, at: usize) -> bool {
    let is_centred = |at: usize| page.lines.get(at).is_some_and(|line| line.is_centred);
    let is_plain = page.lines.get(at).is_some_and(|line| {
        line.bold == 0 && line.kind == Kind::Text && (!line.has_marks() || is_caption(line))
    });
    let is_one = |first: usize| {
        let run = (first..first + 3).take_while(|at| is_centred(*at));
        is_behind(page, first) && (1..=2).contains(&run.count())
    };
    let is_second = || {
        let before = at.checked_sub(1);
        before.is_some_and(|before| is_centred(before) && is_one(before))
    };
    is_plain && is_centred(at) && (is_one(at) || is_second())
}
