//! The report's text and pictures, from the element that holds them.

use std::collections::HashSet;

use super::dateline;
use super::furniture;
use super::headline::{Headline, key};
use super::lines::{Kind, Line, Page};
use super::weigh::Container;
use crate::article::{Block, Image};
use crate::html::{NodeId, Tree};

/// The text and the pictures of a report.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) blocks: Vec<Block>,
    pub(super) images: Vec<Image>,
    /// The first line of its text.
    pub(super) first: usize,
    /// The lines that stand among its text and are none of it.
    pub(super) dropped: Vec<usize>,
}

/// Reads what is in a container.
pub(super) fn of(
    tree: &Tree,
    page: &Page,
    container: &Container,
    headline: Option<&Headline>,
) -> Body {
    let furniture = furniture_in(tree, container);
    let within = tree.within(container.id);
    let inside: Vec<usize> = (0..page.lines.len())
        .filter(|at| {
            page.lines
                .get(*at)
                .is_some_and(|line| within.contains(&line.at))
        })
        .collect();
    let mut kept = kept(page, &inside, &furniture, headline);
    let mut body = Body {
        first: kept.first().copied().unwrap_or_default(),
        ..Body::default()
    };
    body.images = pictures(page, &within, &furniture, &mut kept);
    let held: HashSet<usize> = kept.iter().copied().collect();
    body.dropped = inside.into_iter().filter(|at| !held.contains(at)).collect();
    let lines: Vec<&Line> = kept
        .into_iter()
        .filter_map(|at| page.lines.get(at))
        .collect();
    body.blocks = lines
        .chunk_by(|one, next| is_row(one, next))
        .flat_map(blocks)
        .collect();
    body
}

/// The nodes of a container that are in furniture.
fn furniture_in(tree: &Tree, container: &Container) -> HashSet<NodeId> {
    let mut furniture = HashSet::new();
    for (id, node) in tree.nodes(tree.within(container.id)) {
        let is_inner = node
            .parent
            .is_some_and(|parent| furniture.contains(&parent));
        if is_inner || node.tag().is_some() && container.is_furniture(id) {
            furniture.insert(id);
        }
    }
    furniture
}

/// Returns which lines are the report's text.
fn kept(
    page: &Page,
    inside: &[usize],
    furniture: &HashSet<NodeId>,
    headline: Option<&Headline>,
) -> Vec<usize> {
    let title = headline
        .map(|headline| key(&headline.text))
        .unwrap_or_default();
    let lines = inside
        .iter()
        .filter_map(|at| Some((*at, page.lines.get(*at)?)));
    let mut seen = HashSet::new();
    let own = lines.filter(|(_, line)| {
        // One question may be put to several people.
        let is_question = line.text.ends_with(['？', '?']);
        let is_again = line.size >= 60 && !is_question && !seen.insert(&line.text);
        let former = furniture::former_headline(&line.text);
        !is_again
            && former.is_none_or(|former| key(former) != title)
            && !furniture.contains(&line.at)
            && key(&line.text) != title
            && !dateline::is_byline(&line.text)
    });
    let own: Vec<(usize, &Line)> = own.collect();
    let is_prose = |line: &Line| {
        !is_beside_headline(line)
            && line.is_sentence()
            && furniture::former_headline(&line.text).is_none()
            && !furniture::is_furniture(&line.text)
            && !dateline::is_dateline(&line.text)
    };
    let prose: Vec<usize> = own
        .iter()
        .filter(|(_, line)| is_prose(line))
        .map(|(at, _)| *at)
        .collect();
    let (Some(first), Some(last)) = (prose.first(), prose.last()) else {
        return Vec::new();
    };
    let all = prose.len();
    let is_end = |(at, line): &(usize, &Line)| {
        let before = prose.partition_point(|prose| prose < at);
        furniture::ends_report(&line.text) && before * 2 > all
            || furniture::closes_report(&line.text) && before * 10 > all * 8
    };
    let end = own
        .iter()
        .find(|line| is_end(line))
        .map_or(usize::MAX, |(at, _)| *at);
    let is_own = |at: usize, line: &Line| {
        at < end && !line.is_link() && !line.is_beside && !furniture::is_furniture(&line.text)
    };
    // What stands before and behind all sentences, and is none, is seldom the report's.
    let is_aside = |line: &Line| {
        line.has_marks() && !is_beside_headline(line) && !dateline::is_dateline(&line.text)
    };
    // Sentences that are set as verse end lines without a mark.
    let asides = own
        .iter()
        .filter(|(at, line)| is_own(*at, line) && is_aside(line));
    let last = asides
        .map(|(at, _)| at)
        .max()
        .map_or(last, |at| last.max(at));
    let is_text = |(at, line): &(usize, &Line)| {
        // The headline that it had elsewhere says something that nothing else does.
        let is_former = furniture::former_headline(&line.text).is_some();
        is_own(*at, line) && ((first..=last).contains(&at) || is_aside(line) || is_former)
    };
    own.iter()
        .filter(|line| is_text(line))
        .map(|(at, _)| *at)
        .collect()
}

/// Returns the pictures, and takes their captions from the text.
fn pictures(
    page: &Page,
    within: &std::ops::Range<NodeId>,
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
        let next =
            kept.partition_point(|at| page.lines.get(*at).is_some_and(|line| line.at < picture.at));
        let next = kept.get(next).copied();
        let line = next.and_then(|next| page.lines.get(next));
        let caption = line.filter(|line| is_caption(line));
        if !sources.insert(&picture.image.src) {
            continue;
        }
        let mut image = picture.image.clone();
        if let (Some(caption), Some(next)) = (caption, next)
            && captions.insert(next)
        {
            image.caption = Some(caption.text.clone());
        }
        images.push(image);
    }
    kept.retain(|at| !captions.contains(at));
    images
}

/// Whether a line behind a picture says what it shows.
fn is_caption(line: &Line) -> bool {
    /// In characters.
    const LONGEST: usize = 80;
    line.kind == Kind::Caption
        || line.text.chars().count() <= LONGEST && furniture::is_caption(&line.text)
}

/// Whether lines stand in one row of a table.
fn is_row(one: &Line, next: &Line) -> bool {
    one.cell
        .zip(next.cell)
        .is_some_and(|((row, _), (other, _))| row == other)
}

/// Makes blocks of lines: of a row of a table one, if each cell has a line.
fn blocks(lines: &[&Line]) -> Vec<Block> {
    let cells: HashSet<_> = lines.iter().filter_map(|line| line.cell).collect();
    if lines.len() > 1 && cells.len() == lines.len() {
        let texts: Vec<&str> = lines.iter().map(|line| &*line.text).collect();
        return vec![Block::Paragraph(texts.join("\u{3000}"))];
    }
    lines.iter().map(|line| block(line)).collect()
}

/// Whether a line stands with the headline by its class.
fn is_beside_headline(line: &Line) -> bool {
    matches!(line.kind, Kind::Kicker | Kind::Subtitle)
}

fn block(line: &Line) -> Block {
    /// A longer line is no subhead, in characters.
    const LONGEST: usize = 40;
    let is_short = line.text.chars().count() <= LONGEST;
    let ends = line
        .text
        .ends_with(['。', '！', '；', '，', '：', '.', ',', ';', ':', '”']);
    let is_bold = line.bold > 0 && line.bold >= line.size;
    if is_short && (line.is_heading() || is_beside_headline(line) || is_bold && !ends) {
        Block::Subhead {
            subhead: line.text.clone(),
        }
    } else {
        Block::Paragraph(line.text.clone())
    }
}
