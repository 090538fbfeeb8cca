//! The report's text and pictures, from the element that holds them.

use std::collections::HashSet;

use super::dateline;
use super::furniture;
use super::headline::{Headline, key};
use super::lines::{Kind, Line, Page};
use super::pictures;
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
    let inside_first = inside.first().copied().unwrap_or_default();
    let mut kept = kept(page, &inside, &furniture, headline);
    let mut body = Body {
        first: kept.first().copied().unwrap_or_default(),
        ..Body::default()
    };
    body.images = pictures::of(page, &within, &furniture, &mut kept);
    let held: HashSet<usize> = kept.iter().copied().collect();
    body.dropped = inside.into_iter().filter(|at| !held.contains(at)).collect();
    let lines: Vec<&Line> = kept
        .into_iter()
        .filter_map(|at| page.lines.get(at))
        .collect();
    let rows = lines.chunk_by(|one, next| is_row(one, next));
    body.blocks = lead(page, inside_first, headline, &lines)
        .map(|line| Block::Paragraph(line.text.clone()))
        .chain(rows.flat_map(blocks))
        .collect();
    body
}

/// Returns the lines of a lead that stands in a box of its own between the headline and the text, unless the text says
/// the same.
fn lead<'p>(
    page: &'p Page,
    first: usize,
    headline: Option<&Headline>,
    text: &[&Line],
) -> impl Iterator<Item = &'p Line> {
    /// How many lines above the text it stands where the headline is not on the page.
    const NEAR: usize = 12;
    let at = headline
        .and_then(|headline| headline.line)
        .filter(|at| *at < first);
    let begin = at.map_or(first.saturating_sub(NEAR), |at| at + 1);
    let said: HashSet<&str> = text.iter().map(|line| &*line.text).collect();
    let above = page.lines.get(begin..first).unwrap_or_default();
    above.iter().filter(move |line| {
        line.kind == Kind::Lead
            && line.is_sentence()
            && !line.is_beside
            && !furniture::is_furniture(&line.text)
            && !dateline::is_dateline(&line.text)
            && !said.contains(&*line.text)
    })
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
    let own = own_lines(page, inside, furniture, headline);
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
        let is_credit = || furniture::is_credit(&line.text) && pictures::is_behind(page, at);
        let is_furniture = || furniture::is_furniture(&line.text) && !is_credit();
        at < end && !line.is_link() && !line.is_beside && !is_furniture()
    };
    // What stands before and behind all sentences, and is none, is seldom the report's.
    let is_aside = |line: &Line| {
        (line.has_marks() || is_in_brackets(line))
            && !is_beside_headline(line)
            && !dateline::is_dateline(&line.text)
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
        let is_text = || (first..=last).contains(&at) || is_aside(line) || is_former;
        is_own(*at, line) && (is_text() || pictures::is_below(page, *at))
    };
    own.iter()
        .filter(|line| is_text(line))
        .map(|(at, _)| *at)
        .collect()
}

/// Returns the lines that may be text: none that are furniture, the headline or a byline, and none that say again what
/// was said.
fn own_lines<'p>(
    page: &'p Page,
    inside: &[usize],
    furniture: &HashSet<NodeId>,
    headline: Option<&Headline>,
) -> Vec<(usize, &'p Line)> {
    let title = headline
        .map(|headline| key(&headline.text))
        .unwrap_or_default();
    let lines = inside
        .iter()
        .filter_map(|at| Some((*at, page.lines.get(*at)?)));
    let own = lines.filter(|(_, line)| {
        let former = furniture::former_headline(&line.text);
        former.is_none_or(|former| key(former) != title)
            && !furniture.contains(&line.at)
            && key(&line.text) != title
            && !dateline::is_byline(&line.text)
    });
    let own: Vec<(usize, &Line)> = own.collect();
    let again = repeated(&own);
    own.into_iter()
        .zip(again)
        .filter_map(|(line, is_again)| (!is_again).then_some(line))
        .collect()
}

/// Returns which lines say again what was said. A page may hold its text twice; one sentence that stands again between
/// others is the text's own, which a list of its points had before.
fn repeated(lines: &[(usize, &Line)]) -> Vec<bool> {
    let mut seen = HashSet::new();
    let again: Vec<bool> = lines
        .iter()
        .map(|(_, line)| {
            // One question may be put to several people.
            let is_question = line.text.ends_with(['？', '?']);
            line.size >= 60 && !is_question && !seen.insert(&line.text)
        })
        .collect();
    let is_new = |at: usize| {
        let line = lines.get(at).filter(|(_, line)| line.is_sentence());
        line.is_some() && again.get(at) == Some(&false)
    };
    let text = |at: usize| lines.get(at).map(|(_, line)| &line.text);
    let is_between = |at: usize| {
        let before = at.checked_sub(1);
        before.is_some_and(|before| is_new(before) && text(before) != text(at))
            && (at + 1..lines.len())
                .find(|behind| again.get(*behind) == Some(&true) || is_new(*behind))
                .is_some_and(is_new)
    };
    (0..lines.len())
        .map(|at| again.get(at) == Some(&true) && !is_between(at))
        .collect()
}

/// Whether a line is a remark in brackets, of more than a word: who helped, what it was put together from.
fn is_in_brackets(line: &Line) -> bool {
    /// In thirds of a Han character.
    const SHORTEST: usize = 18;
    line.size >= SHORTEST && line.text.starts_with(['（', '(']) && line.text.ends_with(['）', ')'])
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
